"""The text cut at every edge of a block or statement, so that it can be shown with its statements marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Literal

from onrecord.document import Block, Document, Span, Statement

Part = Literal["source", "cue", "addressee"]
Edit = Literal["insertion", "omission"]

_DEEPEST = 4  # statements one inside the other that ``within`` tells; news has two, seldom three


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text, ``start:end``, in which nothing changes.

    ``content`` is the innermost statement whose content it belongs to; ``part`` says that its words are
    the source, cue or addressee of ``owner``; ``opens`` are the statements whose content begins here;
    ``within`` are the outermost four whose content it belongs to, from outside in; ``edit`` says that an
    editor put words in or left words out.
    """

    start: int
    end: int
    block: Block | None = None
    content: Statement | None = None
    part: Part | None = None
    owner: Statement | None = None
    opens: tuple[Statement, ...] = ()
    within: tuple[Statement, ...] = ()
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A span and what it says of its words."""

    span: Span
    statement: Statement | None = None
    part: Part | None = None
    block: Block | None = None
    edit: Edit | None = None


_NOTHING = _Stretch((0, 0))


class _Innermost:
    """Tells which of some stretches, the latest begun, is open at positions asked for in rising order."""

    def __init__(self, stretches: Iterable[_Stretch]) -> None:
        self._to_come = sorted(stretches, key=lambda stretch: stretch.span, reverse=True)
        self._open: list[tuple[int, int, int, _Stretch]] = []

    def at(self, position: int) -> _Stretch:
        """The innermost stretch at a position; an empty one where none is open."""
        while self._to_come and self._to_come[-1].span[0] <= position:
            stretch = self._to_come.pop()
            start, end = stretch.span
            heappush(self._open, (-start, end, len(self._to_come), stretch))
        while self._open and self._open[0][1] <= position:
            heappop(self._open)
        return self._open[0][3] if self._open else _NOTHING


class _Nest:
    """Tells which stretches are open at positions asked for in rising order, the outermost four."""

    def __init__(self, stretches: Iterable[_Stretch]) -> None:
        self._to_come = sorted(stretches, key=lambda stretch: (-stretch.span[0], stretch.span[1]))
        self._open: list[_Stretch] = []

    def at(self, position: int) -> tuple[Statement, ...]:
        """The statements of the stretches open at a position, from outside in."""
        self._open = [stretch for stretch in self._open if stretch.span[1] > position]
        while self._to_come and self._to_come[-1].span[0] <= position:
            stretch = self._to_come.pop()
            if stretch.span[1] > position and len(self._open) < _DEEPEST:
                self._open.append(stretch)
        return tuple(stretch.statement for stretch in self._open if stretch.statement)


def passages(document: Document, also: Iterable[Span] = ()) -> Iterator[Passage]:
    """The whole text in order, cut; time grows with its length and the number of spans (times its log).

    It is cut at the ends of the spans in ``also`` too.
    """
    statements = document.statements
    contents = [_Stretch(span, s) for s in statements for span in s.content]
    parts = [*_parts("source", statements), *_parts("cue", statements), *_parts("addressee", statements)]
    edits = [*_edits("insertion", statements), *_edits("omission", statements)]
    blocks = [_Stretch((b.start, b.end), block=b) for b in document.blocks]
    opening: dict[int, list[Statement]] = defaultdict(list)
    for s in statements:
        if s.content:
            opening[s.content[0][0]].append(s)
    length = len(document.text)
    edges = {0, length, *(edge for stretch in (*contents, *parts, *edits, *blocks) for edge in stretch.span)}
    edges.update(edge for span in also for edge in span)
    cuts = sorted(edge for edge in edges if 0 <= edge <= length)
    content, part, block = _Innermost(contents), _Innermost(parts), _Innermost(blocks)
    nest, edit = _Nest(contents), _Innermost(edits)
    for start, end in pairwise(cuts):
        words = part.at(start)
        yield Passage(
            start,
            end,
            block=block.at(start).block,
            content=content.at(start).statement,
            part=words.part,
            owner=words.statement,
            opens=tuple(opening.get(start, ())),
            within=nest.at(start),
            edit=edit.at(start).edit,
        )


def _parts(part: Part, statements: Iterable[Statement]) -> Iterator[_Stretch]:
    for statement in statements:
        spans: tuple[Span, ...] = getattr(statement, part)
        yield from (_Stretch(span, statement, part) for span in spans)


def _edits(edit: Edit, statements: Iterable[Statement]) -> Iterator[_Stretch]:
    for statement in statements:
        spans = statement.insertions if edit == "insertion" else statement.omissions
        yield from (_Stretch(span, statement, edit=edit) for span in spans)
