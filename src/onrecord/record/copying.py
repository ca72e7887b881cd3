"""A record copied into another database: from a file to a file, to PostgreSQL, and back.

Every table is copied as it stands, ids and all, from one moment of the record, and the number of rows compared at the
end. The copy is whole, or there is none.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from onrecord.record import changes, schema, words
from onrecord.record.database import Database, RecordError, RecordMissingError
from onrecord.record.migrations import migrate

_ROWS = 2_000  # written at once


def copy(source: Database, place: str | Path) -> Generator[tuple[str, int, int]]:
    """Copies a record to a path or URL where there is none yet; yields tables with rows written and rows to write.

    Raises ``RecordError``.
    """
    target: Database | None = None
    with suppress(RecordMissingError):
        target = Database(place)
    if target is not None:
        try:
            yield from _into_empty(source, target)
        finally:
            target.close()
        return
    path = Path(Database(place, create=True).name)
    part = path.with_name(f"{path.name}.part")
    _clear(part)
    try:
        if source.is_sqlite:
            yield from _whole_file(source, part)
        else:
            made = Database(part, create=True)
            try:
                yield from _into_empty(source, made)
            finally:
                made.close()
        _put(part, path)
    finally:
        _clear(part)


def _into_empty(source: Database, target: Database) -> Iterator[tuple[str, int, int]]:
    migrate(target, create=True)
    with source.asking() as reading, target.writing(noted=False) as connection:
        if connection.execute(select(func.count()).select_from(schema.document)).scalar():
            raise RecordError(f"{target.name}: there is a record here already; copy to a place where there is none")
        changes.forget(connection)
        for table in schema.metadata.sorted_tables:
            yield from _table(reading, connection, table)
        _go_on_numbering(connection)


def _table(reading: Connection, connection: Connection, table: Table) -> Iterator[tuple[str, int, int]]:
    total = _count(reading, table)
    done = 0
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_ROWS)
    for chunk in reading.execute(query).mappings().partitions():
        written: list[dict[Any, Any]] = [dict(row) for row in chunk]
        if table is schema.statement:
            words.write(connection, written)
        else:
            connection.execute(insert(table), written)
        done += len(written)
        yield table.name, done, total
    if _count(connection, table) != total:
        raise RecordError(
            f"{table.name}: {_count(connection, table):,} rows were written of {total:,}; nothing is kept"
        )


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _go_on_numbering(connection: Connection) -> None:
    """Has PostgreSQL give new ids after those that were copied; SQLite does so by itself."""
    if connection.dialect.name == "sqlite":
        return
    for table in schema.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            highest = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(sequence, highest, False)))


def _whole_file(source: Database, part: Path) -> Iterator[tuple[str, int, int]]:
    """A file copied page by page, without what was deleted, while others may go on writing."""
    with source.asking() as reading:
        total = _count(reading, schema.document)
    yield "document", 0, total
    with source.engine.connect() as connection:
        plain: Any = connection.connection.dbapi_connection
        try:
            plain.execute("VACUUM INTO ?", (str(part),)).close()
        except sqlite3.Error as error:
            raise RecordError(f"{part}: {' '.join(str(error).split())}") from error
    copied = Database(part)
    try:
        migrate(copied, create=False)
        with copied.asking() as reading:
            fault = reading.execute(text("PRAGMA quick_check(1)")).scalar()
            if fault != "ok":
                raise RecordError(f"{source.name}: the copy is damaged ({fault})")
            yield "document", _count(reading, schema.document), total
    finally:
        copied.close()


def _put(part: Path, path: Path) -> None:
    """Puts a finished file in its place, after it has reached the disk."""
    try:
        with part.open("rb") as stream:
            os.fsync(stream.fileno())
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror or error}") from error


def _clear(part: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{part}{suffix}").unlink(missing_ok=True)
