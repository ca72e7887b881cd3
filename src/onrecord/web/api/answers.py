"""How calls answer: one thing, a page of a list, or all of a list as JSON Lines, a page of it in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from onrecord.record.results import Result
from onrecord.web.api.schemas import JSON, LINES

Row = TypeVar("Row")
MOST = 1_000
Limit = Annotated[
    int | None,
    Query(ge=1, le=MOST, description="At most so many, 50 where it is not given. JSON Lines then have all there are."),
]
After = Annotated[str | None, Query(max_length=300, description="The `next` of the page before.")]
_USUAL = 50


class Page(msgspec.Struct, Generic[Row], frozen=True):
    """A page of a list. ``next`` is what to give as ``after`` for the page behind it; null on the last."""

    items: tuple[Row, ...]
    next: str | None


def page_of(type_: Any) -> Any:
    """The type of a page of rows whose type was made."""
    return Page[type_]


def one(value: Any, status: int = 200) -> Response:
    """One thing."""
    return Response(msgspec.json.encode(value), status, media_type=JSON)


def page(items: Sequence[Any], cursor: str | None = None) -> Response:
    """A page that is there already."""
    return one({"items": items, "next": cursor})


def wants_lines(request: Request) -> bool:
    """Whether JSON Lines are asked for."""
    kinds = [one.partition(";")[0].strip().lower() for one in request.headers.get("accept", "").split(",")]
    return any(kind in (LINES, "application/jsonl", "application/jsonlines") for kind in kinds)


def listed(
    request: Request,
    ask: Callable[[int, str | None], Result[Any]],
    limit: int | None,
    after: str | None,
) -> Response:
    """A page of a list or, where they are asked for, JSON Lines; ``ask`` takes a limit and a cursor."""
    if not wants_lines(request):
        found = ask(limit or _USUAL, after)
        return page(found, found.cursor)
    first = ask(limit or MOST, after)
    return StreamingResponse(_lines(ask, first, limit is None), media_type=LINES)


def _lines(
    ask: Callable[[int, str | None], Result[Any]], found: Result[Any], on: bool
) -> Iterator[bytes]:
    encoder = msgspec.json.Encoder()
    while True:
        if found:
            yield encoder.encode_lines(found)
        if not on or found.cursor is None:
            return
        found = ask(MOST, found.cursor)
