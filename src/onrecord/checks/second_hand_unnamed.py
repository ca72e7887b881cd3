"""``second-hand-unnamed``: a report of a report whose first source is not named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading
from onrecord.document import Citation
from onrecord.languages.pack import load

_RUNNING = ("paragraph", "list-item")


def find(reading: Reading) -> Iterator[Found]:
    """Reports by nobody ("according to reports"), and what somebody has "citing a source"."""
    told = [(c.start, c.end) for c in reading.document.citations if c.kind == "report"]
    for block in reading.blocks:
        pack = reading.packs[block.language]
        if pack and block.kind in _RUNNING and reading.has_any(pack.checks.hearsay_words):
            for match in _hearsay(pack.code).finditer(reading.text, block.start, block.end):
                if not any(start < match.end() and match.start() < end for start, end in told):
                    yield Found(f"{reading.said(match.span())} does not say whose report it is", (match.span(),))
    for citation in reading.document.citations:
        span = (citation.start, citation.end)
        if citation.entity is not None:
            continue
        if (
            citation.kind == "report"
            and not _says_whose(reading, citation)
            and not _said_by_somebody(reading, citation)
        ):
            yield Found(f"{reading.said(span)} does not say whose report it is", (span,))
        elif citation.kind == "unnamed" and _is_passed_on(reading, citation):
            teller = _teller(reading, citation)
            if teller:
                yield Found(f"{teller} has it from a source that is not named: {reading.said(span)}", (span,))


@lru_cache(maxsize=32)
def _hearsay(code: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load(code).checks.hearsay) or '(?!)'})", re.I)


def _says_whose(reading: Reading, citation: Citation) -> bool:
    """Whether the words right behind tell whose report it is: "reports of the police", "doniesień komendy"."""
    pack = reading.pack_at(citation.start)
    behind = reading.text[citation.end : citation.end + 40].lstrip("\xa0 ")
    return pack is not None and any(re.match(whose, behind) for whose in pack.checks.whose)


def _said_by_somebody(reading: Reading, citation: Citation) -> bool:
    """Whether a statement of the report is a person's own: "According to reports, Ada Berg said ..."."""
    own = [s for s in reading.document.statements if s.id in citation.statements]
    speakers = [reading.entities[s.speaker] for s in own if s.speaker in reading.entities and s.speaker]
    return any(entity.kind == "person" and len(entity.name.split()) > 1 for entity in speakers)


def _is_passed_on(reading: Reading, citation: Citation) -> bool:
    """Whether an unnamed source stands behind words for passing on: "citing", "powołując się na"."""
    pack = reading.pack_at(citation.start)
    words = reading.text[citation.start : citation.end].casefold()
    return pack is not None and any(
        words.startswith(near.casefold()) for relay in pack.provenance.relays if relay.near for near in relay.words
    )


def _teller(reading: Reading, citation: Citation) -> str | None:
    """Who passes it on: whoever a citation or a statement of the same sentence names."""
    start, end = reading.sentence_at(citation.start)
    for other in reading.document.citations:
        if other is not citation and other.entity and start <= other.start < end:
            return reading.name(other.entity)
    for statement in reading.document.statements:
        if statement.source and start <= statement.source[0][0] < end and statement.speaker in reading.entities:
            name = reading.name(statement.speaker)
            if name.removeprefix("the ")[:1].isupper():
                return name
    return None


CHECK = Check(
    name="second-hand-unnamed",
    severity="warning",
    summary="Something is passed on from a report whose own source is not named.",
    example="The Evening Lamp, citing an unnamed source, reported that the harbour would be sold.",
    sound="The Evening Lamp, citing Mayor Ada Berg, reported that the harbour would be sold.",
    find=find,
    of_statements=True,
)
