"""The best labels, and the best with one label given: the same as trying every labelling."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from onrecord.statements.tagger.lattice import LONGEST, Lattice
from onrecord.statements.tagger.streams import PAD, Tape

KINDS = 3


def lattice(lengths: list[int], seed: int) -> tuple[Lattice, np.ndarray, np.ndarray, Tape]:
    random = np.random.default_rng(seed)
    ends = np.cumsum(lengths).tolist()
    tape = Tape([(end - length, end) for length, end in zip(lengths, ends, strict=True)])
    scores = np.zeros((len(tape.word) - 2 * PAD, KINDS), dtype=np.int32)
    scores[tape.places] = random.integers(-900, 900, (sum(lengths), KINDS))
    moves = random.integers(-900, 900, (KINDS, KINDS)).astype(np.int32)
    return Lattice(scores, moves, tape), scores, moves, tape


def total(scores: np.ndarray, moves: np.ndarray, labels: tuple[int, ...]) -> int:
    steps = sum(int(moves[a, b]) for a, b in pairwise(labels))
    return steps + sum(int(scores[at, label]) for at, label in enumerate(labels))


@pytest.mark.parametrize("seed", range(5))
def test_losses_and_paths_are_those_of_all_labellings_tried(seed: int) -> None:
    made, scores, moves, tape = lattice([4, 1, 5], seed)
    for first, last in ((a - PAD, b - PAD) for a, b in tape.paragraphs):
        labellings = product(range(KINDS), repeat=last - first)
        tried = {labels: total(scores[first:last], moves, labels) for labels in labellings}
        best = max(tried, key=lambda labels: tried[labels])
        assert tuple(made.best[first:last].tolist()) == best
        for place, label in product(range(first, last), range(KINDS)):
            given = {labels: score for labels, score in tried.items() if labels[place - first] == label}
            assert made.lost(scores)[place, label] == tried[best] - max(given.values())
            begin, changed = made.path(place, label)
            labels = made.best[first:last].tolist()
            labels[begin - first : begin - first + len(changed)] = changed
            assert given[tuple(labels)] == max(given.values())


def test_a_paragraph_longer_than_any_is_labelled_in_parts() -> None:
    made, scores, *_ = lattice([LONGEST + 5], 0)
    assert made.part(0) == (0, LONGEST)
    assert made.part(LONGEST) == (LONGEST, LONGEST + 5)
    assert (made.lost(scores).min(axis=1) == 0).all()
