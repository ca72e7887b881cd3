"""Turns of a transcript or an interview: lines that begin with a name and a colon, one after another.

A text is a transcript where at least three lines begin so, at least two of the names differ and one comes back.
"Q:" and "A:" name nobody and are passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.document import Block, Span
from onrecord.quotes import Quotation
from onrecord.statements.found import Found

WHY = "rules:turn"
CONFIDENCE = 0.8
"""How sure a turn of a transcript is; set by hand: the gold marks turns unevenly, too unevenly to measure."""
_RUNNING = frozenset({"paragraph", "list-item"})
_WORD = r"[^\W\d_a-z][\w'’.-]*"
_FIRST = r"[^\W\d_a-z][\w'’-][\w'’.-]*"
_ASIDE = r"(?:,[^\n:]{1,60}|[ \u00a0]\([^\n)]{1,40}\))?"
_SPEECH = r"(?=[^\W\d_]|[\"“„«‘'(\[])"
_LABEL = re.compile(
    rf"[ \t\u00a0]*[\"“”„«'‘]?(?P<name>{_FIRST}(?:[ \u00a0]{_WORD}){{0,4}}){_ASIDE}[ \u00a0]?:[ \t\u00a0]+{_SPEECH}"
)
_LOOK = 160
"""Characters in which a label must end."""
_APART = 6
"""Lines without a label that may stand between two turns; they belong to the first."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    label: Span | None
    speech: int
    """Where the words after the label begin."""


def turns(text: str, blocks: Sequence[Block], quotations: Sequence[Quotation]) -> list[Found]:
    """A statement for each turn, its label as source; an empty list for a text that is no transcript."""
    lines = list(_lines(text, blocks))
    labels = Counter(text[slice(*line.label)] for line in lines if line.label)
    if sum(labels.values()) < 3 or len(labels) < 2 or labels.most_common(1)[0][1] < 2:
        return []
    opened = {quotation.pieces[0][0]: number for number, quotation in enumerate(quotations)}
    found: list[Found] = []
    pending: list[_Line] = []
    for line in lines:
        if line.label is None:
            pending.append(line)
            continue
        if labels[text[slice(*line.label)]] < 2 and not (found and len(pending) < 2):
            continue  # a name met once, and no turn right before it: "Note: ..."
        if found and len(pending) <= _APART:
            found[-1].content += [(between.start, between.end) for between in pending]
        pending = []
        held = [opened[at] for at in (line.start, line.speech) if at in opened]
        found.append(Found(None, WHY, CONFIDENCE, [(line.speech, line.end)], "direct", held, line.label))
    return found


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[_Line]:
    """The lines of running text, without the white space round them."""
    for block in blocks:
        if block.kind not in _RUNNING:
            continue
        at = block.start
        while at < block.end:
            stop = text.find("\n", at, block.end)
            stop = block.end if stop < 0 else stop
            line = text[at:stop]
            if line.strip():
                start = at + len(line) - len(line.lstrip())
                match = _LABEL.match(text, start, min(stop, start + _LOOK))
                end = at + len(line.rstrip())
                yield _Line(start, end, match.span("name") if match else None, match.end() if match else start)
            at = stop + 1
