"""The words of a text, with their offsets; cut once, used by every later step."""

from __future__ import annotations

import re
from bisect import bisect_left

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:[-'’.&]\w+|,\d+)*|[^\w\s]")


class Words:
    """Words and marks of a text in order: ``forms``, and their ``starts`` and ``ends`` in code points."""

    __slots__ = ("ends", "forms", "starts")

    def __init__(self, text: str):
        self.forms = _WORD.findall(text)
        spans = [match.span() for match in _WORD.finditer(text)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Numbers ``[first, last)`` of the words that begin in ``text[start:end]``."""
        first = bisect_left(self.starts, start)
        return first, bisect_left(self.starts, end, first)
