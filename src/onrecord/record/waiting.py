"""What waits for a person to decide: people who may be one, statements that are little sure, findings.

Each queue is read a page at a time, in an order that an index has: people by how alike they are, statements by date and
findings by document, the newest first. What was decided is in none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, or_, select, tuple_

from onrecord.document import EntityKind
from onrecord.record import outlets, schema, searching, spellings
from onrecord.record.database import RecordError
from onrecord.record.filters import Filters, document_ids
from onrecord.record.results import FindingRow, Result, StatementRow
from onrecord.record.rows import WAITING

Queue = Literal["people", "statements", "findings"]
QUEUES: tuple[Queue, ...] = get_args(Queue)


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of two who may be the same: whom the record knows them as, and where they last appear as ``form``.

    ``reference`` is that appearance, such as ``ab12cd34ef56#e3``: it stays when the record's ids change.
    """

    id: str
    kind: EntityKind
    name: str
    form: str
    language: str | None
    reference: str
    title: str | None
    outlet: str | None


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two who may be one: how alike their names are (0 to 1), and the reason in words."""

    score: float
    why: str
    one: Side
    other: Side


class Narrowed(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a queue is narrowed to; what is not given does not matter.

    ``person`` is an id such as ``p12`` or a name: who is one of two, who speaks, or whom a finding's document names.
    """

    outlet: str | None = None
    language: str | None = None
    document: str | None = None
    person: str | None = None


class Counts(msgspec.Struct, frozen=True):
    """How much waits, counted up to ``most`` of each: one more stands for any number above it."""

    people: int
    statements: int
    findings: int
    most: int


def ask(
    connection: Connection, queue: Queue, narrowed: Mapping[str, str | None], limit: int, after: str | None
) -> Result[Any]:
    """A page of a queue; ``narrowed`` are fields of ``Narrowed``. Raises ``RecordError`` where one is none."""
    try:
        given = msgspec.convert({name: value for name, value in narrowed.items() if value}, Narrowed)
    except msgspec.ValidationError as error:
        raise RecordError(f"waiting: {error}") from error
    if queue == "people":
        return people(connection, given, limit, after)
    if queue == "statements":
        return statements(connection, given, limit, after)
    if queue == "findings":
        return findings(connection, given, limit, after)
    raise RecordError(f"queue {queue}: say one of {', '.join(QUEUES)}")


def counts(connection: Connection, most: int) -> Counts:
    """How much waits of everything; two who may be one for several reasons count for each."""
    table = schema.finding
    queries: tuple[Select[Any], ...] = (
        select(literal_column("1")).select_from(_proposed(select(schema.judgement.c.one)).subquery()),
        select(table.c.number).where(table.c.verdict.is_(None)),
    )
    found = (
        connection.execute(select(func.count()).select_from(query.limit(most + 1).subquery())).scalar_one()
        for query in queries
    )
    people_, findings_ = map(int, found)
    unsure = len(searching.newest_ids(connection, _unsure(connection, Filters()), most + 1))
    return Counts(people_, unsure, findings_, most)


# --- people


def people(connection: Connection, narrowed: Narrowed, limit: int, after: str | None = None) -> Result[Pair]:
    """Those who may be one, the likeliest first; of reasons for the same two the one that says most."""
    table = schema.judgement
    query = _proposed(select(*table.c["score", "why", "one", "other"]))
    query = query.where(*_of_people(connection, narrowed))
    if after is not None:
        query = query.where(tuple_(table.c.score, table.c.one, table.c.other) < _cursor(after))
    query = query.order_by(table.c.score.desc(), table.c.one.desc(), table.c.other.desc())
    rows = connection.execute(query.limit(limit)).all()
    pairs: dict[frozenset[str], Pair] = {}
    for row in rows:
        one, other = (_side(connection, id_) for id_ in (row.one, row.other))
        if one and other and one.id != other.id:
            pair = Pair(score=min(row.score, 1.0), why=row.why, one=one, other=other)
            pairs.setdefault(frozenset((one.id, other.id)), pair)
    more = len(rows) == limit
    return Result(pairs.values(), f"{rows[-1].score!r}_{rows[-1].one}_{rows[-1].other}" if more else None)


_ONE, _OTHER = schema.namesake.alias("one"), schema.namesake.alias("other")


def _proposed(query: Select[Any]) -> Select[Any]:
    """The proposals that are still open."""
    table = schema.judgement
    return (
        query.select_from(table)
        .join(_ONE, _ONE.c.id == table.c.one)
        .join(_OTHER, _OTHER.c.id == table.c.other)
        .where(
            table.c.verdict == literal_column("'proposed'"), _ONE.c.entity_id != _OTHER.c.entity_id,
            _ONE.c.appearances > 0, _OTHER.c.appearances > 0,
        )
    )  # fmt: skip


def _cursor(after: str) -> Any:
    try:
        score, one, other = after.split("_")
        return tuple_(float(score), int(one), int(other))
    except ValueError:
        raise RecordError("after: this is no cursor of a page") from None


def _of_people(connection: Connection, narrowed: Narrowed) -> Iterator[ColumnElement[bool]]:
    table, named, borne, document = schema.judgement, schema.namesake, schema.bearing, schema.document
    if narrowed.person:
        known = select(named.c.id).where(named.c.entity_id.in_(spellings.entities(connection, narrowed.person)))
        yield or_(table.c.one.in_(known), table.c.other.in_(known))
    if narrowed.language:
        yield or_(_of_language(_ONE.c.language, narrowed.language), _of_language(_OTHER.c.language, narrowed.language))
    if narrowed.document:
        here = select(borne.c.namesake_id).where(
            borne.c.document_id.in_(document_ids(connection, narrowed.document)), borne.c.own
        )
        yield or_(table.c.one.in_(here), table.c.other.in_(here))
    if narrowed.outlet:
        spelled = outlets.spelled(connection, narrowed.outlet)
        yield or_(*(
            select(borne.c.document_id)
            .join(document, document.c.id == borne.c.document_id)
            .where(borne.c.namesake_id == side, borne.c.own, document.c.outlet.in_(spelled))
            .exists()
            for side in (table.c.one, table.c.other)
        ))  # fmt: skip


def _side(connection: Connection, id_: int) -> Side | None:
    """Whom a namesake is known as, and the appearance that was added last."""
    named, borne, entity, document = schema.namesake, schema.bearing, schema.entity, schema.document
    query = (
        select(
            *named.c["entity_id", "text", "language"],
            *entity.c["kind", "name"],
            *document.c["ref", "title", "outlet"],
            borne.c.label,
        )
        .join(entity, entity.c.id == named.c.entity_id)
        .join(borne, and_(borne.c.namesake_id == named.c.id, borne.c.own))
        .join(document, document.c.id == borne.c.document_id)
        .where(named.c.id == id_)
        .order_by(borne.c.document_id.desc(), borne.c.label)
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Side(
        id=f"p{row.entity_id}", kind=row.kind, name=row.name, form=row.text, language=row.language,
        reference=f"{row.ref}#{row.label}", title=row.title, outlet=row.outlet,
    )  # fmt: skip


# --- statements


def statements(
    connection: Connection, narrowed: Narrowed, limit: int, after: str | None = None
) -> Result[StatementRow]:
    """Statements of little confidence that nobody decided about, the newest first, on a page those of a document in
    the order of its text."""
    filters = Filters(
        speaker=narrowed.person, outlet=narrowed.outlet, language=narrowed.language, document=narrowed.document
    )
    asked = _unsure(connection, filters)
    last = asked.filters.last if after is None else min(asked.filters.last, searching.offset_of(after) - 1)
    asked = asked._replace(filters=asked.filters._replace(last=last))
    ids = list(islice(searching.each_id(connection, asked, chunk=limit), limit))
    rows = searching.rows(connection, ids)
    ordered = [row for _, some in groupby(rows, key=lambda row: row.ref) for row in reversed(list(some))]
    return Result(ordered, str(ids[-1]) if 0 < limit == len(ids) else None)


def _unsure(connection: Connection, filters: Filters) -> searching.Asked:
    """The question for those that wait."""
    asked = searching.asked(connection, None, filters)
    return asked._replace(filters=asked.filters._replace(facets=(*asked.filters.facets, (WAITING,))))


# --- findings


def findings(connection: Connection, narrowed: Narrowed, limit: int, after: str | None = None) -> Result[FindingRow]:
    """Findings that nobody decided about, those of the document that was added last first."""
    table, document, appearance = schema.finding, schema.document, schema.appearance
    query = (
        select(table, *document.c["ref", "key"])
        .join(document, document.c.id == table.c.document_id)
        .where(table.c.verdict.is_(None))
    )
    if narrowed.document:
        query = query.where(table.c.document_id.in_(document_ids(connection, narrowed.document)))
    if narrowed.outlet:
        query = query.where(document.c.outlet.in_(outlets.spelled(connection, narrowed.outlet)))
    if narrowed.language:
        query = query.where(_of_language(document.c.language, narrowed.language))
    if narrowed.person:
        known = spellings.entities(connection, narrowed.person)
        query = query.where(
            table.c.document_id.in_(select(appearance.c.document_id).where(appearance.c.entity_id.in_(known)))
        )
    rows: list[Any] = []
    if after is not None:
        id_, number = searching.place_of(after)
        rest = query.where(table.c.document_id == id_, table.c.number > number).order_by(table.c.number)
        rows += connection.execute(rest.limit(limit)).all()
        query = query.where(table.c.document_id < id_)
    if len(rows) < limit:
        query = query.order_by(table.c.document_id.desc(), table.c.number)
        rows += connection.execute(query.limit(limit - len(rows))).all()
    found = [FindingRow(**{name: one for name, one in row._mapping.items() if name != "document_id"}) for row in rows]
    return Result(found, f"{rows[-1].document_id}.{rows[-1].number}" if 0 < limit == len(rows) else None)


# --- what narrows them


def _of_language(column: ColumnElement[str | None], said: str) -> ColumnElement[bool]:
    language = said.split("-")[0].lower()
    return or_(column == language, column.startswith(f"{language}-", autoescape=True))


__all__ = [
    "QUEUES", "Counts", "Narrowed", "Pair", "Queue", "Side", "counts", "findings", "people", "statements",
]  # fmt: skip
