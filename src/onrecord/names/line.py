"""A text as a line of name classes, one character a word: its sentences, its quotations, the lexicon that rules."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from onrecord.document import Block
from onrecord.languages.pack import pack_of
from onrecord.languages.words import Words
from onrecord.names.lexicon import BODY, GIVEN, NAME, PLACE, Lexicon, lexicon_of
from onrecord.quotes import Quotation

_HEADLINES = ("title", "heading")
_SENTENCE_END = re.compile(r"(?<![HIh])\.[.)q]*(?=[A-Z#q(])")
_CAPITAL = re.compile("[XF]")
_AFTER_GIVEN = re.compile(r"[FH]\.?(?:I\.?)?([WRGOULVSEBDMA])(?![XF])")
_COMMON = re.compile("[WRGOULVSEBDMA]")
_MOST_ALIKE = 32
"""Words of one beginning that are kept; keeps long texts linear."""
_TWO_CAPITALS = re.compile("[A-Z](?=[A-Z])")
_FUNCTION_WORD = re.compile("(?<=[a-z,&])[ZEVSDW](?=[XF])")
_LETTER = re.compile(r"I(?!\.)")
_BRACKET = re.compile(r"\(([^()]{1,8})\)")
_OF_KIND = {"place": PLACE, "organization": BODY}


class Line:
    """The classes of a text's words. ``blocks`` are ``(first, last, lexicon, headline)``, in words.

    ``originals`` are names in another script in brackets, "(Зоран Заев)": for the word of the opening bracket the
    words inside, ``(first, last)``; they are no names of their own.
    """

    def __init__(self, words: Words, blocks: Sequence[Block], quotations: Sequence[Quotation]):
        self.words, self.forms = words, words.forms
        self.blocks: list[tuple[int, int, Lexicon, bool]] = []
        self._block_firsts: list[int] = []
        classes: list[str] = []
        starts: list[int] = []
        for block in blocks:
            pack = pack_of(block.language)
            first, last = words.between(block.start, block.end)
            classes += " " * (first - len(classes))
            starts.append(first)
            if pack is None or first < len(classes):
                continue
            lexicon = lexicon_of(pack.code)
            self._block_firsts.append(first)
            self.blocks.append((first, last, lexicon, block.kind in _HEADLINES))
            classes += map(lexicon.classes.__getitem__, self.forms[first:last])
        classes += " " * (len(self.forms) - len(classes))
        self.originals: dict[int, tuple[int, int]] = {}
        self._mark_letters(classes)
        self._mark_originals(classes)
        self._mark_known(classes)
        self._mark_surnames(classes)
        self.classes = _FUNCTION_WORD.sub(NAME, "".join(classes))
        starts += (match.end() for match in _SENTENCE_END.finditer(self.classes))
        self.sentences = sorted(set(starts))
        pieces = sorted(piece for quotation in quotations for piece in quotation.pieces)
        self._quoted_starts, self._quoted_ends = _merged(pieces)

    def _mark_letters(self, classes: list[str]) -> None:
        """Tells a word of one letter at a sentence's start from an initial, which has a full stop: "W Gdyni"."""
        for match in _LETTER.finditer("".join(classes)):
            lexicon = self.lexicon(match.start())
            if lexicon is not None:
                classes[match.start()] = lexicon.letter(self.forms[match.start()])

    def _mark_originals(self, classes: list[str]) -> None:
        for match in _BRACKET.finditer("".join(classes)):
            first, last = match.span(1)
            if all(_foreign(form) for form in self.forms[first:last]):
                self.originals[match.start()] = (first, last)
                classes[first:last] = " " * (last - first)

    def _mark_known(self, classes: list[str]) -> None:
        """Gives the words of widely known names the class of what they name: "United Nations"."""
        held = "".join(classes)
        for first, last, lexicon, _ in self.blocks:
            for match in _TWO_CAPITALS.finditer(held, first, last):
                at = match.start()
                found = lexicon.known_at(self.forms, at)
                if found and classes[at] == held[at] and at + found[0] <= last:
                    size, known = found
                    classes[at : at + size] = _OF_KIND.get(known.kind, BODY) * size

    def _mark_surnames(self, classes: list[str]) -> None:
        """Makes common words names where a given name stands before them, and where they recur: "Karen Hunter"."""
        held = "".join(classes)
        for first, last, lexicon, _ in self.blocks:
            found = {
                base
                for match in _AFTER_GIVEN.finditer(held, first, last)
                for base in lexicon.bases(self.forms[match.start(1)])
                if base in lexicon.surnames
            }
            for match in _COMMON.finditer(held, first, last) if found else ():
                at = match.start()
                if held[at - 1 : at] not in ("b", "t") and not found.isdisjoint(lexicon.bases(self.forms[at])):
                    classes[at] = NAME

    def sentence(self, word: int) -> int:
        """The number of the sentence a word stands in."""
        return bisect_right(self.sentences, word) - 1

    def starts_sentence(self, word: int) -> bool:
        """Whether a sentence begins with this word."""
        at = self.sentence(word)
        return at >= 0 and self.sentences[at] == word

    def lexicon(self, word: int) -> Lexicon | None:
        """The lexicon of the block a word stands in."""
        at = bisect_right(self._block_firsts, word) - 1
        if at < 0 or word >= self.blocks[at][1]:
            return None
        return self.blocks[at][2]

    def headline(self, word: int) -> bool:
        """Whether a word stands in a title or heading."""
        at = bisect_right(self._block_firsts, word) - 1
        return at >= 0 and word < self.blocks[at][1] and self.blocks[at][3]

    def quoted(self, word: int) -> int:
        """The number of the outermost quotation a word stands in, counted from 1; 0 where in none."""
        start = self.words.starts[word]
        at = bisect_right(self._quoted_starts, start) - 1
        return at + 1 if at >= 0 and start < self._quoted_ends[at] else 0

    def quotation_start(self, number: int) -> int:
        """The first character of the outermost quotation of that number."""
        return self._quoted_starts[number - 1]

    def quotation_end(self, number: int) -> int:
        """The character after the outermost quotation of that number."""
        return self._quoted_ends[number - 1]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Characters of the words ``[first, last)``."""
        return self.words.starts[first], self.words.ends[last - 1]

    def before(self, word: int) -> str:
        """The word before a noun phrase's word, without its article, in small letters."""
        at = word - 1
        return self.forms[at - (at > 0 and self.classes[at] in "tT")].lower() if word else ""

    def begins_only(self, word: int, lexicon: Lexicon) -> bool:
        """Whether a word is capitalised only because a sentence begins with it, as far as the text shows."""
        form = self.forms[word]
        return self.classes[word] in GIVEN + NAME and lexicon.begins_sentence(form) and form not in self.inner_capitals

    def nominative(self, form: str, lexicon: Lexicon) -> bool:
        """Whether a word of a name can be a subject's, as far as its ending and the text's other forms show."""
        bases = lexicon.spelt_bases(form)
        return (not bases or form in bases) and not self.inflected(form, lexicon)

    def inflected(self, form: str, lexicon: Lexicon) -> bool:
        """Whether the text has a base form of a word, and not one that can be a form of it: "Dudy" of "Duda"."""
        bases = (base for base in lexicon.spelt_bases(form) if base != form and base in self.held)
        return any(form not in lexicon.spelt_bases(base) for base in bases)

    @cached_property
    def inner_capitals(self) -> set[str]:
        """Words that are capitalised somewhere inside a sentence."""
        starts = set(self.sentences)
        return {self.forms[m.start()] for m in _CAPITAL.finditer(self.classes) if m.start() not in starts}

    @cached_property
    def capitals(self) -> dict[str, list[str]]:
        """Words that are capitalised somewhere, by their first three letters; the first of those that begin so."""
        found: dict[str, list[str]] = {}
        for form in dict.fromkeys(self.forms[match.start()] for match in _CAPITAL.finditer(self.classes)):
            alike = found.setdefault(form[:3], [])
            if len(alike) < _MOST_ALIKE:
                alike.append(form)
        return found

    @cached_property
    def told(self) -> list[int]:
        """For each sentence how many there are up to it that are not inside a quotation that began before."""
        inside = [self.quoted(start) if start < len(self.forms) else 0 for start in self.sentences]
        return list(accumulate(int(not now or now != last) for now, last in zip(inside, [0, *inside], strict=False)))

    @cached_property
    def held(self) -> frozenset[str]:
        """Every word form of the text."""
        return frozenset(self.forms)


def _foreign(form: str) -> bool:
    """Whether a word is in none of the scripts of the packs, which are Latin; marks between such words count too."""
    return not form.isascii() and not any(c.isalpha() and unicodedata.name(c, "").startswith("LATIN") for c in form)


def _merged(pieces: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in pieces:
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


__all__ = ["Line"]
