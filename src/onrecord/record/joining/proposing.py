"""What is left for a person to decide: entities that may be one, and why."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, and_, func, or_, select

from onrecord.document import EntityKind
from onrecord.record import schema


class Side(NamedTuple):
    """One of two entities that may be the same: its id, kind and name, and where it appears first under ``form``."""

    entity: int
    kind: EntityKind
    name: str
    form: str
    ref: str
    label: str


class Proposal(NamedTuple):
    """Two entities that may be one: how alike their names are (0 to 1), and the reason in words."""

    score: float
    why: str
    one: Side
    other: Side


class Reason(NamedTuple):
    """Two names of an entity that were joined, and the reason in words."""

    one: str
    other: str
    score: float
    why: str


def proposals(connection: Connection, limit: int | None = None) -> list[Proposal]:
    """The proposals that wait for a person, the likeliest first."""
    table, one, other = schema.judgement, schema.namesake.alias(), schema.namesake.alias()
    query = (
        select(table.c.score, table.c.why, one.c.id, other.c.id)
        .join(one, one.c.id == table.c.one)
        .join(other, other.c.id == table.c.other)
        .where(
            table.c.verdict == "proposed", one.c.entity_id != other.c.entity_id, one.c.appearances > 0,
            other.c.appearances > 0,
        )
        .order_by(table.c.score.desc(), table.c.one, table.c.other)
        .limit(limit)
    )  # fmt: skip
    return [
        Proposal(score, why, _side(connection, a), _side(connection, b))
        for score, why, a, b in connection.execute(query).all()
    ]


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


def _side(connection: Connection, id_: int) -> Side:
    named, borne, entity, document = schema.namesake, schema.bearing, schema.entity, schema.document
    first = select(func.min(document.c.ref)).join(borne, borne.c.document_id == document.c.id)
    ref = connection.execute(first.where(borne.c.namesake_id == id_, borne.c.own)).scalar_one()
    query = (
        select(entity.c.id, entity.c.kind, entity.c.name, named.c.text, document.c.ref, borne.c.label)
        .join(named, named.c.entity_id == entity.c.id)
        .join(borne, and_(borne.c.namesake_id == named.c.id, borne.c.own))
        .join(document, document.c.id == borne.c.document_id)
        .where(named.c.id == id_, document.c.ref == ref)
        .order_by(borne.c.label)
        .limit(1)
    )
    return Side(*connection.execute(query).one())


__all__ = ["Proposal", "Reason", "Side", "proposals", "reasons"]
