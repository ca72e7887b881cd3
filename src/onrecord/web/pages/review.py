"""The review: what waits for a person, one in focus, decided by a key each, or many that are shown at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.document import Span
from onrecord.exports.marked import Look
from onrecord.record import Record, RecordError
from onrecord.record.results import FindingRow, Person, StatementRow
from onrecord.record.waiting import Pair, Queue, Side
from onrecord.telling import clean
from onrecord.web.access.roles import Editor
from onrecord.web.cards import Card, Cards
from onrecord.web.correcting import addressed, choice
from onrecord.web.language import later as _
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of
from onrecord.web.surroundings import surroundings

router = APIRouter()
_SHOWN, _COUNTED = 20, 1_000
TABS: dict[Queue, str] = {"statements": _("Statements"), "people": _("People"), "findings": _("Findings")}
Asked = Annotated[str, Query(max_length=500)]


class Line(NamedTuple):
    """Something that waits, in the list: what a decision names it by, where it comes into focus, and its words."""

    about: str
    href: str
    chosen: bool
    words: str
    language: str | None
    who: str
    where: str


class Sided(NamedTuple):
    """One of two who may be one, with their page and where an example of what they said stands."""

    side: Side
    person: Person | None


class Focus(NamedTuple):
    """What is in focus: the row, the paragraph it stands in, its card, or the two who may be one."""

    about: str
    row: Any
    blocks: Sequence[str] = ()
    card: Card | None = None
    sides: tuple[Sided, ...] = ()
    href: str = ""
    speaker: str = ""
    addressees: str = ""


@router.get("/review")
def review(
    request: Request,
    account: Editor,
    tab: Asked = "",
    outlet: Asked = "",
    language: Annotated[str, Query(max_length=35)] = "",
    document: Annotated[str, Query(max_length=4000)] = "",
    person: Asked = "",
    after: Annotated[str | None, Query(max_length=100)] = None,
    at: Annotated[str, Query(max_length=120)] = "",
    all: Annotated[str, Query(max_length=1)] = "",
) -> Response:
    """A page of a queue; ``at`` is what is in focus, else the first; ``all`` chooses all that are shown."""
    room = room_of(request)
    record = room.record
    counts = record.waiting_counts(_COUNTED)
    numbers = {queue: getattr(counts, queue) for queue in TABS}
    queue: Queue = tab if tab in TABS else next((one for one in TABS if numbers[one]), "statements")
    narrowed = {"outlet": outlet.strip(), "language": language.strip(), "document": document.strip(),
                "person": person.strip()}  # fmt: skip
    wrong, rows, cursor = "", [], None
    try:
        found = record.waiting(queue, limit=_SHOWN, after=after, **narrowed)
        rows, cursor = list(found), found.cursor
    except RecordError as error:
        wrong = str(error)
    here = {"tab": queue, **narrowed}
    abouts = [_about(row) for row in rows]
    place = abouts.index(at) if at in abouts else 0
    lines = [
        _line(row, about, query("/review", **here, after=after, at=about), number == place)
        for number, (row, about) in enumerate(zip(rows, abouts, strict=True))
    ]
    further = query("/review", **here, after=cursor) if cursor else None
    following = lines[place + 1].href if place + 1 < len(lines) else further
    return page(
        request,
        "review.html",
        400 if wrong else 200,
        tabs=[(one, TABS[one], numbers[one], query("/review", tab=one, **narrowed), one == queue) for one in TABS],
        most=_COUNTED,
        queue=queue,
        narrowed=narrowed,
        wrong=wrong,
        lines=lines,
        focus=_focus(record, rows[place]) if rows else None,
        number=place + 1,
        # the next one comes by itself; behind the last of a page the first of those that are left
        next=following or query("/review", **here),
        here_now=query("/review", **here, after=after, at=abouts[place]) if rows else query("/review", **here),
        following=following,
        previous=lines[place - 1].href if place else None,
        further=further,
        first=query("/review", **here) if after else None,
        all_href=query("/review", **here, after=after, at=at, all="1"),
        all=all == "1",
        history=query("/history", document=narrowed["document"], person=narrowed["person"]),
        reason=room.changes.why(request.state.tie),
    )


def _about(row: StatementRow | Pair | FindingRow) -> str:
    if isinstance(row, StatementRow):
        return row.id
    if isinstance(row, Pair):
        return f"{row.one.reference} {row.other.reference}"
    return f"{row.ref}#f{row.number}"


def _line(row: StatementRow | Pair | FindingRow, about: str, href: str, chosen: bool) -> Line:
    if isinstance(row, StatementRow):
        where = clean(" · ".join(filter(None, (row.outlet, row.title))))
        who = clean(row.speaker or row.source or "")
        return Line(about, href, chosen, clean(row.content), row.language, who, where)
    if isinstance(row, Pair):
        both = f"{clean(row.one.name)} – {clean(row.other.name)}"
        if row.one.name == row.other.name:
            both = f"{clean(row.one.form)} – {clean(row.other.form)}"
        return Line(about, href, chosen, both, None, "", row.why)
    return Line(about, href, chosen, clean(row.message), "en", "", clean(row.key))


def _focus(record: Record, row: StatementRow | Pair | FindingRow) -> Focus:
    about = _about(row)
    if isinstance(row, Pair):
        return Focus(about, row, sides=tuple(Sided(side, _person(record, side.id)) for side in (row.one, row.other)))
    found = record.volume(row.ref)
    if found is None:
        return Focus(about, row)
    read, path = found.document, f"/d/{row.ref}"
    if isinstance(row, FindingRow):
        if row.start is None or row.end is None:
            return Focus(about, row, href=path)
        span: Span = (row.start, row.end)
        return Focus(about, row, surroundings(read, path, span), href=f"{path}?p={span[0]}-{span[1]}#p")
    one = next((one for one in read.statements if one.id == row.label), None)
    if one is None:
        return Focus(about, row, href=path)
    span = (row.start, row.end)
    return Focus(
        about, row, surroundings(read, path, span, one), Cards(found, Look(read)).of(one), href=f"{path}#{row.label}",
        speaker=choice(read, one.speaker), addressees=addressed(read, one),
    )  # fmt: skip


def _person(record: Record, id_: str) -> Person | None:
    try:
        return record.person(id_, statements=1)
    except RecordError:
        return None
