"""Signing in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.web.access.roles import address
from onrecord.web.access.signed import session_cookie, within
from onrecord.web.errors import told
from onrecord.web.language import later as _
from onrecord.web.rendering import page
from onrecord.web.room import room_of

router = APIRouter()


@router.get("/signin")
def signin(request: Request, next: str = "/") -> Response:
    """The form."""
    if request.state.account is not None:
        return RedirectResponse(within(next), 303)
    return page(request, "signin.html", wanted=within(next), name="", wrong=None)


@router.post("/signin")
def signed(
    request: Request,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=4000)],
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Begins a session for one who knows the password."""
    room = room_of(request)
    if not room.settings.needs_accounts:
        return RedirectResponse("/", 303)
    where = address(request)
    if wait := room.tries.take(where, name):
        # one line a minute: whoever hammers at the door does not fill the log
        room.refused.get(where, lambda: room.audit.write(name, where, "sign-in refused", "too many tries"))
        return told(request, 429, headers={"Retry-After": str(wait)})
    account = room.accounts.verified(name, password)
    if account is None:
        room.audit.write(name, where, "sign-in failed")
        wrong = _("There is no such account, or the password is another one.")
        return page(request, "signin.html", 401, wanted=within(next), name=name[:64], wrong=wrong)
    room.tries.forget(where, name)
    if request.state.session:
        room.sessions.end(request.state.session)
    value = room.sessions.begin(account.id, where, request.headers.get("user-agent", ""))
    room.audit.write(account.name, where, "signed in")
    answer = RedirectResponse(within(next), 303)
    answer.set_cookie(
        session_cookie(room), value, max_age=room.settings.session_seconds, path="/", httponly=True, samesite="lax",
        secure=room.settings.secure,
    )  # fmt: skip
    return answer


@router.post("/signout")
def signout(request: Request) -> Response:
    """Ends the session."""
    room = room_of(request)
    if request.state.session:
        room.sessions.end(request.state.session)
        room.audit.write(request.state.account.name, address(request), "signed out")
    answer = RedirectResponse("/signin" if room.settings.needs_accounts else "/", 303)
    answer.delete_cookie(session_cookie(room), path="/", secure=room.settings.secure, httponly=True, samesite="lax")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
