"""The words round a passage of a document, with their marks: what one needs to see to decide about it."""

from __future__ import annotations

import re

from onrecord.document import Document, Span, Statement
from onrecord.exports.marked import Look, Written, blocks
from onrecord.web.marking import RoomMarking

_PASSAGE = re.compile(r"(\d{1,9})-(\d{1,9})")
_CARDS = 100
_LONGEST = 20_000  # characters of blocks that are shown


def surroundings(
    document: Document, path: str, span: Span, statement: Statement | None = None, beside: int = 0
) -> list[str]:
    """The blocks that a span stands in as HTML, with so many ``beside`` them on each side.

    Of the statements the one that is asked about is marked, the others faintly; without one the span is.
    """
    look = Look(document)
    passage = None if statement else span
    marking = RoomMarking(look, path, lambda one: statement is not None and one.id == statement.id, _CARDS, passage)
    written = list(blocks(look, marking, 3, [passage] if passage else []))
    first, last = span[0], max(span[0] + 1, span[1])
    within = [at for at, one in enumerate(written) if one.start < last and first < one.end]
    if not within:
        return []
    chosen = written[max(0, within[0] - beside) : within[-1] + beside + 1]
    return [one.html for one in _some(chosen)]


def passage_of(document: Document, asked: str) -> Span | None:
    """The passage of an address, ``120-180``; what lies outside the text is left out."""
    found = _PASSAGE.fullmatch(asked)
    if not found:
        return None
    start, end = (min(int(number), len(document.text)) for number in found.groups())
    return (start, end) if start < end else None


def _some(chosen: list[Written]) -> list[Written]:
    """The blocks, as many as are not too long to be shown, but at least one."""
    shown, length = chosen[:1], 0
    for one in chosen[1:]:
        length += one.end - one.start
        if length > _LONGEST:
            break
        shown.append(one)
    return shown
