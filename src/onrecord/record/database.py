"""The database under a record: a SQLite file, or PostgreSQL by URL, and the transactions in which it is used.

Many may ask at once, one writes at a time: SQLite's lock of the file sees to that, in PostgreSQL an advisory lock.
Whatever the database has to complain of is raised as a ``RecordError`` of one line.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, SQLAlchemyError

from onrecord.record import changes

APPLICATION_ID = 0x6F6E7265
"""What the header of a SQLite file says whose file it is: "onre"."""
DEFAULT = "record.db"
_WAIT_MS = 60_000  # how long a writer waits for another one
_RETRY = 0.01  # seconds
_CACHE_KIB, _MAPPED_BYTES = 65_536, 1 << 30
_LOCK = APPLICATION_ID  # the number of PostgreSQL's advisory lock for writing
_WRITING = "onrecord_writing"


class RecordError(Exception):
    """What is wrong with a record, or with what was asked of it, in one line for a person."""


class RecordMissingError(RecordError):
    """There is no record at this place yet."""


class UnfitError(RecordError):
    """What was to be written cannot stand in the record; the rest can."""


class Database:
    """Where a record lies; ``asking`` and ``writing`` give connections to it."""

    def __init__(self, place: str | Path | None = None, *, create: bool = False, read_only: bool = False):
        """Opens what ``place`` names: a path, a URL, or nothing for $ONRECORD_RECORD or record.db.

        A SQLite file that is not there is made only if ``create`` says so. Raises ``RecordError``.
        """
        self.url = _url(place)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        # a password may stand in the query too
        self.name = self.url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)
        self.read_only = read_only
        if self.is_sqlite:
            self.name = self.url.database or ""
            _check_file(Path(self.name), create)
            self.read_only = read_only or not _writable(Path(self.name))
        self.engine = _sqlite(self.url, self.read_only) if self.is_sqlite else _postgres(self.url)

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """A connection to read by: all that is read within sees the record as it was at one moment."""
        with self._told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, noted: bool = True) -> Iterator[Connection]:
        """A connection to write by, the only one there is at this moment; all of it is kept at the end, or nothing.

        ``noted`` is false where nothing changes that the record can be asked for: see ``changes``.
        """
        if self.read_only:
            raise RecordError(f"{self.name}: the record can be read but not written here")
        with self._told(), self.engine.connect() as connection:
            connection = connection.execution_options(**{_WRITING: True})
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text(f"SET LOCAL lock_timeout = {_WAIT_MS}"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection
                if noted:
                    changes.note(connection)

    @property
    def files(self) -> tuple[Path, ...]:
        """Where it is kept; nothing for PostgreSQL."""
        return tuple(Path(self.name + end) for end in ("", "-wal", "-shm")) if self.is_sqlite else ()

    def close(self) -> None:
        """Lets go of the database."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            kind = UnfitError if _is_unfit(error) else RecordError
            raise kind(f"{self.name}: {_reason(error)}") from error
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise RecordError(f"{self.name}: {_reason(error)}") from error
        except OverflowError as error:  # SQLite's numbers have 64 bits
            raise RecordError(f"{self.name}: a number is larger than any in a record") from error


def _url(place: str | Path | None) -> URL:
    said = str(place or os.environ.get("ONRECORD_RECORD") or DEFAULT)
    if "\0" in said:
        raise RecordError(f"{said.replace(chr(0), chr(0x2400))}: this is no name of a file")
    if "://" not in said:
        return URL.create("sqlite", database=str(Path(said)))
    try:
        url = make_url(said)
        backend = url.get_backend_name()
    except (ArgumentError, ValueError):
        raise RecordError(f"{said.partition('://')[0]}://...: this is no address of a record") from None
    if backend == "sqlite":
        if not url.database or url.database == ":memory:":
            raise RecordError(f"{said}: name a file, as in sqlite:///record.db")
        return URL.create("sqlite", database=url.database)
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise RecordError(f"{backend}: a record lies in a SQLite file or in PostgreSQL (postgresql://...)")


def _check_file(path: Path, create: bool) -> None:
    """Raises ``RecordError`` where there is no record to be opened, or made."""
    try:
        if path.is_dir():
            raise RecordError(f"{path}: this is a folder; name a file for the record")
        if path.exists() and not path.is_file():
            raise RecordError(f"{path}: this is no file")
        head = path.open("rb").read(100) if path.exists() else b""
        if not head:
            if not create:
                raise RecordMissingError(f"{path}: there is no record here; `onrecord add` makes one")
            if not path.parent.is_dir():
                raise RecordError(f"{path}: there is no folder {path.parent}")
            return
    except (OSError, ValueError) as error:
        raise RecordError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    if not head.startswith(b"SQLite format 3\0") or len(head) < 100:
        raise RecordError(f"{path}: this file is no record")
    if int.from_bytes(head[68:72]) not in (APPLICATION_ID, 0):
        raise RecordError(f"{path}: this database is no record of onrecord's")


def _writable(path: Path) -> bool:
    return os.access(path if path.exists() else path.parent, os.W_OK) and os.access(path.parent, os.W_OK)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _sqlite(url: URL, read_only: bool) -> Engine:
    if read_only:
        # Where the folder cannot be written either, SQLite could not make its lock files: nobody writes there. But
        # what stands in a log that is left over would be passed over then.
        path = Path(url.database or "").resolve()
        is_still = not os.access(path.parent, os.W_OK) and not _size(Path(f"{path}-wal"))
        mode = "mode=ro&immutable=1" if is_still else "mode=ro"
        opened: dict[str, Any] = {"creator": lambda: _connect(f"{path.as_uri()}?{mode}", uri=True)}
    else:
        opened = {"creator": lambda: _connect(str(url.database), uri=False)}
    engine = create_engine(url, **opened)

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _: object) -> None:
        for setting in (
            f"busy_timeout = {_WAIT_MS}",
            *(() if read_only else ("synchronous = FULL",)),
            "foreign_keys = ON",
            "temp_store = MEMORY",
            f"cache_size = -{_CACHE_KIB}",
            f"mmap_size = {_MAPPED_BYTES}",
        ):
            connection.execute(f"PRAGMA {setting}").close()
        if not read_only:
            _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get(_WRITING):
            _begin_writing(connection.connection.dbapi_connection)  # type: ignore[arg-type]
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Has the file written by way of a log, so that readers and a writer do not wait for each other.

    SQLite does not wait for its lock here, as two that make the same record at once would need.
    """
    _insist(lambda: connection.execute("PRAGMA journal_mode = WAL").close())


def _begin_writing(connection: sqlite3.Connection) -> None:
    """Begins a transaction for writing when it is this one's turn.

    SQLite itself would look for its turn ever more seldom, and of many writers some would never get it.
    """
    connection.execute("PRAGMA busy_timeout = 0").close()
    try:
        _insist(lambda: connection.execute("BEGIN IMMEDIATE").close())
    finally:
        connection.execute(f"PRAGMA busy_timeout = {_WAIT_MS}").close()


def _insist(step: Callable[[], None]) -> None:
    """Takes a step as soon as no other program holds the file; gives up after ``_WAIT_MS``."""
    late = time.monotonic() + _WAIT_MS / 1000
    while True:
        try:
            return step()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > late:
                raise
            time.sleep(_RETRY * (0.5 + random.random()))


def _connect(place: str, uri: bool) -> sqlite3.Connection:
    return sqlite3.connect(
        place, uri=uri, isolation_level=None, check_same_thread=False, timeout=_WAIT_MS / 1000, cached_statements=256
    )


def _postgres(url: URL) -> Engine:
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise RecordError(
            f'PostgreSQL needs the extra "postgres": pip install "onrecord[postgres]" (missing: {error.name})'
        ) from error

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(_WRITING):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    return engine


_HELD = "another program holds the record; try again when it is done"
_REASONS = {
    "database is locked": _HELD,
    "lock timeout": _HELD,
    "disk is full": "the disk is full; nothing of this step was kept",
    "attempt to write a readonly database": "the record can be read but not written here",
    "file is not a database": "this file is no record",
    "malformed": "the file is damaged; restore it from a backup",
    "unable to open database file": "the file cannot be opened",
    "disk I/O error": "the disk could not be read or written",
}


def _reason(error: Exception) -> str:
    said = _one_line(getattr(error, "orig", None) or error)
    return next((reason for part, reason in _REASONS.items() if part in said), said)


def _is_unfit(error: DBAPIError) -> bool:
    """Whether what was written is at fault, and not the place it was to be written to."""
    state = str(getattr(error.orig, "sqlstate", None) or "")  # 54: a limit of PostgreSQL is exceeded
    return isinstance(error, DataError | IntegrityError) or state.startswith("54")


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
