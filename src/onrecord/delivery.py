"""What was read, written in the form that was asked for, as it comes; what could not be, told in a line each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, NoReturn

import click

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.document import Document
    from onrecord.files import Job, Outcome

Form = Literal["screen", "json", "csv", "html"]


def deliver(outcomes: Iterable[Outcome], jobs: Sequence[Job], form: Form, out: Path | None) -> None:
    """Writes what was read of the jobs to standard output or a file; exits with 1 in the end if not all could be."""
    from onrecord.files import has_rows

    noun = "documents" if any(map(has_rows, jobs)) else "files"
    with output(out) as stream, _progress(outcomes, jobs, noun, stream) as watched:
        read = _Read(watched)
        _WRITERS[form](read, stream)
    if read.failed:
        if read.seen > 1:
            click.echo(f"onrecord: {read.failed:,} of {read.seen:,} {noun} could not be read", err=True)
        sys.exit(1)


def deliver_lines(lines: Iterable[str], stream: IO[str]) -> None:
    """Writes lines of text as they come, as UTF-8 on every machine."""
    write = _utf8(stream)
    for line in lines:
        write(line + "\n")


def reader_left() -> NoReturn:
    """Ends the process where whoever reads the output has gone, as ``head`` does: there is nothing to tell."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)


class _Read:
    """The outcomes that are documents; the others are told on standard error; all are ``seen``, those ``failed``."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        self._outcomes = outcomes
        self.seen = self.failed = 0

    def __iter__(self) -> Iterator[Outcome]:
        for outcome in self._outcomes:
            self.seen += 1
            if outcome.error is None:
                yield outcome
            else:
                self.failed += 1
                click.echo(f"onrecord: {outcome.error}", err=True)

    def documents(self) -> Iterator[Document]:
        return (outcome.document for outcome in self)


def _json(read: _Read, stream: IO[str]) -> None:
    for outcome in read:
        _bytes(stream).write(outcome.line + b"\n")


def _csv(read: _Read, stream: IO[str]) -> None:
    from onrecord.exports import csv

    write = _utf8(stream)
    write(csv.header())
    for document in read.documents():
        for line in csv.lines(document):
            write(line)


def _html(read: _Read, stream: IO[str]) -> None:
    from onrecord.exports.page import page

    write = _utf8(stream)
    for piece in page(read.documents()):
        write(piece)


def _screen(read: _Read, stream: IO[str]) -> None:
    from onrecord.terminal import show

    screen = console(stream)
    for document in read.documents():
        show(document, screen)


_WRITERS: dict[Form, Callable[[_Read, IO[str]], None]] = {
    "json": _json,
    "csv": _csv,
    "html": _html,
    "screen": _screen,
}


def _bytes(stream: IO[str]) -> IO[bytes]:
    """What stands under a text stream: the same bytes come out whatever the terminal's encoding."""
    return stream.buffer  # type: ignore[attr-defined, no-any-return]


def _utf8(stream: IO[str]) -> Callable[[str], None]:
    under = _bytes(stream)

    def write(words: str) -> None:
        under.write(words.encode("utf-8", errors="replace"))

    return write


@contextmanager
def output(out: Path | None) -> Iterator[IO[str]]:
    """Standard output or a file, as UTF-8 text that takes any character; a full disk is told in a line."""
    try:
        if out is None:
            if hasattr(sys.stdout, "reconfigure"):
                sys.stdout.reconfigure(errors="replace")
            yield sys.stdout
            sys.stdout.flush()
        else:
            with out.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
                yield stream
    except BrokenPipeError:  # whoever read the output wants no more of it
        raise
    except OSError as error:
        raise click.ClickException(f"{out or 'standard output'}: {error.strerror}") from error


def console(stream: IO[str]) -> Console:
    """A console that prints words as they are."""
    from rich.console import Console

    return Console(file=stream, highlight=False, markup=False, emoji=False)


@contextmanager
def _progress(
    outcomes: Iterable[Outcome], jobs: Sequence[Job], noun: str, stream: IO[str]
) -> Iterator[Iterable[Outcome]]:
    """Shows how much was read, the rate and the time left, where a person can see it.

    That is when standard error is a terminal and the output is not: else the output itself is to be seen.
    """
    alone = len(jobs) == 1 and noun == "files"
    if alone or not sys.stderr.isatty() or stream.isatty():
        yield outcomes
        return
    from onrecord.files import count
    from onrecord.progress import watched

    with watched(outcomes, count(jobs), noun) as seen:
        yield seen
