"""Watch lists: searches that are kept, what is new to each, and their feeds."""

from __future__ import annotations

import hashlib
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Form, HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.exports import atom
from onrecord.record.watching import News, Watch
from onrecord.web.access.roles import Editor, Reader, audited
from onrecord.web.access.signed import path_of
from onrecord.web.api.calls import has
from onrecord.web.hits import Hit, hit
from onrecord.web.language import later as _
from onrecord.web.pages.search import Chip, chips
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of
from onrecord.web.searches import Search, asked, kept

router = APIRouter(prefix="/watches")
_SHOWN, _NEWS, _ENTRIES = 3, 50, 60  # new statements of each in the list, on its own page, and in its feed
_DOCUMENTS = 1_000  # that are looked through for what is new to each in the list
_NEWEST = 1 << 53


class Listed(NamedTuple):
    """A watch list as it is shown: what is asked for and what is new."""

    watch: Watch
    search: Search
    chips: list[Chip]
    news: News
    hits: list[Hit]
    href: str


@router.get("")
def watches(request: Request, account: Reader) -> Response:
    """All watch lists with a few of what is new to each."""
    room = room_of(request)
    found = [_listed(request, one, _SHOWN, _DOCUMENTS) for one in room.record.watches.all()]
    return page(request, "watches.html", lists=found)


async def _form(request: Request) -> dict[str, str]:
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


@router.post("")
def keep(request: Request, _account: Editor, values: Annotated[dict[str, str], Depends(_form)]) -> Response:
    """Keeps the search of a form."""
    search, name = asked(values), " ".join(values.get("name", "").split())[:100]
    if not search.asks:
        raise HTTPException(400, _("A watch list needs words or a filter."))
    made = room_of(request).record.watches.add(name, search.words, search.filters())
    audited(request, "changed", f"search kept: {name}")
    return RedirectResponse(f"/watches#w{made.id}", 303)


@router.get("/{id_}.atom")
def feed(request: Request, _account: Reader, id_: str) -> Response:
    """The feed of a watch list: what stands in the documents added last, whether somebody looked at it or not."""
    room, one = room_of(request), _found(request, id_)
    rows = room.record.watches.recent(one, _ENTRIES)
    added = room.record.added([row.ref for row in rows])
    base = room.settings.address
    links = {"alternate": f"{base}/watches/{id_}", "self": base + path_of(request)}
    content = atom.feed(one.name, rows, added, max(added.values(), default=one.made), links, base)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/atom+xml", headers=headers)


@router.get("/{id_}")
def watch(request: Request, account: Reader, id_: str) -> Response:
    """One watch list with what is new to it."""
    one = _found(request, id_)
    return page(request, "watches_one.html", one=_listed(request, one, _NEWS, _DOCUMENTS * 5), address=None)


@router.post("/{id_}/seen")
def seen(request: Request, _account: Editor, id_: str, newest: Annotated[int, Form(ge=0, le=_NEWEST)]) -> Response:
    """Notes that all up to a document was looked at."""
    one = _found(request, id_)
    room_of(request).record.watches.seen(one, newest)
    audited(request, "changed", f"search looked at: {one.name}")
    return RedirectResponse(f"/watches#w{id_}", 303)


@router.post("/{id_}/remove")
def remove(request: Request, _account: Editor, id_: str) -> Response:
    """Forgets a watch list."""
    one = _found(request, id_)
    room_of(request).record.watches.remove(one.name)
    audited(request, "changed", f"search forgotten: {one.name}")
    return RedirectResponse("/watches", 303)


@router.post("/{id_}/address")
def address(request: Request, account: Reader, id_: str) -> Response:
    """Makes an address for a feed reader, with a token in it, and shows it, this once."""
    room, one = room_of(request), _found(request, id_)
    if not account.id:
        raise HTTPException(404)
    token = room.tokens.add_for_feed(account.id, f"feed: {one.name}"[:200], id_)
    audited(request, "token made", f"feed: {one.name}")
    made = query(f"{room.settings.address}/watches/{id_}.atom", token=token)
    shown = _listed(request, one, _NEWS, _DOCUMENTS * 5)
    answer = page(request, "watches_one.html", one=shown, address=made)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _found(request: Request, id_: str) -> Watch:
    one = room_of(request).record.watches.of_id(id_)
    if one is None:
        raise HTTPException(404)
    return one


def _listed(request: Request, one: Watch, shown: int, documents: int) -> Listed:
    record, search = room_of(request).record, kept(one.words, one.filters)
    news = record.watches.news(one, _NEWS, documents)
    hits = [hit(row, one.words) for row in news.rows[:shown]]
    return Listed(one, search, chips(record, search), news, hits, f"/watches/{one.id}")
