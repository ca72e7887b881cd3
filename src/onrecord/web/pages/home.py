"""The first page: what is in the record, the latest, the people most quoted."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.demo import DISPATCHES
from onrecord.intake import Given
from onrecord.jobs import Job
from onrecord.web.access.roles import Editor, Reader, audited
from onrecord.web.additions import FULL, FullError, Order
from onrecord.web.errors import told
from onrecord.web.language import say
from onrecord.web.rendering import page
from onrecord.web.room import room_of

router = APIRouter()
_LATEST, _QUOTED, _COUNTED = 8, 10, 1_000


@router.get("/")
def home(request: Request, _: Reader) -> Response:
    """The home page; an empty record tells how to begin."""
    room = room_of(request)
    record = room.record
    latest = record.documents(limit=_LATEST)
    if not latest:
        return page(request, "home_empty.html")
    figures, quoted, waiting = room.remembered.get(
        ("home", latest[0].ref),
        lambda: (record.stats(), record.people(kind=None, limit=_QUOTED), record.waiting_counts(_COUNTED)),
    )
    return page(request, "home.html", figures=figures, latest=latest, quoted=quoted, waiting=waiting)


@router.post("/begin")
def begin(request: Request, account: Editor) -> Response:
    """Reads the bundled dispatches into the record: something to look at in an empty one."""
    jobs = tuple(
        Job(one.name, data=one.path.read_bytes(), key=one.name, given=Given(id=one.name, title=one.title))
        for one in DISPATCHES
    )
    try:
        order = Order(say(request, "The bundled dispatches"), account.name, jobs, leads_to="/")
        addition = room_of(request).additions.start(order)
    except FullError:
        return told(request, 503, FULL)
    audited(request, "changed", "bundled dispatches added")
    return RedirectResponse(f"/add/{addition.id}", 303)
