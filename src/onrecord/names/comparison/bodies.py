"""Organisations by their other names: "UN", "ONZ", "Organizacja Narodów Zjednoczonych".

They stand in ``resources/organizations.yml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from onrecord.names.comparison.families import base_sounds
from onrecord.names.comparison.knowledge import knowledge
from onrecord.names.comparison.names import Name, forms_of
from onrecord.names.comparison.spelling import Spelling, folded, look_alike
from onrecord.names.comparison.words import Word, consonants, script_of

_PREFIX = 3
"""Consonants, by class, that a word of a long name is known by: what follows them may be its case."""
_ACRONYM = 5


@lru_cache(maxsize=50_000)
def bodies(name: Name) -> frozenset[int]:
    """The bodies that a name may stand for, as numbers; offices are those below 0."""
    known = knowledge().bodies
    if not name.words:
        return frozenset()
    keys: Iterator[str] = _keys_of_one(name.words[0]) if len(name.words) == 1 else _keys_of_many(name.words)
    return frozenset(number for key in keys if key in known for number in known[key])


def _keys_of_one(word: Word) -> Iterator[str]:
    if word.upper or len(word.text) <= _ACRONYM:
        yield "=" + look_alike(word.text)
    for reading in word.readings:
        if len(reading.sounds) > _PREFIX:
            yield from base_sounds(reading)


def _keys_of_many(words: Sequence[Word]) -> Iterator[str]:
    for number in range(max(len(word.readings) for word in words)):
        yield " ".join(word.readings[min(number, len(word.readings) - 1)].key[:_PREFIX] for word in words)


def by_name(
    groups: Iterable[tuple[int, Iterable[str]]], spellings: Iterable[Spelling], asides: frozenset[str]
) -> dict[str, tuple[int, ...]]:
    """The numbers of the bodies by what their names are found by, in every spelling of their script."""
    spellings = list(spellings)
    found: dict[str, set[int]] = {}
    for number, names in groups:
        for name in names:
            for key in _keys(name, spellings, asides):
                found.setdefault(key, set()).add(number)
    return {key: tuple(sorted(numbers)) for key, numbers in sorted(found.items())}


def _keys(name: str, spellings: Sequence[Spelling], asides: frozenset[str]) -> Iterator[str]:
    words = [folded(form) for form in forms_of(name)]
    words = [word for word in words if word not in asides] or words
    read = [[spelling.sounds(word) for word in words] for spelling in spellings if spelling.script == script_of(name)]
    if len(words) > 1:
        yield from (" ".join(consonants(sounds)[:_PREFIX] for sounds in reading) for reading in read)
    elif len(words[0]) <= _ACRONYM:
        yield "=" + look_alike(words[0])
    else:
        yield from (reading[0] for reading in read if len(reading[0]) > _PREFIX)
