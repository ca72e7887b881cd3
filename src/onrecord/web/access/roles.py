"""What pages and calls of the API ask for of those who use them, as FastAPI dependencies.

``account: Reader`` gives whoever asks; ``Editor`` and ``Admin`` refuse (403) those who may less, and note in the audit
log what was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

from fastapi import Depends, HTTPException
from starlette.requests import Request

from onrecord.web.access.accounts import Account, Role
from onrecord.web.access.csrf import SAFE
from onrecord.web.access.signed import path_of
from onrecord.web.language import later as _
from onrecord.web.room import room_of


def address(request: Request) -> str:
    """The network address of whoever asks."""
    return request.client.host if request.client else ""


def reader(request: Request) -> Account:
    """Whoever asks; every page but the one to sign in has somebody."""
    account: Account | None = request.state.account
    if account is None:
        raise HTTPException(401)
    return account


def _at_least(role: Role) -> Callable[[Request], Iterator[Account]]:
    def dependency(request: Request) -> Iterator[Account]:
        account = reader(request)
        if not account.may(role):
            raise HTTPException(403, _("Your account may not do this."))
        yield account
        if request.method not in SAFE and not getattr(request.state, "audited", False):
            room_of(request).audit.write(
                account.name, address(request), "changed", f"{request.method} {path_of(request)}"
            )

    return dependency


editor, admin = _at_least("editor"), _at_least("admin")
Reader = Annotated[Account, Depends(reader)]
Editor = Annotated[Account, Depends(editor, scope="function")]
Admin = Annotated[Account, Depends(admin, scope="function")]


def audited(request: Request, what: str, about: str = "") -> None:
    """Notes in the audit log what was done, in place of the line written by itself."""
    account: Account | None = request.state.account
    request.state.audited = True
    room_of(request).audit.write(account.name if account else "", address(request), what, about)
