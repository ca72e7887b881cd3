"""Every reading of a cue that the rules or the tagger see: what there is to choose from.

A proposal is a statement as somebody proposes it: the rules as they found it; the tagger as its best labelling shows
it, or the best labelling in which a word is a cue; and for a cue that both see, the content of one with the source of
the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.document import Span, StatementKind
from onrecord.languages.classes import CLASSES
from onrecord.languages.pack import Pack
from onrecord.statements.candidates import Range
from onrecord.statements.found import Found
from onrecord.statements.tagger.sources import without_clause
from onrecord.statements.tagger.streams import CLASS_IDS
from onrecord.statements.tagger.tagging import Segments, Tagging

Origin = Literal["rules", "tagger", "tagger content", "tagger source"]

_FAR = 25
"""Words between a content and its cue, or a cue and its source, from which on they are not linked."""
_SENTENCE = 15
"""Words that a sentence's end between two parts counts as."""
_NEARBY = 2
"""Cues and sources on each side that are looked at; nearer ones are never further on."""
_MOST_LOST = 7 * 128
"""A word that loses more score by becoming a cue is none (256 to a nat)."""
_SAME = 0.999
_NEGATION, _HEDGE = CLASS_IDS[CLASSES["negation"]], CLASS_IDS[CLASSES["hedge"]]


@dataclass(slots=True)
class Proposal:
    """A possible statement, its parts as ranges of words; ``rule`` is what the rules found for the same cue."""

    found: Found
    origin: Origin
    contents: list[Range]
    cue: Range | None
    source: Range | None
    rule: Found | None = None
    agreed: float = 0.0
    """Word F1 of its contents and the other side's for the same cue."""
    same_source: bool = False
    nested: bool = False


def proposals(tagging: Tagging, found: Sequence[Found]) -> list[Proposal]:
    """All proposals for the blocks of a tagging; ``found`` are the rules' statements there."""
    made = [_of_rules(tagging, statement) for statement in found]
    by_cue: dict[int, Proposal] = {}
    for proposal in made:
        if proposal.cue:
            for word in range(*proposal.cue):
                by_cue.setdefault(word, proposal)
    seen = [p for p in _of_tagger(tagging) if p is not None]
    for proposal in seen:
        assert proposal.cue
        rules = next((by_cue[word] for word in range(*proposal.cue) if word in by_cue), None)
        if rules is None:
            made.append(proposal)
        else:
            made += _together(tagging, rules, proposal)
    return made


def _of_rules(tagging: Tagging, statement: Found) -> Proposal:
    between = tagging.words.between
    cue = between(*statement.cue) if statement.cue else None
    contents = [between(*span) for span in sorted(statement.content)]
    source = between(*statement.source) if statement.source else None
    if source:
        kept = without_clause(tagging, source)
        if kept != source:
            source, statement = kept, replace(statement, source=span(tagging, kept))
    nested = bool(cue and cue[0] < cue[1] and tagging.labels[cue[0]] >= 3)
    return Proposal(
        statement, "rules", contents, cue if cue and cue[0] < cue[1] else None, source, statement,
        nested=nested,
    )  # fmt: skip


def _of_tagger(tagging: Tagging) -> Iterator[Proposal | None]:
    """The best labelling's statements, then those of words that could be cues."""
    rows = list(tagging.paragraphs())
    contents = [content for row in rows for content in row.contents]
    cues = [cue for row in rows for cue in row.cues]
    sources = [source for row in rows for source in row.sources]
    owned: dict[Range, list[Range]] = {}
    for content in contents:
        cue = _nearest(tagging, content, cues)
        if cue is not None:
            owned.setdefault(cue, []).append(content)
    for cue, own in owned.items():
        yield _statement(tagging, cue, own, _source(tagging, cue, sources))
    for word in tagging.possible_cues(_MOST_LOST):
        yield _forced(tagging, word, tagging.with_cue(word))


def _forced(tagging: Tagging, word: int, shown: Segments) -> Proposal | None:
    """The statement of a cue in the labelling that it was made one in."""
    cue = next((cue for cue in shown.cues if cue[0] <= word < cue[1]), None)
    if cue is None:
        return None
    own = [
        content
        for content in shown.contents
        if content[0] - cue[1] < _FAR and cue[0] - content[1] < _FAR and _nearest(tagging, content, shown.cues) == cue
    ]
    return _statement(tagging, cue, own, _source(tagging, cue, shown.sources)) if own else None


def _source(tagging: Tagging, cue: Range, sources: Sequence[Range]) -> Range | None:
    """The nearest source in the cue's sentence."""
    found = _nearest(tagging, cue, sources)
    return found if found and tagging.sentence[found[0]] == tagging.sentence[cue[0]] else None


def _nearest(tagging: Tagging, one: Range, others: Sequence[Range]) -> Range | None:
    """The nearest of some ranges in reading order, None when all are far."""
    at = bisect_left(others, one)
    begin, end = one
    sentence = tagging.sentence
    best, least = None, _FAR
    for other in others[max(0, at - _NEARBY) : at + _NEARBY]:
        start = other[0]
        # words between the two; another sentence is far
        gap = start - end if begin <= start else begin - other[1]
        far = (gap if gap > 0 else 0) + _SENTENCE * abs(sentence[start] - sentence[begin])
        if far < least:
            best, least = other, far
    return best


def _statement(tagging: Tagging, cue: Range, contents: Sequence[Range], source: Range | None) -> Proposal | None:
    """A statement that the tagger sees."""
    kept = [own for content in contents if (own := tagging.trimmed(content))]
    own_cue = tagging.trimmed(cue)
    own_source = tagging.trimmed(source) if source else None
    if own_source:
        own_source = without_clause(tagging, own_source)
    if not kept or not own_cue:
        return None
    before = tagging.classes[max(own_cue[0] - 4, source[1] if source and source[1] <= own_cue[0] else 0) : own_cue[0]]
    found = Found(
        sentence=None,
        why="tagger",
        confidence=0.5,
        content=[span(tagging, content) for content in kept],
        kind=kind_of(tagging, kept),
        source=span(tagging, own_source) if own_source else None,
        cue=span(tagging, own_cue),
        attitude=_is_thought(tagging.part.pack, [form.lower() for form in tagging.words.forms[slice(*own_cue)]]),
        negated=_NEGATION in before,
        hedged=_HEDGE in before,
    )
    return Proposal(found, "tagger", kept, own_cue, own_source)


def _is_thought(pack: Pack, forms: Sequence[str]) -> bool:
    """Whether the pack knows a cue's first known word as one of thought alone."""
    for form in forms:
        uses = pack.cue_forms.get(form)
        if uses:
            return all(pack.cues[number].cls == "thought" for number, _ in uses)
    return False


def _together(tagging: Tagging, rules: Proposal, seen: Proposal) -> list[Proposal]:
    """What the tagger sees for a cue of the rules, and the mixtures of both; marks the rules' own."""
    agreed = word_f1(rules.contents, seen.contents)
    same_source = _alike(rules.source, seen.source)
    rules.agreed, rules.same_source = agreed, same_source
    made = []
    for origin, of_content, of_source in (
        ("tagger", seen, seen), ("tagger content", seen, rules), ("tagger source", rules, seen),
    ):  # fmt: skip
        if agreed >= _SAME and of_content is seen:
            continue
        if same_source and of_source is seen:
            continue  # the rules' source has the better ends
        found = rules.found.with_parts(of_content.found.content, of_content.found.kind, of_source.found.source)
        made.append(
            Proposal(
                found, origin, of_content.contents, rules.cue, of_source.source, rules.found,  # type: ignore[arg-type]
                agreed, same_source, rules.nested,
            )
        )  # fmt: skip
    return made


def _alike(one: Range | None, other: Range | None) -> bool:
    """Whether two sources share most of their words, or neither is there."""
    if one is None or other is None:
        return one is other
    return 2 * shared(one, other) > max(_size(one), _size(other))


def kind_of(tagging: Tagging, contents: Sequence[Range]) -> StatementKind:
    """``direct`` when all words are quoted, ``mixed`` when some are."""
    quoted = [mark for first, last in contents for mark in tagging.quoted[first:last]]
    return "direct" if all(quoted) else "mixed" if any(quoted) else "indirect"


def span(tagging: Tagging, own: Range) -> Span:
    """The characters of a range of words."""
    return tagging.words.starts[own[0]], tagging.words.ends[own[1] - 1]


def shared(one: Range, other: Range) -> int:
    """Words that two ranges share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def word_f1(some: Sequence[Range], others: Sequence[Range]) -> float:
    """F1 of the words of two sets of ranges."""
    common = sum(shared(one, other) for one in some for other in others)
    size = sum(_size(own) for own in [*some, *others])
    return 2 * common / size if size else 0.0


def _size(own: Range) -> int:
    return own[1] - own[0]
