"""Occasions in the order of their dates, of a stretch of time: work that stays bounded however large a record is.

Occasions have no index by date. They are looked for in the documents added last, and in those that statements of the
time stand in, ``MOST`` of each; whether that was all of them is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, and_, func, select, tuple_

from onrecord.occasions.edtf import Days, days_of
from onrecord.record import schema, spellings
from onrecord.record.filters import id_range
from onrecord.record.occasions import Place, rows, within
from onrecord.record.results import OccasionRow

MOST = 20_000
"""Occasions, and statements, that are looked at."""
_CHUNK = 400
_DATED = 1 << 41


class Dated(NamedTuple):
    """An occasion and the days it may have been on; none where its date is not known."""

    place: Place
    date: str | None
    days: Days | None


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """Occasions from the latest to the earliest, the undated ones last; ``number`` is that of all that were found.

    ``whole`` says whether all documents of the time were looked at.
    """

    occasions: tuple[OccasionRow, ...]
    number: int
    whole: bool


def calendar(
    connection: Connection,
    people: Sequence[str] = (),
    place: str | None = None,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 100,
    skip: int = 0,
) -> Calendar:
    """A page of the occasions at which all these people were, at a place, of a kind, of a time.

    Raises ``RecordError`` where a date is none.
    """
    ids = [spellings.entities(connection, one) for one in people]
    found, whole = dated(
        connection, since, until, ids, spellings.entities(connection, place) if place is not None else None, kind
    )
    ordered = sorted(found, key=_order)
    shown = rows(connection, [one.place for one in ordered[skip : skip + limit]])
    return Calendar(occasions=tuple(shown), number=len(ordered), whole=whole)


def dated(
    connection: Connection,
    since: str | None = None,
    until: str | None = None,
    people: Sequence[Sequence[int]] = (),
    places: Sequence[int] | None = None,
    kind: str | None = None,
    *,
    by_publication: bool = False,
) -> tuple[list[Dated], bool]:
    """Occasions of a time, each once, and whether all documents of that time were looked at.

    ``people`` are groups of entity ids: of each group somebody took part. ``by_publication`` has an occasion without
    a date happen when its document was published.
    """
    first, last = id_range(since, until)
    occasion = schema.occasion.c
    query = select(occasion.document_id, occasion.label, occasion.kind, occasion.date)
    query = _narrowed(query, people, places)
    newest = query.order_by(occasion.document_id.desc(), occasion.label.desc()).limit(MOST + 1)
    read = connection.execute(newest).all()
    whole = len(read) <= MOST
    found = {(row.document_id, row.label): row for row in read[:MOST]}
    if not whole and (since or until):
        statement = schema.statement.c
        told = select(statement.document_id).where(statement.id.between(first, last)).order_by(statement.id.desc())
        documents = connection.execute(told.limit(MOST + 1)).scalars().all()
        whole = len(documents) <= MOST
        for chunk in _chunks(sorted(set(documents))):
            there = connection.execute(query.where(occasion.document_id.in_(chunk)))
            found.update({(row.document_id, row.label): row for row in there})
    published = _published(connection, {at for (at, _), row in found.items() if not row.date}) if by_publication else {}
    dates = {place: row.date or published.get(place[0]) for place, row in found.items() if kind in (None, row.kind)}
    return [Dated(place, one, days_of(one)) for place, one in dates.items() if within(one, since, until)], whole


def span(connection: Connection) -> Days | None:
    """The days of the first and the last dated statement; none where no statement has a date."""
    statement = schema.statement.c
    of_dated = select(func.min(statement.id), func.max(statement.id)).where(statement.id >= _DATED)
    low, high = connection.execute(of_dated).one()
    return None if low is None else (day_of_id(low), day_of_id(high))


def day_of_id(id_: int) -> date:
    """The day that a dated statement's id stands for."""
    return date.fromordinal(id_ // _DATED) if id_ >= _DATED else date.min


def taking_part(connection: Connection, places: Iterable[Place]) -> dict[Place, list[int]]:
    """Whom the record knows of those who took part in occasions, by the occasion."""
    participant, appearance = schema.participant.c, schema.appearance.c
    wanted = set(places)
    found: dict[Place, list[int]] = {}
    for chunk in _chunks(sorted({document_id for document_id, _ in wanted})):
        query = (
            select(participant.document_id, participant.occasion, appearance.entity_id)
            .join(schema.appearance, _is(participant.document_id, participant.appearance))
            .where(participant.document_id.in_(chunk), appearance.entity_id.is_not(None))
            .order_by(participant.document_id, participant.occasion, participant.appearance)
        )
        for document_id, label, entity_id in connection.execute(query):
            if (document_id, label) in wanted:
                found.setdefault((document_id, label), []).append(entity_id)
    return found


def _narrowed(query: Any, people: Sequence[Sequence[int]], places: Sequence[int] | None) -> Any:
    occasion, participant, appearance = schema.occasion.c, schema.participant.c, schema.appearance
    for ids in people:
        of_them = (
            select(participant.document_id, participant.occasion)
            .join(appearance, _is(participant.document_id, participant.appearance))
            .where(appearance.c.entity_id.in_(ids))
        )
        query = query.where(tuple_(occasion.document_id, occasion.label).in_(of_them))
    if places is not None:
        query = query.join(appearance, _is(occasion.document_id, occasion.place))
        query = query.where(appearance.c.entity_id.in_(places))
    return query


def _published(connection: Connection, documents: Iterable[int]) -> dict[int, str]:
    table = schema.document.c
    found: dict[int, str] = {}
    for chunk in _chunks(sorted(documents)):
        query = select(table.id, table.published).where(table.id.in_(chunk), table.published.is_not(None))
        found.update(connection.execute(query).all())
    return found


def _order(one: Dated) -> tuple[int, int, int, str]:
    """Latest first, as far as is known; what may have been on many days behind what was on the first of them."""
    if one.days is None:
        return 1, 0, -one.place[0], one.place[1]
    return 0, -one.days[0].toordinal(), -one.place[0], one.place[1]


def _is(document_id: Any, label: Any) -> Any:
    return and_(schema.appearance.c.document_id == document_id, schema.appearance.c.label == label)


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK))


__all__ = ["MOST", "Calendar", "Dated", "calendar", "dated", "day_of_id", "span", "taking_part"]
