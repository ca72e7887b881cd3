"""Lines joined to text: the hyphens at their ends, words cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.intake.pdf.shapes import Piece

_WORD = re.compile(r"\w+(?:-\w+)*")
_CUT = re.compile(r"(\w+(?:-\w+)*)-\Z")
_DASH = "-\u2010\u00ad"


class Spelling:
    """The words of a document that no line's end cuts, which tell how to write those that one does."""

    def __init__(self, lines: Iterable[Piece]) -> None:
        self.known: set[str] = set()
        for line in lines:
            words = _WORD.findall(line.text.casefold())
            self.known.update(words[:-1] if line.text[-1] in _DASH else words)

    def join(self, above: str, below: str) -> str:
        """The text of two lines: a hyphen between two halves of a word goes, one inside a compound stays."""
        if above[-1] not in _DASH:
            return f"{above} {below}"
        text = f"{above[:-1]}-"
        cut, rest = _CUT.search(text[-80:]), _WORD.match(below)
        if cut is None or rest is None:
            return f"{text} {below}"
        first, second = cut.group(1).casefold(), rest.group().casefold()
        if not below[0].islower() or not first[-1].isalpha():
            return text + below
        whole, compound = first + second, f"{first}-{second}"
        if compound in self.known and whole not in self.known:
            return text + below
        return text[:-1] + below
