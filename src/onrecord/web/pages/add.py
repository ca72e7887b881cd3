"""Adding: words that are pasted, files, an article's or a feed's address; and how far it is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, HTTPException, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.intake import Given, IntakeError
from onrecord.intake.addresses import checked
from onrecord.intake.given import check_given
from onrecord.telling import clean, shortened
from onrecord.web.access.roles import Editor, audited
from onrecord.web.additions import FULL, Addition, FullError, Order
from onrecord.web.language import later as _
from onrecord.web.language import say
from onrecord.web.rendering import fragment, page
from onrecord.web.room import room_of
from onrecord.web.uploads import kept, pasted

router = APIRouter()
_AT_ONCE = 0.4  # seconds; what is read within them opens without a page in between
_FIELDS = ("text", "title", "outlet", "published", "url", "language", "address")
_Words = Annotated[str, Form(max_length=2_000)]


@router.get("/add")
def add(request: Request, account: Editor) -> Response:
    """The page to add by."""
    return _asked(request)


@router.post("/add")
def start(
    request: Request,
    account: Editor,
    text: Annotated[str, Form()] = "",
    title: _Words = "",
    outlet: _Words = "",
    published: _Words = "",
    url: _Words = "",
    language: _Words = "",
    address: Annotated[str, Form(max_length=5_000)] = "",
    pages: Annotated[bool, Form()] = False,
    files: Annotated[list[UploadFile], File()] = [],  # noqa: B006  # FastAPI copies it
) -> Response:
    """Takes what is sent and has it read; what cannot be right is told on the page, with what was written."""
    written = {
        "text": text, "title": title, "outlet": outlet, "published": published, "url": url, "address": address,
        "language": language,
    }  # fmt: skip
    sent = [one for one in files if one.filename]
    try:
        if text.strip():
            order = _of_text(request, account.name, written)
        elif address.strip():
            target = checked(address)
            order = Order(target.url, account.name, (target.url,), pages=pages)
        elif sent:
            folder, jobs = kept([(one.filename or "", one.file) for one in sent])
            only = jobs[0].key.partition("/")[2] if len(jobs) == 1 else None
            named = only or say(request, "%(count)d files", count=len(jobs))
            order = Order(named, account.name, tuple(jobs), folder=folder)
        else:
            return _asked(request, 400, _("Give a text, files or an address."), written)
        addition = room_of(request).additions.start(order)
    except IntakeError as error:
        return _asked(request, 400, str(error), written)
    except FullError:
        return _asked(request, 503, FULL, written)
    audited(request, "changed", f"added: {order.title}"[:300])
    addition.finished.wait(_AT_ONCE)
    return RedirectResponse(f"/add/{addition.id}", 303)


@router.get("/add/{id_}")
def progress(request: Request, _: Editor, id_: str) -> Response:
    """How far an addition is; when it is done and was one document, that opens."""
    additions = room_of(request).additions
    addition = additions.get(id_)
    part = "hx-request" in request.headers
    if addition is None:
        if part:
            return Response(headers={"HX-Redirect": "/add"})
        raise HTTPException(404)
    if addition.leads_to:
        if part:
            return Response(headers={"HX-Redirect": addition.leads_to})
        return RedirectResponse(addition.leads_to, 303)
    if part:
        return fragment(request, "add_lines.html", "progress", addition, additions.before(addition))
    return page(request, "add_progress.html", addition=addition, before=additions.before(addition))


def _of_text(request: Request, who: str, written: dict[str, str]) -> Order:
    told = {name: written[name].strip() or None for name in ("title", "outlet", "published", "url", "language")}
    address = checked(told["url"]).url if told["url"] else None
    name = say(request, "pasted text")
    heading = shortened(" ".join(clean(written["text"].strip().splitlines()[0]).split()), 80)
    given = Given(**{**told, "url": address})
    check_given(given, name)
    return Order(told["title"] or heading, who, (pasted(written["text"], address, told["title"] or heading),), given)


def _asked(
    request: Request, status: int = 200, wrong: str | None = None, written: dict[str, str] | None = None
) -> Response:
    room = room_of(request)
    latest: list[Addition] = room.additions.latest()[:10]
    return page(
        request, "add.html", status, wrong=wrong, written=dict.fromkeys(_FIELDS, "") | (written or {}), latest=latest,
        most=room.settings.upload_bytes, megabytes=room.settings.upload_bytes >> 20,
    )  # fmt: skip
