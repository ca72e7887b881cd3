"""Statements as W3C Web Annotations (https://www.w3.org/TR/annotation-model/): one collection with one page.

Each piece of a content is a target with two selectors for the same words: by quotation, which finds them on a page,
and by position in code points of the text as it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.document import Span, Statement
from onrecord.exports.extract import Extract
from onrecord.exports.iris import document_iri, entity_iri, part_iri, web_address
from onrecord.exports.jsontext import encoded, without_empty
from onrecord.exports.reach import Reach

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters of text given before and after a quotation, as many as the standard's own examples need."""

FIELDS = {
    "@context": "the standard's context",
    "id": "of an annotation `urn:onrecord:REF#s4`; of a target's source the article's address, else `urn:onrecord:REF`",
    "type": "`AnnotationCollection`, `AnnotationPage`, `Annotation` and so on",
    "label": "what the collection is",
    "total": "how many annotations there are; it stands at the end, since they are counted as they are written",
    "first": "the one page",
    "partOf": "the collection",
    "startIndex": "0",
    "items": "the annotations",
    "motivation": "`describing`",
    "generator": "the engine and version that read the text",
    "name": "of the engine, of whoever speaks or is spoken to",
    "body": "who said it to whom in words; kind and marks as tags; the act with its speaker and addressees",
    "purpose": "`describing` for the words, `tagging` for a tag",
    "format": "`text/plain`",
    "value": "the words or the tag",
    "schema:agent": "who speaks, by the IRI that the JSON-LD export uses",
    "schema:recipient": "whom they speak to",
    "target": "each piece of the content",
    "source": "the text: its id, its language, and its format where it is not on the web",
    "language": "BCP 47",
    "selector": "two for the same words, either will do",
    "exact": "the words themselves, unchanged",
    "prefix": "up to 32 characters before them",
    "suffix": "up to 32 characters after them",
    "start": "in code points of the text as it was read, from 0",
    "end": "the code point after the last",
}
"""The keys that are written, and what they hold."""

_ID = "urn:onrecord:export:annotations"
_TYPES = {"person": "Person", "place": "schema:Place"}

Body = dict[str, Any]


def write(extracts: Iterable[Extract]) -> Iterator[bytes]:
    """An ``AnnotationCollection`` with its page, an annotation a line."""
    head = {"@context": CONTEXT, "id": _ID, "type": "AnnotationCollection", "label": "Statements"}
    page = {"id": f"{_ID}:1", "type": "AnnotationPage", "partOf": _ID, "startIndex": 0}
    yield encoded(head)[:-1] + b',\n"first":' + encoded(page)[:-1] + b',"items":['
    total = 0
    for extract in extracts:
        reach = Reach(extract)
        for statement in reach.statements:
            yield (b",\n" if total else b"\n") + encoded(_annotation(extract, reach, statement))
            total += 1
    yield f'\n]}},\n"total":{total}}}\n'.encode()


def _annotation(extract: Extract, reach: Reach, statement: Statement) -> Body:
    flags = {"negated": statement.negated, "hedged": statement.hedged, "attitude": statement.attitude}
    tags = [statement.kind, *(flag for flag, holds in flags.items() if holds)]
    return {
        "id": part_iri(extract, statement.id),
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"type": "Software", "name": extract.document.reader},
        "body": [
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "value": reach.told(statement),
            },
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags),
            _act(extract, reach, statement),
        ],
        "target": [_target(extract, reach, statement, span) for span in statement.content],
    }


def _act(extract: Extract, reach: Reach, statement: Statement) -> Body:
    """The statement as the JSON-LD export knows it."""
    speaker = reach.speaker(statement)
    return without_empty(
        {
            "id": part_iri(extract, statement.id) + "-act",
            "type": "schema:AssessAction" if statement.attitude else "schema:CommunicateAction",
            "schema:agent": _who(extract, reach, speaker) if speaker else None,
            "schema:recipient": [_who(extract, reach, entity) for entity in reach.addressees(statement)],
        }
    )


def _who(extract: Extract, reach: Reach, entity: str) -> Body:
    known = reach.known(entity)
    assert known is not None
    kind = _TYPES.get(known.kind, "Organization")
    return {"id": entity_iri(extract, entity), "type": kind, "name": known.name}


def _target(extract: Extract, reach: Reach, statement: Statement, span: Span) -> Body:
    text, (start, end) = extract.document.text, span
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    page = web_address(extract)
    source = {
        "id": page or document_iri(extract),
        "type": "Text",
        "format": None if page else "text/plain",
        "language": reach.language(statement),
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {"type": "SpecificResource", "source": without_empty(source), "selector": [quote, position]}
