"""The timeline: occasions by their dates, along an axis, as a list by day and as a table."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record import RecordError
from onrecord.record.calendar import Calendar
from onrecord.record.results import OccasionRow
from onrecord.web.access.roles import Reader
from onrecord.web.axis import axis, is_span
from onrecord.web.periods import periods
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of
from onrecord.web.words import OCCASIONS

router = APIRouter()
SHOWN = 60
_NOTHING = Calendar(occasions=(), number=0, whole=True)
_VIEWS = ("list", "table")
_Word = Annotated[str, Query(max_length=200)]


class Entry(NamedTuple):
    """An occasion in the list: its number there, where it leads, and who was ``present``, with the number of each."""

    number: int
    row: OccasionRow
    ref: str
    href: str
    said: str
    present: list[tuple[str, str | None]]
    span: bool


@router.get("/timeline")
def timeline(
    request: Request,
    _: Reader,
    person: Annotated[list[str], Query(max_length=200)] = [],  # noqa: B006  # FastAPI copies it
    place: _Word = "",
    kind: _Word = "",
    since: Annotated[str, Query(max_length=40)] = "",
    until: Annotated[str, Query(max_length=40)] = "",
    view: str = "list",
    skip: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Response:
    """The page; of several persons, all took part in what is shown."""
    record, wrong = room_of(request).record, None
    people = [one.strip() for one in person[:5] if one.strip()]
    place, kind, since, until = place.strip(), kind.strip(), since.strip(), until.strip()
    view = view if view in _VIEWS else "list"

    def ask(skip: int) -> Calendar:
        return record.calendar(
            people=people, place=place or None, kind=kind or None, since=since or None, until=until or None,
            limit=SHOWN, skip=skip,
        )  # fmt: skip

    try:
        found = ask(skip)
        if skip and not found.occasions:  # behind the last one
            skip = max(0, found.number - 1) // SHOWN * SHOWN
            found = ask(skip)
    except RecordError as error:
        found, wrong = _NOTHING, str(error)
    narrowed = {"person": people, "place": place, "kind": kind}
    asked = {**narrowed, "since": since, "until": until}
    entries = [_entry(number, row) for number, row in enumerate(found.occasions, 1)]
    return page(
        request,
        "timeline.html",
        400 if wrong else 200,
        found=found,
        axis=axis(found.occasions),
        days=[(date, list(rows)) for date, rows in groupby(entries, key=lambda entry: entry.row.date)],
        entries=entries,
        people=[(one, _name(found, one)) for one in people],
        without={one: query("/timeline", **{**asked, "person": [p for p in people if p != one]}) for one in people},
        place=place,
        kind=kind,
        kinds=list(OCCASIONS),
        since=since,
        until=until,
        view=view,
        views={one: query("/timeline", **asked, view=one, skip=skip or None) for one in _VIEWS},
        first=skip + 1,
        earlier=query("/timeline", **asked, view=view, skip=skip + SHOWN) if skip + SHOWN < found.number else None,
        later=query("/timeline", **asked, view=view, skip=max(0, skip - SHOWN) or None) if skip else None,
        periods=periods(record.days(), "/timeline", since, until, **narrowed),
        always=query("/timeline", **narrowed),
        wrong=wrong,
    )


def _entry(number: int, row: OccasionRow) -> Entry:
    ref, _, label = row.id.partition("#")
    people = zip(row.participants, row.participant_ids, strict=True)
    return Entry(
        number, row, ref, href=f"/occasions/{ref}/{quote(label, safe='')}", said=query("/search", occasion=row.id),
        present=[(name, id_[1:] if id_ else None) for name, id_ in people], span=is_span(row.date),
    )  # fmt: skip


def _name(found: Calendar, said: str) -> str:
    """The name of whoever an id means, as the occasions have it."""
    for row in found.occasions:
        if said in row.participant_ids:
            return row.participants[row.participant_ids.index(said)]
    return said
