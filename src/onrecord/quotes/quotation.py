"""What a quotation is, and what a language's typography tells of it."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.document import Span


class Quotation(msgspec.Struct, frozen=True, gc=False):
    """A quotation as its marks or dashes show it.

    ``pieces`` are spans of the document's text, one for each block the quotation runs through, in order; each
    includes its marks. A dash utterance may have several pieces in one block: they leave out the dashes and
    the reporting clauses. ``parent`` is the place, in the list that `find_quotations` returns, of the
    quotation this one stands inside. ``opened`` or ``closed`` is false where that mark is missing.
    """

    pieces: tuple[Span, ...]
    form: Literal["marks", "dash"]
    parent: int | None
    opened: bool
    closed: bool


class Typography(msgspec.Struct, frozen=True):
    """How a language quotes; stands in its pack.

    ``pairs``: (opening, closing) marks, the usual ones first. ``dashes``: marks that open a dialogue
    utterance at a block's start; empty where the language has none. ``report_words``: lower-case finite
    forms of speech and writing verbs, by which a reporting clause is known.
    """

    pairs: tuple[tuple[str, str], ...]
    dashes: tuple[str, ...]
    report_words: frozenset[str]


class Draft:
    """A quotation while it is being read: what `Quotation` says, its family of marks, its open piece."""

    __slots__ = ("closed", "family", "form", "glyph", "opened", "pieces", "start")

    def __init__(self, start: int, family: int, glyph: str, form: Literal["marks", "dash"] = "marks") -> None:
        self.start = start
        self.family = family
        self.glyph = glyph
        self.form: Literal["marks", "dash"] = form
        self.pieces: list[Span] = []
        self.opened = True
        self.closed = False
