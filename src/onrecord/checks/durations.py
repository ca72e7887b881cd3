"""Durations that do not come out: "470 days after" one day is not the other; "two days later" is not that day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from onrecord.checks.check import Found
from onrecord.checks.counting import counting_of
from onrecord.checks.reading import Reading, day_of
from onrecord.occasions.dates import DateMention
from onrecord.occasions.edtf import days_of

_FIGURE = re.compile(r"\d")
_APPOSED = re.compile(r"\s*[,(–-]\s*(?:\w{1,5}\s+){0,2}")
_BEFORE_LATER = re.compile(r"\s*")


def find(reading: Reading) -> Iterator[Found]:
    """Durations beside two days that lie otherwise apart, and a distance and a date that tell of two days."""
    yield from _between(reading)
    if any(
        pack and counting_of(pack.code).later.search(reading.text, block.start, block.end)
        for block in reading.blocks
        for pack in (reading.packs[block.language],)
    ):
        yield from _apposed(reading)


def _between(reading: Reading) -> Iterator[Found]:
    for span, _, pack in reading.text_sentences:
        counting = counting_of(pack.code)
        if not _FIGURE.search(reading.text, *span):
            continue  # a day is told with one
        durations = list(counting.duration.finditer(reading.text, *span))
        if len(durations) != 1 or not counting.spans.search(reading.text, *span):
            continue
        match = durations[0]
        number = counting.numbers.value(match["n"])
        if not number or counting.is_rounded(reading.text, span[0], match.start()):
            continue
        dates = [d for d in reading.dates_in(span) if d.how in ("full", "yearless")]
        ends = _ends(dates)
        unit = counting.units[match["unit"].lower()]
        if ends and not _fits(*ends, number, unit):
            first, last = ends
            yield Found(
                f"{reading.said(match.span())}: from {first} to {last} it is {_distance(first, last, unit)}",
                (match.span(), *((d.start, d.end) for d in dates)),
            )


def _ends(dates: list[DateMention]) -> tuple[date, date] | None:
    """The two days that a sentence tells of: two dates, or the two ends of one."""
    known = [days for d in dates if d.edtf and "~" not in d.edtf and (days := day_of(d.edtf))]
    if len(known) != len(dates):
        return None
    if len(known) == 1 and known[0][0] != known[0][1] and "/" in (dates[0].edtf or ""):
        return known[0]
    single = sorted({one for one, other in known if one == other})
    return (single[0], single[1]) if len(known) == 2 and len(single) == 2 else None


def _fits(first: date, last: date, number: int, unit: int) -> bool:
    """Whether so many units lie between two days: both may be counted in, and a rest of a unit left out."""
    days = (last - first).days
    if unit == 1:
        return days <= number <= days + 1 or number == days - 1
    if unit == 7:
        return days // 7 <= number <= days // 7 + 1
    months = (last.year - first.year) * 12 + last.month - first.month
    if unit == 30:
        return abs(months - number) <= 1
    return abs(last.year - first.year - number) <= (0 if (last.month, last.day) == (first.month, first.day) else 1)


def _distance(first: date, last: date, unit: int) -> str:
    days = (last - first).days
    return (
        f"{days:,} days" if unit < 30 else f"{days / 365.25:.1f} years" if unit > 30 else f"{days / 30.44:.0f} months"
    )


def _apposed(reading: Reading) -> Iterator[Found]:
    """ "Two days later, on May 7", where two days later is another day."""
    for at, (one, other) in enumerate(pairwise(reading.dates)):
        if one.how != "relative" or other.how not in ("full", "yearless") or not one.edtf or not other.edtf:
            continue
        said, told = days_of(one.edtf), days_of(other.edtf)
        if not said or not told or said[0] != said[1] or told[0] != told[1] or said == told:
            continue
        before = reading.dates[at - 1] if at else None
        near = before and before.how == "full" and day_of(before.edtf) and abs((said[0] - told[0]).days) < 60
        if (
            near
            and before
            and _APPOSED.fullmatch(reading.text, one.end, other.start)
            and _reference(reading, before, one)
        ):
            span = (one.start, other.end)
            yield Found(
                f"{reading.said(span)}: counted from {before.edtf} it is {said[0]}", (span, (before.start, before.end))
            )


def _reference(reading: Reading, before: DateMention, one: DateMention) -> bool:
    """Whether a distance is counted from a date: told close before it in running text."""
    return one.start - before.end < 600 and reading.number_at(one.start) - reading.number_at(before.start) <= 1
