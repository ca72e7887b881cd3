"""The best labels of each paragraph (Viterbi), all paragraphs of a text at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.statements.tagger.streams import PAD, Tape

Array = npt.NDArray[Any]

_LONGEST = 600
"""Words after which a paragraph is decoded in parts: longer ones are lists or no prose."""


def best_labels(scores: Array, transitions: Array, tape: Tape) -> Array:
    """The label number of each place; ``scores`` as ``Weights.scores`` gives them, 0 between paragraphs."""
    parts = [
        (start - PAD, min(start + _LONGEST, last) - PAD)
        for first, last in tape.paragraphs
        for start in range(first, last, _LONGEST)
    ]
    labels = np.zeros(len(scores), dtype=np.int8)
    parts.sort(key=lambda part: part[0] - part[1])
    for begin in range(0, len(parts), 64):
        _decode(scores, transitions, parts[begin : begin + 64], labels)
    return labels


def _decode(scores: Array, transitions: Array, parts: list[tuple[int, int]], labels: Array) -> None:
    """Viterbi over parts of falling length, side by side: at each step those that are long enough."""
    lengths = np.array([last - first for first, last in parts])
    starts = np.array([first for first, _ in parts])
    longest = int(lengths[0])
    count = scores.shape[1]
    backward = np.zeros((longest, len(parts), count), dtype=np.int8)
    best = scores[starts].copy()
    alive = np.searchsorted(-lengths, -np.arange(longest), side="left")
    for step in range(1, longest):
        n = int(alive[step])
        paths = best[:n, :, None] + transitions
        backward[step, :n] = paths.argmax(axis=1)
        best[:n] = paths.max(axis=1) + scores[starts[:n] + step]
    for row, (first, last) in enumerate(parts):
        label = int(best[row].argmax())
        for step in range(last - first - 1, -1, -1):
            labels[first + step] = label
            label = int(backward[step, row, label])
