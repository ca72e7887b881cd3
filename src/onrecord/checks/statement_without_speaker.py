"""``statement-without-speaker``: quoted words that the text gives to nobody."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading
from onrecord.document import Span

FEWEST_WORDS = 5
"""Words of a quotation that is speech and not a name, a title or a word held at arm's length."""
_MARKS = "„“”\"«»‹›‚‘’‛'` "


def find(reading: Reading) -> Iterator[Found]:
    """Quoted sentences in running text that no statement with a speaker or a source holds, or comes before."""
    given = sorted(
        span
        for statement in reading.document.statements
        if statement.speaker or statement.source
        for span in (*statement.content, *statement.source, *statement.cue)
    )
    for quotation in reading.quotations:
        if quotation.form != "marks" or quotation.parent is not None or not quotation.closed:
            continue
        first, last = quotation.pieces[0], quotation.pieces[-1]
        block = reading.block_at(first[0])
        if block is None or block.kind not in ("paragraph", "list-item"):
            continue
        if _is_speech(reading.text[first[0] : last[1]]) and not _given(given, block.start, last[1]):
            yield Found(f"the text does not say who said {reading.said(*quotation.pieces)}", quotation.pieces)


def _is_speech(quoted: str) -> bool:
    """Whether quoted words are a sentence: they begin with a capital and end as sentences do."""
    words = quoted.strip(_MARKS)
    return len(words.split()) >= FEWEST_WORDS and words[:1].isupper() and words[-1] in ".!?…,"


def _given(given: list[Span], start: int, end: int) -> bool:
    """Whether a statement touches ``start:end``: from where the block begins, for one speaker goes on in it."""
    at = bisect_left(given, (end, end))
    return any(span[1] > start for span in given[max(0, at - 40) : at])


CHECK = Check(
    name="statement-without-speaker",
    severity="note",
    summary="Words are quoted and the text does not say whose they are.",
    example="The hall was full. “We will not leave this harbour to anybody.” The vote is due in May.",
    sound="The hall was full. “We will not leave this harbour to anybody,” Ada Berg said. The vote is due in May.",
    find=find,
    of_statements=True,
)
