"""Given names that are one name in several languages: "Elżbieta", "Elizabeth"; "Mohammad", "Mehmet".

They stand in ``resources/given_names.yml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from onrecord.names.comparison.knowledge import knowledge
from onrecord.names.comparison.spelling import Spelling, folded, plain
from onrecord.names.comparison.words import Reading, Word, script_of

_BASE_VOWELS = ("", "a", "o", "e", "i")


@lru_cache(maxsize=100_000)
def families(word: Word) -> frozenset[int]:
    """The families that a word, in whatever case, may belong to, as numbers; none if it is no known given name.

    A name that is known but in no family has a number below 0."""
    known = knowledge().given_names
    written = written_families(word)
    stems = inflected_sounds(word.readings[0]) if written else base_sounds(word.readings[0])
    found = [number for stem in stems if stem in known for number in known[stem]]
    return written.union(found) if found else written


@lru_cache(maxsize=100_000)
def written_families(word: Word) -> frozenset[int]:
    """The families in which a word stands as it is written."""
    return frozenset(knowledge().given_names.get("=" + plain(word.text), ()))


def two_genders(a: Word, b: Word) -> bool:
    """Whether one word as it is written is a woman's given name, and the other a man's."""
    genders = knowledge().genders
    return {genders.get(plain(a.text)), genders.get(plain(b.text))} == {"feminine", "masculine"}


def base_sounds(reading: Reading) -> Iterator[str]:
    """What the base form of a word may sound like: as it is, and without its case ending."""
    yield reading.sounds
    yield from inflected_sounds(reading)


def inflected_sounds(reading: Reading) -> Iterator[str]:
    """What the base form of a word may sound like if it is not in its base form."""
    if reading.inflects:
        for end, _ in reading.ends[1:]:
            for vowel in _BASE_VOWELS:
                yield reading.sounds[:end] + vowel


def by_sound(groups: Iterable[tuple[int, Iterable[str]]], spellings: Iterable[Spelling]) -> dict[str, tuple[int, ...]]:
    """The numbers of the groups that a word is in, as it is written behind "=", and by its sounds.

    Sounds are for words that are not written as they are listed. So the spellings of languages that inflect names
    are read, and the usual ones: in all others a name would sound like too many."""
    spellings = [spelling for spelling in spellings if spelling.endings or spelling.default]
    found: dict[str, set[int]] = {}
    for number, group in groups:
        for form in group:
            text = folded(form)
            found.setdefault("=" + plain(text), set()).add(number)
            for spelling in spellings:
                if spelling.script == script_of(text):
                    found.setdefault(spelling.sounds(text), set()).add(number)
    return {sounds: tuple(sorted(numbers)) for sounds, numbers in sorted(found.items())}
