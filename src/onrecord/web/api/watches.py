"""``/watches``: searches that are kept, and what is new to them."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record.asking import filters_of
from onrecord.record.filters import Filters
from onrecord.record.results import StatementRow
from onrecord.record.watching import Watch
from onrecord.web.access.roles import Editor, Reader, audited
from onrecord.web.api import answers, calls, schemas
from onrecord.web.api.bodies import json_of
from onrecord.web.room import room_of

router = calls.calls_about("watches")


class NewWatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A search to be kept under a name: its words, and the filters of a search."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    words: Annotated[str, msgspec.Meta(max_length=2_000)] = ""
    filters: Filters = Filters()


class Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The name of a search that is kept."""

    name: str


class New(msgspec.Struct, frozen=True):
    """What was new to a search when it was run."""

    watch: Watch
    items: tuple[StatementRow, ...]


_new, _named = Depends(json_of(NewWatch)), Depends(json_of(Named))


@router.get("/watches", responses=schemas.answer(answers.Page[Watch], "Searches"))
def watches(request: Request, _: Reader) -> Response:
    """Lists the searches that are kept."""
    return answers.page(room_of(request).record.watches.all())


@router.post(
    "/watches", responses=schemas.answer(Watch, "The search"),
    openapi_extra=schemas.body(NewWatch, {"name": "ferries", "words": "ferr*", "filters": {"language": "en"}}),
)  # fmt: skip
def keep(request: Request, _: Editor, said: NewWatch = _new) -> Response:
    """Keeps a search under a name; what is in the record already is not new to it."""
    given: dict[str, Any] = msgspec.to_builtins(said.filters)
    made = room_of(request).record.watches.add(said.name, said.words, filters_of(given))
    audited(request, "changed", f"watch kept: {said.name}")
    return answers.one(made)


@router.post(
    "/watches/run", responses=schemas.answer(New, "What was new"),
    openapi_extra=schemas.body(Named, {"name": "ferries"}),
)  # fmt: skip
def run(request: Request, _: Editor, said: Named = _named) -> Response:
    """Gives what is new to a search since it was run last; it is not new any more then."""
    kept = room_of(request).record.watches
    watch = kept.get(said.name)
    found, newest = kept.new(watch)
    kept.seen(watch, newest)
    audited(request, "changed", f"watch run: {said.name}")
    return answers.one(New(watch, tuple(found)))


@router.get("/watches/{name:path}", responses=schemas.answer(answers.Page[StatementRow], "The latest"))
def latest(request: Request, _: Reader, name: str, limit: answers.Limit = None) -> Response:
    """Gives what a search finds now, of the latest date first, whether it was seen or not."""
    kept = room_of(request).record.watches
    return answers.page(kept.latest(kept.get(name), limit or 50))


@router.delete("/watches/{name:path}", responses=schemas.answer(Named, "The search that was forgotten"))
def forget(request: Request, _: Editor, name: str) -> Response:
    """Forgets a search."""
    room_of(request).record.watches.remove(name)
    audited(request, "changed", f"watch forgotten: {name}")
    return answers.one(Named(name=name))
