"""Many files read, in the order given; one that cannot be read is told, and the rest go on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.document import Document
from onrecord.intake import Given, IntakeError

READABLE = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml"})
"""Suffixes of the files that are read when a folder is given."""

_FEW_FILES = 8  # up to here starting workers costs more time than they save


class FolderError(ValueError):
    """A folder with nothing in it to read."""


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read; the arguments of ``onrecord.read``."""

    engine: str = "fast"
    until: str | None = None
    given: Given = field(default_factory=Given)
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to read: a path, or bytes that are there already (standard input) with their name."""

    name: str
    data: bytes | None = None


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
            raise FolderError(f"{name}: no {', '.join(sorted(READABLE))} file in this folder")
        jobs.extend(Job(str(file)) for file in found)
    return jobs


def _readable_under(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and Path(name).suffix.lower() in READABLE:
                yield Path(where, name)


def usual_workers(files: int) -> int:
    """Workers for so many files: one for a handful, else one per core this process may use."""
    if files <= _FEW_FILES:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, files)


def read_files(jobs: Sequence[Job], options: Options, workers: int | None = None) -> Iterator[Outcome]:
    """Reads jobs and yields their outcomes in the same order; ``workers`` 1 reads in this process."""
    workers = workers or usual_workers(len(jobs))
    if workers == 1:
        return (read_one(job, options) for job in jobs)
    from onrecord.workers import read_in_workers  # costs start-up time that one file should not pay

    return read_in_workers(jobs, options, min(workers, len(jobs)))


def read_one(job: Job, options: Options) -> Outcome:
    """Reads one job; whatever goes wrong becomes its outcome."""
    from onrecord import reader

    try:
        how = {
            "engine": options.engine,
            "until": options.until,
            "given": options.given,
            "min_confidence": options.min_confidence,
        }
        if job.data is None:
            document = reader.read(Path(job.name), **how)  # type: ignore[arg-type]
        else:
            document = reader.read_bytes(job.data, name=job.name, **how)  # type: ignore[arg-type]
        return Outcome(job.name, line=document.to_json())
    except IntakeError as error:
        return Outcome(job.name, error=named(job.name, str(error)))
    except OSError as error:
        return Outcome(job.name, error=named(job.name, error.strerror or str(error)))
    except Exception as error:  # a fault of ours must not cost the other files
        reason = f"could not be read ({type(error).__name__}: {error}); please report this"
        return Outcome(job.name, error=named(job.name, reason))


def named(name: str, reason: str) -> str:
    """One line that begins with the file's name."""
    line = " ".join(reason.split())
    return line if line.startswith(f"{name}:") else f"{name}: {line}"
