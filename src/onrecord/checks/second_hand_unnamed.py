"""``second-hand-unnamed``: a report of a report whose first source is not named."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading
from onrecord.document import Citation

_PASSED_ON = ("report", "publication", "interview")


def find(reading: Reading) -> Iterator[Found]:
    """Reports by nobody ("according to reports"), and statements that an outlet has from an unnamed source."""
    citations = reading.document.citations
    passed = [c for c in citations if c.kind in _PASSED_ON and c.entity]
    for citation in citations:
        span = (citation.start, citation.end)
        if citation.kind == "report" and citation.entity is None:
            named = _named(reading, citation)
            if not named:
                yield Found(f"{reading.said(span)} does not say whose report it is", (span,))
        elif citation.kind == "unnamed" and citation.entity is None:
            outlet = next((c for c in passed if _passes_on(reading, c, citation)), None)
            if outlet:
                yield Found(
                    f"{reading.name(outlet.entity)} has it from a source that is not named: {reading.said(span)}",
                    (span, (outlet.start, outlet.end)),
                )


def _named(reading: Reading, citation: Citation) -> bool:
    """Whether the statements of a report have another link that names somebody."""
    own = {s.id: s for s in reading.document.statements if s.id in citation.statements}
    return any(
        s.speaker in reading.entities and reading.entities[s.speaker].kind == "person"
        for s in own.values()
        if s.speaker
    )


def _passes_on(reading: Reading, outlet: Citation, unnamed: Citation) -> bool:
    """Whether an outlet passes on the words of an unnamed source: for one statement, in one block."""
    return bool(set(outlet.statements) & set(unnamed.statements)) and reading.number_at(
        outlet.start
    ) == reading.number_at(unnamed.start)


CHECK = Check(
    name="second-hand-unnamed",
    severity="warning",
    summary="Something is passed on from a report whose own source is not named.",
    example="The Evening Lamp, citing an unnamed source, reported that the harbour would be sold.",
    sound="The Evening Lamp, citing Mayor Ada Berg, reported that the harbour would be sold.",
    find=find,
)
