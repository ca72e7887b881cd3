"""Gold documents as the road reads them, and the gold labels of their words."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.document import Block
from onrecord.gold import Annotated
from onrecord.intake import from_text
from onrecord.languages.detection import languages
from onrecord.languages.pack import pack_of, typography_of
from onrecord.languages.words import Words
from onrecord.quotes import Quotation, find_quotations
from onrecord.statements import rules
from onrecord.statements.found import Found
from onrecord.statements.tagger.weights import LABELS


class Reading(NamedTuple):
    """What stands before the tagger on the road of a text."""

    words: Words
    blocks: tuple[Block, ...]
    quotations: list[Quotation]
    found: list[Found]


def reading(text: str) -> Reading:
    """The words, blocks, quotations and rules' statements of a text."""
    words = Words(text)
    blocks = languages(text, from_text(text).blocks, words)
    quotations = find_quotations(text, blocks, typography_of)
    return Reading(words, blocks, quotations, rules.find(text, blocks, quotations, pack_of, words))


def gold_labels(document: Annotated, words: Words) -> list[int]:
    """The gold label of every word: the outermost content it is in, and its part in a source or a cue."""
    part, role = ["O"] * len(words.forms), [""] * len(words.forms)
    for statement in sorted(document.statements, key=lambda s: -sum(end - start for start, end in s.content or ())):
        for start, end in statement.content or ():
            first, last = words.between(start, end)
            for at in range(first, last):
                if part[at] == "O":
                    part[at] = "B" if at == first else "I"
        for spans, mark in ((statement.source, "s"), (statement.cue, "q")):
            for start, end in spans or ():
                first, last = words.between(start, end)
                role[first:last] = [mark] * (last - first)
    return [LABELS.index(p + r) for p, r in zip(part, role, strict=True)]
