"""Numbers in words and figures, by the words of a language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from onrecord.languages.pack import Pack, load

_FIGURES = r"\d{1,3}(?:[,\xa0 ]\d{3})+(?!\d)|\d+"


class Number(NamedTuple):
    """A whole number in the text and its value."""

    value: int
    start: int
    end: int


class Numbers:
    """Reads numbers in a language; ``pattern`` fits one, ``ordinal`` one that counts a place."""

    def __init__(self, pack: Pack) -> None:
        self._words = pack.checks.numbers
        self._ordinals = sorted(pack.checks.ordinals.items(), key=lambda item: -len(item[0]))
        words = "|".join(sorted(map(re.escape, self._words), key=len, reverse=True)) or r"(?!)"
        stems = "|".join(re.escape(stem) for stem, _ in self._ordinals) or r"(?!)"
        ending = pack.checks.ordinal_ending or r"(?!)"
        word = rf"(?:{words})(?:[- ](?:{words}))*(?!\w)"
        self.pattern = rf"(?<![\w.,])(?:{_FIGURES}|{word})(?![.,]\d|\w)"
        self.ordinal = rf"(?<!\w)(?:\d+(?:{ending})|(?:(?:{words})[- ])?(?:{stems})\w*(?:[- ](?:{stems})\w*)?)"
        self._find = re.compile(self.pattern, re.I)
        self._stems = re.compile(stems)

    def find(self, text: str, start: int, end: int) -> list[Number]:
        """The whole numbers of ``text[start:end]``."""
        return [
            Number(value, *match.span())
            for match in self._find.finditer(text, start, end)
            if (value := self.value(match[0])) is not None
        ]

    def value(self, words: str) -> int | None:
        """What a number in figures or words is worth; ``None`` where the words make no number."""
        figures = re.sub(r"[,\xa0 ]", "", words)
        if figures.isdigit():
            return int(figures) if len(figures) < 16 else None
        total = 0
        for word in re.split(r"[- ]", words.lower()):
            value = self._words.get(word)
            if value is None:
                return None
            total = total * value if value in (100, 1000) and 0 < total < value else total + value
        return total

    def ordinal_value(self, words: str) -> int | None:
        """What a number that counts a place is worth: "46th", "forty-sixth", "czterdziesta szósta"."""
        if words[:1].isdigit():
            return int(re.match(r"\d+", words)[0])  # type: ignore[index]
        low = words.lower()
        total = sum(self._words.get(word, 0) for word in re.split(r"[- ]", low))
        for word in re.split(r"[- ]", low):
            total += next((value for stem, value in self._ordinals if word.startswith(stem)), 0)
        return total or None


@lru_cache(maxsize=32)
def numbers_of(code: str) -> Numbers:
    """The numbers of a language with a pack."""
    return Numbers(load(code))
