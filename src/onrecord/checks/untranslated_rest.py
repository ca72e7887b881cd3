"""``untranslated-rest``: an editor's note says that a part of the text is left in its language, or left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading
from onrecord.languages.pack import available, load

_BRACKETED = re.compile(r"\[[^\[\]]{8,600}\]|\([^()]{8,400}\)")


@lru_cache(maxsize=1)
def _announcing() -> re.Pattern[str]:
    """Any language's words for it: the note may be in the other language of the text."""
    phrases = [phrase for code in available() for phrase in load(code).checks.untranslated]
    return re.compile(r"\b(?:" + "|".join(phrases) + r")", re.I) if phrases else re.compile(r"(?!)")


def find(reading: Reading) -> Iterator[Found]:
    """Editor's notes and bracketed sentences that say so."""
    told: list[tuple[int, int]] = []
    for block in reading.blocks:
        if block.kind == "editor-note" and _announcing().search(reading.text, block.start, block.end):
            told.append((block.start, block.end))
    for match in _BRACKETED.finditer(reading.text):
        if any(start <= match.start() < end for start, end in told):
            continue
        if _announcing().search(match[0]):
            told.append(match.span())
    for span in sorted(told):
        yield Found(f"an editor's note says that a part is not translated: {reading.said(span)}", (span,))


CHECK = Check(
    name="untranslated-rest",
    severity="note",
    summary="An editor's note announces that the rest, or a part, is not translated.",
    example="The council met on Monday.\n\n[The rest of the article has not been translated]",
    sound="The council met on Monday.\n\n[The article was translated by Ida Moll]",
    find=find,
)
