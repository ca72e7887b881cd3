"""``unsupported-claim``: the summary says what nothing in the body supports.

Across two languages only what does not depend on words is compared: who speaks, and the numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.anniversaries import YEAR
from onrecord.checks.check import Check, Found
from onrecord.checks.counting import counting_of
from onrecord.checks.numbers import Number, numbers_of
from onrecord.checks.parts import Parts, inside, named_in, parts
from onrecord.checks.reading import Reading

SMALLEST = 5
"""Numbers below are often told in other words ("both", "a pair"), or not at all."""


def find(reading: Reading) -> Iterator[Found]:
    """Speakers and numbers of the summary that the body does not have."""
    found = parts(reading)
    if found:
        yield from _speakers(reading, found)
        yield from _numbers(reading, found)


def _speakers(reading: Reading, found: Parts) -> Iterator[Found]:
    told: set[str] = set()
    for statement in reading.document.statements:
        entity = reading.entities.get(statement.speaker or "")
        if entity is None or entity.id in told or entity.kind != "person" or not _is_name(entity.name):
            continue
        if not statement.source or not inside(found.summary, statement.source[0][0]):
            continue
        told.add(entity.id)
        if not named_in(reading, entity, found.body):
            yield Found(
                f"{entity.name} speaks in the summary and is not named in the body: {reading.said(*statement.content)}",
                (statement.source[0], *statement.content),
            )


def _is_name(name: str) -> bool:
    """Whether a name has two words at least, all but particles with capitals: not "a senior official"."""
    words = name.split()
    return len(words) > 1 and sum(word[:1].isupper() for word in words) > 1 and words[-1][:1].isupper()


def _numbers(reading: Reading, found: Parts) -> Iterator[Found]:
    known = {number.value for block in found.body for number in _counted(reading, block.start, block.end)}
    known |= {int(year[0]) for block in found.body for year in YEAR.finditer(reading.text, block.start, block.end)}
    for block in found.summary:
        if block.kind not in ("paragraph", "list-item"):
            continue
        dates = reading.dates_in((block.start, block.end))
        pack = reading.packs[block.language]
        ages = (
            [m.span() for m in counting_of(pack.code).age.finditer(reading.text, block.start, block.end)]
            if pack
            else []
        )
        for number in _counted(reading, block.start, block.end):
            if number.value < SMALLEST or number.value in known or _is_scaled(number.value, known):
                continue
            if any(start <= number.start < end for start, end in ages):
                continue
            if any(date.start <= number.start < date.end for date in dates) or _is_rounded(
                reading, block.start, number
            ):
                continue
            around = (max(block.start, number.start - 20), min(block.end, number.end + 30))
            yield Found(
                f"the summary has the number {reading.text[number.start : number.end]} and the body does not: "
                f"{reading.said(around)}",
                ((number.start, number.end),),
            )


def _counted(reading: Reading, start: int, end: int) -> list[Number]:
    """The numbers of a span; ordinals in figures, parts of names, and markers of notes count too for the body."""
    pack = reading.pack_at(start)
    return numbers_of(pack.code).find(reading.text, start, end) if pack else []


def _is_scaled(value: int, known: set[int]) -> bool:
    """Whether a number stands in the body in another unit: 2,000,000 beside 2 million, or 40 beside four tens."""
    return any(value * scale in known for scale in (1000, 1_000_000)) or any(
        value % scale == 0 and value // scale in known for scale in (1000, 1_000_000) if value >= scale
    )


def _is_rounded(reading: Reading, start: int, number: Number) -> bool:
    pack = reading.pack_at(number.start)
    if pack is None or reading.text[number.start - 1 : number.start] in "[.:":
        return True
    if (
        reading.text[number.end : number.end + 1] in (".", ":", "]")
        and reading.text[number.end + 1 : number.end + 2] != ""
    ):
        following = reading.text[number.end : number.end + 3]
        if following[:1] != "." or (following[1:2].isspace() and following[2:3].islower()):
            return True  # an ordinal of Polish, a place in scripture, a time, a marker
    return counting_of(pack.code).is_rounded(reading.text, start, number.start)


CHECK = Check(
    name="unsupported-claim",
    severity="warning",
    summary="The summary of a dispatch in two languages has a speaker or a number that its body has not.",
    example="Rada portu w Vesthavn postanowiła w poniedziałek sprzedać 40 łodzi. Burmistrz Ada Berg powiedziała, że "
    "port potrzebuje pieniędzy, i zapowiedziała, że statki pasażerskie będą pływać dalej. Decyzja zapadła po długiej "
    "naradzie.\n\nThe Harbour Board of Vesthavn decided on Monday to sell 14 boats. Mayor Ada Berg said that the "
    "harbour needed the money, and announced that the passenger ships would go on sailing. The decision was taken "
    "after a long debate. “We have thought about this for years,” Ada Berg said. “Nobody likes it.” The boats lie at "
    "the old quay.",
    sound="Rada portu w Vesthavn postanowiła w poniedziałek sprzedać 14 łodzi. Burmistrz Ada Berg powiedziała, że "
    "port potrzebuje pieniędzy, i zapowiedziała, że statki pasażerskie będą pływać dalej. Decyzja zapadła po długiej "
    "naradzie.\n\nThe Harbour Board of Vesthavn decided on Monday to sell fourteen boats. Mayor Ada Berg said that the "
    "harbour needed the money, and announced that the passenger ships would go on sailing. The decision was taken "
    "after a long debate. “We have thought about this for years,” Ada Berg said. “Nobody likes it.” The boats lie at "
    "the old quay.",
    find=find,
    of_statements=True,
)
