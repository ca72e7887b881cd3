"""The API told to people, by the room itself: nothing of it comes from elsewhere."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from onrecord.web.access.roles import Reader
from onrecord.web.api.described import groups, models
from onrecord.web.api.schemas import DESCRIPTION, SUMMARY
from onrecord.web.rendering import page
from onrecord.web.room import room_of

router = APIRouter()


@router.get("/api")
def manual(request: Request, _: Reader) -> Response:
    """All calls with what they take and give."""
    document = request.app.openapi()
    return page(
        request, "manual.html", summary=SUMMARY, paragraphs=DESCRIPTION.split("\n\n"), groups=groups(document),
        models=models(document), address=room_of(request).settings.address,
    )  # fmt: skip
