"""Files that hold many documents: corpora, feeds and web archives, taken apart one document after the other."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Literal

from onrecord.intake import Given, IntakeError, feeds, warc
from onrecord.intake.corpus import Row, is_corpus, rows
from onrecord.intake.items import BadItem, Item
from onrecord.intake.served import is_address
from onrecord.jobs import Job, key_of

Bundle = Literal["corpus", "feed", "archive"]


def bundle_of(job: Job) -> Bundle | None:
    """What a job is that holds many documents and gives an outcome for each; ``None`` where it is one document."""
    if job.error is not None or job.row is not None or job.given is not None:
        return None
    if job.data is None and is_corpus(Path(job.name)):
        return "corpus"
    head = beginning_of(Path(job.name)) if job.data is None else job.data[: feeds.HEAD]
    if feeds.is_feed(head):
        return "feed"
    return "archive" if warc.is_archive(head) else None


def with_rows(jobs: Iterable[Job], given: Given, page_of: Callable[[Item], Item] | None = None) -> Iterator[Job]:
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
        except Exception as error:  # a fault of ours, or of a parser, must not cost the other files
            reason = f"could not be read to its end ({type(error).__name__}: {error}); please report this"
            yield Job(job.name, error=reason, key=job.key)


def _rows(job: Job, given: Given) -> Iterator[Job]:
    known = key_of(job)
    for row in rows(Path(job.name), given):
        name = f"{job.name}: row {row.number}"
        if isinstance(row, Row):
            own = row.given.url if row.given.url != given.url else None
            yield Job(name, row=row, key=own or f"{known}#{row.given.id}")
        else:
            yield Job(name, error=row.reason, key=known)


def _items(job: Job, bundle: Bundle, given: Given, page_of: Callable[[Item], Item] | None) -> Iterator[Job]:
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
            yield Job(name, data=item.data, key=item.key, given=item.given, faults=item.faults, whole=item.whole)


def _opened(job: Job) -> IO[bytes]:
    return BytesIO(job.data) if job.data is not None else Path(job.name).open("rb")


def stem_of(name: str) -> str:
    """What documents are called after: the last part of a path or address without its suffix, or the machine."""
    if not is_address(name):
        return Path(name).stem or name
    machine, _, path = re.split(r"[?#]", name.partition("://")[2])[0].rstrip("/").partition("/")
    return (Path(path).stem if path else machine) or name


def beginning_of(path: Path) -> bytes:
    """The first bytes of a file; none of a pipe or device, from which they would be lost."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as stream:
            return stream.read(feeds.HEAD)
    except (OSError, ValueError):
        return b""
