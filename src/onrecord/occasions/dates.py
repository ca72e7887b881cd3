"""The dates a text tells, resolved to EDTF: never a day or a year that the text does not give.

A day without a year is that of a full date of the text, else the nearest to the day the text is from; a weekday is
the last one before that day. Without anything to go by, the year of a day is unspecified (``XXXX-02-08``) and a
weekday or "yesterday" is no date. "Two days later" counts from the last day told of before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from onrecord.document import Block, Document
from onrecord.languages.pack import pack_of
from onrecord.languages.sources import RelativeDate
from onrecord.languages.words import Words
from onrecord.occasions.calendars import hijri, jalali, month_of
from onrecord.occasions.edtf import days_of, interval, month_days
from onrecord.occasions.grammar import Grammar, grammar_of

_APART = ("caption", "footnote", "credit")  # their dates are not told of: "two days later" does not count from them
_CLAUSE = 8  # words before a weekday in which a word of the future is looked for
_YEARS = range(2, 9998)

How = Literal["full", "yearless", "weekday", "relative"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that tell a date, ``text[start:end]``.

    ``edtf`` is what they mean, ``None`` where that cannot be known. ``weekday`` (Monday is 1) is the one they name.
    ``how`` they tell it: with its year (``full``), without (``yearless``), by a weekday alone, or by the distance from
    another date. ``quoted``: inside somebody's direct speech, where "today" is not the day of the text.
    """

    start: int
    end: int
    edtf: str | None
    weekday: int | None
    how: How
    quoted: bool = False


@dataclass(slots=True)
class _Read:
    """What the words of a date say, before it is resolved."""

    start: int
    end: int
    block: Block
    weekday: int | None = None
    days: list[int] = field(default_factory=list)
    months: list[tuple[str, int]] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    figures: str = ""
    relative: RelativeDate | None = None
    number: int = 1
    unit: str = "day"
    coming: bool = False
    quoted: bool = False


def find_dates(document: Document, words: Words | None = None) -> list[DateMention]:
    """All dates of a document in order; ``words`` are those of its text, if they are at hand."""
    words = words or Words(document.text)
    read = [found for block in document.blocks for found in _read_block(block, words)]
    _mark_quoted(document, read)
    return _Resolver(document, read).mentions()


def _read_block(block: Block, words: Words) -> list[_Read]:
    pack = pack_of(block.language)
    if pack is None:
        return []
    grammar = grammar_of(pack.code)
    first, last = words.between(block.start, block.end)
    forms = words.forms[first:last]
    line = grammar.line(forms)
    found: list[tuple[int, int, _Read]] = []
    taken = bytearray(len(line))
    for match in grammar.date.finditer(line):
        one = _absolute(grammar, forms, line, match, block)
        if one is not None:
            found.append((*match.span(), one))
    for at, end, _ in found:
        if line[at:end] != "W":
            taken[at:end] = b"\1" * (end - at)
    for match in grammar.told.finditer(line):
        named = match.start() and forms[match.start()][:1].isupper() and forms[match.start() - 1][:1].isalpha()
        if not named and not any(taken[match.start() : match.end()]):
            found = [item for item in found if item[1] <= match.start() or item[0] >= match.end()]
            found.append((*match.span(), _relative(grammar, forms, match, block)))
    for at, end, one in found:
        one.start, one.end = words.starts[first + at], words.ends[first + end - 1]
    return [one for _, _, one in sorted(found, key=lambda item: item[:2])]


def _absolute(grammar: Grammar, forms: list[str], line: str, match: re.Match[str], block: Block) -> _Read | None:
    one = _Read(0, 0, block)
    for at in range(*match.span()):
        form, cls = forms[at], line[at]
        if cls == "D":
            one.days.append(_number(form))
        elif cls == "R":
            one.days += map(int, form.split("-"))
        elif cls in "MJH":
            month = grammar.month(forms, at)[0]
            one.months += [month] if month else []
        elif cls == "Y":
            one.years.append(int(form))
        elif cls == "E" and one.months == []:
            one.months.append(("J" if grammar.eras[form] == "jalali" else "H", 0))
        elif cls == "W":
            one.weekday = grammar.weekdays[form]
        elif cls == "I":
            one.figures = form
    if match.group() == "W":
        if not _is_weekday(grammar, forms, match.start()):
            return None
        before = forms[max(0, match.start() - _CLAUSE) : match.start()]
        clause = before[max((n + 1 for n, form in enumerate(before) if form in ",.;:—–"), default=0) :]
        one.coming = any(form.lower() in grammar.future for form in clause)
    return one


def _is_weekday(grammar: Grammar, forms: list[str], at: int) -> bool:
    """Whether a weekday is meant, not a name with one in it ("the Sunday Herald") or every one of them."""
    before = forms[at - 1] if at else ""
    after = forms[at + 1] if at + 1 < len(forms) else ""
    if before.lower() in grammar.recurring:
        return False
    named = forms[at][:1].isupper() and after[:1].isupper()
    return not (named and before.lower() in grammar.words.words.get("determiners", ()))


def _relative(grammar: Grammar, forms: list[str], match: re.Match[str], block: Block) -> _Read:
    entry = grammar.relative[int((match.lastgroup or "r0")[1:])]
    one = _Read(0, 0, block, relative=entry)
    for form in forms[match.start() : match.end()]:
        low = form.lower()
        one.weekday = grammar.weekdays.get(form, one.weekday)
        one.unit = grammar.units.get(low, one.unit)
        one.number = grammar.words.numbers.get(low, int(form) if form.isascii() and form.isdigit() else one.number)
    return one


def _number(form: str) -> int:
    match = re.match(r"\d+", form)
    return int(match.group()) if match else 0


def _mark_quoted(document: Document, read: list[_Read]) -> None:
    spans = sorted(
        span for statement in document.statements if statement.kind == "direct" for span in statement.content
    )
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    for number in range(1, len(ends)):
        ends[number] = max(ends[number], ends[number - 1])
    for one in read:
        at = bisect_right(starts, one.start) - 1
        one.quoted = at >= 0 and one.start < ends[at]


class _Resolver:
    """Gives the dates of a document their years, and those told by their distance their days."""

    def __init__(self, document: Document, read: Sequence[_Read]):
        self._read = read
        published = days_of(document.published)
        self._month = published[0] if published else None
        self._published = published[0] if published and published[0] == published[1] else None
        self._years: dict[tuple[str, int, int], int] = {}
        self._told: date | None = None
        years: Counter[int] = Counter()
        firsts: dict[int, date] = {}
        for one in read:
            days = days_of(_full(one)) if one.years or one.figures else None
            if days is None or (not one.months and not one.figures):
                continue
            years[days[0].year] += 1
            firsts.setdefault(days[0].year, days[0])
            if one.months and len(one.years) == 1:
                for cls, month in one.months:
                    for day in (*one.days, 0):
                        self._years.setdefault((cls, month, day), one.years[0])
        if self._month is None and years:
            most = max(years.values())
            self._month = next(first for year, first in firsts.items() if years[year] == most)

    def mentions(self) -> list[DateMention]:
        """The dates with what they mean, in order."""
        found: list[DateMention] = []
        language: str | None = None
        for one in self._read:
            if one.block.language != language:
                language, self._told = one.block.language, None
            mention = DateMention(one.start, one.end, *self._meaning(one), quoted=one.quoted)
            found.append(mention)
            days = days_of(mention.edtf)
            if days and not one.quoted and one.block.kind not in _APART and _has_day(one):
                self._told = days[1] if days[1] != date.max else days[0]
        return [replace(mention, edtf=None) if mention.edtf == "" else mention for mention in found]

    def _meaning(self, one: _Read) -> tuple[str | None, int | None, How]:
        if one.relative:
            return self._related(one, one.relative), one.weekday, "relative"
        if one.years or one.figures:
            return _full(one), one.weekday, "full"
        if one.months:
            return self._yearless(one), one.weekday, "yearless"
        return self._on_weekday(one), one.weekday, "weekday"

    def _yearless(self, one: _Read) -> str | None:
        cls, month = one.months[-1]
        known = next((year for day in (*one.days, 0) if (year := self._years.get((cls, month, day)))), None)
        if known is not None:
            return _dated(one, [known])
        if self._month is None:
            return _unspecified(one)
        near = (
            self._month.year
            - {"M": 0, "J": 621, "H": round((self._month.year - 622) * -33 / 32 + self._month.year)}[cls]
        )
        meant = [
            (distance, _dated(one, [year])) for year in range(near - 2, near + 3) if (distance := self._far(one, year))
        ]
        return min(meant, key=lambda pair: pair[0])[1] if meant else None

    def _far(self, one: _Read, year: int) -> int | None:
        """How many days a date is from the day the text is from, plus one, if it is in that year."""
        days = days_of(_dated(one, [year]))
        if days is None or self._month is None:
            return None
        first, last = days
        return 1 + max((first - self._month).days, (self._month - last).days, 0)

    def _on_weekday(self, one: _Read) -> str | None:
        weekday = one.weekday or 1
        if one.quoted:
            return None
        if self._published:
            away = (self._published.isoweekday() - weekday) % 7
            return _moved(self._published, 7 - away if one.coming and away else -away)
        return _moved(self._told, (weekday - self._told.isoweekday()) % 7) if self._told else None

    def _related(self, one: _Read, entry: RelativeDate) -> str | None:
        start = self._told if entry.reference == "told" else self._published
        if start is None or one.quoted:
            return None
        if entry.open:
            after = _moved(start, 1)
            return f"{after}/.." if after else None
        if entry.weekday:
            away = (start.isoweekday() - (one.weekday or 1)) % 7
            return _moved(start, -(away or 7) if entry.weekday == "before" else 7 - away)
        if entry.unit == "any":
            return _whole(start, one.unit, entry.shift)
        if not entry.sign:
            return _moved(start, entry.shift)
        if one.unit in ("day", "week"):
            return _moved(start, entry.sign * one.number * (7 if one.unit == "week" else 1))
        return _whole(start, one.unit, entry.sign * one.number)


def _has_day(one: _Read) -> bool:
    return bool(one.days or one.figures or one.weekday or (one.relative and one.relative.unit == "day"))


def _moved(start: date, days: int) -> str | None:
    try:
        return str(start + timedelta(days=days))
    except OverflowError:
        return None


def _whole(start: date, unit: str, shift: int) -> str | None:
    """The week, month or year so many after the one of a day."""
    try:
        if unit == "day":
            return str(start + timedelta(days=shift))
        if unit == "week":
            monday = start + timedelta(days=7 * shift - start.weekday())
            return f"{monday}/{monday + timedelta(days=6)}"
    except OverflowError:
        return None
    months = start.year * 12 + start.month - 1 + shift * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if year not in _YEARS:
        return None
    return f"{year:04}" if unit == "year" else f"{year:04}-{month + 1:02}"


def _full(one: _Read) -> str | None:
    """The date of words that tell its year."""
    if one.figures:
        parts = re.split(r"[.-]", one.figures)
        if "." in one.figures:
            parts.reverse()
        written = "-".join(part.zfill(2) for part in parts)
        return written if days_of(written) else None
    return _dated(one, one.years)


def _dated(one: _Read, years: list[int]) -> str | None:
    """The date of words with these years, one or one for each end; ``None`` where there is no such day."""
    months = one.months
    if not months:
        return f"{years[0]:04}"
    first, last = months[0], months[-1]
    begin = years[0] if len(years) > 1 else years[-1] - (first[0] == last[0] and first[1] > last[1])
    if len(one.days) < 2:
        return _edtf(*last, one.days[0] if one.days else 0, years[-1])
    start, end = _edtf(*first, one.days[0], begin), _edtf(*last, one.days[-1], years[-1])
    days, others = days_of(start), days_of(end)
    return interval(start, end) if start and end and days and others and days[0] <= others[0] else None


def _edtf(cls: str, month: int, day: int, year: int) -> str | None:
    """One day or month of a calendar as EDTF; Hijri days are approximate, other calendars' months are intervals."""
    if year not in _YEARS:
        return None
    doubt = "~" if cls == "H" else ""
    if cls == "M":
        if not day:
            return f"{year:04}-{month:02}"
        last = month_days(year, month)[1]
        return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= last.day else None
    calendar = "jalali" if cls == "J" else "hijri"
    if day:
        one = (jalali if cls == "J" else hijri)(year, month, day)
        return f"{one}{doubt}" if one else None
    span = month_of(calendar, year, month) if month else _year_of(calendar, year)
    return f"{span[0]}{doubt}/{span[1]}{doubt}" if span else None


def _year_of(calendar: str, year: int) -> tuple[date, date] | None:
    first, last = month_of(calendar, year, 1), month_of(calendar, year, 12)
    return (first[0], last[1]) if first and last else None


def _unspecified(one: _Read) -> str | None:
    """A day or month of the Gregorian calendar in a year that is not known."""
    if any(cls != "M" for cls, _ in one.months):
        return None
    parts = [f"XXXX-{month:02}" for _, month in one.months]
    if any(not 1 <= day <= month_days(2000, one.months[-1][1])[1].day for day in one.days):
        return None
    if len(one.days) > 1:
        return f"{parts[0]}-{one.days[0]:02}/{parts[-1]}-{one.days[-1]:02}"
    return f"{parts[-1]}-{one.days[0]:02}" if one.days else parts[-1]
