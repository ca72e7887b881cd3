"""What all calls have in common: their router, parameters that are none, and ETags."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, HTTPException
from fastapi.concurrency import run_in_threadpool
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from onrecord import __version__
from onrecord.web.access.signed import path_of
from onrecord.web.room import room_of

PREFIX = "/api/v1"
VARY = "Accept, Authorization, Cookie"
_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Call(APIRoute):
    """A call of the API.

    What it answers depends on the record alone, so that a GET has an ETag made from the record's last change and what
    was asked; who sends it back gets 304 and no answer is put together.
    """

    def get_route_handler(self) -> _Handler:
        """The handler with all this round it."""
        handler = super().get_route_handler()
        known = _parameters(self.dependant)

        async def handle(request: Request) -> Response:
            if wrong := sorted(set(request.query_params) - known):
                said = f"there is {', '.join(sorted(known))}" if known else "this call has none"
                raise HTTPException(422, f"{wrong[0][:100]}: there is no such parameter; {said}")
            if request.method != "GET":
                return await handler(request)
            tag = await run_in_threadpool(_tag, request)
            if has(request.headers.get("if-none-match", ""), tag):
                return Response(status_code=304, headers={"ETag": tag, "Vary": VARY})
            response = await handler(request)
            if response.status_code == 200:
                response.headers.update({"ETag": tag, "Vary": VARY})
            return response

        return handle


def calls_about(tag: str) -> APIRouter:
    """A router for the calls about something."""
    return APIRouter(prefix=PREFIX, tags=[tag], route_class=Call)


def _parameters(dependant: Dependant) -> set[str]:
    own = {field.alias for field in dependant.query_params}
    return own.union(*(_parameters(one) for one in dependant.dependencies))


def _tag(request: Request) -> str:
    """A weak one: the same answer may be compressed or not."""
    account = request.state.account
    asked = (
        room_of(request).record.last_change(), __version__, path_of(request), request.scope["query_string"].decode(
            "latin-1"), request.headers.get("accept", ""), account.role if account else "",
    )  # fmt: skip
    return f'W/"{hashlib.sha256(repr(asked).encode()).hexdigest()[:24]}"'


def has(header: str, tag: str) -> bool:
    """Whether an ``If-None-Match`` names a tag, so that whoever sent it has the answer."""
    return header.strip() == "*" or tag.removeprefix("W/") in {
        one.strip().removeprefix("W/") for one in header.split(",")
    }
