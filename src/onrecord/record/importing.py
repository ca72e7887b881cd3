"""Documents and records that were written as JSON Lines, read back into a record.

The lines are gone through twice: first each is looked at, so that nothing comes of a file that is none; then documents
are kept in transactions of a few, and what people decided and saved in one at the end. Stopped halfway, the record has
whole documents, and the same lines read back once more bring the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, func, insert, select, update

from onrecord.document import Document
from onrecord.exports.record_json import FORMAT, REFERENCES, tables
from onrecord.record import schema
from onrecord.record.database import Database, RecordError
from onrecord.record.keeping import now, project, reference, retire, text_sha256, told
from onrecord.record.readings import shown

BATCH = 50
"""Documents that are kept in one transaction, at most."""
_CHUNK = 500
_IN_MEMORY = 1 << 24  # bytes of lines that can be read only once
_ABOUT_ENTITIES = "entity"  # what is found anew from the documents and the decisions


class _Line(msgspec.Struct):
    """A line of a record in JSON; one key is set beside those of a document."""

    record: str | None = None
    document: Document | None = None
    ref: str | None = None
    key: str | None = None
    current: bool = True
    source: str | None = None
    added: str | None = None
    read: str | None = None
    former: str | None = None


class _Row(NamedTuple):
    """A line that holds a row of a table."""

    table: Table
    row: dict[str, Any]


class _LineError(ValueError):
    """What is wrong with a line."""


def import_lines(database: Database, lines: Iterable[bytes], name: str) -> Counter[str]:
    """Reads back what ``onrecord export json`` or ``onrecord read --json`` wrote.

    Returns how many rows of which tables came, and how many documents were there already. Raises ``RecordError`` with
    ``name`` and the line that cannot be read, before anything is imported.
    """
    with _twice(lines) as again:
        if not sum(1 for _ in _told(again(), name)):  # all of them are looked at
            raise RecordError(f"{name}: there is nothing in this file")
        importing = _Importing()
        rows: list[_Row] = []
        for some in _documents(_told(again(), name), rows):
            with database.writing() as connection:
                importing.documents(connection, some)
        if rows:
            with database.writing() as connection:
                importing.rows(connection, rows)
    return importing.came


@contextmanager
def _twice(lines: Iterable[bytes]) -> Iterator[Callable[[], Iterable[bytes]]]:
    """Gives the lines as often as they are asked for; those that can be read only once are laid aside."""
    if isinstance(lines, Sequence):
        yield lambda: lines
        return
    with SpooledTemporaryFile(_IN_MEMORY) as aside:
        for line in lines:
            aside.write(len(line).to_bytes(8) + line)
        yield lambda: _from_start(aside)


def _from_start(aside: IO[bytes]) -> Iterator[bytes]:
    aside.seek(0)
    while size := aside.read(8):
        yield aside.read(int.from_bytes(size))


def _told(lines: Iterable[bytes], name: str) -> Iterator[_Line | _Row | None]:
    """What the lines hold, ``None`` where that follows from others. Raises ``RecordError``."""
    parsing = _Parsing()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield parsing.parsed(line)
        except (_LineError, msgspec.MsgspecError, UnicodeError, RecursionError, TypeError) as error:
            said = " ".join(str(error).split()) or type(error).__name__
            raise RecordError(f"{name}: line {number}: {said}; nothing was imported") from error


def _documents(told: Iterable[_Line | _Row | None], rows: list[_Row]) -> Iterator[Sequence[_Line]]:
    """The documents, some at a time; rows are put aside."""

    def documents() -> Iterator[_Line]:
        for one in told:
            if isinstance(one, _Line):
                yield one
            elif one is not None:
                rows.append(one)

    found = documents()
    while some := list(islice(found, BATCH)):
        yield some


class _Parsing:
    """Lines one after the other, each with what the ones before it told of."""

    def __init__(self) -> None:
        self._tables = {table.name: table for table in tables()}
        self._refs: set[str] = set()
        self._decisions: set[int] = set()

    def parsed(self, line: bytes) -> _Line | _Row | None:
        """What a line holds."""
        said = msgspec.json.decode(line)
        if not isinstance(said, dict):
            raise _LineError("an object is expected here")
        if "schema" in said and "text" in said:
            document = Document.from_json(line)
            return self._document(_Line(document=document, key=document.url or document.id))
        if "document" in said and "key" in said:
            return self._document(msgspec.json.decode(line, type=_Line))
        if "record" in said:
            if said["record"] != FORMAT:
                raise _LineError(f"this is {said['record']!r} and not {FORMAT!r}: it needs another onrecord")
        elif len(said) == 1 and (name := next(iter(said))) in self._tables and isinstance(said[name], dict):
            return self._row(self._tables[name], said[name])
        elif _ABOUT_ENTITIES not in said:
            raise _LineError("this is neither a document nor a part of a record")
        return None

    def _document(self, line: _Line) -> _Line:
        assert line.document is not None
        key = shown(line.key or "")
        ref = reference(key, text_sha256(line.document.text))
        if line.ref not in (None, ref):
            raise _LineError("the text is not the one that its ref was made for: the line was changed")
        self._refs.add(ref)
        return msgspec.structs.replace(line, ref=ref, key=key)

    def _row(self, table: Table, row: dict[str, Any]) -> _Row:
        """A row, checked but for the types of its values."""
        given = set(row)
        for name in ("seen", *REFERENCES.values()):
            if row.get(name) is not None and row[name] not in self._refs:
                raise _LineError(f"the document {row[name]!r} was not told before")
        own = {name: column for column, name in REFERENCES.items() if column in table.c}
        if table is schema.decision:
            own["number"] = "id"
            self._decisions.add(row.get("number") or 0)
        elif "decision_id" in table.c:
            own["decision"] = "decision_id"
            if row.get("decision") not in self._decisions:
                raise _LineError(f"the decision {row.get('decision')!r} was not told before")
        columns = {own.get(name, name) for name in given}
        if unknown := columns - set(table.c.keys()):
            raise _LineError(f"a {table.name} has no {', '.join(sorted(unknown))}")
        if missing := {c.name for c in table.c if not c.nullable and c.name not in ("id", "seen")} - columns:
            raise _LineError(f"the {table.name} has no {', '.join(sorted(missing))}")
        return _Row(table, row)


class _Importing:
    """What has come so far, and which ids it has in this record."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._decisions: dict[int, int | None] = {}
        self._last = 0
        self._met: set[int] = set()
        self._anew: dict[int, None] = {}
        self.came: Counter[str] = Counter()

    def documents(self, connection: Connection, lines: Sequence[_Line]) -> None:
        """Keeps some documents, within a transaction for writing."""
        self._anew = {}
        for line in lines:
            self._document(connection, line)
        self._finish(connection)

    def rows(self, connection: Connection, rows: Sequence[_Row]) -> None:
        """Writes what people decided and saved, within a transaction for writing."""
        self._anew = {}
        self._last = connection.execute(select(func.max(schema.decision.c.id))).scalar() or 0
        for table, row in rows:
            self._row(connection, table, dict(row))
        self._finish(connection)

    def _finish(self, connection: Connection) -> None:
        """Writes what follows from the documents and the decisions."""
        table, ids, current = schema.document.c, sorted(self._anew), set[int]()
        for at in range(0, len(ids), _CHUNK):
            some = select(table.id).where(table.current, table.id.in_(ids[at : at + _CHUNK]))
            current |= set(connection.execute(some).scalars())
        project(connection, sorted(current))
        retire(connection, sorted(self._anew.keys() - current))

    def _document(self, connection: Connection, line: _Line) -> None:
        document, table = line.document, schema.document
        assert document is not None
        assert line.ref is not None
        query = select(table.c.id, table.c.ref, table.c.current, table.c.read).where(table.c.key == line.key)
        known = connection.execute(query).all()
        same = next((row for row in known if row.ref == line.ref), None)
        if same is not None:
            self.came["there already"] += 1
            self._ids[line.ref] = same.id
            return
        time = now()
        row: dict[str, Any] = {
            "ref": line.ref, "key": line.key, "sha256": text_sha256(document.text), "source": line.source,
            "added": line.added or time, "read": line.read or time, "former": line.former,
            "text": shown(document.text), **told(document),
        }  # fmt: skip
        current = next((one for one in known if one.current), None)
        row["current"] = line.current and (current is None or current.read <= row["read"])
        if row["current"] and current is not None:
            connection.execute(update(table).where(table.c.id == current.id).values(current=False))
            self._anew[current.id] = None
        id_ = connection.execute(insert(table).values(row)).inserted_primary_key[0]  # type: ignore[index]
        self._ids[line.ref] = id_
        self._anew[id_] = None
        self.came["document"] += 1

    def _row(self, connection: Connection, table: Table, row: dict[str, Any]) -> None:
        number = row.pop("number", None) if table is schema.decision else None
        if "seen" in table.c:
            row["seen"] = self._ids[row["seen"]] if row.get("seen") is not None else 0
        for column, name in REFERENCES.items():
            if column in table.c:
                ref = row.pop(name, None)
                row[column] = None if ref is None else self._ids[ref]
        if "decision_id" in table.c:
            row["decision_id"] = self._decisions[row.pop("decision")]
            if row["decision_id"] is None:  # it was there already, with its events
                return
        id_ = None if self._is_there(connection, table, row) else self._insert(connection, table, row)
        if table is schema.decision:
            self._decisions[number or 0] = id_

    def _insert(self, connection: Connection, table: Table, row: dict[str, Any]) -> int:
        done = connection.execute(insert(table).values(row))
        self.came[table.name] += 1
        if row.get("document_id") is not None:
            self._anew[row["document_id"]] = None
        key: int = done.inserted_primary_key[0]  # type: ignore[index]
        return key

    def _is_there(self, connection: Connection, table: Table, row: dict[str, Any]) -> bool:
        """Whether the record had such a row before: the same decision, or a row of the same key."""
        if table is schema.decision:
            same = [table.c.id <= self._last, *(table.c[name] == row[name] for name in ("made", "who", "verb"))]
            same += [table.c[name] == row[name] for name in ("document_id", "target", "value")]
        elif table is schema.event:  # it goes with its decision
            return False
        else:
            same = [column == row[column.name] for column in table.primary_key]
        if table is not schema.decision:
            return connection.execute(select(table).where(*same).limit(1)).first() is not None
        found = connection.execute(select(table.c.id).where(*same).order_by(table.c.id)).scalars()
        known = next((id_ for id_ in found if id_ not in self._met), None)
        if known is not None:  # one decision answers one line: people may decide alike twice in a second
            self._met.add(known)
        return known is not None
