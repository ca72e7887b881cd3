"""The words of a text, with their offsets; cut once, used by every later step."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from operator import add

_LEADING = re.compile(r"\s*")
_WORD = re.compile(r"(?:(?:[^\W\d_]\.){2,}|\w+(?:[-'’.&]\w+|,\d+)*|[^\w\s])\s*")


class Words:
    """Words and marks of a text in order: ``forms``, and their ``starts`` and ``ends`` in code points."""

    __slots__ = ("ends", "forms", "starts")

    def __init__(self, text: str):
        first = _LEADING.match(text)
        pieces = _WORD.findall(text)  # each with the space after it, so that lengths add up to offsets
        self.starts = list(accumulate(map(len, pieces), initial=first.end() if first else 0))[:-1]
        self.forms = list(map(str.rstrip, pieces))
        self.ends = list(map(add, self.starts, map(len, self.forms)))

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Numbers ``[first, last)`` of the words that begin in ``text[start:end]``."""
        first = bisect_left(self.starts, start)
        return first, bisect_left(self.starts, end, first)
