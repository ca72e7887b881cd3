"""A document whole, as people left it."""

from __future__ import annotations

from onrecord import record as records

from .writing import Said, document

FALK, LIND = "Ines Falk", "Oskar Lind"


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
