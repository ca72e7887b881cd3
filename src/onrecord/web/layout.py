"""Places for the nodes of a network: near to what they are tied to, apart from each other, no label over another.

Springs and charges (Fruchterman and Reingold, Software: Practice and Experience 21(11), 1991), from fixed places to
begin with, so that the same network is drawn in the same way each time; then boxes that overlap are pushed apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

_STEPS, _PUSHES = 260, 400
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
    for step in range(_STEPS):
        apart = where[:, None, :] - where[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 0.01)
        force = length**2 / distance - pull * distance**2 / length
        moved = (apart / distance[:, :, None] * force[:, :, None]).sum(axis=1)
        moved -= where * 0.9 * len(where) ** 0.5  # to the middle, or what is tied to nothing would drift away
        far = np.maximum(np.sqrt((moved**2).sum(axis=1, keepdims=True)), 0.01)
        heat = length * (1 - step / _STEPS) * 0.6
        where = where + moved / far * np.minimum(far, heat)
    return where


def _apart(where: Any, boxes: Any) -> Any:
    """The same places with boxes pushed apart that overlap, along the side where it takes least."""
    count = len(where)
    order = np.sign(np.arange(count)[:, None] - np.arange(count)[None, :])  # who gives way where two are at one place
    least = (boxes[:, None, :] + boxes[None, :, :]) / 2
    for _ in range(_PUSHES):
        apart = where[:, None, :] - where[None, :, :]
        over = least - np.abs(apart)
        both = (over > 0).all(axis=2) & (order != 0)
        if not both.any():
            break
        sign = np.where(apart == 0, order[:, :, None], np.sign(apart))
        sideways = over[:, :, 0] <= over[:, :, 1]
        push = np.zeros_like(apart)
        push[:, :, 0] = np.where(both & sideways, sign[:, :, 0] * over[:, :, 0], 0)
        push[:, :, 1] = np.where(both & ~sideways, sign[:, :, 1] * over[:, :, 1], 0)
        where = where + push.sum(axis=1) * 0.35
    return where
