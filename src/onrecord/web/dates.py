"""Dates in the form of the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.web.language import later as _

_MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"), _("September"),
    _("October"), _("November"), _("December"),
)  # fmt: skip
_OF_MONTH = (
    _("%(day)d January %(year)s"), _("%(day)d February %(year)s"), _("%(day)d March %(year)s"),
    _("%(day)d April %(year)s"), _("%(day)d May %(year)s"), _("%(day)d June %(year)s"), _("%(day)d July %(year)s"),
    _("%(day)d August %(year)s"), _("%(day)d September %(year)s"), _("%(day)d October %(year)s"),
    _("%(day)d November %(year)s"), _("%(day)d December %(year)s"),
)  # fmt: skip
_DATE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?)?)?([?~%])?")


def spelled(edtf: str | None, gettext: Callable[[str], str]) -> str:
    """An EDTF date or a time in words, ``8 February 2025`` or ``8 lutego 2025``; what is none stays as it is."""
    first, slash, last = (edtf or "").partition("/")
    if slash and first not in ("", "..") and last not in ("", ".."):
        return f"{_one(first, gettext)} – {_one(last, gettext)}"
    if slash and first and last == "..":
        return gettext(_("from %(date)s")) % {"date": _one(first, gettext)}
    if slash and last and first in ("", ".."):
        return gettext(_("until %(date)s")) % {"date": _one(last, gettext)}
    return _one(edtf or "", gettext)


def _one(date: str, gettext: Callable[[str], str]) -> str:
    found = _DATE.fullmatch(date)
    if not found:
        return date
    year, month, day, time, doubt = found.groups()
    if month and not 1 <= int(month) <= 12:
        return date
    if not month:
        words = year
    elif not day:
        words = f"{gettext(_MONTHS[int(month) - 1])} {year}"
    else:
        words = gettext(_OF_MONTH[int(month) - 1]) % {"day": int(day), "year": year}
    if time:
        words += f", {time}"
    return gettext(_("about %(date)s")) % {"date": words} if doubt else words
