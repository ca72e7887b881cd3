"""A trained network and its judge as the folder of weights that the engine ``accurate`` reads."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from onrecord.statements.tagger.weights import LABELS, UNIT
from onrecord.statements.transformer.weights import ABOUT, FORMAT, MODEL, TOKENIZER, About, seen
from onrecord.training.graph import graph
from onrecord.training.network import Network

NEVER = -30.0
"""The weight of a transition between labels that cannot be, in nats."""
_NO_JUDGE: dict[str, float] = {}


def write_folder(
    folder: Path,
    language: str,
    network: Network,
    tokenizer: bytes,
    judge: Mapping[str, float] = _NO_JUDGE,
    calibration: tuple[float, float, float] = (1.0, 0.0, 0.0),
    share: float = 0.0,
) -> None:
    """Writes the folder; the same network gives the same bytes. ``share`` is that of the tagger beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {MODEL: graph(network), TOKENIZER: tokenizer}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    about = About(
        format=FORMAT,
        language=language,
        seen=seen(),
        checksums={name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        moves=_moves(network),
        calibration=calibration,
        judge=judge,
        share=share,
    )
    (folder / ABOUT).write_bytes(msgspec.json.encode(about))


def with_judge(folder: Path, judge: Mapping[str, float], calibration: tuple[float, float, float]) -> None:
    """Puts a judge into a folder that has none yet."""
    about = msgspec.json.decode((folder / ABOUT).read_bytes(), type=About)
    about = msgspec.structs.replace(about, judge=judge, calibration=calibration)
    (folder / ABOUT).write_bytes(msgspec.json.encode(about))


def _moves(network: Network) -> list[list[int]]:
    values: Any = network.moves.detach().numpy().copy()
    for before, one in enumerate(LABELS):
        for after, other in enumerate(LABELS):
            if one[0] == "O" and other[0] == "I":
                values[before, after] = NEVER
    made: list[list[int]] = np.rint(values * UNIT).astype(int).tolist()
    return made
