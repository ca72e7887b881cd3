"""Why names are held to be one's."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from onrecord.record import schema


class Reason(NamedTuple):
    """Two names of an entity that were joined, and the reason in words."""

    one: str
    other: str
    score: float
    why: str


def reasons(connection: Connection, entity: int) -> list[Reason]:
    """Why the names of an entity are held to be one's."""
    table, one, other = schema.judgement, schema.namesake.alias(), schema.namesake.alias()
    query = (
        select(one.c.text, other.c.text, table.c.score, table.c.why)
        .join(one, one.c.id == table.c.one)
        .join(other, other.c.id == table.c.other)
        .where(table.c.verdict == "joined", or_(one.c.entity_id == entity, other.c.entity_id == entity))
        .order_by(table.c.score.desc(), table.c.one, table.c.other)
    )
    return [Reason(a, b, min(score, 1.0), why) for a, b, score, why in connection.execute(query)]
