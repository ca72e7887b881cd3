"""What programs ask of a record: lists page by page, with nothing missing or there twice; changes; one document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from onrecord import record as records
from onrecord.document import Finding
from onrecord.record import RecordError

from .writing import Said, document

PEOPLE = [f"Ines Falk{letter}" for letter in "abcdefg"]


@pytest.fixture
def town(record: records.Record) -> records.Record:
    made = []
    for number, name in enumerate(PEOPLE):
        one = document(
            [Said(f"sails {at}", name) for at in range(1 + number % 3)], published="2025-02-03",
            met=(name, "Oskar Lind"), place="Vesthavn", id_=f"d{number}",
        )  # fmt: skip
        findings = tuple(Finding("unnamed-source", "note", f"{name} {at}", ((0, 4),)) for at in range(3))
        made.append(msgspec.structs.replace(one, findings=findings))
    record.keep(made)
    return record


def walked(ask: Callable[..., Any], limit: int) -> list[Any]:
    rows, cursor = [], None
    for _ in range(100):
        page = ask(limit=limit, after=cursor)
        assert len(page) <= limit
        rows += page
        cursor = page.cursor
        if cursor is None:
            return rows
    raise AssertionError("there is no end")


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_pages_are_the_whole(town: records.Record, limit: int) -> None:
    for ask in (town.people, town.occasions, town.findings, town.documents, town.statements):
        whole = ask(limit=None)
        assert walked(ask, limit) == list(whole), ask
        assert len(whole) >= 7


def test_a_cursor_that_is_none_is_told(town: records.Record) -> None:
    for ask in (town.people, town.findings, town.occasions):
        for cursor in ("x", "1.x", "9" * 40, "-1.2", "\0"):
            if ask == town.occasions and cursor == "1.x":
                continue
            with pytest.raises(RecordError, match="cursor"):
                ask(after=cursor)


def test_one_occasion(town: records.Record) -> None:
    first = town.occasions(limit=1)[0]
    assert town.occasion(first.id) == first
    assert town.occasion("nothing#o1") is None
    assert town.occasion("\0#\0") is None


def test_the_history_goes_on_after_a_number(town: records.Record) -> None:
    ids = [town.correct.accept(row.id).id for row in town.statements(limit=3)]
    assert [one.id for one in town.history(limit=2)] == ids[:2]
    assert [one.id for one in town.history(after=ids[1])] == ids[2:]
    ref = town.statements(limit=1)[0].ref
    assert [one.id for one in town.history(ref, after=ids[0])] == [
        one.id for one in town.history(ref) if one.id > ids[0]
    ]


def test_every_change_has_a_word_of_its_own(town: records.Record) -> None:
    words = [town.last_change()]
    made = town.correct.accept(town.statements(limit=1)[0].id)
    words.append(town.last_change())
    town.undo(made.id)
    words.append(town.last_change())
    town.watches.add("sails", "sails")
    words.append(town.last_change())
    town.remove([town.documents(limit=1)[0].ref])
    words.append(town.last_change())
    assert len(set(words)) == 5
    town.statements("sails")
    assert town.last_change() == words[-1]


def test_a_document_is_taken_out_by_its_ref_alone(town: records.Record) -> None:
    row = town.documents(limit=1)[0]
    town.keep([document([Said("sails no more", PEOPLE[0])], id_=row.key)])  # a newer version
    newer = town.documents(limit=1)[0]
    assert newer.key == row.key
    for ref in (row.key, "nothing", "*", "", "\0"):
        assert town.remove_document(ref) is None
    assert town.remove_document(row.ref) == row.key
    assert row.key not in {one.key for one in town.documents(limit=None)}
    assert town.statement(f"{newer.ref}#s1") is None


def test_a_number_that_no_record_has_is_told(town: records.Record) -> None:
    for number in (1 << 63, -(1 << 70), 10**300):
        with pytest.raises(RecordError):
            town.undo(number)
