"""Each correction does what it says, is undone without a trace in the tables, and redone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord import record as records
from onrecord.record.decisions.deciding import Made

from .writing import FERRY, HARBOUR, document, people, statement, tables, written_anew

Verb = Callable[[records.Record], Made]

VERBS: dict[str, Verb] = {
    "accept": lambda record: record.correct.accept("ferry#s1"),
    "reject": lambda record: record.correct.reject("ferry#s1"),
    "accept a finding": lambda record: record.correct.accept("ferry#f0"),
    "reject a finding": lambda record: record.correct.reject("ferry#f0"),
    "speaker here": lambda record: record.correct.speaker("ferry#s2", "Ines Falk"),
    "speaker elsewhere": lambda record: record.correct.speaker("ferry#s2", "Mara Wren"),
    "speaker by label": lambda record: record.correct.speaker("ferry#s2", "e1"),
    "speaker new": lambda record: record.correct.speaker("ferry#s2", "Nova Wren"),
    "clear speaker": lambda record: record.correct.clear_speaker("ferry#s1"),
    "addressee": lambda record: record.correct.addressee("ferry#s1", "Oskar Lind", "Nova Wren"),
    "clear addressee": lambda record: record.correct.clear_addressee("ferry#s3"),
    "occasion": lambda record: record.correct.occasion("ferry#s1", "o1"),
    "occasion new": lambda record: record.correct.occasion(
        "ferry#s1", kind="speech", date="2026-02-01", place="Lindau"
    ),
    "occasion edited": lambda record: record.correct.occasion("ferry#o1", date="2026", place="", participants=["e2"]),
    "spans": lambda record: record.correct.spans("ferry#s1", "ferry will sail", source=()),
    "kind": lambda record: record.correct.kind("ferry#s1", "direct"),
    "add": lambda record: record.correct.add(
        "ferry", "met in Ostrow", speaker="e1", addressees=["Nova Wren"], date="2026"
    ),
    "merge": lambda record: record.correct.merge("Ines Falk", "Mara Wren"),
    "accept join": lambda record: record.correct.accept_join("Ines Falk", "Mara Wren"),
    "refuse join": lambda record: record.correct.refuse_join("Ines Falk", "Mara Wren"),
    "split": lambda record: record.correct.split("Oskar Lind", "harbour"),
    "rename": lambda record: record.correct.rename("Ines Falk", "Ines Falk-Lind"),
    "wikidata": lambda record: record.correct.wikidata("Ines Falk", "Q42"),
    "clear wikidata": lambda record: record.correct.wikidata("Ines Falk", None),
}
CHANGES_NOTHING_YET = {"refuse join", "clear wikidata"}
"""What only says that it shall stay so."""


@pytest.fixture
def kept(record: records.Record) -> records.Record:
    """A record with two documents."""
    record.keep([document(FERRY), document(HARBOUR, id="harbour")], ["ferry", "harbour"])
    return record


@pytest.mark.parametrize("name", VERBS)
def test_a_correction_is_undone_and_redone(kept: records.Record, name: str) -> None:
    before = tables(kept)
    made = VERBS[name](kept)
    after = tables(kept)
    assert (after != before) or name in CHANGES_NOTHING_YET
    assert kept.undo(made.id).id == made.id
    assert tables(kept) == before
    assert kept.redo().id == made.id
    assert tables(kept) == after
    assert written_anew(kept) == after


@pytest.mark.parametrize("name", VERBS)
def test_reading_a_document_anew_keeps_a_correction(kept: records.Record, name: str) -> None:
    VERBS[name](kept)
    before = tables(kept)
    kept.keep(
        [document(FERRY, reader="rules/2"), document(HARBOUR, id="harbour", reader="rules/2")], ["ferry", "harbour"]
    )
    assert tables(kept) == before


def test_a_speaker_is_set_and_cleared(kept: records.Record) -> None:
    kept.correct.speaker("ferry#s2", "Ines Falk")
    assert statement(kept, "ferry#s2").said_by == "Ines Falk"
    kept.correct.clear_speaker("ferry#s2")
    assert statement(kept, "ferry#s2").speaker_id is None


def test_a_speaker_whom_only_the_record_knows_is_the_one_it_knows(kept: records.Record) -> None:
    known = people(kept)["Mara Wren"]
    kept.correct.speaker("ferry#s2", f"p{known}")
    row = statement(kept, "ferry#s2")
    assert (row.speaker_id, row.speaker) == (known, "ea1")


def test_a_speaker_who_only_shares_the_name_is_kept_apart(kept: records.Record) -> None:
    kept.correct.split("Oskar Lind", "harbour")
    here = statement(kept, "ferry#s2").speaker_id
    other = statement(kept, "harbour#s2").speaker_id
    assert here != other
    kept.correct.speaker("ferry#s1", f"p{other}")
    assert statement(kept, "ferry#s1").speaker_id == other
    assert statement(kept, "ferry#s2").speaker_id == here


def test_several_addressees_whom_the_record_knows_stay_who_they_are(kept: records.Record) -> None:
    kept.keep([document(("Tove Wren said that it rains.",), id="rain")], ["rain"])
    before = people(kept)
    kept.correct.addressee("ferry#s1", "Mara Wren", "Tove Wren")
    assert people(kept) == before
    assert statement(kept, "ferry#s1").facets.split()[1:3] == [f"a{before[one]}" for one in ("Mara Wren", "Tove Wren")]


def test_a_new_speaker_is_one_person_in_all_that_is_theirs(kept: records.Record) -> None:
    kept.correct.speaker("ferry#s1", "Nova Wren")
    kept.correct.speaker("ferry#s2", "Nova  Wren")
    kept.correct.speaker("harbour#s1", "nova wren")
    said = [statement(kept, place).speaker_id for place in ("ferry#s1", "ferry#s2", "harbour#s1")]
    assert len(set(said)) == 1


def test_a_rejected_statement_is_not_searched(kept: records.Record) -> None:
    kept.correct.reject("ferry#s1")
    row = statement(kept, "ferry#s1")
    assert (row.verdict, row.facets) == ("rejected", None)


def test_the_later_of_two_decisions_counts(kept: records.Record) -> None:
    kept.correct.kind("ferry#s1", "direct")
    kept.correct.kind("ferry#s1", "mixed")
    assert statement(kept, "ferry#s1").kind == "mixed"
    kept.undo(2)
    assert statement(kept, "ferry#s1").kind == "direct"


def test_an_occasion_that_changes_gives_its_statements_the_date(kept: records.Record) -> None:
    kept.correct.occasion("ferry#s1", "o1")
    kept.correct.occasion("ferry#o1", date="2026-02-13")
    row = statement(kept, "ferry#s1")
    assert (row.occasion, row.date, row.day) == ("o1", "2026-02-13", "2026-02-13")
    kept.correct.clear_occasion("ferry#s1")
    row = statement(kept, "ferry#s1")
    assert (row.occasion, row.date) == (None, None)


def test_an_occasion_that_a_person_told_of_can_be_changed_and_shared(kept: records.Record) -> None:
    made = kept.correct.occasion("ferry#s1", kind="speech")
    label = statement(kept, f"ferry#{made.label}").occasion
    kept.correct.occasion(f"ferry#{label}", date="2026-02-13")
    kept.correct.occasion("ferry#s2", label)
    assert {statement(kept, f"ferry#{one}").occasion for one in ("s1", "s2")} == {label}
    assert statement(kept, "ferry#s2").date == "2026-02-13"


def test_an_added_statement_can_be_corrected_and_goes_with_its_addition(kept: records.Record) -> None:
    added = kept.correct.add("ferry", "met in Ostrow", speaker="e1")
    assert (added.label, statement(kept, f"ferry#{added.label}").said_by) == ("sa1", "Ines Falk")
    kept.correct.kind("ferry#sa1", "direct")
    assert statement(kept, "ferry#sa1").kind == "direct"
    kept.undo(added.id)
    assert statement(kept, "ferry#sa1") is None
    kept.redo(added.id)
    assert statement(kept, "ferry#sa1").kind == "direct"


def test_undoing_without_a_number_goes_back_step_by_step(kept: records.Record) -> None:
    for kind in ("direct", "mixed", "indirect"):
        kept.correct.kind("ferry#s1", kind, who="ann")
    kept.correct.kind("ferry#s1", "direct", who="bob")
    assert [kept.undo(who="ann").id for _ in range(2)] == [3, 2]
    assert [kept.redo(who="ann").id for _ in range(2)] == [2, 3]
    assert kept.undo(who="ann").id == 3
    with pytest.raises(records.RecordError, match="no decision of eve's stands; the last one is 2 by ann"):
        kept.undo(who="eve")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda c: c.accept("ferry#s9"), "ferry#s9: the document has no such statement; it has s1, s2, s3"),
        (lambda c: c.accept("ferry"), "ferry: name a statement, as in ferry#s4"),
        (lambda c: c.accept("fery#s1"), "fery: there is no such document in the record"),
        (lambda c: c.reject("ferry#f7"), "ferry#f7: the document has no such finding; it has f0"),
        (lambda c: c.speaker("ferry#s1", "p99"), "p99: the record knows nobody by this id"),
        (lambda c: c.speaker("ferry#s1", " "), "a name is needed"),
        (lambda c: c.addressee("ferry#s1"), "name somebody it was said to"),
        (lambda c: c.kind("ferry#s1", "loud"), "loud: there is no such kind; there are direct, mixed, indirect"),
        (lambda c: c.occasion("ferry#s1", date="friday"), "friday: this is no date"),
        (lambda c: c.occasion("ferry#s1", "o7"), "the document has no such occasion; it has o1"),
        (lambda c: c.occasion("ferry#s1"), "name an occasion, or say its kind"),
        (lambda c: c.spans("ferry#s1"), "say which spans to change"),
        (lambda c: c.spans("ferry#s1", "900-910"), "content 900-910: a passage lies within 0-"),
        (lambda c: c.spans("ferry#s1", "Oskar Lind"), "the words 'Oskar Lind' stand in the text 2 times"),
        (lambda c: c.spans("ferry#s1", ["1-5", "3-9"]), "3 lies within the passage before it"),
        (lambda c: c.add("ferry", [(15, 44)], cue=[(10, 14)]), "this statement is there already"),
        (lambda c: c.merge("Ines Falk"), "name at least two"),
        (lambda c: c.merge("Ines Falk", "ines falk"), "who is named already"),
        (lambda c: c.split("Oskar Lind", "ferry", "harbour"), "nothing would be left"),
        (lambda c: c.split("Ines Falk", "harbour"), "Ines Falk does not appear here"),
        (lambda c: c.rename("Nobody", "x"), "Nobody: nobody in the record has this name"),
        (lambda c: c.rename("Ines Falk", " "), "a name has at least one letter"),
        (lambda c: c.wikidata("Ines Falk", "42"), "42: this is no Wikidata id; one looks like Q42"),
        (lambda c: c.accept("ferry#s1", why="x" * 5000), "why: 5,000 characters"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_changed(
    kept: records.Record, wrong: Callable[[object], None], said: str
) -> None:
    before = tables(kept)
    with pytest.raises(records.RecordError) as told:
        wrong(kept.correct)
    assert said in str(told.value)
    assert "\n" not in str(told.value)
    assert tables(kept) == before
    assert kept.history() == []


def test_a_name_of_several_lists_them(kept: records.Record) -> None:
    kept.correct.split("Oskar Lind", "harbour")
    with pytest.raises(
        records.RecordError, match=r"Oskar Lind: this may be p\d+ Oskar Lind \(person, in 1 document\) or p"
    ):
        kept.correct.rename("Oskar Lind", "x")


def test_an_older_version_is_not_corrected(kept: records.Record) -> None:
    older = kept.keep([document(HARBOUR, id="x")], ["x"])[0].ref
    newer = kept.keep([document(FERRY, id="x")], ["x"])[0].ref
    with pytest.raises(
        records.RecordError, match=f"{older}: this is an older version of the text; the current one is {newer}"
    ):
        kept.correct.accept(f"{older}#s1")
