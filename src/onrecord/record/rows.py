"""The rows of a document in the tables that are there to be asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from onrecord.document import Document, Span, Statement
from onrecord.exports.marked import UNSURE
from onrecord.occasions.edtf import days_of
from onrecord.record.folding import fold
from onrecord.record.joining.appearances import NAMED
from onrecord.telling import block_of

Row = dict[str, Any]

_SEQUENCE_BITS = 41
REJECTED = "rejected"
WAITING = "fwaiting"
"""The facet of statements of little confidence that nobody decided about."""
"""The verdict on a statement that is none: it stays in the table and is not found by a search."""


def day_of(edtf: str | None) -> date | None:
    """The first day that a date covers."""
    days = days_of(edtf)
    return days[0] if days else None


def first_id(day: date | None) -> int:
    """The lowest id that a statement of a day may have; undated ones come before all others."""
    return (day.toordinal() if day else 0) << _SEQUENCE_BITS


def appearances(document: Document) -> Iterator[Row]:
    """Who and what appears in the document; whom the record knows them as is still to be said."""
    for entity in document.entities:
        yield {"label": entity.id, "kind": entity.kind, "name": entity.name, "wikidata": entity.wikidata}


def mentions(document: Document) -> Iterator[Row]:
    """The words that name them."""
    for entity in document.entities:
        for mention in {(mention.start, mention.end): mention for mention in entity.mentions}.values():
            yield {
                "start": mention.start, "end": mention.end, "label": entity.id, "base": mention.base,
                "language": mention.language, "named": mention.why in NAMED,
            }  # fmt: skip


def roles(document: Document) -> Iterator[Row]:
    """The roles they bear."""
    for entity in document.entities:
        for role in {(role.start, role.end, role.title): role for role in entity.roles}.values():
            yield {
                "label": entity.id, "start": role.start, "end": role.end, "title": role.title,
                "organization": role.organization, "date": role.date,
            }  # fmt: skip


def occasions(document: Document) -> Iterator[Row]:
    """The occasions told of."""
    for occasion in document.occasions:
        yield {"label": occasion.id, "kind": occasion.kind, "date": occasion.date, "place": occasion.place}


def participants(document: Document) -> Iterator[Row]:
    """Who took part in them."""
    for occasion in document.occasions:
        for label in dict.fromkeys(occasion.participants):
            yield {"occasion": occasion.id, "appearance": label}


def citations(document: Document) -> Iterator[Row]:
    """The links of source chains."""
    for citation in document.citations:
        yield {
            "label": citation.id, "kind": citation.kind, "appearance": citation.entity, "date": citation.date,
            "canonical": citation.canonical, "target": citation.target, "start": citation.start, "end": citation.end,
        }  # fmt: skip


def findings(document: Document, verdicts: Mapping[int, str]) -> Iterator[Row]:
    """What an editor should look at; ``verdicts`` are people's, by the findings' numbers."""
    for number, finding in enumerate(document.findings):
        start, end = finding.spans[0] if finding.spans else (None, None)
        yield {
            "number": number, "check": finding.check, "severity": finding.severity, "message": finding.message,
            "start": start, "end": end, "verdict": verdicts.get(number),
        }  # fmt: skip


def addressees(document: Document) -> Iterator[Row]:
    """Whom each statement is spoken to."""
    for statement in document.statements:
        for label in dict.fromkeys(statement.addressees):
            yield {"statement": statement.id, "appearance": label}


def statements(
    document: Document, document_id: int, entities: Mapping[str, int], verdicts: Mapping[str, str], sequence: int
) -> Iterator[Row]:
    """The statements; ``entities`` are whom the record knows by their labels, ``sequence`` is the first free number."""
    published = day_of(document.published)
    found = facets(document, document_id, entities, verdicts)
    for number, (statement, of_statement) in enumerate(zip(document.statements, found, strict=True), sequence):
        day = day_of(statement.date) or published
        block = block_of(document, statement)
        yield {
            "id": first_id(day) + number,
            "document_id": document_id,
            "label": statement.id,
            "kind": statement.kind,
            "speaker": statement.speaker,
            "speaker_id": entities.get(statement.speaker or ""),
            "occasion": statement.occasion,
            "date": statement.date,
            "day": day.isoformat() if day else None,
            "language": block.language if block else None,
            "start": min((start for start, _ in statement.content), default=0),
            "end": max((end for _, end in statement.content), default=0),
            "content": document.words(statement.content),
            "source": document.words(statement.source) or None,
            "cue": document.words(statement.cue) or None,
            "addressee": document.words(statement.addressee) or None,
            "parent": statement.parent,
            "negated": statement.negated,
            "hedged": statement.hedged,
            "attitude": statement.attitude,
            "confidence": statement.confidence,
            "why": statement.why,
            "verdict": verdicts.get(statement.id),
            "facets": of_statement,
        }


def facets(
    document: Document, document_id: int, entities: Mapping[str, int], verdicts: Mapping[str, str]
) -> Iterator[str | None]:
    """The facets of the statements in their order: who speaks to whom about whom, where, in which outlet and language.

    ``entities`` are whom the record knows by their labels, ``verdicts`` people's on the statements; a rejected one has
    no facets.
    """
    occasions = {occasion.id: occasion for occasion in document.occasions}
    mentioned = sorted(
        (mention.start, mention.end, entity.id) for entity in document.entities for mention in entity.mentions
    )
    for statement in document.statements:
        verdict = verdicts.get(statement.id)
        if verdict == REJECTED:
            yield None
            continue
        occasion = occasions.get(statement.occasion or "")
        of_entities: dict[str, Iterable[str | None]] = {
            "s": [statement.speaker],
            "a": statement.addressees,
            "m": _within(mentioned, statement.content),
            "v": [link.entity for link in statement.via],
            "p": [occasion.place] if occasion else [],
        }
        found = [
            f"{letter}{entities[label]}"
            for letter, labels in of_entities.items()
            for label in labels
            if label and label in entities
        ]
        judged = [f"f{verdict}"] if verdict else [WAITING] if statement.confidence < UNSURE else []
        yield " ".join(dict.fromkeys([*found, *_told(document, document_id, statement), *judged]))


def _told(document: Document, document_id: int, statement: Statement) -> Iterator[str]:
    yield f"d{document_id}"
    yield f"k{statement.kind}"
    if statement.occasion:
        yield f"o{document_id}x{facet_word(statement.occasion)}"
    if outlet := facet_word(document.outlet or ""):
        yield f"u{outlet}"
    block = block_of(document, statement)
    if block and (language := language_word(block.language)):
        yield f"l{language}"
    for flag in ("negated", "hedged", "attitude"):
        if getattr(statement, flag):
            yield f"f{flag}"


def facet_word(name: str) -> str:
    """A name as it stands in a facet: folded, without spaces."""
    return fold(name).replace(" ", "")


def language_word(tag: str | None) -> str:
    """A language (BCP 47) as it stands in a facet: without script and region."""
    return facet_word((tag or "").split("-")[0])


def _within(mentioned: list[tuple[int, int, str]], spans: tuple[Span, ...]) -> list[str]:
    """The labels of those who are mentioned inside some spans."""
    found = []
    for start, end in spans:
        at = bisect_left(mentioned, (start, 0, ""))
        while at < len(mentioned) and mentioned[at][0] < end:
            if mentioned[at][1] <= end:
                found.append(mentioned[at][2])
            at += 1
    return found
