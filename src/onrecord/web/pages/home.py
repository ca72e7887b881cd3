"""The first page: what is in the record, the latest, the people most quoted."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

import onrecord
from onrecord.demo import DISPATCHES
from onrecord.intake import Given
from onrecord.web.access.roles import Editor, Reader, audited
from onrecord.web.rendering import page
from onrecord.web.room import room_of
from onrecord.web.shelf import counts, entries, most_quoted

router = APIRouter()
_LATEST, _QUOTED = 8, 10


@router.get("/")
def home(request: Request, _: Reader) -> Response:
    """The home page; an empty record tells how to begin."""
    room = room_of(request)
    record = room.record
    latest = entries(record, _LATEST)
    if not latest:
        return page(request, "home_empty.html")
    figures, quoted = room.remembered.get(
        ("home", latest[0].id), lambda: (counts(record), most_quoted(record, _QUOTED))
    )
    return page(request, "home.html", counts=figures, latest=latest, quoted=quoted)


@router.post("/begin")
def begin(request: Request, _: Editor) -> Response:
    """Reads the bundled dispatches into the record: something to look at in an empty one."""
    given = {one: Given(id=one.name, title=one.title) for one in DISPATCHES}
    room_of(request).record.keep([onrecord.read(one.path, given=given[one]) for one in DISPATCHES])
    audited(request, "changed", "bundled dispatches added")
    return RedirectResponse("/", 303)
