"""Words that stand next to each other, in the order of the file, are a run: a line of one column, or part of it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from onrecord.intake.pdf.shapes import Piece, share_a_row, together

# In letter heights. The words of a justified line rarely stand further apart.
_WIDEST_GAP = 2.5
_NARROWEST_GUTTER = 0.7
_OVERLAP = 0.4
_NO_GAP = 0.12
_EDGE = 2.0  # points within which edges are the same
_FEWEST_LINES = 6
_POINTS = re.compile(r"[,.;:!?)\]”’»]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def runs_of(words: list[Piece]) -> list[Piece]:
    """The runs of a page's words."""
    edges = _column_edges(words)
    found: list[Piece] = []
    current: list[Piece] = []
    for word in words:
        if current and not _follows(current[-1], word, edges):
            found.append(together(current))
            current = []
        if current and _touches(current[-1], word):
            word = together([current.pop(), word], "")
        current.append(word)
    if current:
        found.append(together(current))
    return found


def _column_edges(words: list[Piece]) -> frozenset[int]:
    """Where words begin after a wide gap on many lines: columns, in a file written line by line across them."""
    edges: Counter[int] = Counter()
    for before, word in pairwise(words):
        if share_a_row(before, word) and word.left - before.right > _NARROWEST_GUTTER * word.size:
            edges[round(word.left / _EDGE)] += 1
    often = [edge for edge, count in edges.items() if count >= _FEWEST_LINES]
    return frozenset(near for edge in often for near in (edge - 1, edge, edge + 1))


def is_right_to_left(text: str) -> bool:
    """Whether half of the text or more is Hebrew or Arabic letters."""
    return 2 * len(_RIGHT_TO_LEFT.findall(text)) >= max(1, len(text))


def line_of(runs: list[Piece]) -> Piece:
    """Runs that share a row as one line, in the order in which they are read."""
    if len(runs) == 1:
        return runs[0]
    backwards = is_right_to_left("".join(run.text for run in runs))
    ordered = sorted(runs, key=lambda run: -run.right if backwards else run.left)
    merged = ordered[0]
    for run in ordered[1:]:
        gap = merged.left - run.right if backwards else run.left - merged.right
        merged = together([merged, run], "" if gap < _NO_GAP * min(run.size, merged.size) else " ")
    return merged


def _touches(before: Piece, word: Piece) -> bool:
    """Whether a raised marker or a point stands right at a word: PDFium parts what differs in size."""
    if before.size == word.size and not _POINTS.fullmatch(word.text):
        return False
    return abs(word.left - before.right) < _NO_GAP * min(before.size, word.size)


def _follows(before: Piece, word: Piece, edges: frozenset[int]) -> bool:
    if not share_a_row(before, word):
        return False
    size = max(before.size, word.size, 1.0)
    gap = word.left - before.right
    if gap < -_OVERLAP * size and (_RIGHT_TO_LEFT.search(before.text) or _RIGHT_TO_LEFT.search(word.text)):
        gap = before.left - word.right
    if gap > _NARROWEST_GUTTER * size and round(word.left / _EDGE) in edges:
        return False
    return -_OVERLAP * size < gap < _WIDEST_GAP * size
