"""The reading order of a page: columns found by the white space between them.

A gutter is a strip that some lines begin right of and end left of. Lines across it (titles, pictures'
captions) cut the page into bands; in a band the left column is read before the right one. Each column is
looked at again, so that three columns are two gutters.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from onrecord.intake.pdf.runs import is_right_to_left, line_of
from onrecord.intake.pdf.shapes import Piece, share_a_row

_DEEPEST = 8
_CANDIDATES = 12
_GUTTER = 0.7  # least width, in letter heights
_NARROWEST = 5.0  # a column's least width, in letter heights: narrower ones are numbers and bullets
_FEWEST = 3  # lines on either side


class Column(NamedTuple):
    """Lines below each other, and the edges that most of them keep."""

    lines: list[Piece]
    left: float
    right: float


def columns_of(runs: list[Piece]) -> list[Column]:
    """The columns of a page's runs in reading order."""
    backwards = is_right_to_left("".join(run.text for run in runs))
    groups = _cut(sorted(runs, key=lambda run: (-run.top, run.left)), backwards, 0)
    return [_column(group) for group in groups if group]


def _cut(runs: list[Piece], backwards: bool, depth: int) -> list[list[Piece]]:
    """Groups of runs, each a column, in reading order; ``runs`` and groups are sorted from the top."""
    gutter = _gutter(runs) if depth < _DEEPEST and len(runs) >= 2 * _FEWEST else None
    if gutter is None:
        return [runs]
    found: list[list[Piece]] = []
    across: list[Piece] = []
    for band in _bands(runs, gutter):
        if not band.is_split:
            across += sorted([*band.left, *band.across, *band.right], key=lambda run: -run.top)
            continue
        if across:
            found += _cut(across, backwards, depth + 1)
            across = []
        sides = (band.right, band.left) if backwards else (band.left, band.right)
        for side in sides:
            found += _cut(side, backwards, depth + 1)
    if across:
        found += _cut(across, backwards, depth + 1)
    return found


class _Gutter(NamedTuple):
    """A strip of the page: lines left of it end before ``left``, those right of it begin after ``right``."""

    left: float
    right: float


class _Band(NamedTuple):
    """Runs left and right of a gutter, or a single run across it."""

    left: list[Piece]
    right: list[Piece]
    across: list[Piece]

    @property
    def is_split(self) -> bool:
        """Whether both sides are columns: lines enough and wide enough, beside each other."""
        if len(self.left) < _FEWEST or len(self.right) < _FEWEST:
            return len(self.left) + len(self.right) > 2 * _FEWEST and self._end_together()
        return _are_wide(self.left) and _are_wide(self.right) and self._are_beside()

    def _are_beside(self) -> bool:
        return min(_level(self.left, self.right), _level(self.right, self.left)) >= _FEWEST - 1

    def _end_together(self) -> bool:
        """A last line or two in one column beside a full one, at the same height."""
        if not self.left or not self.right or not (_are_wide(self.left) and _are_wide(self.right)):
            return False
        return share_a_row(self.left[0], self.right[0])


def _level(runs: list[Piece], others: list[Piece]) -> int:
    """How many runs stand between the heights of the first and the last of the others."""
    top, bottom = others[0].top, others[-1].bottom
    return sum(bottom < run.base < top for run in runs)


def _bands(runs: list[Piece], gutter: _Gutter) -> list[_Band]:
    bands: list[_Band] = []
    left: list[Piece] = []
    right: list[Piece] = []
    for run in runs:
        if run.right <= gutter.left:
            left.append(run)
        elif run.left >= gutter.right:
            right.append(run)
        else:
            if left or right:
                bands.append(_Band(left, right, []))
                left, right = [], []
            bands.append(_Band([], [], [run]))
    if left or right:
        bands.append(_Band(left, right, []))
    return bands


def _gutter(runs: list[Piece]) -> _Gutter | None:
    """The gutter that parts most lines, if any: many begin right of it, and those left of it do not reach it."""
    edges = Counter(round(run.left / 2) for run in runs)
    leftmost = min(edges)
    width = _GUTTER * _usual_size(runs)
    best, score = None, _FEWEST - 2
    for edge, count in edges.most_common(_CANDIDATES):
        if count < 2 or edge == leftmost:
            continue
        right = edge * 2 - 1.5
        gutter = _Gutter(right + 1.5 - width, right)
        parted = sum(min(len(band.left), len(band.right)) for band in _bands(runs, gutter) if band.is_split)
        if parted > score or (parted == score and best is not None and right < best.right):
            best, score = gutter, parted
    return best


def _usual_size(runs: list[Piece]) -> float:
    return sorted(run.size for run in runs)[len(runs) // 2]


def _are_wide(runs: list[Piece]) -> bool:
    return sorted(run.right - run.left for run in runs)[len(runs) * 3 // 4] >= _NARROWEST * _usual_size(runs)


def _column(runs: list[Piece]) -> Column:
    """The lines of a column's runs, from the top, and the edges of the column."""
    lines: list[Piece] = []
    row: list[Piece] = []
    for run in sorted(runs, key=lambda run: (-run.base, run.left)):
        if row and not any(share_a_row(other, run) for other in row[-3:]):
            lines.append(line_of(row))
            row = []
        row.append(run)
    if row:
        lines.append(line_of(row))
    rights = sorted(line.right for line in lines)
    return Column(lines, min(line.left for line in lines), rights[len(rights) * 19 // 20])
