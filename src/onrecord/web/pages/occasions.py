"""Occasions: when and where people met or spoke, and what was said there."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record import Record, RecordError
from onrecord.record.results import OccasionRow
from onrecord.web.access.roles import Reader
from onrecord.web.hits import hit
from onrecord.web.lists import listed
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of
from onrecord.web.words import OCCASIONS

router = APIRouter()
SHOWN, STATEMENTS, OTHERS = 50, 50, 10
Value = Annotated[str, Query(max_length=1000)]
Cursor = Annotated[str | None, Query(max_length=60)]


@router.get("/occasions")
def occasions(
    request: Request,
    _: Reader,
    person: Value = "",
    place: Value = "",
    kind: Value = "",
    since: Value = "",
    until: Value = "",
    after: Cursor = None,
) -> Response:
    """A list of them, narrowed to a person's, to a place, a kind and a time."""
    given = {"person": person, "place": place, "kind": kind, "since": since, "until": until}
    asked = {name: value.strip() for name, value in given.items() if value.strip()}
    record = room_of(request).record
    return listed(
        request, "occasions.html", "/occasions", lambda: record.occasions(**asked, limit=SHOWN, after=after), asked,
        after, narrowed=asked, names=_names(record, asked), kinds=OCCASIONS,
    )  # fmt: skip


@router.get("/occasions/{ref}/{label}")
def occasion(request: Request, _: Reader, ref: str, label: str) -> Response:
    """One, as one document tells of it: who was there, what was said, and what may be the same in other documents."""
    record, id_ = room_of(request).record, f"{ref}#{label}"
    found = record.occasion(id_)
    if found is None:
        raise HTTPException(404)
    statements = record.statements(occasion=id_, sort="oldest", limit=STATEMENTS)
    return page(
        request, "occasions_one.html", occasion=found, hits=[hit(row) for row in statements],
        further=query("/search", occasion=id_) if statements.cursor else None, others=others(record, found),
    )  # fmt: skip


def others(record: Record, one: OccasionRow) -> list[OccasionRow]:
    """Occasions at the same time with the same people: maybe the same one, told by other documents."""
    people = [id_ for id_ in one.participant_ids if id_][:2]
    if not people or not one.date:
        return []
    try:
        found = record.calendar(people=people, since=one.date, until=one.date, limit=OTHERS + 1)
    except RecordError:  # a date that is no single time, such as 2025-03/..
        return []
    return [other for other in found.occasions if other.id != one.id][:OTHERS]


def _names(record: Record, asked: dict[str, Any]) -> dict[str, str]:
    """Of ids such as ``p12`` that were asked for, whom they mean."""
    ids = [asked[name] for name in ("person", "place") if asked.get(name, "").startswith("p")]
    return {id_: row.name for id_ in ids for row in record.people(id_, kind=None, limit=1) if row.id == id_}
