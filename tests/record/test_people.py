"""What a record tells of people, occasions, documents and findings."""

from __future__ import annotations

import msgspec
import pytest

import onrecord
from onrecord import record as records
from onrecord.document import Finding
from onrecord.record import RecordError, spellings

from .writing import Said, document

FALK, LIND = "Ines Falk", "Oskar Lind"


@pytest.fixture
def town(record: records.Record) -> records.Record:
    first = document(
        [Said("the ferry sails", FALK, LIND), Said("the pier is safe", LIND)], published="2025-02-03",
        outlet="Vesthavn Post", met=(FALK, LIND), place="Vesthavn",
    )  # fmt: skip
    second = document([Said("the ferry is late", FALK, "Ada Moe")], published="2024", outlet="Østby Tidende")
    finding = Finding("unnamed-source", "warning", "Nobody is named.", ((0, 4),))
    second = msgspec.structs.replace(second, findings=(finding,))
    record.keep([first, second], ["first", "second"])
    return record


def test_who_said_most_comes_first(town: records.Record) -> None:
    assert [(one.name, one.statements, one.documents) for one in town.people()] == [
        (FALK, 2, 2), (LIND, 1, 1), ("Ada Moe", 0, 1),
    ]  # fmt: skip
    assert [one.name for one in town.people(kind="place")] == ["Vesthavn"]
    assert [one.name for one in town.people("LIND")] == [LIND]
    assert [one.name for one in town.people(limit=1)] == [FALK]


def test_a_persons_page(town: records.Record) -> None:
    page = town.person("falk")
    assert (page.name, page.number, page.documents) == (FALK, 2, 2)
    assert [row.content for row in page.statements] == ["the ferry sails", "the ferry is late"]
    assert [(one.name, one.number) for one in page.met] == [(LIND, 1)]
    assert {one.name for one in page.spoke_to} == {LIND, "Ada Moe"}
    assert {one.name for one in page.outlets} == {"Vesthavn Post", "Østby Tidende"}
    assert [(one.kind, one.date, one.place) for one in page.occasions] == [("meeting", "2025-02-03", "Vesthavn")]
    assert [(role.date, role.title) for role in page.roles] == [("2025-02-03", "mayor"), ("2024", "mayor")]
    assert page == town.person(page.id)
    assert len(town.person(page.id, statements=1).statements) == 1


def test_a_pronoun_is_no_name(record: records.Record) -> None:
    record.keep([onrecord.read("Ines Falk opened the pier. “It is safe,” she said.")], ["pier"])
    assert [name.name for name in record.person("Falk").names] == [FALK]


def test_an_id_leads_to_whoever_took_it_up(town: records.Record) -> None:
    falk, lind, moe = (town.person(name).id for name in (FALK, LIND, "Ada Moe"))
    town.correct.merge(lind, moe)
    town.correct.merge(falk, lind)
    assert len({town.person(id_).id for id_ in (falk, lind, moe)}) == 1
    assert len(town.statements(speaker=lind)) == 3
    town.undo()
    town.undo()
    assert {town.person(name).name for name in (FALK, LIND, "Ada Moe")} == {FALK, LIND, "Ada Moe"}
    assert [town.person(id_).name for id_ in (falk, lind, moe)] == [FALK, LIND, "Ada Moe"]
    town.correct.rename(moe, "Ada Moen")
    assert town.person(moe).name == "Ada Moen"


@pytest.mark.parametrize("name", ["Nobody", "", "p999", "\0", "'; DROP TABLE entity"])
def test_nobody_is_told_in_a_line(town: records.Record, name: str) -> None:
    with pytest.raises(RecordError, match="nobody of this name"):
        town.person(name)


def test_a_name_of_several_asks_for_the_id(town: records.Record) -> None:
    town.keep([document([Said("no", "Per Falk")])], ["third"])
    with pytest.raises(RecordError, match=r"this may be p\d+ .*Falk, p\d+ .*Falk; give the id"):
        town.person("Falk")
    assert town.person("Per Falk").name == "Per Falk"
    assert {row.speaker for row in town.statements(speaker="falk")} == {FALK, "Per Falk"}


def test_a_name_that_too_many_bear_is_told_in_a_line(town: records.Record, monkeypatch: pytest.MonkeyPatch) -> None:
    town.keep([document([Said("no", "Per Falk")])], ["third"])
    with (
        town.database.asking() as connection,
        pytest.raises(RecordError, match="more than 1 people bear this name"),
    ):
        spellings.entities(connection, "Falk", most=1)


def test_occasions(town: records.Record) -> None:
    (one,) = town.occasions()
    assert (one.participants, one.place) == ((FALK, LIND), "Vesthavn")
    assert town.occasions(person="Lind", place="vesthavn", kind="meeting", since="2025", until="2025-02") == [one]
    assert town.occasions(since="2025-03") == town.occasions(person="Ada Moe") == town.occasions(kind="call") == []
    with pytest.raises(RecordError, match="write a date as"):
        town.occasions(until="yesterday")


def test_documents(town: records.Record) -> None:
    assert [(one.key, one.statements) for one in town.documents()] == [("second", 1), ("first", 2)]
    assert [one.key for one in town.documents(outlet="ostby tidende")] == ["second"]
    assert [one.key for one in town.documents(since="2025", language="en-GB")] == ["first"]
    page = town.documents(limit=1)
    assert [one.key for one in town.documents(limit=1, after=page.cursor)] == ["first"]


def test_findings(town: records.Record) -> None:
    (one,) = town.findings()
    assert (one.key, one.check, one.start, one.end) == ("second", "unnamed-source", 0, 4)
    assert town.findings(least="error") == town.findings(document="first") == []
    with pytest.raises(RecordError):
        town.findings(least="dire")


def test_stats(town: records.Record) -> None:
    found = town.stats()
    assert (found["documents"], found["statements"], found["entities: person"], found["findings"]) == (2, 3, 3, 1)
