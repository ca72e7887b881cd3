"""Spellings: the habits by which languages write names, and the sounds that written words stand for.

What is known of each habit stands in ``resources/spellings/*.yml``; the head of ``en.yml`` explains the fields
and the sounds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

import msgspec
from anyascii import anyascii

ALPHABETIC, ARABIC, HEBREW = "alphabetic", "arabic", "hebrew"
"""Kinds of script: those that write vowels, and the two that mostly do not."""

SOUNDS = "abcdefghijklmnopqrstuvwxyzSCZJTGHAWYEDOBKPXV"

_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´׳ʹʻ", "'"))
_LATIN, _CYRILLIC = re.compile("[a-z\u00df-\u024f]"), re.compile("[\u0400-\u052f]")
_TO_LATIN = str.maketrans("аеорсухіјѕвнмткь", "aeopcyxijsbhmtkb")
_TO_CYRILLIC = str.maketrans("aeopcyxijbhmtk", "аеорсухіјвнмтк")
_CONDITION = re.compile(r"(.+)\((.+)\)")
_AS_SOUND = {ord(sound): 0xE000 + ord(sound) for sound in SOUNDS}
"""Sounds that were found, kept apart from letters that are still to be read."""
_DOUBLED = re.compile(r"(.)\1+")
_MOST_LETTERS = 20_000
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
_PLAIN = str.maketrans({"c": "k", "q": "k", "x": "ks", "y": "i"})
"""What letters sound like where a spelling says nothing of them."""


class SpellingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``resources/spellings/*.yml``; the fields are explained at the head of ``en.yml``."""

    name: str
    languages: list[str]
    script: str
    default: bool = False
    cues: list[str] = []
    sounds: dict[str, str] = {}
    endings: list[str] = []
    women: list[str] = []
    men: list[str] = []
    articles: list[str] = []


class Endings:
    """What may be cut off the words of a language, in sounds; false where there is nothing."""

    def __init__(self, sounds: Iterable[str]):
        self.sounds = frozenset(sounds)
        self._longest = max(map(len, self.sounds), default=0)
        self._last = frozenset(ending[-1] for ending in self.sounds)

    def of(self, sounds: str, shortest_stem: int) -> list[int]:
        """Where the endings that a word may have begin, the shortest ending first."""
        size = len(sounds)
        if size <= shortest_stem or sounds[-1] not in self._last:
            return []
        first = max(shortest_stem, size - self._longest)
        return [at for at in range(size - 1, first - 1, -1) if sounds[at:] in self.sounds]

    def __bool__(self) -> bool:
        return bool(self.sounds)


class Spelling:
    """A habit of writing, ready to read words by."""

    def __init__(self, file: SpellingFile):
        self.languages, self.script, self.default = file.languages, file.script, file.default
        self.endings, self.articles = Endings(file.endings), tuple(file.articles)
        self.women, self.men = tuple(file.women), tuple(file.men)
        self.kind = self.script if self.script in (ARABIC, HEBREW) else ALPHABETIC
        self.cues = "|".join(map(re.escape, file.cues))
        self._cues = re.compile(self.cues) if file.cues else None
        self._groups: dict[str, str] = {}
        self._conditional: list[str] = []
        self._pattern = self._compiled(file.sounds)
        self._letters = _Letters({key: sounds for key, sounds in file.sounds.items() if len(key) == 1})

    def _compiled(self, sounds: Mapping[str, str]) -> re.Pattern[str]:
        """One pattern for all groups of letters, the longest first; those with a condition capture."""
        branches: list[str] = []
        for key in sorted(sounds, key=lambda key: (-len(_CONDITION.sub(r"\1", key)), "(" not in key, key)):
            said = sounds[key].translate(_AS_SOUND)
            if conditional := _CONDITION.fullmatch(key):
                letters, ahead = conditional.groups()
                then = f"[{_CONSONANTS}]{ahead[1:]}" if ahead[0] == "*" else f"[{ahead}]"
                branches.append(f"({re.escape(letters)})(?={then})")
                self._conditional.append(said)
            elif len(key) > 1:
                branches.append(re.escape(key))
                self._groups[key] = said
        return re.compile("|".join(branches) or "(?!)")

    def shows(self, marked: str) -> bool:
        """Whether a folded word between "<" and ">" can be told to be written in this way by its letters."""
        return self._cues is not None and self._cues.search(marked) is not None

    def without_article(self, word: str) -> str | None:
        """A folded word without the article that is written as a part of it; ``None`` if it has none."""
        for article in self.articles:
            if word.startswith(article) and len(word) > len(article) + 1:
                return word[len(article) :]
        return None

    def sounds(self, word: str) -> str:
        """The sounds of a folded word, a letter each; none twice in a row."""
        found = self._pattern.sub(self._said, f"<{word}>").translate(self._letters)
        if "ts" in found or "tS" in found or "dZ" in found:
            found = found.replace("ts", "c").replace("tS", "C").replace("dZ", "J")
        return _DOUBLED.sub(r"\1", found)

    def _said(self, match: re.Match[str]) -> str:
        number = match.lastindex
        return self._conditional[number - 1] if number else self._groups[match[0]]


class _Letters(dict[int, str]):
    """What letters sound like by themselves, for ``str.translate``; sounds that were found stay as they are."""

    def __init__(self, listed: Mapping[str, str]):
        super().__init__({ord(letter): sounds for letter, sounds in listed.items()})
        self.update({said: chr(sound) for sound, said in _AS_SOUND.items()})

    def __missing__(self, letter: int) -> str:
        found = "".join(c for c in anyascii(chr(letter)).lower().translate(_PLAIN) if c in SOUNDS)
        if len(self) < _MOST_LETTERS:
            self[letter] = found
        return found


def folded(word: str) -> str:
    """A word in lower case, in one script, with one kind of apostrophe, without marks that scripts may leave out."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFC", word.lower().translate(_APOSTROPHES))
    if _LATIN.search(word) and _CYRILLIC.search(word):
        word = _in_one_script(word)
    return word


def plain(word: str) -> str:
    """A folded word in ASCII, whatever it sounds like."""
    return word if word.isascii() else anyascii(word).lower()


def look_alike(word: str) -> str:
    """A folded word with letters of the Cyrillic alphabet replaced by those of the Latin that look the same."""
    return word.translate(_TO_LATIN)


def _in_one_script(word: str) -> str:
    """A word of two scripts, such as "Cтeйcи", in the one that most of its letters cannot be taken from elsewhere."""
    latin = sum(1 for c in word if _LATIN.match(c) and ord(c) not in _TO_CYRILLIC)
    cyrillic = sum(1 for c in word if _CYRILLIC.match(c) and ord(c) not in _TO_LATIN)
    return word.translate(_TO_LATIN if latin > cyrillic else _TO_CYRILLIC)
