"""Note markers and notes: the numbers of each, and where they stand."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from onrecord.checks.reading import Reading
from onrecord.document import Span

_MARKER = re.compile(r"\[(\d{1,3})\]|([¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]{0,2})")
_NOTE = re.compile(r"\s*(?:\[(\d{1,3})\]|([¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]{0,2})|(\d{1,3})[.)]?)\s*(?=[^\W\d_]|[\"„“«‘'(])")
_NUMBERED = re.compile(r"\s*(\d{1,3})[.)]\s+\S")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LETTER_UNIT = re.compile(r"\b(?:k|c|d|m)?m\Z")  # km², m³
_MOST_JUMPED = 2
"""Numbers that may be missing between two markers, or before the first one, of what is a row of markers."""


class Numbered(NamedTuple):
    """Markers and notes of a document: the spans at which each number stands."""

    markers: dict[int, list[Span]]
    notes: dict[int, list[Span]]


def numbered(reading: Reading) -> Numbered:
    """The markers and notes; empty where the bracketed numbers are no row of markers."""
    notes = _notes(reading)
    inside = [span for spans in notes.values() for span in spans]
    markers: dict[int, list[Span]] = {}
    for match in _MARKER.finditer(reading.text):
        if any(start <= match.start() < end for start, end in inside) or _is_power(reading.text, match):
            continue
        number = int((match[1] or match[2]).translate(_SUPERSCRIPT))
        if _reads_on(reading.text, match) and number not in notes and (notes or number - 1 not in markers):
            continue
        markers.setdefault(number, []).append(match.span())
    if not _is_row(sorted(markers), notes):
        markers = {}
    return Numbered(markers, notes)


def _notes(reading: Reading) -> dict[int, list[Span]]:
    """Blocks that are notes: footnotes, and those that begin with a bracketed number behind the last other text."""
    found: dict[int, list[Span]] = {}
    text, last = reading.text, 0
    for block in reading.blocks:
        begins = _NOTE.match(text, block.start, block.end)
        if begins and (block.kind == "footnote" or begins[1] or begins[2]):
            number = int((begins[1] or begins[2] or begins[3]).translate(_SUPERSCRIPT))
            found.setdefault(number, []).append((block.start, block.end))
            last = number
        elif last and (begins := _NUMBERED.match(text, block.start, block.end)) and int(begins[1]) == last + 1:
            last += 1
            found.setdefault(last, []).append((block.start, block.end))
        else:
            last = 0
    return found


def _is_power(text: str, match: re.Match[str]) -> bool:
    """Whether a superscript is one of a unit: km², m³."""
    return bool(match[2]) and bool(_LETTER_UNIT.search(text, max(0, match.start() - 3), match.start()))


def _reads_on(text: str, match: re.Match[str]) -> bool:
    """Whether a bracketed number stands between words as one put in by an editor: "all [12] members"."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 2]
    return before.isspace() and after[:1].isspace() and after[1:].islower()


def _is_row(numbers: list[int], notes: dict[int, list[Span]]) -> bool:
    """Whether the numbers count up, from one or from those of the notes."""
    if not numbers:
        return False
    if notes:
        return True
    steps = [numbers[0], *(b - a for a, b in pairwise(numbers))]
    return numbers[0] == 1 and all(step <= 1 + _MOST_JUMPED for step in steps)
