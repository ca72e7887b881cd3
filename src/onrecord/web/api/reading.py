"""``POST /read``: a text read and not kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import chain
from typing import Any

import msgspec
from fastapi import Depends, HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from onrecord.bundles import bundle_of, with_rows
from onrecord.document import Document
from onrecord.files import read_one
from onrecord.intake import Given, IntakeError, from_bytes, from_text
from onrecord.jobs import Job, Options
from onrecord.reader import follow
from onrecord.statements.tagger import WeightsError
from onrecord.web import uploads as sending
from onrecord.web.access.roles import Reader
from onrecord.web.api import answers, calls, schemas, uploads
from onrecord.web.api.problems import InvalidError, Problem
from onrecord.web.api.uploads import Sent, ToRead
from onrecord.web.turns import Turns

router = calls.calls_about("reading")
LONGEST = 1_000_000
"""Characters of a text that is read here."""
_BYTES = 4 * LONGEST
_turns = Turns(2, waiting=6)
_sent = Depends(uploads.sent(ToRead))
_EXAMPLE = {"text": "“We will reopen it in June,” said Mayor Ines Falk.", "language": "en", "until": "checks"}


@router.post(
    "/read", responses=schemas.answer(Document, "The document", lines=(Document, Problem)),
    openapi_extra=uploads.body(ToRead, _EXAMPLE),
)  # fmt: skip
def read(request: Request, _: Reader, got: Sent = _sent) -> Response:
    """Reads a text or a file and keeps nothing of it.

    Files that hold many documents (corpora, feeds, web archives), and several files, are read where JSON Lines are
    asked for: a document a line, or a problem in place of one that cannot be read.
    """
    if (got.said.text is None) == (not got.files):
        raise InvalidError("text", "send a text or a file, and not both")
    if answers.wants_lines(request):
        lines = _lines(got)
        return StreamingResponse(chain([next(lines, b"")], lines), media_type=schemas.LINES)
    if len(got.files) > 1:
        raise InvalidError(uploads.FILE, "these are several; ask for JSON Lines (Accept: application/x-ndjson)")
    with _turns.one():
        return answers.one(_read(got))


def _read(got: Sent) -> Document:
    said, given = got.said, got.given
    try:
        if said.text is not None:
            document = from_text(said.text, given)
        else:
            name, stream = got.files[0]
            document = _from_file(sending.safe(name), stream.read(), given)
        return _followed(document, said)
    except IntakeError as error:
        raise InvalidError("text" if said.text is not None else uploads.FILE, str(error)) from error


def _from_file(name: str, data: bytes, given: Given) -> Document:
    if bundle_of(Job(name, data=data)):
        raise IntakeError(f"{name}: many documents; ask for JSON Lines (Accept: application/x-ndjson)")
    stem = name.rpartition(".")[0] or name
    return from_bytes(data, msgspec.structs.replace(given, id=given.id or stem), name)


def _followed(document: Document, said: Any) -> Document:
    if len(document.text) > LONGEST:
        raise HTTPException(413, f"a text of {len(document.text):,} characters; at most {LONGEST:,} are read here")
    try:
        return follow(document, said.engine, said.until, Given(language=said.language), said.min_confidence, ())
    except WeightsError as error:
        raise HTTPException(400, str(error)) from error


def _lines(got: Sent) -> Iterator[bytes]:
    said, given = got.said, got.given
    options = Options(said.engine, said.until, given, said.min_confidence)
    with _turns.one():
        if said.text is not None:
            yield msgspec.json.encode(_read(got)) + b"\n"
            return
        folder, jobs = sending.kept(got.files)
        try:
            for job in with_rows(jobs, given):
                yield _line(job, options, str(folder)) + b"\n"
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _line(job: Job, options: Options, folder: str) -> bytes:
    size = len(job.data) if job.data is not None else len(job.row.text) if job.row else 0
    error = f"{job.name}: more than {_BYTES:,} bytes" if size > _BYTES else job.error
    if error is None:
        try:
            outcome = read_one(job, options)
        except WeightsError as fault:
            error = str(fault)
        else:
            if outcome.error is None:
                return outcome.line.rstrip(b"\n")
            error = outcome.error
    return msgspec.json.encode(Problem("Unprocessable Content", 422, uploads.without(error, folder)))
