"""What the checks look at: a document with its quotations, and what several checks ask of it, worked out once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from onrecord.checks.wording import Wording, sentences
from onrecord.document import Block, Document, Entity, Span, Statement
from onrecord.languages.pack import Pack, pack_of
from onrecord.occasions.dates import DateMention
from onrecord.occasions.edtf import Days, days_of
from onrecord.quotes import Quotation
from onrecord.telling import shortened

SHOWN = 60
"""Characters of the text's own words in a message."""

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’'»)]*(?:\[\d+\])?\s+(?=[\"„“«‘'(\[]?[^\W\d_a-ząćęłńóśźż])")


def day_of(edtf: str | None) -> Days | None:
    """The first and last day of a date that is told to the month at least; ``None`` of a year, or of nothing."""
    return days_of(edtf) if edtf and len(edtf) >= 7 and not edtf.endswith("..") else None


class Reading:
    """A document as the checks see it; nothing here changes it."""

    def __init__(
        self, document: Document, quotations: Sequence[Quotation], dates: Sequence[DateMention]
    ) -> None:
        self.document = document
        self.text = document.text
        self.blocks = document.blocks
        self.quotations = quotations
        self.dates = dates
        self._has: dict[tuple[str, ...], bool] = {}

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """The entities by id."""
        return {entity.id: entity for entity in self.document.entities}

    @cached_property
    def packs(self) -> dict[str | None, Pack | None]:
        """The pack of each block's language."""
        return {block.language: pack_of(block.language) for block in self.blocks}

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def year(self) -> int | None:
        """The year the text is from: that of its publication, else the only or latest one of its days."""
        days = days_of(self.document.published)
        if days:
            return days[0].year if days[0].year == days[1].year else None
        years = [found[0].year for d in self.dates if d.how == "full" and not d.quoted and (found := day_of(d.edtf))]
        return max(years) if years else None

    @cached_property
    def text_sentences(self) -> list[tuple[Span, Block, Pack]]:
        """The sentences of blocks whose language has a pack, roughly cut: an abbreviation may cut one in two."""
        found = []
        for block in self.blocks:
            pack = self.packs[block.language]
            if pack is None:
                continue
            at = block.start
            for match in SENTENCE_END.finditer(self.text, block.start, block.end):
                found.append(((at, match.start()), block, pack))
                at = match.end()
            if at < block.end:
                found.append(((at, block.end), block, pack))
        return found

    @cached_property
    def lower(self) -> str:
        """The text in lower case, for a quick look whether a word is in it at all; offsets may differ."""
        return self.text.lower()

    def has_any(self, words: Sequence[str]) -> bool:
        """Whether any of some words, or beginnings of them, in lower case, stand in the text."""
        known = self._has.get(tuple(words))
        if known is None:
            known = self._has[tuple(words)] = any(word in self.lower for word in words)
        return known

    @cached_property
    def wordings(self) -> list[Wording]:
        """The sentences of the quoted statements whose speaker is known."""
        return [w for statement in self.quotations_of_speakers() for w in sentences(self.text, statement)]

    def sentence_at(self, position: int) -> Span:
        """The sentence that a position stands in; the position alone where its language has no pack."""
        at = bisect_right(self.text_sentences, position, key=lambda sentence: sentence[0][0]) - 1
        return self.text_sentences[at][0] if at >= 0 else (position, position + 1)

    def dates_in(self, span: Span) -> Sequence[DateMention]:
        """The dates that stand in a span."""
        first = bisect_left(self.dates, span[0], key=lambda date: date.start)
        last = bisect_left(self.dates, span[1], key=lambda date: date.start)
        return self.dates[first:last]

    def block_at(self, position: int) -> Block | None:
        """The block that a position stands in."""
        number = self.number_at(position)
        return self.blocks[number] if number >= 0 else None

    def number_at(self, position: int) -> int:
        """The place of the block that a position stands in or behind; -1 before the first."""
        return bisect_right(self._starts, position) - 1

    def pack_at(self, position: int) -> Pack | None:
        """The pack of the language at a position."""
        block = self.block_at(position)
        return self.packs[block.language] if block else None

    def said(self, *spans: Span) -> str:
        """The words of some spans for a message: on one line, in quotation marks, shortened."""
        words = " ".join(self.document.words(spans).split()).strip("„“”\"«»‚‘’'")
        return f"“{shortened(words, SHOWN)}”"

    def name(self, entity: str | None) -> str:
        """The name of an entity for a message."""
        return self.entities[entity].name if entity in self.entities else "nobody named"

    def quotations_of_speakers(self) -> Iterator[Statement]:
        """The quoted statements whose speaker is known and that stand in the words of nobody else."""
        return (s for s in self.quoted() if s.speaker and not s.negated)

    def quoted(self) -> Iterator[Statement]:
        """The statements that are all quoted, outside of others."""
        return (s for s in self.document.statements if s.kind == "direct" and s.content)
