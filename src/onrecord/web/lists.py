"""Lists that are turned over by cursors: what the record was asked wrongly is told on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from onrecord.record import RecordError
from onrecord.record.results import Result
from onrecord.web.rendering import page, query


def listed(
    request: Request, template: str, path: str, ask: Callable[[], Result[Any]], asked: Mapping[str, str | None],
    after: str | None, **shown: Any,
) -> Response:  # fmt: skip
    """The page of a list: what ``ask`` found, what is wrong, and the ways to the first page and further.

    ``asked`` narrows the list in its address ``path``; ``after`` is the cursor of the page before.
    """
    wrong, found = None, Result[Any]()
    try:
        found = ask()
    except RecordError as error:
        wrong = str(error)
    return page(
        request, template, 400 if wrong else 200, found=found, wrong=wrong,
        further=query(path, **asked, after=found.cursor) if found.cursor else None,
        first=query(path, **asked) if after else None, **shown,
    )  # fmt: skip
