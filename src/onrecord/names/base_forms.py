"""Base forms: from a name as it stands in a sentence to what a heading would print.

"Mohammadem Bakrem Kalibafem" may be of Mohammad Bakr Kalibaf or of Mohammad Baker Kalibaf: one form alone does
not tell. So there are candidates, likeliest first, and the document's other mentions decide between them.
The words of a name agree: all are of one gender and number and stand in one case.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from onrecord.names.declension import Analyses, Declension, Tag, declension_of

Gender = Literal["masculine", "feminine"]

_SPLIT = re.compile(r"([\s()\-]+)")
_NUMERAL = re.compile("[XVI]+")
_LOOSE_ENDING = re.compile(r"(?<=['’‘`´])\s(?=[a-ząę]{1,4}\b)")
_LONGEST, _MOST_WORDS = 200, 10
"""Characters and words of what is taken for a name."""
_BASES, _BEAM, _WEIGHED = 6, 12, 50
"""Base forms of a word, of the words so far, and of the whole name that are followed up."""
_UNSEEN = 1e-7
"""Likelihood of a base form that another mention does not offer."""
_BEGIN = 3
"""Letters in which two words must agree to be forms of one name."""


class BaseForm(msgspec.Struct, frozen=True):
    """A name as a heading would print it, and how likely it is: a share of all candidates."""

    name: str
    share: float


def base_forms(
    words: str | Sequence[str],
    language: str,
    gender: Gender | None = None,
    others: Iterable[str | Sequence[str]] = (),
    most: int = 5,
) -> list[BaseForm]:
    """The names that ``words`` may be a form of, likeliest first; at least one, unless there are no words.

    ``language`` is that of the text (BCP 47). Where its names have no cases, or they are not known, the name itself
    is the one candidate. ``gender`` is that of the person where it is known. ``others`` are further mentions of the
    same in the document, in whatever form: a candidate counts by how likely its words are as base forms of theirs.
    Their order makes no difference, and mentions that share no word with the name decide nothing.

    Small words and initials stay as they are, and so does the way in which parts are joined. What is longer than a
    name (200 characters) is returned as it is.
    """
    name = words if isinstance(words, str) else " ".join(words)
    if not name.strip():
        return []
    declension = declension_of(language)
    if declension is None or len(name) > _LONGEST:
        return [BaseForm(name, 1.0)]
    spoken = [other if isinstance(other, str) else " ".join(other) for other in others]
    forms = sorted({part for other in spoken for part in _parts(other[:_LONGEST])[0::2] if _inflects(part)})
    found = _decided(name, declension, gender, tuple(forms)) if forms else _ranked(name, declension, gender)
    return list(found[:most])


@lru_cache(maxsize=20_000)
def _decided(name: str, declension: Declension, gender: Gender | None, forms: tuple[str, ...]) -> tuple[BaseForm, ...]:
    """Candidates ranked anew by the words of other mentions."""
    ranked = _ranked(name, declension, gender)[:_WEIGHED]
    begin = {part[:_BEGIN] for part in _parts(ranked[0].name)[0::2]}
    heard = [(_offered(form, declension), form[:_BEGIN] in begin) for form in forms]
    weights = {form.name: form.share * math.exp(_support(form.name, heard)) for form in ranked}
    whole = sum(weights.values())
    decided = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return tuple(BaseForm(name, weight / whole) for name, weight in decided) if whole else ranked


def _support(name: str, heard: Sequence[tuple[dict[str, float], bool]]) -> float:
    """Logarithm of how well other mentions' words fit a candidate's, each with the word of it that it fits best.

    Of each word are given its base forms with their shares, and whether it begins like a word of the name.
    """
    support = 0.0
    parts = _parts(name)[0::2]
    for offered, alike in heard:
        fitting = [offered[part] for part in parts if part in offered]
        if fitting or alike:
            support += math.log(max(fitting, default=_UNSEEN) + _UNSEEN)
    return support


@lru_cache(maxsize=20_000)
def _offered(form: str, declension: Declension) -> dict[str, float]:
    """The base forms of one word with their shares, whatever their tag."""
    weights: dict[str, float] = {}
    for bases in declension.analyses(form, True).values():
        for base, weight in bases.items():
            weights[base] = weights.get(base, 0.0) + weight
    whole = sum(weights.values())
    return {base: weight / whole for base, weight in weights.items()}


@lru_cache(maxsize=20_000)
def _ranked(name: str, declension: Declension, gender: Gender | None) -> tuple[BaseForm, ...]:
    parts = _parts(name)
    places = [place for place in range(0, len(parts), 2) if _inflects(parts[place])][:_MOST_WORDS]
    if not places:
        return (BaseForm(name, 1.0),)
    found = [declension.analyses(parts[place], place == places[-1]) for place in places]
    weights: dict[str, float] = {}
    for tag in declension.tags:
        if gender is None or tag.gender == gender[0]:
            rarity = declension.shares[tag] ** (len(places) - 1)
            for bases, weight in _agreeing(found, tag):
                whole = list(parts)
                for place, base in zip(places, bases, strict=True):
                    whole[place] = base
                base_name = "".join(whole)
                weights[base_name] = weights.get(base_name, 0.0) + weight / rarity
    total = sum(weights.values()) or 1.0
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return tuple(BaseForm(base, weight / total) for base, weight in ranked) or (BaseForm(name, 1.0),)


def _agreeing(found: Sequence[Analyses], tag: Tag) -> list[tuple[tuple[str, ...], float]]:
    """The likeliest base forms of all words together under one tag."""
    beam: list[tuple[tuple[str, ...], float]] = [((), 1.0)]
    for analyses in found:
        likeliest = sorted(analyses[tag].items(), key=lambda item: (-item[1], item[0]))[:_BASES]
        longer = [((*bases, base), weight * more) for bases, weight in beam for base, more in likeliest]
        beam = sorted(longer, key=lambda item: (-item[1], item[0]))[:_BEAM]
    return beam


def _parts(name: str) -> list[str]:
    """Words and what stands between them, by turns."""
    return _SPLIT.split(_LOOSE_ENDING.sub("", name))


def _inflects(part: str) -> bool:
    """Whether a part of a name may have cases: not a small word, an initial, an abbreviation or a number."""
    letters = part.strip(".")
    return len(letters) > 1 and letters[0].isupper() and "." not in letters and not _NUMERAL.fullmatch(letters)
