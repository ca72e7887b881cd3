"""What the checks look at: a document with its quotations, and what several checks ask of it, worked out once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from onrecord.document import Block, Document, Entity, Span, Statement
from onrecord.languages.pack import Pack, pack_of
from onrecord.quotes import Quotation
from onrecord.telling import shortened

SHOWN = 60
"""Characters of the text's own words in a message."""
FOLDED = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\xa0": " ", "–": "-", "—": "-", "‑": "-"})


class Reading:
    """A document as the checks see it; nothing here changes it."""

    def __init__(self, document: Document, quotations: Sequence[Quotation]) -> None:
        self.document = document
        self.text = document.text
        self.blocks = document.blocks
        self.quotations = quotations

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
