"""Rows of cells laid out in columns of fixed width, line by line.

``rich.table`` does the same with more choice, but took three times as long for the statements of a text
of half a megabyte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells
from rich.style import Style
from rich.text import Text

GAP = 2  # screen cells between columns

Cell = Sequence[tuple[str, Style]]
"""Paragraphs of a cell: words and their style, one under the other."""


def laid_out(cells: Sequence[Cell], widths: Sequence[int]) -> Iterator[Text]:
    """The lines of a row. Widths are in screen cells; words longer than their column are cut."""
    columns = [
        [(line, style) for words, style in cell for line in wrapped(words, width)]
        for cell, width in zip(cells, widths, strict=True)
    ]
    for pieces in zip_longest(*columns):
        line = Text()
        at = wanted = 0
        for piece, width in zip(pieces, widths, strict=True):
            if piece and piece[0]:
                words, style = piece
                line.append(" " * (wanted - at))
                line.append(words, style)
                at = wanted + cell_len(words)
            wanted += width + GAP
        yield line


def wrapped(words: str, width: int) -> list[str]:
    """Words broken into lines of at most so many screen cells, at spaces where there are some."""
    if cell_len(words) <= width:
        return [words]
    lines: list[str] = []
    line, taken = "", 0
    for word in words.split():
        length = cell_len(word)
        if line and taken + 1 + length <= width:
            line, taken = f"{line} {word}", taken + 1 + length
            continue
        if line:
            lines.append(line)
        *whole, line = chop_cells(word, width) if length > width else [word]
        lines.extend(whole)
        taken = cell_len(line)
    return [*lines, line]
