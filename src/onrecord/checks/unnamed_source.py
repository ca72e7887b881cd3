"""``unnamed-source``: words are given to somebody who is not named."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading


def find(reading: Reading) -> Iterator[Found]:
    """Citations of unnamed sources, each place once."""
    told: set[tuple[int, int]] = set()
    for citation in reading.document.citations:
        span = (citation.start, citation.end)
        if citation.kind == "unnamed" and citation.entity is None and span not in told:
            told.add(span)
            yield Found(f"a source is not named: {reading.said(span)}", (span,))


CHECK = Check(
    name="unnamed-source",
    severity="note",
    summary="Words are given to a source that is not named.",
    example="The harbour will be sold, a senior official who asked not to be named said.",
    sound="The harbour will be sold, Ada Berg, a senior official, said.",
    find=find,
)
