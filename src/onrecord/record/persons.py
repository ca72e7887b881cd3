"""People over all documents: who there is, and all that a page about one of them tells.

What takes many documents to be told, such as spellings and roles, is told from the ``LATEST`` that name the person, so
that a page about somebody known everywhere is there as fast as any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from onrecord.record import schema, searching, spellings
from onrecord.record.database import RecordError
from onrecord.record.folding import fold
from onrecord.record.occasions import of_person
from onrecord.record.results import Person, PersonRow, Result, RoleRow, Told

LATEST = 300
"""Documents, the ones added last, that spellings, roles, occasions and outlets are told from."""
_CHUNK = 400


def people(
    connection: Connection,
    name: str | None = None,
    kind: str | None = "person",
    limit: int | None = 50,
    after: str | None = None,
) -> Result[PersonRow]:
    """Those whom a name means, or all, who said most first; ``after`` is the ``cursor`` of the page before."""
    entity, statement = schema.entity, schema.statement
    number = func.count().label("number")
    if name is not None:
        ids = spellings.entities(connection, name, (kind,) if kind else ())
        query = (
            select(entity.c.id, func.count(statement.c.id).label("number"))
            .outerjoin(statement, statement.c.speaker_id == entity.c.id)
            .where(entity.c.id.in_(ids))
            .group_by(entity.c.id)
        )
    else:
        said = (
            select(statement.c.speaker_id, number).where(statement.c.speaker_id.is_not(None))
            .group_by(statement.c.speaker_id).subquery("said")
        )  # fmt: skip
        query = select(entity.c.id, func.coalesce(said.c.number, 0).label("number")).outerjoin(
            said, said.c.speaker_id == entity.c.id
        )
        if kind:
            query = query.where(entity.c.kind == kind)
    ranked = query.subquery("ranked")
    best = select(ranked).order_by(ranked.c.number.desc(), ranked.c.id)
    if after is not None:
        last, id_ = searching.place_of(after)
        less = ranked.c.number < last
        best = best.where(or_(less, and_(ranked.c.number == last, ranked.c.id > id_)))
    if limit is not None:
        best = best.limit(limit)
    found = connection.execute(best).all()
    more = limit is not None and 0 < limit == len(found)
    cursor = f"{found[-1].number}.{found[-1].id}" if more else None
    return Result(_people(connection, {row.id: row.number for row in found}), cursor)


def _people(connection: Connection, numbers: dict[int, int]) -> Iterable[PersonRow]:
    entity, appearance = schema.entity, schema.appearance
    ids = list(numbers)
    for at in range(0, len(ids), _CHUNK):
        chunk = ids[at : at + _CHUNK]
        query = (
            select(entity, func.count(appearance.c.document_id).label("documents"))
            .outerjoin(appearance, appearance.c.entity_id == entity.c.id)
            .where(entity.c.id.in_(chunk))
            .group_by(entity.c.id)
        )
        rows = {row.id: row for row in connection.execute(query)}
        for row in (rows[id_] for id_ in chunk if id_ in rows):
            if row.documents:
                yield PersonRow(
                    id=f"p{row.id}", kind=row.kind, name=row.name, wikidata=row.wikidata,
                    statements=numbers[row.id], documents=row.documents,
                )  # fmt: skip


def person(connection: Connection, said: str, statements: int = 20) -> Person:
    """The page of whoever an id or a name means, with so many statements, the newest.

    Raises ``RecordError`` where that is nobody, or several of whom none bears exactly this name.
    """
    id_ = _one(connection, said)
    entity, table = schema.entity, schema.statement
    row = connection.execute(select(entity).where(entity.c.id == id_)).one()
    number = connection.execute(select(func.count()).where(table.c.speaker_id == id_)).scalar_one()
    newest = connection.execute(
        select(table.c.id).where(table.c.speaker_id == id_, table.c.facets.is_not(None))
        .order_by(table.c.id.desc()).limit(max(statements, 1_000))
    ).scalars().all()  # fmt: skip
    appearance = schema.appearance
    documents = connection.execute(select(func.count()).where(appearance.c.entity_id == id_)).scalar_one()
    latest = connection.execute(
        select(appearance).where(appearance.c.entity_id == id_).order_by(appearance.c.document_id.desc()).limit(LATEST)
    ).all()
    occasions, met = of_person(connection, id_, latest)
    return Person(
        id=f"p{id_}", kind=row.kind, name=row.name, wikidata=row.wikidata, documents=documents, number=number,
        names=_names(connection, latest), roles=_roles(connection, latest),
        statements=tuple(searching.rows(connection, newest[:statements])),
        occasions=occasions, met=met, spoke_to=_spoke_to(connection, newest), outlets=_outlets(connection, newest),
    )  # fmt: skip


def _one(connection: Connection, said: str) -> int:
    found = spellings.entities(connection, said, ("person",)) or spellings.entities(connection, said)
    if not found:
        raise RecordError(f"{said}: nobody of this name is in the record")
    if len(found) == 1:
        return found[0]
    rows = list(_people(connection, dict.fromkeys(found, 0)))
    exact = [row for row in rows if fold(row.name) == fold(said)]
    if len(exact) == 1:
        return int(exact[0].id[1:])
    some = ", ".join(f"{row.id} {row.name}" for row in (exact or rows)[:5])
    raise RecordError(f"{said}: this may be {some}{' ...' if len(exact or rows) > 5 else ''}; give the id")


def _names(connection: Connection, latest: Sequence[Any]) -> tuple[Told, ...]:
    mention, appearance = schema.mention, schema.appearance
    counts: Counter[str] = Counter()
    names = {row.name for row in latest}
    for chunk in _chunks(latest):
        query = (
            select(mention.c.base, func.count())
            .join(
                appearance,
                and_(appearance.c.document_id == mention.c.document_id, appearance.c.label == mention.c.label),
            )
            .where(mention.c.named, _in_documents(mention, chunk), appearance.c.entity_id == chunk[0].entity_id)
            .group_by(mention.c.base)
        )
        for base, number in connection.execute(query):
            counts[base] += number
    counts.update(dict.fromkeys(names - set(counts), 0))
    return tuple(Told(name=name, number=number) for name, number in sorted(counts.items(), key=_most))


def _roles(connection: Connection, latest: Sequence[Any]) -> tuple[RoleRow, ...]:
    role, document, appearance = schema.role, schema.document, schema.appearance
    found: dict[tuple[Any, ...], RoleRow] = {}
    for chunk in _chunks(latest):
        query = (
            select(*role.c["title", "organization", "date"], *document.c["published", "ref"])
            .join(appearance, and_(appearance.c.document_id == role.c.document_id, appearance.c.label == role.c.label))
            .join(document, document.c.id == role.c.document_id)
            .where(_in_documents(role, chunk), appearance.c.entity_id == chunk[0].entity_id)
            .order_by(role.c.document_id, role.c.start)
        )
        for row in connection.execute(query):
            date = row.date or row.published
            found.setdefault(
                (row.title, row.organization, date),
                RoleRow(title=row.title, organization=row.organization, date=date, ref=row.ref),
            )
    return tuple(sorted(found.values(), key=lambda role: (role.date or "", role.title), reverse=True))


def _spoke_to(connection: Connection, ids: Sequence[int]) -> tuple[Told, ...]:
    statement, addressee, appearance = schema.statement, schema.addressee, schema.appearance
    counts: Counter[int] = Counter()
    for at in range(0, len(ids), _CHUNK):
        query = (
            select(appearance.c.entity_id, func.count())
            .select_from(statement)
            .join(
                addressee,
                and_(addressee.c.document_id == statement.c.document_id, addressee.c.statement == statement.c.label),
            )
            .join(
                appearance,
                and_(
                    appearance.c.document_id == addressee.c.document_id, appearance.c.label == addressee.c.appearance
                ),
            )
            .where(statement.c.id.in_(ids[at : at + _CHUNK]), appearance.c.entity_id.is_not(None))
            .group_by(appearance.c.entity_id)
        )
        for entity_id, number in connection.execute(query):
            counts[entity_id] += number
    return told(connection, counts)


def _outlets(connection: Connection, ids: Sequence[int]) -> tuple[Told, ...]:
    statement, document = schema.statement, schema.document
    counts: Counter[str] = Counter()
    for at in range(0, len(ids), _CHUNK):
        query = (
            select(document.c.outlet, func.count())
            .join(statement, statement.c.document_id == document.c.id)
            .where(statement.c.id.in_(ids[at : at + _CHUNK]), document.c.outlet.is_not(None))
            .group_by(document.c.outlet)
        )
        for outlet, number in connection.execute(query):
            counts[outlet] += number
    return tuple(Told(name=name, number=number) for name, number in sorted(counts.items(), key=_most))


def told(connection: Connection, counts: Counter[int], most: int = 50) -> tuple[Told, ...]:
    """Those counted by their entity ids, most often first, with their names."""
    entity = schema.entity
    chosen = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:most]
    query = select(entity.c.id, entity.c.name).where(entity.c.id.in_([id_ for id_, _ in chosen]))
    names = {row.id: row.name for row in connection.execute(query)}
    return tuple(Told(name=names[id_], number=number, id=f"p{id_}") for id_, number in chosen if id_ in names)


def _most(one: tuple[str, int]) -> tuple[int, str]:
    return -one[1], one[0]


def _in_documents(table: Any, chunk: Sequence[Any]) -> Any:
    return table.c.document_id.in_([row.document_id for row in chunk])


def _chunks(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (rows[at : at + _CHUNK] for at in range(0, len(rows), _CHUNK))
