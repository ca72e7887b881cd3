"""A record as JSON Lines that hold everything in it: what ``onrecord import`` reads back, to the same bytes.

The first line names the format. Then come the documents in the order they were added, each with its JSON as it was
read, when that was, and whom the record knows its entities as; then what people decided and saved, a row a line under
its table's name; then who these entities are. Documents are named by their refs, everything else is numbered from 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, Table, select

from onrecord.record import schema
from onrecord.record.readings import unpacked

FORMAT = "onrecord-record/1"
TOLD = ("ref", "key", "current", "source", "added", "read", "former")
"""What is said of a document beside its own JSON."""

REFERENCES = {"document_id": "document", "other_document_id": "other_document"}
"""Columns that hold documents' ids, and what they are called where they hold refs."""

_AT_ONCE = 50
_encode = msgspec.json.Encoder().encode


def tables() -> list[Table]:
    """What people decided and saved: tables that no reading can bring back, in the order they need each other."""
    names = ("decision", "event", "anchor", "watch")
    return [schema.metadata.tables[name] for name in names if name in schema.metadata.tables]


def lines(connection: Connection, refs: Collection[str] | None = None) -> Iterator[bytes]:
    """The lines of a record, without their ends; of documents with these ``refs`` alone, if such are given."""
    yield _encode({"record": FORMAT})
    entities: dict[int, int] = {}
    documents: dict[int, str] = {}
    for row in connection.execute(_streamed(select(schema.document).order_by(schema.document.c.id))):
        if refs is None or row.ref in refs:
            documents[row.id] = row.ref
            yield _document(connection, row, entities)
    decisions: dict[int, int] = {}
    for table in tables():
        for found in connection.execute(_streamed(select(table).order_by(*table.primary_key.columns))).mappings():
            told = _about(found, documents, decisions, whole=refs is None)
            if told is not None and table is schema.decision:
                told["number"] = decisions[found["id"]] = len(decisions) + 1
            if told is not None:
                yield _encode({table.name: told})
    yield from _entities(connection, entities)


def _streamed(query: Select[Any]) -> Select[Any]:
    return query.execution_options(yield_per=_AT_ONCE)


def _document(connection: Connection, row: Any, numbers: dict[int, int]) -> bytes:
    """A document's line; entities get their ``numbers`` as they come."""
    table = schema.appearance.c
    query = select(table.label, table.entity_id).where(table.document_id == row.id, table.entity_id.is_not(None))
    known = sorted(connection.execute(query).all(), key=lambda one: (len(one.label), one.label))
    told = {name: getattr(row, name) for name in TOLD}
    entities = {label: numbers.setdefault(id_, len(numbers) + 1) for label, id_ in known}
    document = msgspec.Raw(unpacked(row.reading, row.text).to_json())
    return _encode({**told, "entities": entities, "document": document})


def _about(
    row: Mapping[Any, Any], documents: Mapping[int, str], decisions: Mapping[int, int], whole: bool
) -> dict[str, Any] | None:
    """A row with refs and numbers in place of ids; ``None`` where it is about what is not written."""
    told = {column: value for column, value in row.items() if column != "id"}
    is_meant = whole
    if "decision_id" in told:
        told["decision"] = decisions.get(told.pop("decision_id"))
        if told["decision"] is None:
            return None
        is_meant = True
    for column, name in REFERENCES.items():
        if column in told:
            id_ = told.pop(column)
            told[name] = documents.get(id_)
            if id_ is not None and told[name] is None:
                return None
            is_meant = is_meant or id_ is not None
    if "seen" in told:
        told["seen"] = documents.get(max((id_ for id_ in documents if id_ <= told["seen"]), default=0))
    return told if is_meant else None


def _entities(connection: Connection, numbers: Mapping[int, int]) -> Iterator[bytes]:
    table = schema.entity.c
    ids = sorted(numbers, key=lambda id_: numbers[id_])
    for at in range(0, len(ids), _AT_ONCE * 10):
        chunk = ids[at : at + _AT_ONCE * 10]
        query = select(table.id, table.kind, table.name, table.wikidata).where(table.id.in_(chunk))
        found = {row.id: row for row in connection.execute(query)}
        for id_ in chunk:
            row = found[id_]
            told = {"number": numbers[id_], "kind": row.kind, "name": row.name, "wikidata": row.wikidata}
            yield _encode({"entity": told})
