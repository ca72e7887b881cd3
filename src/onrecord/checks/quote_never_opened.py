"""``quote-never-opened``: a closing quotation mark that closes nothing, or a quotation closed twice."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import SENTENCE_END, SHOWN, Reading
from onrecord.document import Span
from onrecord.quotes.marks import CLOSES, SINGLE, Mark, find_marks


def find(reading: Reading) -> Iterator[Found]:
    """Closing double marks that end no quotation: their own, or that of an earlier paragraph."""
    text = reading.text
    pieces = [piece for quotation in reading.quotations if quotation.opened for piece in quotation.pieces]
    starts, ends = {start for start, _ in pieces}, {end for _, end in pieces}
    unopened = {q.pieces[-1][1] for q in reading.quotations if not q.opened and q.form == "marks"}
    commas = ",," in text
    for block in reading.blocks:
        last = block.start
        for mark in find_marks(text, block.start, block.end, commas):
            if mark.end in ends or mark.start in starts:
                last = mark.end
            elif mark.lean == CLOSES and mark.family != SINGLE:
                yield _found(reading, mark, last, mark.end in unopened)
                last = mark.end


def _found(reading: Reading, mark: Mark, last: int, speech: bool) -> Found:
    text = reading.text
    if not text[last : mark.start].strip(" .,!?…") and last > 0 and not speech:
        span: Span = (max(0, last - 40), mark.end)
        return Found(f"the quotation that ends {reading.said(span)} is closed twice", ((last - 1, mark.end), span))
    cuts = [match.end() for match in SENTENCE_END.finditer(text, last, mark.start)]
    span = (cuts[-1] if cuts else last, mark.end)
    shown = (max(span[0], mark.end - SHOWN), mark.end)
    return Found(f"the quotation that ends {reading.said(shown)} is never opened", (span,))


CHECK = Check(
    name="quote-never-opened",
    severity="warning",
    summary="A quotation mark closes what no mark opened, or closes it twice, so that nobody knows where the quoted "
    "words begin.",
    example="We will keep the ferry,” Mayor Ines Falk said. The council meets on Monday.",
    sound="“We will keep the ferry,” Mayor Ines Falk said. The council meets on Monday.",
    find=find,
)
