"""Running heads, footers and page numbers: what returns in the margins from page to page."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from onrecord.intake.pdf.shapes import Piece

_MARGIN = 0.13  # of the page's height, at the top and at the bottom
_SAME_PLACE = 6.0  # points
_LONGEST = 160
_NUMBER = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d+")
_ALONE = re.compile(r"[-–—|\s]*(?:\d{1,4}|[ivxlc]{1,6})[-–—|.\s]*", re.I)


class _Seen(NamedTuple):
    page: int
    run: Piece
    from_edge: float


def without_margins(pages: list[list[Piece]], heights: list[float]) -> list[list[Piece]]:
    """The runs of each page without those that only tell which page it is, or of what."""
    margin = [
        _Seen(number, run, _from_edge(run, heights[number]))
        for number, runs in enumerate(pages)
        for run in runs
        if abs(_from_edge(run, heights[number])) < _MARGIN * heights[number] and len(run.text) <= _LONGEST
    ]
    dropped = {(seen.page, id(seen.run)) for seen in (*_repeated(margin), *_numbers(margin))}
    kept = []
    for number, runs in enumerate(pages):
        rows = [run for run in runs if (number, id(run)) in dropped]
        alone = [run for run in runs if _is_lone_number(run, runs, heights[number])]
        gone = {id(run) for run in (*rows, *alone)}
        kept.append([run for run in runs if id(run) not in gone])
    return kept


def _from_edge(run: Piece, height: float) -> float:
    """How far from the top edge, or, as a negative number, from the bottom edge."""
    from_top = height - run.top
    return from_top if from_top < run.bottom else -run.bottom


def _repeated(margin: list[_Seen]) -> list[_Seen]:
    """The same words, numbers aside, at the same place on two pages or more."""
    by_words: dict[tuple[str, bool], list[_Seen]] = defaultdict(list)
    for seen in margin:
        words = _DIGITS.sub("#", " ".join(seen.run.text.casefold().split()))
        by_words[words, seen.from_edge > 0].append(seen)
    found = []
    for same in by_words.values():
        for seen in same:
            pages = {s.page for s in same if abs(s.from_edge - seen.from_edge) <= _SAME_PLACE}
            if len(pages) > 1:
                found.append(seen)
            if len(same) > _LONGEST and len(pages) == len(same):  # hundreds of pages agree: no need to compare all
                found = [*found, *same]
                break
    return found


def _numbers(margin: list[_Seen]) -> list[_Seen]:
    """Rows with a number that grows with the pages: page numbers, whatever stands beside them."""
    ahead: dict[tuple[int, int], list[_Seen]] = defaultdict(list)
    for seen in margin:
        for number in {int(n) for n in _NUMBER.findall(seen.run.text)}:
            ahead[number - seen.page, round(seen.from_edge / _SAME_PLACE)].append(seen)
    rows: dict[tuple[int, bool], list[_Seen]] = defaultdict(list)
    for seen in margin:
        rows[seen.page, seen.from_edge > 0].append(seen)
    found = []
    for agreeing in ahead.values():
        if len({seen.page for seen in agreeing}) < 2:
            continue
        for numbered in agreeing:
            same_margin = rows[numbered.page, numbered.from_edge > 0]
            found += [s for s in same_margin if abs(s.run.base - numbered.run.base) < 0.5 * numbered.run.size]
    return found


def _is_lone_number(run: Piece, runs: list[Piece], height: float) -> bool:
    """A number below or above everything else on its page."""
    if not _ALONE.fullmatch(run.text) or abs(_from_edge(run, height)) > _MARGIN * height:
        return False
    others = [other for other in runs if other is not run]
    if not others:
        return True
    return run.top <= min(o.bottom for o in others) or run.bottom >= max(o.top for o in others)
