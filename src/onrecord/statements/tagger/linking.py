"""From labels of words to statements: which contents belong together, and to which cue and source.

Where the rules found a statement in what the tagger calls a content, theirs is the link, and its source and pieces
stand. What only the tagger saw is linked by nearness: a content goes to the nearest cue of its sentence, a cue to the
nearest source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.document import Span, StatementKind
from onrecord.languages.classes import CLASSES
from onrecord.languages.words import Words
from onrecord.quotes import Quotation
from onrecord.statements.found import Found
from onrecord.statements.tagger.decoding import best_labels
from onrecord.statements.tagger.streams import CLASS_IDS, PAD, Part, Tape, streams
from onrecord.statements.tagger.weights import LABELS, Weights

Array = npt.NDArray[Any]
Range = tuple[int, int]

_PARTS = np.array(["OBI".index(label[0]) for label in LABELS], dtype=np.int8)
_ROLES = np.array([" sq".index((label + " ")[1]) for label in LABELS], dtype=np.int8)
_SOURCE, _CUE = 1, 2
_END = CLASS_IDS[CLASSES["end"]]
_MARKS = frozenset(CLASS_IDS[CLASSES[name]] for name in ("comma", "colon", "semicolon", "end", "dash"))
_AGREED = 0.5
"""Least word F1 of a rules' content and the tagger's contents there for the rules' statement to stand."""
_SURE = 0.8
"""Confidence from which on the rules' direct speech stands whatever the tagger says: it is typography."""
_FAR = 25
"""Words between a content and its cue, or a cue and its source, from which on they are not linked."""


class Tagging:
    """What the tagger says of a text: ranges of words that are contents, and sources and cues outside them."""

    def __init__(
        self, words: Words, part: Part, weights: Weights, quotations: Sequence[Quotation], found: Sequence[Found]
    ):
        tape = Tape(part.ranges)
        seen = streams(words, part, quotations, found, weights.vocabulary)
        labels = best_labels(weights.scores(tape, seen), weights.transitions, tape)
        self.part = np.zeros(len(words.forms), dtype=np.int8)
        self.role = np.zeros(len(words.forms), dtype=np.int8)
        self.contents: list[Range] = []
        for first, last in tape.paragraphs:
            own = labels[first - PAD : last - PAD]
            at = int(tape.word[first])
            self.part[at : at + last - first] = _PARTS[own]
            self.role[at : at + last - first] = _ROLES[own]
            self.contents += [(at + a, at + b) for a, b in _contents(_PARTS[own])]
        outside = self.part == 0
        self.sources = _runs((self.role == _SOURCE) & outside)
        self.cues = _runs((self.role == _CUE) & outside)
        self.classes = seen["class"][:-1]
        self.quoted = seen["quotation"][:-1] > 1
        ends = (self.classes == _END) & ~self.quoted
        for first, _ in part.ranges:
            ends[first - 1 : first] = True  # a paragraph ends a sentence too
        self.sentence = np.concatenate(([0], np.cumsum(ends)[:-1]))


def _contents(parts: Array) -> list[Range]:
    """Ranges that begin with B (1), or with I (2) after O, and go on with I."""
    inside = parts > 0
    begins = np.flatnonzero((parts == 1) | (inside & ~np.concatenate(([False], inside[:-1]))))
    if not len(begins):
        return []
    ends = np.flatnonzero(inside & ~np.concatenate((inside[1:], [False]))) + 1
    limits = np.append(begins[1:], len(parts))
    stops = np.minimum(ends[np.searchsorted(ends, begins, side="right")], limits)
    return list(zip(begins.tolist(), stops.tolist(), strict=True))


def _runs(marked: Array) -> list[Range]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marked.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def link(words: Words, tagging: Tagging, found: Sequence[Found]) -> list[Found]:
    """The statements of a tagging; ``found`` are the rules' in the same blocks, in reading order."""
    kept: list[Found] = []
    taken: set[Range] = set()
    free_cues = list(tagging.cues)
    for statement in found:
        ranges = [words.between(*span) for span in statement.content]
        overlapping = [c for c in tagging.contents if any(_shared(c, r) for r in ranges)]
        cue = words.between(*statement.cue) if statement.cue else None
        if cue and cue[0] < cue[1] and tagging.part[cue[0]]:
            # a report inside what somebody said: the tagger knows its cue, not where its content ends
            if (tagging.role[cue[0] : cue[1]] == _CUE).any():
                kept.append(statement)
            continue
        if _f1(ranges, overlapping) < _AGREED and not (statement.kind == "direct" and statement.confidence >= _SURE):
            continue
        taken.update(overlapping)
        if cue:
            free_cues = [c for c in free_cues if not _shared(c, cue)]
        kept.append(_bounded(words, tagging, statement, overlapping))
    return kept + _linked(words, tagging, [c for c in tagging.contents if c not in taken], free_cues, kept)


def _bounded(words: Words, tagging: Tagging, statement: Found, contents: list[Range]) -> Found:
    """A rules' statement with the content as the tagger saw it; quotations keep their marks."""
    if statement.kind == "direct":
        return statement
    spans = [span for content in contents if (span := _span(words, tagging, content))]
    return replace(statement, content=spans, kind=_kind(tagging, contents)) if spans else statement


def _linked(
    words: Words, tagging: Tagging, contents: list[Range], cues: list[Range], kept: list[Found]
) -> list[Found]:
    """Statements of contents that the rules did not find."""
    by_cue: dict[Range, list[Range]] = {}
    for content in contents:
        nearest = min(cues, key=lambda cue: _distance(tagging, content, cue), default=None)
        if nearest is not None and _distance(tagging, content, nearest) < _FAR:
            by_cue.setdefault(nearest, []).append(content)
    made = []
    for cue, own in by_cue.items():
        source = min(tagging.sources, key=lambda s: _distance(tagging, s, cue), default=None)
        if source is not None and _distance(tagging, source, cue) >= _FAR:
            source = None
        spans = [span for content in own if (span := _span(words, tagging, content))]
        cue_span = _span(words, tagging, cue)
        if spans and cue_span:
            made.append(
                Found(
                    sentence=None,
                    why="fast",
                    confidence=0.5,
                    content=spans,
                    kind=_kind(tagging, own),
                    source=_span(words, tagging, source) if source else None,
                    cue=cue_span,
                )
            )
    return made


def _distance(tagging: Tagging, one: Range, other: Range) -> float:
    """Words between two ranges; another sentence is far, and so is what lies behind a content."""
    first, last = (one, other) if one[0] <= other[0] else (other, one)
    between = last[0] - first[1]
    sentences = int(tagging.sentence[last[0]] - tagging.sentence[first[0]])
    return max(0, between) + 15 * sentences


def _kind(tagging: Tagging, contents: Sequence[Range]) -> StatementKind:
    quoted = np.concatenate([tagging.quoted[first:last] for first, last in contents])
    return "direct" if quoted.all() else "mixed" if quoted.any() else "indirect"


def _span(words: Words, tagging: Tagging, own: Range) -> Span | None:
    """Characters of a range of words, without punctuation at its edges that is not quoted."""
    first, last = own
    while first < last and int(tagging.classes[first]) in _MARKS and not tagging.quoted[first]:
        first += 1
    while last > first and int(tagging.classes[last - 1]) in _MARKS and not tagging.quoted[last - 1]:
        last -= 1
    return (words.starts[first], words.ends[last - 1]) if first < last else None


def _shared(one: Range, other: Range) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _f1(gold: Sequence[Range], found: Sequence[Range]) -> float:
    shared = sum(_shared(g, f) for g in gold for f in found)
    size = sum(last - first for first, last in [*gold, *found])
    return 2 * shared / size if size else 0.0
