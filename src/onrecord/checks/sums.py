"""Sums that do not come out: a total and its parts, and a rise or fall told with its amount."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.checks.check import Found
from onrecord.checks.counting import Counting, counted, counting_of
from onrecord.checks.numbers import Number
from onrecord.checks.reading import Reading
from onrecord.document import Span

_OPENS = re.compile(r":|\s[–—-]\s|\(")
_CLOSES = re.compile(r"[);:]|\s[–—-]\s")
_FURTHEST = 60
"""Characters between a total and the colon or dash before its parts."""
_NEAR = 1.5
"""A sum more than so many times the total, or less than its inverse, is of something else."""
_TWO_FIGURES = re.compile(r"\d[^\d.,]+\d")
_WORD_BEHIND = re.compile(r"\s\w+")
_MEASURE = re.compile(r"\s*(?:%|percent|per cent|proc|[€$£]|\.\d)", re.I)


def find(reading: Reading) -> Iterator[Found]:
    """Totals whose parts, told beside them, make another number, and changes that do."""
    for span, _, pack in reading.text_sentences:
        counting = counting_of(pack.code)
        if counting.adds_up.search(reading.text, *span) and len(counting.numbers.find(reading.text, *span)) > 2:
            yield from _parts_behind(reading, counting, span)
            yield from _parts_before(reading, counting, span)
        if _TWO_FIGURES.search(reading.text, *span):
            yield from _changes(reading, counting, span)


def _parts_behind(reading: Reading, counting: Counting, span: Span) -> Iterator[Found]:
    """ "12 people: 5 men and 8 women", "12 people, of whom 5 men and 8 women"."""
    text = reading.text
    openings = [(m.start(), m.end()) for pattern in (_OPENS, counting.of_whom) for m in pattern.finditer(text, *span)]
    for opens, begins in sorted(openings):
        totals = counting.numbers.find(text, max(span[0], opens - _FURTHEST), opens)
        if (
            not totals
            or _CLOSES.search(text, totals[-1].end, opens)
            or "," in text[totals[-1].end : opens].rstrip(", ")
        ):
            continue
        closes = _CLOSES.search(text, begins, span[1])
        parts = _list(counting, text, begins, closes.start() if closes else span[1])
        if (
            parts
            and _plain(reading, counting, span, totals[-1])
            and all(_plain(reading, counting, span, p) for p in parts)
        ):
            yield from _compared(reading, totals[-1], parts)
            return


def _parts_before(reading: Reading, counting: Counting, span: Span) -> Iterator[Found]:
    """ "5 men and 8 women, 12 people in all"."""
    text = reading.text
    for match in counting.total.finditer(text, *span):
        value = counting.numbers.value(counted(match))
        if value is None:
            continue
        total = Number(value, *match.span())
        begins = max((m.end() for m in _CLOSES.finditer(text, span[0], match.start() - 4)), default=span[0])
        numbers = counting.numbers.find(text, begins, match.start())
        parts = _list(counting, text, numbers[0].start, match.start()) if numbers else []
        if parts and all(_plain(reading, counting, span, part) for part in parts):
            yield from _compared(reading, total, parts)


def _list(counting: Counting, text: str, start: int, end: int) -> list[Number]:
    """The numbers of a list whose every item begins with one; empty where an item does not."""
    edges = [start, *(m.end() for m in counting.joint.finditer(text, start, end))]
    numbers = counting.numbers.find(text, start, end)
    firsts = {number.start: number for number in numbers}
    items = [
        firsts.get(edge + len(text[edge:end]) - len(text[edge:end].lstrip()))
        for edge in edges
        if text[edge:end].strip(" ,.")
    ]
    parts = [item for item in items if item]
    return parts if len(parts) == len(items) == len(numbers) > 1 else []


def _plain(reading: Reading, counting: Counting, span: Span, number: Number) -> bool:
    """Whether a number counts things exactly: no rounded one, no share, price, year or date."""
    if counting.is_rounded(reading.text, span[0], number.start) or _MEASURE.match(reading.text, number.end):
        return False
    if reading.text[number.start - 1 : number.start] in ("$", "€", "£"):
        return False
    return not any(date.start <= number.start < date.end for date in reading.dates_in(span))


def _compared(reading: Reading, total: Number, parts: list[Number]) -> Iterator[Found]:
    made = sum(part.value for part in parts)
    if made == total.value or total.value < 3 or not total.value / _NEAR <= made <= total.value * _NEAR:
        return
    sum_ = " + ".join(str(part.value) for part in parts)
    last = max(number.end for number in (total, *parts))
    after = _WORD_BEHIND.match(reading.text, last)
    span = (min(number.start for number in (total, *parts)), after.end() if after else last)
    yield Found(f"{reading.said(span)}: {sum_} make {made:,}, not {total.value:,}", (span,))


def _changes(reading: Reading, counting: Counting, span: Span) -> Iterator[Found]:
    """ "From 200 to 250, by 20 percent"."""
    for pattern in counting.changes:
        for match in pattern.finditer(reading.text, *span):
            a, b = counting.numbers.value(match["a"]), counting.numbers.value(match["b"])
            name = "percent" if match["percent"] else "by"
            told = counting.numbers.value(match[name])
            if not a or b is None or told is None or counting.is_rounded(reading.text, span[0], match.start(name)):
                continue
            made = abs(b - a) * 100 / a if name == "percent" else abs(b - a)
            if abs(made - told) > (1 if name == "percent" else 0):
                unit = " percent" if name == "percent" else ""
                yield Found(f"{reading.said(match.span())}: that is {made:.4g}{unit}", (match.span(),))
