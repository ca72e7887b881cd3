"""The weights of a tagger and of its judge, and the file they come in.

The tagger is a conditional random field whose scores are linear in its features plus a hidden layer over the features
of one symbol: for each template a table has for a key a row of one number a label and, where the template has one
symbol, one number a hidden unit. All are whole numbers, so that every machine gets the same sums.

A file ``<code>.npz`` holds, for template ``n``, the sorted keys ``k<n>``, the rows ``r<n>`` and the hidden rows
``h<n>``, then ``bias`` and ``output`` of the hidden layer, ``transitions`` between labels, the vocabulary, the judge,
and ``about``. It is made by ``train/fast.py`` and read without pickle.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from onrecord.languages.pack import Pack, load
from onrecord.languages.words import Words
from onrecord.quotes import Quotation
from onrecord.statements.found import Found
from onrecord.statements.tagger import WeightsError
from onrecord.statements.tagger.judge import Judge
from onrecord.statements.tagger.streams import (
    PAD,
    TEMPLATES,
    Part,
    Tape,
    Template,
    keys,
    laid,
    sizes,
    streams,
    templates,
)
from onrecord.statements.tagger.vocabulary import CLUSTERINGS, WORD_STREAMS, Vocabulary

Array = npt.NDArray[Any]

LABELS = tuple(part + role for part in ("O", "B", "I") for role in ("", "s", "q"))
"""Outside, begin and inside of a content, each alone or with a word of a source (s) or a cue (q)."""
UNIT = 256
"""A score's steps to one nat."""
HIDDEN_UNIT = 64
"""Steps to one of the inputs of the hidden layer."""
FORMAT = 2
_AT_ONCE = 32_768
"""Places whose scores are computed together: a bound on memory, which makes no difference to them."""
_DENSE = 400_000
"""A template with at most so many keys is looked up by the key itself."""
_COMBINED = 4_000
"""Most rows of a table that stands for several."""
_WORDS = 16_384
"""Words whose rows are remembered at once: a bound on memory, not a limit on texts."""
_REINSTALL = "install onrecord again, or read with the engine rules"


class About(msgspec.Struct, frozen=True):
    """What a weights file says of itself; ``seen`` stands for the templates it was trained with."""

    format: int
    language: str
    seen: int
    checksum: str


def seen() -> int:
    """A number that changes with what the tagger looks at and with its labels."""
    return zlib.crc32(repr((TEMPLATES, LABELS)).encode())


class Table:
    """The rows of one template; the first row is zero and stands for every key that has none."""

    def __init__(self, key: Array, rows: Array, span: int):
        self._rows = np.vstack([np.zeros((1, rows.shape[1]), dtype=np.int32), rows.astype(np.int32)])
        self._keys = key
        self._direct: Array | None = None
        if span <= _DENSE:
            self._direct = np.zeros(span, dtype=np.int32)
            self._direct[key] = np.arange(1, len(key) + 1)

    def rows(self, wanted: Array) -> Array:
        """A row for each key."""
        if self._direct is not None:
            at = self._direct.take(wanted)
        elif not len(self._keys):
            at = np.zeros(len(wanted), dtype=np.int64)
        else:
            at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
            at = np.where(self._keys[at] == wanted, at + 1, 0)
        found: Array = self._rows.take(at, axis=0)
        return found


def _together(tables: list[tuple[Template, Table]], sizes: dict[str, int]) -> list[tuple[Template, Table]]:
    """Tables of single symbols, small ones made one of every combination of theirs: fewer to look up and add."""
    made: list[tuple[Template, Table]] = []
    rows: Array | None = None
    held: Template = ()
    for template, table in sorted(tables, key=lambda item: sizes[item[0][0][0]]):
        own = table.rows(np.arange(sizes[template[0][0]]))
        if rows is not None and len(rows) * len(own) > _COMBINED:
            made.append((held, Table(np.arange(len(rows)), rows, len(rows))))
            rows, held = None, ()
        rows = own if rows is None else (rows[:, None] + own).reshape(-1, own.shape[1])
        held = (*held, *template)
    if rows is not None:
        made.append((held, Table(np.arange(len(rows)), rows, len(rows))))
    return made


class WordRows:
    """What all tables of single symbols of a word have for it, summed by offset; worked out once for each word.

    Words are told apart by the numbers that the vocabulary remembers them under (the stream ``word``).
    """

    def __init__(self, tables: Sequence[tuple[Template, Table]], width: int):
        self._tables: dict[int, list[tuple[str, Table]]] = {}
        for ((name, offset),), table in tables:
            self._tables.setdefault(offset, []).append((name, table))
        self._width = width
        self._forget(0)

    def _forget(self, numbering: int) -> None:
        self._numbering, self._size = numbering, 1  # a word without a row has row 0
        self._row: Array = np.zeros(1024, dtype=np.int64)
        self._rows: Array = np.zeros((len(self._tables), 1024, self._width), dtype=np.int32)

    def add(self, found: Array, along: dict[str, Array], numbering: int) -> None:
        """Adds the rows of the words along a stretch of the tape; ``numbering`` is that of the vocabulary."""
        if numbering != self._numbering or self._size > _WORDS:
            self._forget(numbering)
        words = along["word"]
        while len(self._row) <= words.max(initial=0):
            self._row = np.concatenate([self._row, np.zeros_like(self._row)])
        rows = self._row.take(words)
        fresh = np.flatnonzero(rows == 0)
        if len(fresh):
            numbers, first = np.unique(words[fresh], return_index=True)
            self._learn(numbers, {name: along[name].take(fresh[first]) for name in WORD_STREAMS if name in along})
            rows = self._row.take(words)
        for own, offset in zip(self._rows, self._tables, strict=True):
            found += own.take(rows[PAD + offset : len(rows) - PAD + offset], axis=0)

    def _learn(self, words: Array, symbols: dict[str, Array]) -> None:
        begin = self._size
        self._size += len(words)
        while self._size > self._rows.shape[1]:
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)], axis=1)
        self._row[words] = np.arange(begin, self._size)
        for own, tables in zip(self._rows, self._tables.values(), strict=True):
            for name, table in tables:
                own[begin : self._size] += table.rows(symbols[name])


class Weights:
    """The tagger and the judge of one language."""

    def __init__(self, arrays: dict[str, Array], pack: Pack):
        words = _lines(arrays["clustered"])
        clusters = {
            name: dict(zip(words, arrays[name].tolist(), strict=True)) for name in CLUSTERINGS if name in arrays
        }
        self.vocabulary = Vocabulary(_lines(arrays["forms"]), _lines(arrays["endings"]), clusters, pack)
        self.transitions = arrays["transitions"].astype(np.int32)
        self.judge = Judge(
            dict(zip(_lines(arrays["judged"]), arrays["judge"].tolist(), strict=True)), arrays["calibration"].tolist()
        )
        self._bias, self._output = arrays["bias"].astype(np.int32), arrays["output"].astype(np.float64)
        self._sizes = sizes(self.vocabulary)
        tables: list[tuple[Template, Table]] = []
        for number, template in enumerate(templates(self.vocabulary)):
            span = 1
            for name, _ in template:
                span *= self._sizes[name]
            rows = arrays[f"r{number}"]
            if len(template) == 1:
                rows = np.hstack([rows, arrays[f"h{number}"]])
            tables.append((template, Table(arrays[f"k{number}"], rows, span)))
        single = [(t, table) for t, table in tables if len(t) == 1]
        of_words = [(t, table) for t, table in single if t[0][0] in WORD_STREAMS]
        self._words = WordRows(of_words, len(LABELS) + len(self._bias))
        self._single = _together([(t, table) for t, table in single if t[0][0] not in WORD_STREAMS], self._sizes)
        self._several = [(t, table) for t, table in tables if len(t) > 1]

    def streams(
        self, words: Words, part: Part, quotations: Sequence[Quotation], found: Sequence[Found]
    ) -> dict[str, Array]:
        """What the tagger sees of each word."""
        return streams(words, part, quotations, found, self.vocabulary)

    def scores(self, words: Words, part: Part, tape: Tape, streams: dict[str, Array]) -> Array:
        """How well each label fits each place of the tape (places without the padding at both ends), in UNITs."""
        places = len(tape.word) - 2 * PAD
        scores: Array = np.empty((places, len(LABELS)), dtype=np.int32)
        for first in range(0, places, _AT_ONCE):
            last = min(first + _AT_ONCE, places)
            scores[first:last] = self._scores(laid(tape, streams, slice(first, last + 2 * PAD)), last - first)
        return scores

    def _scores(self, along: dict[str, Array], places: int) -> Array:
        labels = len(LABELS)
        single = np.zeros((places, labels + len(self._bias)), dtype=np.int32)
        several = np.zeros((places, labels), dtype=np.int32)
        self._words.add(single, along, self.vocabulary.numbering)
        for found, tables in ((single, self._single), (several, self._several)):
            for template, table in tables:
                found += table.rows(keys(template, along, self._sizes))
        hidden = np.maximum(single[:, labels:] + self._bias, 0)
        # whole numbers below 2 ** 53: exact whatever the order of the sums
        output = np.rint(hidden.astype(np.float64) @ self._output / HIDDEN_UNIT).astype(np.int32)
        scores: Array = several + single[:, :labels] + output
        return scores


def pack_weights(language: str, arrays: dict[str, Array]) -> bytes:
    """The weights file of some arrays; the same arrays give the same bytes."""
    about = About(FORMAT, language, seen(), _checksum(arrays))
    out = io.BytesIO()
    np.savez_compressed(out, about=np.frombuffer(msgspec.json.encode(about), dtype=np.uint8), **arrays)  # type: ignore[arg-type]
    return out.getvalue()


def read_weights(data: bytes, name: str, language: str) -> Weights:
    """The weights of a file's bytes; raises WeightsError naming the file."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            arrays = {key: stored[key] for key in stored.files}
        about = msgspec.json.decode(bytes(arrays.pop("about")), type=About)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error, msgspec.DecodeError):
        raise WeightsError(f"{name}: damaged weights; {_REINSTALL}") from None
    if about.format != FORMAT or about.seen != seen():
        raise WeightsError(f"{name}: weights of another version of onrecord; {_REINSTALL}")
    if about.checksum != _checksum(arrays) or about.language != language:
        raise WeightsError(f"{name}: damaged weights; {_REINSTALL}")
    return Weights(arrays, load(language))


def _checksum(arrays: dict[str, Array]) -> str:
    hashed = hashlib.sha256()
    for name in sorted(arrays):
        hashed.update(name.encode())
        hashed.update(np.ascontiguousarray(arrays[name]).tobytes())
    return hashed.hexdigest()


def _lines(stored: Array) -> list[str]:
    text = bytes(stored).decode()
    return text.split("\n") if text else []


@cache
def weights_of(code: str) -> Weights | None:
    """The shipped weights of a language, ``None`` where there are none. Raises WeightsError."""
    folder = resources.files("onrecord.statements.tagger") / "weights"
    file = folder / f"{code}.npz"
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        if (folder / f"{code}.md").is_file():  # a model card without its weights
            raise WeightsError(f"{file.name}: the weights are missing; {_REINSTALL}") from None
        return None
    except OSError as error:
        raise WeightsError(f"{file.name}: {error.strerror}; {_REINSTALL}") from None
    return read_weights(data, file.name, code)
