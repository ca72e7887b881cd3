"""The patterns in which a language counts: anniversaries, ages, durations, sums. Compiled once from its pack."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.checks.numbers import Numbers, numbers_of
from onrecord.languages.pack import load


class Counting:
    """The patterns of ``checks.yml`` with NUMBER and ORDINAL put in; the value is in the group ``n``."""

    def __init__(self, code: str) -> None:
        words = load(code).checks
        self.numbers: Numbers = numbers_of(code)
        self.anniversary = self._any(words.anniversaries)
        self.age = self._any(words.ages)
        self.later = re.compile(
            rf"\b(?:{'|'.join(words.later) or '(?!)'})\s*[,(–-]\s*(?:\w{{1,5}}\s+){{0,2}}(?:\w+\s)?\d", re.I
        )
        self.adds_up = re.compile(
            rf":|\s[–—-]\s|\(|\b(?:{'|'.join((*words.of_whom, *words.total_words)) or '(?!)'})\b", re.I
        )
        year = r"(?P<year>(?:1[0-9]|20)\d\d)\b"
        self.founded = re.compile(
            rf"\b(?:{'|'.join(words.founded) or '(?!)'})\w*(?:[\s\xa0]\w+\.?){{0,3}}[\s\xa0]{year}",
            re.I,
        )
        self.birth = self._beginnings(words.births)
        self.death = self._beginnings(words.deaths)
        self.total = self._any(words.totals)
        self.of_whom = self._words(words.of_whom)
        self.other_year = self._beginnings(words.other_year)
        self.rounded = re.compile(rf"\b(?:{'|'.join(words.rounded) or '(?!)'})\s*\Z", re.I)
        self.spans = self._beginnings(words.spans)
        units = "|".join(sorted(words.durations, key=len, reverse=True)) or r"(?!)"
        self.duration = re.compile(rf"(?P<n>{self.numbers.pattern})[\s\xa0-](?P<unit>{units})\b", re.I)
        self.units = words.durations
        joints = "|".join(words.joints)
        self.joint = re.compile(rf"\s*(?:[,;]\s*(?:(?:{joints})\s+)?|\s(?:{joints})\s+)", re.I)
        of = "|".join(word for word in words.of if word)
        self.event = re.compile(rf"\s+(?:(?:{of})\s+)?(?:the\s+)?" if of else r"\s+")
        self.changes = [re.compile(self._filled(pattern), re.I) for pattern in words.changes]

    def _filled(self, pattern: str) -> str:
        return pattern.replace("NUMBER", self.numbers.pattern)

    def _any(self, patterns: list[str]) -> re.Pattern[str]:
        """Any of the patterns; each is tried with its own group, since a name can stand once in an expression."""
        filled = []
        for place, pattern in enumerate(patterns):
            pattern = pattern.replace("(?P<n>", f"(?P<n{place}>")
            pattern = pattern.replace("NUMBER", f"(?P<n{place}>{self.numbers.pattern})")
            filled.append(pattern.replace("ORDINAL", f"(?P<n{place}>{self.numbers.ordinal})"))
        return re.compile("|".join(filled) or r"(?!)", re.I)

    @staticmethod
    def _beginnings(words: list[str]) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(words) or '(?!)'})", re.I)

    @staticmethod
    def _words(words: list[str]) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(words) or '(?!)'})\b", re.I)

    def value(self, match: re.Match[str], *, ordinal: bool = False) -> int | None:
        """The number in a match of one of the patterns."""
        words = counted(match)
        return self.numbers.ordinal_value(words) if ordinal else self.numbers.value(words)

    def is_rounded(self, text: str, start: int, at: int) -> bool:
        """Whether the number at ``at`` is told as not exact."""
        return self.rounded.search(text, max(start, at - 25), at) is not None


def counted(match: re.Match[str]) -> str:
    """The words of the number in a match."""
    return next(words for name, words in match.groupdict().items() if name.startswith("n") and words)


@lru_cache(maxsize=32)
def counting_of(code: str) -> Counting:
    """How a language with a pack counts."""
    return Counting(code)
