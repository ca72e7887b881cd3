"""The engine ``fast``: the rules' findings as features of a trained tagger, and a judge over all that is proposed.

Blocks in a language without weights are read by the rules alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from onrecord.document import Block
from onrecord.languages.pack import Pack
from onrecord.languages.words import Words
from onrecord.quotes import Quotation
from onrecord.statements import rules
from onrecord.statements.found import Found
from onrecord.statements.nesting import uncrossed
from onrecord.statements.tagger.choice import chosen
from onrecord.statements.tagger.evidence import features
from onrecord.statements.tagger.proposals import Proposal, proposals
from onrecord.statements.tagger.streams import Part, by_language
from onrecord.statements.tagger.tagging import Tagger, Tagging
from onrecord.statements.tagger.weights import weights_of

TaggerOf = Callable[[str], tuple[str, Tagger] | None]
"""The tagger of a language, and the engine that it belongs to; None where the language has none."""


def shipped(code: str) -> tuple[str, Tagger] | None:
    """The tagger of this engine. Raises WeightsError."""
    weights = weights_of(code)
    return ("fast", weights) if weights else None


def find(
    text: str,
    blocks: Sequence[Block],
    quotations: Sequence[Quotation],
    pack_of: Callable[[str | None], Pack | None],
    words: Words,
    tagger_of: TaggerOf = shipped,
) -> list[Found]:
    """What is found in a text, in reading order; contents nested or apart. Raises WeightsError."""
    found = rules.find(text, blocks, quotations, pack_of, words)
    starts = [block.start for block in blocks]
    result: list[Found] = []
    parts = by_language(blocks, words, pack_of)
    own: dict[str | None, list[Found]] = {}
    for statement in found:
        block = blocks[bisect_right(starts, statement.content[0][0]) - 1]
        pack = pack_of(block.language)
        own.setdefault(pack.code if pack else None, []).append(statement)
    for part in parts:
        statements = own.pop(part.pack.code, [])
        known = tagger_of(part.pack.code)
        result += statements if known is None else read(part, quotations, statements, words, *known)
    for rest in own.values():
        result += rest
    return uncrossed(result)


def read(
    part: Part,
    quotations: Sequence[Quotation],
    found: Sequence[Found],
    words: Words,
    engine: str,
    tagger: Tagger,
) -> list[Found]:
    """The statements of the blocks in one language; ``found`` are the rules' there."""
    judged = (
        (tagger.judge.likelihood(features(tagging, proposal)), proposal)
        for tagging, proposal in proposed(part, quotations, found, words, tagger)
    )
    return [
        replace(
            proposal.found,
            sentence=None,
            why=f"{engine}:{proposal.found.why.removeprefix('rules:')}",
            confidence=likely,
            content=list(proposal.found.content),
            quotations=list(proposal.found.quotations),
        )
        for likely, proposal in chosen(judged, tagger.judge.least)
    ]


def proposed(
    part: Part, quotations: Sequence[Quotation], found: Sequence[Found], words: Words, tagger: Tagger
) -> Iterator[tuple[Tagging, Proposal]]:
    """Everything that the rules and a tagger propose for the blocks in one language."""
    tagging = Tagging(words, part, tagger, quotations, found)
    for proposal in proposals(tagging, found):
        yield tagging, proposal
