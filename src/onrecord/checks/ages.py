"""Ages that do not come out: of somebody born in a year, in the year of the text or of a death."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.checks.anniversaries import YEAR
from onrecord.checks.check import Found
from onrecord.checks.counting import Counting, counting_of
from onrecord.checks.reading import Reading
from onrecord.document import Block, Span

_LIFE = re.compile(r"\(\s*(?:\*\s*)?(?P<born>(?:1[0-9]|20)\d\d)\s*[-–—]\s*(?:†\s*)?(?P<died>(?:1[0-9]|20)\d\d)\s*\)")
_REACH = 60
"""Characters behind a word of birth in which the year stands."""
_OLDEST = 120


def find(reading: Reading) -> Iterator[Found]:
    """Blocks that tell of one person an age and a year of birth that do not go together."""
    for block in reading.blocks:
        pack = reading.packs[block.language]
        if pack is None or block.kind not in ("paragraph", "list-item", "caption"):
            continue
        counting = counting_of(pack.code)
        born = _born(reading.text, counting, block)
        if born is None:
            continue
        ages = [
            (age, match.span())
            for match in counting.age.finditer(reading.text, block.start, block.end)
            if (age := counting.value(match)) and 0 < age < _OLDEST
        ]
        if len(ages) != 1 or len(_people(reading, block)) > 1:
            continue
        (age, where), (year, born_at) = ages[0], born
        now = _died(reading.text, counting, block, born_at) or reading.year
        if (
            now
            and not now - year - 1 <= age <= now - year
            and not counting.is_rounded(reading.text, block.start, where[0])
        ):
            yield Found(
                f"{reading.said(where)}: who was born in {year} is {now - year - 1} or {now - year} in {now}",
                (where, born_at),
            )


def _people(reading: Reading, block: Block) -> set[str]:
    """The persons named in a block by two words with capitals at least."""
    return {
        entity.id
        for entity in reading.document.entities
        if entity.kind == "person"
        and any(
            block.start <= mention.start < block.end and sum(w[:1].isupper() for w in mention.base.split()) > 1
            for mention in entity.mentions
        )
    }


def _born(text: str, counting: Counting, block: Block) -> tuple[int, Span] | None:
    """The one year of birth of a block."""
    lives = [(int(life["born"]), life.span()) for life in _LIFE.finditer(text, block.start, block.end)]
    births = [
        (int(year[0]), (match.start(), year.end()))
        for match in counting.birth.finditer(text, block.start, block.end)
        if (year := YEAR.search(text, match.end(), min(block.end, match.end() + _REACH)))
    ]
    found = lives + births
    return found[0] if len(found) == 1 else None


def _died(text: str, counting: Counting, block: Block, born: Span) -> int | None:
    """The year of a death in a block; that of the text where nobody died. No year after the birth's: none."""
    life = _LIFE.match(text, born[0], born[1])
    if life:
        return int(life["died"])
    death = counting.death.search(text, block.start, block.end)
    year = YEAR.search(text, death.end(), min(block.end, death.end() + _REACH)) if death else None
    return int(year[0]) if year and year.start() != born[1] - 4 else None
