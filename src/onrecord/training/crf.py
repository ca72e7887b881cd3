"""A linear-chain conditional random field (Lafferty et al. 2001) with a hidden layer, trained by Adam.

Scores are linear in sparse binary features, plus a layer of rectified units (Glorot et al. 2011) over some of them:
that layer finds which features matter together. Dropout on the features keeps those that repeat the rules' findings
from drowning all others. CRFsuite's L-BFGS, which has neither, takes four times as long on this much text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Settings:
    """How long and how strictly to train; the values were chosen on held-out documents of the training files."""

    epochs: int = 8
    batch: int = 3000
    """Words in a batch."""
    rate: float = 0.01
    decay: float = 1.0
    dropout: float = 0.3
    hidden: int = 32
    hidden_rate: float = 0.003
    hidden_decay: float = 0.3
    hidden_dropout: float = 0.2


class Model(NamedTuple):
    """Weights of features (features x labels), of transitions, and of the hidden layer: in, bias, out."""

    linear: Array
    moves: Array
    into: Array
    bias: Array
    out: Array


def train(
    features: sparse.csr_matrix, hidden: Array, labels: Array, chains: list[tuple[int, int]], count: int,
    settings: Settings,
) -> Model:  # fmt: skip
    """The weights for so many labels; ``features`` has a row a word, ``chains`` are ranges of rows.

    ``hidden`` are the columns that the hidden layer sees. The same input gives the same weights.
    """
    random = np.random.default_rng(0)
    units = settings.hidden
    seen = features[:, hidden].tocsr()
    model = Model(
        np.zeros((features.shape[1], count), dtype=np.float32),
        np.zeros((count, count)),
        (random.standard_normal((len(hidden), units)) * 0.05).astype(np.float32),
        np.zeros(units, dtype=np.float32),
        (random.standard_normal((units, count)) * 0.2).astype(np.float32),
    )
    steps = [_Adam(part.shape) for part in model]
    rates = settings.rate, settings.rate, settings.hidden_rate, settings.hidden_rate, settings.hidden_rate
    decays = settings.decay, 0.0, settings.hidden_decay, 0.0, 0.0
    batches = list(_batches(chains, settings.batch))
    total, done = settings.epochs * len(batches), 0
    for _ in range(settings.epochs):
        for number in random.permutation(len(batches)):
            chosen = batches[number]
            rows = np.concatenate([np.arange(first, last) for first, last in chosen])
            direct = _dropped(features[rows], settings.dropout, random)
            below = _dropped(seen[rows], settings.dropout, random)
            sums = below @ model.into + model.bias
            kept = _mask(sums.shape, settings.hidden_dropout, random)
            layer = np.maximum(sums, 0) * kept
            slope, move_slope, _ = gradients(
                direct @ model.linear + layer @ model.out, model.moves, labels[rows], [b - a for a, b in chosen]
            )
            slope = slope.astype(np.float32)
            layer_slope = (slope @ model.out.T) * kept * (sums > 0)
            slopes = direct.T @ slope, move_slope, below.T @ layer_slope, layer_slope.sum(axis=0), layer.T @ slope
            for part, step, own, rate, decay in zip(model, steps, slopes, rates, decays, strict=True):
                step.apply(part, own, rate * (1 - done / total), decay)
            done += 1
    return model


def _mask(shape: tuple[int, ...], dropout: float, random: np.random.Generator) -> Array:
    return (random.random(shape, dtype=np.float32) >= dropout) / np.float32(1 - dropout)


def _dropped(features: sparse.csr_matrix, dropout: float, random: np.random.Generator) -> sparse.csr_matrix:
    features.data = _mask(features.data.shape, dropout, random)
    return features


class _Adam:
    """Adam (Kingma & Ba 2015) with decoupled weight decay (Loshchilov & Hutter 2019)."""

    def __init__(self, shape: tuple[int, ...]):
        self._mean, self._square = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
        self._steps = 0

    def apply(self, weights: Array, slope: Array, rate: float, decay: float) -> None:
        """One step down the slope, in place."""
        self._steps += 1
        self._mean *= np.float32(0.9)
        self._mean += np.float32(0.1) * slope
        self._square *= np.float32(0.99)
        self._square += np.float32(0.01) * np.square(slope)
        scale = rate * np.sqrt(1 - 0.99**self._steps) / (1 - 0.9**self._steps)
        if decay:
            weights *= np.float32(1 - rate * decay)
        weights -= np.float32(scale) * self._mean / (np.sqrt(self._square) + np.float32(1e-4))


def _batches(chains: list[tuple[int, int]], words: int) -> Iterator[list[tuple[int, int]]]:
    """Chains of about one length together, longest first in each batch."""
    batch: list[tuple[int, int]] = []
    size = 0
    for chain in sorted(chains, key=lambda chain: (chain[0] - chain[1], chain)):
        batch.append(chain)
        size += chain[1] - chain[0]
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def gradients(scores: Array, moves: Array, labels: Array, lengths: list[int]) -> tuple[Array, Array, float]:
    """Slopes of the negative log likelihood by score and by transition, by forward and backward sums, and itself.

    Rows of ``scores`` are chains of falling length, one after the other.
    """
    count, longest = len(lengths), lengths[0]
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    alive = np.searchsorted(-np.array(lengths), -np.arange(longest), side="left").tolist()
    kind = scores.shape[1]
    fit = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(np.float64)
    jump = np.exp(moves)
    ahead = np.zeros((longest, count, kind))
    norm = np.ones((longest, count, 1))
    row = fit[starts]
    for step, n in enumerate(alive):
        row = fit[starts[:n] + step] if step == 0 else (row[:n] @ jump) * fit[starts[:n] + step]
        norm[step, :n] = row.sum(axis=1, keepdims=True)
        row = row / norm[step, :n]
        ahead[step, :n] = row
    slope = np.zeros(scores.shape)
    move_slope = np.zeros_like(moves)
    back = np.ones((count, kind))
    for step in range(longest - 1, -1, -1):
        n = alive[step]
        slope[starts[:n] + step] = ahead[step, :n] * back[:n]
        if step:
            come = back[:n] * fit[starts[:n] + step] / norm[step, :n]
            move_slope += jump * (ahead[step - 1, :n].T @ come)
            back[:n] = come @ jump.T
    slope[np.arange(len(labels)), labels] -= 1
    inner = np.ones(len(labels), dtype=bool)
    inner[starts] = False
    at = np.flatnonzero(inner)
    np.subtract.at(move_slope, (labels[at - 1], labels[at]), 1)
    likely = scores[np.arange(len(labels)), labels].sum() + moves[labels[at - 1], labels[at]].sum()
    return slope, move_slope, float(np.log(norm).sum() + scores.max(axis=1).sum() - likely)
