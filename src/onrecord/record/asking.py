"""What a record can be asked: the methods of ``Record`` that read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, select

from onrecord.document import Document
from onrecord.exports.extract import Extract
from onrecord.record import (
    calendar,
    changes,
    companions,
    completing,
    decisions,
    extracts,
    facets,
    findings,
    joining,
    occasions,
    outlets,
    persons,
    places,
    schema,
    searching,
    spellings,
    ties,
    volumes,
)
from onrecord.record import waiting as queues
from onrecord.record.calendar import Calendar
from onrecord.record.companions import Companions
from onrecord.record.database import Database, RecordError
from onrecord.record.facets import Facets
from onrecord.record.filters import Filters, document_ids, id_range
from onrecord.record.joining import Reason
from onrecord.record.keeping import load
from onrecord.record.results import (
    DocumentRow,
    FindingRow,
    OccasionRow,
    OutletRow,
    Person,
    PersonRow,
    PlaceRow,
    Result,
    StatementRow,
    Told,
)
from onrecord.record.searching import Sort
from onrecord.record.ties import Ties
from onrecord.record.watching import Watching

SEVERITIES = ("note", "warning", "error")
_LOADED = 50  # documents at a time


class Asking:
    """The questions; ``Record`` is one of these. Each sees the record as it is at one moment."""

    database: Database

    def statements(
        self,
        text: str | None = None,
        *,
        sort: Sort = "newest",
        limit: int | None = 50,
        after: str | None = None,
        **filters: Any,
    ) -> Result[StatementRow]:
        """Statements by words and by the fields of ``Filters``; ``after`` is the ``cursor`` of the page before.

        ``limit=None`` gives all. Raises ``RecordError`` where a filter is none, or has no such value.
        """
        narrowed = filters_of(filters)
        with self.database.asking() as connection:
            return searching.statements(connection, text, narrowed, sort=sort, limit=limit, after=after)

    def statement(self, id_: str) -> StatementRow | None:
        """The statement with an id such as ``ab12cd34ef56#s4``; none where there is no such statement."""
        ref, _, label = id_.rpartition("#")
        table, document = schema.statement, schema.document
        with self.database.asking() as connection:
            query = (
                select(table.c.id)
                .join(document, document.c.id == table.c.document_id)
                .where(document.c.ref == ref.replace("\0", ""), table.c.label == label.replace("\0", ""))
            )
            return next(iter(searching.rows(connection, connection.execute(query).scalars().all())), None)

    def facets(self, text: str | None = None, *, most: int = facets.MOST, **filters: Any) -> Facets:
        """How the newest ``most`` statements of a search fall to speakers, outlets, languages, kinds and years."""
        narrowed = filters_of(filters)
        with self.database.asking() as connection:
            return facets.facets(connection, text, narrowed, most)

    def extracts(self, text: str | None = None, **filters: Any) -> Iterator[Extract]:
        """The documents in which statements were found, as corrected, a few of them in memory at a time."""
        narrowed = filters_of(filters)
        with self.database.asking() as connection:
            yield from extracts.extracts(connection, text, narrowed)

    def documents(
        self,
        *,
        outlet: str | None = None,
        language: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = 50,
        after: str | None = None,
    ) -> Result[DocumentRow]:
        """The documents that are current, the ones added last first; dates are those of publication."""
        id_range(since, until)
        with self.database.asking() as connection:
            return _documents(connection, outlet, language, since, until, limit, searching.offset_of(after))

    def companions(self, ref: str, *, limit: int = 12) -> Companions:
        """What a document may be laid beside: its other versions, and documents that share speakers and dates."""
        with self.database.asking() as connection:
            return companions.companions(connection, ref, limit)

    def volume(self, ref: str) -> volumes.Volume | None:
        """The document of a ref as people left it, with whom the record knows in it; none where there is none."""
        with self.database.asking() as connection:
            return volumes.volume(connection, ref)

    def people(
        self,
        name: str | None = None,
        *,
        kind: str | None = "person",
        limit: int | None = 50,
        after: str | None = None,
    ) -> Result[PersonRow]:
        """Those whom a name means, or all; who said most comes first."""
        with self.database.asking() as connection:
            return persons.people(connection, name, kind, limit, after)

    def person(self, name: str, *, statements: int = 20) -> Person:
        """The page of whoever an id such as ``p12`` or a name means. Raises ``RecordError`` where that is not one."""
        with self.database.asking() as connection:
            return persons.person(connection, name, statements)

    def occasions(
        self,
        *,
        person: str | None = None,
        place: str | None = None,
        kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = 50,
        after: str | None = None,
    ) -> Result[OccasionRow]:
        """When and where people met or spoke, in the documents added last first."""
        with self.database.asking() as connection:
            return occasions.occasions(connection, person, place, kind, since, until, limit, after)

    def occasion(self, id_: str) -> OccasionRow | None:
        """The occasion with an id such as ``ab12cd34ef56#o1``; none where there is no such occasion."""
        ref, _, label = id_.rpartition("#")
        with self.database.asking() as connection:
            places = [(document, label.replace("\0", "")) for document in document_ids(connection, ref)]
            return next(iter(occasions.rows(connection, places)), None)

    def reasons(self, person: str) -> list[Reason]:
        """Why the names that an id such as ``p12`` stands for are held to be one's."""
        with self.database.asking() as connection:
            known = spellings.of_id(connection, person)
            return joining.reasons(connection, known) if known is not None else []

    def places(self, *, limit: int | None = 50, after: str | None = None) -> Result[PlaceRow]:
        """Where people met or spoke, most often first."""
        with self.database.asking() as connection:
            return places.places(connection, limit, after)

    def outlets(self, *, limit: int | None = 50, after: str | None = None) -> Result[OutletRow]:
        """Who published the documents, most of them first."""
        with self.database.asking() as connection:
            return outlets.outlets(connection, limit, after)

    def outlet(self, name: str) -> OutletRow | None:
        """The outlet of this very name; none where nothing of it is kept."""
        with self.database.asking() as connection:
            return outlets.outlet(connection, name)

    def calendar(
        self,
        *,
        people: Sequence[str] = (),
        place: str | None = None,
        kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 100,
        skip: int = 0,
    ) -> Calendar:
        """Occasions by their dates, the latest first, ``skip`` of them left out; all ``people`` took part in each."""
        with self.database.asking() as connection:
            return calendar.calendar(connection, people, place, kind, since, until, limit, skip)

    def days(self) -> tuple[date, date] | None:
        """The days of the first and the last statement that have one."""
        with self.database.asking() as connection:
            return calendar.span(connection)

    def ties(
        self,
        person: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        kinds: Collection[str] = ties.KINDS,
        most: int = 60,
    ) -> Ties:
        """Who met whom, who spoke to whom and about whom, between the ``most`` with the strongest ties."""
        with self.database.asking() as connection:
            return ties.ties(connection, person, since, until, kinds, most)

    def findings(
        self,
        *,
        document: str | None = None,
        least: str = "note",
        limit: int | None = 50,
        after: str | None = None,
    ) -> Result[FindingRow]:
        """What an editor should look at, at least as grave as ``least``, but for what a person rejected."""
        if least not in SEVERITIES:
            raise RecordError(f"severity {least}: say one of {', '.join(SEVERITIES)}")
        with self.database.asking() as connection:
            return findings.findings(connection, document, SEVERITIES[SEVERITIES.index(least) :], limit, after)

    def corrected(self) -> Iterator[tuple[str, Document]]:
        """Each current document under its key, as people left it: without the findings that one rejected."""
        with self.database.asking() as connection:
            yield from _corrected(connection)

    def waiting(
        self, queue: queues.Queue, *, limit: int = 20, after: str | None = None, **narrowed: str | None
    ) -> Result[Any]:
        """What waits for a person: ``people`` who may be one, little sure ``statements``, or ``findings``.

        ``outlet``, ``language``, ``document`` and ``person`` narrow it; ``after`` is the ``cursor`` of the page before.
        """
        with self.database.asking() as connection:
            return queues.ask(connection, queue, narrowed, limit, after)

    def waiting_counts(self, most: int = 1_000) -> queues.Counts:
        """How much waits for a person, counted no further than ``most`` of each."""
        with self.database.asking() as connection:
            return queues.counts(connection, most)

    def completed(self, begun: str, *, kinds: Sequence[str] = (), limit: int = 8) -> list[Told]:
        """Those whom the record knows by a name that begins so, who are in most documents first."""
        with self.database.asking() as connection:
            return completing.completed(connection, begun, kinds, limit)

    @property
    def watches(self) -> Watching:
        """The searches that are kept."""
        return Watching(self.database)

    def added(self, refs: Sequence[str]) -> dict[str, str]:
        """When each of some documents was added, by their refs."""
        table = schema.document
        found: dict[str, str] = {}
        with self.database.asking() as connection:
            for at in range(0, len(refs), 500):
                query = select(table.c.ref, table.c.added).where(table.c.ref.in_(refs[at : at + 500]))
                found.update(connection.execute(query).all())
        return found

    def last_change(self) -> str:
        """A word that is another one after every change of what the record can be asked for."""
        with self.database.asking() as connection:
            return changes.last(connection)

    def stats(self) -> dict[str, int]:
        """How many there are of everything, by what it is."""
        with self.database.asking() as connection:
            return _stats(connection)


def filters_of(given: dict[str, Any]) -> Filters:
    """Filters by name. Raises ``RecordError`` where there is no such filter or a value is of another type."""
    try:
        return msgspec.convert({name: value for name, value in given.items() if value is not None}, Filters)
    except msgspec.ValidationError as error:
        raise RecordError(f"filters: {error}") from error


def _documents(
    connection: Connection,
    outlet: str | None,
    language: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
    after: int,
) -> Result[DocumentRow]:
    table = schema.document
    columns = table.c[
        "id", "ref", "key", "name", "title", "outlet", "published", "language", "url", "reader", "added", "read"
    ]
    query = select(*columns).where(table.c.current).order_by(table.c.id.desc())
    if after:
        query = query.where(table.c.id < min(after, schema.HIGHEST))
    if outlet is not None:
        query = query.where(table.c.outlet.in_(outlets.spelled(connection, outlet)))
    found: list[Any] = []
    for row in connection.execution_options(yield_per=500).execute(query):
        if limit is not None and len(found) >= limit:
            break
        alike = language is None or searching.same_language(language, row.language)
        if alike and occasions.within(row.published, since, until):
            found.append(row)
    ids = [row.id for row in found]
    statements, findings_ = (_in_each(connection, table, ids) for table in (schema.statement, schema.finding))
    rows = [
        DocumentRow(
            **{n: v for n, v in row._mapping.items() if n != "id"},
            statements=statements.get(row.id, 0), findings=findings_.get(row.id, 0),
        )
        for row in found
    ]  # fmt: skip
    return Result(rows, str(found[-1].id) if found and len(found) == limit else None)


def _in_each(connection: Connection, table: Table, documents: Sequence[int]) -> dict[int, int]:
    """How many rows of a table each of some documents has."""
    numbers: dict[int, int] = {}
    for at in range(0, len(documents), 500):
        counted = select(table.c.document_id, func.count()).where(table.c.document_id.in_(documents[at : at + 500]))
        numbers.update(connection.execute(counted.group_by(table.c.document_id)).all())
    return numbers


def _corrected(connection: Connection) -> Iterator[tuple[str, Document]]:
    table, last = schema.document, 0
    first = select(table.c.id, table.c.key).where(table.c.current).order_by(table.c.id).limit(_LOADED)
    while keys := dict(connection.execute(first.where(table.c.id > last)).all()):
        made = decisions.of_documents(connection, list(keys))
        for id_, read in load(connection, list(keys)):
            one = decisions.apply(read, made.get(id_, []))
            told = (f for number, f in enumerate(one.document.findings) if one.findings.get(number) != "rejected")
            yield keys[id_], msgspec.structs.replace(one.document, findings=tuple(told))
        last = max(keys)


def _stats(connection: Connection) -> dict[str, int]:
    document, entity = schema.document, schema.entity
    found = {
        "documents": _count(connection, select(func.count()).where(document.c.current)),
        "older versions": _count(connection, select(func.count()).where(~document.c.current)),
        "statements": _count(connection, select(func.count()).select_from(schema.statement)),
    }
    kinds = connection.execute(select(entity.c.kind, func.count()).group_by(entity.c.kind).order_by(entity.c.kind))
    found |= {f"entities: {kind}": number for kind, number in kinds}
    for name, table in (
        ("occasions", schema.occasion), ("citations", schema.citation), ("findings", schema.finding),
        ("decisions", schema.decision), ("watch lists", schema.watch),
    ):  # fmt: skip
        found[name] = _count(connection, select(func.count()).select_from(table))
    return found


def _count(connection: Connection, query: Any) -> int:
    return int(connection.execute(query).scalar_one())
