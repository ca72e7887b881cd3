"""What is sent to a call as JSON, read into its Struct."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from fastapi import HTTPException
from starlette.requests import Request

from onrecord.web.api.problems import InvalidError


def kind_of(request: Request) -> str:
    """The media type of what is sent."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def json_of(type_: Any) -> Callable[[Request], Awaitable[Any]]:
    """A dependency that reads a Struct. Raises ``InvalidError``, and 415 where something else than JSON is sent."""

    async def read(request: Request) -> Any:
        if kind_of(request) != "application/json":
            raise HTTPException(415, "send JSON, with Content-Type: application/json")
        return decoded(await request.body(), type_)

    return read


def decoded(data: bytes, type_: Any) -> Any:
    """A value of JSON. Raises ``InvalidError``."""
    try:
        return msgspec.json.decode(data, type=type_)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at ")
        raise InvalidError(where.strip("`") or "$", what) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidError("$", f"this is no JSON: {error}") from error
