"""Documents and records that were written as JSON Lines, read back into a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, insert, select, update

from onrecord.document import Document
from onrecord.exports.record_json import FORMAT, REFERENCES, tables
from onrecord.record import schema
from onrecord.record.database import RecordError
from onrecord.record.keeping import now, project, reference, retire, text_sha256, told
from onrecord.record.readings import shown

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


class _LineError(ValueError):
    """What is wrong with a line."""


def import_lines(connection: Connection, lines: Iterable[bytes], name: str) -> Counter[str]:
    """Reads back what ``onrecord export json`` or ``onrecord read --json`` wrote, within a transaction for writing.

    Returns how many rows of which tables came, and how many documents were there already. Raises ``RecordError`` with
    ``name`` and the line that cannot be read; nothing of the transaction is to be kept then.
    """
    importing = _Importing(connection)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            importing.take(line)
        except (_LineError, msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            said = " ".join(str(error).split()) or type(error).__name__
            raise RecordError(f"{name}: line {number}: {said}; nothing was imported") from error
    if not importing.seen:
        raise RecordError(f"{name}: there is nothing in this file")
    importing.finish()
    return importing.came


class _Importing:
    def __init__(self, connection: Connection):
        self._connection = connection
        self._tables = {table.name: table for table in tables()}
        self._ids: dict[str, int] = {}
        self._decisions: dict[int, int | None] = {}
        self._last = connection.execute(select(func.max(schema.decision.c.id))).scalar() or 0
        self._met: set[int] = set()
        self._anew: dict[int, None] = {}
        self.came: Counter[str] = Counter()
        self.seen = False

    def take(self, line: bytes) -> None:
        """Takes a line into the record."""
        self.seen = True
        said = msgspec.json.decode(line)
        if not isinstance(said, dict):
            raise _LineError("an object is expected here")
        if "schema" in said and "text" in said:
            document = Document.from_json(line)
            self._document(_Line(document=document, key=document.url or document.id))
        elif "document" in said and "key" in said:
            self._document(msgspec.json.decode(line, type=_Line))
        elif "record" in said:
            if said["record"] != FORMAT:
                raise _LineError(f"this is {said['record']!r} and not {FORMAT!r}: it needs another onrecord")
        elif len(said) == 1 and (name := next(iter(said))) in self._tables and isinstance(said[name], dict):
            self._row(self._tables[name], dict(said[name]))
        elif _ABOUT_ENTITIES not in said:
            raise _LineError("this is neither a document nor a part of a record")

    def finish(self) -> None:
        """Writes what follows from the documents and the decisions."""
        table = schema.document.c
        current = set(self._connection.execute(select(table.id).where(table.current)).scalars())
        project(self._connection, sorted(self._anew.keys() & current))
        retire(self._connection, sorted(self._anew.keys() - current))

    def _document(self, line: _Line) -> None:
        document, key, table = line.document, shown(line.key or ""), schema.document
        assert document is not None
        sha256 = text_sha256(document.text)
        ref = reference(key, sha256)
        if line.ref not in (None, ref):
            raise _LineError("the text is not the one that its ref was made for: the line was changed")
        query = select(table.c.id, table.c.ref, table.c.current, table.c.read).where(table.c.key == key)
        known = self._connection.execute(query).all()
        same = next((row for row in known if row.ref == ref), None)
        time = now()
        row: dict[str, Any] = {
            "ref": ref, "key": key, "sha256": sha256, "source": line.source, "added": line.added or time,
            "read": line.read or time, "former": line.former, "text": shown(document.text), **told(document),
        }  # fmt: skip
        current = next((one for one in known if one.current), None)
        row["current"] = line.current and (current is None or current is same or current.read <= row["read"])
        if same is not None:
            self.came["there already"] += 1
            self._ids[ref] = same.id
            return
        if row["current"] and current is not None:
            self._connection.execute(update(table).where(table.c.id == current.id).values(current=False))
            self._anew[current.id] = None
        id_ = self._connection.execute(insert(table).values(row)).inserted_primary_key[0]  # type: ignore[index]
        self._ids[ref] = id_
        self._anew[id_] = None
        self.came["document"] += 1

    def _row(self, table: Table, row: dict[str, Any]) -> None:
        number = row.pop("number", None) if table is schema.decision else None
        if "seen" in row:
            row["seen"] = self._id(row["seen"]) or 0
        for column, name in REFERENCES.items():
            if column in table.c:
                row[column] = self._id(row.pop(name, None))
        if "decision_id" in table.c:
            decision = row.pop("decision", None)
            if decision not in self._decisions:
                raise _LineError(f"the decision {decision!r} was not told before")
            if self._decisions[decision] is None:  # it was there already, with its events
                return
            row["decision_id"] = self._decisions[decision]
        if unknown := set(row) - set(table.c.keys()):
            raise _LineError(f"a {table.name} has no {', '.join(sorted(unknown))}")
        if missing := {c.name for c in table.c if not c.nullable and c.name != "id"} - set(row):
            raise _LineError(f"the {table.name} has no {', '.join(sorted(missing))}")
        id_ = None if self._is_there(table, row) else self._insert(table, row)
        if table is schema.decision:
            self._decisions[int(number or 0)] = id_

    def _insert(self, table: Table, row: dict[str, Any]) -> int:
        done = self._connection.execute(insert(table).values(row))
        self.came[table.name] += 1
        if row.get("document_id") is not None:
            self._anew[row["document_id"]] = None
        key: int = done.inserted_primary_key[0]  # type: ignore[index]
        return key

    def _is_there(self, table: Table, row: dict[str, Any]) -> bool:
        """Whether the record had such a row before: the same decision, or a row of the same key."""
        if table is schema.decision:
            same = [table.c.id <= self._last, *(table.c[name] == row[name] for name in ("made", "who", "verb"))]
            same += [table.c[name] == row[name] for name in ("document_id", "target", "value")]
        elif table is schema.event:  # it goes with its decision
            return False
        else:
            same = [column == row[column.name] for column in table.primary_key]
        if table is not schema.decision:
            return self._connection.execute(select(table).where(*same).limit(1)).first() is not None
        found = self._connection.execute(select(table.c.id).where(*same).order_by(table.c.id)).scalars()
        known = next((id_ for id_ in found if id_ not in self._met), None)
        if known is not None:  # one decision answers one line: people may decide alike twice in a second
            self._met.add(known)
        return known is not None

    def _id(self, ref: str | None) -> int | None:
        if ref is None:
            return None
        if ref not in self._ids:
            raise _LineError(f"the document {ref!r} was not told before")
        return self._ids[ref]
