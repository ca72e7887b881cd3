"""Places: where people met or spoke, and what was said there."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.record.results import PlaceRow, Result
from onrecord.web.access.roles import Reader
from onrecord.web.hits import hit
from onrecord.web.lists import listed
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of

router = APIRouter()
SHOWN, OCCASIONS, STATEMENTS = 50, 20, 20
Cursor = Annotated[str | None, Query(max_length=40)]


@router.get("/places")
def places(request: Request, _: Reader, after: Cursor = None) -> Response:
    """Where occasions were, most of them first."""
    room = room_of(request)

    def ask() -> Result[PlaceRow]:
        return room.remembered.get(("places", after), lambda: room.record.places(limit=SHOWN, after=after))

    return listed(request, "places.html", "/places", ask, {}, after)


@router.get("/places/{id_}")
def place(request: Request, _: Reader, id_: int) -> Response:
    """One: the occasions there, who spoke there, and what they said."""
    record, said = room_of(request).record, f"p{id_}"
    found = next(iter(record.people(said, kind=None, limit=1)), None)
    if found is None:
        raise HTTPException(404)
    if found.id != said:  # joined with another meanwhile
        return RedirectResponse(f"/places/{found.id[1:]}", 302)
    occasions = record.occasions(place=said, limit=OCCASIONS)
    return page(
        request, "places_one.html", place=found, number=id_, occasions=occasions,
        more_occasions=query("/occasions", place=said) if occasions.cursor else None,
        facets=record.facets(place=said), search=query("/search", place=said),
        hits=[hit(row) for row in record.statements(place=said, limit=STATEMENTS)],
    )  # fmt: skip
