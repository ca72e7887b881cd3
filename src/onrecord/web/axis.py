"""Occasions along an axis of time: a row for each kind, a mark for a day, a bar for a date that is a month or a year.

Nothing is drawn more exact than it is told: what may have been on any of several days covers all of them, and an
uncertain date has a broken edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.occasions.edtf import days_of
from onrecord.record.results import OccasionRow

WIDTH, LEFT, RIGHT = 1100, 130, 16
_ROW, _TOP = 34, 10
_LANE = 9  # pixels between marks of one row that would lie over each other
_LANES = 5
_MOST_TICKS = 9
_APART, _COUNT = 11.0, 14.0  # pixels that a mark needs, and the number beside it
_LABEL = 50  # pixels of half the words of a tick


class Mark(NamedTuple):
    """Occasions of one kind and date: from ``x`` as wide as ``width``, nought for a single day.

    ``number`` is the place of the first of them in the list.
    """

    occasions: list[OccasionRow]
    number: int
    x: float
    y: float
    width: float
    doubtful: bool


class Tick(NamedTuple):
    """A line through the axis where a year, a month or a day begins; ``at_end`` where its words end at the line."""

    date: str
    x: float
    at_end: bool


class Lane(NamedTuple):
    """A kind of occasion, and where its words stand."""

    kind: str
    y: float
    line: float


class Axis(NamedTuple):
    """The axis: its size in pixels and what is on it."""

    width: int
    height: int
    lanes: list[Lane]
    ticks: list[Tick]
    marks: list[Mark]


def axis(occasions: Sequence[OccasionRow]) -> Axis | None:
    """The axis of the occasions whose date is known; none where there is no such."""
    placed = [(number, one, days) for number, one in enumerate(occasions, 1) if (days := days_of(one.date))]
    if not placed:
        return None
    every = [day for *_, days in placed for day in days]
    told = [day for day in every if day not in (date.min, date.max)] or every
    first, last = min(told), max(told)
    slack = max(1, (last - first).days // 60)
    first, last = _moved(first, -slack), _moved(last, slack)
    scale = (WIDTH - LEFT - RIGHT) / max(1, (last - first).days)

    def at(day: date) -> float:
        return round(LEFT + (day - first).days * scale, 1)

    lanes, marks, top = [], [], float(_TOP)
    for kind in dict.fromkeys(one.kind for _, one, _ in placed):
        ends = [-1.0] * _LANES
        highest = 0
        alike: dict[str | None, list[OccasionRow]] = {}
        for _, one, _ in placed:
            if one.kind == kind:
                alike.setdefault(one.date, []).append(one)
        for number, one, days in sorted((row for row in placed if row[1].kind == kind), key=lambda row: row[2]):
            if one is not alike[one.date][0]:
                continue
            # an open end goes to the edge; an interval may be told the wrong way round
            x, end = sorted((at(max(days[0], first)), at(min(days[1], last))))
            width = round(end - x, 1) if days[0] != days[1] else 0.0
            lane = next((lane for lane in range(_LANES) if ends[lane] <= x), _LANES - 1)
            beside = _APART + (_COUNT if len(alike[one.date]) > 1 else 0)
            ends[lane] = max(ends[lane], x + width + beside)
            highest = max(highest, lane)
            y = top + _ROW / 2 + lane * _LANE
            marks.append(Mark(alike[one.date], number, x, y, width, is_doubtful(one.date)))
        height = _ROW + highest * _LANE
        lanes.append(Lane(kind, top + _ROW / 2 + 4, top + height))
        top += height
    ticks = [Tick(one, at(day), at(day) > WIDTH - _LABEL) for one, day in _ticks(first, last)]
    return Axis(WIDTH, int(top + 28), lanes, ticks, marks)


def is_doubtful(edtf: str | None) -> bool:
    """Whether a date says of itself that it is uncertain or about, or has an end that is open."""
    return any(sign in (edtf or "") for sign in ("?", "~", "%", ".."))


def is_span(edtf: str | None) -> bool:
    """Whether a date is more than one day without saying so of itself by an open end or a doubt."""
    days = days_of(edtf)
    return days is not None and days[0] != days[1] and not is_doubtful(edtf)


def _moved(day: date, by: int) -> date:
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return day


def _ticks(first: date, last: date) -> list[tuple[str, date]]:
    """Where days, else months, else years begin: the finest of these that there is room for, or some of them."""
    days = [first + timedelta(days=by) for by in range(min((last - first).days, 3 * 366) + 1)]
    months = [day for day in days if day.day == 1] if (last - first).days <= 3 * 366 else []
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    units = ((days, 10), (months, 7), (years, 4))
    for starts, digits in units[:2]:
        if 2 <= len(starts) <= _MOST_TICKS:
            return [(day.isoformat()[:digits], day) for day in starts]
    starts, digits = next((unit for unit in ((years, 4), (months, 7)) if len(unit[0]) >= 3), (days, 10))
    step = -(-len(starts) // _MOST_TICKS)
    return [(day.isoformat()[:digits], day) for day in starts[::step]]
