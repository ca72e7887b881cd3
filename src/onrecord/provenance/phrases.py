"""The words of a pack's ``provenance.yml``, found in one walk over the words of a block."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from onrecord.languages.pack import load
from onrecord.languages.sources import ProvenanceFile, Relay
from onrecord.languages.words import Words
from onrecord.names.lexicon import folded

_Phrase = tuple[tuple[str, ...], str, object]


class Hit(NamedTuple):
    """Words found: which field of the pack they are of, what they stand for there, words ``first`` to ``last``."""

    field: str
    value: object
    first: int
    last: int


class Phrases:
    """The phrases of a language by their first word, and its single words as sets."""

    def __init__(self, code: str, data: ProvenanceFile):
        self.code, self.data = code, data
        self._index: dict[str, tuple[dict[str, object], dict[str, list[_Phrase]]]] = {}
        for relay in data.relays:
            self._add("relays", ((words, relay) for words in relay.words))
        for field in ("hearsay", "anaphors", "announcing", "anonymity", "resolutions", "articles", "quran", "suras"):
            self._add(field, ((words, words) for words in getattr(data, field)))
        for field, forms in (("sites", data.sites), ("platforms", data.platforms)):
            self._add(field, ((words, name) for name, listed in forms.items() for words in listed), capital=False)
        doubtful = frozenset(data.doubtful_books)
        self._add(
            "books",
            ((words, (book, words in doubtful)) for book, listed in data.books.items() for words in listed),
            capital=False,
        )
        for _, longer in self._index.values():
            for held in longer.values():
                held.sort(key=lambda entry: -len(entry[0]))
        self.heads = frozenset(word for words in data.heads for word in words.split())
        self.outlet_words = frozenset(data.outlet_words)
        self.agencies = frozenset(folded(name) for name in data.agencies)
        self.no_names = frozenset(data.no_names)
        self.own, self.on = frozenset(data.own), frozenset(data.on)
        self.posting, self.announced = frozenset(data.posting), frozenset(data.announced)
        self.reporting, self.continuing = frozenset(data.reporting), frozenset(data.continuing)
        self.sources, self.officials = frozenset(data.sources), frozenset(data.officials)
        self.indefinite = frozenset(data.indefinite)
        self.heads_first = data.heads_first
        self.letters = frozenset(name for name in data.platforms if len(name) == 1)
        self.texts = frozenset(data.texts)
        self.abbreviations = frozenset(data.abbreviations)
        self.verses = frozenset(data.verses)
        self._scripture = frozenset(word for word in data.scripture if "*" not in word)
        self._scripture_beginnings = tuple(word.rstrip("*") for word in data.scripture if "*" in word)

    def _add(self, field: str, entries: Iterable[tuple[str, object]], capital: bool = True) -> None:
        for words, value in entries:
            forms = Words(words).forms
            firsts = {forms[0], forms[0][:1].upper() + forms[0][1:]} if capital else {forms[0]}
            for first in sorted(firsts):
                singles, longer = self._index.setdefault(first, ({}, {}))
                if len(forms) == 1:
                    singles.setdefault(field, value)
                else:
                    longer.setdefault(forms[1], []).append((tuple(forms), field, value))

    def hits(self, words: Words, first: int, last: int) -> list[Hit]:
        """What stands in words ``first`` to ``last``, in order; of phrases of one field the longest at each place."""
        forms, index = words.forms, self._index
        found: list[Hit] = []
        for at in [at for at in range(first, last) if forms[at] in index]:
            singles, longer = index[forms[at]]
            fields: set[str] = set()
            for phrase, field, value in longer.get(forms[at + 1], ()) if at + 1 < last else ():
                size = len(phrase)
                if (
                    field not in fields
                    and at + size <= last
                    and (size == 2 or tuple(forms[at + 2 : at + size]) == phrase[2:])
                ):
                    fields.add(field)
                    found.append(Hit(field, value, at, at + size))
            found += [Hit(field, value, at, at + 1) for field, value in singles.items() if field not in fields]
        return found

    def is_scripture(self, form: str) -> bool:
        """Whether a word tells that scripture is spoken of."""
        low = form.lower().replace("’", "'")
        return low in self._scripture or low.startswith(self._scripture_beginnings)


@cache
def phrases_of(code: str) -> Phrases:
    """The phrases of a pack's language code."""
    return Phrases(code, load(code).provenance)


__all__ = ["Hit", "Phrases", "Relay", "phrases_of"]
