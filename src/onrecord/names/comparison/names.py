"""A name in its words, ready to be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import msgspec
from anyascii import anyascii

from onrecord.names.comparison.knowledge import knowledge
from onrecord.names.comparison.words import Word, word_of

PARTICLE, TITLE = "particle", "title"
LONGEST, MOST_WORDS = 300, 12
"""Characters and words of a name that are looked at; what is longer is no name."""

_UNWRITTEN = re.compile(
    "[\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
"""Marks that scripts may leave out, and characters that show nothing."""
_FIRST_OTHER = "\u0530"
"""The first letter behind the Latin, Greek and Cyrillic alphabets."""
_OTHER_SCRIPTS = re.compile(
    "[\u0530-\u058f\u0700-\u074f\u0780-\u089f\u0900-\u1cff\u2d00-\u2d2f\u3040-\uabff\uac00-\ud7ff]+"
)
"""Scripts that no spelling is for; a run of their signs is romanised at once, for some hold vowels apart."""
_HEBREW_MARK = re.compile('["״“”]')
_HEBREW_ACRONYM = re.compile("(?<=[א-ת])[\"״“”](?=[א-ת])")
_LONGEST_ENDING = 3
"""Letters of the longest case ending of an acronym."""
_HYPHENED_ENDING = re.compile(rf"([^\W\d_]{{2,}})-([^\W\d_]{{1,{_LONGEST_ENDING}}})\b")
_WORDS = re.compile(r"[^\W\d_]+(?:['’ʼ‘`´׳ʹʻ\u200c][^\W\d_]+)*['’׳]?|\d+")
_NUMERAL = re.compile("(?=[XVI])X{0,3}(?:IX|IV|V?I{0,3})")


class Name(msgspec.Struct, frozen=True, eq=False, gc=False):
    """The words of a name, and its number: the "XVI" of "Benedict XVI".

    Words that stand aside, such as particles and titles, are left out, and kept only if but one word would be
    left; ``aside`` says of each word kept whether it is such a one, and which."""

    words: tuple[Word, ...]
    aside: tuple[str | None, ...]
    number: str | None


@lru_cache(maxsize=200_000)
def name_of(text: str, language: str | None) -> Name:
    """A name's words; none where there is nothing to compare."""
    forms = forms_of(text[:LONGEST])
    number = None
    if len(forms) > 1 and (forms[-1].isdigit() or _NUMERAL.fullmatch(forms[-1])):
        number = forms.pop()
    words = [word_of(form, language) for form in forms[:MOST_WORDS]]
    words = [word for word in words if word.readings]
    aside = [_aside(word, at, len(words)) for at, word in enumerate(words)]
    if aside.count(None) > 1:
        words, aside = [word for word, kind in zip(words, aside, strict=True) if kind is None], [None] * len(words)
    return Name(tuple(words), tuple(aside[: len(words)]), number)


def _romanised(match: re.Match[str]) -> str:
    return anyascii(match[0])


def is_patronymic(word: Word) -> bool:
    """Whether a word may be a patronymic by its ending: "Iwanowicz", "Петровна"."""
    endings = knowledge().patronymics
    return any(reading.sounds[:end].endswith(endings) for reading in word.readings for end, _ in reading.ends)


def _aside(word: Word, at: int, size: int) -> str | None:
    """What a word is if it stands aside where it is written so: a title before, a particle within a name."""
    kind = knowledge().asides.get(word.text)
    if kind == TITLE:
        return kind if at < size - 1 else None
    return kind if word.form[0].islower() or 0 < at < size - 1 else None


def forms_of(text: str) -> list[str]:
    """The words and numbers of a name as they are written, without marks that may be left out."""
    letters = text.replace(" ", "")
    if letters.isalpha() and (letters.isascii() or max(letters) < _FIRST_OTHER):
        return list(map(_of_acronym, text.split()))  # as most names are, and ten times as fast
    if not text.isascii():
        text = _UNWRITTEN.sub("", unicodedata.normalize("NFKC", text))
        text = _OTHER_SCRIPTS.sub(_romanised, text)
        if _HEBREW_MARK.search(text):
            text = _HEBREW_ACRONYM.sub("", text)
    if "-" in text:
        text = _HYPHENED_ENDING.sub(_without_ending, text)
    return list(map(_of_acronym, _WORDS.findall(text)))


def _without_ending(match: re.Match[str]) -> str:
    """An acronym without an ending behind a hyphen: "UOKiK" of "UOKiK-u"."""
    acronym, ending = match.groups()
    return acronym if ending.islower() and sum(map(str.isupper, acronym)) > 1 else match[0]


def _of_acronym(form: str) -> str:
    """An acronym without its case ending, "PZU" of "PZUem" and "МИД" of "МИДа"; any other word as it is."""
    if form[-1].islower() and form[:2].isupper() and form[1].isalpha():
        for size in range(2, len(form)):
            if form[size].islower():
                return form[:size] if form[size:].islower() and len(form) - size <= _LONGEST_ENDING else form
    return form
