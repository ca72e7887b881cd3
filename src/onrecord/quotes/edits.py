"""The editor's hand inside a quotation: words inserted in brackets, words left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.document import Span

_EDIT = re.compile(
    r"(?P<omission>\[\s?(?:…|\.\s?\.\s?\.)\s?\]|\(\s?(?:…|\.\s?\.\s?\.)\s?\)|…|\.\s?\.\s?\.(?:\s?\.)?)"
    r"|\[(?P<inserted>[^\[\]\n]{1,300})\]"
)


def edits(text: str, spans: Sequence[Span]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Insertions "[like this]" and omissions "…", "...", "[...]", "(...)" in the given spans of a text.

    A number alone in brackets is a footnote's marker and no insertion.
    """
    insertions: list[Span] = []
    omissions: list[Span] = []
    for start, end in spans:
        for match in _EDIT.finditer(text, start, end):
            if match["omission"]:
                omissions.append(match.span())
            elif any(char.isalpha() for char in match["inserted"]) or ":" in match["inserted"]:
                insertions.append(match.span())
    return tuple(insertions), tuple(omissions)
