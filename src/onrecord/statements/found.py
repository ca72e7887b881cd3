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
_NAMES = frozenset(CLASSES[name] for name in ("name", "genitive", "pronoun", "possessive"))
_SHORT, _LONG = 24, 72
"""Characters of a content under which it is a few words, and from which it is more than a phrase."""
_SUREST = 0.99
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
    named: bool = True
    """Whether its source is somebody's name, a pronoun, or left to be told from the text."""
    last_unit: int = 0
    """The unit of the sentence after the last one it used."""

    def with_parts(self, content: Sequence[Span], kind: StatementKind, source: Span | None) -> Found:
        """The same reading of a cue with another content and source."""
        return Found(
            self.sentence, self.why, self.confidence, list(content), kind, list(self.quotations), source, self.cue,
            self.addressee, self.attitude, self.negated, self.hedged, self.weak, self.named, self.last_unit,
        )  # fmt: skip

    def confidence_within(self, statement_quotations: Container[int]) -> float:
        """The measured share of such findings that are right; the figures stand in the pack's ``orders.yml``.

        What is found inside a quotation that is itself somebody's statement is doubted more, and so is a content of
        a few words, a cue that is mostly something else, a source without a name; long contents and those that quote
        are surer.
        """
        if self.sentence is None:
            return self.confidence
        factors = self.sentence.pack.doubts
        confidence = self.confidence
        for doubt in self.doubts_within(statement_quotations):
            confidence *= factors.get(doubt, 1.0)
        return min(confidence, _SUREST)

    def doubts_within(self, statement_quotations: Container[int]) -> list[str]:
        """What makes it less sure than its pattern is, or more, by the names in the pack's ``doubts``."""
        length = sum(end - start for start, end in self.content)
        holds = {
            "weak": self.weak,
            "quoted": self.sentence is not None and self.sentence.inside in statement_quotations,
            "short": length < _SHORT,
            "long": length >= _LONG,
            "unnamed": not self.named,
            "mixed": self.kind == "mixed",
        }
        return [name for name, held in holds.items() if held]


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
        named=source is None or not _NAMES.isdisjoint(sentence.classes[source[0] : source[1]]),
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
