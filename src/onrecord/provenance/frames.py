"""Quoted texts that a sentence announces: "Below are excerpts of the summary posted on her website:"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.document import Block, Span

_RUNNING = frozenset({"paragraph", "list-item"})
_PASSED_OVER = frozenset({"caption", "editor-note", "credit"})
_CLOSES = {"„": '”“"', "“": '”"', '"': '"”', "«": "»", "»": "«", "‘": "’'", "'": "'’"}
_MOST_BLOCKS = 100
"""Paragraphs of one announced text; a bound keeps broken texts linear."""
_COLON = re.compile(r":[\s\u00a0–—-]*([„“\"«»])")
_AFTER_QUOTE = re.compile(r"(?:\s*(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹*†‡]|[.…]))*\s*\Z")


def frame(text: str, blocks: Sequence[Block], number: int, at: int) -> Span | None:
    """The quotation that what stands at ``at`` in a block announces; it may run over many blocks.

    Captions and notes of the editor may stand between its paragraphs, a heading ends it. ``None`` where no quotation
    follows a colon.
    """
    block = blocks[number]
    shown = text[at : block.end].rstrip()
    if shown.endswith(":"):
        following = _next(blocks, number)
        if following is None or text[blocks[following].start] not in _CLOSES:
            return None
        return _extent(text, blocks, following, blocks[following].start)
    match = _COLON.search(text, at, min(block.end, at + 300))
    return _extent(text, blocks, number, match.start(1)) if match else None


def _next(blocks: Sequence[Block], number: int) -> int | None:
    """The running block that follows, over captions and the like."""
    for place in range(number + 1, len(blocks)):
        if blocks[place].kind in _RUNNING:
            return place
        if blocks[place].kind not in _PASSED_OVER:
            return None
    return None


def _extent(text: str, blocks: Sequence[Block], number: int, start: int) -> Span:
    """From an opening mark to where it is closed, over all paragraphs that open with it again."""
    glyph, closing = text[start], _CLOSES[text[start]]
    end = blocks[number].end
    closed = _closed(text, start, end, closing)
    if closed is not None and closed < end:
        return start, closed
    for _ in range(_MOST_BLOCKS):
        following = _next(blocks, number)
        if following is None or text[blocks[following].start] != glyph:
            return start, end
        block = blocks[following]
        whole = _closed(text, block.start, block.end, closing)
        if closed is not None and whole != block.end:
            return start, end  # after a closed quotation only whole ones belong to it
        number, end, closed = following, block.end, whole
        if whole is not None and whole < block.end:
            return start, whole
    return start, end


def _closed(text: str, start: int, end: int, closing: str) -> int | None:
    """Where the quotation opened at ``start`` is closed in its block: ``end`` where only a marker follows."""
    depth, opening = 0, text[start]
    for place in range(start + 1, end):
        char = text[place]
        if char == opening and char not in closing:
            depth += 1
        elif char in closing:
            if depth:
                depth -= 1
            else:
                return end if _AFTER_QUOTE.match(text, place + 1, end) else place + 1
    return None
