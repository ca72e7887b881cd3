"""Gold files, predictions, and what of the two can be compared: word numbers and names.

A gold file is JSON Lines: one document a line with ``id``, ``text`` and ``statements``. A statement has
``kind`` and lists of spans (half-open code points of the text) ``content``, ``source``, ``cue`` and
``addressee``; ``speaker`` is a name there, and an entity's id in a prediction, which is what
``onrecord read --json`` writes. Keys that are not known here are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path

import msgspec

from onrecord.document import Span

_EDGE = frozenset(" \t\r\n\u00a0\u200f\u200e\"'“”‘’„«»‹›`,.;:!?،؛؟-–—")
_WORD = re.compile(r"\w+")
_NAME_WORD = re.compile(r"[^\W_]{2,}")

Spans = tuple[Span, ...]


class GoldError(ValueError):
    """A gold or prediction file that cannot be used; the message names the file, the line and why."""


class AnnotatedStatement(msgspec.Struct, frozen=True):
    """A statement as gold files and ``onrecord read --json`` write it; whatever is missing is ``None``."""

    kind: str | None = None
    content: Spans | None = None
    source: Spans | None = None
    cue: Spans | None = None
    addressee: Spans | None = None
    speaker: str | None = None
    attitude: bool | None = None
    negated: bool | None = None
    confidence: float | None = None

    @property
    def spans(self) -> Iterator[Span]:
        """Every span of the statement."""
        for spans in (self.content, self.source, self.cue, self.addressee):
            yield from spans or ()


class NamedEntity(msgspec.Struct, frozen=True):
    """An entity of a prediction: what a gold's speaker is compared with."""

    id: str
    name: str | None = None


class Annotated(msgspec.Struct, frozen=True):
    """A document with its statements: gold (speakers are names) or prediction (speakers are entity ids)."""

    id: str | int
    text: str | None = None
    statements: tuple[AnnotatedStatement, ...] = ()
    entities: tuple[NamedEntity, ...] | None = None


def load(path: Path, *, with_text: bool = False) -> list[Annotated]:
    """The documents of a JSON Lines file; ``with_text`` demands a text of each, as a gold file has.

    Raises ``GoldError`` naming the line that is no such document, ``OSError`` when the file cannot be read.
    """
    decoder = msgspec.json.Decoder(Annotated)
    documents = []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        try:
            document = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise GoldError(f"{path}: line {number}: {error}") from error
        if with_text and document.text is None:
            raise GoldError(f"{path}: line {number}: a gold document needs a text")
        documents.append(document)
    return documents


def load_gold(paths: Iterable[Path]) -> list[Annotated]:
    """The documents of gold files, which count as one.

    Raises as ``load`` does, and ``GoldError`` for a file without a document and for an id met twice.
    """
    documents = []
    for path in paths:
        held = load(path, with_text=True)
        if not held:
            raise GoldError(f"{path}: there is no document in this file")
        documents += held
    seen: set[str | int] = set()
    for document in documents:
        if document.id in seen:
            raise GoldError(f"two gold documents have the id {document.id!r}")
        seen.add(document.id)
    return documents


class Words:
    """A text's words, so that spans can be compared as sets of word numbers."""

    def __init__(self, text: str) -> None:
        self.text = text
        bounds = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in bounds]
        self._ends = [end for _, end in bounds]

    def inside(self, spans: Spans | None) -> frozenset[int]:
        """Numbers of the words that the spans touch."""
        return frozenset(
            number
            for start, end in spans or ()
            if start < end
            for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def trimmed(self, spans: Spans | None) -> Spans:
        """The spans without marks and space at their edges; spans with nothing else between are joined."""
        out: list[Span] = []
        for start, end in sorted(spans or ()):
            start, end = max(0, start), min(end, len(self.text))
            while start < end and self.text[start] in _EDGE:
                start += 1
            while end > start and self.text[end - 1] in _EDGE:
                end -= 1
            if start < end:
                if out and _EDGE.issuperset(self.text[out[-1][1] : start]):
                    start = out.pop()[0]
                out.append((start, end))
        return tuple(out)

    @cached_property
    def names(self) -> frozenset[str]:
        """The text's words folded as names are."""
        return frozenset(name_words(self.text))


def name_words(name: str | None) -> list[str]:
    """Words of a name, case and accents folded, in order; parentheses and apostrophes left out."""
    folded = unicodedata.normalize("NFKD", re.sub(r"\(.*?\)", "", name or "")).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c)).replace("ł", "l").replace("đ", "d")
    return _NAME_WORD.findall(re.sub(r"['’ʼ`‘]", "", folded))


def _alike(one: str, other: str, least: float = 0.8) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() >= least


def occurs(name: str, words: Words) -> bool:
    """Whether the longest word of a name stands in the text."""
    parts = name_words(name)
    return bool(parts) and max(sorted(parts), key=len) in words.names


def same_name(gold: str | None, found: str | None) -> bool:
    """Whether two names can be one person's or body's: surnames alike, and given names if both have one."""
    a, b = name_words(gold), name_words(found)
    if not a or not b:
        return False
    shared = len(set(a) & set(b))
    if a == b or (max(len(a), len(b)) > 3 and 3 * shared >= 2 * min(len(a), len(b)) >= 4):
        return True
    if not any(_alike(a[-1], word) for word in b):
        return False
    return min(len(a), len(b)) == 1 or _alike(a[0], b[0], 0.6) or a[0][0] == b[0] or b[0][0] == a[0]
