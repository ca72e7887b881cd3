"""Candidates for statements: every cue of a sentence, read by the first order pattern that fits round it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.document import Span
from onrecord.languages.classes import CLASSES
from onrecord.languages.pack import Order
from onrecord.languages.sources import PackedCue
from onrecord.statements.sentences import Sentence

_CUE_CLASSES = "".join(
    CLASSES[name]
    for name in (
        "finite",
        "saying",
        "base",
        "told",
        "passive",
        "claim",
        "base_or_claim",
        "finite_or_claim",
        "according",
        "hedge",
        "colon",
    )
)
CUE = re.compile(f"[{_CUE_CLASSES}]")
_PAST = frozenset((CLASSES["finite"], CLASSES["finite_or_claim"], CLASSES["told"]))
_REACH = 60
"""Words before a cue that a pattern may look at; keeps a text without full stops linear."""
_FAR = 400
"""Words after a cue that a content may run; longer sentences than that are no prose."""

Range = tuple[int, int]
PhraseForms = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a cue before and after its main word."""


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

    @property
    def cue_span(self) -> Span:
        return self.sentence.span(*self.cue_units)


def candidates(sentence: Sentence) -> Iterator[Candidate]:
    """At most one candidate for each cue word of the sentence, in order."""
    taken = -1
    backward = ""
    for match in CUE.finditer(sentence.classes):
        if match.start() > taken:
            backward = backward or sentence.classes[::-1]
            found = _read(sentence, backward, match.start())
            if found is not None:
                taken = found.cue_units[1] - 1
                yield found


def _read(sentence: Sentence, backward: str, at: int) -> Candidate | None:
    """The first reading of the cue word ``at`` whose order pattern fits."""
    pack, classes = sentence.pack, sentence.classes
    size = len(classes)
    place = size - at  # of the unit before the cue, in the reversed string
    form = sentence.form(at)
    passive = classes[at] in _PAST and _fits(pack.passive, backward, place)
    readings = pack.readings(form, passive, sentence.heading)
    if not readings:
        return None
    following = classes[at + 1 : at + _FAR]
    barred = [form for form, guard in pack.guards.items() if not _fits(guard, backward, place)]
    lefts: dict[tuple[re.Pattern[str], int], re.Match[str] | None] = {}
    phrases: dict[PhraseForms, bool] = {}
    for cue, tag, order, need, match_right, left_pattern in readings:
        if (need and need.isdisjoint(following)) or tag in barred:
            continue
        first, last = at, at + 1
        if cue.before or cue.after:
            phrase = before, after = cue.before, cue.after
            first, last = at - len(before), at + 1 + len(after)
            if phrase not in phrases:
                phrases[phrase] = sentence.forms(first, at) == before and sentence.forms(at + 1, last) == after
            if not phrases[phrase]:
                continue
        right = match_right(classes, last, last + _FAR)
        if right is None:
            continue
        key = left_pattern, first
        if key not in lefts:
            lefts[key] = left_pattern.match(backward, size - first, size - first + _REACH)
        left = lefts[key]
        if left is None:
            continue
        parts = _parts(left, right, size)
        contents = [parts[name] for name in ("content", "content_after") if name in parts]
        return Candidate(
            sentence, cue, order, (first, last), contents, parts.get("source"), parts.get("addressee"),
            "negation" in parts, "hedge" in parts,
        )  # fmt: skip
    return None


def _fits(pattern: re.Pattern[str] | None, backward: str, place: int) -> bool:
    return pattern is not None and pattern.match(backward, place, place + _REACH) is not None


def _parts(left: re.Match[str], right: re.Match[str], size: int) -> dict[str, Range]:
    """Unit ranges of the named parts; the left match is on the reversed string."""
    parts: dict[str, Range] = {}
    for match, backwards in ((right, False), (left, True)):
        for name in match.re.groupindex:
            start, end = match.span(name)
            if start < end:
                parts.setdefault(name.partition("__")[0], (size - end, size - start) if backwards else (start, end))
    return parts
