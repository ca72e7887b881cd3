"""How far the reading of many files, or of a corpus, has come, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

Passing = TypeVar("Passing")
Step = tuple[str, int, int]


class _RateColumn(TextColumn):
    """Files, or documents of a corpus, read a second."""

    def __init__(self, noun: str) -> None:
        super().__init__("")
        self._noun = noun

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.1f} {self._noun}/s" if speed else "")


@contextmanager
def watched(
    outcomes: Iterable[Passing], total: int | None, noun: str, doing: str = "reading"
) -> Iterator[Iterator[Passing]]:
    """The same outcomes, counted on standard error while they pass: number, rate and time left.

    ``total`` is how many will come, where that is known, ``noun`` what they are, ``doing`` what is done with them.
    What is printed to standard error meanwhile appears above the bar, which is gone in the end.
    """
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), _RateColumn(noun), TimeRemainingColumn())
    shared = sys.stdout.isatty()  # then what is printed there must not run into the bar
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=shared) as progress:
        task = progress.add_task(doing, total=total)

        def counted() -> Iterator[Passing]:
            for outcome in outcomes:
                progress.advance(task)
                yield outcome

        yield counted()


@contextmanager
def stepped(steps: Iterable[Step], doing: str) -> Iterator[Iterator[Step]]:
    """The same steps, each a thing's name, how much of it is done and how much there is; shown while they pass."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        tasks: dict[str, TaskID] = {}

        def shown() -> Iterator[Step]:
            for name, done, total in steps:
                if name not in tasks:
                    tasks[name] = progress.add_task(f"{doing} {name}")
                progress.update(tasks[name], completed=done, total=total)
                yield name, done, total

        yield shown()
