"""One thing to read, how it is read, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from onrecord.document import Document
from onrecord.intake import Given
from onrecord.intake.corpus import Row
from onrecord.people import Person


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

    That is bytes (standard input, a page, an item of a feed or archive), a row of a corpus, or the ``error`` that it
    could not be read for. ``given`` is what is said of the bytes, in place of the options'; ``faults`` become findings
    of the document. ``key`` is what a record knows it by, see ``key_of``. ``whole`` says that the bytes are all text,
    so that no article has to be looked for.
    """

    name: str
    data: bytes | None = None
    row: Row | None = None
    error: str | None = None
    key: str = ""
    given: Given | None = None
    faults: tuple[str, ...] = ()
    whole: bool = False


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


def key_of(job: Job) -> str:
    """What a record knows a job by: the address where one is known, else the whole path with ``/``.

    Names of files that are no Unicode are written with backslashes, so that every key may be kept.
    """
    key = job.key
    if not key and job.data is None:
        try:
            key = Path(job.name).resolve().as_posix()
        except (OSError, ValueError, RuntimeError):
            key = job.name
    return (key or job.name).encode("utf-8", errors="backslashreplace").decode()


def failed(job: Job, reason: str) -> Outcome:
    """The outcome of a job that could not be read."""
    return Outcome(job.name, error=named(job.name, reason), key=key_of(job))


def named(name: str, reason: str) -> str:
    """One line that begins with the file's name."""
    line = " ".join(reason.split())
    return line if line.startswith(f"{name}:") else f"{name}: {line}"
