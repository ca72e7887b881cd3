"""People over all documents: the list of them, and the page of each."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Annotated, NamedTuple

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.record import RecordError
from onrecord.record.results import RoleRow
from onrecord.web.access.roles import Reader
from onrecord.web.hits import Hit, hit
from onrecord.web.lists import listed
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of
from onrecord.web.words import ENTITIES

router = APIRouter()
SHOWN, STATEMENTS = 50, 25
_SPOKEN_ABOUT = 8  # of those who spoke about somebody
Cursor = Annotated[str | None, Query(max_length=40)]
Words = Annotated[str, Query(max_length=1000)]


class Role(NamedTuple):
    """What somebody is called, from the first to the last time that it was told; ``ref`` is where it was told last."""

    title: str
    organization: str | None
    first: str | None
    last: str | None
    ref: str


class Month(NamedTuple):
    """A month such as ``2025-02`` (none for what has no date), and the statements in it."""

    month: str | None
    hits: list[Hit]


@router.get("/people")
def people(request: Request, _: Reader, q: Words = "", kind: Words = "person", after: Cursor = None) -> Response:
    """Those whom a name means, or all of a kind, who said most first."""
    kind = kind if kind in ENTITIES else ""
    record, name = room_of(request).record, q.strip()
    asked = {"q": name or None, "kind": kind if kind != "person" else None}
    return listed(
        request, "people.html", "/people",
        lambda: record.people(name or None, kind=kind or None, limit=SHOWN, after=after), asked, after,
        name=name, kind=kind, kinds=ENTITIES, everybody=query("/people", q=name, kind="any"),
    )  # fmt: skip


@router.get("/people/p{id_}")
def named(_: Reader, id_: int) -> Response:
    """An id as the record and the command line write it leads to the page."""
    return RedirectResponse(f"/people/{id_}", 308)


@router.get("/people/{id_}")
def person(request: Request, _: Reader, id_: int, after: Cursor = None) -> Response:
    """Everything about one: names, roles, statements by month, whom they met and spoke to, who reported them."""
    record, said = room_of(request).record, f"p{id_}"
    try:
        found = record.person(said, statements=0)
        if found.id != said:  # joined with another meanwhile
            return RedirectResponse(f"/people/{found.id[1:]}", 302)
    except RecordError as error:
        raise HTTPException(404) from error
    statements = record.statements(speaker=said, limit=STATEMENTS, after=after)
    about = record.facets(about=said)
    path = f"/people/{id_}"
    return page(
        request, "people_one.html", person=found, number=id_, roles=roles(found.roles), months=months(statements),
        about=[one for one in about.speaker if one.value != said][:_SPOKEN_ABOUT], about_counted=about,
        reasons=record.reasons(said),
        further=query(path, after=statements.cursor) + "#statements" if statements.cursor else None,
        first=path if after else None,
    )  # fmt: skip


def roles(told: Iterable[RoleRow]) -> list[Role]:
    """Each role once, with the dates between which it was told, the latest first."""
    made: dict[tuple[str, str | None], Role] = {}
    for one in told:
        key = one.title.casefold(), one.organization
        known = made.get(key)
        dates = sorted(date for date in (one.date, *(known[2:4] if known else ())) if date)
        first, last = (dates[0], dates[-1]) if dates else (None, None)
        ref = known.ref if known else one.ref
        made[key] = Role(known.title if known else one.title, one.organization, first, last, ref)
    return sorted(made.values(), key=lambda role: role.last or "", reverse=True)


def months(rows: Iterable[object]) -> list[Month]:
    """Statements in the order they came, put together by the month of their day."""
    hits = [hit(row) for row in rows]  # type: ignore[arg-type]
    return [Month(month, list(group)) for month, group in groupby(hits, lambda one: (one.row.day or "")[:7] or None)]
