"""A document as occasions are looked for in it: sections, sentences, who and what is named where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.document import Block, Document, EntityKind, Span, Statement
from onrecord.languages.pack import Pack, load, pack_of
from onrecord.languages.words import Words
from onrecord.names.lexicon import folded, lexicon_of
from onrecord.occasions.dates import DateMention
from onrecord.occasions.newcomers import Newcomer, Newcomers, Stretch

HEADINGS = ("title", "heading")
_ASIDE = re.compile(r"\([^()]*[:\d][^()]*\)")  # "(Source: Evening Lamp, March 3)"
_ENDS = (".", "!", "?")
_APART = ("footnote", "credit", "editor-note")


class Named(NamedTuple):
    """A mention of an entity: its span, whom it names and how."""

    start: int
    end: int
    entity: str
    kind: EntityKind


class Sentence(NamedTuple):
    """A sentence: its words ``[first, last)``, its span, its block, section and pack.

    ``lead``: in the first running paragraph of a section under a heading.
    """

    first: int
    last: int
    start: int
    end: int
    block: Block
    section: int
    lead: bool
    pack: Pack


class Scene:
    """What stands where in a document; every look-up is a binary search."""

    def __init__(self, document: Document, words: Words, dates: Sequence[DateMention]):
        self.document, self.words, self.dates = document, words, dates
        self._dates_at = [mention.start for mention in self.dates]
        self.kinds: dict[str, EntityKind] = {entity.id: entity.kind for entity in document.entities}
        self._entities = {entity.id: entity for entity in document.entities}
        self._speakers = {statement.speaker for statement in document.statements}
        self.sections = _sections(document.blocks)
        self.sentences = list(self._sentences())
        self._sentences_at = [sentence.start for sentence in self.sentences]
        self.triggers = list(self._triggers())
        self.named = _outermost(document)
        self.newcomers = self._newcomers()
        self.kinds.update((newcomer.key, newcomer.kind) for newcomer in self.newcomers)
        self.named += [
            Named(start, end, newcomer.key, newcomer.kind)
            for newcomer in self.newcomers
            for start, end, _, _ in newcomer.mentions
        ]
        self.named.sort()
        self._named_at = [named.start for named in self.named]
        self._said: dict[int, list[Statement]] = {}
        self._contents: dict[int, list[Span]] = {}
        self._quoted: dict[int, list[Span]] = {}
        for statement in document.statements:
            at = self.sentence_at(anchor(statement))
            if at is not None:
                self._said.setdefault(at, []).append(statement)
            for span in statement.content:
                number = self.sentence_at(span[0])
                while number is not None and number < len(self.sentences) and self._sentences_at[number] < span[1]:
                    held = self._quoted if statement.kind == "direct" else self._contents
                    held.setdefault(number, []).append(span)
                    number += 1

    def _triggers(self) -> Iterator[tuple[int, int]]:
        """The words that may tell of an occasion, as the number of their sentence and their own."""
        forms = self.words.forms
        for number, sentence in enumerate(self.sentences):
            known = _trigger_forms(sentence.pack.code)
            for at in range(sentence.first, sentence.last):
                if forms[at] in known:
                    yield number, at

    def _newcomers(self) -> list[Newcomer]:
        told = {number for number, _ in self.triggers}
        told.update(number for number, sentence in enumerate(self.sentences) if sentence.block.kind == "caption")
        stretches = [self._stretch(self.sentences[number]) for number in sorted(told)]
        taken = [(n.start, n.end) for n in self.named] + [(d.start, d.end) for d in self.dates]
        return Newcomers(self.words, stretches, taken).found if stretches else []

    def _stretch(self, sentence: Sentence) -> Stretch:
        last = self.words.between(sentence.start, self.inner_end(sentence))[1]
        lists = sentence.pack.occasions.words
        return Stretch(sentence.first, last, sentence.pack.code, lists.get("place", ()), sentence.pack.events)

    def sentence_at(self, position: int) -> int | None:
        """The number of the sentence at a position."""
        at = bisect_right(self._sentences_at, position) - 1
        return at if at >= 0 and position < self.sentences[at].end else None

    def said_in(self, sentence: int) -> list[Statement]:
        """The statements that are made in a sentence: that have their cue there, or their content."""
        return self._said.get(sentence, [])

    def contents_in(self, sentence: int) -> list[Span]:
        """Contents of statements in a sentence that are not all quotation."""
        return self._contents.get(sentence, [])

    def quoted_in(self, sentence: int) -> list[Span]:
        """Contents of statements in a sentence that are all quotation."""
        return self._quoted.get(sentence, [])

    def is_quoted(self, sentence: int, position: int) -> bool:
        """Whether a position is inside somebody's direct speech."""
        return any(start <= position < end for start, end in self._quoted.get(sentence, ()))

    def names_between(self, start: int, end: int) -> Sequence[Named]:
        """The mentions that begin in ``text[start:end]``."""
        return self.named[bisect_left(self._named_at, start) : bisect_left(self._named_at, end)]

    def dates_between(self, start: int, end: int) -> Sequence[DateMention]:
        """The dates that begin in ``text[start:end]``."""
        return self.dates[bisect_left(self._dates_at, start) : bisect_left(self._dates_at, end)]

    def is_placed(self, sentence: Sentence, named: Named) -> bool:
        """Whether a place stands after a word like "in"."""
        first = self.words.between(named.start, named.end)[0]
        return first > sentence.first and self.words.forms[first - 1].lower() in sentence.pack.occasions.words.get(
            "place", ()
        )

    def gender(self, entity: str) -> str | None:
        """The gender of a person by the given name, where it is known."""
        known = self._entities.get(entity)
        main = pack_of(self.document.language)
        if known is None or main is None:
            return None
        return lexicon_of(main.code).given.get(folded(known.name.split(" ")[0]))

    def may_be_place(self, named: Named) -> bool:
        """Whether a mention is of a place, or of a name of one word that nobody has shown to be anything else."""
        if named.kind == "place":
            return True
        entity = self._entities.get(named.entity)
        return entity is not None and " " not in entity.name and entity.id not in self._speakers

    def _sentences(self) -> Iterator[Sentence]:
        forms, starts, ends = self.words.forms, self.words.starts, self.words.ends
        led: set[int] = set()
        for number, block in enumerate(self.document.blocks):
            pack = pack_of(block.language)
            if pack is None or block.kind in _APART:
                continue
            section, headed = self.sections[number]
            lead = headed and block.kind == "paragraph" and section not in led
            led.update([section] if block.kind == "paragraph" else [])
            first, last = self.words.between(block.start, block.end)
            begun = first
            whole = block.kind == "caption"
            for at in range(first, last):
                if at + 1 == last or (forms[at] in _ENDS and not whole and _ends(forms, at)):
                    yield Sentence(begun, at + 1, starts[begun], ends[at], block, section, lead, pack)
                    begun = at + 1

    def inner_end(self, sentence: Sentence) -> int:
        """Where what a caption shows ends: before its source in brackets."""
        if sentence.block.kind != "caption":
            return sentence.end
        match = _ASIDE.search(self.document.text, sentence.start, sentence.end)
        return match.start() if match else sentence.end


@cache
def _trigger_forms(code: str) -> frozenset[str]:
    """All forms that may tell of an occasion, as they can be written."""
    pack = load(code)
    forms = (*pack.events, *pack.occasions.words.get("receive", ()))
    return frozenset(written for form in forms for written in (form, form.capitalize(), form.upper()))


def anchor(statement: Statement) -> int:
    """Where a statement is made: its cue, else its source, else its content."""
    spans = statement.cue or statement.source or statement.content
    return spans[0][0] if spans else -1


def _ends(forms: Sequence[str], at: int) -> bool:
    """Whether a sentence ends with a word: a full stop that no abbreviation has, with a capital after it."""
    if at == 0:
        return False
    after = forms[at + 1]
    if after in "”\"’'»)]":
        after = forms[at + 2] if at + 2 < len(forms) else ""
    before = forms[at - 1]
    short = len(before) < 2 or (len(before) < 4 and before[:1].isupper() and forms[at] == ".")
    return not short and not after[:1].islower()


def _outermost(document: Document) -> list[Named]:
    """All mentions in order, without those inside a longer one."""
    found = sorted(
        (Named(m.start, m.end, entity.id, entity.kind) for entity in document.entities for m in entity.mentions),
        key=lambda named: (named.start, -named.end),
    )
    kept: list[Named] = []
    for named in found:
        if not kept or named.start >= kept[-1].end:
            kept.append(named)
    return kept


def _sections(blocks: Sequence[Block]) -> list[tuple[int, bool]]:
    """The section of each block, and whether it stands under a heading of its own; a language begins a new one."""
    sections: list[tuple[int, bool]] = []
    number, headed, language, heading = 0, False, None, False
    for block in blocks:
        if block.kind in HEADINGS and not heading:
            number, headed = number + 1, True
        elif block.language != language and block.language and not heading:
            number, headed = number + (language is not None), False
        heading = block.kind in HEADINGS
        language = block.language or language
        sections.append((number, headed))
    return sections
