"""The words a tagger knows, as numbers: by form, by ending, by meaning, and as cues."""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.languages.pack import Pack

Array = npt.NDArray[Any]

CLUSTERINGS = ("broad", "middle", "narrow")
"""Words grouped by meaning, coarsely and finely; made by ``train/clusters.py`` where a language has word vectors."""
WORD_STREAMS = ("form", "ending", "sort", *CLUSTERINGS)
"""What is known of single words, by name."""
CUE_SORTS = 63
"""Cues that the pack treats alike share a sort; rare ones may share a number by chance."""
_MOST = 300_000
"""Forms remembered at once: a bound on memory, not a limit on texts."""


class Numbers(ABC):
    """Numbers of word forms; ``size`` is one more than the largest, 0 is left for places without a word."""

    size: int

    @abstractmethod
    def number(self, low: str) -> int:
        """The number of a lower-case form."""


class Listed(Numbers):
    """Numbers given in a table; every other form has the first number after them."""

    def __init__(self, numbers: Mapping[str, int], size: int):
        self._known, self.size = numbers, size + 1

    def number(self, low: str) -> int:
        return self._known.get(low, self.size - 1)


class Endings(Numbers):
    """Numbers of the last three letters of words; unknown ones share the last number."""

    def __init__(self, endings: list[str]):
        self._known = {ending: number for number, ending in enumerate(endings, 1)}
        self.size = 2 + len(endings)

    def number(self, low: str) -> int:
        return self._known.get(low[-3:], self.size - 1)


class Forms(Numbers):
    """Numbers of word forms; a form that is not known gets the number of its ending, after all forms."""

    def __init__(self, forms: list[str], endings: Endings):
        self._known = {form: number for number, form in enumerate(forms, 1)}
        self._endings = endings
        self.size = 1 + len(forms) + endings.size

    def number(self, low: str) -> int:
        found = self._known.get(low)
        return len(self._known) + self._endings.number(low) if found is None else found


class CueSorts(Numbers):
    """Which words the pack lists as cues, by what it says of them: class, form and frames. 1 is no cue."""

    def __init__(self, pack: Pack):
        self._pack = pack
        self.size = CUE_SORTS + 2

    def number(self, low: str) -> int:
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
        kinds: dict[str, Numbers] = {
            "form": self.forms, "ending": self.endings, "sort": self.sorts, **self.clusters,
        }  # fmt: skip
        self._names, self._known = tuple(kinds), Remembered(tuple(kinds.values()))

    def streams(self, forms: Sequence[str]) -> dict[str, Array]:
        """The numbers of word forms by kind, each with a 0 at the end for places without a word.

        ``word`` are the numbers that the forms are remembered under, until the next ``numbering``.
        """
        places = self._known.places(forms)
        return {**dict(zip(self._names, self._known.at(places), strict=True)), "word": places}

    @property
    def numbering(self) -> int:
        """How often all words were forgotten and numbered anew."""
        return self._known.cleared


class Remembered(dict[str, int]):
    """The numbers of several kinds at once: for each form the place of its row in a table."""

    def __init__(self, kinds: tuple[Numbers, ...]):
        self._kinds = kinds
        self.cleared = 0
        """How often everything was forgotten."""
        self._table = np.zeros((1024, len(kinds)), dtype=np.int32)

    def __missing__(self, form: str) -> int:
        self[form] = place = len(self) + 1  # row 0 is that of no word
        if place == len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        low = form.lower()
        self._table[place] = [kind.number(low) for kind in self._kinds]
        return place

    def places(self, forms: Sequence[str]) -> Array:
        """The places of the forms' rows, and 0, which is that of no form."""
        if len(self) > _MOST:
            self.clear()
            self.cleared += 1
        return np.array([*map(self.__getitem__, forms), 0], dtype=np.int64)

    def at(self, places: Array) -> Array:
        """The numbers of the forms with those places, kinds x forms."""
        return np.ascontiguousarray(self._table.take(places, axis=0).T)
