"""A document as it is shown: whole, as people left it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import Connection, select

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
