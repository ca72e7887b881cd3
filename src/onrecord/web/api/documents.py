"""``/documents``: listed, read whole, taken out."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import HTTPException, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.document import Document
from onrecord.record.results import DocumentRow
from onrecord.web.access.roles import Editor, Reader, audited
from onrecord.web.api import answers, calls, schemas
from onrecord.web.room import room_of
from onrecord.web.volumes import REF, volume_of

router = calls.calls_about("documents")
Ref = Annotated[str, Path(pattern=f"^{REF}$", description="The short name of a document in the record.")]


class Removed(msgspec.Struct, frozen=True):
    """The URL or path of a document that was taken out of the record, in all its versions."""

    removed: str


@router.get("/documents", responses=schemas.answer(answers.Page[DocumentRow], "Documents", lines=DocumentRow))
def documents(
    request: Request,
    _: Reader,
    outlet: Annotated[str | None, Query(max_length=300, description="Published by.")] = None,
    language: Annotated[str | None, Query(max_length=40, description="In this language, like en or pl.")] = None,
    since: Annotated[str | None, Query(max_length=40, description="Published on this day or later.")] = None,
    until: Annotated[str | None, Query(max_length=40, description="Published on this day or before.")] = None,
    limit: answers.Limit = None,
    after: answers.After = None,
) -> Response:
    """Lists the documents, those that were added last first."""
    record = room_of(request).record

    def ask(most: int, cursor: str | None) -> Any:
        return record.documents(
            outlet=outlet, language=language, since=since, until=until, limit=most, after=cursor
        )

    return answers.listed(request, ask, limit, after)


@router.get("/documents/{ref}", responses=schemas.answer(Document, "The document"))
def document(request: Request, _: Reader, ref: Ref) -> Response:
    """Gives a document as people left it: the JSON that `onrecord read --json` writes."""
    return answers.one(volume_of(request, ref).document)


@router.delete("/documents/{ref}", responses=schemas.answer(Removed, "What was taken out"))
def remove(request: Request, _: Editor, ref: Ref) -> Response:
    """Takes a document out of everything: texts, statements, decisions about them, search. This cannot be undone."""
    key = room_of(request).record.remove_document(ref)
    if key is None:
        raise HTTPException(404, "there is no such document")
    audited(request, "changed", f"document removed: {key[:1_000]}")
    return answers.one(Removed(key))
