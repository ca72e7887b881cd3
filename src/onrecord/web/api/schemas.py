"""The schemas of ``/openapi.json``: made from the Structs that the record answers with, by msgspec."""

from __future__ import annotations

import dataclasses
import inspect
from functools import cache, reduce
from operator import or_
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from onrecord.web.api.problems import MEDIA_TYPE, Problem

JSON, LINES = "application/json", "application/x-ndjson"
_AT = "#/components/schemas/{name}"
_known: dict[str, Any] = {}
SUMMARY = "Who said what, to whom, when, where, and according to whom: a record read, searched and corrected."
DESCRIPTION = """\
The same verbs as the command line. Lists are `{"items": [...], "next": cursor}`: give `next` as `after` for the page
behind it, until it is null. `limit` is 50 by default, 1000 at most. With `Accept: application/x-ndjson` a list comes
as JSON Lines, all of it unless `limit` is given. What can be asked for has an ETag: send it as `If-None-Match` and
get 304 while nothing changed in the record.

Where people sign in, a program sends `Authorization: Bearer TOKEN`; `onrecord users token` makes one. Readers ask
and have texts read, editors correct, add and remove. Errors are `application/problem+json` (RFC 9457).
"""
TAGS = [
    {"name": "statements", "description": "Who said what, and what an editor should look at."},
    {"name": "documents", "description": "The texts, and how they come into the record and out of it."},
    {"name": "people and occasions", "description": "Who spoke, when and where, over all documents."},
    {"name": "corrections", "description": "What people decided: it wins over every later reading, and can be undone."},
    {"name": "watches", "description": "Searches that are kept."},
    {"name": "exports", "description": "The record in the forms of other programs."},
    {"name": "reading", "description": "A text read without being kept."},
]


def schema(type_: Any) -> dict[str, Any]:
    """A reference to the schema of a type, which is put into the document."""
    (found,), components = msgspec.json.schema_components([type_], ref_template=_AT)
    _known.update({name: _widely_read(one) for name, one in components.items()})
    return dict(_widely_read(found))


def _widely_read(schema: Any) -> Any:
    """A schema in which pairs of a kind are lists of two: many programs do not know ``prefixItems``."""
    if isinstance(schema, list):
        return [_widely_read(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _widely_read(one) for name, one in schema.items()}
    parts = made.get("prefixItems")
    if parts and all(one == parts[0] for one in parts):
        del made["prefixItems"]
        made["items"] = parts[0]
    return made


def answer(type_: Any, said: str, example: Any = None, lines: Any = None) -> dict[int | str, dict[str, Any]]:
    """What a call answers with: a type, perhaps an example of it, and the type of a line where it also gives lines."""
    content: dict[str, Any] = {JSON: {"schema": schema(type_)}}
    if example is not None:
        content[JSON]["example"] = example
    if lines is not None:
        either = lines if isinstance(lines, tuple) else (lines,)
        content[LINES] = {"schema": schema(lines) if len(either) == 1 else {"anyOf": [schema(one) for one in either]}}
    return {200: {"description": said, "content": content}}


def body(type_: Any, example: Any = None) -> dict[str, Any]:
    """What a call takes: a type as JSON."""
    content: dict[str, Any] = {"schema": schema(type_)}
    if example is not None:
        content["example"] = example
    return {"requestBody": {"required": True, "content": {JSON: content}}}


@cache
def struct_of(type_: Any, name: str | None = None) -> Any:
    """A Struct with the fields of a NamedTuple or dataclass, so that it is written as an object."""
    hints, given = get_type_hints(type_), getattr(type_, "_field_defaults", {})
    fields = [
        (field, _object(hint), given[field]) if field in given else (field, _object(hint))
        for field, hint in hints.items()
    ]
    made = msgspec.defstruct(name or type_.__name__, fields, frozen=True, kw_only=True)
    made.__doc__ = inspect.getdoc(type_)
    return made


def _object(hint: Any) -> Any:
    """A type in which NamedTuples are Structs."""
    if isinstance(hint, type) and hasattr(hint, "_fields"):
        return struct_of(hint)
    if arguments := get_args(hint):
        changed = tuple(_object(one) if one is not Ellipsis else one for one in arguments)
        if changed != arguments:
            return tuple[changed] if get_origin(hint) is tuple else reduce(or_, changed)  # type: ignore[valid-type]
    return hint


def plain(value: Any) -> Any:
    """A value in which NamedTuples and dataclasses are dictionaries."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(one) for name, one in value._asdict().items()}
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def documented(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document: what FastAPI makes of the calls, with our schemas, errors and ways to sign in."""
    if app.openapi_schema is None:
        routes = [route for route in app.routes if getattr(route, "include_in_schema", True)]
        made = get_openapi(
            title=app.title, version=app.version, summary=SUMMARY, description=DESCRIPTION, routes=routes, tags=TAGS
        )
        app.openapi_schema = _finished(made)
    return app.openapi_schema


def _finished(made: dict[str, Any]) -> dict[str, Any]:
    schema(Problem)
    problem = {"description": "What is wrong, as RFC 9457 has it.",
               "content": {MEDIA_TYPE: {"schema": {"$ref": _AT.format(name="Problem")}}}}  # fmt: skip
    made["components"] = {
        "schemas": {name: _known[name] for name in sorted(_known)},
        "responses": {"Problem": problem},
        "securitySchemes": {
            "token": {
                "type": "http", "scheme": "bearer",
                "description": "A token of `onrecord users token` or of one's account page.",
            }
        },
    }  # fmt: skip
    made["security"] = [{"token": []}, {}]
    for operations in made["paths"].values():
        for method, operation in operations.items():
            _finish(method, operation)
    return made


_ALWAYS = (400, 401, 403, 404, 413, 421, 422, 429, 503)


def _finish(method: str, operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    for status in (*_ALWAYS, *((415,) if "requestBody" in operation else ())):
        answers[str(status)] = {"$ref": "#/components/responses/Problem"}
    if method == "get":
        answers["304"] = {"description": "It is as it was: what If-None-Match names."}
        operation.setdefault("parameters", []).append(
            {"name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"},
             "description": "The ETag of the answer that is there already."}
        )  # fmt: skip
