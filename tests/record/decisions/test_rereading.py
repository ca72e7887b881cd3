"""A decision finds what it is about again when a newer reader, or a newer text, moves it."""

from __future__ import annotations

import pytest

from onrecord import record as records

from .writing import FERRY, document, labels, people, statement, tables

BEFORE = ("The weather is fine, writes the paper.", *FERRY)


@pytest.fixture
def kept(record: records.Record) -> records.Record:
    """A record with one document."""
    record.keep([document(FERRY)], ["ferry"])
    return record


def test_a_statement_whose_label_moved_keeps_what_was_decided(kept: records.Record) -> None:
    kept.correct.speaker("ferry#s3", "Nova Wren")
    kept.keep([document(FERRY, without=[0], reader="rules/2")], ["ferry"])
    assert [statement(kept, f"ferry#{one}").said_by for one in labels(kept, "ferry")] == ["Oskar Lind", "Nova Wren"]


def test_a_statement_that_a_newer_reader_lacks_is_brought_in(kept: records.Record) -> None:
    made = kept.correct.accept("ferry#s1")
    kept.keep([document(FERRY, without=[0], reader="rules/2")], ["ferry"])
    assert labels(kept, "ferry") == ["s1", "s2", "s3"]
    row = statement(kept, "ferry#s1")
    assert (row.said_by, row.verdict, row.content) == ("Ines Falk", "accepted", "the ferry will sail on Monday")
    kept.correct.kind("ferry#s1", "direct")
    kept.undo(made.id)
    assert [statement(kept, f"ferry#{one}").kind for one in labels(kept, "ferry")] == ["direct", "indirect", "indirect"]
    kept.keep([document(FERRY, reader="rules/3")], ["ferry"])
    assert (labels(kept, "ferry"), statement(kept, "ferry#s1").kind) == (["s1", "s2", "s3"], "direct")


def test_a_rejected_statement_that_a_newer_reader_lacks_stays_away(kept: records.Record) -> None:
    kept.correct.reject("ferry#s1")
    kept.keep([document(FERRY, without=[0], reader="rules/2")], ["ferry"])
    assert labels(kept, "ferry") == ["s2", "s3"]
    assert not [one for one in labels(kept, "ferry") if statement(kept, f"ferry#{one}").verdict]


def test_a_rejected_statement_with_an_older_speaker_stays_rejected(kept: records.Record) -> None:
    kept.correct.reject("ferry#s1")
    kept.correct.speaker("ferry#s1", "Nova Wren")
    kept.keep([document(FERRY, without=[0], reader="rules/2")], ["ferry"])
    assert statement(kept, f"ferry#{labels(kept, 'ferry')[0]}").verdict == "rejected"


def test_an_added_statement_that_a_newer_reader_finds_is_there_once(record: records.Record) -> None:
    record.keep([document(FERRY, without=[0])], ["ferry"])
    content, cue = "the ferry will sail on Monday", "said the ferry"
    record.correct.add("ferry", content, cue=cue, speaker="Nova Wren", kind="direct")
    record.correct.accept("ferry#sa1")
    record.keep([document(FERRY, reader="rules/2")], ["ferry"])
    assert labels(record, "ferry") == ["s3", "s1", "s2"]
    row = statement(record, "ferry#s3")
    assert (row.said_by, row.kind, row.verdict) == ("Nova Wren", "direct", "accepted")


def test_decisions_are_carried_over_to_a_text_that_changed_elsewhere(kept: records.Record) -> None:
    kept.correct.speaker("ferry#s2", "Nova Wren")
    kept.correct.reject("ferry#f0")
    kept.correct.add("ferry", "met in Ostrow", speaker="Ines Falk")
    kept.correct.occasion("ferry#o1", date="2026-02-13")
    kept.keep([document(BEFORE)], ["ferry"])
    said = {statement(kept, f"ferry#{one}").content: statement(kept, f"ferry#{one}") for one in labels(kept, "ferry")}
    assert said["the pier is safe"].said_by == "Nova Wren"
    assert said["met in Ostrow"].said_by == "Ines Falk"
    found = tables(kept)
    assert [row for row in found["finding"] if ("verdict", "rejected") in row]
    assert [row for row in found["occasion"] if ("date", "2026-02-13") in row]


def test_a_decision_on_words_that_changed_is_left_in_the_history(kept: records.Record) -> None:
    kept.correct.speaker("ferry#s1", "Nova Wren")
    changed = (FERRY[0].replace("Monday", "Tuesday"), *FERRY[1:])
    kept.keep([document(changed)], ["ferry"])
    assert statement(kept, "ferry#s1").said_by == "Ines Falk"
    (entry,) = kept.history("ferry")
    assert (entry.stands, entry.label) == (True, None)
    kept.keep([document(FERRY)], ["ferry"])
    assert statement(kept, "ferry#s1").said_by == "Nova Wren"
    kept.keep([document(changed)], ["ferry"])
    kept.undo(entry.id)
    kept.keep([document(FERRY)], ["ferry"])
    assert statement(kept, "ferry#s1").said_by == "Ines Falk"


def test_a_decision_on_a_newer_text_holds_for_the_older_one_when_it_comes_back(kept: records.Record) -> None:
    kept.keep([document(BEFORE)], ["ferry"])
    kept.correct.kind("ferry#s2", "direct")
    kept.keep([document(FERRY)], ["ferry"])
    assert [statement(kept, f"ferry#{one}").kind for one in labels(kept, "ferry")] == ["indirect", "direct", "indirect"]


def test_people_stay_merged_when_a_text_changes(kept: records.Record) -> None:
    kept.correct.merge("Ines Falk", "Oskar Lind")
    kept.keep([document(BEFORE)], ["ferry"])
    assert {"Ines Falk", "Oskar Lind"} - people(kept).keys()
    kept.undo()
    assert not {"Ines Falk", "Oskar Lind"} - people(kept).keys()


def test_what_was_decided_of_people_goes_with_their_documents(kept: records.Record) -> None:
    from onrecord.record import keeping

    kept.correct.rename("Ines Falk", "Ines Falk-Lind")
    kept.correct.accept("ferry#s1")
    with kept.database.writing() as connection:
        keeping.remove(connection, [1])
    assert kept.history() == []
