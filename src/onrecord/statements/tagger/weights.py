"""The weights of a tagger: for each template a table of rows, one number a label.

A file ``<code>.npz`` holds them: for template ``n`` the sorted keys ``k<n>`` and the rows ``r<n>`` (half floats), the
``transitions`` between labels, the vocabulary, and ``about``: format, languages and checksum. It is made by
``train/fast.py`` and read without pickle.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import cache
from importlib import resources
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from onrecord.statements.tagger.streams import SIZES, TEMPLATES, Tape, keys
from onrecord.statements.tagger.vocabulary import Vocabulary

Array = npt.NDArray[Any]

LABELS = tuple(part + role for part in ("O", "B", "I") for role in ("", "s", "q"))
"""Outside, begin and inside of a content, each alone or with a word of a source (s) or a cue (q)."""
FORMAT = 1
_DENSE = 400_000
"""A template with at most so many keys is looked up by the key itself."""


class WeightsError(Exception):
    """Weights are missing, damaged or of another version; one clear line."""


class About(msgspec.Struct, frozen=True):
    """What a weights file says of itself."""

    format: int
    language: str
    checksum: str


class Table:
    """The rows of one template; the first row is zero and stands for every key that has none."""

    def __init__(self, key: Array, rows: Array, span: int):
        self._rows = np.vstack([np.zeros((1, len(LABELS)), dtype=np.float32), rows.astype(np.float32)])
        self._keys = key
        self._direct: Array | None = None
        if span <= _DENSE:
            self._direct = np.zeros(span, dtype=np.int32)
            self._direct[key] = np.arange(1, len(key) + 1)

    def add_to(self, scores: Array, wanted: Array) -> None:
        """Adds the rows of ``wanted`` keys to ``scores`` (places x labels)."""
        if self._direct is not None:
            scores += self._rows[self._direct[wanted]]
        elif len(self._keys):
            at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
            scores += self._rows[np.where(self._keys[at] == wanted, at + 1, 0)]


class Weights:
    """The tagger of one language."""

    def __init__(self, arrays: dict[str, Array]):
        self.vocabulary = Vocabulary(
            bytes(arrays["forms"]).decode().split("\n"), bytes(arrays["endings"]).decode().split("\n")
        )
        self.sizes = {**SIZES, "form": self.vocabulary.size, "ending": self.vocabulary.endings.size}
        self.transitions = arrays["transitions"].astype(np.float32)
        self._tables = []
        for number, template in enumerate(TEMPLATES):
            span = 1
            for name, _ in template:
                span *= self.sizes[name]
            self._tables.append(Table(arrays[f"k{number}"], arrays[f"r{number}"], span))

    def scores(self, tape: Tape, streams: dict[str, Array]) -> Array:
        """How well each label fits each place of the tape (places without the padding at both ends)."""
        found: Array | None = None
        for table, template in zip(self._tables, TEMPLATES, strict=True):
            wanted = keys(template, tape, streams, self.sizes)
            if found is None:
                found = np.zeros((len(wanted), len(LABELS)), dtype=np.float32)
            table.add_to(found, wanted)
        assert found is not None
        return found


def pack_weights(language: str, arrays: dict[str, Array]) -> bytes:
    """The weights file of some arrays; the same arrays give the same bytes."""
    about = About(FORMAT, language, _checksum(arrays))
    out = io.BytesIO()
    np.savez_compressed(out, about=np.frombuffer(msgspec.json.encode(about), dtype=np.uint8), **arrays)  # type: ignore[arg-type]
    return out.getvalue()


def read_weights(data: bytes, name: str) -> Weights:
    """The weights of a file's bytes; raises WeightsError naming the file."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            arrays = {key: stored[key] for key in stored.files}
        about = msgspec.json.decode(bytes(arrays.pop("about")), type=About)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, msgspec.DecodeError) as error:
        raise WeightsError(f"{name}: damaged weights ({error})") from error
    if about.format != FORMAT:
        raise WeightsError(f"{name}: weights of format {about.format}, this version reads format {FORMAT}")
    if about.checksum != _checksum(arrays):
        raise WeightsError(f"{name}: damaged weights (the checksum does not fit)")
    return Weights(arrays)


def _checksum(arrays: dict[str, Array]) -> str:
    hashed = hashlib.sha256()
    for name in sorted(arrays):
        hashed.update(name.encode())
        hashed.update(np.ascontiguousarray(arrays[name]).tobytes())
    return hashed.hexdigest()


@cache
def weights_of(code: str) -> Weights | None:
    """The shipped weights of a language, ``None`` where there are none."""
    file = resources.files("onrecord.statements.tagger") / "weights" / f"{code}.npz"
    if not file.is_file():
        return None
    return read_weights(file.read_bytes(), file.name)
