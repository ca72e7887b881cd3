"""Orders quotations as one reads them and finds which stands inside which."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.quotes.quotation import Draft, Quotation


def nested(drafts: Sequence[Draft]) -> list[Quotation]:
    """Quotations in reading order, parents before children.

    A dash utterance that would hold only a part of a quotation in marks is dropped.
    """
    ordered = sorted(drafts, key=lambda d: (d.pieces[0][0], -d.pieces[0][1], d.form == "marks"))
    parents = _parents(ordered)
    crossed = {
        id(ordered[parent])
        for found in parents
        if len(found) > 1
        for parent in found
        if parent >= 0 and ordered[parent].form == "dash"
    }
    if crossed:
        ordered = [draft for draft in ordered if id(draft) not in crossed]
        parents = _parents(ordered)
    return [
        Quotation(tuple(d.pieces), d.form, parent if parent >= 0 else None, d.opened, d.closed)
        for d, parent in zip(ordered, (min(found) for found in parents), strict=True)
    ]


def _parents(ordered: Sequence[Draft]) -> list[set[int]]:
    """For each quotation the places of those its pieces stand directly inside; -1 for none."""
    pieces = [(start, -end, place) for place, draft in enumerate(ordered) for start, end in draft.pieces]
    pieces.sort()
    parents: list[set[int]] = [set() for _ in ordered]
    open_pieces: list[tuple[int, int]] = []
    for start, negative_end, place in pieces:
        while open_pieces and open_pieces[-1][0] <= start:
            open_pieces.pop()
        parents[place].add(open_pieces[-1][1] if open_pieces else -1)
        open_pieces.append((-negative_end, place))
    return parents
