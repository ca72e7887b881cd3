"""Documents read and kept: what is there already is passed over, what changed is compared with what stood before.

A thread reads, in as many processes as asked for, while this one writes what was read, in transactions of a few
seconds. What was yielded is kept, whatever happens next.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec
from sqlalchemy import func, select

from onrecord import __version__
from onrecord.files import read_each
from onrecord.jobs import Job, Options, key_of, named
from onrecord.record import schema
from onrecord.record.database import Database, RecordError, UnfitError
from onrecord.record.difference import Difference, difference
from onrecord.record.keeping import Arrival, Became, Kept, keep
from onrecord.record.reading_ahead import Ahead, Put
from onrecord.record.readings import shown

BATCH = 50
"""Documents that are kept in one transaction, at most."""
BATCH_SECONDS = 5.0
"""A document that was read waits no longer than so for the others of its transaction."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document: it was kept, or ``error`` says in a line why not.

    ``difference`` is what a changed text says that it did not say before, and the other way round; ``notes`` are what
    should be told of a document though it was read, a line each.
    """

    name: str
    key: str
    became: Became | Literal["not read"]
    ref: str | None = None
    statements: int = 0
    difference: Difference | None = None
    error: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """A document that was read and is still to be kept."""

    name: str
    arrival: Arrival
    notes: tuple[str, ...] = ()


def add(
    database: Database, jobs: Iterable[Job], options: Options, workers: int | None = None, *, again: bool = False
) -> Generator[Added]:
    """Reads jobs that are a document each and keeps them; yields what became of each once that is certain.

    What was read before by the same reader in the same way is not read again, unless ``again`` says so. Raises
    ``RecordError`` when the record can take no more; all that was yielded before is kept.
    """

    def work(put: Put[Added | _Read]) -> None:
        _read(database, jobs, options, workers, again, put)

    with Ahead(work) as ahead:
        for batch in ahead.batches(BATCH, BATCH_SECONDS):
            kept = iter(_kept(database, [one for one in batch if isinstance(one, _Read)]))
            for one in batch:
                yield one if isinstance(one, Added) else next(kept)


def _read(
    database: Database, jobs: Iterable[Job], options: Options, workers: int | None, again: bool, put: Put[Added | _Read]
) -> None:
    """Hands on every job: read, or passed over, or not to be read."""
    waiting: deque[tuple[str, str | None]] = deque()
    how = _how(options)

    def unread() -> Iterator[Job]:
        for job in jobs:
            key = shown(key_of(job))
            source = _source(job, how)
            if source and not again and (known := _known(database, key, source)):
                put(Added(job.name, key, "there already", *known))
                continue
            waiting.append((key, source))
            yield job

    for outcome in read_each(unread(), options, workers):
        key, source = waiting.popleft()
        if outcome.error is not None:
            put(Added(outcome.name, key, "not read", error=outcome.error))
        else:
            put(_Read(outcome.name, Arrival(key, outcome.document, source), outcome.notes))


def _kept(database: Database, batch: list[_Read]) -> list[Added]:
    """Keeps a batch, all of it; where that fails because of what is in it, all but what is at fault."""
    if not batch:
        return []
    try:
        return _keep(database, batch)
    except Exception as error:
        if isinstance(error, RecordError) and not isinstance(error, UnfitError):
            raise
        if len(batch) > 1:
            return [one for read in batch for one in _kept(database, [read])]
        (read,) = batch
        reason = str(error) if isinstance(error, RecordError) else f"{type(error).__name__}: {error}"
        return [Added(read.name, read.arrival.key, "not read", error=named(read.name, f"cannot be kept ({reason})"))]


def _keep(database: Database, batch: list[_Read]) -> list[Added]:
    with database.writing() as connection:
        kept = keep(connection, [read.arrival for read in batch])
        changes = {one.id: one.previous for one in kept if one.became == "changed" and one.previous is not None}
        told = difference(connection, changes)
    return [_added(read, one, told.get(one.id)) for read, one in zip(batch, kept, strict=True)]


def _added(read: _Read, kept: Kept, told: Difference | None) -> Added:
    found = len(read.arrival.document.statements)
    return Added(read.name, kept.key, kept.became, kept.ref, found, told, notes=read.notes)


def _how(options: Options) -> bytes:
    """How documents are read, for a digest: readers of different versions may find different things."""
    said = (
        options.engine, __version__, options.until, options.min_confidence, options.given, options.people,
        str(options.weights),
    )  # fmt: skip
    return hashlib.sha256(msgspec.json.encode(said)).digest()


def _source(job: Job, how: bytes) -> str | None:
    """A digest of what a job is read from and of how; ``None`` where only the reading shows what it is."""
    digest = hashlib.sha256(how)
    try:
        if job.error is not None:
            return None
        if job.row is not None:
            digest.update(msgspec.json.encode((job.row.text, job.row.given, job.row.faults)))
        elif job.data is not None:
            digest.update(msgspec.json.encode((job.name, job.given, job.faults, job.whole)))
            digest.update(job.data)
        else:
            path = Path(job.name)
            if not path.is_file():
                return None
            digest.update(path.name.encode("utf-8", "surrogateescape") + b"\0")
            with path.open("rb") as stream:
                _digested(digest.update, iter(lambda: stream.read(1 << 20), b""))
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def _digested(update: Callable[[bytes], Any], pieces: Iterable[bytes]) -> None:
    for piece in pieces:
        update(piece)


def _known(database: Database, key: str, source: str) -> tuple[str, int] | None:
    """The ref of the current version under a key, and its statements' number, if it was read from the same so."""
    document, statement = schema.document.c, schema.statement.c
    number = select(func.count()).where(statement.document_id == document.id).scalar_subquery()
    query = select(document.ref, number).where(document.key == key, document.current, document.source == source)
    with database.asking() as connection:
        found = connection.execute(query).first()
    return (found[0], found[1]) if found else None
