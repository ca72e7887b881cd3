"""A document whole, lines of those added last, and who is quoted most."""

from __future__ import annotations

from onrecord import record as records

from .writing import Said, document

FALK, LIND = "Ines Falk", "Oskar Lind"


def test_the_documents_added_last_come_first_a_page_at_a_time(record: records.Record) -> None:
    kept = record.keep([document([Said(words, FALK)]) for words in ("one", "two", "three")], ["a", "b", "c"])
    first = record.entries(limit=2)
    assert [one.ref for one in first] == [kept[2].ref, kept[1].ref]
    assert [one.ref for one in record.entries(limit=2, before=first[-1].id)] == [kept[0].ref]


def test_those_with_most_statements_are_the_most_quoted(record: records.Record) -> None:
    record.keep([document([Said("one", LIND), Said("two", FALK)]), document([Said("three", FALK)])], ["a", "b"])
    assert [(one.name, one.statements, one.documents) for one in record.most_quoted(limit=1)] == [(FALK, 2, 2)]
    counts = record.counts()
    assert (counts.documents, counts.statements, counts.speakers) == (2, 3, 2)


def test_a_document_is_whole_without_what_was_rejected(record: records.Record) -> None:
    (kept,) = record.keep([document([Said("one", LIND), Said("two", FALK)])], ["a"])
    before = record.volume(kept.ref)
    assert before is not None
    assert before.newer is None
    first, second = before.document.statements
    assert {first.speaker, second.speaker} <= set(before.known)
    record.correct.reject(f"{kept.ref}#{first.id}", who="ada")
    after = record.volume(kept.ref)
    assert after is not None
    assert [one.id for one in after.document.statements] == [second.id]
    assert record.volume("nosuchref") is None


def test_an_older_version_names_the_newer_one(record: records.Record) -> None:
    (old,) = record.keep([document([Said("one", LIND)])], ["a"])
    (new,) = record.keep([document([Said("two", LIND)])], ["a"])
    found = record.volume(old.ref)
    assert found is not None
    assert found.newer == new.ref
