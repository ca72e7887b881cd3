"""Slips of typing around a mark: a space on the wrong side, an opening mark that was lost."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.quotes.marks import Mark


def spaced(text: str, start: int, marks: Sequence[Mark]) -> bool:
    """Whether the first of two marks, between spaces or after punctuation, opens what the second closes.

    ``start`` is where their block begins.
    """
    if len(marks) < 2 or marks[0].family != marks[1].family:
        return False
    first = marks[0]
    glued = first.start > start and text[first.start - 1] in ",:."
    return glued or text[first.end : first.end + 1].isspace()


def misplaced(text: str, mark: Mark) -> bool:
    """Whether the text around a mark that leans to open reads like speech's end: ``"no, "he said``."""
    before = text[max(0, mark.start - 3) : mark.start].rstrip()[-1:]
    return before in tuple(",.!?…") and text[mark.end : mark.end + 1].islower()


def set_off(text: str, mark: Mark, dashes: Sequence[str]) -> bool:
    """Whether punctuation or a dash parts a closing mark from the words after it, as after speech."""
    after = text[mark.end : mark.end + 3].strip()[:1]
    return after == "," or after in dashes or text[mark.start - 1 : mark.start] in tuple(",.!?…")
