"""Documents as a TEI P5 corpus (https://tei-c.org/release/doc/tei-p5-doc/en/html/): a ``TEI`` for each text.

The text stands in the body character for character; the contents of the statements are ``said``. A content in several
pieces, or one that crosses a block or another content, is several elements tied by ``next`` and ``prev``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.document import Entity, Occasion, OccasionKind
from onrecord.exports.exact import ends, exact
from onrecord.exports.extract import Extract
from onrecord.exports.iris import document_iri, entity_iri, web_address, wikidata_iri
from onrecord.exports.reach import Reach
from onrecord.exports.teibody import Said, body, said_ids
from onrecord.exports.xmltext import attributes, escaped, xml_id

FIELDS = {
    "teiCorpus": "all texts",
    "TEI": "a text; `xml:id` is `d.REF`, `n` its permanent name `urn:onrecord:REF`",
    "category": "what `ana` points at: `direct`, `mixed`, `indirect`, `negated`, `hedged`, `attitude`",
    "bibl": "where the text is from: `title`, `publisher`, `date`, `ptr` with the address, `idno`",
    "idno": "the key in the record, SHA-256 of the text, a Wikidata IRI; `type` says which",
    "date": "the date as EDTF; `when`, `from` and `to` where it is exact",
    "person": "a person, in `listPerson`; `corresp` is who it is over all documents, `urn:onrecord:entity:ID`",
    "personGrp": "a group",
    "org": "an organisation or an outlet, in `listOrg`",
    "place": "a place, in `listPlace`",
    "persName": "the chosen name and, with `type=\"variant\"`, other spellings; `orgName`, `placeName` likewise",
    "occupation": "a role that the text gives a person",
    "event": "an occasion, in `listEvent` of `standOff`: `type` its kind, `where` its place, who was there in `desc`",
    "application": "the engine and version that read the text",
    "language": "the text's main language",
    "p": "a paragraph, with `xml:lang`",
    "ab": "another block; `type` is its kind: `title`, `heading`, `caption` and so on, none for text in no block",
    "said": "the content of a statement, or a part of it; `xml:id` is `d.REF.s4`, of further parts `d.REF.s4.2` ...",
    "who": "the speaker",
    "toWhom": "the addressees",
    "direct": "`true` for `direct` statements, else `false`",
    "aloud": "`true` at meetings and the like, `false` if written or believed, `inapplicable` for what was not said",
    "ana": "its kind and marks",
    "cert": "the share of such findings that are right, 0 to 1",
    "corresp": "of a `said` its occasion",
    "next": "the next part of the same content",
    "prev": "the part before",
}
"""The elements and attributes that are written, and what they hold."""

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader>
<fileDesc>
<titleStmt><title>Statements and the texts they stand in</title></titleStmt>
<publicationStmt><p>Exported from a record of statements.</p></publicationStmt>
<sourceDesc><p>Each text names its own source.</p></sourceDesc>
</fileDesc>
<encodingDesc>
<classDecl>
<taxonomy xml:id="statement">
<category xml:id="direct"><catDesc>all of the content is quoted</catDesc></category>
<category xml:id="mixed"><catDesc>a part of the content is quoted</catDesc></category>
<category xml:id="indirect"><catDesc>none of the content is quoted</catDesc></category>
<category xml:id="negated"><catDesc>the text says that it was not said</catDesc></category>
<category xml:id="hedged"><catDesc>the reporter keeps a distance</catDesc></category>
<category xml:id="attitude"><catDesc>a belief, hope or intention, no utterance</catDesc></category>
</taxonomy>
</classDecl>
</encodingDesc>
</teiHeader>
"""
_SPOKEN: frozenset[OccasionKind] = frozenset(
    {"meeting", "speech", "interview", "press-conference", "ceremony", "call", "hearing"}
)
_WRITTEN: frozenset[OccasionKind] = frozenset({"post", "publication"})
_TAGS = {"person": ("person", "persName"), "group": ("personGrp", "persName"), "place": ("place", "placeName")}


def write(extracts: Iterable[Extract]) -> Iterator[bytes]:
    """One ``teiCorpus``, a text at a time."""
    yield _HEAD.encode()
    for extract in extracts:
        yield "".join(_text(extract)).encode("utf-8")
    yield b"</teiCorpus>\n"


def _text(extract: Extract) -> Iterator[str]:
    reach, document = Reach(extract), extract.document
    prefix = f"d.{xml_id(extract.ref)}"
    entities = [(id_, found) for id_ in reach.entities() if (found := reach.entity(id_))]
    yield f"<TEI{attributes({'xml:id': prefix, 'n': document_iri(extract)})}>\n<teiHeader>\n<fileDesc>\n"
    yield f"<titleStmt><title>{escaped(document.title or document.id)}</title></titleStmt>\n"
    yield "<publicationStmt><p>Exported from a record of statements.</p></publicationStmt>\n"
    yield f"<sourceDesc>{_source(extract)}</sourceDesc>\n</fileDesc>\n"
    yield f"<encodingDesc><appInfo>{_reader(document.reader)}</appInfo></encodingDesc>\n"
    yield "".join(_profile(extract, reach, prefix, entities))
    yield "</teiHeader>\n"
    yield "".join(_events(reach, prefix))
    yield f"<text><body>{body(document, _said(reach, prefix))}</body></text>\n</TEI>\n"


def _source(extract: Extract) -> str:
    document = extract.document
    held = [f'<title level="a">{escaped(document.title)}</title>' if document.title else ""]
    held.append(f"<publisher>{escaped(document.outlet)}</publisher>" if document.outlet else "")
    if document.published:
        held.append(f"<date{attributes(_when(document.published))}>{escaped(document.published)}</date>")
    page = web_address(extract)
    held.append(f"<ptr{attributes({'target': page})}/>" if page else "")
    held.append(f'<idno type="key">{escaped(extract.key)}</idno>' if extract.key else "")
    held.append(f'<idno type="sha256">{escaped(extract.sha256)}</idno>' if extract.sha256 else "")
    return f"<bibl>{''.join(held)}</bibl>"


def _when(edtf: str | None) -> dict[str, str | None]:
    start, end = ends(edtf)
    return {"when": start} if exact(edtf) else {"from": start, "to": end}


def _reader(reader: str) -> str:
    engine, _, version = reader.partition("/")
    figures = re.match(r"[0-9]+(?:\.[0-9]+){0,3}", version)
    named = attributes({"ident": f"onrecord.{xml_id(engine)}", "version": figures[0] if figures else "0"})
    return f"<application{named}><label>{escaped(reader)}</label></application>"


def _profile(
    extract: Extract, reach: Reach, prefix: str, entities: Sequence[tuple[str, Entity]]
) -> Iterator[str]:
    """The languages, those who speak and are spoken to or of, and the places."""
    language = extract.document.language
    lists: dict[str, list[str]] = {"listPerson": [], "listOrg": [], "listPlace": []}
    for id_, entity in entities:
        tag, name = _TAGS.get(_kind(reach, id_), ("org", "orgName"))
        in_list = {"org": "listOrg", "place": "listPlace"}.get(tag, "listPerson")
        lists[in_list].append("".join(_entity(extract, reach, prefix, id_, entity, tag, name)))
    people = "".join(f"<{name}>\n{''.join(lists[name])}</{name}>" for name in ("listPerson", "listOrg") if lists[name])
    places = "".join(lists["listPlace"])
    if not (language or people or places):
        return
    yield "<profileDesc>\n"
    if language:
        yield f"<langUsage><language{attributes({'ident': language})}>{escaped(language)}</language></langUsage>\n"
    yield f"<particDesc>{people}</particDesc>\n" if people else ""
    yield f"<settingDesc><listPlace>\n{places}</listPlace></settingDesc>\n" if places else ""
    yield "</profileDesc>\n"


def _kind(reach: Reach, entity: str) -> str:
    known = reach.known(entity)
    return known.kind if known else ""


def _entity(
    extract: Extract, reach: Reach, prefix: str, id_: str, entity: Entity, tag: str, name: str
) -> Iterator[str]:
    known = reach.known(id_)
    assert known is not None
    joined = entity_iri(extract, id_) if id_ in extract.known else None
    yield f"<{tag}{attributes({'xml:id': f'{prefix}.{xml_id(id_)}', 'corresp': joined})}>"
    yield f"<{name}>{escaped(known.name)}</{name}>"
    yield from (f'<{name} type="variant">{escaped(other)}</{name}>' for other in known.names if other != known.name)
    if tag in ("person", "personGrp"):
        roles = dict.fromkeys(" ".join(role.title.split()) for role in entity.roles)
        yield from (f"<occupation>{escaped(role)}</occupation>" for role in roles)
    wikidata = wikidata_iri(known.wikidata)
    yield f'<idno type="wikidata">{escaped(wikidata)}</idno>' if wikidata else ""
    yield f"</{tag}>\n"


def _events(reach: Reach, prefix: str) -> Iterator[str]:
    occasions = reach.occasions()
    if occasions:
        yield "<standOff><listEvent>\n"
        yield from (_event(reach, prefix, occasion) for occasion in occasions)
        yield "</listEvent></standOff>\n"


def _event(reach: Reach, prefix: str, occasion: Occasion) -> str:
    place = f"#{prefix}.{xml_id(occasion.place)}" if occasion.place and reach.entity(occasion.place) else None
    named = {"xml:id": f"{prefix}.{xml_id(occasion.id)}", "type": occasion.kind, "where": place}
    told = f"<label>{occasion.kind}</label>"
    if occasion.date:
        told += f"<desc><date{attributes(_when(occasion.date))}>{escaped(occasion.date)}</date></desc>"
    there = [
        f"<rs{attributes({'ref': f'#{prefix}.{xml_id(id_)}'})}>{escaped(known.name)}</rs>"
        for id_ in reach.participants(occasion)
        if (known := reach.known(id_))
    ]
    told += f"<desc>{' '.join(there)}</desc>" if there else ""
    return f"<event{attributes({**named, **_when(occasion.date)})}>{told}</event>\n"


def _said(reach: Reach, prefix: str) -> list[Said]:
    """The statements with the attributes that every part of them bears."""
    found = []
    ids = said_ids(prefix, reach.statements)
    for xml, statement in zip(ids, reach.statements, strict=True):
        flags = {"negated": statement.negated, "hedged": statement.hedged, "attitude": statement.attitude}
        speaker, occasion = reach.speaker(statement), reach.occasion(statement)
        aloud = None
        if statement.negated:
            aloud = "inapplicable"
        elif statement.attitude or (occasion and occasion.kind in _WRITTEN):
            aloud = "false"
        elif occasion and occasion.kind in _SPOKEN:
            aloud = "true"
        borne = {
            "who": f"#{prefix}.{xml_id(speaker)}" if speaker else None,
            "toWhom": " ".join(f"#{prefix}.{xml_id(id_)}" for id_ in reach.addressees(statement)) or None,
            "direct": "true" if statement.kind == "direct" else "false",
            "aloud": aloud,
            "ana": " ".join(f"#{mark}" for mark in (statement.kind, *(f for f, holds in flags.items() if holds))),
            "cert": re.sub(r"\.0$", "", str(round(min(1.0, max(0.0, statement.confidence)), 4))),
            "corresp": f"#{prefix}.{xml_id(occasion.id)}" if occasion else None,
        }
        found.append(Said(xml, statement.content, borne))
    return found
