"""Statements as FollowTheMoney entities (https://followthemoney.tech), one a line.

That model has no word for a statement. One with a known speaker that was made is a ``Message`` from speaker to
addressees; any other (no speaker known, not said, only believed) is a ``Note`` on those it concerns, so that nothing is
said of anybody that the text does not say. An entity known to the record is written once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.document import Entity, Occasion, Statement
from onrecord.exports.exact import ends, exact
from onrecord.exports.extract import Extract, Known
from onrecord.exports.iris import statement_address, web_address, wikidata_iri
from onrecord.exports.jsontext import encoded
from onrecord.exports.reach import Reach

FIELDS = {
    "id": "`onrecord-REF`, `onrecord-REF-s4`, `onrecord-entity-ID`: letters, figures and hyphens, as the model asks",
    "schema": "one of the schemata below",
    "properties": "lists of strings",
    "Article": "a document: `title`, `name`, `publisher`, `publishedAt`, `sourceUrl`, `language`",
    "Person": "a person: `name`, `alias`, `wikidataId`",
    "Organization": "an organisation or an outlet: the same",
    "LegalEntity": "a group: the same",
    "Address": "a place: `full`, `name`, `alias`, `wikidataId`",
    "Message": "a statement: `sender`, `recipients`, `bodyText`, `date`, `language`, `proof` ...",
    "Note": "a statement without a known speaker, one not made, or an attitude: `entity`, `description` ...",
    "Mention": "that an article names somebody: `document`, `resolved`, `name` in each spelling, `detectedSchema`",
    "Documentation": "the roles that an article gives somebody: `document`, `entity`, `role`",
    "Event": "an occasion: `involved`, `location`, `addressEntity`, `startDate`, `endDate`, `proof`",
    "title": "the article's title",
    "name": "the name; of an article its title, of a statement who says it to whom, of an occasion its kind and date",
    "alias": "other spellings in the record",
    "wikidataId": "such as `Q42`",
    "full": "the place's name",
    "publisher": "the outlet",
    "publishedAt": "as exact as it is known; an approximate date is left out",
    "sourceUrl": "the article; of a statement with a text fragment that leads to the words",
    "language": "three letters (ISO 639-3), for the languages that the model knows",
    "detectedLanguage": "the same, of a note",
    "sender": "the speaker",
    "recipients": "the addressees",
    "bodyText": "the words, pieces joined by ` … `",
    "description": "the same, of a note",
    "keywords": "`direct`, `mixed` or `indirect`, then `negated`, `hedged`, `attitude`",
    "date": "when it was said, where that is one year, month or day",
    "startDate": "the first date of an interval, or when an event was",
    "endDate": "its last",
    "proof": "the article",
    "document": "the article",
    "entity": "of a note the article and whose words it is about; of a documentation whose roles they are",
    "resolved": "whom the words name",
    "detectedSchema": "what they are taken for",
    "role": "titles as the text gives them",
    "involved": "who took part",
    "location": "the place's name",
    "addressEntity": "the place",
}
"""The keys, schemata and properties that are written, and what they hold."""

_SCHEMATA = {
    "person": "Person",
    "organization": "Organization",
    "outlet": "Organization",
    "group": "LegalEntity",
    "place": "Address",
}
_UNFIT = re.compile("[^A-Za-z0-9-]|-$")
_NAME, _TEXT, _STRING = 384, 65_000, 1024  # the model's own limits, in characters

# ISO 639-3 for the two-letter codes whose languages the model knows (ISO 639-1 registration authority's table).
_LANGUAGES = {
    "af": "afr", "am": "amh", "ar": "ara", "az": "aze", "be": "bel", "bg": "bul", "bn": "ben", "bs": "bos",
    "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est",
    "fa": "fas", "fi": "fin", "fr": "fra", "ga": "gle", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun",
    "hy": "hye", "id": "ind", "is": "isl", "it": "ita", "ja": "jpn", "ka": "kat", "kk": "kaz", "km": "khm",
    "kn": "kan", "ko": "kor", "ky": "kir", "lb": "ltz", "lo": "lao", "lt": "lit", "lv": "lav", "mk": "mkd",
    "mn": "mon", "ms": "msa", "mt": "mlt", "my": "mya", "nb": "nor", "ne": "nep", "nl": "nld", "nn": "nor",
    "no": "nor", "pl": "pol", "ps": "pus", "pt": "por", "ro": "ron", "ru": "rus", "si": "sin", "sk": "slk",
    "sl": "slv", "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam", "tg": "tgk", "th": "tha",
    "tk": "tuk", "tl": "tgl", "tr": "tur", "uk": "ukr", "ur": "urd", "uz": "uzb", "vi": "vie", "zh": "zho",
}

Row = dict[str, Any]
Properties = dict[str, list[str | None]]


def write(extracts: Iterable[Extract]) -> Iterator[bytes]:
    """JSON Lines, an entity a line; whatever a line refers to stands before it or in the same document's lines."""
    written: set[str] = set()
    for extract in extracts:
        for row in _rows(extract, written):
            yield encoded(row) + b"\n"


def _rows(extract: Extract, written: set[str]) -> Iterator[Row]:
    reach = Reach(extract)
    yield _article(extract)
    for id_ in reach.entities():
        known, entity = reach.known(id_), reach.entity(id_)
        if known is None or entity is None:
            continue
        if known.id not in written or id_ not in extract.known:
            if id_ in extract.known:
                written.add(known.id)
            yield _entity(extract, id_, known)
        yield from _mentioned(extract, entity, known)
    yield from (_event(extract, reach, occasion) for occasion in reach.occasions())
    yield from (_statement(extract, reach, statement) for statement in reach.statements)


def _id(*parts: str) -> str:
    """An id as the model asks: letters, figures, hyphens, none of these last."""
    return "-".join(("onrecord", *(_UNFIT.sub(lambda found: f"-{ord(found[0]):x}", part) for part in parts)))


def _entity_id(extract: Extract, entity: str) -> str:
    known = extract.known.get(entity)
    return _id("entity", known.id) if known else _id(extract.ref, entity)


def _row(id_: str, schema: str, properties: Properties) -> Row:
    """An entity; values are on one line and whatever is empty is left out."""
    held = {
        name: list(dict.fromkeys(value for value in values if value)) for name, values in properties.items()
    }
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in held.items() if values}}


def _line(words: str | None, most: int) -> str | None:
    return " ".join(words.split())[:most] if words else None


def _language(language: str | None) -> str | None:
    return _LANGUAGES.get((language or "").partition("-")[0].lower())


def _article(extract: Extract) -> Row:
    document = extract.document
    title = _line(document.title or document.id, _NAME)
    properties: Properties = {
        "title": [_line(document.title, _STRING)],
        "name": [title],
        "publisher": [_line(document.outlet, _STRING)],
        "publishedAt": [exact(document.published)],
        "sourceUrl": [web_address(extract)],
        "language": [_language(document.language)],
    }
    return _row(_id(extract.ref), "Article", properties)


def _entity(extract: Extract, id_: str, known: Known) -> Row:
    schema = _SCHEMATA[known.kind]
    names = [_line(name, _NAME) for name in known.names if name != known.name]
    properties: Properties = {
        "name": [_line(known.name, _NAME)],
        "full": [_line(known.name, 250) if schema == "Address" else None],
        "alias": names,
        "wikidataId": [known.wikidata if wikidata_iri(known.wikidata) else None],
    }
    return _row(_entity_id(extract, id_), schema, properties)


def _mentioned(extract: Extract, entity: Entity, known: Known) -> Iterator[Row]:
    """That the article names them, and the roles it gives them."""
    article, id_, schema = _id(extract.ref), _entity_id(extract, entity.id), _SCHEMATA[known.kind]
    if schema == "Address":
        return
    bases = [_line(mention.base, _NAME) for mention in entity.mentions if mention.why == "name"]
    properties: Properties = {
        "document": [article],
        "resolved": [id_],
        "name": [_line(entity.name, _NAME), *bases],
        "detectedSchema": [schema],
    }
    yield _row(_id(extract.ref, entity.id, "mention"), "Mention", properties)
    roles = [_line(role.title, _STRING) for role in entity.roles]
    if any(roles):
        held: Properties = {"document": [article], "entity": [id_], "role": roles}
        yield _row(_id(extract.ref, entity.id, "roles"), "Documentation", held)


def _acting(extract: Extract, reach: Reach, entities: Iterable[str]) -> list[str | None]:
    """The ids of those who can send, receive and take part: not places."""
    return [
        _entity_id(extract, id_)
        for id_ in entities
        if (known := reach.known(id_)) and _SCHEMATA[known.kind] != "Address"
    ]


def _event(extract: Extract, reach: Reach, occasion: Occasion) -> Row:
    start, end = ends(occasion.date)
    place = reach.known(occasion.place)
    is_place = place is not None and place.kind == "place"
    name = ", ".join(part for part in (occasion.kind, occasion.date, place.name if place else None) if part)
    properties: Properties = {
        "name": [_line(name, _NAME)],
        "involved": _acting(extract, reach, reach.participants(occasion)),
        "location": [_line(place.name, 250) if place else None],
        "addressEntity": [_entity_id(extract, occasion.place) if is_place and occasion.place else None],
        "startDate": [start],
        "endDate": [end],
        "proof": [_id(extract.ref)],
    }
    return _row(_id(extract.ref, occasion.id), "Event", properties)


def _statement(extract: Extract, reach: Reach, statement: Statement) -> Row:
    speaker = reach.speaker(statement)
    senders = _acting(extract, reach, [speaker] if speaker else [])
    flags = {"negated": statement.negated, "hedged": statement.hedged, "attitude": statement.attitude}
    words = extract.document.words(statement.content)[:_TEXT]
    said = senders and words and not statement.negated and not statement.attitude
    start, end = ends(statement.date)
    properties: Properties = {
        "name": [_line(reach.told(statement), _NAME)],
        "keywords": [statement.kind, *(flag for flag, holds in flags.items() if holds)],
        "publisher": [_line(extract.document.outlet, _STRING)],
        "sourceUrl": [statement_address(extract, statement)],
        "proof": [_id(extract.ref)],
    }
    id_, language = _id(extract.ref, statement.id), _language(reach.language(statement))
    if not said:
        concerned = _entity_id(extract, speaker) if speaker else None
        note: Properties = {"entity": [_id(extract.ref), concerned], "description": [words]}
        return _row(id_, "Note", {**properties, **note, "detectedLanguage": [language]})
    message: Properties = {
        "sender": senders,
        "recipients": _acting(extract, reach, reach.addressees(statement)),
        "bodyText": [words],
        "language": [language],
        "date": [exact(statement.date)],
        "startDate": [start if end else None],
        "endDate": [end],
    }
    return _row(id_, "Message", {**properties, **message})
