"""Namesakes: the bearers of one written name, and the keys by which those that may be the same are found.

A full name is one namesake over all documents, for it is the same person until something speaks against it. A name of
one word is a namesake of its own in each document, and so is what is only described.

Keys are hashes of what two namesakes must have in common to be compared at all. Those of the name follow from the name
alone; those of context, with a bit set, from a surname and one that is named beside it. They have 47 bits, as ids have:
a database keeps such numbers in six bytes. Two keys that are the same by chance cost a comparison and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations, product

import msgspec

from onrecord.document import EntityKind
from onrecord.languages.pack import available
from onrecord.names.comparison.bodies import bodies
from onrecord.names.comparison.families import families
from onrecord.names.comparison.names import Name, name_of
from onrecord.names.comparison.words import Word
from onrecord.names.lexicon import lexicon_of
from onrecord.record.folding import fold
from onrecord.record.joining.appearances import Appearance, Beside

_ID_BITS, _KEY_BITS, _CODE_BITS, _TOKEN_BITS = 47, 46, 22, 24
_CONTEXT = 1 << _KEY_BITS
_SHORTEST_CUT = 4
"""Consonants from which a word is found with one of them left out too."""
_MOST_CODES, _MOST_PAIRS = 4, 3
MOST_ALIKE, MOST_NEARLY_ALIKE = 16, 4
"""Full names that a key of sounds may lead to; and one of sounds of which one may be left out, for chance gives such a
key to ten times as many."""
_MOST_BODIES = 6
"""Bodies beside that keys are made of: those whose hashes are lowest, so that two texts take the same ones of many."""


class Namesake(msgspec.Struct, frozen=True):
    """The bearers of a name: ``text`` in a language. ``alone`` is whether it is of one appearance only, ``described``
    whether it is no name at all."""

    id: int
    kind: EntityKind
    text: str
    language: str | None
    wikidata: str | None
    alone: bool
    described: bool

    @property
    def full(self) -> bool:
        """Whether it is joined with others by its name alone."""
        return not self.described and (self.kind != "person" or len(words_of(self.text, self.language)) > 1)

    @property
    def person(self) -> bool:
        return self.kind == "person"


def number(*parts: object, bits: int = _KEY_BITS) -> int:
    """A hash of some values: the same on every machine."""
    said = "\0".join("" if part is None else f"+{part}" for part in parts)
    digest = hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> (64 - bits)


def namesake_of(appearance: Appearance, *, taken_out: bool = False) -> Namesake:
    """The namesake an appearance belongs to; one of its own if a person took it out of those of its name."""
    kind, text, language = appearance.kind, appearance.name, appearance.language
    described = not appearance.named or not _telling(text, language)
    lone = kind == "person" and len(words_of(text, language)) < 2
    alone = f"{appearance.document}#{appearance.label}" if described or lone or taken_out else None
    return _namesake(kind, text, language, appearance.wikidata, alone, described)


def other_names(appearance: Appearance, own: Namesake) -> Iterator[Namesake]:
    """Namesakes of the further full names that a document gives an entity."""
    if own.described or own.alone:
        return
    for spelling in appearance.spellings:
        several = len(words_of(spelling.text, spelling.language)) > 1
        if several and (spelling.text, spelling.language) != (own.text, own.language):
            if not _telling(spelling.text, spelling.language):
                continue
            yield _namesake(own.kind, spelling.text, spelling.language, None, None, False)


def _namesake(
    kind: EntityKind, text: str, language: str | None, wikidata: str | None, alone: str | None, described: bool
) -> Namesake:
    id_ = number(kind, text, language, wikidata, alone, bits=_ID_BITS)
    return Namesake(id_, kind, text, language, wikidata, alone is not None, described)


@lru_cache(maxsize=100_000)
def words_of(text: str, language: str | None) -> tuple[Word, ...]:
    """The words of a name that tell its bearers apart."""
    return compared_name(text, language).words


@lru_cache(maxsize=100_000)
def compared_name(text: str, language: str | None) -> Name:
    """A name ready for comparison."""
    return name_of(text, language)


def _telling(text: str, language: str | None) -> bool:
    """Whether words are a name by their letters: the first and the last have a capital, where a script has any."""
    written = text.split()
    return bool(words_of(text, language)) and all(_has_capital(word) for word in (written[0], written[-1]))


def _has_capital(word: str) -> bool:
    return any(letter.isalpha() and letter.upper() == letter for letter in word)


@lru_cache(maxsize=50_000)
def name_keys(namesake: Namesake) -> frozenset[int]:
    """The keys of a name: namesakes without a common one are never compared by their names."""
    keys: set[int] = set()
    if namesake.wikidata:
        keys.add(wikidata_key(namesake.wikidata))
    if namesake.full:
        keys.add(number("name", fold(namesake.text)) | 1)
        if namesake.kind == "person":
            words = words_of(namesake.text, namesake.language)[:_MOST_PAIRS]
            keys.update(number("person", *sorted(pair)) & ~3 for pair in _pairs(words))
            keys.update(number("near", *sorted(pair)) & ~3 | 2 for pair in _near_pairs(words))
        else:
            keys.update(number("known", alias) | 1 for alias in known_names(namesake))
    return frozenset(keys)


def wikidata_key(id_: str) -> int:
    """The key of those that a text or a list of people gives an id of Wikidata."""
    return number("wikidata", id_) | 1


def known_names(namesake: Namesake) -> frozenset[str]:
    """What a widely known body, country or outlet is called in the language packs; numbers of bodies too."""
    found = {f"body {body}" for body in bodies(compared_name(namesake.text, namesake.language)) if body >= 0}
    language = (namesake.language or "").split("-")[0]
    if language in _languages() and (known := lexicon_of(language).known_name(tuple(namesake.text.split()))):
        found |= {f"alias {alias}" for alias in known.aliases}
    return frozenset(found)


@cache
def _languages() -> frozenset[str]:
    return frozenset(available())


def _pairs(words: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """Two words of a full name by their sounds, in any order."""
    for one, other in combinations(words, 2):
        yield from product(sound_codes(one), sound_codes(other))


def _near_pairs(words: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """The first and the last word by their sounds, and with a consonant of either left out."""
    if len(words) > 1:
        one, other = sound_codes(words[0]), sound_codes(words[-1])
        x, y = one[-1], other[-1]  # of known given names, their families
        yield from ((x, code) for code in (*other, *_shortened(other)))
        if x[0] != "=":
            yield from ((code, y) for code in (*one, *_shortened(one)))


@lru_cache(maxsize=100_000)
def sound_codes(word: Word) -> tuple[str, ...]:
    """What a word sounds like, by its consonants in each way to read it, and the given names that it may be."""
    codes = {reading.key or reading.sounds: None for reading in word.readings}
    return (*[*codes][:_MOST_CODES], *(f"={family}" for family in sorted(families(word)) if family >= 0))[
        : _MOST_CODES + 1
    ]


def _shortened(codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        if len(code) >= _SHORTEST_CUT and code[0] != "=":
            yield from {code[:at] + code[at + 1 :]: None for at in range(len(code))}


def context_keys(appearance: Appearance, namesake: Namesake) -> frozenset[int]:
    """The keys of a person's context: the surname, as it may sound, with each role and each that is named beside."""
    if namesake.kind != "person" or namesake.described:
        return frozenset()
    words = words_of(namesake.text, namesake.language)
    if not words:
        return frozenset()
    codes = [number(code, bits=_CODE_BITS) for code in _surname_codes(words[-1])]
    persons = {_token("person", name) for name in _persons(appearance.beside)}
    bodies_ = sorted({_token("body", name) for name in _bodies(appearance.beside)})[:_MOST_BODIES]
    roles = {_token("role", role) | 1 for role in _roles(appearance)}
    tokens = persons.union(bodies_, roles)
    return frozenset(_CONTEXT | token << _CODE_BITS | code for token in tokens for code in codes)


def most_alike(key: int) -> int | None:
    """How many names a key of a name may lead to: few of those that sound alike, fewer of those that nearly do.

    ``None`` for a key of the same words or of one id, and of context."""
    if key & 1 or is_context(key):
        return None
    return MOST_NEARLY_ALIKE if key & 2 else MOST_ALIKE


def is_context(key: int) -> bool:
    """Whether a key is one of context."""
    return bool(key & _CONTEXT)


def tokens_of(keys: Iterable[int]) -> tuple[int, int]:
    """How many named beside, and how many roles, there are among keys of context."""
    found = {(key ^ _CONTEXT) >> _CODE_BITS for key in keys}
    roles = sum(token & 1 for token in found)
    return len(found) - roles, roles


def _surname_codes(word: Word) -> set[str]:
    """How a surname sounds in its language, and to everybody else."""
    read = [word, *words_of(word.form, None)[:1]]
    return {one.readings[0].key or one.readings[0].sounds for one in read}


def _token(*said: str) -> int:
    """Half of a key of context; odd for a role."""
    return number(*said, bits=_TOKEN_BITS) & ~1


def _persons(beside: Iterable[Beside]) -> Iterator[str]:
    """Persons named beside, as they sound to everybody."""
    for one in beside:
        words = words_of(one.name, None)
        if one.kind == "person" and len(words) > 1:
            yield " ".join(sorted(word.readings[0].key for word in (words[0], words[-1])))


def _bodies(beside: Iterable[Beside]) -> Iterator[str]:
    """Bodies and places named beside: widely known ones by number, for they have many names."""
    for one in beside:
        if one.kind != "person":
            known = sorted(body for body in bodies(compared_name(one.name, one.language)) if body >= 0)
            yield f"={known[0]}" if known else fold(one.name)


def _roles(appearance: Appearance) -> Iterator[str]:
    for title, organization in appearance.roles:
        if organization or " " in title.strip():
            yield f"{fold(title)} of {fold(organization or '')}"


__all__ = [
    "Namesake",
    "context_keys",
    "is_context",
    "known_names",
    "most_alike",
    "name_keys",
    "namesake_of",
    "number",
    "wikidata_key",
]
