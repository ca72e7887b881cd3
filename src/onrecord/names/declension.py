"""What a word of a name may be a case of: learned endings, seen from the end of the form.

``train/base_forms.py`` learns them for a language from the paradigms of many names, and writes them into
``base_forms.json`` in the language's pack. For each ending of a form, up to five letters, they tell which rules
(cut this off, put that on) and which tags (gender, number, case) such forms have. The longer endings that were
seen are mixed with the shorter ones, as taggers guess unknown words (Brants, "TnT", 2000).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

import msgspec

from onrecord.languages.pack import available, load
from onrecord.names.comparison.knowledge import knowledge
from onrecord.names.comparison.spelling import plain

START = "^"
"""Stands before the first letter of a word among the endings: a short word is its own ending."""
_MIXING = 2.0
"""Weight of the shorter ending against one sighting of the longer one."""
_KNOWN, _FOREIGN, _PEOPLE, _AS_WRITTEN = 30.0, 10.0, 100.0, 10.0
"""How much likelier a base form is that is a given name of the language, one of another, or a people's; and a given
name of the language that stands there as it is listed."""
_SHORTEST = 2


class Tag(NamedTuple):
    """What a form is: gender "m" or "f", number "sg" or "pl", case; one analysis of a whole name shares it."""

    gender: str
    number: str
    case: str


class Sighting(msgspec.Struct, frozen=True, array_like=True):
    """A rule and a tag that forms with an ending have, by their numbers, and how often."""

    rule: int
    tag: int
    weight: float


class BaseFormsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``base_forms.yml`` of a pack; the fields are explained in the English one."""

    cases: dict[str, float] = {}
    women: float = 1.0
    plural: float = 0.0
    unchanged: float = 0.0
    unchanged_endings: str = ""
    apostrophe_endings: list[str] = []
    peoples: list[str] = []


class LearnedEndings(msgspec.Struct, frozen=True):
    """``base_forms.json`` of a pack: what is learned, with ``written``, the YAML that it was learned with.

    ``endings`` are sightings by ending, ``totals`` the weight of all of them, also of those too rare to be kept;
    ``shares`` how often each tag is seen; ``peoples`` the number, "sg" or "pl", of words for a people."""

    digest: str
    written: BaseFormsFile
    rules: list[tuple[str, str]]
    tags: list[Tag]
    shares: list[float]
    endings: dict[str, list[Sighting]]
    totals: dict[str, float]
    peoples: dict[str, str]


Analyses = dict[Tag, dict[str, float]]
"""The base forms that a word may have under each tag, with their likelihood."""


class Declension:
    """How the names of a language are inflected, ready for use."""

    def __init__(self, learned: LearnedEndings, given_names: dict[tuple[str, str], float]):
        self.written, self.tags = learned.written, learned.tags
        self.shares = dict(zip(learned.tags, learned.shares, strict=True))
        self._learned, self._given_names = learned, given_names
        self._longest = max(map(len, learned.endings))
        endings = sorted(self.written.apostrophe_endings, key=len, reverse=True)
        self._apostrophe = re.compile(rf"(.{{2,}})['’‘`´](?:{'|'.join(endings)})") if endings else None

    @lru_cache(maxsize=50_000)  # noqa: B019  # declensions live as long as the program
    def analyses(self, word: str, last: bool) -> Analyses:
        """What a capitalised word may be a form of. The last word of a name is seldom left uninflected."""
        found: Analyses = {tag: {} for tag in self.tags}
        for (rule, number), weight in self._sightings(word.lower()).items():
            cut, put = self._learned.rules[rule]
            if len(word) - len(cut) + len(put) < _SHORTEST or not word.lower().endswith(cut):
                continue
            tag = self.tags[number]
            base = word[: len(word) - len(cut)] + (put.upper() if word.isupper() else put)
            weight *= self._likelier(base, tag, base == word)
            found[tag][base] = found[tag].get(base, 0.0) + weight
        if self._apostrophe and (match := self._apostrophe.fullmatch(word)):
            return {tag: {match[1]: _of_apostrophe(tag, bases)} for tag, bases in found.items()}
        self._add_unchanged(found, word, last)
        return found

    def _sightings(self, low: str) -> dict[tuple[int, int], float]:
        marked = START + low
        found: dict[tuple[int, int], float] = {}
        for size in range(min(self._longest, len(marked)) + 1):
            ending = marked[len(marked) - size :]
            if ending not in self._learned.endings:
                break
            whole = self._learned.totals[ending] + _MIXING
            found = {key: weight * _MIXING / whole for key, weight in found.items()}
            for sighting in self._learned.endings[ending]:
                key = sighting.rule, sighting.tag
                found[key] = found.get(key, 0.0) + sighting.weight / whole
        return found

    def _likelier(self, base: str, tag: Tag, as_written: bool) -> float:
        low = base.lower()
        if self._learned.peoples.get(low) == tag.number:
            return _PEOPLE
        if tag.number == "pl":
            return 1.0
        # the lists of comparison do not tell women from men, and so tell of nothing but the form that is there
        other = _FOREIGN if as_written and "=" + plain(low) in knowledge().given_names else 1.0
        found = self._given_names.get((low, tag.gender), other)
        return found * _AS_WRITTEN if as_written and found == _KNOWN else found

    def _add_unchanged(self, found: Analyses, word: str, last: bool) -> None:
        written = self.written
        likely = not last or word[-1] in written.unchanged_endings
        for tag, bases in found.items():
            chance = written.unchanged * (1.0 if likely else 0.125) * written.cases.get(tag.case, 0.0)
            chance *= 4 * written.women if tag.gender == "f" else 1.0
            bases[word] = bases.get(word, 0.0) + chance * (1.0 if tag.number == "sg" else written.plural)


def _of_apostrophe(tag: Tag, bases: dict[str, float]) -> float:
    """How likely a tag is of a word with an ending behind an apostrophe, whose base form is plain."""
    return 1e-5 if tag.case == "nom" else max(sum(bases.values()), 0.003)


def declension_of(language: str) -> Declension | None:
    """The declension of a language (BCP 47); ``None`` where its names have no cases, or none were learned."""
    code = language.split("-")[0].lower()
    return _learned(code) if code in available() else None  # what is remembered are packs, not any text


@cache
def _learned(code: str) -> Declension | None:
    path = resources.files("onrecord.languages") / "resources" / code / "base_forms.json"
    if not path.is_file():
        return None
    return Declension(msgspec.json.decode(path.read_bytes(), type=LearnedEndings), _given_names(code))


def _given_names(code: str) -> dict[tuple[str, str], float]:
    """How much likelier a base form is by being a given name, lower-case, of a gender."""
    found: dict[tuple[str, str], float] = {}
    for other in available():
        for gender, names in load(other).names.given_names.items():
            for name in names:
                for letter in "mf" if gender == "either" else gender[0]:
                    key, weight = (name.lower(), letter), _KNOWN if other == code else _FOREIGN
                    found[key] = max(weight, found.get(key, 0.0))
    return found
