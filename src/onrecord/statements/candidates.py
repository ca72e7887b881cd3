"""Candidates for statements: every cue of a sentence, read by the first order pattern that fits round it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.document import Span
from onrecord.languages.classes import CLASSES
from onrecord.languages.pack import Order
from onrecord.languages.sources import PackedCue
from onrecord.statements.sentences import Sentence

_CUE_CLASSES = "".join(
    CLASSES[name]
    for name in ("finite", "saying", "base", "told", "claim", "base_or_claim", "finite_or_claim", "according", "hedge", "colon")
)
_CUE = re.compile(f"[{_CUE_CLASSES}]")
_PAST = CLASSES["finite"] + CLASSES["finite_or_claim"]
_REACH = 60
"""Words before a cue that a pattern may look at; keeps a text without full stops linear."""
_FAR = 400
"""Words after a cue that a content may run; longer sentences than that are no prose."""

Range = tuple[int, int]


@dataclass(slots=True)
class Candidate:
    """A possible statement of one sentence; ``source``, ``addressee``, ``contents`` are unit ranges ``[a, b)``."""

    sentence: Sentence
    cue: PackedCue
    order: Order
    cue_units: Range
    contents: list[Range]
    source: Range | None
    addressee: Range | None
    negated: bool
    hedged: bool
    extra_quotations: list[int] = field(default_factory=list)

    @property
    def cue_span(self) -> Span:
        return self.sentence.span(*self.cue_units)


def candidates(sentence: Sentence) -> Iterator[Candidate]:
    """At most one candidate for each cue word of the sentence, in order."""
    taken = -1
    for match in _CUE.finditer(sentence.classes):
        at = match.start()
        if at <= taken:
            continue
        found = _read(sentence, at)
        if found is not None:
            taken = found.cue_units[1] - 1
            yield found


def _read(sentence: Sentence, at: int) -> Candidate | None:
    size = len(sentence.classes)
    (form,) = sentence.forms(at, at + 1)
    passive = sentence.pack.passive if sentence.classes[at] in _PAST else None
    for number, order in sentence.pack.readings(form):
        cue = sentence.pack.cues[number]
        before, after = cue.before, cue.after
        if before and sentence.forms(at - len(before), at) != before:
            continue
        if after and sentence.forms(at + 1, at + 1 + len(after)) != after:
            continue
        first, last = at - len(before), at + 1 + len(after)
        if order.headings and not sentence.heading:
            continue
        if "finite" in order.forms and passive is not None:
            if order.passive != bool(passive.match(sentence.backward, size - first, size - first + _REACH)):
                continue
        elif order.passive:
            continue
        left = order.left.match(sentence.backward, size - first, size - first + _REACH) if order.left else None
        if order.left and left is None:
            continue
        right = order.right.match(sentence.classes, last, last + _FAR) if order.right else None
        if order.right and right is None:
            continue
        parts = _parts(left, right, size)
        contents = [parts[name] for name in ("content", "content_after") if name in parts]
        return Candidate(
            sentence, cue, order, (first, last), contents, parts.get("source"), parts.get("addressee"),
            "negation" in parts, "hedge" in parts,
        )  # fmt: skip
    return None


def _parts(left: re.Match[str] | None, right: re.Match[str] | None, size: int) -> dict[str, Range]:
    """Unit ranges of the named parts; the left match is on the reversed string."""
    parts: dict[str, Range] = {}
    if right is not None:
        for name in right.re.groupindex:
            start, end = right.span(name)
            if start < end:
                parts[name] = (start, end)
    if left is not None:
        for name in left.re.groupindex:
            start, end = left.span(name)
            if start < end:
                parts.setdefault(name, (size - end, size - start))
    return parts
