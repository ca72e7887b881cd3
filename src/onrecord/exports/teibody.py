"""The body of a TEI text: the blocks, and in them the statements as elements that nest.

Spans may cross, elements may not: where an outer one ends first, those inside it are closed and go on as parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise

import msgspec

from onrecord.document import Document, Span, Statement
from onrecord.exports.xmltext import attributes, escaped, xml_id
from onrecord.passages import passages

_DEEPEST = 24
"""Contents one inside the other that are marked, the outermost ones. News has three at most; XML readers give up
at some 250 elements."""

_BLANK = frozenset(" \t\r\n")


@dataclass(slots=True)
class Said:
    """A statement: the id of its first element, its pieces, and the attributes that all of its elements bear."""

    id: str
    pieces: Sequence[Span]
    borne: Mapping[str, str | None]
    parts: int = field(default=0)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words within one block with the statements, from outside in, whose elements they stand in."""

    start: int
    end: int
    within: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """The stretches of a block, and its kind and language.

    Words outside of all blocks have no kind, blanks between blocks the kind "".
    """

    kind: str | None
    language: str | None
    stretches: list[_Stretch]


def said_ids(prefix: str, statements: Iterable[Statement]) -> list[str]:
    """The ids of the statements' first elements."""
    return [f"{prefix}.{xml_id(statement.id)}" for statement in statements]


def body(document: Document, said: Sequence[Said]) -> str:
    """What stands in the ``body`` element. Its text is the document's, character for character."""
    blocks = list(_blocks(document, said))
    for block in blocks:
        for opened in _openings(block):
            said[opened].parts += 1
    written: dict[int, int] = defaultdict(int)
    return "".join(piece for block in blocks for piece in _block(document, said, block, written)) or "<ab/>"


def _blocks(document: Document, said: Sequence[Said]) -> Iterator[_Block]:
    """The text cut at the edges of its blocks, each part cut at the edges of contents."""
    plain = msgspec.structs.replace(document, statements=())
    nest = _Nest(said, len(document.text))
    for passage in passages(plain):
        stretches = list(nest.stretches(passage.start, passage.end))
        blank = not passage.block and _BLANK.issuperset(document.text[passage.start : passage.end])
        kind = passage.block.kind if passage.block else "" if blank else None
        yield _Block(kind, passage.block.language if passage.block else None, stretches)


class _Nest:
    """Tells which contents are open, in rising order of positions."""

    def __init__(self, said: Sequence[Said], length: int) -> None:
        pieces = {
            (max(0, start), -min(end, length), number)
            for number, one in enumerate(said)
            for start, end in one.pieces
            if max(0, start) < min(end, length)
        }
        self._to_come = sorted(pieces, reverse=True)
        self._edges = sorted({edge for start, end, _ in pieces for edge in (start, -end)}, reverse=True)
        self._open: list[tuple[int, int, int]] = []
        self._ends: list[int] = []

    def stretches(self, start: int, end: int) -> Iterator[_Stretch]:
        """The stretches from one position to another."""
        while self._edges and self._edges[-1] <= start:
            self._edges.pop()
        edges = [start]
        while self._edges and self._edges[-1] < end:
            edges.append(self._edges.pop())
        for cut, following in pairwise([*edges, end]):
            yield _Stretch(cut, following, self._at(cut))

    def _at(self, position: int) -> tuple[int, ...]:
        while self._ends and self._ends[0] <= position:
            heappop(self._ends)
            self._open = [piece for piece in self._open if -piece[1] > position]
        while self._to_come and self._to_come[-1][0] <= position:
            piece = self._to_come.pop()
            if len(self._open) < _DEEPEST and -piece[1] > position:
                self._open.append(piece)
                heappush(self._ends, -piece[1])
        return tuple(dict.fromkeys(number for _, _, number in self._open))


def _openings(block: _Block) -> Iterator[int]:
    """The statements of which a block opens elements, in order."""
    if block.kind == "":
        return
    current: tuple[int, ...] = ()
    for stretch in block.stretches:
        yield from stretch.within[_shared(current, stretch.within) :]
        current = stretch.within


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared


def _block(
    document: Document, said: Sequence[Said], block: _Block, written: dict[int, int]
) -> Iterator[str]:
    if block.kind == "":
        yield "".join(escaped(document.text[s.start : s.end]) for s in block.stretches)
        return
    tag = "p" if block.kind == "paragraph" else "ab"
    kind = None if tag == "p" else block.kind
    yield f"<{tag}{attributes({'type': kind, 'xml:lang': block.language or None})}>"
    current: tuple[int, ...] = ()
    for stretch in block.stretches:
        shared = _shared(current, stretch.within)
        yield "</said>" * (len(current) - shared)
        yield from (_opened(said[number], number, written) for number in stretch.within[shared:])
        yield escaped(document.text[stretch.start : stretch.end])
        current = stretch.within
    yield "</said>" * len(current) + f"</{tag}>"


def _opened(said: Said, number: int, written: dict[int, int]) -> str:
    """The start of one of the elements of a statement, tied to those before and after it."""
    written[number] += 1
    part = written[number]

    def id_of(one: int) -> str:
        return said.id if one == 1 else f"{said.id}.{one}"

    tied = {
        "xml:id": id_of(part),
        "next": f"#{id_of(part + 1)}" if part < said.parts else None,
        "prev": f"#{id_of(part - 1)}" if part > 1 else None,
    }
    return f"<said{attributes({**tied, **said.borne})}>"
