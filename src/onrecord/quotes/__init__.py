"""Quotations: marks and dialogue dashes paired, nested, carried over paragraphs; the edits in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.document import Block
from onrecord.quotes.dialogue import find_utterances
from onrecord.quotes.edits import edits
from onrecord.quotes.nesting import nested
from onrecord.quotes.pairing import Pairing
from onrecord.quotes.quotation import Quotation, Typography

__all__ = ["Quotation", "Typography", "edits", "find_quotations"]


def find_quotations(
    text: str, blocks: Sequence[Block], typography: Callable[[str | None], Typography]
) -> list[Quotation]:
    """All quotations of a text in reading order, parents before children.

    ``blocks`` in order; no quotation crosses from one into the next unless it is carried on there.
    ``typography`` gives a language's marks, dashes and report words; it is asked once for each language.
    Linear in the text's length; any text is read, however its marks stand.
    """
    known: dict[str | None, Typography] = {}
    ordered: list[Block] = []
    typographies: list[Typography] = []
    last = 0
    for block in blocks:
        start, end = max(block.start, last), min(block.end, len(text))
        if start >= end or text[start:end].isspace():
            continue
        last = end
        if start != block.start or end != block.end:
            block = Block(block.kind, start, end, block.language)
        if block.language not in known:
            known[block.language] = typography(block.language)
        ordered.append(block)
        typographies.append(known[block.language])
    drafts = Pairing(text, ordered, typographies).read()
    if any(found.dashes for found in known.values()):
        drafts = drafts + find_utterances(text, ordered, typographies, drafts)
    return nested(drafts)
