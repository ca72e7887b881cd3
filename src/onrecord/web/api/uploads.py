"""What is sent to be read or added: as JSON, or as a form with files."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import IO, Annotated, Any, Literal, NamedTuple

import msgspec
from fastapi import HTTPException
from starlette.datastructures import UploadFile
from starlette.requests import Request

from onrecord.intake import Given
from onrecord.intake.given import IntakeError, check_given
from onrecord.web.api import schemas
from onrecord.web.api.bodies import decoded, kind_of
from onrecord.web.api.problems import InvalidError

FORM, FILE = "multipart/form-data", "file"
MOST_FILES = 1_000
_LONGEST = 2_000  # characters of what is said of a text
Engine = Literal["rules", "fast", "accurate"]
Stage = Literal["intake", "languages", "quotes", "statements", "names", "occasions", "provenance", "checks"]


class ToRead(Given, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text to be read, what is known of it, and how to read it; ``until`` is the last stage to go through."""

    text: str | None = None
    engine: Engine = "fast"
    until: Stage | None = None
    min_confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0


class ToAdd(Given, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text, or the address of a page or feed, to be read and kept, and what is known of it.

    ``pages`` fetches the pages of a feed's items in place of what the feed has of them.
    """

    text: str | None = None
    address: str | None = None
    engine: Engine = "fast"
    pages: bool = False


class Sent(NamedTuple):
    """What was sent: the Struct, and files by their names."""

    said: Any
    files: list[tuple[str, IO[bytes]]]

    @property
    def given(self) -> Given:
        """What is said of the text."""
        return Given(**{name: getattr(self.said, name) for name in Given.__struct_fields__})


def sent(type_: Any) -> Callable[[Request], Awaitable[Sent]]:
    """A dependency that reads a Struct from JSON, or from a form the other fields of which are files."""

    async def read(request: Request) -> Sent:
        match kind_of(request):
            case "application/json":
                got = Sent(decoded(await request.body(), type_), [])
            case "multipart/form-data":
                got = await _form(request, type_)
            case _:
                raise HTTPException(415, f"send JSON, or a form ({FORM}) with files")
        _check(got)
        return got

    return read


async def _form(request: Request, type_: Any) -> Sent:
    values: dict[str, str] = {}
    files: list[tuple[str, IO[bytes]]] = []
    form = await request.form(max_files=MOST_FILES, max_fields=100)
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            if name != FILE:
                raise InvalidError(name[:100], f"a file is sent as {FILE}")
            files.append((value.filename or "document", value.file))
        elif name != "csrf":
            values[name] = value
    try:
        return Sent(msgspec.convert(values, type_, strict=False), files)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at ")
        raise InvalidError(where.strip("`") or "form", what) from error


def _check(got: Sent) -> None:
    for name in Given.__struct_fields__:
        if len(getattr(got.given, name) or "") > _LONGEST:
            raise InvalidError(name, f"at most {_LONGEST:,} characters")
    try:
        check_given(got.given, "given")
    except IntakeError as error:
        raise InvalidError("given", str(error)) from error


def body(type_: Any, example: dict[str, Any]) -> dict[str, Any]:
    """What such a call takes, for the document."""
    made = schemas.body(type_, example)
    fields = msgspec.json.schema(type_)["$defs"][type_.__name__]["properties"]
    file = {"type": "array", "items": {"type": "string", "contentMediaType": "application/octet-stream"},
            "description": "Files: text, HTML, PDF, DOCX, e-mail, feeds, corpora, web archives."}  # fmt: skip
    plain = {name: one for name, one in fields.items() if name != "text"}
    made["requestBody"]["content"][FORM] = {"schema": {"type": "object", "properties": {FILE: file, **plain}}}
    return made


def without(words: str, folder: str) -> str:
    """Words without the folder that files were put into, and the folder of each in it."""
    return re.sub(re.escape(folder) + r"/(\d+/)?", "", words)
