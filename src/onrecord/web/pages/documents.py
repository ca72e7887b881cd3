"""All documents, the latest first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.web.access.roles import Reader
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of

router = APIRouter()
_SHOWN = 50


@router.get("/documents")
def documents(request: Request, _: Reader, before: Annotated[int | None, Query(ge=0, le=1 << 53)] = None) -> Response:
    """A list of documents; ``before`` is the id of the last one seen."""
    found = room_of(request).record.entries(limit=_SHOWN + 1, before=before)
    shown = found[:_SHOWN]
    further = query("/documents", before=shown[-1].id) if len(found) > _SHOWN else None
    return page(request, "documents.html", entries=shown, further=further, first=before is None)
