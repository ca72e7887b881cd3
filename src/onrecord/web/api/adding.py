"""``POST /add``: texts, files and addresses read and kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from onrecord.intake.served import is_address
from onrecord.jobs import Job
from onrecord.record import Record
from onrecord.record.adding import Added
from onrecord.web import uploads as sending
from onrecord.web.access.roles import Editor, audited
from onrecord.web.api import answers, calls, schemas, uploads
from onrecord.web.api.problems import Fault, InvalidError, problem
from onrecord.web.api.uploads import Sent, ToAdd
from onrecord.web.room import room_of
from onrecord.web.turns import Turns

router = calls.calls_about("documents")
Arrived = schemas.struct_of(Added, "Arrived")
_turns = Turns(1, waiting=3, seconds=30)
_sent = Depends(uploads.sent(ToAdd))
_EXAMPLE = {
    "text": "“We will reopen it in June,” said Mayor Ines Falk.", "outlet": "Vesthavn Post",
    "published": "2026-03-02", "url": "https://post.example/harbour",
}  # fmt: skip


@router.post(
    "/add", responses=schemas.answer(answers.page_of(Arrived), "What became of each document", lines=Arrived),
    openapi_extra=uploads.body(ToAdd, _EXAMPLE),
)  # fmt: skip
def add(request: Request, _: Editor, got: Sent = _sent) -> Response:
    """Reads a text, files, or a page or feed of the web, and keeps them, as `onrecord add` does.

    What is there already and did not change is passed over; of a text that changed, the difference is told. Where
    nothing could be read, the answer is 422. JSON Lines tell of each document as soon as it is kept.
    """
    said = got.said
    if sum((said.text is not None, said.address is not None, bool(got.files))) != 1:
        raise InvalidError("text", "send one of these: a text, an address, files")
    if said.address is not None and not is_address(said.address):
        raise InvalidError("address", "write it like https://example.org/feed.xml")
    record = room_of(request).record
    about = said.address or said.url or ", ".join(name for name, _ in got.files) or "a text"
    audited(request, "changed", f"added: {about[:500]}")
    if answers.wants_lines(request):
        lines = (msgspec.json.encode(schemas.plain(one)) + b"\n" for one in _added(record, got))
        return StreamingResponse(chain([next(lines, b"")], lines), media_type=schemas.LINES)
    added = list(_added(record, got))
    if added and all(one.became == "not read" for one in added):
        faults = tuple(Fault(one.name, one.error or "") for one in added[:100])
        return problem(422, added[0].error or "", faults)
    return answers.page([schemas.plain(one) for one in added])


def _added(record: Record, got: Sent) -> Iterator[Added]:
    said, given = got.said, got.given
    folder: Path | None = None
    sources: list[str | Job] = []
    with _turns.one():
        try:
            if said.text is not None:
                sources.append(sending.pasted(said.text, given.url, given.id or "text"))
            elif said.address is not None:
                sources.append(said.address)
            else:
                folder, jobs = sending.kept(got.files)
                sources.extend(jobs)
            how: dict[str, Any] = {"engine": said.engine, "given": given, "pages": said.pages, "workers": 1}
            with closing(record.adding(sources, **how)) as added:
                for one in added:
                    yield _shown(one, str(folder)) if folder else one
        finally:
            if folder:
                shutil.rmtree(folder, ignore_errors=True)


def _shown(one: Added, folder: str) -> Added:
    """What became of a file, without the folder it was put into."""
    error = uploads.without(one.error, folder) if one.error else None
    notes = tuple(uploads.without(note, folder) for note in one.notes)
    return Added(
        uploads.without(one.name, folder), one.key, one.became, one.ref, one.statements, one.difference, error, notes
    )
