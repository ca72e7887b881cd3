"""Many files read, in the order given; one that cannot be read is told, and the rest go on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.document import Document
from onrecord.intake import Given, IntakeError
from onrecord.intake.corpus import SUFFIXES as CORPORA
from onrecord.intake.corpus import Row, from_row, is_corpus, rows
from onrecord.people import Person

TEXTS = (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".pdf", ".docx", ".eml", ".mht", ".mhtml")
READABLE = (*TEXTS, *CORPORA)
"""Suffixes of the files that are read when a folder is given; a file that is named is read whatever its suffix."""

_FEW_FILES = 8  # up to here starting workers costs more time than they save
_BYTES_OF_A_FILE = 5_000  # a corpus counts for as many files as it has articles of this length
_COUNTED = 1 << 30  # bytes of corpora whose rows are counted beforehand, in a few seconds


class FolderError(ValueError):
    """A folder with nothing in it to read."""


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read; the arguments of ``onrecord.read``."""

    engine: str = "fast"
    until: str | None = None
    given: Given = field(default_factory=Given)
    min_confidence: float = 0.0
    people: tuple[Person, ...] = ()
    weights: Path | None = None
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to read: a path, or what is there already with its name.

    That is bytes (standard input), a row of a corpus, or the ``error`` that a row could not be read for.
    """

    name: str
    data: bytes | None = None
    row: Row | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: the document as a line of JSON, or one line saying why there is none."""

    name: str
    line: bytes = b""
    error: str | None = None

    @property
    def document(self) -> Document:
        """The document; only where there is no error."""
        return Document.from_json(self.line)


def expand(names: Iterable[str]) -> list[Job]:
    """The files to read: folders are replaced by the readable files in and under them, sorted by path.

    Hidden files and folders are left out. Raises ``FolderError`` for a folder with nothing to read.
    """
    jobs: list[Job] = []
    for name in names:
        path = Path(name)
        if not path.is_dir():
            jobs.append(Job(name))
            continue
        found = sorted(_readable_under(path))
        if not found:
            raise FolderError(f"{name}: no {', '.join(READABLE)} file in this folder")
        jobs.extend(Job(str(file)) for file in found)
    return jobs


def _readable_under(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and Path(name).suffix.lower() in READABLE:
                yield Path(where, name)


def with_rows(jobs: Iterable[Job], given: Given) -> Iterator[Job]:
    """The same jobs, each corpus among them replaced by its rows, which are read as they are asked for.

    ``given`` fills what a row does not say. A corpus that cannot be read, or not to its end, becomes one job
    with an ``error``.
    """
    for job in jobs:
        if not has_rows(job):
            yield job
            continue
        try:
            for row in rows(Path(job.name), given):
                name = f"{job.name}: row {row.number}"
                yield Job(name, row=row) if isinstance(row, Row) else Job(name, error=row.reason)
        except IntakeError as error:
            yield Job(job.name, error=str(error))


def usual_workers(files: int) -> int:
    """Workers for so many files: one for a handful, else one per core this process may use."""
    if files <= _FEW_FILES:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, files)


def read_files(jobs: Sequence[Job], options: Options, workers: int | None = None) -> Iterator[Outcome]:
    """Reads jobs and yields their outcomes in the same order; ``workers`` 1 reads in this process.

    A corpus gives an outcome for each of its rows, which are read one after the other and never all kept.
    """
    size = sum(_size(job) for job in jobs)
    workers = min(workers, size) if workers else usual_workers(size)
    each = with_rows(jobs, options.given)
    if workers <= 1:
        return (read_one(job, options) for job in each)
    from onrecord.workers import read_in_workers  # costs start-up time that one file should not pay

    return read_in_workers(each, options, workers)


def has_rows(job: Job) -> bool:
    """Whether a job is a corpus, which gives an outcome for each of its rows."""
    return job.data is None and is_corpus(Path(job.name))


def count(jobs: Sequence[Job]) -> int | None:
    """How many outcomes the jobs will have; ``None`` where corpora are too large to be counted beforehand."""
    corpora = [job for job in jobs if has_rows(job)]
    if sum(_bytes(job) for job in corpora) > _COUNTED:
        return None
    return len(jobs) - len(corpora) + sum(1 for _ in with_rows(corpora, Given()))


def _size(job: Job) -> int:
    """How many files a job counts for: one, a corpus about as many as it has articles."""
    return 1 + _bytes(job) // _BYTES_OF_A_FILE if has_rows(job) else 1


def _bytes(job: Job) -> int:
    try:
        return Path(job.name).stat().st_size
    except (OSError, ValueError):
        return 0


def read_one(job: Job, options: Options) -> Outcome:
    """Reads one job; whatever goes wrong becomes its outcome."""
    from onrecord.statements.tagger import WeightsError

    if job.error is not None:
        return Outcome(job.name, error=named(job.name, job.error))
    try:
        return Outcome(job.name, line=_read(job, options).to_json())
    except (IntakeError, WeightsError) as error:
        return Outcome(job.name, error=named(job.name, str(error)))
    except OSError as error:
        return Outcome(job.name, error=named(job.name, error.strerror or str(error)))
    except Exception as error:  # a fault of ours must not cost the other files
        reason = f"could not be read ({type(error).__name__}: {error}); please report this"
        return Outcome(job.name, error=named(job.name, reason))


def _read(job: Job, options: Options) -> Document:
    from onrecord import reader

    if job.row is not None:
        return reader.follow(
            from_row(job.row), options.engine, options.until, job.row.given, options.min_confidence, options.people,
            options.weights, options.threads,
        )  # fmt: skip
    how: dict[str, Any] = {
        "engine": options.engine,
        "until": options.until,
        "min_confidence": options.min_confidence,
        "people": options.people,
        "weights": options.weights,
        "threads": options.threads,
    }
    if job.data is not None:
        return reader.read_bytes(job.data, name=job.name, given=options.given, **how)
    return reader.read(Path(job.name), given=options.given, **how)


def named(name: str, reason: str) -> str:
    """One line that begins with the file's name."""
    line = " ".join(reason.split())
    return line if line.startswith(f"{name}:") else f"{name}: {line}"
