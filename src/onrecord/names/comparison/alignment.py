"""Which word of a name answers which word of another, and how sure that is."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance.Indel import normalized_similarity as similar

from onrecord.names.comparison.families import families, two_genders, written_families
from onrecord.names.comparison.knowledge import knowledge
from onrecord.names.comparison.names import Name
from onrecord.names.comparison.words import Word, nearest, word_of

EQUAL, FAMILY, FAR = 4.0, 3.0, -6.0
"""Log-odds of the same name: of equal words, of words of one family, of words without a common consonant."""
_PROMISING = 0.5
"""Share of equal consonants from which two words are worth a closer look."""
_COMMON = 0.4
"""Share of equal sounds likewise, of words whose scripts write the same sounds."""
_OTHER_FAMILY, _OTHER_NAME = 3.0, 2.0
"""What it takes off the log-odds that two given names are known to be different ones; in no family, one of them."""
_DOUBTFUL = -1.0
"""Log-odds under which the same holds where one is in no family, and one is not written as it is known."""
_TOLD_APART, _TOLD_APART_IN_CASES = -2.5, -1.5
"""The highest log-odds of two words that stand in different families, or are a woman's and a man's given name, as they
are written; and of words that do so by their base forms."""
_ANSWERS = -4.0
"""Log-odds from which a word is thought to answer another."""
_JOINED = 0.85
"""Share of equal consonants from which two neighbours are one word of the other name."""


class Answer(NamedTuple):
    """A word and the one that answers it; ``odds`` are the log-odds of the same name, ``None`` for initials."""

    a: Word
    b: Word
    odds: float | None


class Alignment(NamedTuple):
    """The words that answer each other, and on each side those without an answer."""

    answers: tuple[Answer, ...]
    left_a: tuple[Word, ...]
    left_b: tuple[Word, ...]
    crossed: int


@lru_cache(maxsize=200_000)
def odds(a: Word, b: Word) -> float:
    """Log-odds that two words are the same name: 0 is even, above 0 is likely."""
    if a.text == b.text:
        return EQUAL
    first = families(a)
    second = families(b) if first else first
    if not first.isdisjoint(second):
        return FAMILY
    if not _promising(a, b):
        return FAR
    costs = knowledge().costs[a.kind, b.kind]
    near = nearest(a, b, costs, _COMMON if a.kind == b.kind else 0.0)
    if near is None:
        return FAR
    constant, by_distance, by_length = costs.scale
    found = constant + by_distance * near.distance + by_length * near.length
    return _of_two_families(a, b, found, min(*first, *second) >= 0) if second else found


def _promising(a: Word, b: Word) -> bool:
    for key in a.keys:
        for other in b.keys:
            if similar(key, other) >= _PROMISING:
                return True
    return False


def _of_two_families(a: Word, b: Word, found: float, both_listed: bool) -> float:
    """Log-odds of two given names that are known and have no family in common."""
    as_written = bool(written_families(a) and written_families(b))
    if both_listed:
        return min(found - _OTHER_FAMILY, _TOLD_APART if as_written else _TOLD_APART_IN_CASES)
    if as_written and two_genders(a, b):
        return min(found - _OTHER_NAME, _TOLD_APART)
    return found - _OTHER_NAME if as_written or found < _DOUBTFUL else found


def align(a: Name, b: Name) -> Alignment:
    """The best answers first, each word once; words in the same place win where two fit alike."""
    first, second = _joined(a.words, b.words), _joined(b.words, a.words)
    offers: list[tuple[float, int, int, int, float | None]] = []
    for i, x in enumerate(first):
        for j, y in enumerate(second):
            if x.initial or y.initial:
                if _in_place(i, j, len(first), len(second)) and begin_alike(x, y):
                    offers.append((0.0, -abs(i - j), i, j, None))
            elif (found := odds(x, y)) > _ANSWERS:
                offers.append((found, -abs(i - j), i, j, found))
    offers.sort(key=lambda offer: offer[:2], reverse=True)
    answers: dict[int, Answer] = {}
    taken: set[int] = set()
    for _, _, i, j, sure in offers:
        if i not in answers and j not in taken:
            answers[i] = Answer(first[i], second[j], sure)
            taken.add(j)
    return Alignment(
        tuple(answers[i] for i in sorted(answers)),
        tuple(word for i, word in enumerate(first) if i not in answers),
        tuple(word for j, word in enumerate(second) if j not in taken),
        _crossed(answers, second),
    )


def _crossed(answers: dict[int, Answer], second: tuple[Word, ...]) -> int:
    """How many answers that are less than likely stand before the one that they follow in the other name."""
    order = [(second.index(answers[i].b), answers[i].odds) for i in sorted(answers)]
    pairs = pairwise(order)
    return sum(x > y and min(p or 0.0, q or 0.0) < 0 for (x, p), (y, q) in pairs)


def _in_place(i: int, j: int, size_a: int, size_b: int) -> bool:
    """Whether an initial may stand where a word does: not a middle one for a surname, "K." of James K. Polk."""
    if size_a == size_b == 2:
        return True
    return i == j and (i == size_a - 1) == (j == size_b - 1)


def begin_alike(a: Word, b: Word) -> bool:
    """Whether an initial may stand for a word: both begin with the same letter, or with sounds that are near."""
    if a.text[0] == b.text[0]:
        return True
    costs = knowledge().costs[a.kind, b.kind]
    return any(costs.near(x.sounds[0], y.sounds[0]) for x in a.readings for y in b.readings)


def _joined(words: tuple[Word, ...], other: tuple[Word, ...]) -> tuple[Word, ...]:
    """Words with two neighbours written as one where the other name has them so: "Jae In", "Jaein"."""
    if len(words) <= len(other) or len(words) > 6:
        return words
    for i in range(len(words) - 1):
        one, two = words[i].readings[0].key, words[i + 1].readings[0].key
        for word in other:
            key = word.readings[0].key
            if len(key) > 2 and similar(one + two, key) >= max(_JOINED, similar(one, key), similar(two, key)):
                both = word_of(words[i].text + words[i + 1].text, words[i].language)
                return (*words[:i], both, *words[i + 2 :])
    return words
