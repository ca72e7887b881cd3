"""The best labels of each paragraph, and the best ones when a word must have a given label (Viterbi both ways).

Scores are whole numbers, so that the same text gets the same labels on every machine.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.statements.tagger.streams import PAD, Tape

Array = npt.NDArray[Any]

LONGEST = 600
"""Words after which a paragraph is decoded in parts: longer ones are lists or no prose."""
_AT_ONCE = 64
"""Parts decoded side by side."""


class Lattice:
    """Every way to label the words of a text, by the best score that can be had with it.

    ``best`` is the label number of each place (``Weights.scores``).
    """

    def __init__(self, scores: Array, transitions: Array, tape: Tape):
        self._transitions = transitions
        self._parts = [
            (start - PAD, min(start + LONGEST, last) - PAD)
            for first, last in tape.paragraphs
            for start in range(first, last, LONGEST)
        ]
        self._begins = [first for first, _ in self._parts]
        self._ahead = np.zeros_like(scores)
        self._behind = np.zeros_like(scores)
        ordered = sorted(self._parts, key=lambda part: part[0] - part[1])
        for begin in range(0, len(ordered), _AT_ONCE):
            self._fill(scores, ordered[begin : begin + _AT_ONCE])
        self.best: Array = self.lost(scores).argmin(axis=1).astype(np.int8)

    def lost(self, scores: Array) -> Array:
        """What the best labelling of its paragraph loses when a place gets a label, by place and label.

        ``scores`` are those that the lattice was made of; they are not kept, and neither is this.
        """
        through = self._behind + self._ahead
        through -= scores
        lost: Array = through.max(axis=1, keepdims=True) - through
        return lost

    def _fill(self, scores: Array, parts: list[tuple[int, int]]) -> None:
        """Best scores up to each place and from it on; parts of falling length, side by side in both directions."""
        lengths = [last - first for first, last in parts]
        steps = np.arange(lengths[0])[:, None]
        forward = np.array([first for first, _ in parts]) + steps
        backward = np.array([last - 1 for _, last in parts]) - steps
        # steps x directions x parts x labels; past a part's end stands what is not looked at
        best = scores.take(np.stack([forward, backward], axis=1), axis=0, mode="clip")
        step, running = 1, len(parts)
        while step < lengths[0]:
            while lengths[running - 1] <= step:
                running -= 1
            # parts that have ended are carried along until they are a quarter
            end = lengths[max(0, running - 1 - running // 4)]
            self._run(best[step - 1 : end, :, :running])
            step = end
        alive = steps < np.array(lengths)
        self._behind[forward[alive]] = best[:, 0][alive]
        self._ahead[backward[alive]] = best[:, 1][alive]

    def _run(self, best: Array) -> None:
        """Adds to the scores of each step, of which the first is done, what can be had before."""
        _, directions, parts, labels = best.shape
        # labels before x directions x parts x labels after, laid out so that the best before is found fast
        moves = np.stack([self._transitions, self._transitions.T], axis=1)[:, :, None].repeat(parts, axis=2)
        through, most = np.empty_like(moves), np.empty((directions, parts, labels), dtype=best.dtype)
        for before, own in zip(np.moveaxis(best[:-1], 3, 1)[..., None], best[1:], strict=True):
            np.add(before, moves, out=through)
            np.maximum.reduce(through, axis=0, out=most)
            np.add(own, most, out=own)

    def part(self, place: int) -> tuple[int, int]:
        """The places that are decoded together with a place: its paragraph, or a part of a long one."""
        return self._parts[bisect_right(self._begins, place) - 1]

    def path(self, place: int, label: int) -> tuple[int, list[int]]:
        """The best labelling with that label at that place, as far as it differs: the first place, and labels."""
        first, last = self.part(place)
        before = self._walk(place, label, first - 1, -1)
        after = self._walk(place, label, last, 1)
        return place - len(before), [*reversed(before), label, *after]

    def _walk(self, place: int, label: int, end: int, step: int) -> list[int]:
        known = self._behind if step < 0 else self._ahead
        moves = self._transitions.T if step < 0 else self._transitions
        walked: list[int] = []
        for at in range(place + step, end, step):
            label = int((known[at] + moves[label]).argmax())
            if label == self.best[at]:
                break
            walked.append(label)
        return walked
