"""The language and the colours of the pages, kept in cookies."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.web.access.signed import within
from onrecord.web.language import COOKIE, NAMES
from onrecord.web.rendering import THEME_COOKIE, THEMES
from onrecord.web.room import room_of

router = APIRouter()
_YEAR = 365 * 86400


@router.post("/preferences")
def preferences(
    request: Request,
    language: Annotated[str, Form(max_length=10)] = "",
    theme: Annotated[str, Form(max_length=10)] = "",
    next: Annotated[str, Form(max_length=4000)] = "/",
) -> Response:
    """Keeps what was chosen and goes back to the page."""
    answer = RedirectResponse(within(next), 303)
    secure = room_of(request).settings.secure
    if language in NAMES:
        answer.set_cookie(COOKIE, language, max_age=_YEAR, samesite="lax", httponly=True, secure=secure)
    if theme in THEMES:
        # Not HttpOnly: the button changes it without another page.
        answer.set_cookie(THEME_COOKIE, theme, max_age=_YEAR, samesite="lax", secure=secure)
    return answer
