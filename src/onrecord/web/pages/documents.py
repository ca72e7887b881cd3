"""All documents, the latest first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.web.access.roles import Reader
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of
from onrecord.web.shelf import entries

router = APIRouter()
_SHOWN = 50


@router.get("/documents")
def documents(request: Request, _: Reader, before: Annotated[int | None, Query(ge=0, le=1 << 53)] = None) -> Response:
    """A list of documents; ``before`` is the id of the last one seen."""
    found = entries(room_of(request).record, _SHOWN + 1, before)
    shown = found[:_SHOWN]
    further = query("/documents", before=shown[-1].id) if len(found) > _SHOWN else None
    return page(request, "documents.html", entries=shown, further=further, first=before is None)
