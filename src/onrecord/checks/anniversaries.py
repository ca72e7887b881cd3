"""Anniversaries that do not come out: "the 46th anniversary" of what was not 46 years ago."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.checks.check import Found
from onrecord.checks.counting import Counting, counting_of
from onrecord.checks.reading import Reading
from onrecord.document import Span

YEAR = re.compile(r"(?<![\d.,/:-])(?:1[0-9]|20)\d\d(?![\d%/:]|[.,]\d)")
_WORD = re.compile(r"[^\W\d_]{4,}")
_EVENT_WORDS = 4
"""Words behind "anniversary of" among which the event's name is."""
_NEAR = 30_000
"""Characters on each side in which its year is looked for; keeps a text of many anniversaries linear."""


def find(reading: Reading) -> Iterator[Found]:
    """Anniversaries whose number, the event's year and the year of the text or sentence contradict each other."""
    packs = [pack for pack in reading.packs.values() if pack]
    if not any(reading.has_any(pack.checks.anniversary_words) for pack in packs):
        return
    for span, _, pack in reading.text_sentences:
        counting = counting_of(pack.code)
        for match in counting.anniversary.finditer(reading.text, *span):
            number = counting.value(match, ordinal=True)
            if number is None or number < 2 or counting.is_rounded(reading.text, span[0], match.start()):
                continue
            event = _event_year(reading, counting, span, match)
            now = _now(reading, counting, span, match, event[0]) if event else None
            if event and now and event[0] + number != now:
                yield Found(
                    f"{reading.said(match.span())} of what was in {event[0]}: {event[0]} and {number} make "
                    f"{event[0] + number}, not {now}",
                    (match.span(), event[1]),
                )


def _event_year(reading: Reading, counting: Counting, span: Span, match: re.Match[str]) -> tuple[int, Span] | None:
    """The year of what is remembered: behind the anniversary in its sentence, else beside the same word elsewhere."""
    text = reading.text
    behind = [(int(year[0]), year.span()) for year in YEAR.finditer(text, match.end(), span[1])]
    if behind:
        return min(behind)
    block = reading.block_at(match.start())
    if block:
        begun = {int(f["year"]): f.span() for f in counting.founded.finditer(text, block.start, match.start())}
        if len(begun) == 1:
            return next(iter(begun.items()))
    opening = counting.event.match(text, match.end(), span[1])
    words = (
        [word for word, _ in zip(_WORD.finditer(text, opening.end(), span[1]), range(_EVENT_WORDS), strict=False)]
        if opening
        else []
    )
    found: set[int] = set()
    where: Span = match.span()
    for word in words:
        stem = re.escape(word[0][: max(4, len(word[0]) - 2)])
        beside = re.compile(rf"\b{stem}\w*(?:\s+\w{{1,3}}){{0,2}}\s+({YEAR.pattern})|({YEAR.pattern})\s+{stem}", re.I)
        for other in beside.finditer(text, max(0, span[0] - _NEAR), span[1] + _NEAR):
            if not span[0] <= other.start() < span[1]:
                found.add(int(other[1] or other[2]))
                where = other.span()
    return (found.pop(), where) if len(found) == 1 else None


def _now(reading: Reading, counting: Counting, span: Span, match: re.Match[str], event: int) -> int | None:
    """The year of the anniversary: another one of its sentence, else that of the text if nothing speaks of another."""
    years = {int(year[0]) for year in YEAR.finditer(reading.text, *span)} - {event}
    if years:
        return years.pop() if len(years) == 1 and min(years) > event else None
    days = {
        date.edtf[:4]
        for date in reading.dates_in(span)
        if date.edtf and date.edtf[:4].isdigit() and int(date.edtf[:4]) > event
    }
    if len(days) == 1:
        return int(days.pop())
    if counting.other_year.search(reading.text, *span):
        return None
    return reading.year if reading.year and reading.year > event else None
