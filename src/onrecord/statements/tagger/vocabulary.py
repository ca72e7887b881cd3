"""The words a tagger knows, as numbers: by form, by ending, by meaning, and as cues."""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from collections.abc import Mapping

from onrecord.languages.pack import Pack

CLUSTERINGS = ("broad", "middle", "narrow")
"""Words grouped by meaning, coarsely and finely; made by ``train/clusters.py`` where a language has word vectors."""
CUE_SORTS = 63
"""Cues that the pack treats alike share a sort; rare ones may share a number by chance."""
_MOST = 300_000
"""Forms remembered at once: a bound on memory, not a limit on texts."""


class Numbers(dict[str, int], ABC):
    """Numbers of word forms as they stand, worked out from the lower-case form and remembered.

    ``size`` is one more than the largest number; 0 is left for places without a word.
    """

    size: int

    def __missing__(self, form: str) -> int:
        if len(self) > _MOST:
            self.clear()
        self[form] = number = self._number(form.lower())
        return number

    @abstractmethod
    def _number(self, low: str) -> int:
        """The number of a lower-case form."""


class Listed(Numbers):
    """Numbers given in a table; every other form has the first number after them."""

    def __init__(self, numbers: Mapping[str, int], size: int):
        self._known, self.size = numbers, size + 1

    def _number(self, low: str) -> int:
        return self._known.get(low, self.size - 1)


class Endings(Numbers):
    """Numbers of the last three letters of words; unknown ones share the last number."""

    def __init__(self, endings: list[str]):
        self._known = {ending: number for number, ending in enumerate(endings, 1)}
        self.size = 2 + len(endings)

    def _number(self, low: str) -> int:
        return self._known.get(low[-3:], self.size - 1)


class Forms(Numbers):
    """Numbers of word forms; a form that is not known gets the number of its ending, after all forms."""

    def __init__(self, forms: list[str], endings: Endings):
        self._known = {form: number for number, form in enumerate(forms, 1)}
        self._endings = endings
        self.size = 1 + len(forms) + endings.size

    def _number(self, low: str) -> int:
        found = self._known.get(low)
        return len(self._known) + self._endings[low] if found is None else found


class CueSorts(Numbers):
    """Which words the pack lists as cues, by what it says of them: class, form and frames. 1 is no cue."""

    def __init__(self, pack: Pack):
        self._pack = pack
        self.size = CUE_SORTS + 2

    def _number(self, low: str) -> int:
        uses = self._pack.cue_forms.get(low)
        if not uses:
            return 1
        cues = self._pack.cues
        sort = sorted((cues[n].cls, tag, cues[n].frames, bool(cues[n].before or cues[n].after)) for n, tag in uses)
        return 2 + zlib.crc32(repr(sort).encode()) % CUE_SORTS


class Vocabulary:
    """Everything a tagger knows of single words. ``clusters`` has for each clustering (by name) a table of words."""

    def __init__(self, forms: list[str], endings: list[str], clusters: Mapping[str, Mapping[str, int]], pack: Pack):
        self.endings = Endings(endings)
        self.forms = Forms(forms, self.endings)
        self.sorts = CueSorts(pack)
        self.clusters = {
            name: Listed(numbers, 1 + max(numbers.values(), default=0)) for name, numbers in clusters.items()
        }
