"""Invented people in invented documents, as many as are asked for: for measuring what joining costs.

Given names are those of the language packs, surnames are put together from syllables; both are as unevenly spread as
real ones (a Zipf distribution), so that many people share them. Everybody moves in a circle of a dozen, appears several
times, now and then by the surname alone, and one time in eight in another spelling or script.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate

from onrecord.document import Document, Entity, Mention, Role
from onrecord.languages.pack import available, load

SURNAMES = 20_000
# fmt: off
_ONSETS = ["b", "br", "d", "dr", "f", "g", "gr", "h", "j", "k", "kl", "kr", "l", "m", "n", "p", "pr", "r",
           "s", "sh", "sk", "st", "t", "tr", "v", "w", "z"]
_VOWELS = ["a", "a", "a", "e", "e", "i", "i", "o", "o", "u", "au", "ei"]
_ENDS = ["ski", "sky", "son", "sen", "ov", "er", "man", "ez", "ic",
         "ini", "el", "ak", "enko", "ard", "is", "us", "in", "ley", "ton"]
# fmt: on
_CYRILLIC = {
    "sh": "ш", "ch": "ч", "a": "а", "b": "б", "c": "к", "d": "д",
    "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "й",
    "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "u": "у",
    "v": "в", "w": "в", "x": "кс", "y": "и", "z": "з",
}  # fmt: skip
_SPELT = (("w", "v"), ("sh", "sch"), ("k", "c"), ("y", "i"), ("j", "y"), ("ski", "sky"), ("sen", "son"))
_ROLES = ["minister", "mayor", "spokesman", "director", "professor", "captain", "chairman", "secretary"]
_BODIES = (
    "Harbour Board",
    "Tide Institute",
    "City Council",
    "Lumen Bank",
    "Northern Rail",
    "Sports Union",
    "Valley Court",
)


class Crowd:
    """``size`` people; the same ones for the same size on every machine."""

    def __init__(self, size: int):
        self._random = random.Random(size)
        given = [name for code in available() for name in _given(code)]
        surnames = sorted({self._surname() for _ in range(SURNAMES * 2)})[:SURNAMES]
        self._random.shuffle(given)
        self._random.shuffle(surnames)
        self.people = list(zip(self._drawn(given, size, 0.7), self._drawn(surnames, size, 0.6), strict=True))

    def documents(self, appearances: int = 3) -> Iterator[tuple[Document, list[int]]]:
        """Documents in which everybody appears so many times on average, with the people that their entities are."""
        rng, size = self._random, len(self.people)
        for number in range(size * appearances // 5):
            circle = number * 5 // appearances // 12 * 12
            who = sorted({min(size - 1, circle + int(rng.random() * 12)) for _ in range(6)})
            if rng.random() < 0.2:
                who.append(int(size * rng.random() ** 4))  # somebody whom everybody writes of
            who = list(dict.fromkeys(who))
            yield self._document(number, who), who

    def _document(self, number: int, who: Sequence[int]) -> Document:
        rng = self._random
        entities, at = [], 0
        language = rng.choice(("en", "en", "pl", "de"))
        other = rng.random() < 0.12
        for label, person in enumerate(who, 1):
            given, surname = self.people[person]
            name = f"{given} {surname}"
            if other:
                name = " ".join(map(_in_cyrillic, (given, surname))) if number % 2 else _respelt(name, rng)
            elif rng.random() < 0.12:
                name = surname
            roles = ()
            if person % 3 == 0:
                roles = (Role(_ROLES[person % 8], f"{_BODIES[person % 7]} {circle_name(person)}", at, at + 1, None),)
            spoken = "ru" if other and number % 2 else language
            entities.append(
                Entity(f"e{label}", "person", name, None, (Mention(at, at + 1, name, spoken, "name"),), roles)
            )
            at += 1
        for label, body in enumerate({who[0] % 7, number % 7}, len(who) + 1):
            name = f"{_BODIES[body]} {circle_name(who[0])}"
            entities.append(
                Entity(f"e{label}", "organization", name, None, (Mention(at, at + 1, name, language, "name"),))
            )
            at += 1
        return Document(f"d{number}", f"{number} " + "x" * at, "crowd", language=language, entities=tuple(entities))

    def _surname(self) -> str:
        rng = self._random
        middle = "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(rng.choice((1, 1, 2))))
        return (middle + rng.choice(_ONSETS)[0] + rng.choice(_ENDS)).title()

    def _drawn(self, names: Sequence[str], count: int, skew: float) -> list[str]:
        weights = list(accumulate(1 / (rank + 10) ** skew for rank in range(len(names))))
        return self._random.choices(names, cum_weights=weights, k=count)


def circle_name(person: int) -> str:
    """The place of somebody's circle."""
    number = person // 12
    return (_ONSETS[number % 27] + _VOWELS[number // 27 % 12] + _ONSETS[number // 324 % 27] + "ia").title()


def _given(code: str) -> list[str]:
    names = load(code).names.given_names
    return sorted(
        {name.title() for gender in ("feminine", "masculine") for name in names.get(gender, ()) if name.isalpha()}
    )


def _in_cyrillic(name: str) -> str:
    low = name.lower()
    for latin, cyrillic in _CYRILLIC.items():
        low = low.replace(latin, cyrillic)
    return low.title()


def _respelt(name: str, rng: random.Random) -> str:
    low = name.lower()
    one, other = rng.choice(_SPELT)
    return low.replace(one, other).title()
