"""``unnamed-source``: words are given to somebody who is not named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading
from onrecord.document import Span
from onrecord.languages.pack import load


def find(reading: Reading) -> Iterator[Found]:
    """Citations of unnamed sources, one a sentence; those that name somebody after all are left out."""
    told: set[Span] = set()
    for citation in reading.document.citations:
        span = (citation.start, citation.end)
        if citation.kind != "unnamed" or citation.entity is not None or _names(reading, span):
            continue
        sentence = reading.sentence_at(citation.start)
        if sentence not in told:
            told.add(sentence)
            yield Found(f"a source is not named: {reading.said(span)}", (span,))
    for block in reading.blocks:
        pack = reading.packs[block.language]
        if pack is None or not reading.has_any(pack.checks.anonymous_words):
            continue
        for said in _anonymous(pack.code).finditer(reading.text, block.start, block.end):
            sentence = reading.sentence_at(said.start())
            if sentence not in told:
                told.add(sentence)
                yield Found(f"a source is not named: {reading.said(said.span())}", (said.span(),))


@lru_cache(maxsize=32)
def _anonymous(code: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load(code).checks.anonymous) or '(?!)'})", re.I)


def _names(reading: Reading, span: Span) -> bool:
    """Whether a person is named in a span, by two words with capitals at least."""
    return any(
        span[0] <= mention.start < span[1] and sum(word[:1].isupper() for word in mention.base.split()) > 1
        for entity in reading.document.entities
        if entity.kind == "person"
        for mention in entity.mentions
    )


CHECK = Check(
    name="unnamed-source",
    severity="note",
    summary="Words are given to a source that is not named.",
    example="The harbour will be sold, a senior official who asked not to be named said.",
    sound="The harbour will be sold, Ada Berg, a senior official, said.",
    find=find,
)
