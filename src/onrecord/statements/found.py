"""A statement on its way: spans of characters, what found it, and what it was read from."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from onrecord.document import Span, StatementKind
from onrecord.languages.classes import CLASSES
from onrecord.statements.candidates import Candidate, Range
from onrecord.statements.sentences import Sentence

_QUOTATIONS = frozenset(CLASSES[name] for name in ("quote", "sentence_quote", "phrase_quote"))
_QUOTED = _QUOTATIONS | {CLASSES["title_quote"]}
_MARKS = frozenset(CLASSES[name] for name in ("comma", "colon", "semicolon", "end", "dash", "mark"))


@dataclass(slots=True)
class Found:
    """Spans of a statement. ``quotations`` are those that are (part of) its content, by number."""

    sentence: Sentence | None  # none where no cue in a sentence was read
    why: str
    confidence: float
    content: list[Span]
    kind: StatementKind
    quotations: list[int] = field(default_factory=list)
    source: Span | None = None
    cue: Span | None = None
    addressee: Span | None = None
    attitude: bool = False
    negated: bool = False
    hedged: bool = False
    weak: bool = False
    last_unit: int = 0
    """The unit of the sentence after the last one it used."""

    def confidence_within(self, statement_quotations: Container[int]) -> float:
        """The measured share of such findings that are right; the figures stand in the pack's ``orders.yml``.

        What is found inside a quotation that is itself somebody's statement is doubted more.
        """
        if self.sentence is None:
            return self.confidence
        doubts = self.sentence.pack.doubts
        weak = doubts.get("weak", 1.0) if self.weak else 1.0
        quoted = doubts.get("quoted", 1.0) if self.sentence.inside in statement_quotations else 1.0
        return self.confidence * weak * quoted


def trimmed(classes: str, units: Range) -> Range:
    """Range without the punctuation at their edges (a bracket stays)."""
    first, last = units
    while first < last and classes[first] in _MARKS:
        first += 1
    while last > first and classes[last - 1] in _MARKS:
        last -= 1
    return first, last


def content_end(sentence: Sentence, units: Range) -> int:
    """Where an indirect content stops: at the first of the pack's ends, else with its sentence."""
    end = sentence.pack.content_end
    match = end.search(sentence.classes, units[0] + 1, units[1]) if end else None
    return match.start() if match else units[1]


def kind_of(classes: str, ranges: Sequence[Range]) -> StatementKind:
    """``direct`` when all words are quoted, ``mixed`` when some are."""
    units = set().union(*(classes[first:last] for first, last in ranges))
    if units.isdisjoint(_QUOTED):
        return "indirect"
    # quotations that only marks hold apart are direct; '"A" and "B"' is a clause with quotations in it
    return "direct" if units <= _QUOTATIONS | _MARKS else "mixed"


def from_candidate(candidate: Candidate, source: Range | None) -> Found | None:
    """The statement a candidate stands for, or ``None`` when nothing is left of its content."""
    sentence = candidate.sentence
    ranges: list[Range] = []
    for units in candidate.contents:
        if units[0] >= candidate.cue_units[0]:
            units = units[0], content_end(sentence, units)
        units = trimmed(sentence.classes, units)
        if units[0] < units[1]:
            ranges.append(units)
    if not ranges:
        return None
    ranges.sort()
    if len(ranges) == 1 and sentence.classes[ranges[0][0]] in _QUOTATIONS and ranges[0][1] - ranges[0][0] == 1:
        ranges = [_with_following(sentence, ranges[0])]
    cue = candidate.cue
    headline = "headline" in cue.frames
    return Found(
        sentence=sentence,
        why=f"rules:{candidate.order.name}",
        confidence=candidate.order.confidence,
        weak=cue.weak,
        content=[sentence.span(*units) for units in ranges],
        kind=kind_of(sentence.classes, ranges),
        quotations=[n for unit, n in sentence.quotations.items() if any(a <= unit < b for a, b in ranges)],
        source=sentence.span(*_uncut(sentence.classes, source)) if source else None,
        cue=None if headline else candidate.cue_span,
        addressee=sentence.span(*candidate.addressee) if candidate.addressee else None,
        attitude=cue.cls == "thought",
        negated=candidate.negated,
        hedged=candidate.hedged,
        last_unit=max(candidate.cue_units[1], *(last for _, last in ranges), source[1] if source else 0),
    )


def _uncut(classes: str, units: Range) -> Range:
    """A source without the comma that closes its apposition."""
    first, last = units
    return (first, last - 1) if last - first > 1 and classes[last - 1] == CLASSES["comma"] else units


def _with_following(sentence: Sentence, units: Range) -> Range:
    """A quotation with those joined to it by a comma or "and": ``"A" and "B"``."""
    classes, last = sentence.classes, units[1]
    while True:
        at = last
        while at < len(classes) and classes[at] in (CLASSES["comma"], CLASSES["conjunction"]):
            at += 1
        if at == last or at >= len(classes) or classes[at] not in _QUOTATIONS:
            return units[0], last
        last = at + 1
