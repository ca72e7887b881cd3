"""The part of a statement's words that is shown where it was found, cut into what was looked for and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.document import Span

MOST, BEFORE = 260, 80  # characters that are shown, and of them before the first hit


class Piece(NamedTuple):
    """Words, and whether they are what was looked for."""

    words: str
    hit: bool


class Snippet(NamedTuple):
    """A part of a content in pieces, and whether something was left out before and behind it."""

    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_behind: bool


def snippet(content: str, hits: Sequence[Span], most: int = MOST, before: int = BEFORE) -> Snippet:
    """The part of a content around its first hit; ``hits`` are spans in it, in order and apart from each other."""
    start = 0
    if len(content) > most and hits and hits[0][0] > before:
        start = content.rfind(" ", 0, hits[0][0] - before) + 1
    end = min(len(content), start + most)
    if end < len(content) and (space := content.rfind(" ", start + most // 2, end)) > 0:
        end = space
    pieces, at = [], start
    for first, last in hits:
        if first >= end:
            break
        pieces += [Piece(content[at:first], False), Piece(content[first : min(last, end)], True)]
        at = min(last, end)
    pieces.append(Piece(content[at:end], False))
    return Snippet(tuple(piece for piece in pieces if piece.words), start > 0, end < len(content))
