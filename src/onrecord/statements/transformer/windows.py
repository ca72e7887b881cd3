"""A text in windows: as many whole paragraphs as fit, a long one in several, each with some words before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

PIECES = 254
"""Most pieces of words in a window; the two marks at its ends make it 256."""
BEFORE = 40
"""Most pieces of the words before a window that it sees as well."""
MOST_OF_A_WORD = 8
"""Pieces of a word that are looked at; what is longer is an address or no word."""


class Window(NamedTuple):
    """Numbers of words: those seen are ``[seen, last)``, those that scores are wanted of ``[first, last)``."""

    seen: int
    first: int
    last: int


def windows(ranges: Sequence[tuple[int, int]], lengths: Sequence[int]) -> Iterator[Window]:
    """Windows over paragraphs (ranges of words), in order; ``lengths`` are the pieces of each word of the text."""
    first, last, size, before = -1, -1, 0, -1
    for begin, end in ranges:
        room = sum(lengths[begin:end])
        if first >= 0 and (size + room > PIECES or begin != last):
            yield Window(_seen(before, first, lengths, PIECES - size), first, last)
            before = before if begin == last else -1
            first = -1
        if first < 0:
            before = begin if before < 0 else before
            first, size = begin, 0
            while room > PIECES:
                cut = _cut(begin, end, lengths)
                yield Window(_seen(before, begin, lengths, PIECES - sum(lengths[begin:cut])), begin, cut)
                begin = first = cut
                room = sum(lengths[begin:end])
        last, size = end, size + room
    if 0 <= first < last:
        yield Window(_seen(before, first, lengths, PIECES - size), first, last)


def _seen(least: int, first: int, lengths: Sequence[int], room: int) -> int:
    """The first of the words before a window that there is room for; none before ``least``."""
    room = min(room, BEFORE)
    while first > least and lengths[first - 1] <= room:
        first -= 1
        room -= lengths[first]
    return first


def _cut(begin: int, end: int, lengths: Sequence[int]) -> int:
    """Where a paragraph too long for a window is cut: with room for the words before what follows."""
    room = PIECES - BEFORE
    while begin < end and lengths[begin] <= room:
        room -= lengths[begin]
        begin += 1
    return begin
