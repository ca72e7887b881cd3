"""Places for the nodes of a network: near to what they are tied to, apart from each other, no label over another.

Springs and charges (Fruchterman and Reingold, Software: Practice and Experience 21(11), 1991), from fixed places to
begin with, so that the same network is drawn in the same way each time; then boxes that overlap are pushed apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

_STEPS, _PUSHES = 200, 200
_GOLDEN = 2.399963  # radians between one node's place at the beginning and the next one's
_WIDER = 1.7  # how much wider than high the drawing is
_GAP = 6.0


def places(
    sizes: Sequence[tuple[float, float]], ties: Sequence[tuple[int, int, float]], area: float = 14_000.0
) -> list[tuple[float, float]]:
    """The middle of each box of these widths and heights, from 0, 0; ``ties`` are two numbers and a strength.

    ``area`` is what a node has for itself.
    """
    count = len(sizes)
    if not count:
        return []
    numbers = np.arange(count)
    radius = np.sqrt((numbers + 0.5) * area / np.pi)
    where = np.stack([radius * np.cos(numbers * _GOLDEN), radius * np.sin(numbers * _GOLDEN)], axis=1)
    pull = np.zeros((count, count))
    for one, other, strength in ties:
        pull[one, other] = pull[other, one] = max(pull[one, other], strength)
    where = _settled(where, pull, float(np.sqrt(area)))
    where[:, 0] *= _WIDER**0.5
    where[:, 1] /= _WIDER**0.5
    boxes = np.asarray(sizes, dtype=float) + _GAP
    where = _apart(where, boxes)
    where -= (where - boxes / 2).min(axis=0)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in where]


def _settled(where: Any, pull: Any, length: float) -> Any:
    """Where springs as strong as ``pull`` and charges leave the nodes; ``length`` is that of a spring at rest."""
    at = where[:, 0] + 1j * where[:, 1]
    springs, inward = pull / length, 0.9 * len(at) ** 0.5
    for step in range(_STEPS):
        apart = at[:, None] - at[None, :]
        distance = np.maximum(np.abs(apart), 0.01)
        force = length**2 / distance**2 - springs * distance
        moved = (apart * force).sum(axis=1)
        moved -= at * inward  # to the middle, or what is tied to nothing would drift away
        far = np.maximum(np.abs(moved), 0.01)
        at = at + moved / far * np.minimum(far, length * (1 - step / _STEPS) * 0.6)
    return np.stack([at.real, at.imag], axis=1)


def _apart(where: Any, boxes: Any) -> Any:
    """The same places with boxes pushed apart that overlap, along the side where it takes least."""
    count = len(where)
    order = np.sign(np.arange(count)[:, None] - np.arange(count)[None, :])  # who gives way where two are at one place
    least = (boxes[:, None, :] + boxes[None, :, :]) / 2
    x, y = where[:, 0], where[:, 1]
    for _ in range(_PUSHES):
        across, down = x[:, None] - x[None, :], y[:, None] - y[None, :]
        over_x, over_y = least[:, :, 0] - np.abs(across), least[:, :, 1] - np.abs(down)
        both = (over_x > 0) & (over_y > 0) & (order != 0)
        if not both.any():
            break
        sideways = over_x <= over_y
        x = x + (np.where(both & sideways, over_x, 0) * np.where(across == 0, order, np.sign(across))).sum(axis=1) * 0.4
        y = y + (np.where(both & ~sideways, over_y, 0) * np.where(down == 0, order, np.sign(down))).sum(axis=1) * 0.4
    return np.stack([x, y], axis=1)
