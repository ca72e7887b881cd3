"""Names that somebody begins to write, completed from those whom the record knows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, select

from onrecord.record import schema
from onrecord.record.folding import fold
from onrecord.record.results import Told

_LOOKED_AT = 400
"""People, those who came to the record first, among whom the ones that most documents name are chosen."""


def completed(connection: Connection, begun: str, kinds: Sequence[str] = (), limit: int = 8) -> list[Told]:
    """Those of whose names some words begin so, as ``Told`` with the number of documents, most of them first.

    All words must be there; the last one may be a beginning.
    """
    entity, spelling, appearance = schema.entity, schema.spelling, schema.appearance
    *whole, last = fold(begun[:200]).split() or [""]
    if not last:
        return []
    query = select(spelling.c.entity_id).where(_begins(connection, spelling.c.word, last))
    for word in whole:
        other = schema.spelling.alias()
        query = query.where(
            select(other.c.word).where(other.c.word == word, other.c.entity_id == spelling.c.entity_id).exists()
        )
    ids = connection.execute(query.distinct().order_by(spelling.c.entity_id).limit(_LOOKED_AT)).scalars().all()
    number = func.count(appearance.c.document_id)
    named = (
        select(entity.c.id, entity.c.name, number)
        .join(appearance, appearance.c.entity_id == entity.c.id)
        .where(entity.c.id.in_(ids))
        .group_by(entity.c.id, entity.c.name)
        .order_by(number.desc(), entity.c.id)
        .limit(limit)
    )
    if kinds:
        named = named.where(entity.c.kind.in_(kinds))
    return [Told(name=name, number=many, id=f"p{id_}") for id_, name, many in connection.execute(named)]


def _begins(connection: Connection, column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    if connection.dialect.name == "sqlite":  # a range, which the table is sorted by
        return (column >= word) & (column < f"{word}\U0010ffff")
    return func.starts_with(column, word)


__all__ = ["completed"]
