"""Running heads, footers and page numbers: what returns in the margins from page to page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from onrecord.intake.pdf.shapes import Piece, share_a_row

_MARGIN = 0.13  # of the page's height, at the top and at the bottom
_SAME_PLACE = 6.0  # points
_LONGEST = 160
_MOST_ROWS = 5
_AGREE = 3  # one page in so many has a page number in its place
_FIRST = re.compile(r"\A\W*(\d{1,4})\b")
_LAST = re.compile(r"\b(\d{1,4})\W*\Z")
_DIGITS = re.compile(r"\d+")
_ADDRESS = re.compile(r"(?:https?|file)://\S+(?:\s+\d+/\d+)?")
_OF_PAGES = re.compile(r"(?:\S+\s+)?\d+/\d+|\d+ \w{1,4} \d+")
_ALONE = re.compile(r"[-–—|\s]*(?:\d{1,4}|[ivxlc]{1,6})[-–—|.\s]*", re.I)


class _Seen(NamedTuple):
    page: int
    run: Piece
    from_edge: float


def without_margins(pages: list[list[Piece]], heights: list[float]) -> list[list[Piece]]:
    """The runs of each page without those that only tell which page it is, or of what.

    Such rows are taken off from the edge inwards, so that running text, which repeats itself by chance, stays.
    """
    margin = _in_margins(pages, heights)
    repeated = {id(seen.run) for seen in _repeated(margin)}
    dropped: set[int] = set()
    for _ in range(_MOST_ROWS):
        rows = _outermost(seen for seen in margin if id(seen.run) not in dropped)
        telling = [row for row in rows.values() if _is_repeated(row, repeated)]
        telling += _numbered(rows, len(pages))
        telling += _browsers(rows)
        if not telling:
            break
        dropped.update(id(seen.run) for row in telling for seen in row)
    kept = []
    for runs, height in zip(pages, heights, strict=True):
        left = [run for run in runs if id(run) not in dropped]
        alone = {id(run) for run in left if _is_lone_number(run, left, height)}
        kept.append([run for run in left if id(run) not in alone])
    return kept


def printed_from(pages: list[list[Piece]], heights: list[float]) -> str | None:
    """The address of the page that a browser printed, where its margins name one of the web in full."""
    for row in _browsers(_outermost(_in_margins(pages, heights))):
        for seen in row:
            address = seen.run.text.split()[0]
            if _ADDRESS.fullmatch(seen.run.text) and address.startswith("http") and "…" not in address:
                return address
    return None


def _in_margins(pages: list[list[Piece]], heights: list[float]) -> list[_Seen]:
    return [
        _Seen(number, run, _from_edge(run, heights[number]))
        for number, runs in enumerate(pages)
        for run in runs
        if abs(_from_edge(run, heights[number])) < _MARGIN * heights[number] and len(run.text) <= _LONGEST
    ]


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


def _outermost(margin: Iterable[_Seen]) -> dict[tuple[int, bool], list[_Seen]]:
    """The row nearest to the edge, by page and by whether it stands above the text."""
    rows: dict[tuple[int, bool], list[_Seen]] = defaultdict(list)
    for seen in sorted(margin, key=lambda seen: abs(seen.from_edge)):
        row = rows[seen.page, seen.from_edge > 0]
        if not row or share_a_row(row[0].run, seen.run):
            row.append(seen)
    return rows


def _is_repeated(row: list[_Seen], repeated: set[int]) -> bool:
    """Whether half of a row's letters or more return on other pages."""
    same = sum(len(seen.run.text) for seen in row if id(seen.run) in repeated)
    return 2 * same >= sum(len(seen.run.text) for seen in row)


def _numbered(rows: dict[tuple[int, bool], list[_Seen]], pages: int) -> list[list[_Seen]]:
    """Rows that begin or end with a number that grows with the pages, whatever else changes in them.

    Running text has numbers too, and some grow by chance: so many pages must agree.
    """
    ahead: dict[tuple[int, int], set[tuple[int, bool]]] = defaultdict(set)
    for (page, above), row in rows.items():
        for seen in row:
            for number in {*_FIRST.findall(seen.run.text), *_LAST.findall(seen.run.text)}:
                ahead[int(number) - page, round(seen.from_edge / _SAME_PLACE)].add((page, above))
    agreeing = [found for found in ahead.values() if len(found) >= max(2, pages / _AGREE)]
    return [rows[place] for place in set[tuple[int, bool]]().union(*agreeing)]


def _browsers(rows: dict[tuple[int, bool], list[_Seen]]) -> Iterator[list[_Seen]]:
    """What browsers print round a page: its address and "1/3" below or above, title and time on the other side."""
    for (page, above), row in rows.items():
        other = rows.get((page, not above), [])
        words = [seen.run.text for seen in (*row, *other)]
        if any(map(_ADDRESS.fullmatch, words)) and any(map(_OF_PAGES.fullmatch, words)):
            yield row


def _is_lone_number(run: Piece, runs: list[Piece], height: float) -> bool:
    """A number below or above everything else on its page."""
    if not _ALONE.fullmatch(run.text) or abs(_from_edge(run, height)) > _MARGIN * height:
        return False
    others = [other for other in runs if other is not run]
    if not others:
        return True
    return run.top <= min(o.bottom for o in others) or run.bottom >= max(o.top for o in others)
