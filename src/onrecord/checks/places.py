"""Lines and columns of a text, and its lines with carets under some of their characters."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cached_property

from onrecord.document import Span
from onrecord.telling import clean

WIDTH = 96
"""Columns of an excerpt."""


class Places:
    """Lines of a text are parted by line feeds; lines and columns count from 1, columns in code points."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _lines(self) -> list[int]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def of(self, position: int) -> tuple[int, int]:
        """The line and column of a position."""
        line = bisect_right(self._lines, position)
        return line, position - self._lines[line - 1] + 1

    def excerpt(self, span: Span) -> tuple[str, str]:
        """The line that a span begins in, cut to ``WIDTH`` round it, and carets under its characters."""
        line = bisect_right(self._lines, span[0]) - 1
        start = self._lines[line]
        end = self._lines[line + 1] - 1 if line + 1 < len(self._lines) else len(self.text)
        first, last = start, end
        if last - first > WIDTH:
            room = max(0, WIDTH - (min(span[1], end) - span[0]))
            first = max(start, min(span[0] - room // 2, end - WIDTH))
            last = min(end, first + WIDTH)
        shown = clean(self.text[first:last]).replace("\t", " ").replace("\r", " ")
        stop = max(min(span[1], last), span[0] + 1)
        before, under = self.text[first : span[0]], self.text[span[0] : min(stop, last)]
        head, tail = "…" if first > start else "", "…" if last < end else ""
        return head + shown + tail, " " * (len(head) + columns(before)) + "^" * max(1, columns(under))


def columns(words: str) -> int:
    """How many columns of a terminal words take: two for a wide character, none for one that stands on another."""
    if words.isascii():
        return len(words)
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) == "Cf"
        else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in words
    )
