"""``/export``: the record, or what a search finds in it, in the forms of other programs; and ``/stats``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Annotated, Any

from fastapi import HTTPException, Path
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from onrecord.exports import FORMATS, ExportError
from onrecord.record import Record
from onrecord.web.access.roles import Reader
from onrecord.web.api import answers, calls, schemas
from onrecord.web.api.narrowing import Narrowed, Words
from onrecord.web.room import room_of
from onrecord.web.turns import Turns

router = calls.calls_about("exports")
_turns = Turns(2)  # each holds a view of the record as long as somebody reads from it
_NAMES = ("json", *FORMATS)
_ENUM: dict[str, Any] = {"enum": list(_NAMES)}
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {kind: {"schema": {}} for kind in dict.fromkeys(
            ("application/x-ndjson", *(one.media_type.partition(";")[0] for one in FORMATS.values())))},
    }
}  # fmt: skip


@router.get("/export/{form}", responses=_STREAM, response_class=StreamingResponse)
def export(
    request: Request,
    _: Reader,
    form: Annotated[str, Path(pattern=f"^({'|'.join(_NAMES)})$", description="The format.", json_schema_extra=_ENUM)],
    narrowed: Narrowed,
    q: Words = None,
) -> Response:
    """Writes the record, or those of its statements that a search finds, in a format of `onrecord export`."""
    record = room_of(request).record
    pieces = _pieces(record, form, q, narrowed)
    try:
        first = next(pieces, b"")
    except ExportError as error:
        raise HTTPException(400, str(error)) from error
    suffix, kind = ".jsonl", "application/x-ndjson"
    if form != "json":
        suffix, kind = FORMATS[form].suffix, FORMATS[form].media_type
    headers = {"Content-Disposition": f'attachment; filename="onrecord{suffix}"'}
    return StreamingResponse(chain([first], pieces), media_type=kind, headers=headers)


def _pieces(record: Record, form: str, words: str | None, narrowed: dict[str, object]) -> Iterator[bytes]:
    with _turns.one():
        if form != "json":
            found = record.extracts(words, **narrowed)
            first = list(islice(found, 1))  # what is wrong with the filters shows before anything is written
            yield from FORMATS[form].write(chain(first, found))
            return
        refs = {one.ref for one in record.extracts(words, **narrowed)} if words or narrowed else None
        yield from (line + b"\n" for line in record.to_json(refs))


@router.get("/stats", responses=schemas.answer(dict[str, int], "How many, by what it is", {"documents": 12}))
def stats(request: Request, _: Reader) -> Response:
    """Says how many documents, statements, people and other things the record holds."""
    room = room_of(request)
    record = room.record
    return answers.one(room.remembered.get(("stats", record.last_change()), record.stats))
