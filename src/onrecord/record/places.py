"""Places over all documents: where people met or spoke, and how often."""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, or_, select

from onrecord.record import schema
from onrecord.record.results import PlaceRow, Result
from onrecord.record.searching import place_of


def places(connection: Connection, limit: int | None = 50, after: str | None = None) -> Result[PlaceRow]:
    """Where occasions were, most of them first; ``after`` is the ``cursor`` of the page before."""
    occasion, appearance, entity = schema.occasion, schema.appearance, schema.entity
    there = and_(appearance.c.document_id == occasion.c.document_id, appearance.c.label == occasion.c.place)
    counted = (
        select(appearance.c.entity_id, func.count().label("number"))
        .select_from(occasion)
        .join(appearance, there)
        .where(appearance.c.entity_id.is_not(None))
        .group_by(appearance.c.entity_id)
        .subquery("counted")
    )
    query = (
        select(entity.c.id, entity.c.name, entity.c.wikidata, counted.c.number)
        .join(counted, counted.c.entity_id == entity.c.id)
        .order_by(counted.c.number.desc(), entity.c.id)
    )
    if after is not None:
        number, id_ = place_of(after)
        query = query.where(or_(counted.c.number < number, and_(counted.c.number == number, entity.c.id > id_)))
    if limit is not None:
        query = query.limit(limit)
    found = connection.execute(query).all()
    more = limit is not None and 0 < limit == len(found)
    rows = [PlaceRow(id=f"p{row.id}", name=row.name, wikidata=row.wikidata, occasions=row.number) for row in found]
    return Result(rows, f"{found[-1].number}.{found[-1].id}" if more else None)
