"""Statements as one JSON-LD document in schema.org's vocabulary (https://schema.org, version 30).

A statement is a ``CommunicateAction`` whose ``result`` is a ``Quotation``, as a ``ReplyAction``'s result is a comment.
A belief or hope is an ``AssessAction``. What was *not* said is an action that failed. Nodes that were told before are
told again only by what is new of them, which JSON-LD joins by their ``@id``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.document import Link, Occasion, Statement
from onrecord.exports.exact import ends, exact
from onrecord.exports.extract import Extract
from onrecord.exports.iris import (
    address,
    document_iri,
    entity_iri,
    part_iri,
    statement_address,
    web_address,
    wikidata_iri,
)
from onrecord.exports.jsontext import encoded, without_empty
from onrecord.exports.reach import Reach

Node = dict[str, Any]

FIELDS = {
    "CommunicateAction": "a statement as an act; its `@id` is the quotation's with `-act`",
    "AssessAction": "a belief, hope or intention, which is no utterance",
    "actionStatus": "`CompletedActionStatus`; for what was *not* said `FailedActionStatus`",
    "agent": "who speaks, where known",
    "recipient": "whom they speak to",
    "about": "whom and what the content mentions",
    "location": "the place of the occasion",
    "result": "the quotation",
    "Quotation": "the content; its `@id` is `urn:onrecord:REF#s4`",
    "text": "the words, pieces joined by ` … `; an indirect statement's are the reporter's",
    "spokenByCharacter": "to whom the article attributes the words; not for what was not said",
    "keywords": "`direct`, `mixed` or `indirect`, then `negated`, `hedged`, `attitude`; of an event its kind",
    "dateCreated": "when it was said, where that is one year, month or day",
    "isPartOf": "the article, and the statement inside whose content this one stands",
    "isBasedOn": "the sources it came through: each its words, who published or wrote it, its date",
    "recordedAt": "the occasion",
    "inLanguage": "BCP 47",
    "url": "the article; of a quotation with a text fragment that leads to the words",
    "NewsArticle": "the document; its `@id` is `urn:onrecord:REF`",
    "headline": "its title",
    "publisher": "its outlet; of a source the organisation behind it",
    "datePublished": "as exact as it is known; a date that is not one year, month or day is left out",
    "identifier": "SHA-256 of the text that was read, as `propertyID` and `value`",
    "Event": "an occasion; posts and publications are a `PublicationEvent`",
    "PublicationEvent": "a post or a publication",
    "startDate": "when it was, or began; what is approximate is left out",
    "endDate": "when it ended, where its date is an interval",
    "attendee": "who took part",
    "Person": "whoever it is over all documents of the record, `urn:onrecord:entity:ID`",
    "Organization": "an organisation, a group, an outlet; a place that speaks is one besides",
    "Place": "a place",
    "CreativeWork": "a source",
    "PropertyValue": "the checksum",
    "name": "the chosen name; of a source its words",
    "alternateName": "other spellings in the record",
    "jobTitle": "a person's roles as the articles give them",
    "author": "of a source, the person behind it",
    "propertyID": "`sha256`",
    "value": "the checksum",
    "sameAs": "Wikidata's IRI",
}
"""The types and properties that are written, and what they hold."""

CONTEXT: Node = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in ("url", "sameAs")},
    **{name: {"@type": "Date"} for name in ("dateCreated", "datePublished", "startDate", "endDate")},
    "actionStatus": {"@type": "@vocab"},
}
"""What the names mean, told in the file itself: nothing has to be fetched to read it."""

_TYPES = {"person": "Person", "place": "Place"}
_EVENTS = {"post": "PublicationEvent", "publication": "PublicationEvent"}


def write(extracts: Iterable[Extract]) -> Iterator[bytes]:
    """One JSON-LD document with an ``@graph``, a node a line."""
    yield b'{"@context": ' + encoded(CONTEXT) + b',\n"@graph": ['
    told: set[tuple[str, bool]] = set()
    between = b"\n"
    for extract in extracts:
        for node in _nodes(extract, told):
            yield between + encoded(node)
            between = b",\n"
    yield b"\n]}\n"


def _nodes(extract: Extract, told: set[tuple[str, bool]]) -> Iterator[Node]:
    reach = Reach(extract)
    yield _article(extract)
    acting = _acting(reach)
    for entity in reach.entities():
        yield from _entity(extract, reach, entity, entity in acting, told)
    yield from (_event(extract, reach, occasion) for occasion in reach.occasions())
    cited = {link.citation for statement in reach.statements for link in statement.via if link.citation}
    yield from (_source(extract, reach, citation) for citation in sorted(cited) if reach.citation(citation))
    yield from (_act(extract, reach, statement) for statement in reach.statements)


def _acting(reach: Reach) -> set[str]:
    """Those who do something that only people and organisations do: a place may speak for its government."""
    acting = {statement.speaker for statement in reach.statements if statement.speaker}
    acting.update(id_ for statement in reach.statements for id_ in reach.addressees(statement))
    acting.update(id_ for occasion in reach.occasions() for id_ in reach.participants(occasion))
    for statement in reach.statements:
        acting.update(reach.via(statement))
        citations = (reach.citation(link.citation) for link in statement.via)
        acting.update(citation.entity for citation in citations if citation and citation.entity)
    return acting


def _ids(extract: Extract, entities: Iterable[str]) -> list[Node]:
    return [{"@id": iri} for iri in dict.fromkeys(entity_iri(extract, entity) for entity in entities)]


def _article(extract: Extract) -> Node:
    document = extract.document
    checksum = {"@type": "PropertyValue", "propertyID": "sha256", "value": extract.sha256}
    return without_empty(
        {
            "@id": document_iri(extract),
            "@type": "NewsArticle",
            "headline": document.title,
            "url": web_address(extract),
            "datePublished": exact(document.published),
            "publisher": {"@type": "Organization", "name": document.outlet} if document.outlet else None,
            "inLanguage": document.language,
            "identifier": checksum if extract.sha256 else None,
        }
    )


def _entity(
    extract: Extract, reach: Reach, entity: str, acting: bool, told: set[tuple[str, bool]]
) -> Iterator[Node]:
    """Who it is, the first time; afterwards the roles that this document gives them."""
    known, iri = reach.known(entity), entity_iri(extract, entity)
    found = reach.entity(entity)
    if known is None or found is None:
        return
    kind = _TYPES.get(known.kind, "Organization")
    also = kind == "Place" and acting
    node: Node = {"@id": iri, "@type": [kind, "Organization"] if also else kind}
    first = (iri, also) not in told
    if first:
        if entity in extract.known:
            told.add((iri, also))
        node |= {
            "name": known.name,
            "alternateName": [name for name in known.names if name != known.name],
            "sameAs": wikidata_iri(known.wikidata),
        }
    roles = list(dict.fromkeys(" ".join(role.title.split()) for role in found.roles)) if kind == "Person" else []
    if first or roles:
        yield without_empty({**node, "jobTitle": roles})


def _event(extract: Extract, reach: Reach, occasion: Occasion) -> Node:
    start, end = ends(occasion.date)
    return without_empty(
        {
            "@id": part_iri(extract, occasion.id),
            "@type": _EVENTS.get(occasion.kind, "Event"),
            "keywords": occasion.kind,
            "startDate": start,
            "endDate": end,
            "location": _place(extract, reach, occasion),
            "attendee": _ids(extract, reach.participants(occasion)),
        }
    )


def _place(extract: Extract, reach: Reach, occasion: Occasion | None) -> Node | None:
    known = reach.known(occasion.place) if occasion else None
    if occasion is None or occasion.place is None or known is None or known.kind != "place":
        return None
    return {"@id": entity_iri(extract, occasion.place)}


def _source(extract: Extract, reach: Reach, citation_id: str) -> Node:
    """What a citation names as a work of its own."""
    citation = reach.citation(citation_id)
    assert citation is not None
    words = citation.canonical or " ".join(extract.document.text[citation.start : citation.end].split())
    node = {
        "@id": part_iri(extract, citation.id),
        "@type": "CreativeWork",
        "name": words,
        "datePublished": exact(citation.date),
        "url": address(citation.target),
    }
    return without_empty({**node, **_behind(extract, reach, citation.entity)})


def _behind(extract: Extract, reach: Reach, entity: str | None) -> Node:
    """Who published a source, or, if a person, wrote it."""
    known = reach.known(entity)
    if known is None or entity is None:
        return {}
    return {"author" if known.kind == "person" else "publisher": {"@id": entity_iri(extract, entity)}}


def _link(extract: Extract, reach: Reach, link: Link) -> Node | None:
    """A link of the source chain: the work that its citation is, else a work of whoever it names."""
    if reach.citation(link.citation):
        return {"@id": part_iri(extract, link.citation or "")}
    behind = _behind(extract, reach, link.entity)
    return {"@type": "CreativeWork", **behind} if behind else None


def _act(extract: Extract, reach: Reach, statement: Statement) -> Node:
    communicates = not statement.attitude
    speaker = reach.speaker(statement)
    return without_empty(
        {
            "@id": part_iri(extract, statement.id) + "-act",
            "@type": "CommunicateAction" if communicates else "AssessAction",
            "actionStatus": "FailedActionStatus" if statement.negated else "CompletedActionStatus",
            "agent": _ids(extract, [speaker] if speaker else []),
            "recipient": _ids(extract, reach.addressees(statement)) if communicates else None,
            "about": _ids(extract, reach.about(statement)) if communicates else None,
            "inLanguage": reach.language(statement) if communicates else None,
            "location": _place(extract, reach, reach.occasion(statement)),
            "result": _quotation(extract, reach, statement),
        }
    )


def _quotation(extract: Extract, reach: Reach, statement: Statement) -> Node:
    speaker, occasion = reach.speaker(statement), reach.occasion(statement)
    flags = {"negated": statement.negated, "hedged": statement.hedged, "attitude": statement.attitude}
    parent = statement.parent if statement.parent in reach.chosen else None
    spoken = [speaker] if speaker and not statement.negated else []
    return without_empty(
        {
            "@id": part_iri(extract, statement.id),
            "@type": "Quotation",
            "text": extract.document.words(statement.content),
            "inLanguage": reach.language(statement),
            "spokenByCharacter": _ids(extract, spoken),
            "about": _ids(extract, reach.about(statement)),
            "keywords": [statement.kind, *(flag for flag, holds in flags.items() if holds)],
            "dateCreated": exact(statement.date),
            "url": statement_address(extract, statement),
            "recordedAt": {"@id": part_iri(extract, occasion.id)} if occasion else None,
            "isBasedOn": [link for link in (_link(extract, reach, link) for link in statement.via) if link],
            "isPartOf": [
                {"@id": document_iri(extract)},
                *([{"@id": part_iri(extract, parent)}] if parent else []),
            ],
        }
    )
