"""Lines to paragraphs: where one ends, and which go on in the next column or on the next page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.intake.lines import ends_sentence
from onrecord.intake.pdf.columns import Column
from onrecord.intake.pdf.shapes import Piece

_BULLET = re.compile(r"[•‣▪●◦]\s")
_ITEM = re.compile(r"(?:[•‣▪●◦*–—-]|\d{1,3}[.)]|\[\d{1,3}\]|\(\d{1,2}\))\s")
NOTE = re.compile(r"(?:\[?\d{1,3}[\]).]?|[*†‡]{1,3}|[¹²³⁰⁴-⁹]+)\s*[^\W\d_\"“„]")
# In letter heights.
_INDENT = 0.7
_DEEPEST_INDENT = 5.0
_SAME_SIZE = 0.05
SMALL = 0.94  # of the body's letters: notes and captions are smaller
_WIDE_PITCH = 1.25  # of the usual distance between two lines
_SHORT = 0.07  # of the column's width


@dataclass
class Paragraph:
    """Lines that belong together, and where they stand: page, column, whether at the column's ends."""

    lines: list[Piece]
    page: int
    column: Column
    opens_column: bool = False
    closes_column: bool = False

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        sizes = Counter[float]()
        for line in self.lines:
            sizes[line.size] += len(line.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @property
    def bold(self) -> bool:
        """Whether all of it is."""
        return all(line.bold for line in self.lines)


@dataclass
class Style:
    """What is usual in the document: the body's letters, the distance of lines by size, indented first lines."""

    body: float
    pitch: dict[float, float] = field(default_factory=dict)
    indents: bool = False


def style_of(columns: Iterable[Column]) -> Style:
    """The usual measures of all columns together."""
    letters: Counter[float] = Counter()
    pitches: dict[float, list[float]] = defaultdict(list)
    indented = followed = 0
    for column in columns:
        for line in column.lines:
            letters[line.size] += len(line.text)
        for above, below in pairwise(column.lines):
            if _same_size(above, below) and above.base > below.base:
                pitches[below.size].append(above.base - below.base)
                followed += 1
                indented += _is_indented(below, column) and not _is_indented(above, column)
    body = max(letters, key=lambda size: (letters[size], size), default=0.0)
    pitch = {size: sorted(found)[len(found) // 2] for size, found in pitches.items()}
    return Style(body, pitch, indented * 25 > followed)


def paragraphs_of(page: int, column: Column, style: Style) -> list[Paragraph]:
    """The paragraphs of one column, from the top."""
    found: list[Paragraph] = []
    lines = column.lines
    for index, line in enumerate(lines):
        below = lines[index + 1] if index + 1 < len(lines) else None
        if not found or _begins(lines[index - 1], line, below, column, style):
            found.append(Paragraph([], page, column))
        found[-1].lines.append(line)
    if found:
        found[0].opens_column = found[-1].closes_column = True
    return found


def goes_on(above: Paragraph, below: Paragraph, style: Style) -> bool:
    """Whether a paragraph is the rest of one in the column before it, or of one that a picture interrupts."""
    last, first = above.lines[-1], below.lines[0]
    if not _same_size(last, first) or last.bold != first.bold or _ITEM.match(first.text):
        return False
    if not ends_sentence(last.text):
        return last.text[-1] not in ":;" or first.text[0].islower()
    alone = below.lines[1] if len(below.lines) > 1 else None
    if _is_indented(first, below.column) and not (alone and _is_indented(alone, below.column)):
        return False
    # A full last line and a first line without indent, where paragraphs have one: no paragraph begins here.
    return style.indents and not _is_short(last, first, above.column)


def _begins(above: Piece, line: Piece, below: Piece | None, column: Column, style: Style) -> bool:
    """Whether ``line`` begins a paragraph; ``below`` is the line after it in the column."""
    if not _same_size(above, line):
        return True
    if above.bold != line.bold and (ends_sentence(above.text) or not line.text[0].islower()):
        return True
    pitch = above.base - line.base
    usual = min(style.pitch.get(line.size, line.size * 1.3), line.size * 2.5)
    if pitch > _WIDE_PITCH * usual and pitch - usual > 0.15 * line.size:
        return True
    if _BULLET.match(line.text):
        return True
    if _ITEM.match(line.text) and (_ITEM.match(above.text) or ends_sentence(above.text) or above.text[-1] == ":"):
        return True
    if line.size < SMALL * style.body and NOTE.match(line.text) and ends_sentence(above.text):
        return True
    if _ITEM.match(above.text) and line.left - above.left > 0.4 * line.size:  # hangs below its bullet
        return _is_short(above, line, column) and ends_sentence(above.text)
    if _is_short(above, line, column):
        if ends_sentence(above.text):
            return True
        width = column.right - column.left
        if column.right - above.right > 0.5 * width and above.text[-1] not in "-,":
            # in small letters only an item of a list; lines beside a picture are all as short
            unlike = abs(above.right - line.right) > 0.1 * width
            if unlike or line.text[0].isupper() or above.text[-1] == ":":
                return True
    if style.indents and below is not None and _opens(line, below, column) and ends_sentence(above.text):
        return True  # a paragraph of a single full line stands above
    if not _is_indented(line, column) or abs(above.left - line.left) < _INDENT * line.size:
        return _is_indented(above, column) and _is_short(above, line, column) and ends_sentence(above.text)
    hangs = below is not None and abs(below.left - line.left) < 0.3 * line.size and _same_size(below, line)
    return not hangs or ends_sentence(above.text)


def _opens(line: Piece, below: Piece, column: Column) -> bool:
    """Whether a line is indented and the next one is not."""
    return _is_indented(line, column) and not _is_indented(below, column) and _same_size(below, line)


def _same_size(one: Piece, other: Piece) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def _is_indented(line: Piece, column: Column) -> bool:
    return _INDENT * line.size < line.left - column.left < _DEEPEST_INDENT * line.size


def _is_short(above: Piece, below: Piece, column: Column) -> bool:
    """Whether the first word of ``below`` would have fitted on the line above it, and more."""
    room = column.right - above.right
    word = below.text.split(None, 1)[0]
    width = (below.right - below.left) * len(word) / max(1, len(below.text))
    return room > width + 0.3 * above.size and room > _SHORT * (column.right - column.left)
