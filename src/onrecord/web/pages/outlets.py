"""Outlets: who published the documents, and whom each of them quotes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record.results import OutletRow, Result
from onrecord.web.access.roles import Reader
from onrecord.web.hits import hit
from onrecord.web.lists import listed
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of

router = APIRouter()
SHOWN, DOCUMENTS, STATEMENTS = 50, 10, 20
Cursor = Annotated[str | None, Query(max_length=40)]


@router.get("/outlets")
def outlets(request: Request, _: Reader, after: Cursor = None) -> Response:
    """Who published the documents, most of them first."""
    room = room_of(request)

    def ask() -> Result[OutletRow]:
        return room.remembered.get(("outlets", after), lambda: room.record.outlets(limit=SHOWN, after=after))

    return listed(request, "outlets.html", "/outlets", ask, {}, after)


@router.get("/outlet")
def outlet(request: Request, _: Reader, name: Annotated[str, Query(max_length=1000)]) -> Response:
    """One, under the name that documents give it: its latest documents, whom it quotes, and the latest statements."""
    record = room_of(request).record
    found = record.outlet(name)
    if found is None:
        raise HTTPException(404)
    return page(
        request, "outlets_one.html", outlet=found, search=query("/search", outlet=name),
        documents=record.documents(outlet=name, limit=DOCUMENTS), facets=record.facets(outlet=name),
        hits=[hit(row) for row in record.statements(outlet=name, limit=STATEMENTS)],
    )  # fmt: skip
