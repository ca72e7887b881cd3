"""Quotations that a colon at the end of a paragraph announces: ``Berg wrote:``, and the quotation stands below."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.document import Block
from onrecord.quotes import Quotation

_RUNNING = frozenset({"paragraph", "list-item"})
_BEFORE_SPEECH = " \u00a0\t\n\r–—-"
_AFTER_SPEECH = _BEFORE_SPEECH + ",.;"
_LOOK = 20
"""Characters before a block's end among which its colon must stand."""


def announced_quotations(
    text: str, blocks: Sequence[Block], quotations: Sequence[Quotation]
) -> dict[int, tuple[int, int, int]]:
    """Start, end and number of the quotation announced by each block, by the number of the announcing block.

    One that has a reporting clause of its own after it ("...," Berg wrote) is not announced.
    """
    first_at: dict[int, tuple[int, int, int]] = {}
    for number, quotation in enumerate(quotations):
        if quotation.parent is None:
            start, end = quotation.pieces[0]
            first_at.setdefault(start, (start, end, number))
    starts = sorted(first_at)
    found: dict[int, tuple[int, int, int]] = {}
    announcing: int | None = None
    place = 0
    for number, block in enumerate(blocks):
        if block.kind not in _RUNNING:
            continue
        if announcing is not None:
            while place < len(starts) and starts[place] < block.start:
                place += 1
            if place < len(starts) and starts[place] < block.end:
                start, end, _ = first_at[starts[place]]
                alone = not text[block.start : start].strip(_BEFORE_SPEECH) if start - block.start < _LOOK else False
                follows = text[end : min(block.end, end + _LOOK)].lstrip(_AFTER_SPEECH)
                if alone and not follows[:1].islower() and text[end - 2] != ",":
                    found[announcing] = first_at[starts[place]]
        announcing = number if text[max(block.start, block.end - _LOOK) : block.end].rstrip().endswith(":") else None
    return found
