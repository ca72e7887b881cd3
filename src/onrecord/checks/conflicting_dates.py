"""``conflicting-dates``: one event on two days, in the two language parts, or in a caption and its text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading, day_of
from onrecord.document import Block, Occasion, Span

FARTHEST = 60
"""Days between two dates of what may be one event; further apart are two."""
_RUNNING = ("paragraph", "list-item")


def find(reading: Reading) -> Iterator[Found]:
    """Occasions told in both languages on two days, and captions dated before what they show."""
    yield from _languages(reading)
    for number, block in enumerate(reading.blocks):
        if block.kind == "caption":
            yield from _caption(reading, number, block)


def _languages(reading: Reading) -> Iterator[Found]:
    """Two occasions of one kind and the same people, each told in one language alone, on two days."""
    dated = [
        (occasion, day, languages)
        for occasion in reading.document.occasions
        if (day := _day(occasion.date)) and len(languages := _told_in(reading, occasion)) == 1
    ]
    for (a, day, one), (b, other, two) in combinations(dated, 2):
        if one == two or day == other or abs((day - other).days) > FARTHEST or not _alike(reading, a, b):
            continue
        if any(c is not a and c is not b and c.date in (a.date, b.date) and _alike(reading, c, a) for c, *_ in dated):
            continue  # each part tells of both
        who = " and ".join(reading.name(p) for p in a.participants if p in b.participants)
        yield Found(
            f"the {a.kind} of {who} is on {day} in one language and on {other} in the other",
            (_dated_span(reading, b), _dated_span(reading, a)),
        )


def _day(edtf: str | None) -> date | None:
    days = day_of(edtf)
    return days[0] if days and days[0] == days[1] and edtf and "~" not in edtf else None


def _told_in(reading: Reading, occasion: Occasion) -> set[str | None]:
    return {block.language for start, _ in occasion.spans if (block := reading.block_at(start))}


def _alike(reading: Reading, a: Occasion, b: Occasion) -> bool:
    """Whether two occasions can be one: of one kind, with a person and one more participant or the place in common."""
    if a.kind != b.kind or (a.place and b.place and a.place != b.place):
        return False
    common = set(a.participants) & set(b.participants)
    person = any(reading.entities[p].kind == "person" for p in common if p in reading.entities)
    return person and (
        len(common) > 1 or a.kind in ("speech", "ceremony", "press-conference", "interview") or a.place == b.place
    )


def _dated_span(reading: Reading, occasion: Occasion) -> Span:
    """The span of an occasion that tells its date, else its first."""
    for start, end in occasion.spans:
        if any(date.how in ("full", "yearless") for date in reading.dates_in((start, end))):
            return start, end
    return occasion.spans[0]


def _caption(reading: Reading, number: int, block: Block) -> Iterator[Found]:
    """A caption dated before the one day that the text above it tells, or more than a day after it."""
    dates = [d for d in reading.dates_in((block.start, block.end)) if d.how == "full" and _day(d.edtf)]
    if len(dates) != 1 or not (told := _day(dates[0].edtf)):
        return
    section = _section(reading, number)
    days: dict[date, Span] = {}
    for other in section:
        for mention in reading.dates_in((other.start, other.end)):
            if not mention.quoted and mention.how in ("full", "yearless") and (day := _day(mention.edtf)):
                days.setdefault(day, (mention.start, mention.end))
    if len(days) != 1:
        return
    ((day, span),) = days.items()
    if told == day or 0 <= (told - day).days <= 1 or abs((told - day).days) > FARTHEST:
        return
    if _shared(reading, block, section):
        yield Found(f"the caption is of {told}, the text of {day}", ((dates[0].start, dates[0].end), span))


def _section(reading: Reading, number: int) -> list[Block]:
    """The running blocks round a caption, between two headings, in its language."""
    first = number
    while first > 0 and reading.blocks[first - 1].kind not in ("heading", "title"):
        first -= 1
    last = number
    while last + 1 < len(reading.blocks) and reading.blocks[last + 1].kind not in ("heading", "title"):
        last += 1
    language = reading.blocks[number].language
    return [b for b in reading.blocks[first : last + 1] if b.kind in _RUNNING and b.language == language]


def _shared(reading: Reading, block: Block, section: list[Block]) -> bool:
    """Whether the caption and its section name a person in common."""
    for entity in reading.document.entities:
        if entity.kind != "person":
            continue
        starts = [mention.start for mention in entity.mentions]
        if any(block.start <= at < block.end for at in starts) and any(
            other.start <= at < other.end for at in starts for other in section
        ):
            return True
    return False


CHECK = Check(
    name="conflicting-dates",
    severity="warning",
    summary="One event is dated on two days: in the two languages of a text, or in a caption and the text.",
    example="On March 4, 2024 Mayor Ada Berg met Oskar Lind in Vesthavn. “We sail,” Ada Berg said.\n\nAda Berg and "
    "Oskar Lind in Vesthavn (Source: Evening Lamp, March 1, 2024)",
    sound="On March 4, 2024 Mayor Ada Berg met Oskar Lind in Vesthavn. “We sail,” Ada Berg said.\n\nAda Berg and "
    "Oskar Lind in Vesthavn (Source: Evening Lamp, March 5, 2024)",
    find=find,
    of_statements=True,
)
