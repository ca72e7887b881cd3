"""Who is the same over documents."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select
from sqlalchemy import update as sql_update

from onrecord.record import schema
from onrecord.record.folding import fold


def update(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Says whom the record knows each appearance in these documents as; returns the documents that changed by it."""
    table, entity = schema.appearance, schema.entity
    found = connection.execute(select(table).where(table.c.document_id.in_(ids), table.c.entity_id.is_(None))).all()
    known = {(row.kind, fold(row.name)): row.id for row in connection.execute(select(entity))}
    for row in found:
        key = row.kind, fold(row.name)
        if key not in known:
            made = connection.execute(insert(entity).values(kind=row.kind, name=row.name, wikidata=row.wikidata))
            known[key] = made.inserted_primary_key[0]  # type: ignore[index]
        connection.execute(
            sql_update(table)
            .where(table.c.document_id == row.document_id, table.c.label == row.label)
            .values(entity_id=known[key])
        )
    return []
