"""Dates as EDTF (ISO 8601-2) strings: written from days, and the days that such a string can mean."""

from __future__ import annotations

import re
from datetime import date, timedelta

_PART = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")

Days = tuple[date, date]
"""First and last day of what a date covers."""


def month_days(year: int, month: int) -> Days:
    """First and last day of a Gregorian month; the year is 1 to 9998."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def interval(first: date | str, last: date | str) -> str:
    """The interval from one date to another; one date where they are the same."""
    return str(first) if str(first) == str(last) else f"{first}/{last}"


def days_of(edtf: str | None) -> Days | None:
    """The days that a date covers, an open end as far as dates go; ``None`` where its year is not known."""
    if not edtf:
        return None
    first, _, last = edtf.partition("/")
    begin = _days_of_part(first)
    end = begin if not last else (date.max, date.max) if last == ".." else _days_of_part(last)
    return (begin[0], end[1]) if begin and end else None


def _days_of_part(part: str) -> Days | None:
    match = _PART.fullmatch(part)
    if match is None:
        return None
    year, month, day, doubt = match.groups()
    try:
        if day:
            one = date(int(year), int(month), int(day))
            days = one, one
        elif month:
            days = month_days(int(year), int(month))
        else:
            days = date(int(year), 1, 1), date(int(year), 12, 31)
        slack = timedelta(days=2 if doubt else 0)
        return days[0] - slack, days[1] + slack
    except (ValueError, OverflowError):
        return None


def compatible(one: str | None, other: str | None) -> bool:
    """Whether two dates can be of one event: either is not known, or they share a day."""
    if one is None or other is None or one == other:
        return True
    if one.startswith("XXXX") or other.startswith("XXXX"):
        return one[4:] == other[4:]
    days, others = days_of(one), days_of(other)
    return days is None or others is None or (days[0] <= others[1] and others[0] <= days[1])


def narrower(one: str | None, other: str | None) -> str | None:
    """Of two compatible dates the one that says more; the first where they say as much."""
    if one is None or other is None:
        return one or other
    return other if _width(other) < _width(one) else one


def is_day(edtf: str | None) -> bool:
    """Whether a date is one day."""
    return _width(edtf) == 0 if edtf else False


def _width(edtf: str) -> int:
    days = days_of(edtf)
    return (days[1] - days[0]).days if days else 10**7
