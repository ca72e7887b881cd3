"""What an admin sees: the accounts, and the audit log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.web.access.roles import Admin
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of

router = APIRouter()
_SHOWN = 100


@router.get("/admin")
def admin(request: Request, _: Admin, before: Annotated[int | None, Query(ge=0, le=1 << 53)] = None) -> Response:
    """Accounts and the latest lines of the log; ``before`` is the id of the last line seen."""
    room = room_of(request)
    found = room.audit.read(_SHOWN + 1, before)
    shown = found[:_SHOWN]
    further = query("/admin", before=shown[-1].id) + "#log" if len(found) > _SHOWN else None
    return page(request, "admin.html", accounts=room.accounts.all(), log=shown, further=further)
