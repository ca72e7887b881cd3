"""Words as search sees them: without case, accents, vowel points, and differences that only typing makes.

"Łódź" and "lodz" are folded to the same, so are the two ways to type an Arabic yeh or kaf. What is folded holds letters
and digits alone, with a space between words; no database has to fold anything.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_PLAIN = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe", "ŋ": "n",
    "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ـ": "", "\u200c": "", "\u200d": "", "\u00ad": "",
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
}  # fmt: skip
"""What no decomposition makes plain: letters with strokes, Arabic and Persian twins, joiners, Hebrew final forms."""
_WRITTEN_TOGETHER = ("CJK UNIFIED", "CJK COMPATIBILITY", "HIRAGANA", "KATAKANA")
"""Beginnings of the names of characters that are written without spaces between words: each is a word by itself."""


class Word(NamedTuple):
    """A folded word and where it stands: half-open, in code points of the text it was read from."""

    folded: str
    start: int
    end: int


class _Folds(dict[int, str]):
    """The fold of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_of(chr(code))
        return folded


def _fold_of(character: str) -> str:
    pieces = []
    for part in unicodedata.normalize("NFKD", character).casefold():
        for plain in unicodedata.normalize("NFKD", _PLAIN.get(part, part)):
            if unicodedata.category(plain) == "Mn" or plain in _PLAIN:
                pieces.append(_PLAIN.get(plain, ""))
            elif plain.isdecimal():
                pieces.append(str(unicodedata.decimal(plain)))
            elif plain.isalnum() or unicodedata.category(plain) == "Mc":
                alone = unicodedata.name(plain, "").startswith(_WRITTEN_TOGETHER)
                pieces.append(f" {plain} " if alone else plain)
            else:
                pieces.append(" ")
    return "".join(pieces)


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The words of a text folded, one space between them; empty where it has none."""
    return " ".join(text.translate(_FOLDS).split())


def folded_words(text: str) -> Iterator[Word]:
    """The words of ``fold(text)`` in order, each with its place in the text."""
    letters: list[str] = []
    start = end = 0
    for at, character in enumerate(text):
        for piece in _FOLDS[ord(character)] or "\0":
            if piece == " ":
                if letters:
                    yield Word("".join(letters), start, end)
                    letters = []
            elif piece == "\0":  # a mark: it belongs to the word before it
                end = at + 1 if letters else end
            else:
                if not letters:
                    start = at
                letters.append(piece)
                end = at + 1
    if letters:
        yield Word("".join(letters), start, end)


__all__ = ["Word", "fold", "folded_words"]
