"""The engine ``rules``: every cue of every sentence, read by the order patterns of the language pack."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Sequence
from functools import cache

from onrecord.document import Block
from onrecord.languages.classes import CLASSES
from onrecord.languages.pack import Pack
from onrecord.languages.words import Words
from onrecord.quotes import Quotation
from onrecord.statements.announcing import announced_quotations
from onrecord.statements.candidates import Candidate, Range, candidates
from onrecord.statements.found import Found, from_candidate
from onrecord.statements.joining import join
from onrecord.statements.nesting import uncrossed
from onrecord.statements.sentences import Sentence, layers, sentences
from onrecord.statements.signing import signed, signed_blocks
from onrecord.statements.transcripts import turns

_HEADLINES = ("title", "heading")


def find(
    text: str,
    blocks: Sequence[Block],
    quotations: Sequence[Quotation],
    pack_of: Callable[[str | None], Pack | None],
    words: Words,
) -> list[Found]:
    """What the rules find in a text, in reading order; contents nested or apart."""
    depths: dict[int, list[Sentence]] = {}
    found: dict[int, list[Found]] = {}
    depth_of = _depths(quotations)
    announced = announced_quotations(text, blocks, quotations)
    for layer in layers(blocks, quotations):
        block = blocks[layer.block]
        pack = pack_of(block.language)
        if pack is None:
            continue
        depth = 0 if layer.inside is None else depth_of[layer.inside] + 1
        following = announced.get(layer.block) if layer.inside is None else None
        for sentence in sentences(text, words, layer, pack, block.kind in _HEADLINES, following):
            depths.setdefault(depth, []).append(sentence)
            if depth < 3:
                framed = following[2] if following and len(quotations[following[2]].pieces) > 1 else None
                found.setdefault(depth, []).extend(_of_sentence(sentence, framed))
    spoken = turns(text, blocks, quotations)
    found[0] = [*_of_others(text, _unclaimed(found.get(0, []), spoken), spoken), *spoken]
    speakers = _speakers(text, found.values())
    found[0] += _unclaimed(signed(text, quotations, speakers), found[0])
    everything: list[Found] = list(signed_blocks(text, blocks, quotations, _outlets(pack_of), speakers))
    for depth, held in depths.items():
        everything += join(held, found.get(depth, []), quotations, blocks)
    return uncrossed(_without_labels(text, everything))


def _speakers(text: str, found: Iterable[Sequence[Found]]) -> set[str]:
    """Lower-case words of all sources that have a cue."""
    sources = {s.source for statements in found for s in statements if s.source and s.cue}
    return {word for source in sources for word in text[slice(*source)].lower().split()}


def _unclaimed(statements: Iterable[Found], found: Sequence[Found]) -> list[Found]:
    """``statements`` without those that quote what ``found`` ones do."""
    claimed = {number for statement in found for number in statement.quotations}
    return [statement for statement in statements if claimed.isdisjoint(statement.quotations)]


def _of_others(text: str, found: Sequence[Found], turns: Sequence[Found]) -> list[Found]:
    """``found`` without what a turn's speaker says of himself ("I think ...")."""
    spans = sorted(span for turn in turns for span in turn.content)
    kept: list[Found] = []
    for statement in found:
        at = bisect_right(spans, statement.content[0]) - 1
        inside = at >= 0 and statement.content[0][1] <= spans[at][1]
        if inside and statement.sentence and statement.source:
            source = text[slice(*statement.source)]
            if statement.sentence.pack.classes[source] == CLASSES["first_person"]:
                continue
        kept.append(statement)
    return kept


def _outlets(pack_of: Callable[[str | None], Pack | None]) -> Callable[[str | None], Container[str]]:
    def of(language: str | None) -> Container[str]:
        pack = pack_of(language)
        return frozenset(pack.names.outlets) if pack else ()

    return cache(of)


def _without_labels(text: str, found: Sequence[Found]) -> list[Found]:
    """``found`` without headings like "Flood in Lund: three missing", where nobody of that name ever speaks."""
    doubtful = [s.sentence is not None and s.sentence.heading and s.cue is None and s.kind != "direct" for s in found]
    if not any(doubtful):
        return list(found)
    speakers = set[str]()
    for statement, doubted in zip(found, doubtful, strict=True):
        if statement.source and not doubted:
            speakers.update(text[slice(*statement.source)].lower().split())
    return [
        statement
        for statement, doubted in zip(found, doubtful, strict=True)
        if not doubted
        or (
            statement.source is not None
            and any(w[:1].isupper() and w.lower() in speakers for w in text[slice(*statement.source)].split())
        )
    ]


def _depths(quotations: Sequence[Quotation]) -> list[int]:
    depths: list[int] = []
    for quotation in quotations:
        depths.append(0 if quotation.parent is None else depths[quotation.parent] + 1)
    return depths


def _of_sentence(sentence: Sentence, framed: int | None) -> list[Found]:
    """The statements of a sentence; ``framed``: a quotation of many paragraphs that it announces, by number."""
    result: list[Found] = []
    claimed: set[int] = set()
    last_source: Range | None = None
    previous: Candidate | None = None
    for candidate in candidates(sentence):
        source = candidate.source or _inherited(candidate, last_source)
        statement = from_candidate(candidate, source)
        if statement is None or _speaks_for_itself(sentence, candidate):
            continue
        if claimed.intersection(statement.quotations) and statement.kind == "direct":
            continue
        if statement.cue is None and framed in statement.quotations:
            continue  # a summary or letter of many paragraphs only frames what is said in it
        claimed.update(statement.quotations)
        last_source = source or last_source
        if previous is not None and _inside_relative_clause(previous, candidate):
            result.pop()
        previous = candidate
        result.append(statement)
    return result


def _inside_relative_clause(earlier: Candidate, candidate: Candidate) -> bool:
    """Whether ``earlier`` is only what tells the candidate's subject: "a guard who declined to be named told ..."."""
    return (
        candidate.source is not None
        and earlier.source == candidate.source
        and any(first < candidate.cue_units[0] < last for first, last in earlier.contents)
    )


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
