"""The transformer of the engine ``accurate`` in training: a small model of BERT's kind with the rules' view added.

The lowest layers stay as they come, so what they make of a window is computed once. After them the symbols of each
word (``transformer/inputs.py``) are added, and the layers above learn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.statements.tagger.weights import LABELS
from onrecord.statements.transformer.inputs import ROWS, Row

WIDTH, HEADS, LAYERS = 384, 12, 6
FROZEN = 2
"""Layers that stay as they come."""
EPSILON = 1e-12


class Layer(nn.Module):
    """One layer of BERT: attention and a network of two steps, each added to what came and normed."""

    def __init__(self) -> None:
        super().__init__()
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.gather = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.widen = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x``: windows x pieces x WIDTH; ``mask``: true where there is a piece."""
        size, length, _ = x.shape
        parts = self.attend(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        near = parts[0] @ parts[1].transpose(2, 3) * (WIDTH // HEADS) ** -0.5
        near = near.masked_fill(~mask[:, None, None, :], -1e4)
        seen = near.softmax(dim=3, dtype=near.dtype) @ parts[2]
        x = self.norm(x + self.gather(seen.transpose(1, 2).reshape(size, length, WIDTH)))
        made: Tensor = self.last_norm(x + self.narrow(functional.gelu(self.widen(x))))
        return made


class Network(nn.Module):
    """Scores of labels for each piece of a window, and the weights of transitions between labels."""

    def __init__(self, start: Mapping[str, Tensor]):
        super().__init__()
        self.words = nn.Parameter(start["embeddings.word_embeddings.weight"], requires_grad=False)
        places = start["embeddings.position_embeddings.weight"] + start["embeddings.token_type_embeddings.weight"][0]
        self.places = nn.Parameter(places[:256].contiguous(), requires_grad=False)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.symbols = nn.Embedding(ROWS, WIDTH)
        self.labels = nn.Linear(WIDTH, len(LABELS))
        self.moves = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        nn.init.zeros_(self.symbols.weight)
        nn.init.normal_(self.labels.weight, std=0.02)
        nn.init.zeros_(self.labels.bias)
        self._begin(start)

    def _begin(self, start: Mapping[str, Tensor]) -> None:
        """Takes over the weights that the network starts from."""

        def take(module: Any, name: str) -> None:
            module.weight.data.copy_(start[f"{name}.weight"])
            module.bias.data.copy_(start[f"{name}.bias"])

        take(self.norm, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            name = f"encoder.layer.{number}"
            own: Any = layer
            for kind in ("weight", "bias"):
                parts = [start[f"{name}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                getattr(own.attend, kind).data.copy_(torch.cat(parts))
            take(own.gather, f"{name}.attention.output.dense")
            take(own.norm, f"{name}.attention.output.LayerNorm")
            take(own.widen, f"{name}.intermediate.dense")
            take(own.narrow, f"{name}.output.dense")
            take(own.last_norm, f"{name}.output.LayerNorm")
        for module in (self.norm, *self.layers[:FROZEN]):
            module.requires_grad_(False)

    def lower(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """What the frozen layers make of windows of pieces."""
        x = self.norm(self.words[pieces] + self.places[: pieces.shape[1]])
        for layer in self.layers[:FROZEN]:
            x = layer(x, mask)
        return x

    def upper(self, x: Tensor, seen: Tensor, mask: Tensor) -> Tensor:
        """The scores of all pieces, from what ``lower`` made and the symbols of the pieces."""
        x = x + self.symbols(seen).sum(dim=2)
        for layer in self.layers[FROZEN:]:
            x = layer(x, mask)
        made: Tensor = self.labels(x)
        return made


def padded(rows: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor]:
    """Windows side by side: pieces, symbols and the mask of those that are there."""
    longest = max(len(row.pieces) for row in rows)
    pieces = np.zeros((len(rows), longest), dtype=np.int64)
    seen = np.zeros((len(rows), longest, rows[0].seen.shape[1]), dtype=np.int64)
    mask = np.zeros((len(rows), longest), dtype=bool)
    for at, row in enumerate(rows):
        size = len(row.pieces)
        pieces[at, :size], seen[at, :size], mask[at, :size] = row.pieces, row.seen, True
    return torch.from_numpy(pieces), torch.from_numpy(seen), torch.from_numpy(mask)
