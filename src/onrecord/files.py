"""Many files read, in the order given; one that cannot be read is told, and the rest go on."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Literal

import msgspec

from onrecord.document import Document
from onrecord.intake import Given, IntakeError, feeds, from_bytes, warc
from onrecord.intake.corpus import SUFFIXES as CORPORA
from onrecord.intake.corpus import Row, from_row, is_corpus, rows
from onrecord.intake.encodings import broken
from onrecord.intake.items import BadItem, Item
from onrecord.people import Person

TEXTS = (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".pdf", ".docx", ".eml", ".mht", ".mhtml")
FEEDS = (".rss", ".atom")
READABLE = (*TEXTS, *CORPORA, *FEEDS, *warc.SUFFIXES)
"""Suffixes of the files that are read when a folder is given; a file that is named is read whatever its suffix."""

MAYBE_FEEDS = (".xml", ".rdf")
"""Suffixes of the files that are read when a folder is given and they begin like a feed."""

Bundle = Literal["corpus", "feed", "archive"]

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


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to read: a path, or what is there already with its name.

    That is bytes (standard input, a page, an item of a feed or archive), a row of a corpus, or the ``error`` that it
    could not be read for. ``given`` is what is said of the bytes, in place of the options'; ``faults`` become findings
    of the document. ``key`` is what a record knows it by, see ``key_of``.
    """

    name: str
    data: bytes | None = None
    row: Row | None = None
    error: str | None = None
    key: str = ""
    given: Given | None = None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: the document as a line of JSON, or one line saying why there is none.

    ``key`` is what a record knows the document by; ``notes`` are what should be told of it though it was read, a line
    each.
    """

    name: str
    line: bytes = b""
    error: str | None = None
    key: str = ""
    notes: tuple[str, ...] = ()

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
        found = [Job(str(file)) for file in readable_under(path)]
        if not found:
            raise FolderError(nothing_in(name))
        jobs.extend(found)
    return jobs


def nothing_in(folder: str) -> str:
    """One line on a folder with nothing to read."""
    return f"{folder}: no {', '.join(READABLE)} file in this folder"


def readable_under(folder: Path) -> Iterator[Path]:
    """The readable files in and under a folder, sorted by path, one folder's names in memory at a time."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from readable_under(path)
        elif not entry.is_dir() and _is_readable(path):
            yield path


def _is_readable(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith(READABLE) or (name.endswith(MAYBE_FEEDS) and feeds.is_feed(_beginning(path)))


def _beginning(path: Path) -> bytes:
    """The first bytes of a file; none of a pipe or device, from which they would be lost."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as stream:
            return stream.read(feeds.HEAD)
    except (OSError, ValueError):
        return b""


def bundle_of(job: Job) -> Bundle | None:
    """What a job is that holds many documents and gives an outcome for each; ``None`` where it is one document."""
    if job.error is not None or job.row is not None or job.given is not None:
        return None
    if job.data is None and is_corpus(Path(job.name)):
        return "corpus"
    head = _beginning(Path(job.name)) if job.data is None else job.data[: feeds.HEAD]
    if feeds.is_feed(head):
        return "feed"
    return "archive" if warc.is_archive(head) else None


def with_rows(
    jobs: Iterable[Job], given: Given, page_of: Callable[[Item], Item] | None = None
) -> Iterator[Job]:
    """The same jobs, each corpus, feed and archive among them replaced by what it holds, read as it is asked for.

    ``given`` fills what a row or item does not say. What cannot be read, or not to its end, becomes one job with an
    ``error``. ``page_of`` may put the page of a feed's item in place of the item.
    """
    for job in jobs:
        bundle = bundle_of(job)
        if bundle is None:
            yield job
            continue
        try:
            yield from _rows(job, given) if bundle == "corpus" else _items(job, bundle, given, page_of)
        except IntakeError as error:
            yield Job(job.name, error=str(error), key=job.key)
        except OSError as error:
            yield Job(job.name, error=error.strerror or str(error), key=job.key)


def _rows(job: Job, given: Given) -> Iterator[Job]:
    known = key_of(job)
    for row in rows(Path(job.name), given):
        name = f"{job.name}: row {row.number}"
        if isinstance(row, Row):
            own = row.given.url if row.given.url != given.url else None
            yield Job(name, row=row, key=own or f"{known}#{row.given.id}")
        else:
            yield Job(name, error=row.reason, key=known)


def _items(
    job: Job, bundle: Bundle, given: Given, page_of: Callable[[Item], Item] | None
) -> Iterator[Job]:
    known = key_of(job)
    with _opened(job) as stream:
        found: Iterator[Item | BadItem]
        if bundle == "feed":
            stem = stem_of(job.name)
            found = feeds.items(stream.read(feeds.LARGEST_FEED + 1), job.name, known, given, stem)
        else:
            found = warc.items(stream, job.name, given)
        noun = "item" if bundle == "feed" else "record"
        for item in found:
            name = job.name if item.number is None else f"{job.name}: {noun} {item.number}"
            if isinstance(item, BadItem):
                yield Job(name, error=item.reason, key=known)
                continue
            item = page_of(item) if page_of and bundle == "feed" else item
            yield Job(name, data=item.data, key=item.key, given=item.given, faults=item.faults)


def _opened(job: Job) -> IO[bytes]:
    return BytesIO(job.data) if job.data is not None else Path(job.name).open("rb")


def stem_of(name: str) -> str:
    """What documents are called after: the last part of a path or address without its suffix."""
    path = name.partition("?")[0].partition("#")[0] if "://" in name else name
    return Path(path.rstrip("/")).stem or name


def key_of(job: Job) -> str:
    """What a record knows a job by: the address where one is known, else the whole path with ``/``."""
    if job.key or job.data is not None:
        return job.key or job.name
    try:
        return Path(job.name).resolve().as_posix()
    except (OSError, ValueError, RuntimeError):
        return job.name


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


def read_each(jobs: Iterable[Job], options: Options, workers: int) -> Iterator[Outcome]:
    """Reads jobs that are a document each with so many workers, and yields their outcomes in the same order."""
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


def failed(job: Job, reason: str) -> Outcome:
    """The outcome of a job that could not be read."""
    return Outcome(job.name, error=named(job.name, reason), key=key_of(job))


def _read(job: Job, options: Options) -> Document:
    from onrecord import reader

    how = (options.engine, options.until)
    if job.row is not None:
        document, given = from_row(job.row), job.row.given
    elif job.given is not None and job.data is not None:
        document, given = _with_faults(from_bytes(job.data, job.given, job.name), job.faults), job.given
    else:
        rest: dict[str, Any] = {
            "engine": options.engine,
            "until": options.until,
            "given": options.given,
            "min_confidence": options.min_confidence,
            "people": options.people,
        }
        if job.data is not None:
            return reader.read_bytes(job.data, name=job.name, **rest)
        return reader.read(Path(job.name), **rest)
    return reader.follow(document, *how, given, options.min_confidence, options.people)


def _with_faults(document: Document, faults: Sequence[str]) -> Document:
    found = tuple(broken(fault) for fault in faults)
    return msgspec.structs.replace(document, findings=document.findings + found) if found else document


def named(name: str, reason: str) -> str:
    """One line that begins with the file's name."""
    line = " ".join(reason.split())
    return line if line.startswith(f"{name}:") else f"{name}: {line}"
