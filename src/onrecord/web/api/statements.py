"""``/statements``, ``/search`` and ``/findings``."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import HTTPException, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record.results import FindingRow, StatementRow
from onrecord.web.access.roles import Reader
from onrecord.web.api import answers, calls, schemas
from onrecord.web.api.narrowing import Narrowed, Sorted, Words
from onrecord.web.room import room_of

router = calls.calls_about("statements")
_PAGE = schemas.answer(answers.Page[StatementRow], "Statements", lines=StatementRow)


@router.get("/statements", responses=_PAGE)
def statements(
    request: Request,
    _: Reader,
    narrowed: Narrowed,
    q: Words = None,
    sort: Sorted = "newest",
    limit: answers.Limit = None,
    after: answers.After = None,
) -> Response:
    """Lists statements, narrowed by any of the filters; without one, all of them."""
    record = room_of(request).record

    def ask(most: int, cursor: str | None) -> Any:
        return record.statements(q, sort=sort, limit=most, after=cursor, **narrowed)

    return answers.listed(request, ask, limit, after)


@router.get("/search", responses=_PAGE)
def search(
    request: Request,
    account: Reader,
    narrowed: Narrowed,
    q: Words = None,
    sort: Sorted = "newest",
    limit: answers.Limit = None,
    after: answers.After = None,
) -> Response:
    """Finds statements by their words (`q`) and filters, as `onrecord search` does; `hits` are spans in `content`."""
    return statements(request, account, narrowed, q, sort, limit, after)


@router.get("/statements/{ref}/{label}", responses=schemas.answer(StatementRow, "The statement"))
def statement(request: Request, _: Reader, ref: str, label: str) -> Response:
    """Gives one statement: that with the id `ref#label`."""
    found = room_of(request).record.statement(f"{ref}#{label}")
    if found is None:
        raise HTTPException(404, "there is no such statement")
    return answers.one(found)


@router.get("/findings", responses=schemas.answer(answers.Page[FindingRow], "Findings", lines=FindingRow))
def findings(
    request: Request,
    _: Reader,
    document: Annotated[str | None, Query(max_length=2_000, description="Of this document: a ref or a key.")] = None,
    least: Annotated[Literal["note", "warning", "error"], Query(description="At least as grave as this.")] = "note",
    limit: answers.Limit = None,
    after: answers.After = None,
) -> Response:
    """Lists what an editor should look at, as `onrecord check` does, but for what a person rejected."""
    record = room_of(request).record

    def ask(most: int, cursor: str | None) -> Any:
        return record.findings(document=document, least=least, limit=most, after=cursor)

    return answers.listed(request, ask, limit, after)
