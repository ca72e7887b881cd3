"""Documents with those of their statements that were asked for, one after the other: what exports are made of.

Only the ids of what was found are held, eight bytes each, sorted by document; documents are loaded a few at a time.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from sqlalchemy import Connection, select

from onrecord.exports.extract import Extract, Known
from onrecord.record import decisions, schema
from onrecord.record.filters import Filters
from onrecord.record.keeping import load
from onrecord.record.searching import asked, each_id

_CHUNK, _DOCUMENTS = 500, 50


def extracts(connection: Connection, words: str | None = None, filters: Filters | None = None) -> Iterator[Extract]:
    """The documents in which something was found, in the order they were added. Raises ``RecordError``."""
    question = asked(connection, words, filters or Filters())
    found = array("q", each_id(connection, question, "oldest"))
    numbers = _by_document(connection, found)
    documents = (document_id for document_id, _ in groupby(number >> 32 for number in numbers))
    at = 0
    while chunk := list(islice(documents, _DOCUMENTS)):
        count = sum(1 for _ in _of(numbers, at, set(chunk)))
        yield from _extracts(connection, chunk, [found[number & 0xFFFFFFFF] for number in numbers[at : at + count]])
        at += count


def _by_document(connection: Connection, found: Sequence[int]) -> array[int]:
    """The numbers of the ids found, behind the number of each one's document, sorted."""
    table = schema.statement
    numbers = array("q")
    for at in range(0, len(found), _CHUNK):
        chunk = found[at : at + _CHUNK]
        query = select(table.c.id, table.c.document_id).where(table.c.id.in_(list(chunk)))
        documents = dict(connection.execute(query).all())
        numbers.extend(documents[id_] << 32 | at + number for number, id_ in enumerate(chunk))
    return array("q", sorted(numbers))


def _of(numbers: Sequence[int], at: int, documents: set[int]) -> Iterator[int]:
    while at < len(numbers) and numbers[at] >> 32 in documents:
        yield numbers[at]
        at += 1


def _extracts(connection: Connection, ids: Sequence[int], found: Sequence[int]) -> Iterator[Extract]:
    statement, document = schema.statement, schema.document
    chosen: dict[int, set[str]] = {}
    for at in range(0, len(found), _CHUNK):
        query = select(statement.c.document_id, statement.c.label).where(statement.c.id.in_(found[at : at + _CHUNK]))
        for document_id, label in connection.execute(query):
            chosen.setdefault(document_id, set()).add(label)
    facts = {
        row.id: row
        for row in connection.execute(select(*document.c["id", "ref", "key", "sha256"]).where(document.c.id.in_(ids)))
    }
    known, made = _known(connection, ids), decisions.of_documents(connection, ids)
    for id_, read in load(connection, ids):
        corrected = decisions.apply(read, made.get(id_, [])).document
        labels = chosen.get(id_, set())
        yield Extract(
            document=corrected, ref=facts[id_].ref, key=facts[id_].key, sha256=facts[id_].sha256,
            chosen=tuple(one.id for one in corrected.statements if one.id in labels), known=known.get(id_, {}),
        )  # fmt: skip


def _known(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, Known]]:
    """Who the entities of documents are in the record, by document and label, with their spellings there."""
    appearance, entity, mention = schema.appearance, schema.entity, schema.mention
    spelt: dict[tuple[int, str], set[str]] = {}
    for row in connection.execute(
        select(*mention.c["document_id", "label", "base"]).where(mention.c.document_id.in_(ids)).distinct()
    ):
        spelt.setdefault((row.document_id, row.label), set()).add(row.base)
    query = (
        select(appearance.c.document_id, appearance.c.label, appearance.c.name.label("named"), entity)
        .join(entity, entity.c.id == appearance.c.entity_id)
        .where(appearance.c.document_id.in_(ids))
    )
    found: dict[int, dict[str, Known]] = {}
    for row in connection.execute(query):
        names = spelt.get((row.document_id, row.label), set()) | {row.named}
        found.setdefault(row.document_id, {})[row.label] = Known(
            f"p{row.id}", row.kind, row.name, tuple(sorted(names - {row.name})), row.wikidata
        )
    return found
