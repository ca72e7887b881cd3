"""The network: who met whom, who spoke to whom and about whom, drawn and as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record import RecordError
from onrecord.record.ties import KINDS, Member, Tie, Ties
from onrecord.web.access.roles import Reader
from onrecord.web.drawing import LINES, Drawing, drawing
from onrecord.web.periods import periods
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of

router = APIRouter()
MOST = 60
"""People and organisations that are shown."""
ROWS = 50
_NOBODY = Ties(people=(), ties=(), left_out=0, statements=0, occasions=0, whole=True)
_Sort = Callable[[tuple[Member, Tie, Member]], Any]
_SORTS: dict[str, _Sort] = {
    "one": lambda row: (row[0].name.casefold(), row[2].name.casefold(), row[1].kind),
    "kind": lambda row: (KINDS.index(row[1].kind), -row[1].number),
    "other": lambda row: (row[2].name.casefold(), row[0].name.casefold(), row[1].kind),
    "number": lambda row: -row[1].number,
    "latest": lambda row: row[1].latest or "",
}
_DOWN = ("latest",)


class Row(NamedTuple):
    """A tie in the table: of whom, to whom, and where what is behind it stands."""

    one: Member
    other: Member
    tie: Tie
    href: str


@router.get("/network")
def network(
    request: Request,
    _: Reader,
    person: Annotated[str, Query(max_length=200)] = "",
    since: Annotated[str, Query(max_length=40)] = "",
    until: Annotated[str, Query(max_length=40)] = "",
    kind: Annotated[list[str], Query(max_length=10)] = [],  # noqa: B006  # FastAPI copies it
    sort: str = "number",
    rows: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """The page; what is asked wrongly is told on it."""
    room, wrong = room_of(request), None
    record = room.record
    person, since, until = person.strip(), since.strip(), until.strip()
    kinds = tuple(one for one in KINDS if one in kind) or KINDS
    sort = sort if sort in _SORTS else "number"

    def drawn() -> tuple[Ties, Drawing]:
        told = record.ties(person or None, since=since or None, until=until or None, kinds=kinds, most=MOST)
        return told, drawing(told)

    try:
        found, picture = room.drawn.get((person, since, until, kinds), drawn)
    except RecordError as error:
        found, picture, wrong = _NOBODY, drawing(_NOBODY), str(error)
    asked = {"person": person, "since": since, "until": until, "kind": kinds if kinds != KINDS else ()}
    known = {member.id: member for member in found.people}
    hrefs = {tie: _behind(tie, since, until) for tie in found.ties}
    ordered = sorted(
        ((known[tie.one], tie, known[tie.other]) for tie in found.ties), key=_SORTS[sort], reverse=sort in _DOWN
    )
    pages = max(1, -(-len(ordered) // ROWS))
    rows = min(rows, pages)
    return page(
        request,
        "network.html",
        400 if wrong else 200,
        ties=found,
        drawing=picture,
        hrefs=hrefs,
        names={member.id: member.name for member in found.people},
        rows=[Row(one, other, tie, hrefs[tie]) for one, tie, other in ordered[(rows - 1) * ROWS : rows * ROWS]],
        sorts={one: query("/network", **asked, sort=one) + "#ties" for one in _SORTS},
        sort=sort,
        down=sort in (*_DOWN, "number"),
        pages=[(one, query("/network", **asked, sort=sort, rows=one) + "#ties") for one in range(1, pages + 1)],
        page_number=rows,
        periods=periods(record.days(), "/network", since, until, person=person, kind=asked["kind"]),
        always=query("/network", person=person, kind=asked["kind"]),
        everybody=query("/network", since=since, until=until, kind=asked["kind"]),
        around={
            member.id: query("/network", person=member.id, since=since, until=until, kind=asked["kind"])
            for member in found.people
        },
        people={member.id: f"/people/{member.id[1:]}" for member in found.people},
        undrawn=max(0, len(found.ties) - LINES),
        person=person,
        since=since,
        until=until,
        kinds=kinds,
        wrong=wrong,
    )


def _behind(tie: Tie, since: str, until: str) -> str:
    """Where the statements or the occasions behind a tie are shown."""
    if tie.kind == "met":
        return query("/timeline", person=(tie.one, tie.other), since=since, until=until)
    role = "addressee" if tie.kind == "to" else "about"
    return query("/search", speaker=tie.one, **{role: tie.other}, since=since, until=until)
