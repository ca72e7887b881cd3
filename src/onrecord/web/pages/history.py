"""The history: every change with who made it, when, why, and what was before and after."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record import RecordError
from onrecord.record.decisions.recalling import Change
from onrecord.record.results import Result
from onrecord.web.access.roles import Reader
from onrecord.web.correcting import in_words, sentence
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of

router = APIRouter()
_SHOWN = 30


@router.get("/history")
def history(
    request: Request,
    account: Reader,
    document: Annotated[str, Query(max_length=4000)] = "",
    person: Annotated[str, Query(max_length=500)] = "",
    who: Annotated[str, Query(max_length=100)] = "",
    after: Annotated[str | None, Query(max_length=20)] = None,
) -> Response:
    """A page of changes, those made last first; ``after`` is the cursor of the page before."""
    asked = {"document": document.strip(), "person": person.strip(), "who": who.strip()}
    wrong, found = None, Result[Change]()
    try:
        found = room_of(request).record.changes(limit=_SHOWN, after=after, **{n: v or None for n, v in asked.items()})
    except RecordError as error:
        wrong = str(error)
    shown = [
        (one, sentence(request, one), in_words(request, one.before), in_words(request, one.after)) for one in found
    ]
    further = query("/history", **asked, after=found.cursor) if found.cursor else None
    return page(
        request, "history.html", 400 if wrong else 200, changes=shown, asked=asked, wrong=wrong, further=further
    )
