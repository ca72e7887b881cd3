"""Where occasions were, and who published what."""

from __future__ import annotations

import pytest

from onrecord import record as records
from onrecord.record import RecordError

from .writing import Said, document

FALK, LIND = "Ines Falk", "Oskar Lind"


@pytest.fixture
def coast(record: records.Record) -> records.Record:
    kept = [
        document([Said("yes", FALK, LIND)], outlet="Vesthavn Post", met=(FALK, LIND), place="Vesthavn"),
        document([Said("no", LIND, FALK)], outlet="Vesthavn Post", met=(FALK, LIND), place="Vesthavn"),
        document([Said("well", LIND, FALK)], outlet="Østby Tidende", met=(FALK,), place="Østby"),
        document([Said("perhaps", LIND)]),
    ]
    record.keep(kept, ["one", "two", "three", "four"])
    return record


def test_places_of_most_occasions_come_first(coast: records.Record) -> None:
    assert [(one.name, one.occasions) for one in coast.places()] == [("Vesthavn", 2), ("Østby", 1)]


def test_places_and_outlets_come_page_by_page(coast: records.Record) -> None:
    for ask in (coast.places, coast.outlets):
        first = ask(limit=1)
        assert first.cursor
        assert [*first, *ask(limit=1, after=first.cursor)] == list(ask())
        with pytest.raises(RecordError):
            ask(after="nowhere")


def test_outlets_have_the_documents_that_are_current(coast: records.Record) -> None:
    assert [(one.name, one.documents) for one in coast.outlets()] == [("Vesthavn Post", 2), ("Østby Tidende", 1)]
    coast.keep([document([Said("never", LIND)], outlet="Østby Tidende")], ["one"])
    assert [one.documents for one in coast.outlets()] == [2, 1]
    assert coast.outlet("Vesthavn Post") is not None
    assert coast.outlet("Nobody's") is None
    assert coast.outlet("\0") is None


def test_documents_of_an_outlet_whatever_its_case_and_marks(coast: records.Record) -> None:
    assert [one.key for one in coast.documents(outlet="ostby tidende")] == ["three"]
    assert coast.documents(outlet="Østby") == []


def test_an_occasion_by_its_id(coast: records.Record) -> None:
    for one in coast.occasions():
        assert coast.occasion(one.id) == one
    assert coast.occasion("nothing#o1") is None
    assert coast.occasion("\0") is None


def test_why_names_are_one(coast: records.Record) -> None:
    coast.keep([document([Said("so", "Falk")])], ["five"])
    assert all(one.why for one in coast.reasons(coast.person(FALK).id))
    assert coast.reasons("p999") == coast.reasons("'; DROP TABLE entity") == []
