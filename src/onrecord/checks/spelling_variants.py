"""``spelling-variants``: one person spelt in two ways in one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading
from onrecord.checks.wording import FOLDED
from onrecord.document import Entity, Mention

FARTHEST = 3
"""Letters in which two spellings of one name may differ."""
SHORTEST = 4
"""Letters of a word of a name that is compared."""
_ENDING = 3
"""Last letters of a word that are left aside in a language with cases: a wrong base form differs there."""


def find(reading: Reading) -> Iterator[Found]:
    """Mentions of a person, by language, whose words are alike and not the same."""
    for entity in reading.document.entities:
        if entity.kind != "person":
            continue
        for language, mentions in _by_language(entity).items():
            pack = next((pack for key, pack in reading.packs.items() if pack and key == language), None)
            inflects = bool(pack and pack.names.case_endings)
            if pair := _variants(mentions, inflects):
                first, other, words = pair
                yield Found(
                    f"{entity.name} is spelt in two ways: “{words[0]}” and “{words[1]}”",
                    ((other.start, other.end), (first.start, first.end)),
                )


def _by_language(entity: Entity) -> dict[str | None, list[Mention]]:
    found: dict[str | None, list[Mention]] = defaultdict(list)
    for mention in entity.mentions:
        if mention.base[:1].isupper():
            found[mention.language].append(mention)
    return found


def _variants(mentions: list[Mention], inflects: bool) -> tuple[Mention, Mention, tuple[str, str]] | None:
    """The first two mentions with a word in two spellings, and the word in both."""
    seen: dict[str, Mention] = {}
    for mention in mentions:
        for word in mention.base.split():
            if len(word) < SHORTEST or not word[:1].isupper():
                continue
            key = word.translate(FOLDED).casefold()
            if key in seen:
                continue
            for other, first in seen.items():
                if _spelt_otherwise(other, key, inflects) and other not in mention.base.translate(FOLDED).casefold():
                    return first, mention, (_word(first.base, other), word)
            seen[key] = mention
    return None


def _word(base: str, key: str) -> str:
    return next((word for word in base.split() if word.translate(FOLDED).casefold() == key), key)


def _spelt_otherwise(a: str, b: str, inflects: bool) -> bool:
    """Whether two words are one name in two spellings, not two names or two cases of one."""
    bare, other = a.replace("'", "").replace("-", ""), b.replace("'", "").replace("-", "")
    if bare == other:
        return False
    if inflects:
        if bare[:-_ENDING] == other[:-_ENDING] or bare.startswith(other[:-1]) or other.startswith(bare[:-1]):
            return False
    elif bare + "s" == other or other + "s" == bare:
        return False
    distance = Levenshtein.distance(bare, other, score_cutoff=FARTHEST)
    return distance <= min(FARTHEST, 1 + min(len(bare), len(other)) // 5) and bare[0] == other[0]


CHECK = Check(
    name="spelling-variants",
    severity="note",
    summary="One person's name is spelt in two ways in one language.",
    example="Mayor Ali Akbar Varen opened the fair. “Come in,” Ali Akhbar Varen said.",
    sound="Mayor Ali Akbar Varen opened the fair. “Come in,” Mr. Varen said.",
    find=find,
)
