"""Two documents, or two language parts of one, side by side."""

from __future__ import annotations

import re
from itertools import count
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.comparing import Piece, Row, Side, align, differences, languages, side
from onrecord.exports.marked import Look
from onrecord.record.companions import Companion
from onrecord.record.volumes import Volume
from onrecord.telling import words
from onrecord.web.access.roles import Reader
from onrecord.web.cards import Card, Cards
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of
from onrecord.web.volumes import REF, title_of, volume_of

router = APIRouter()
ROWS = 100
"""Rows of a page."""
_LATEST = 20
_CHOSEN = re.compile(rf"({REF})(?:\.([a-z]{{2,8}}))?")
_ADDRESS = re.compile(f"/d/({REF})")


class Half(NamedTuple):
    """A side of the comparison as it is shown: which document, which language of it, how many statements."""

    volume: Volume
    language: str | None
    title: str
    statements: int
    href: str


class Cell(NamedTuple):
    """A statement in a row: its card and its words in pieces."""

    card: Card
    pieces: list[Piece]


class Line(NamedTuple):
    """A row of the page; ``differing`` words are others on the other side, nothing where words were not compared."""

    one: Cell | None
    other: Cell | None
    speaker: bool
    occasion: bool
    differing: int | None

    @property
    def same(self) -> bool:
        """Whether both sides say the same in the same words."""
        return bool(self.one and self.other and self.speaker and self.differing == 0)


class Offer(NamedTuple):
    """Something that may be laid beside: a document or a language part."""

    href: str
    companion: Companion | None = None
    language: str | None = None
    other: str | None = None


@router.get("/compare")
def compare(
    request: Request,
    _: Reader,
    a: Annotated[str, Query(max_length=500)] = "",
    b: Annotated[str, Query(max_length=500)] = "",
    only: str = "",
    rows: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Two documents side by side; with one, or none, what there is to choose from."""
    left, right = _half(request, a), _half(request, b)
    if not left or not right:
        return _choice(request, left or right)
    found = align(_side(left), _side(right))
    shown = _lines(left, right, found)
    alike = sum(line.same for line in shown)
    if only == "differences":
        shown = [line for line in shown if not line.same]
    pages = max(1, -(-len(shown) // ROWS))
    rows = min(rows, pages)
    narrowed = "differences" if only == "differences" else None

    def href(**more: object) -> str:
        return query("/compare", **{"a": a.strip(), "b": b.strip(), "only": narrowed, **more})

    return page(
        request,
        "compare.html",
        left=left,
        right=right,
        lines=shown[(rows - 1) * ROWS : rows * ROWS],
        alike=alike,
        together=sum(bool(row.one and row.other) for row in found),
        alone=(sum(not row.other for row in found), sum(not row.one for row in found)),
        only=narrowed,
        all_href=href(only=None),
        only_href=href(only="differences"),
        turned_href=href(a=b.strip(), b=a.strip()),
        pages=[(number, href(rows=number)) for number in range(1, pages + 1)],
        page_number=rows,
    )


def _half(request: Request, asked: str) -> Half | None:
    """The side that ``ref`` or ``ref.language`` names, or the address of a document's page."""
    asked = asked.strip()
    if not asked:
        return None
    address = _ADDRESS.search(asked)
    chosen = _CHOSEN.fullmatch(address[1] if address else asked)
    found = volume_of(request, chosen[1] if chosen else asked)
    language, document = chosen[2] if chosen else None, found.document
    number = len(document.statements) if language is None else languages(document).get(language, 0)
    return Half(found, language, title_of(document), number, f"/d/{found.ref}")


def _side(half: Half) -> Side:
    return side(half.volume.document, half.volume.known, half.language)


def _lines(left: Half, right: Half, rows: list[Row]) -> list[Line]:
    documents = left.volume.document, right.volume.document
    looks = Look(documents[0]), Look(documents[1])
    _in_the_same_colours(*looks, rows)
    cards = [Cards(half.volume, look) for half, look in zip((left, right), looks, strict=True)]
    made = []
    for row in rows:
        both = row.one, row.other
        said = [words(document, one.content) if one else "" for document, one in zip(documents, both, strict=True)]
        compared = row.one is not None and row.other is not None and row.words
        pieces = differences(*said) if compared else ([Piece(said[0], False)], [Piece(said[1], False)])
        one, other = (
            Cell(card.of(statement), within) if statement else None
            for card, statement, within in zip(cards, both, pieces, strict=True)
        )
        differing = sum(len(piece.words.split()) for within in pieces for piece in within if piece.differs)
        made.append(Line(one, other, row.speaker, row.occasion, differing if compared else None))
    return made


def _in_the_same_colours(left: Look, right: Look, rows: list[Row]) -> None:
    """Gives who speaks on both sides the colour of the left one, and nobody else on the right."""
    both = {
        row.other.speaker: left.numbers[row.one.speaker]
        for row in rows
        if row.speaker and row.one and row.other and row.one.speaker and row.other.speaker
    }
    free = count(len(left.numbers))
    right.numbers.update({speaker: both[speaker] if speaker in both else next(free) for speaker in right.numbers})


def _choice(request: Request, one: Half | None) -> Response:
    """What may be laid beside a document."""
    record = room_of(request).record
    if one is None:
        latest = record.documents(limit=_LATEST)
        return page(request, "compare_choose.html", one=None, latest=latest, parts=[], versions=[], related=[])
    ref, found = one.volume.ref, record.companions(one.volume.ref)
    tongues = list(languages(one.volume.document))
    parts = [
        Offer(query("/compare", a=f"{ref}.{first}", b=f"{ref}.{second}"), None, first, second)
        for at, first in enumerate(tongues) for second in tongues[at + 1 :]
    ]  # fmt: skip
    versions = []
    for version in found.versions:
        pair = (ref, version.ref) if version.added > one.volume.added else (version.ref, ref)  # the older one first
        versions.append(Offer(query("/compare", a=pair[0], b=pair[1]), version))
    related = [Offer(query("/compare", a=ref, b=other.ref), other) for other in found.related]
    return page(
        request, "compare_choose.html", one=one, latest=[], parts=parts[:12], versions=versions, related=related
    )
