"""The first page: what is in the record, the latest, the people most quoted."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from onrecord.web.access.roles import Reader
from onrecord.web.rendering import page
from onrecord.web.room import room_of
from onrecord.web.shelf import counts, entries, most_quoted

router = APIRouter()
_LATEST, _QUOTED = 8, 10


@router.get("/")
def home(request: Request, _: Reader) -> Response:
    """The home page; an empty record tells how to begin."""
    record = room_of(request).record
    latest = entries(record, _LATEST)
    if not latest:
        return page(request, "home_empty.html")
    return page(request, "home.html", counts=counts(record), latest=latest, quoted=most_quoted(record, _QUOTED))
