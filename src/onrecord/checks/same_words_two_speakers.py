"""``same-words-two-speakers``: one quotation given to one person here and to another there."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading
from onrecord.checks.wording import Wording
from onrecord.names.comparison import POSSIBLE, similarity

FEWEST_WORDS = 6
"""Words of a sentence that two people do not say alike by chance; shorter ones are slogans and greetings."""


def find(reading: Reading) -> Iterator[Found]:
    """Quoted sentences that stand in statements of two speakers whose names cannot be one person's."""
    seen: dict[tuple[str, ...], Wording] = {}
    told: set[tuple[str, str]] = set()
    for wording in reading.wordings:
        if len(wording.words) < FEWEST_WORDS:
            continue
        first = seen.setdefault(wording.words, wording)
        pair = (first.statement.id, wording.statement.id)
        if _two_speakers(reading, first, wording) and pair not in told:
            told.add(pair)
            yield Found(
                f"{reading.said(wording.span)} is given to {reading.name(first.statement.speaker)} "
                f"and to {reading.name(wording.statement.speaker)}",
                (wording.span, first.span),
            )


def _two_speakers(reading: Reading, a: Wording, b: Wording) -> bool:
    one, other = reading.entities.get(a.statement.speaker or ""), reading.entities.get(b.statement.speaker or "")
    if one is None or other is None or one is other or _inside(a, b) or _inside(b, a):
        return False
    if {one.kind, other.kind} != {"person"}:
        return False  # a spokesman and the body he speaks for say the same
    return similarity(one.name, other.name).score < POSSIBLE


def _inside(a: Wording, b: Wording) -> bool:
    """Whether one statement stands inside the other: somebody is quoted by somebody."""
    content = b.statement.content
    return content[0][0] <= a.span[0] and a.span[1] <= content[-1][1]


CHECK = Check(
    name="same-words-two-speakers",
    severity="warning",
    summary="The same quoted words are given to two people.",
    example="“We will never sell the harbour to strangers,” Ada Berg said.\n\nOskar Lind told the council: “We will "
    "never sell the harbour to strangers.”",
    sound="“We will never sell the harbour to strangers,” Ada Berg said.\n\nOskar Lind told the council: “We may "
    "have to sell the harbour after all.”",
    find=find,
    of_statements=True,
)
