"""What a check is: a name, how grave its findings are, a sentence for a person, and a function that finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from onrecord.checks.reading import Reading
from onrecord.document import Severity, Span


class Found(NamedTuple):
    """One thing found: a sentence that says what was compared, and the spans it stands at, the main one first."""

    message: str
    spans: tuple[Span, ...]


class Check(NamedTuple):
    """A check. ``summary`` is one sentence for a person; ``example`` a text that it reports, ``sound`` one that it
    leaves alone; ``find`` yields what it finds in a document. ``of_statements`` says whether it looks at statements or
    occasions, which people may correct."""

    name: str
    severity: Severity
    summary: str
    example: str
    sound: str
    find: Callable[[Reading], Iterator[Found]]
    of_statements: bool = False
