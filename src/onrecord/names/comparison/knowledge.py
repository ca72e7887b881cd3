"""What is known of names in all languages, loaded once: spellings, costs, given names, organisations.

The sources are the files in ``resources``; ``build`` packs them.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import msgspec

from onrecord.names.comparison.sounds import Costs, CostTable
from onrecord.names.comparison.spelling import Endings, Spelling, SpellingFile

_MOST_LANGUAGES = 1000
"""Languages whose spellings are remembered: a bound on memory, for a language may be any text."""


class Packed(msgspec.Struct, frozen=True):
    """The packed form of ``resources``; built, never edited. ``digest`` is the SHA-256 of its sources.

    ``given_names`` are the families that a given name is in, by its sounds; ``bodies`` organisations by what their
    names are found by (see ``bodies``); ``asides`` words that are left out; ``formatives`` and ``patronymics`` the
    ends of many surnames and of patronymics; ``genders`` those of given names as they are written, in ASCII.
    """

    digest: str
    spellings: tuple[SpellingFile, ...]
    costs: tuple[CostTable, ...]
    given_names: dict[str, tuple[int, ...]]
    bodies: dict[str, tuple[int, ...]]
    asides: dict[str, str]
    formatives: tuple[str, ...]
    patronymics: tuple[str, ...]
    genders: dict[str, str]


class Knowledge:
    """The packed knowledge, ready for use."""

    def __init__(self, packed: Packed):
        self.genders, self.patronymics = packed.genders, packed.patronymics
        self.formatives = frozenset(packed.formatives)
        self.given_names, self.bodies, self.asides = packed.given_names, packed.bodies, packed.asides
        spellings = [Spelling(file) for file in packed.spellings]
        self._by_language = {code: spelling for spelling in reversed(spellings) for code in spelling.languages}
        self._by_script: dict[str, list[Spelling]] = {}
        for spelling in spellings:
            self._by_script.setdefault(spelling.script, []).append(spelling)
        self._default = {script: [s for s in group if s.default] for script, group in self._by_script.items()}
        self._usual: dict[tuple[str, str | None], tuple[list[Spelling], Endings]] = {}
        self._endings = {
            script: Endings(ending for spelling in group for ending in spelling.endings.sounds)
            for script, group in self._by_script.items()
        }
        cues = {script: "|".join(s.cues for s in group if s.cues) for script, group in self._by_script.items()}
        self._cues = {script: re.compile(any_of) for script, any_of in cues.items() if any_of}
        self.costs: dict[tuple[str, str], Costs] = {}
        for table in packed.costs:
            self.costs[table.kinds] = Costs(table, self.formatives)
            self.costs[table.kinds[::-1]] = self.costs[table.kinds].turned()

    def spellings_for(self, text: str, script: str, language: str | None) -> tuple[list[Spelling], Endings]:
        """The spellings a folded word may be in, likeliest first: its language's, the usual, those its letters show.

        With the endings that it may have: those of its language, of any with this script if that is not known."""
        usual = self._usual.get((script, language))
        if usual is None:
            usual = self._usual_of(script, language)
            if len(self._usual) < _MOST_LANGUAGES:
                self._usual[script, language] = usual
        found, endings = usual
        marked = f"<{text}>"
        if (cues := self._cues.get(script)) and cues.search(marked):
            found = [*found, *(s for s in self._by_script[script] if s not in found and s.shows(marked))]
        return found, endings

    def _usual_of(self, script: str, language: str | None) -> tuple[list[Spelling], Endings]:
        own = self._by_language.get((language or "").split("-")[0].lower())
        if own is None:
            return self._default[script], self._endings[script]
        if own.script != script:
            return self._default[script], own.endings
        return [own, *(s for s in self._default[script] if s is not own)], own.endings


@cache
def knowledge() -> Knowledge:
    """The knowledge that comes with the project."""
    data = (resources.files("onrecord.names.comparison") / "packed.json").read_bytes()
    return Knowledge(msgspec.json.decode(data, type=Packed))
