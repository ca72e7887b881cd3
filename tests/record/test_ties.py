"""Who is tied to whom, and occasions by their dates."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.record import Record, RecordError, calendar, ties

from .writing import Said, document


@pytest.fixture(autouse=True)
def _kept(record: Record) -> None:
    record.keep(
        [
            document(
                [
                    Said("opens it", "Ines Falk", "Oskar Lind", "Karla Brun"),
                    Said("waits", "Oskar Lind", None, "Ines Falk"),
                ],
                id_="one", published="2025-02-08", met=("Ines Falk", "Oskar Lind"), place="Vesthavn",
            ),
            document(
                [Said("is late", "Ines Falk", None, "Karla Brun"), Said("comes", "Oskar Lind")],
                id_="two", published="2026-03", met=("Ines Falk", "Karla Brun", "Oskar Lind"),
            ),
            document([Said("is nobody", "Tom Hale", None, "Ana Ruiz")], id_="three"),
        ]
    )  # fmt: skip


def told(record: Record, *args: str, **how: object) -> set[tuple[str, str, str, int]]:
    """The ties by names; of those who met the names are in alphabetical order."""
    found = record.ties(*args, **how)  # type: ignore[arg-type]
    names = {member.id: member.name for member in found.people}
    rows = set()
    for tie in found.ties:
        one, other = names[tie.one], names[tie.other]
        if tie.kind == "met":
            one, other = sorted((one, other))
        rows.add((one, tie.kind, other, tie.number))
    return rows


def test_ties_are_counted_by_kind_and_direction(record: Record) -> None:
    assert told(record) == {
        ("Ines Falk", "to", "Oskar Lind", 1), ("Ines Falk", "about", "Karla Brun", 2),
        ("Oskar Lind", "about", "Ines Falk", 1), ("Tom Hale", "about", "Ana Ruiz", 1),
        ("Ines Falk", "met", "Oskar Lind", 2), ("Ines Falk", "met", "Karla Brun", 1),
        ("Karla Brun", "met", "Oskar Lind", 1),
    }  # fmt: skip


def test_ties_of_a_time_of_a_kind_and_around_somebody(record: Record) -> None:
    assert told(record, until="2025") == {
        ("Ines Falk", "to", "Oskar Lind", 1), ("Ines Falk", "about", "Karla Brun", 1),
        ("Oskar Lind", "about", "Ines Falk", 1), ("Ines Falk", "met", "Oskar Lind", 1),
    }  # fmt: skip
    assert told(record, since="2025-03", until="2026-02") == set()
    assert told(record, kinds=("to",)) == {("Ines Falk", "to", "Oskar Lind", 1)}
    assert told(record, "Tom Hale") == {("Tom Hale", "about", "Ana Ruiz", 1)}
    around = record.ties("karla brun", kinds=("about",))
    assert around.centre is not None
    assert around.centre.name == "Karla Brun"
    assert [(tie.number, tie.latest) for tie in around.ties] == [(2, "2026-03-01")]


def test_the_strongest_are_shown_and_the_others_counted(record: Record) -> None:
    found = record.ties(most=3)
    assert {member.name for member in found.people} == {"Ines Falk", "Karla Brun", "Oskar Lind"}
    assert found.left_out == 2
    assert found.whole
    assert found.statements == 5
    assert found.ties[0].number == max(tie.number for tie in found.ties)


def test_what_was_not_looked_at_is_told(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ties, "MOST", 2)
    found = record.ties()
    assert (found.statements, found.whole) == (2, False)
    monkeypatch.setattr(calendar, "MOST", 1)
    assert not record.calendar().whole
    assert record.calendar(since="2025", until="2025").number == 1


def test_rejected_statements_make_no_ties(record: Record) -> None:
    (row,) = record.statements(speaker="Tom Hale")
    record.correct.reject(row.id)
    assert not [tie for tie in told(record) if "Tom Hale" in tie]


def test_occasions_stand_by_their_dates(record: Record) -> None:
    found = record.calendar()
    assert [row.date for row in found.occasions] == ["2026-03", "2025-02-08"]
    assert record.calendar(limit=1, skip=1).occasions[0].date == "2025-02-08"
    assert [row.date for row in record.calendar(place="Vesthavn").occasions] == ["2025-02-08"]
    assert record.calendar(people=("Oskar Lind", "Karla Brun")).number == 1
    assert record.calendar(people=("Tom Hale",)).number == 0
    assert record.calendar(kind="speech").number == 0
    assert record.calendar(since="2026-03-15", until="2026").number == 1
    assert record.days() == (date(2025, 2, 8), date(2026, 3, 1))


@pytest.mark.parametrize(
    "how", [{"since": "soon"}, {"until": "2025-13"}, {"kinds": ("hit",)}, {"person": "Nobody Atall"}, {"person": "p\0"}]
)
def test_what_cannot_be_asked_is_told(record: Record, how: dict[str, object]) -> None:
    with pytest.raises(RecordError):
        record.ties(**how)  # type: ignore[arg-type]


def test_an_empty_record_has_no_ties(record: Record) -> None:
    record.remove(["one", "two", "three"])
    assert record.ties().people == ()
    assert record.calendar().occasions == ()
    assert record.days() is None
