"""Days of the Jalali (Iranian solar) and the Hijri (Islamic lunar) calendar as days of the Gregorian one.

Jalali leap years by the cycle of 33 years, which agrees with the observed calendar from 1178 to 1633 (K. M. Borkowski,
"The Persian calendar for 3000 years", 1996). Hijri days by the tabular calendar (E. G. Richards, "Mapping Time",
1998); a month begins where its crescent is seen, so that a day can differ by one, seldom by two.
"""

from __future__ import annotations

from datetime import date, timedelta

_LEAP = (1, 5, 9, 13, 17, 22, 26, 30)
_ANCHOR_YEAR, _ANCHOR = 1400, date(2021, 3, 21).toordinal()
_JALALI_YEARS = range(1178, 1634)
_HIJRI_YEARS = range(1, 1700)


def jalali(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Jalali one; ``None`` where there is no such day or the year is out of reach."""
    if year not in _JALALI_YEARS or not 1 <= month <= 12:
        return None
    length = 31 if month <= 6 else 30 if month < 12 or year % 33 in _LEAP else 29
    if not 1 <= day <= length:
        return None
    first = _ANCHOR + 365 * (year - _ANCHOR_YEAR) + _leaps(year) - _leaps(_ANCHOR_YEAR)
    return date.fromordinal(first + 31 * (month - 1) - max(0, month - 7) + day - 1)


def hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri one by the tabular calendar; ``None`` where there is no such day."""
    if year not in _HIJRI_YEARS or not 1 <= month <= 12 or not 1 <= day <= 30:
        return None
    return date.fromordinal(day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014)


def month_of(calendar: str, year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a month in one of the two calendars, named ``jalali`` or ``hijri``."""
    convert = jalali if calendar == "jalali" else hijri
    first = convert(year, month, 1)
    following = convert(year + (month == 12), month % 12 + 1, 1)
    return (first, following - timedelta(days=1)) if first and following else None


def _leaps(year: int) -> int:
    cycles, rest = divmod(year, 33)
    return cycles * len(_LEAP) + sum(leap < rest for leap in _LEAP)
