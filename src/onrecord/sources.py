"""What is to be read, as it is named to a command: found bit by bit, so that there may be millions of documents.

A name is a file, a folder, a pattern with ``*``, ``?`` or ``**``, an address on the web, or ``-`` for standard input.
Corpora, feeds and web archives give a job for each document in them.
"""

from __future__ import annotations

import glob
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from onrecord.bundles import bundle_of, stem_of, with_rows
from onrecord.files import count, nothing_in, read_each, readable_under
from onrecord.intake import Given
from onrecord.intake.items import Item, filled
from onrecord.intake.served import is_address
from onrecord.jobs import Job, Options, Outcome

if TYPE_CHECKING:
    from onrecord.intake.fetching import Fetched, Fetcher

LARGEST_INPUT = 200_000_000
"""Bytes that are read of standard input."""

_STDIN = "stdin"
_COUNTED_FILES = 100_000  # counting more takes longer than it helps


@dataclass(frozen=True, slots=True)
class Sources:
    """Where documents come from: ``names`` as a person gives them, and how.

    ``pages`` has the pages of feeds' items fetched in place of what the feed carries. ``fetcher`` makes what fetches
    them and the addresses that are named; ``stdin`` is what ``-`` stands for, standard input where it is ``None``.
    """

    names: tuple[str, ...]
    pages: bool = False
    fetcher: Callable[[], Fetcher] | None = None
    stdin: IO[bytes] | None = None

    def jobs(self, given: Given) -> Iterator[Job]:
        """A job for each document, with its key, as they are asked for; what cannot be read is a job with an error.

        ``given`` fills what a row or an item does not say of itself.
        """
        fetch = _Fetching(self.fetcher)
        for name in self.names:
            found = _named(name, given, fetch, self.stdin)
            yield from with_rows(found, given, fetch.page_of if self.pages else None)

    def read(self, options: Options, workers: int | None = None) -> Iterator[Outcome]:
        """Reads every document and yields the outcomes in order; with all cores where there are more than a handful."""
        return read_each(self.jobs(options.given), options, workers)

    def count(self) -> int | None:
        """How many outcomes there will be, where that can be known in a few seconds."""
        total = 0
        for name in self.names:
            if name == "-" or is_address(name):
                return None
            found = list(islice(_files(name), _COUNTED_FILES + 1))
            if len(found) > _COUNTED_FILES or (number := count(found)) is None:
                return None
            total += number
        return total


def _named(name: str, given: Given, fetch: _Fetching, stdin: IO[bytes] | None) -> Iterator[Job]:
    """The jobs that a name stands for; corpora, feeds and archives among them are still whole."""
    if name == "-":
        yield _from_stdin(stdin or sys.stdin.buffer, given)
    elif is_address(name):
        yield fetch.job_of(name, given)
    else:
        yield from _files(name)


def _files(name: str) -> Iterator[Job]:
    """The files that a path or pattern stands for; a job with an error where there are none."""
    path = Path(name)
    try:
        if os.path.lexists(path) or not glob.has_magic(name):
            yield from _under(name) if path.is_dir() else [Job(name)]
            return
        matched = sorted(glob.iglob(name, recursive=True))
    except (OSError, ValueError) as error:
        yield Job(name, error=getattr(error, "strerror", None) or str(error))
        return
    if not matched:
        yield Job(name, error="no file is named like this")
    for match in matched:
        if not os.path.isdir(match):
            yield Job(match)
        elif "**" not in name:  # with ** what is in the folder is matched itself
            yield from _under(match)


def _under(folder: str) -> Iterator[Job]:
    empty = True
    for path in readable_under(Path(folder)):
        empty = False
        yield Job(str(path))
    if empty:
        yield Job(folder, error=nothing_in(folder))


def _from_stdin(stream: IO[bytes], given: Given) -> Job:
    """Standard input: known by its address where one is given, else by what it holds, as it has no name."""
    data = stream.read(LARGEST_INPUT + 1)
    if len(data) > LARGEST_INPUT:
        return Job(_STDIN, error=f"more than {LARGEST_INPUT:,} bytes; read it from a file")
    key = given.url or f"{_STDIN}#{hashlib.sha256(data).hexdigest()[:16]}"
    return Job(_STDIN, data=data, key=key)


class _Fetching:
    """What is fetched from the web on the way; the fetcher is made when it is first needed."""

    def __init__(self, make: Callable[[], Fetcher] | None) -> None:
        self._make = make
        self._fetcher: Fetcher | None = None

    def job_of(self, url: str, given: Given) -> Job:
        """The job of an address that was named: a page, or a feed, which is still whole."""
        from onrecord.intake.addresses import FetchError

        try:
            fetched = self._get(url)
        except FetchError as error:
            return Job(url, error=str(error), key=url)
        job = Job(url, data=fetched.data, key=url)
        if bundle_of(job):
            return replace(job, key=fetched.url)
        said = Given(id=stem_of(fetched.url), url=given.url or url)
        return replace(job, given=filled(given, said))

    def page_of(self, item: Item) -> Item:
        """A feed's item with its page in place of the feed's text, which stays, with a fault, where there is none."""
        from onrecord.intake.addresses import FetchError

        if item.given.url is None:
            return msgspec.structs.replace(item, faults=(*item.faults, _kept("it has no address")))
        try:
            data = self._get(item.given.url).data
        except FetchError as error:
            return msgspec.structs.replace(item, faults=(*item.faults, _kept(str(error))))
        if bundle_of(Job(item.key, data=data)):
            return msgspec.structs.replace(item, faults=(*item.faults, _kept("it is a feed or archive")))
        return msgspec.structs.replace(item, data=data, whole=False)

    def _get(self, url: str) -> Fetched:
        from onrecord.intake.addresses import FetchError

        if self._fetcher is None:
            from onrecord.intake.fetching import Fetcher

            self._fetcher = self._make() if self._make else Fetcher()
        try:
            return self._fetcher.get(url)
        except FetchError:
            raise
        except Exception as error:  # a fault of ours must not cost the other documents
            raise FetchError(f"{url}: could not be fetched ({type(error).__name__}); please report this") from error


def _kept(reason: str) -> str:
    return f"the page could not be fetched, the text is the feed's own ({reason})"
