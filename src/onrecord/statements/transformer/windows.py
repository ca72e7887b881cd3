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


class Cut(NamedTuple):
    """How a text is cut into windows: the most pieces before a window's own words, of these, and of the first one's.

    A shorter first window moves the places where all others are cut.
    """

    before: int = BEFORE
    own: int = PIECES
    first: int = PIECES


WHOLE = Cut()


def windows(ranges: Sequence[tuple[int, int]], lengths: Sequence[int], cut: Cut = WHOLE) -> Iterator[Window]:
    """Windows over paragraphs (ranges of words), in order; ``lengths`` are the pieces of each word of the text."""
    first, last, size, least, most = -1, -1, 0, -1, min(cut.first, cut.own)
    for begin, end in ranges:
        room = sum(lengths[begin:end])
        if first >= 0 and (size + room > most or begin != last):
            yield Window(_seen(least, first, lengths, min(cut.before, PIECES - size)), first, last)
            least = least if begin == last else -1
            first, most = -1, cut.own
        if first < 0:
            least = begin if least < 0 else least
            first, size = begin, 0
            while room > most:
                end_of_part = _end(begin, end, lengths, min(most, PIECES - cut.before))
                yield Window(_seen(least, begin, lengths, cut.before), begin, end_of_part)
                begin = first = end_of_part
                room, most = sum(lengths[begin:end]), cut.own
        last, size = end, size + room
    if 0 <= first < last:
        yield Window(_seen(least, first, lengths, min(cut.before, PIECES - size)), first, last)


def _seen(least: int, first: int, lengths: Sequence[int], room: int) -> int:
    """The first of the words before a window that there is room for; none before ``least``."""
    while first > least and lengths[first - 1] <= room:
        first -= 1
        room -= lengths[first]
    return first


def _end(begin: int, end: int, lengths: Sequence[int], room: int) -> int:
    """Where the part of a paragraph too long for a window ends; at least one word further on."""
    start = begin
    while begin < end and (begin == start or lengths[begin] <= room):
        room -= lengths[begin]
        begin += 1
    return begin
