"""Search: statements by words and filters, with facets to narrow them and files to take them away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Annotated, NamedTuple

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from onrecord.exports import FORMATS, ExportError, Format
from onrecord.record import Record, RecordError
from onrecord.record.facets import Facets, Value
from onrecord.record.filters import KINDS
from onrecord.record.results import Result, StatementRow
from onrecord.record.searching import SORTS
from onrecord.record.watching import Watch
from onrecord.web.access.roles import Reader
from onrecord.web.errors import told
from onrecord.web.hits import hit
from onrecord.web.language import later as _
from onrecord.web.rendering import page
from onrecord.web.room import room_of
from onrecord.web.searches import FLAGS, NO, WORDS, YES, Search, asked
from onrecord.web.turns import Turns
from onrecord.web.words import KINDS as KIND_WORDS
from onrecord.web.words import LANGUAGES

router = APIRouter()
SHOWN = 25
FILTERS = {
    "speaker": _("Said by"),
    "addressee": _("Said to"),
    "about": _("About"),
    "via": _("Reported through"),
    "outlet": _("Outlet"),
    "language": _("Language"),
    "kind": _("How"),
    "since": _("Since"),
    "until": _("Until"),
    "place": _("Place"),
    "occasion": _("Occasion"),
    "document": _("Document"),
    "negated": _("Not said"),
    "hedged": _("With reservation"),
    "attitude": _("Belief or intention"),
    "min_confidence": _("At least so sure"),
    "verdict": _("Checked"),
}
"""The filters in the order of the form, and what they are called."""
HINTS = {
    "speaker": _("a name in any spelling"),
    "language": _("en, pl, ar"),
    "since": _("2025 or 2025-02-08"),
    "until": _("2025 or 2025-02-08"),
    "min_confidence": _("0 to 1"),
    "document": _("its short name or address"),
    "occasion": _("its short name"),
}
CHOICES: dict[str, dict[str, str]] = {
    "kind": {kind: KIND_WORDS[kind] for kind in KINDS},
    **{flag: {YES: _("these alone"), NO: _("without these")} for flag in FLAGS},
    "verdict": {"accepted": _("accepted by a person"), "open": _("not yet")},
}
SORT_NAMES = {"newest": _("newest first"), "oldest": _("oldest first"), "relevance": _("best match first")}
_PEOPLE = ("speaker", "addressee", "about", "via", "place")
_turns = Turns(4)  # files that are written for somebody: each holds a connection to the record
_ID = re.compile(r"p\d{1,18}")


class Chip(NamedTuple):
    """A filter that is set: its name, its value in words, and the address of the search without it."""

    name: str
    value: str
    href: str


class Choice(NamedTuple):
    """A value of a facet: following ``href`` narrows the search to it."""

    name: str
    number: int
    href: str


@router.get("/search")
def search(request: Request, _: Reader, after: Annotated[str | None, Query(max_length=20)] = None) -> Response:
    """The page of a search; without words it shows the latest statements of all."""
    record, search = room_of(request).record, asked(request.query_params)
    wrong, facets, found = None, Facets(0, True), Result[StatementRow]()
    try:
        found = record.statements(search.words, sort=search.sort, limit=SHOWN, after=after, **search.given())  # type: ignore[arg-type]
        facets = record.facets(search.words, **search.given())
    except RecordError as error:
        wrong = str(error)
    return page(
        request,
        "search.html",
        400 if wrong else 200,
        search=search,
        wrong=wrong,
        hits=[hit(row, search.words) for row in found],
        facets=facets,
        choices=choices(search, facets),
        chips=chips(record, search, facets)[bool(search.words) :],
        names=FILTERS,
        hints=HINTS,
        values=CHOICES,
        sorts={sort: SORT_NAMES[sort] for sort in SORTS},
        further=search.href(after=found.cursor) if found.cursor else None,
        first=search.href() if after else None,
        formats=[] if wrong else [(one, search.href(f"/search/files/{one.name}")) for one in FORMATS.values()],
        kept=None if wrong else kept_as(record, search),
    )


@router.get("/search/files/{name}")
def file(request: Request, _: Reader, name: str) -> Response:
    """All that a search finds as a file, sent while it is made."""
    format_, search = FORMATS.get(name), asked(request.query_params)
    if format_ is None:
        raise HTTPException(404)
    record = room_of(request).record
    pieces = _pieces(record, format_, search)
    try:
        begun = next(pieces, b"")  # what cannot be written is told before anything is sent
    except ExportError as error:
        return told(request, 400, str(error))
    given = {"Content-Disposition": f'attachment; filename="onrecord-search{format_.suffix}"'}
    return StreamingResponse(chain([begun], pieces), media_type=format_.media_type, headers=given)


def _pieces(record: Record, format_: Format, search: Search) -> Iterator[bytes]:
    with _turns.one():
        found = record.extracts(search.words, **search.given())
        first = list(islice(found, 1))  # a filter that is none is told before anything is written
        yield from format_.write(chain(first, found))


def choices(search: Search, facets: Facets) -> dict[str, list[Choice]]:
    """The facets that the search may still be narrowed by."""
    made = {}
    for name in ("speaker", "outlet", "language", "kind"):
        if name not in search.values:
            made[name] = [
                Choice(one.name, one.number, search.href(**{name: one.value})) for one in _dividing(facets, name)
            ]
    if not {"since", "until"} & set(search.values):
        href = {one.value: search.href(since=one.value, until=one.value) for one in facets.year}
        made["year"] = [Choice(one.name, one.number, href[one.value]) for one in _dividing(facets, "year")]
    return {name: found for name, found in made.items() if found}


def _dividing(facets: Facets, name: str) -> tuple[Value, ...]:
    """The values of a facet; none where all that was found has the same."""
    values: tuple[Value, ...] = getattr(facets, name)
    return () if len(values) == 1 and values[0].number == facets.counted else values


def chips(record: Record, search: Search, facets: Facets | None = None) -> list[Chip]:
    """The filters that are set, in words that are still to be translated."""
    made = [Chip("", search.words, search.href(without=[WORDS]))] if search.words else []
    for name, label in FILTERS.items():
        if value := search.values.get(name):
            shown = value
            if name in _PEOPLE and _ID.fullmatch(value):
                shown = _name(record, value, facets)
            elif name in CHOICES:
                shown = CHOICES[name].get(value) or value
            elif name == "language":
                shown = LANGUAGES.get(value, value)
            made.append(Chip(label, shown, search.href(without=[name])))
    return made


def _name(record: Record, id_: str, facets: Facets | None) -> str:
    known = next((one.name for one in facets.speaker if one.value == id_), None) if facets else None
    return known or next((one.name for one in record.people(id_, kind=None, limit=1)), id_)


def kept_as(record: Record, search: Search) -> Watch | None:
    """The watch list that this search is."""
    if not search.asks:
        return None
    filters = search.filters()
    return next((one for one in record.watches.all() if (one.words, one.filters) == (search.words, filters)), None)
