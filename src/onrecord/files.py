"""Many files read, in the order given; one that cannot be read is told, and the rest go on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

import msgspec

from onrecord.bundles import beginning_of, bundle_of, with_rows
from onrecord.document import Document
from onrecord.intake import Given, IntakeError, feeds, from_bytes, warc
from onrecord.intake.corpus import SUFFIXES as CORPORA
from onrecord.intake.corpus import from_row
from onrecord.intake.encodings import broken
from onrecord.jobs import Job, Options, Outcome, failed, key_of, named

__all__ = [
    "FEEDS",
    "MAYBE_FEEDS",
    "READABLE",
    "TEXTS",
    "FolderError",
    "Job",
    "Options",
    "Outcome",
    "count",
    "expand",
    "has_rows",
    "nothing_in",
    "read_each",
    "read_files",
    "read_one",
    "readable_under",
    "usual_workers",
    "with_rows",
]

TEXTS = (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".pdf", ".docx", ".eml", ".mht", ".mhtml")
FEEDS = (".rss", ".atom")
READABLE = (*TEXTS, *CORPORA, *FEEDS, *warc.SUFFIXES)
"""Suffixes of the files that are read when a folder is given; a file that is named is read whatever its suffix."""

MAYBE_FEEDS = (".xml", ".rdf")
"""Suffixes of the files that are read when a folder is given and they begin like a feed."""

_FEW_FILES = 8  # up to here starting workers costs more time than they save
_MANY = 1_000  # files, where their number is not known
_BYTES_OF_A_FILE = 5_000  # a corpus counts for as many files as it has articles of this length
_COUNTED = 1 << 30  # bytes of corpora whose rows are counted beforehand, in a few seconds


class FolderError(ValueError):
    """A folder with nothing in it to read."""


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
        found = [Job(str(file)) for file in readable_under(path)]
        if not found:
            raise FolderError(nothing_in(name))
        jobs.extend(found)
    return jobs


def nothing_in(folder: str) -> str:
    """One line on a folder with nothing to read."""
    return f"{folder}: no {', '.join(READABLE)} file in this folder"


def readable_under(folder: Path) -> Iterator[Path]:
    """The readable files in and under a folder, sorted by path; in memory are the names beside those on the way."""
    waiting = [_sorted(folder)]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif entry.is_dir(follow_symlinks=False):
            waiting.append(_sorted(Path(entry.path)))
        elif not entry.is_dir() and _is_readable(Path(entry.path)):
            yield Path(entry.path)


def _sorted(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What is in a folder and not hidden; nothing of one that must not be looked into."""
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return iter(())
    return iter(sorted(found, key=lambda entry: entry.name))


def _is_readable(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith(READABLE) or (name.endswith(MAYBE_FEEDS) and feeds.is_feed(beginning_of(path)))


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
    return read_each(
        with_rows(jobs, options.given), options, min(workers, size) if workers else usual_workers(size)
    )


def read_each(jobs: Iterable[Job], options: Options, workers: int | None = None) -> Iterator[Outcome]:
    """Reads jobs that are a document each with so many workers, and yields their outcomes in the same order.

    By default there are as many as the number of the first jobs asks for: how many come is not known.
    """
    if workers is None:
        jobs = iter(jobs)
        first = list(islice(jobs, _FEW_FILES + 1))
        workers, jobs = usual_workers(_MANY if len(first) > _FEW_FILES else len(first)), chain(first, jobs)
    if workers <= 1:
        return (read_one(job, options) for job in jobs)
    from onrecord.workers import read_in_workers  # costs start-up time that one file should not pay

    return read_in_workers(jobs, options, workers)


def has_rows(job: Job) -> bool:
    """Whether a job is a corpus, feed or archive, which gives an outcome for each document in it."""
    return bundle_of(job) is not None


def count(jobs: Sequence[Job]) -> int | None:
    """How many outcomes the jobs will have; ``None`` where feeds and archives are among them, or large corpora."""
    bundles = [(job, bundle) for job in jobs if (bundle := bundle_of(job))]
    corpora = [job for job, bundle in bundles if bundle == "corpus"]
    if len(corpora) < len(bundles):
        return None
    if sum(_bytes(job) for job in corpora) > _COUNTED:
        return None
    return len(jobs) - len(corpora) + sum(1 for _ in with_rows(corpora, Given()))


def _size(job: Job) -> int:
    """How many files a job counts for: one, a corpus about as many as it has articles."""
    return 1 + _bytes(job) // _BYTES_OF_A_FILE if has_rows(job) else 1


def _bytes(job: Job) -> int:
    if job.data is not None:
        return len(job.data)
    try:
        return Path(job.name).stat().st_size
    except (OSError, ValueError):
        return 0


def read_one(job: Job, options: Options) -> Outcome:
    """Reads one job; whatever goes wrong becomes its outcome."""
    from onrecord.statements.tagger import WeightsError

    if job.error is not None:
        return failed(job, job.error)
    try:
        line = _read(job, options).to_json()
    except (IntakeError, WeightsError) as error:
        return failed(job, str(error))
    except OSError as error:
        return failed(job, error.strerror or str(error))
    except Exception as error:  # a fault of ours must not cost the other files
        return failed(job, f"could not be read ({type(error).__name__}: {error}); please report this")
    notes = tuple(named(job.name, fault) for fault in job.faults)
    return Outcome(job.name, line=line, key=key_of(job), notes=notes)


def _read(job: Job, options: Options) -> Document:
    from onrecord import reader

    how = (options.engine, options.until)
    if job.row is not None:
        document, given = from_row(job.row), job.row.given
    elif job.given is not None and job.data is not None:
        document, given = _of_item(job, from_bytes(job.data, job.given, job.name)), job.given
    else:
        rest: dict[str, Any] = {
            "engine": options.engine,
            "until": options.until,
            "given": options.given,
            "min_confidence": options.min_confidence,
            "people": options.people,
            "weights": options.weights,
            "threads": options.threads,
        }
        if job.data is not None:
            return reader.read_bytes(job.data, name=job.name, **rest)
        return reader.read(Path(job.name), **rest)
    return reader.follow(
        document, *how, given, options.min_confidence, options.people, options.weights, options.threads
    )


def _of_item(job: Job, document: Document) -> Document:
    """The document of an item, with its faults as findings."""
    from onrecord.intake.markup import WHOLE_PAGE

    kept = [finding for finding in document.findings if not (job.whole and finding.message == WHOLE_PAGE)]
    return msgspec.structs.replace(document, findings=(*kept, *map(broken, job.faults)))
