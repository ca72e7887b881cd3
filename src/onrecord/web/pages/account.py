"""One's own account: another password, tokens for programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.web.access.accounts import Account, AccountError
from onrecord.web.access.roles import Reader, address, audited
from onrecord.web.errors import told
from onrecord.web.language import later as _
from onrecord.web.rendering import page
from onrecord.web.room import room_of

router = APIRouter(prefix="/account")


@router.get("")
def account(request: Request, account: Reader) -> Response:
    """The page."""
    return _page(request, _own(account))


@router.post("/password")
def password(
    request: Request,
    account: Reader,
    old: Annotated[str, Form(max_length=4000)],
    new: Annotated[str, Form(max_length=4000)],
) -> Response:
    """Changes the password; all sessions of the account end, this one too."""
    room, where = room_of(request), address(request)
    _own(account)
    if wait := room.tries.take(where, account.name):
        return told(request, 429, headers={"Retry-After": str(wait)})
    if room.accounts.verified(account.name, old) is None:
        return _page(request, account, wrong=_("The old password is another one."))
    room.tries.forget(where, account.name)
    try:
        room.accounts.set_password(account.name, new)
    except AccountError as error:
        return _page(request, account, wrong=str(error))
    audited(request, "password changed", account.name)
    return RedirectResponse("/signin?next=/account", 303)


@router.post("/tokens")
def add_token(request: Request, account: Reader, purpose: Annotated[str, Form(max_length=200)] = "") -> Response:
    """Makes a token and shows it, this once."""
    made = room_of(request).tokens.add(_own(account).id, purpose, None)
    audited(request, "token made", purpose)
    answer = _page(request, account, token=made)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post("/tokens/{id_}/revoke")
def revoke_token(request: Request, account: Reader, id_: int) -> Response:
    """Takes a token back."""
    room_of(request).tokens.revoke(_own(account).id, id_)
    audited(request, "token revoked", str(id_))
    return RedirectResponse("/account", 303)


def _own(account: Account) -> Account:
    if not account.id:
        raise HTTPException(404)
    return account


def _page(request: Request, account: Account, wrong: str | None = None, token: str | None = None) -> Response:
    tokens = room_of(request).tokens.of(account.id)
    return page(request, "account.html", 400 if wrong else 200, tokens=tokens, wrong=wrong, token=token)
