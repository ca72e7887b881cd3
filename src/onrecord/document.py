"""The types of a document and their JSON; nothing else.

Spans are half-open ``(start, end)`` pairs in Unicode code points of ``Document.text``. Dates are EDTF
(ISO 8601-2) strings. Missing things are ``None`` or empty, never invented.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Span = tuple[int, int]

BlockKind = Literal[
    "title", "heading", "paragraph", "caption", "list-item", "editor-note", "footnote", "credit"
]
StatementKind = Literal["direct", "mixed", "indirect"]
EntityKind = Literal["person", "organization", "group", "place", "outlet"]
OccasionKind = Literal[
    "meeting",
    "speech",
    "interview",
    "press-conference",
    "ceremony",
    "call",
    "post",
    "publication",
    "visit",
    "hearing",
    "other",
]
CitationKind = Literal[
    "caption",
    "credit",
    "publication",
    "report",
    "interview",
    "marker",
    "note",
    "link",
    "scripture",
    "document",
    "unnamed",
]
Severity = Literal["note", "warning", "error"]


class Block(msgspec.Struct, frozen=True):
    """A part of the text: its kind, its span and its language (BCP 47, ``None`` where unknown)."""

    kind: BlockKind
    start: int
    end: int
    language: str | None = None


class Link(msgspec.Struct, frozen=True):
    """One link of a source chain: the outlet or person (entity id) and the citation id that says so."""

    entity: str | None
    citation: str | None


class Statement(msgspec.Struct, frozen=True):
    """An attribution: ``source`` words naming who speaks, ``cue`` words, ``content`` spans.

    ``speaker``, ``addressees``, ``occasion`` and ``parent`` are ids in the same document.
    ``confidence`` is the measured share of such findings that are right, 0 to 1; ``why`` names the
    rule or model that found it, for example ``rules:source-cue-that``.
    """

    id: str
    kind: StatementKind
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()
    speaker: str | None = None
    addressees: tuple[str, ...] = ()
    occasion: str | None = None
    date: str | None = None
    via: tuple[Link, ...] = ()
    parent: str | None = None
    insertions: tuple[Span, ...] = ()
    omissions: tuple[Span, ...] = ()
    negated: bool = False
    hedged: bool = False
    attitude: bool = False
    confidence: float = 0.0
    why: str = ""


class Mention(msgspec.Struct, frozen=True):
    """Words that name an entity, their base form, and the rule that tied them to it."""

    start: int
    end: int
    base: str
    language: str | None
    why: str


class Role(msgspec.Struct, frozen=True):
    """A title an entity bears in the text, at ``start:end``, with its organisation and date if given."""

    title: str
    organization: str | None
    start: int
    end: int
    date: str | None


class Entity(msgspec.Struct, frozen=True):
    """A person, organisation, group, place or outlet; ``name`` is its fullest form in the main language."""

    id: str
    kind: EntityKind
    name: str
    wikidata: str | None = None
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()


class Occasion(msgspec.Struct, frozen=True):
    """A communicative event: its kind, EDTF date, place and participants (entity ids), and its spans."""

    id: str
    kind: OccasionKind
    date: str | None = None
    place: str | None = None
    participants: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


class Citation(msgspec.Struct, frozen=True):
    """A link of the source chain as the text shows it: a caption's source, a credit, a marker, a note."""

    id: str
    kind: CitationKind
    entity: str | None
    date: str | None
    canonical: str | None
    target: str | None
    start: int
    end: int
    statements: tuple[str, ...] = ()


class Finding(msgspec.Struct, frozen=True):
    """Something a careful editor should look at: the check that says so, a sentence, and the spans."""

    check: str
    severity: Severity
    message: str
    spans: tuple[Span, ...] = ()


class Document(msgspec.Struct, frozen=True):
    """One text read, with everything that was found in it."""

    id: str
    text: str
    reader: str
    schema: Literal["onrecord/1"] = "onrecord/1"
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    statements: tuple[Statement, ...] = ()
    entities: tuple[Entity, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    citations: tuple[Citation, ...] = ()
    findings: tuple[Finding, ...] = ()

    def entity(self, entity_id: str | None) -> Entity | None:
        """The entity with that id, or ``None``."""
        return next((e for e in self.entities if e.id == entity_id), None)

    def words(self, spans: tuple[Span, ...]) -> str:
        """The text of some spans, pieces joined by `` … ``."""
        return " … ".join(self.text[start:end] for start, end in spans)

    def to_json(self) -> bytes:
        """One line of JSON (UTF-8, no newline), as ``onrecord read --json`` writes it."""
        return _ENCODER.encode(self)

    @classmethod
    def from_json(cls, line: bytes | str) -> Document:
        """The document of one line of JSON; raises ``msgspec.ValidationError`` when it is none."""
        return _DECODER.decode(line)

    def __repr__(self) -> str:
        speakers = len({s.speaker for s in self.statements if s.speaker})
        return (
            f"<Document {self.id!r}: {len(self.text):,} characters, {len(self.statements)} statements, "
            f"{speakers} speakers, {len(self.findings)} findings>"
        )

    def _repr_html_(self) -> str:
        from onrecord.exports.html import fragment

        return fragment(self)


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a document, generated from the types above."""
    (schema,), components = msgspec.json.schema_components([Document])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "$defs": components}


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Document)
