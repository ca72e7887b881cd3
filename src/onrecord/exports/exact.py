"""EDTF dates for formats that know only exact ones: what is approximate or open is left out, never rounded."""

from __future__ import annotations

import re

from onrecord.occasions.edtf import days_of

_EXACT = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def exact(edtf: str | None) -> str | None:
    """The date where it is one year, month or day (``2025``, ``2025-02``, ``2025-02-08``) of the calendar."""
    return edtf if edtf and _EXACT.fullmatch(edtf) and edtf >= "0001" and days_of(edtf) else None


def ends(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last date of an interval, each ``None`` where it is not exact; a single date is a first one."""
    first, slash, last = (edtf or "").partition("/")
    return exact(first), exact(last) if slash else None


def sortable(edtf: str | None) -> str | None:
    """The first day that a date can mean, as ``2025-02-08``; ``None`` where its year is not known."""
    days = days_of(edtf)
    return days[0].isoformat() if days else None
