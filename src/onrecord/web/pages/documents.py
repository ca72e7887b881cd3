"""All documents, the latest first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record import RecordError
from onrecord.record.results import DocumentRow, Result
from onrecord.web.access.roles import Reader
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of

router = APIRouter()
_SHOWN = 50


@router.get("/documents")
def documents(request: Request, _: Reader, after: Annotated[str | None, Query(max_length=20)] = None) -> Response:
    """A list of documents; ``after`` is the cursor of the page before."""
    wrong, found = None, Result[DocumentRow]()
    try:
        found = room_of(request).record.documents(limit=_SHOWN, after=after)
    except RecordError as error:
        wrong = str(error)
    further = query("/documents", after=found.cursor) if found.cursor else None
    return page(
        request, "documents.html", 400 if wrong else 200, entries=found, wrong=wrong, further=further,
        first=after is None,
    )  # fmt: skip
