"""A document: the text as it was published, with who said what in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, NamedTuple

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.document import Document, Finding, Span, Statement
from onrecord.exports import FORMATS, citing
from onrecord.exports.iris import passage_address, web_address
from onrecord.exports.marked import Look, blocks
from onrecord.record import queries
from onrecord.record.volumes import Volume
from onrecord.telling import clean
from onrecord.web.access.roles import Reader
from onrecord.web.cards import Card, Cards
from onrecord.web.marking import RoomMarking
from onrecord.web.rendering import fragment, page, query
from onrecord.web.room import room_of
from onrecord.web.surroundings import passage_of
from onrecord.web.volumes import title_of, volume_of

router = APIRouter()
CARDS = 100
"""Cards below a text; the others are a page further."""
NOBODY = "nobody"
"""What stands for statements whose speaker is not known, where one asks for a speaker."""
_REFERENCES = ("ris", "bibtex")


class Block(NamedTuple):
    """A block of the text as it is shown: its language where another one begins, its findings, its HTML."""

    language: str | None
    findings: list[tuple[int, Finding]]
    html: str


class Choice(NamedTuple):
    """A filter that may be set or taken off by following ``href``; ``statements`` are those it leaves."""

    name: str
    classes: str
    role: str | None
    statements: int
    chosen: bool
    href: str
    person: int | None = None


class Filters(NamedTuple):
    """What a reader wants to see of a document."""

    speakers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sources: bool = False
    words: str = ""

    def shows(self, statement: Statement) -> bool:
        """Whether a statement is among what was asked for."""
        by = not self.speakers or (statement.speaker or NOBODY) in self.speakers
        return by and (not self.kinds or statement.kind in self.kinds)

    def href(self, path: str, **more: object) -> str:
        """The address of a document's page with these filters."""
        marks = "sources" if self.sources else None
        return query(path, **{"speaker": self.speakers, "kind": self.kinds, "marks": marks, "q": self.words, **more})


@router.get("/d/{ref}")
def document(
    request: Request,
    _: Reader,
    ref: str,
    speaker: Annotated[list[str], Query(max_length=200)] = [],  # noqa: B006  # FastAPI copies it
    kind: Annotated[list[str], Query(max_length=3)] = [],  # noqa: B006
    marks: str = "",
    p: str = "",
    s: str = "",
    q: Annotated[str, Query(max_length=1000)] = "",
    cards: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """The page of a document."""
    found = volume_of(request, ref)
    read, path = found.document, f"/d/{ref}"
    filters = Filters(tuple(dict.fromkeys(speaker)), tuple(dict.fromkeys(kind)), marks == "sources", q.strip())
    look = Look(read)
    statements = [statement for statement in read.statements if filters.shows(statement)]
    pages = max(1, -(-len(statements) // CARDS))
    cards = min(cards, pages)
    passage = passage_of(read, p)
    cited = next((one for one in read.statements if one.id == s), None)
    hits = queries.parse(filters.words).hits(read.text)
    marking = RoomMarking(look, path, filters.shows, CARDS, passage, hits)
    made = Cards(found, look)
    return page(
        request,
        "document.html",
        volume=found,
        document=read,
        title=title_of(read),
        titled=any(block.kind == "title" for block in read.blocks),
        blocks=_blocks(read, look, marking, [*hits, passage] if passage else hits),
        hits=len(hits),
        without_hits=filters._replace(words="").href(path),
        unplaced=[finding for finding in read.findings if not finding.spans],
        filters=filters,
        speakers=_speakers(found, look, filters, path),
        kinds=_kinds(read, filters, path),
        all_href=query(path, q=filters.words),
        sources_href=filters._replace(sources=not filters.sources).href(path),
        statements=len(statements),
        cards=[made.of(one) for one in statements[(cards - 1) * CARDS : cards * CARDS]],
        first=(cards - 1) * CARDS + 1,
        pages=[(number, filters.href(path, cards=number) + "#statements") for number in range(1, pages + 1)],
        page_number=cards,
        passage=passage,
        passage_original=passage_address(found.extract(), [passage]) if passage else None,
        cited=made.of(cited) if cited else None,
        web=web_address(found.extract()),
        citations=_citations(request, read, path, cited),
    )


@router.get("/d/{ref}/cards/{label}")
def card(request: Request, _: Reader, ref: str, label: str) -> Response:
    """The card of one statement, to be put beside its words; without htmx, its place in the document."""
    found = volume_of(request, ref)
    statement = next((one for one in found.document.statements if one.id == label), None)
    if statement is None:
        raise HTTPException(404)
    made: Card = Cards(found, Look(found.document)).of(statement)
    return fragment(request, "macros.html", "statement_card", made, 3)


@router.get("/d/{ref}/references.{suffix}")
def references(request: Request, _: Reader, ref: str, suffix: str, s: str = "") -> Response:
    """References to the statements of a document, or to one, for programs that keep them."""
    format_ = next((one for one in FORMATS.values() if one.suffix == f".{suffix}" and one.name in _REFERENCES), None)
    if format_ is None:
        raise HTTPException(404)
    found = volume_of(request, ref)
    labels = [statement.id for statement in found.document.statements if s in ("", statement.id)]
    name = f"onrecord-{ref}{f'-{s}' if s and labels else ''}".encode("ascii", "ignore").decode()
    content = b"".join(format_.write([found.extract(labels)]))
    given = {"Content-Disposition": f'attachment; filename="{re.sub("[^a-z0-9-]", "", name)}{format_.suffix}"'}
    return Response(content, media_type=format_.media_type, headers=given)


def _blocks(document: Document, look: Look, marking: RoomMarking, cuts: Sequence[Span]) -> list[Block]:
    placed = [(number, finding) for number, finding in enumerate(document.findings, 1) if finding.spans]
    waiting = sorted(placed, key=lambda one: (one[1].spans[0][0], one[0]), reverse=True)
    also = [span for finding in document.findings for span in finding.spans]
    shown, language = [], document.language
    for written in blocks(look, marking, 1, [*also, *cuts]):
        findings = []
        while waiting and waiting[-1][1].spans[0][0] < written.end:
            findings.append(waiting.pop())
        own = written.block.language if written.block else None
        shown.append(Block(own if own and own != language else None, findings, written.html))
        language = own or language
    if shown and waiting:
        shown[-1].findings.extend(reversed(waiting))
    return shown


def _speakers(found: Volume, look: Look, filters: Filters, path: str) -> list[Choice]:
    counts: dict[str, int] = {}
    for statement in found.document.statements:
        counts[statement.speaker or NOBODY] = counts.get(statement.speaker or NOBODY, 0) + 1
    roles = {entity.id: entity.roles[-1].title for entity in found.document.entities if entity.roles}
    made = []
    for speaker in [*look.numbers, *([NOBODY] if NOBODY in counts else [])]:
        chosen = speaker in filters.speakers
        href = filters._replace(speakers=_toggled(filters.speakers, speaker)).href(path)
        name = "" if speaker == NOBODY else look.known.get(speaker, speaker)
        role = clean(roles[speaker]) if speaker in roles else None
        classes = look.classes(None if speaker == NOBODY else speaker)
        made.append(Choice(name, classes, role, counts[speaker], chosen, href, found.known.get(speaker)))
    return made


def _kinds(document: Document, filters: Filters, path: str) -> list[Choice]:
    counts: dict[str, int] = {}
    for statement in document.statements:
        counts[statement.kind] = counts.get(statement.kind, 0) + 1
    return [
        Choice(kind, "", None, counts[kind], kind in filters.kinds,
               filters._replace(kinds=_toggled(filters.kinds, kind)).href(path))
        for kind in ("direct", "mixed", "indirect") if kind in counts
    ]  # fmt: skip


def _toggled(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(one for one in values if one != value) if value in values else (*values, value)


def _citations(request: Request, document: Document, path: str, statement: Statement | None) -> list[tuple[str, str]]:
    address = room_of(request).settings.address + path + (f"#{statement.id}" if statement else "")
    styles = {"APA": citing.apa, "Chicago": citing.chicago}
    return [(style, cite(document, address, statement)) for style, cite in styles.items()]
