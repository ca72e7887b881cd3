"""The wording of quotations: their words folded, so that case, marks and an editor's edits make no difference."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.document import Span, Statement

FOLDED = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\xa0": " ", "–": "-", "—": "-", "‑": "-"})
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_EDIT = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
_BREAK = re.compile(r"(?<=[.!?;:])[\"”’'»)]*\s+|\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*")


class Wording(NamedTuple):
    """A sentence of a quotation: the statement, its folded words, and the span of each in the text."""

    statement: Statement
    words: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From its first word to its last."""
        return self.spans[0][0], self.spans[-1][1]


def folded(word: str) -> str:
    """A word without regard to case, apostrophes and dashes."""
    return word.casefold().translate(FOLDED)


def sentences(text: str, statement: Statement) -> list[Wording]:
    """The sentences of a statement's content, cut at omissions too; brackets of an editor are left out."""
    found: list[Wording] = []
    for start, end in statement.content:
        edits = [match.span() for match in _EDIT.finditer(text, start, end)]
        at = start
        for stop in [*(match.end() for match in _BREAK.finditer(text, start, end)), end]:
            pieces = [
                (folded(match[0]), match.span())
                for match in _WORD.finditer(text, at, stop)
                if not any(a <= match.start() < b for a, b in edits)
            ]
            if pieces:
                words, spans = zip(*pieces, strict=True)
                found.append(Wording(statement, words, spans))
            at = stop
    return found
