"""``weekday-mismatch``: a weekday beside a date that falls on another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading
from onrecord.document import Span
from onrecord.occasions.dates import DateMention
from onrecord.occasions.edtf import days_of

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BESIDE = re.compile(r"[\s,(]*(?:\w{1,3}\s+)?")


def find(reading: Reading) -> Iterator[Found]:
    """Days of a known year with the weekday written in or right beside them."""
    told: set[Span] = set()
    for one in reading.dates:
        if one.weekday and (found := _mismatch(reading, one, one.weekday, (one.start, one.end))):
            told.add((one.start, one.end))
            yield found
    for one, other in pairwise(reading.dates):
        if not _BESIDE.fullmatch(reading.text, one.end, other.start):
            continue
        for day, named in ((one, other), (other, one)):
            if named.how == "weekday" and named.weekday and not day.weekday and (day.start, day.end) not in told:
                found = _mismatch(reading, day, named.weekday, (one.start, other.end))
                if found:
                    yield found


def _mismatch(reading: Reading, day: DateMention, weekday: int, span: Span) -> Found | None:
    if day.how not in ("full", "yearless") or not day.edtf or "/" in day.edtf or "~" in day.edtf:
        return None
    days = days_of(day.edtf)
    if days is None or days[0] != days[1] or days[0].isoweekday() == weekday:
        return None
    if day.how == "yearless" and reading.year != days[0].year:
        return None
    return Found(f"{reading.said(span)}: {days[0]} is a {_WEEKDAYS[days[0].weekday()]}", (span,))


CHECK = Check(
    name="weekday-mismatch",
    severity="warning",
    summary="A weekday stands beside a date that falls on another weekday.",
    example="The council met on Tuesday, March 4, 2024. The mayor was absent.",
    sound="The council met on Monday, March 4, 2024. The mayor was absent.",
    find=find,
)
