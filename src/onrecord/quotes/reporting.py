"""Reporting clauses beside a mark or a dash: "– powiedział X", "," he said"."""

from __future__ import annotations

import re

_WINDOW = 90
_WORDS = 5
_AFTER_MARK = re.compile(r"\s*,?\s*[–—-]{0,2}\s*")
_OPENING = "„“«»\"'‘`("
_SPACE = re.compile(r"\s*")


def starts_clause(text: str, at: int, end: int, report_words: frozenset[str]) -> bool:
    """Whether a reporting clause starts at ``at``: lower case, with a cue verb among its first words."""
    if at >= end or not text[at].islower():
        return False
    for word in text[at : min(end, at + _WINDOW)].split(None, _WORDS)[:_WORDS]:
        if word[0] in _OPENING:
            return False
        bare = word.strip('.,;:!?…"”“»)(')
        if bare in report_words:
            return True
        if word[-1] in ".!?…:–—-":
            return False
    return False


def clause_follows(text: str, mark_end: int, end: int, report_words: frozenset[str]) -> bool:
    """Whether a reporting clause follows a closing mark that ends at ``mark_end``."""
    match = _AFTER_MARK.match(text, mark_end, end)
    at = match.end() if match else mark_end
    return starts_clause(text, at, end, report_words)


def clause_dash(
    text: str, start: int, end: int, dashes: re.Pattern[str], words: frozenset[str]
) -> int | None:
    """Where a dash that opens a reporting clause stands in ``text[start:end]``; ``None`` without one."""
    for match in dashes.finditer(text, start, end):
        space = _SPACE.match(text, match.end(), end)
        at = space.end() if space else match.end()
        if (
            match.start() > start
            and text[match.start() - 1].isspace()
            and starts_clause(text, at, end, words)
        ):
            return match.start()
    return None
