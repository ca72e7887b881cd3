"""Stretches of time to choose from: the years of a record, and the months of one of them."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from onrecord.occasions.edtf import days_of
from onrecord.web.rendering import query

_YEARS = 30


class Period(NamedTuple):
    """A stretch of time, as a date such as ``2025`` or ``2025-02``, and where it is shown."""

    date: str
    href: str
    current: bool


def periods(days: tuple[date, date] | None, path: str, since: str, until: str, **values: Any) -> list[Period]:
    """The years from the first day to the last, the latest first, and behind the one that is shown its months."""
    if days is None:
        return []
    shown = days_of(since) if since else None
    year = shown[0].year if shown and shown[0].year == (days_of(until or since) or shown)[1].year else None
    found = []
    for one in range(days[1].year, max(days[0].year, days[1].year - _YEARS + 1) - 1, -1):
        found.append(_period(f"{one:04}", path, since, until, values))
        if one == year:
            months = (f"{one:04}-{month:02}" for month in range(12, 0, -1))
            found += [_period(month, path, since, until, values) for month in months if _in(month, days)]
    return found


def _in(month: str, days: tuple[date, date]) -> bool:
    found = days_of(month)
    return found is not None and found[1] >= days[0] and found[0] <= days[1]


def _period(one: str, path: str, since: str, until: str, values: dict[str, Any]) -> Period:
    return Period(one, query(path, **values, since=one, until=one), since == until == one)
