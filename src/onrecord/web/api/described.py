"""The API's description in words, for the page ``/api`` and the documentation: made from the OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

_PLAIN = {"string": "text", "integer": "number", "number": "number", "boolean": "true or false", "null": "null"}


class Field(NamedTuple):
    """A parameter or a field: its name, its type in words, whether it must be there, and what it means."""

    name: str
    type: str
    needed: bool
    meaning: str


class Operation(NamedTuple):
    """A call. ``takes`` and ``gives`` are names of models, ``example`` is what may be sent."""

    method: str
    path: str
    summary: str
    meaning: str
    parameters: tuple[Field, ...]
    takes: str | None
    gives: str | None
    lines: bool
    files: bool
    example: str | None


class Group(NamedTuple):
    """The calls about something."""

    name: str
    meaning: str
    operations: tuple[Operation, ...]


class Model(NamedTuple):
    """What is sent or answered: its name, what it is, its fields."""

    name: str
    meaning: str
    fields: tuple[Field, ...]


def groups(document: dict[str, Any]) -> list[Group]:
    """The calls by what they are about."""
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in document["tags"]}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            found[operation["tags"][0]].append(_operation(method, path, operation))
    return [Group(tag["name"], tag["description"], tuple(found[tag["name"]])) for tag in document["tags"]]


def models(document: dict[str, Any]) -> list[Model]:
    """What is sent or answered, by name."""
    return [
        Model(_name(one.get("title", name)), _prose(one.get("description", "")), tuple(_fields(one)))
        for name, one in document["components"]["schemas"].items()
    ]


def _operation(method: str, path: str, operation: dict[str, Any]) -> Operation:
    content = operation.get("requestBody", {}).get("content", {})
    body, given = content.get("application/json"), operation["responses"].get("200", {}).get("content", {})
    parameters = (one for one in operation.get("parameters", ()) if one["in"] != "header")
    example = body.get("example") if body else None
    return Operation(
        method.upper(), path, operation["summary"], _prose(operation["description"]),
        tuple(
            Field(
                one["name"], said(one["schema"]).removesuffix(" or null"), bool(one.get("required")),
                _prose(one.get("description", "")),
            )
            for one in parameters
        ),
        said(body["schema"]) if body else None,
        said(given["application/json"]["schema"]) if "application/json" in given else None,
        "application/x-ndjson" in given,
        "multipart/form-data" in content,
        json.dumps(example, ensure_ascii=False) if example is not None else None,
    )  # fmt: skip


def _fields(model: dict[str, Any]) -> Iterator[Field]:
    needed = model.get("required", ())
    for name, one in model.get("properties", {}).items():
        yield Field(name, said(one), name in needed, _prose(one.get("description", "")))


def said(schema: dict[str, Any]) -> str:
    """A type in words."""
    if "$ref" in schema:
        return _name(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return " or ".join(str(one) for one in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(said(one) for one in schema["anyOf"]))
    if schema.get("type") == "array":
        one = said(schema.get("items") or {})
        number = schema.get("minItems")
        return f"[{', '.join([one] * number)}]" if number and number == schema.get("maxItems") else f"list of {one}"
    if schema.get("type") == "object":
        return f"object of {said(schema.get('additionalProperties') or {})}"
    return _PLAIN.get(schema.get("type", ""), "anything")


def _name(name: str) -> str:
    """``Page_StatementRow_`` as ``Page of StatementRow``."""
    for mark in ("[", "_"):
        one, found, other = name.partition(mark)
        if found:
            return f"{one} of {other.strip(']_')}"
    return name


def _prose(text: str) -> str:
    return " ".join(text.replace("``", "`").split())
