"""Whether two namesakes are the same: joined, proposed for a person to decide, or apart; and why, in words."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from onrecord.names.comparison import Comparison, similarity
from onrecord.names.comparison.words import script_of
from onrecord.record.folding import fold
from onrecord.record.joining.namesakes import Namesake, known_names, words_of

Kind = Literal["joined", "proposed", "apart"]

SAME, LIKELY, NEAR = 0.7, 0.8, 0.5
"""Scores of names: from which they are the same; the same over two scripts without a look at the context, and over two
languages with a little of it; and worth a question. In one script two spellings are two names until something else
speaks for one person."""
CONTRADICTING = 0.25
"""Score under which two full names cannot be one person's."""
_ALIAS = 0.95
"""Score of two names of one body."""
_ENOUGH = 2
"""How many others named beside two of them speak as loudly as a role in common."""


ONE_WORD = 0.55
"""Score from which a name of one word may be short for a full one."""
_CLEARLY = 2
"""How many times as much must speak for the best as for the next."""


class Context(NamedTuple):
    """What two namesakes have in common: how many are named beside both, how many roles; and whether one document
    tells them apart."""

    beside: int = 0
    roles: int = 0
    told_apart: bool = False

    @property
    def weight(self) -> int:
        """How much it says: a role counts as two of those named beside."""
        return self.beside + _ENOUGH * self.roles


class Verdict(msgspec.Struct, frozen=True):
    """A verdict on two namesakes, its score (0 to 1) and its reason in words."""

    kind: Kind
    score: float
    why: str


NOTHING = Context()
_APART = Verdict("apart", 0.0, "nothing in common")


def first_look(a: Namesake, b: Namesake) -> Verdict:
    """The verdict by names and ids alone; ``proposed`` where the context decides."""
    if a.wikidata and b.wikidata:
        if a.wikidata == b.wikidata:
            return Verdict("joined", 1.0, f"the same Wikidata id, {a.wikidata}")
        return Verdict("apart", 0.0, f"two Wikidata ids, {a.wikidata} and {b.wikidata}")
    if not a.full or not b.full:
        return _APART
    if fold(a.text) == fold(b.text):
        return _same_words(a, b)
    if a.person and b.person:
        return _persons(a, b)
    return _others(a, b)


def _same_words(a: Namesake, b: Namesake) -> Verdict:
    if a.kind == b.kind:
        return Verdict("joined", 1.0, "the same name")
    if "group" not in (a.kind, b.kind) and min(len(words_of(x.text, x.language)) for x in (a, b)) > 1:
        return Verdict(
            "joined", 0.99, f"the same name, read as {_article(a.kind)} in one and {_article(b.kind)} in another"
        )
    return _APART


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _persons(a: Namesake, b: Namesake) -> Verdict:
    found = compared(a.text, b.text, a.language, b.language)
    if found.verdict == "different":
        return _APART
    kind: Kind = "joined" if found.score >= LIKELY and _script(a) != _script(b) else "proposed"
    return Verdict(kind, min(found.score, 0.98), found.reason)


def _script(namesake: Namesake) -> str:
    return script_of(namesake.text)


def _others(a: Namesake, b: Namesake) -> Verdict:
    if a.kind != b.kind and "group" in (a.kind, b.kind):
        return _APART
    if "person" in (a.kind, b.kind):
        return _APART
    if known_names(a) & known_names(b):
        found = compared(a.text, b.text, a.language, b.language)
        if a.kind == b.kind or found.score >= _ALIAS:
            return Verdict("joined", _ALIAS, "two names of one that is widely known")
    return _APART


def with_context(a: Namesake, b: Namesake, look: Verdict, context: Context) -> Verdict:
    """The verdict on two full names of persons, where the names alone do not settle it."""
    if look.score >= 0.99 or look.kind == "apart":
        return look
    if context.told_apart:
        return Verdict("apart", look.score, f"{look.why}; but one text names both as two")
    if look.kind == "joined":
        return look
    said = in_words(context)
    over_languages = a.language != b.language and look.score >= LIKELY and context.weight
    if look.score >= SAME and (over_languages or context.weight >= _ENOUGH):
        return Verdict("joined", look.score, f"{look.why}; {said}")
    if look.score >= NEAR and context.weight >= 2 * _ENOUGH:
        return Verdict("joined", look.score, f"{look.why}; {said}")
    if look.score >= SAME or (look.score >= NEAR and context.weight):
        return Verdict("proposed", look.score, f"{look.why}; {said}")
    return Verdict("apart", look.score, look.why)


def of_one_word(one: Namesake, full: Namesake) -> bool:
    """Whether a name of one word may be short for a full one."""
    return compared(one.text, full.text, one.language, full.language).score >= ONE_WORD


def of_two_words(one: Namesake, other: Namesake, context: Context, second: Context) -> Verdict:
    """The verdict on a name of one word and another name; ``second`` is what speaks for the next best one."""
    found = compared(one.text, other.text, one.language, other.language)
    why = f"{found.reason}; {in_words(context)}"
    if not other.full and found.score < SAME:
        return Verdict("apart", found.score, why)
    if context.weight >= _ENOUGH and context.weight >= _CLEARLY * second.weight:
        return Verdict("joined", found.score, why)
    if second.weight:
        why += "; others fit too"
    return Verdict("proposed", found.score, why)


def in_words(context: Context) -> str:
    """What is in common, for a person to read."""
    roles = f"{context.roles} role{'s' * (context.roles > 1)} in common" if context.roles else ""
    beside = f"{context.beside} named beside both" if context.beside else ""
    return ", ".join(filter(None, (roles, beside))) or "nothing else in common"


@lru_cache(maxsize=20_000)
def compared(a: str, b: str, language_a: str | None, language_b: str | None) -> Comparison:
    """The comparison of two names, which does not depend on their order."""
    return similarity(a, b, language_a, language_b)


def two_names(a: Namesake, b: Namesake) -> bool:
    """Whether two full names of persons are spelt in two ways, not one with a word more than the other."""
    if not (a.person and b.person and a.full and b.full) or (a.wikidata and b.wikidata):
        return False
    words, others = (set(fold(one.text).split()) for one in (a, b))
    return not (words <= others or others <= words)


def contradict(a: Namesake, b: Namesake) -> bool:
    """Whether two namesakes can never be one, whatever joins them to others."""
    if a.wikidata and b.wikidata:
        return a.wikidata != b.wikidata
    if not (a.person and b.person and a.full and b.full) or a.wikidata or b.wikidata:
        return False
    return compared(a.text, b.text, a.language, b.language).score < CONTRADICTING


__all__ = [
    "NOTHING",
    "Context",
    "Verdict",
    "contradict",
    "first_look",
    "of_one_word",
    "of_two_words",
    "two_names",
    "with_context",
]
