"""Where somebody appears: the documents that name them, the one added last first."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from onrecord.record import schema
from onrecord.record.decisions import pointing


class AppearanceRow(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in a document, under the name it has for them; ``id`` is such as ``ab12cd34ef56#e3``."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    published: str | None


def appearances(connection: Connection, person: str, limit: int) -> list[AppearanceRow]:
    """The appearances of whoever an id or a name means. Raises ``RecordError`` where that is not one."""
    table, document = schema.appearance, schema.document
    query = (
        select(*table.c["label", "name"], *document.c["ref", "title", "outlet", "published"])
        .join(document, document.c.id == table.c.document_id)
        .where(table.c.entity_id == pointing.entity(connection, person).id)
        .order_by(table.c.document_id.desc(), table.c.label)
        .limit(limit)
    )
    return [
        AppearanceRow(id=f"{row.ref}#{row.label}", name=row.name, title=row.title, outlet=row.outlet,
                      published=row.published)
        for row in connection.execute(query)
    ]  # fmt: skip


__all__ = ["AppearanceRow", "appearances"]
