"""Who is reported to have said what: source, cue and content of every statement, by the pack's order patterns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.document import Block, Statement
from onrecord.languages.classes import CLASSES
from onrecord.languages.pack import Pack
from onrecord.languages.words import Words
from onrecord.quotes import Quotation, edits
from onrecord.statements.candidates import Candidate, Range, candidates
from onrecord.statements.found import Found, from_candidate
from onrecord.statements.joining import join
from onrecord.statements.nesting import parents, uncrossed
from onrecord.statements.sentences import Sentence, layers, sentences

__all__ = ["find_statements"]

_HEADLINES = ("title", "heading")


def find_statements(
    text: str,
    blocks: Sequence[Block],
    quotations: Sequence[Quotation],
    pack_of: Callable[[str | None], Pack | None],
    words: Words,
) -> list[Statement]:
    """The statements of a text in reading order, speakers not yet resolved."""
    depths: dict[int, list[Sentence]] = {}
    found: dict[int, list[Found]] = {}
    depth_of = _depths(quotations)
    for layer in layers(blocks, quotations):
        block = blocks[layer.block]
        pack = pack_of(block.language)
        if pack is None:
            continue
        depth = 0 if layer.inside is None else depth_of[layer.inside] + 1
        for sentence in sentences(text, words, layer, pack, block.kind in _HEADLINES):
            depths.setdefault(depth, []).append(sentence)
            if depth < 3:
                found.setdefault(depth, []).extend(_of_sentence(sentence))
    everything: list[Found] = []
    for depth, held in depths.items():
        everything += join(held, found.get(depth, []), quotations, blocks)
    return _statements(text, uncrossed(everything), quotations)


def _depths(quotations: Sequence[Quotation]) -> list[int]:
    depths: list[int] = []
    for quotation in quotations:
        depths.append(0 if quotation.parent is None else depths[quotation.parent] + 1)
    return depths


def _of_sentence(sentence: Sentence) -> list[Found]:
    result: list[Found] = []
    claimed: set[int] = set()
    last_source: Range | None = None
    for candidate in candidates(sentence):
        source = candidate.source or _inherited(candidate, last_source)
        statement = from_candidate(candidate, source)
        if statement is None or _speaks_for_itself(sentence, candidate):
            continue
        if claimed.intersection(statement.quotations) and statement.kind == "direct":
            continue
        claimed.update(statement.quotations)
        last_source = source or last_source
        result.append(statement)
    return result


def _speaks_for_itself(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether a cue inside a quotation has its own speaker as subject ("I think ..."): no statement of another."""
    source = candidate.source
    return (
        sentence.inside is not None
        and source is not None
        and source[1] - source[0] == 1
        and sentence.classes[source[0]] == CLASSES["first_person"]
    )


def _inherited(candidate: Candidate, last_source: Range | None) -> Range | None:
    """The source of a cue without subject: the subject it shares with the verb before it."""
    if not candidate.order.name.startswith("subjectless"):
        return None
    if last_source is not None and last_source[1] <= candidate.cue_units[0]:
        return last_source
    subject = candidate.sentence.pack.subject
    match = subject.match(candidate.sentence.classes) if subject else None
    if match and match.end("source") <= candidate.cue_units[0]:
        return match.span("source")
    return None


def _statements(text: str, found: Sequence[Found], quotations: Sequence[Quotation]) -> list[Statement]:
    result = []
    spoken = {number for statement in found for number in statement.quotations}
    for number, (statement, parent) in enumerate(zip(found, parents(found), strict=True), 1):
        content = sorted(statement.content)
        insertions, omissions = edits(text, content) if statement.quotations else ((), ())
        result.append(
            Statement(
                id=f"s{number}",
                kind=statement.kind,
                content=tuple(content),
                source=(statement.source,) if statement.source else (),
                cue=(statement.cue,) if statement.cue else (),
                addressee=(statement.addressee,) if statement.addressee else (),
                parent=None if parent is None else f"s{parent + 1}",
                insertions=insertions,
                omissions=omissions,
                negated=statement.negated,
                hedged=statement.hedged,
                attitude=statement.attitude,
                confidence=round(statement.confidence_within(spoken), 2),
                why=statement.why,
            )
        )
    return result
