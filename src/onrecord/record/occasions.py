"""Occasions over all documents: when and where people met or spoke, as each document tells of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, and_, or_, select, tuple_

from onrecord.occasions.edtf import days_of
from onrecord.record import schema, spellings
from onrecord.record.results import OccasionRow, Result, Told

_CHUNK = 200
_MOST_MET = 50
Place = tuple[int, str]
"""An occasion: the document's id and the label there."""


def occasions(
    connection: Connection,
    person: str | None = None,
    place: str | None = None,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = 50,
    after: str | None = None,
) -> Result[OccasionRow]:
    """Occasions, of the documents added last first; narrowed to those of a person, at a place, of a kind, of a time.

    ``after`` is the ``cursor`` of the page before.

    Raises ``RecordError`` where a date is none.
    """
    from onrecord.record.filters import id_range
    from onrecord.record.searching import offset_of

    id_range(since, until)
    occasion, participant, appearance = schema.occasion, schema.participant, schema.appearance
    query = select(occasion.c.document_id, occasion.c.label, occasion.c.date)
    if person is not None:
        of_them = (
            select(participant.c.document_id, participant.c.occasion)
            .join(appearance, _appearance_of(participant.c.document_id, participant.c.appearance))
            .where(appearance.c.entity_id.in_(spellings.entities(connection, person)))
        )
        query = query.where(tuple_(occasion.c.document_id, occasion.c.label).in_(of_them))
    if place is not None:
        query = query.join(appearance, _appearance_of(occasion.c.document_id, occasion.c.place)).where(
            appearance.c.entity_id.in_(spellings.entities(connection, place))
        )
    if kind is not None:
        query = query.where(occasion.c.kind == kind)
    if after is not None:
        number, _, label = after.partition(".")
        last = min(offset_of(number), schema.HIGHEST)
        later = and_(occasion.c.document_id == last, occasion.c.label > label.replace("\0", ""))
        query = query.where(or_(occasion.c.document_id < last, later))
    query = query.order_by(occasion.c.document_id.desc(), occasion.c.label)
    found: list[Place] = []
    for row in connection.execution_options(yield_per=1_000).execute(query):
        if limit is not None and len(found) >= limit:
            break
        if within(row.date, since, until):
            found.append((row.document_id, row.label))
    more = limit is not None and 0 < limit == len(found)
    return Result(rows(connection, found), f"{found[-1][0]}.{found[-1][1]}" if more else None)


def within(date: str | None, since: str | None, until: str | None) -> bool:
    """Whether a date can be between two others; one that is not known is only between none."""
    if since is None and until is None:
        return True
    days, first, last = days_of(date), days_of(since), days_of(until)
    return days is not None and not (first and days[1] < first[0]) and not (last and days[0] > last[1])


def of_person(
    connection: Connection, id_: int, appearances: Sequence[Any]
) -> tuple[tuple[OccasionRow, ...], tuple[Told, ...]]:
    """The occasions of somebody in the documents of these appearances, newest first, and whom they met there."""
    participant, appearance, entity = schema.participant, schema.appearance, schema.entity
    theirs = {(row.document_id, row.label) for row in appearances}
    documents = sorted({document_id for document_id, _ in theirs})
    there: dict[Place, list[int | None]] = {}
    own: dict[Place, None] = {}
    for at in range(0, len(documents), _CHUNK):
        query = (
            select(participant, appearance.c.entity_id)
            .join(appearance, _appearance_of(participant.c.document_id, participant.c.appearance))
            .where(participant.c.document_id.in_(documents[at : at + _CHUNK]))
        )
        for row in connection.execute(query):
            place = row.document_id, row.occasion
            there.setdefault(place, []).append(row.entity_id)
            if (row.document_id, row.appearance) in theirs:
                own[place] = None
    counts: Counter[int] = Counter(
        other for place in own for other in set(there[place]) if other is not None and other != id_
    )
    chosen = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_MOST_MET]
    known = connection.execute(select(entity.c.id, entity.c.name).where(entity.c.id.in_([one for one, _ in chosen])))
    names = {row.id: row.name for row in known}
    met = tuple(Told(name=names[one], number=number, id=f"p{one}") for one, number in chosen)
    told = rows(connection, list(own))
    return tuple(sorted(told, key=lambda one: (one.date or "", one.id), reverse=True)), met


def rows(connection: Connection, places: Sequence[Place]) -> list[OccasionRow]:
    """The occasions at these places, in their order, with whoever took part."""
    found: dict[Place, OccasionRow] = {}
    for at in range(0, len(places), _CHUNK):
        found.update(_rows(connection, places[at : at + _CHUNK]))
    return [found[place] for place in places if place in found]


def _rows(connection: Connection, places: Sequence[Place]) -> Iterable[tuple[Place, OccasionRow]]:
    occasion, participant = schema.occasion, schema.participant
    appearance, document, entity = schema.appearance, schema.document, schema.entity
    taking_part: dict[Place, list[tuple[str, str | None]]] = {}
    query = (
        select(participant, appearance.c.name, entity.c.id, entity.c.name.label("known_as"))
        .join(appearance, _appearance_of(participant.c.document_id, participant.c.appearance))
        .outerjoin(entity, entity.c.id == appearance.c.entity_id)
        .where(tuple_(participant.c.document_id, participant.c.occasion).in_(places))
        .order_by(participant.c.document_id, participant.c.occasion, participant.c.appearance)
    )
    for row in connection.execute(query):
        who = row.known_as or row.name, f"p{row.id}" if row.id is not None else None
        taking_part.setdefault((row.document_id, row.occasion), []).append(who)
    query = (
        select(occasion, *document.c["ref", "title", "outlet"], appearance.c.name, entity.c.name.label("known_as"))
        .join(document, document.c.id == occasion.c.document_id)
        .outerjoin(appearance, _appearance_of(occasion.c.document_id, occasion.c.place))
        .outerjoin(entity, entity.c.id == appearance.c.entity_id)
        .where(tuple_(occasion.c.document_id, occasion.c.label).in_(places))
    )
    for row in connection.execute(query):
        who_were = taking_part.get((row.document_id, row.label), [])
        yield (row.document_id, row.label), OccasionRow(
            id=f"{row.ref}#{row.label}", kind=row.kind, date=row.date, place=row.known_as or row.name,
            participants=tuple(name for name, _ in who_were), participant_ids=tuple(id_ for _, id_ in who_were),
            title=row.title, outlet=row.outlet,
        )  # fmt: skip


def _appearance_of(document_id: Any, label: Any) -> Any:
    return and_(schema.appearance.c.document_id == document_id, schema.appearance.c.label == label)
