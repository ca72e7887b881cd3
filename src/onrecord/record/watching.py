"""Watch lists: searches that are kept, and what is new to each of them.

New is what stands in documents that were added, or changed, since the search was run last. A document gets a higher
id than all before it, so that the highest one seen is all that has to be known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from onrecord.record import schema, searching
from onrecord.record.database import Database, RecordError
from onrecord.record.filters import Filters
from onrecord.record.keeping import now
from onrecord.record.results import StatementRow

_DOCUMENTS = 200  # in one question


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """A search that is kept under a name; ``ran`` is when it was run last, ``seen`` up to which document."""

    name: str
    words: str = ""
    filters: Filters = Filters()
    made: str
    ran: str | None = None
    seen: int = 0

    @property
    def id(self) -> str:
        """What stands for it in an address: no other search has the same, not even a later one of its name."""
        return hashlib.sha256(f"{self.made} {self.name}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


class News(msgspec.Struct, frozen=True):
    """What is new to a search, the documents added last first; ``newest`` is the newest document there is.

    ``whole`` is false where there may be more than was looked at.
    """

    rows: list[StatementRow]
    whole: bool
    newest: int


class _Query(msgspec.Struct, frozen=True, omit_defaults=True):
    words: str = ""
    filters: Filters = Filters()


class Watching:
    """The watch lists of a record."""

    def __init__(self, database: Database):
        self._database = database

    def add(self, name: str, words: str = "", filters: Filters | None = None) -> Watch:
        """Keeps a search; what is in the record already is not new to it.

        Raises ``RecordError`` where the name is taken or empty, and where the search is none.
        """
        if not name.strip() or not name.isprintable():
            raise RecordError("watch: give the search a name of letters")
        table = schema.watch
        query = _Query(words.replace("\0", " "), filters or Filters())
        with self._database.writing() as connection:
            if connection.execute(select(table.c.name).where(table.c.name == name)).scalar() is not None:
                raise RecordError(f"watch {name}: there is one of this name; remove it first")
            searching.asked(connection, query.words, query.filters)
            made, seen = now(), _newest(connection)
            row = {"name": name, "query": msgspec.json.encode(query).decode(), "made": made, "seen": seen}
            connection.execute(insert(table).values(row))
        return Watch(name=name, words=query.words, filters=query.filters, made=made, seen=seen)

    def all(self) -> list[Watch]:
        """The searches, by name."""
        with self._database.asking() as connection:
            return [_watch(row) for row in connection.execute(select(schema.watch).order_by(schema.watch.c.name))]

    def get(self, name: str) -> Watch:
        """The search of that name. Raises ``RecordError`` where there is none."""
        with self._database.asking() as connection:
            return _named(connection, name)

    def of_id(self, id_: str) -> Watch | None:
        """The search with an ``id``."""
        return next((one for one in self.all() if one.id == id_), None)

    def remove(self, name: str) -> None:
        """Forgets a search. Raises ``RecordError`` where there is none of that name."""
        with self._database.writing() as connection:
            _named(connection, name)
            connection.execute(delete(schema.watch).where(schema.watch.c.name == name))

    def new(self, watch: Watch) -> tuple[list[StatementRow], int]:
        """What is new to a search, by document in the order they were added, and the newest document there is."""
        with self._database.asking() as connection:
            newest = _newest(connection)
            found = [row for ids in _since(connection, watch.seen) for row in _found(connection, watch, ids)]
            return found, newest

    def news(self, watch: Watch, limit: int = 50, documents: int = 2_000) -> News:
        """What is new to a search, as far as it is found in so many documents, the ones added last."""
        with self._database.asking() as connection:
            rows, whole = _backwards(connection, watch, watch.seen, limit, documents)
            return News(rows, whole, _newest(connection))

    def recent(self, watch: Watch, limit: int, documents: int = 2_000) -> list[StatementRow]:
        """What a feed shows: what stands in the documents added last, and then what is of the latest date."""
        with self._database.asking() as connection:
            rows, _ = _backwards(connection, watch, 0, limit, documents)
            found = {row.id: row for row in rows}
            if len(found) < limit:
                latest = searching.statements(connection, watch.words, watch.filters, limit=limit)
                found |= {row.id: row for row in latest if row.id not in found}
            return list(found.values())[:limit]

    def latest(self, watch: Watch, limit: int) -> list[StatementRow]:
        """What a search finds, of the latest date first, whether it was seen or not."""
        with self._database.asking() as connection:
            return searching.statements(connection, watch.words, watch.filters, limit=limit)

    def seen(self, watch: Watch, newest: int) -> None:
        """Notes that a search was run up to a document, when what it found has been told."""
        table = schema.watch
        with self._database.writing() as connection:
            change = update(table).where(table.c.name == watch.name, table.c.seen <= newest)
            connection.execute(change.values(seen=newest, ran=now()))


def _named(connection: Connection, name: str) -> Watch:
    row = connection.execute(select(schema.watch).where(schema.watch.c.name == name.replace("\0", " "))).one_or_none()
    if row is None:
        raise RecordError(f"watch {name}: there is none of this name; `onrecord watch list` names them")
    return _watch(row)


def _watch(row: object) -> Watch:
    stored = row._mapping  # type: ignore[attr-defined]
    try:
        query = msgspec.json.decode(stored["query"], type=_Query)
    except msgspec.DecodeError as error:
        raise RecordError(f"watch {stored['name']}: this is no search: {error}") from error
    return Watch(
        name=stored["name"], words=query.words, filters=query.filters, made=stored["made"], ran=stored["ran"],
        seen=stored["seen"],
    )  # fmt: skip


def _newest(connection: Connection) -> int:
    return connection.execute(select(func.max(schema.document.c.id))).scalar() or 0


def _since(connection: Connection, seen: int) -> Iterator[Sequence[int]]:
    table, last = schema.document, seen
    query = select(table.c.id).where(table.c.current).order_by(table.c.id).limit(_DOCUMENTS)
    while ids := connection.execute(query.where(table.c.id > last)).scalars().all():
        yield ids
        last = ids[-1]


def _backwards(
    connection: Connection, watch: Watch, seen: int, limit: int, documents: int
) -> tuple[list[StatementRow], bool]:
    """What is found in documents behind ``seen``, from the one added last on, and whether that is all."""
    table, found, looked_at = schema.document, list[StatementRow](), 0
    query = select(table.c.id).where(table.c.current, table.c.id > seen).order_by(table.c.id.desc()).limit(_DOCUMENTS)
    before: int | None = None
    while ids := connection.execute(query if before is None else query.where(table.c.id < before)).scalars().all():
        if len(found) > limit or looked_at >= documents:
            return found[:limit], False
        found += _found(connection, watch, ids)[::-1]
        looked_at, before = looked_at + len(ids), ids[-1]
    return found[:limit], len(found) <= limit


def _found(connection: Connection, watch: Watch, ids: Sequence[int]) -> list[StatementRow]:
    question = searching.asked(connection, watch.words, watch.filters, ids)
    found = list(searching.each_id(connection, question, "oldest"))
    rows = searching.rows(connection, found, question.query)
    refs = select(schema.document.c.ref, schema.document.c.id).where(schema.document.c.id.in_(ids))
    order = dict(connection.execute(refs).all())
    return sorted(rows, key=lambda row: (order[row.ref], row.start, row.label))
