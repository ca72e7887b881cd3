"""How far the reading of many files, or of a corpus, has come, on standard error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from onrecord.files import Outcome


class _RateColumn(TextColumn):
    """Files, or documents of a corpus, read a second."""

    def __init__(self, noun: str) -> None:
        super().__init__("")
        self._noun = noun

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.1f} {self._noun}/s" if speed else "")


@contextmanager
def watched(outcomes: Iterable[Outcome], total: int | None, noun: str) -> Iterator[Iterator[Outcome]]:
    """The same outcomes, counted on standard error while they pass: number, rate and time left.

    ``total`` is how many will come, where that is known, ``noun`` what they are.
    What is printed to standard error meanwhile appears above the bar, which is gone in the end.
    """
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), _RateColumn(noun), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("reading", total=total)

        def counted() -> Iterator[Outcome]:
            for outcome in outcomes:
                progress.advance(task)
                yield outcome

        yield counted()
