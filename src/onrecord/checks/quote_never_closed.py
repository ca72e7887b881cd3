"""``quote-never-closed``: an opening quotation mark without a closing one, even in a later paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading
from onrecord.quotes import Quotation
from onrecord.quotes.carrying import RUNNING
from onrecord.quotes.marks import FAMILIES, OPENS, SINGLE, find_marks


def find(reading: Reading) -> Iterator[Found]:
    """Quotations in double marks or angles that begin with their mark and end without one.

    A single mark is left alone: it may be an apostrophe. So is a dash, which needs no closing."""
    for quotation in reading.quotations:
        if quotation.form != "marks" or not quotation.opened:
            continue
        start = quotation.pieces[0][0]
        if quotation.closed:
            if len(quotation.pieces) > 1 and _opened_again(reading, quotation):
                first = quotation.pieces[0]
                yield Found(
                    f"the quotation that begins {reading.said(first)} is not closed before another begins", (first,)
                )
            continue
        if FAMILIES.get(reading.text[start], SINGLE) == SINGLE:
            continue
        begins = reading.block_at(start)
        if (
            begins
            and start == begins.start
            and _reopened(reading, quotation.pieces[-1][1], FAMILIES[reading.text[start]])
        ):
            continue
        where = "" if len(quotation.pieces) == 1 else f" over {len(quotation.pieces)} paragraphs"
        yield Found(
            f"the quotation that begins {reading.said(quotation.pieces[0])} is never closed{where}", quotation.pieces
        )


def _opened_again(reading: Reading, quotation: Quotation) -> bool:
    """Whether the next paragraph, which does not reopen it, opens another quotation with the same mark at a
    sentence's start before it closes any: then the first was meant to end with its paragraph."""
    glyph = reading.text[quotation.pieces[0][0]]
    start = quotation.pieces[1][0]
    if reading.text[start] in FAMILIES or FAMILIES.get(glyph, SINGLE) == SINGLE:
        return False
    marks = find_marks(reading.text, start, reading.blocks[reading.number_at(start)].end, False)
    first = next((mark for mark in marks if mark.family == FAMILIES[glyph]), None)
    if first is None or first.lean != OPENS:
        return False
    return reading.text[start : first.start].rstrip()[-1:] in (".", "!", "?", "…")  # else it may be quoted inside


def _reopened(reading: Reading, end: int, family: int) -> bool:
    """Whether the next paragraph opens with a mark of the family: a transcript, each of whose lines does."""
    for block in reading.blocks[reading.number_at(end - 1) + 1 :]:
        if block.kind in RUNNING:
            return FAMILIES.get(reading.text[block.start]) == family
    return False


CHECK = Check(
    name="quote-never-closed",
    severity="warning",
    summary="A quotation mark opens and no mark closes it, so that nobody knows where the quoted words end.",
    example="“We will keep the ferry, Mayor Ines Falk said. The council meets on Monday.",
    sound="Mayor Ines Falk said: “We will keep the ferry.\n\n“We promised it.” The council meets on Monday.",
    find=find,
)
