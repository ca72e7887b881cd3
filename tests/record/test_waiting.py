"""What waits for a person to decide, in pages, narrowed and counted; and what decisions changed."""

from __future__ import annotations

import msgspec
import pytest

from onrecord import record as records
from onrecord.document import Finding
from onrecord.record import RecordError
from onrecord.record.decisions.recalling import Change, Happening

from .decisions.writing import FERRY
from .decisions.writing import document as ferry
from .joining.writing import document as naming
from .joining.writing import keep, person
from .writing import Said, document

FALK, LIND = "Ines Falk", "Oskar Lind"


def _words(record: records.Record, queue: str, **narrowed: str) -> list[str]:
    """All of a queue, a page of two after another."""
    found: list[str] = []
    after: str | None = None
    while True:
        page = record.waiting(queue, limit=2, after=after, **narrowed)  # type: ignore[arg-type]
        for one in page:
            words = getattr(one, "content", None) or getattr(one, "message", None)
            found.append(words or f"{one.one.form}/{one.other.form}")
        after = page.cursor
        if after is None:
            return found


@pytest.fixture
def town(record: records.Record) -> records.Record:
    first = document(
        [Said("the ferry sails", FALK, confidence=0.3), Said("the pier is safe", LIND, confidence=0.2),
         Said("the town pays", LIND, confidence=0.9)],
        published="2025-02-03", outlet="Vesthavn Post",
    )  # fmt: skip
    second = document(
        [Said("prom jest późny", FALK, confidence=0.4), Said("nie wiadomo", None, confidence=0.1)],
        published="2024", outlet="Østby Tidende", language="pl",
    )  # fmt: skip
    findings = tuple(Finding("unnamed-source", "warning", f"Nobody is named {at}.", ((0, 4),)) for at in range(3))
    third = msgspec.structs.replace(document([Said("so be it", LIND)], outlet="Vesthavn Post"), findings=findings)
    record.keep([first, msgspec.structs.replace(second, findings=findings[:1]), third], ["first", "second", "third"])
    return record


def test_statements_of_little_confidence_wait_the_newest_first(town: records.Record) -> None:
    waiting = ["the ferry sails", "the pier is safe", "prom jest późny", "nie wiadomo"]
    assert _words(town, "statements") == waiting
    assert _words(town, "statements", outlet="vesthavn post") == waiting[:2]
    assert _words(town, "statements", language="pl") == waiting[2:]
    assert _words(town, "statements", person="falk") == [waiting[0], waiting[2]]
    assert _words(town, "statements", document="second") == waiting[2:]
    assert _words(town, "statements", document="none") == []
    town.correct.accept("first#s1")
    town.correct.reject("first#s2")
    assert _words(town, "statements") == waiting[2:]
    town.undo()
    assert sorted(_words(town, "statements")) == sorted(waiting[1:])


def test_findings_wait_until_somebody_decides(town: records.Record) -> None:
    every = [f"Nobody is named {at}." for at in range(3)]
    assert _words(town, "findings") == [*every, every[0]]
    assert _words(town, "findings", outlet="VESTHAVN POST") == every
    assert _words(town, "findings", language="pl") == every[:1]
    assert _words(town, "findings", document="third") == every
    assert _words(town, "findings", person=FALK) == every[:1]
    town.correct.accept("third#f1")
    town.correct.reject("second#f0")
    assert _words(town, "findings") == [every[0], every[2]]


def test_people_who_may_be_one_wait(record: records.Record) -> None:
    keep(
        record,
        naming("a", person("Mira Solano")), naming("b", person("Mira Sollana")),
        naming("c", person("Zoran Pavlov")), naming("d", person("Zoran Pavlow")),
    )  # fmt: skip
    pairs = record.waiting("people")
    assert len(pairs) == 2
    assert pairs[0].score >= pairs[1].score
    assert len(_words(record, "people")) == 2
    (one,) = record.waiting("people", person="Mira Solano")
    assert {one.one.name, one.other.name} == {"Mira Solano", "Mira Sollana"}
    assert record.waiting("people", document="d")[0].one.form.startswith("Zoran")
    assert record.waiting("people", outlet="none") == []
    assert len(record.waiting("people", language="en")) == 2
    record.correct.refuse_join(one.one.id, one.other.id)
    assert record.waiting("people", person="Mira Solano") == []
    record.undo()
    record.correct.accept_join(one.one.id, one.other.id)
    assert record.waiting("people", person="Mira Solano") == []
    assert record.waiting_counts().people == 1


def test_what_waits_is_counted_so_far(town: records.Record) -> None:
    assert msgspec.to_builtins(town.waiting_counts()) == {"people": 0, "statements": 4, "findings": 4, "most": 1000}
    assert town.waiting_counts(most=2).statements == 3


@pytest.mark.parametrize(
    ("queue", "narrowed"),
    [("nothing", {}), ("people", {"after": "x"}), ("statements", {"after": "-1"}), ("findings", {"after": "a_b"}),
     ("people", {"colour": "red"})],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_told(town: records.Record, queue: str, narrowed: dict[str, str]) -> None:
    with pytest.raises(RecordError):
        town.waiting(queue, **narrowed)  # type: ignore[arg-type]


def test_a_name_that_is_begun_is_completed(town: records.Record) -> None:
    assert [one.name for one in town.completed("lin")] == [LIND]
    assert [one.name for one in town.completed("oskar l")] == [LIND]
    assert town.completed("ines l") == town.completed("") == town.completed("“") == []
    assert town.completed("f", kinds=("place",)) == []
    assert [one.number for one in town.completed("FALK")] == [2]


def _one(record: records.Record) -> Change:
    return record.changes(limit=1)[0]


def test_what_a_decision_changed_is_told(record: records.Record) -> None:
    record.keep([ferry(FERRY)], ["ferry"])
    correct = record.correct
    correct.speaker("ferry#s2", FALK, why="she signed it", who="ada")
    assert (_one(record).part, _one(record).before, _one(record).after) == ("speaker", LIND, FALK)
    assert _one(record).words == "the pier is safe"
    assert _one(record).entry.events[0].why == "she signed it"
    correct.clear_speaker("ferry#s2")
    assert (_one(record).before, _one(record).after) == (FALK, None)
    correct.kind("ferry#s1", "direct")
    assert (_one(record).before, _one(record).after) == ("indirect", "direct")
    correct.reject("ferry#s1")
    assert (_one(record).part, _one(record).before, _one(record).after) == ("verdict", None, "rejected")
    correct.accept("ferry#f0")
    assert (_one(record).words, _one(record).after) == ("2 March 2026 was a Monday", "accepted")
    correct.addressee("ferry#s1", LIND)
    assert (_one(record).part, _one(record).after) == ("addressee", LIND)
    correct.occasion("ferry#s1", "o1")
    assert _one(record).after == Happening("meeting", "2026-02", "Ostrow", (FALK,))
    correct.occasion("ferry#o1", date="2026-03-01")
    assert isinstance(_one(record).before, Happening)
    assert _one(record).after.date == "2026-03-01"  # type: ignore[union-attr]
    correct.spans("ferry#s2", "pier is safe")
    assert (_one(record).before, _one(record).after) == ("the pier is safe", "pier is safe")
    correct.add("ferry", "They met", speaker="Ada Moe")
    assert (_one(record).before, _one(record).after) == (None, "They met")
    correct.rename(LIND, "Oskar A. Lind")
    assert (_one(record).part, _one(record).before, _one(record).after) == ("name", LIND, "Oskar A. Lind")
    correct.wikidata(FALK, "Q42")
    assert (_one(record).part, _one(record).after) == ("wikidata", "Q42")
    ids = [one.entry.id for one in record.changes()]
    assert ids == sorted(ids, reverse=True)
    first = record.changes(limit=5)
    assert [one.entry.id for one in first] + [one.entry.id for one in record.changes(after=first.cursor)] == ids
    assert [one.entry.verb for one in record.changes(who="ada")] == ["speaker"]
    assert next(one.entry.verb for one in record.changes(person=FALK)) == "wikidata"
    assert len(record.changes(document="ferry")) == 10
    assert [one.entry.id for one in record.changed(ids[0])] == ids[:1]
    with pytest.raises(RecordError):
        record.changes(document="none")
