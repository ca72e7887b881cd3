"""What the transformer sees of a text: its words in pieces, and of each word what rules and language pack say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.languages.pack import Pack
from onrecord.languages.words import Words
from onrecord.statements.tagger.streams import SIZES, Part
from onrecord.statements.tagger.vocabulary import CUE_SORTS, CueSorts, Remembered
from onrecord.statements.transformer.windows import MOST_OF_A_WORD, Window

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Array = npt.NDArray[Any]

CLASSIFY, SEPARATE, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
"""The marks that a model of BERT's kind has at the start and the end of a window, and for what it cannot spell."""
_LONGEST = 100
"""Characters of a word that are looked at."""
_MOST = 200_000
"""Forms remembered at once: a bound on memory, not a limit on texts."""

SEEN = {
    "class": SIZES["class"],
    "sort": CUE_SORTS + 2,
    "quotation": SIZES["quotation"],
    "quoting": SIZES["quoting"],
    "content": SIZES["content"],
    "source": SIZES["source"],
    "cue": SIZES["cue"],
    "kind": SIZES["kind"],
    "shape": 10,
    "edge": 4,
    "genre": 3,
}
"""What is seen of a word beside its pieces, and how many symbols each has."""
COLUMNS = len(SEEN)
_OFFSETS = np.concatenate(([0], np.cumsum(list(SEEN.values()))[:-1]))
ROWS = sum(SEEN.values())
_SHAPE = list(SEEN).index("shape")
_REST = 9
"""The shape of a piece that does not begin its word."""
UNTOLD, POLITICAL, GENERAL = 0, 1, 2
"""Kinds of annotated text: not told, politics with beliefs counted, general news."""


class Pieces(dict[str, list[int]]):
    """The pieces of word forms, by number; worked out once each."""

    def __init__(self, tokenizer: Tokenizer):
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        numbers = [tokenizer.token_to_id(mark) for mark in (CLASSIFY, SEPARATE, UNKNOWN)]
        self.begin, self.end, self._unknown = (0 if number is None else number for number in numbers)

    def __missing__(self, form: str) -> list[int]:
        if len(self) > _MOST:
            self.clear()
        whole = form[:_LONGEST].encode("utf-8", "replace").decode()  # half a character cannot be spelt
        found = self._tokenizer.encode(whole, add_special_tokens=False).ids[:MOST_OF_A_WORD]
        self[form] = found = found or [self._unknown]
        return found


class Row(NamedTuple):
    """A window as the network takes it: pieces, their symbols (pieces x COLUMNS), and where each word begins."""

    pieces: Array
    seen: Array
    begins: Array
    """Places of the first pieces of the words that scores are wanted of."""


def shape(form: str) -> int:
    """How a word is written: 1 to 8, for what lower-casing hides."""
    first = form[0]
    if first.isalpha():
        if form.islower():
            return 1
        if len(form) > 1 and form.isupper():
            return 2
        return 3 if first.isupper() else 4
    if first.isdigit():
        return 5
    return 6 if first in "“”\"‘’'«»„" else 7 if first in ".!?…" else 8


def symbols(words: Words, part: Part, streams: dict[str, Array]) -> dict[str, Array]:
    """The streams (``tagger/streams.py``) of a text, at least those that need no vocabulary, with this module's."""
    sorts = _sorts(part.pack)
    size = len(words.forms) + 1
    edge = np.ones(size, dtype=np.int32)
    for first, last in part.ranges:
        edge[last - 1] = 3
        edge[first] = 2
    return {
        **streams,
        "sort": sorts.at(sorts.places(words.forms))[0],
        "shape": np.array([*map(shape, words.forms), 0], dtype=np.int32),
        "edge": edge,
    }


def table(streams: dict[str, Array], genre: int) -> Array:
    """The symbols of all words side by side, each column's numbers after the last one's (words x COLUMNS)."""
    size = len(streams["class"])
    columns = [streams[name] if name != "genre" else np.full(size, genre, dtype=np.int32) for name in SEEN]
    made: Array = np.stack(columns, axis=1) + _OFFSETS
    return made.astype(np.int32)


def row(window: Window, pieces_of: Sequence[list[int]], seen: Array, marks: tuple[int, int]) -> Row:
    """The network's view of a window; ``marks`` are the pieces at its start and end."""
    own = pieces_of[window.seen : window.last]
    lengths = np.array([len(pieces) for pieces in own])
    begins = 1 + np.concatenate(([0], np.cumsum(lengths)[:-1]))
    flat = [marks[0], *(piece for pieces in own for piece in pieces), marks[1]]
    below = np.tile(_OFFSETS.astype(np.int32), (len(flat), 1))
    below[1:-1] = np.repeat(seen[window.seen : window.last], lengths, axis=0)
    rest = np.ones(len(flat), dtype=bool)
    rest[begins] = rest[0] = rest[-1] = False
    below[rest, _SHAPE] = _OFFSETS[_SHAPE] + _REST
    return Row(np.array(flat, dtype=np.int32), below, begins[window.first - window.seen :])


_known: dict[str, Remembered] = {}


def _sorts(pack: Pack) -> Remembered:
    """The sorts of a pack's cues."""
    return _known.setdefault(pack.code, Remembered((CueSorts(pack),)))
