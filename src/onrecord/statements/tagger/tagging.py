"""What the tagger says of a text: which words are contents, sources and cues, and how sure that is."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from onrecord.languages.classes import CLASSES
from onrecord.languages.words import Words
from onrecord.quotes import Quotation
from onrecord.statements.candidates import Range
from onrecord.statements.found import Found
from onrecord.statements.tagger.judge import Judge
from onrecord.statements.tagger.lattice import Lattice
from onrecord.statements.tagger.streams import CLASS_IDS, PAD, Part, Tape
from onrecord.statements.tagger.weights import LABELS

Array = npt.NDArray[Any]

_CUE = tuple(label[1:] == "q" for label in LABELS)
_SHOWN = bytes(ord(label[-1] if label[0] == "O" else label[0]) for label in LABELS).ljust(256, b"O")
"""A letter for each label: inside a content it is the content that counts, not who is named there."""
_SEGMENT = re.compile(rb"[BI]I*|s+|q+")
_CUES = [n for n, label in enumerate(LABELS) if label[1:] == "q"]
_SOURCES = [n for n, label in enumerate(LABELS) if label[1:] == "s"]
_OUTSIDE = [n for n, label in enumerate(LABELS) if label[0] == "O"]
_INSIDE = [n for n, label in enumerate(LABELS) if label[0] != "O"]
_STARTS = [n for n, label in enumerate(LABELS) if label[0] == "B"]
_FREE_CUE = LABELS.index("Oq")
_END = CLASS_IDS[CLASSES["end"]]
_MARKS = frozenset(CLASS_IDS[CLASSES[name]] for name in ("comma", "colon", "semicolon", "end", "dash"))


_VIEW = 200
"""Words on each side of a possible cue that are labelled anew; keeps a text without paragraphs linear."""


class Tagger(Protocol):
    """What scores the labels of words: a language's weights of one engine or another, with its judge."""

    transitions: Array
    """Scores of a label after another."""
    judge: Judge

    def streams(
        self, words: Words, part: Part, quotations: Sequence[Quotation], found: Sequence[Found]
    ) -> dict[str, Array]:
        """What is known of each word (``streams.rule_streams`` and more)."""

    def scores(self, words: Words, part: Part, tape: Tape, streams: dict[str, Array]) -> Array:
        """How well each label fits each place of the tape."""


class Segments(NamedTuple):
    """Ranges of words in reading order: contents, and the cues and sources outside them."""

    contents: list[Range]
    cues: list[Range]
    sources: list[Range]


class Tagging:
    """The labels of the words of one language's blocks.

    ``classes`` (numbers of word classes), ``quoted``, ``sentence`` (numbers) and the losses are lists over all
    words of the text: what the best labelling loses in score when the word is (part of) a cue, a source, a content,
    a content's first word, none of them.
    """

    def __init__(
        self, words: Words, part: Part, tagger: Tagger, quotations: Sequence[Quotation], found: Sequence[Found]
    ):
        tape = Tape(part.ranges)
        seen = tagger.streams(words, part, quotations, found)
        self.words, self.part = words, part
        scores = tagger.scores(words, part, tape, seen)
        self._lattice = lattice = Lattice(scores, tagger.transitions, tape)
        size = len(words.forms)
        places = tape.places
        numbers = tape.word[places + PAD]
        self._place = np.zeros(size, dtype=np.int64)
        self._place[numbers] = places
        best = np.zeros(size, dtype=np.int8)
        best[numbers] = lattice.best[places]
        self.labels: list[int] = best.tolist()
        lost = lattice.lost(scores)[places]
        del scores
        self.cue_loss = _by_word(size, numbers, lost[:, _CUES].min(axis=1))
        self.source_loss = _by_word(size, numbers, lost[:, _SOURCES].min(axis=1))
        self.inside_loss = _by_word(size, numbers, lost[:, _INSIDE].min(axis=1))
        self.start_loss = _by_word(size, numbers, lost[:, _STARTS].min(axis=1))
        self.outside_loss = _by_word(size, numbers, lost[:, _OUTSIDE].min(axis=1))
        self._free_cue_loss = _by_word(size, numbers, lost[:, _FREE_CUE])
        classes, quoted = seen["class"][:-1], seen["quotation"][:-1] > 1
        self.classes: list[int] = classes.tolist()
        self.quoted: list[bool] = quoted.tolist()
        ends = (classes == _END) & ~quoted
        for first, _ in part.ranges:
            ends[first - 1 : first] = True  # a paragraph ends a sentence too
        self.sentence = _packed(np.concatenate(([0], np.cumsum(ends)[:-1])))

    def paragraphs(self) -> Iterator[Segments]:
        """What the best labelling of each paragraph shows."""
        for first, last in self.part.ranges:
            yield segments(self.labels[first:last], first)

    def possible_cues(self, most: int) -> Iterator[int]:
        """Words that are no cue in the best labelling and lose at most so much by becoming one."""
        loss = self._free_cue_loss
        for first, last in self.part.ranges:
            for word in range(first, last):
                own = loss[word]
                if 0 < own <= most and not _CUE[self.labels[word]]:
                    before = loss[word - 1] if word > first else own + 1
                    after = loss[word + 1] if word + 1 < last else own + 1
                    if own < before and own <= after:
                        yield word

    def with_cue(self, word: int) -> Segments:
        """What the best labelling in which that word is a cue shows near it."""
        place = int(self._place[word])
        begin, changed = self._lattice.path(place, _FREE_CUE)
        first, last = (word + edge - place for edge in self._lattice.part(place))
        first, last = max(first, word - _VIEW), min(last, word + _VIEW)
        begin += word - place - first
        labels = self.labels[first:last]
        labels[max(0, begin) : begin + len(changed)] = changed[max(0, -begin) : last - first - begin]
        return segments(labels, first)

    def trimmed(self, own: Range) -> Range | None:
        """A range without punctuation at its edges that is not quoted."""
        first, last = own
        classes, quoted = self.classes, self.quoted
        while first < last and classes[first] in _MARKS and not quoted[first]:
            first += 1
        while last > first and classes[last - 1] in _MARKS and not quoted[last - 1]:
            last -= 1
        return (first, last) if first < last else None


def segments(labels: Sequence[int], base: int) -> Segments:
    """The segments of a row of labels; ``base`` is the number of its first word."""
    found = Segments([], [], [])
    rows = {b"s": found.sources, b"q": found.cues}
    for match in _SEGMENT.finditer(bytes(labels).translate(_SHOWN)):
        first, last = match.span()
        rows.get(match[0][:1], found.contents).append((base + first, base + last))
    return found


def _packed(values: Array) -> array[int]:
    """Numbers that are looked at one by one: as fast as in a list, in an eighth of its memory."""
    return array("i", values.astype(np.int32).tobytes())


def _by_word(size: int, numbers: Array, values: Array) -> array[int]:
    spread = np.zeros(size, dtype=np.int32)
    spread[numbers] = values
    return _packed(spread)
