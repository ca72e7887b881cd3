"""Documents as they are shown: one whole, as people left it, and a line of each in a list; and who is quoted most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import Connection, ScalarSelect, Table, func, select

from onrecord.document import Document
from onrecord.exports.extract import Extract
from onrecord.record import decisions, keeping, schema
from onrecord.record.rows import REJECTED

_table = schema.document


class Volume(msgspec.Struct, frozen=True):
    """A document of the record as people left it, without what they rejected.

    ``known`` has the entity ids of its appearances by label, ``verdicts`` those on statements by label; ``newer`` is
    the ref of the version that took its place.
    """

    id: int
    ref: str
    key: str
    sha256: str
    added: str
    document: Document
    known: Mapping[str, int]
    verdicts: Mapping[str, str]
    newer: str | None = None

    def extract(self, chosen: Iterable[str] = ()) -> Extract:
        """The document with some of its statements, by label, as exports take it."""
        return Extract(self.document, self.ref, self.key, self.sha256, tuple(chosen))


class Entry(msgspec.Struct, frozen=True):
    """A document's line in a list; times are ISO 8601 in UTC."""

    id: int
    ref: str
    title: str
    outlet: str | None
    published: str | None
    language: str | None
    added: str
    statements: int
    findings: int


class Speaker(msgspec.Struct, frozen=True):
    """Someone who is quoted, and how often."""

    id: int
    name: str
    statements: int
    documents: int


class Counts(msgspec.Struct, frozen=True):
    """How much there is in the record."""

    documents: int
    statements: int
    speakers: int
    findings: int


def volume(connection: Connection, ref: str) -> Volume | None:
    """The document of a ref, or ``None`` where there is none."""
    row = connection.execute(
        select(*_table.c["id", "key", "sha256", "added", "current"]).where(_table.c.ref == ref)
    ).first()
    if row is None:
        return None
    ((_, read),) = keeping.load(connection, [row.id])
    made = decisions.of_documents(connection, [row.id]).get(row.id, [])
    corrected = decisions.apply(read, made)
    document = _without_rejected(corrected)
    appearance = schema.appearance.c
    known = connection.execute(
        select(appearance.label, appearance.entity_id).where(
            appearance.document_id == row.id, appearance.entity_id.is_not(None)
        )
    )
    newer = None
    if not row.current:
        newer = connection.execute(select(_table.c.ref).where(_table.c.key == row.key, _table.c.current)).scalar()
    return Volume(
        id=row.id,
        ref=ref,
        key=row.key,
        sha256=row.sha256,
        added=row.added,
        document=document,
        known={one.label: one.entity_id for one in known},
        verdicts=corrected.statements,
        newer=newer,
    )


def _without_rejected(corrected: decisions.Corrected) -> Document:
    """The document without the statements and findings that people rejected."""
    document, statements, findings = corrected.document, corrected.statements, corrected.findings
    if REJECTED not in {*statements.values(), *findings.values()}:
        return document
    return msgspec.structs.replace(
        document,
        statements=tuple(one for one in document.statements if statements.get(one.id) != REJECTED),
        findings=tuple(one for number, one in enumerate(document.findings) if findings.get(number) != REJECTED),
    )


def entries(connection: Connection, limit: int, before: int | None = None) -> list[Entry]:
    """The documents added last, newest first, or those before one."""
    query = (
        select(
            *_table.c["id", "ref", "title", "name", "outlet", "published", "language", "added"],
            _count(schema.statement),
            _count(schema.finding),
        )
        .where(_table.c.current)
        .order_by(_table.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(_table.c.id < before)
    found = connection.execute(query).all()
    # a title, or else the name of its file
    return [Entry(id_, ref, title or name, *about) for id_, ref, title, name, *about in found]


def most_quoted(connection: Connection, limit: int) -> list[Speaker]:
    """Those with most statements."""
    statement, entity = schema.statement.c, schema.entity.c
    count = func.count().label("statements")
    found = (
        select(statement.speaker_id, count, func.count(statement.document_id.distinct()).label("documents"))
        .where(statement.speaker_id.is_not(None), statement.verdict.is_distinct_from(REJECTED))
        .group_by(statement.speaker_id)
        .order_by(count.desc(), statement.speaker_id)
        .limit(limit)
        .subquery()
    )
    query = (
        select(entity.id, entity.name, found.c.statements, found.c.documents)
        .join(found, found.c.speaker_id == entity.id)
        .order_by(found.c.statements.desc(), entity.id)
    )
    return [Speaker(*row) for row in connection.execute(query)]


def counts(connection: Connection) -> Counts:
    """How much there is."""
    statement = schema.statement.c
    queries = (
        select(func.count()).select_from(_table).where(_table.c.current),
        select(func.count()).select_from(schema.statement),
        select(func.count(statement.speaker_id.distinct())),
        select(func.count()).select_from(schema.finding).where(schema.finding.c.verdict.is_(None)),
    )
    return Counts(*(int(connection.execute(query).scalar() or 0) for query in queries))


def _count(table: Table) -> ScalarSelect[int]:
    return select(func.count()).where(table.c.document_id == _table.c.id).scalar_subquery()
