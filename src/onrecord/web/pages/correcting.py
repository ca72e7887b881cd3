"""Corrections: the forms for a statement, a new one and a person, and what all forms of the room are sent to."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Form, HTTPException, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from onrecord.document import Document, Span, Statement
from onrecord.exports.marked import Look
from onrecord.record import Record, RecordError
from onrecord.record.decisions.deciding import Made
from onrecord.record.volumes import Volume
from onrecord.telling import clean, shortened
from onrecord.web.access.roles import Editor
from onrecord.web.access.signed import within
from onrecord.web.cards import Cards
from onrecord.web.correcting import Step, addressed, carry_out, choice, meant, turn
from onrecord.web.rendering import page, query
from onrecord.web.room import room_of
from onrecord.web.surroundings import passage_of, surroundings
from onrecord.web.volumes import title_of, volume_of
from onrecord.web.words import KINDS, OCCASIONS

router = APIRouter()
MOST = 100
"""Things that one form may decide about."""
_NAMES, _BESIDE = 8, 2
_OFFSETS = re.compile(r"\s*\d{1,9}\s*-\s*\d{1,9}\s*(,\s*\d{1,9}\s*-\s*\d{1,9}\s*)*")
_PARTS = ("content", "cue", "source", "addressee")
Field = Annotated[str, Form(max_length=2000)]
Long = Annotated[str, Form(max_length=20_000)]


class Given(NamedTuple):
    """What a form says a thing is to be."""

    value: str
    occasion: str
    kind: str
    date: str
    place: str
    participants: str
    parts: dict[str, str]
    before: dict[str, str]


@router.post("/corrections")
def correct(
    request: Request,
    account: Editor,
    verb: Field = "",
    about: Annotated[list[str], Form()] = [],  # noqa: B006  # FastAPI copies it
    do: Field = "",
    value: Field = "",
    occasion: Field = "",
    kind: Field = "",
    date: Field = "",
    place: Field = "",
    participants: Field = "",
    content: Long = "",
    cue: Field = "",
    source: Field = "",
    addressee: Field = "",
    was_content: Long = "",
    was_cue: Field = "",
    was_source: Field = "",
    was_addressee: Field = "",
    why: Annotated[str, Form(max_length=1000)] = "",
    reasoned: Field = "",
    next: Annotated[str, Form(max_length=4000)] = "/",
    back: Annotated[str, Form(max_length=4000)] = "",
) -> Response:
    """Carries out what a form says and goes on to ``next``, or where nothing could be done ``back``.

    ``do`` is a verb and what it is about in one, ``accept ab12cd34ef56#s4``, for buttons that share a form. ``why``
    counts where it is given, or where ``reasoned`` says that none is; else what the session said last.
    """
    if do:
        verb, _, one = do.partition(" ")
        about = [one]
    parts = dict(zip(_PARTS, (content, cue, source, addressee), strict=True))
    before = dict(zip(_PARTS, (was_content, was_cue, was_source, was_addressee), strict=True))
    given = Given(value, occasion, kind, date, place, participants, parts, before)
    record = room_of(request).record
    if verb not in _VERBS or len(about) > MOST:
        raise HTTPException(400)
    steps = [_step(record, verb, one, given) for one in dict.fromkeys(about)]
    made = carry_out(request, account, steps, _said(why, reasoned))
    to = within(next) if made or not back else within(back)
    return RedirectResponse(_shown(to, made), 303)


@router.post("/undo")
def undo(
    request: Request,
    account: Editor,
    number: Annotated[list[int], Form()] = [],  # noqa: B006
    next: Annotated[str, Form(max_length=4000)] = "/",
) -> Response:
    """Undoes decisions, else the last change of this session, else the last of whoever asks."""
    turn(request, account, number[:MOST], undone=True)
    return RedirectResponse(within(next), 303)


@router.post("/redo")
def redo(
    request: Request,
    account: Editor,
    number: Annotated[list[int], Form()] = [],  # noqa: B006
    next: Annotated[str, Form(max_length=4000)] = "/",
) -> Response:
    """Redoes decisions, else what this session undid last, else what whoever asks undid last."""
    turn(request, account, number[:MOST], undone=False)
    return RedirectResponse(within(next), 303)


@router.post("/corrections/why")
def why(
    request: Request,
    _: Editor,
    why: Annotated[str, Form(max_length=1000)] = "",
    next: Annotated[str, Form(max_length=4000)] = "/review",
) -> Response:
    """Remembers why this session decides, until it says otherwise."""
    request.state.audited = True  # nothing is changed in the record
    room_of(request).changes.why(request.state.tie, why)
    return RedirectResponse(within(next), 303)


@router.get("/corrections/names")
def names(
    request: Request,
    _: Editor,
    q: Annotated[str, Query(max_length=200)] = "",
    ref: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Names that begin so, for a field that completes them: those of a document first, then those of the record."""
    record = room_of(request).record
    found = volume_of(request, ref) if ref else None
    begun = q.casefold().strip()
    here = [
        {"value": f"{clean(one.name)} ({one.id})", "label": ""}
        for one in (found.document.entities if found else ())
        if begun and any(word.startswith(begun) for word in (one.name.casefold(), *one.name.casefold().split()))
    ]
    known = set(found.known.values()) if found else set()
    others = [
        {"value": f"{clean(one.name)} ({one.id})", "label": str(one.number)}
        for one in record.completed(q, limit=_NAMES)
        if int((one.id or "p0")[1:]) not in known
    ]
    return JSONResponse([*here[:_NAMES], *others])


@router.get("/d/{ref}/correct/{label}")
def statement(request: Request, account: Editor, ref: str, label: str) -> Response:
    """The forms for all that can be corrected of a statement, with its surroundings."""
    found = _current(request, ref)
    one = next((one for one in found.document.statements if one.id == label), None)
    if one is None:
        raise HTTPException(404)
    span = (one.content[0][0], one.content[-1][1]) if one.content else (0, 0)
    return _forms(request, found, span, one)


@router.get("/d/{ref}/mark")
def mark(request: Request, account: Editor, ref: str, p: Annotated[str, Query(max_length=40)] = "") -> Response:
    """The form for a statement that was not found; ``p`` are the offsets of its words."""
    found = _current(request, ref)
    return _forms(request, found, passage_of(found.document, p) or (0, 0), None)


@router.get("/people/{id}/correct")
def person(request: Request, account: Editor, id: int) -> Response:
    """The forms for all that can be corrected of a person, also by which appearances are of another."""
    record = room_of(request).record
    try:
        found = record.person(f"p{id}", statements=0)
    except RecordError:
        raise HTTPException(404) from None
    where = record.appearances(f"p{id}", limit=MOST)
    return page(request, "correcting_people.html", person=found, id=id, appearances=where, reason=_why(request))


@router.post("/people/{id}/{verb}")
def correct_person(
    request: Request,
    account: Editor,
    id: int,
    verb: str,
    value: Annotated[list[str], Form()] = [],  # noqa: B006
    why: Annotated[str, Form(max_length=1000)] = "",
    reasoned: Field = "",
    back: Annotated[str, Form(max_length=4000)] = "",
) -> Response:
    """Merges a person with others, takes some appearances off, renames them, or sets their Wikidata id."""
    record, who = room_of(request).record.correct, f"p{id}"
    values = [one for one in value if one.strip()][:MOST]
    steps: dict[str, Callable[..., Made]] = {
        "merge": partial(record.merge, who, *map(meant, values)),
        "split": partial(record.split, who, *values),
        "rename": partial(record.rename, who, "".join(values)),
        "wikidata": partial(record.wikidata, who, "".join(values).strip() or None),
    }
    if verb not in steps:
        raise HTTPException(404)
    made = carry_out(request, account, [lambda why, who: steps[verb](why=why, who=who)], _said(why, reasoned))
    entity = made[0].entity if made else None
    return RedirectResponse(f"/people/{entity or id}" if made or not back else within(back), 303)


def _step(record: Record, verb: str, about: str, given: Given) -> Step:
    def step(why: str | None, who: str) -> Made:
        made: Made = _VERBS[verb](record.correct, about, given, {"why": why, "who": who})
        return made

    return step


def _set_speaker(correct: Any, about: str, given: Given, how: dict[str, Any]) -> Any:
    said = meant(given.value)
    return correct.speaker(about, said, **how) if said else correct.clear_speaker(about, **how)


def _set_addressees(correct: Any, about: str, given: Given, how: dict[str, Any]) -> Any:
    said = _people(given.value)
    return correct.addressee(about, *said, **how) if said else correct.clear_addressee(about, **how)


def _set_occasion(correct: Any, about: str, given: Given, how: dict[str, Any]) -> Any:
    if given.occasion == "new":
        return correct.occasion(
            about, kind=given.kind or "other", date=given.date.strip() or None,
            place=meant(given.place) or None, participants=_people(given.participants) or None, **how,
        )  # fmt: skip
    return correct.occasion(about, given.occasion, **how) if given.occasion else correct.clear_occasion(about, **how)


def _set_spans(correct: Any, about: str, given: Given, how: dict[str, Any]) -> Any:
    other = [name for name, said in given.parts.items() if said.strip() != given.before[name].strip()]
    parts = {name: _spans(given.parts[name]) or () for name in other}
    return correct.spans(about, **parts, **how)


def _add(correct: Any, about: str, given: Given, how: dict[str, Any]) -> Any:
    parts = {name: _spans(said) for name, said in given.parts.items()}
    return correct.add(
        about, parts.pop("content") or (), **parts, kind=given.kind or "indirect", speaker=meant(given.value) or None,
        addressees=_people(given.participants), occasion=given.occasion or None, date=given.date.strip() or None, **how,
    )  # fmt: skip


def _pair(about: str) -> list[str]:
    one, _, other = about.partition(" ")
    return [one, other]


_VERBS: dict[str, Callable[[Any, str, Given, dict[str, Any]], Any]] = {
    "accept": lambda correct, about, given, how: correct.accept(about, **how),
    "reject": lambda correct, about, given, how: correct.reject(about, **how),
    "kind": lambda correct, about, given, how: correct.kind(about, given.kind, **how),
    "speaker": _set_speaker,
    "addressee": _set_addressees,
    "occasion": _set_occasion,
    "spans": _set_spans,
    "add": _add,
    "accept-join": lambda correct, about, given, how: correct.accept_join(*_pair(about), **how),
    "refuse-join": lambda correct, about, given, how: correct.refuse_join(*_pair(about), **how),
}


def _people(said: str) -> list[str]:
    return [meant(one) for one in said.split(";") if one.strip()]


def _spans(said: str) -> list[str] | None:
    """Offsets such as ``120-160, 170-190``, or words that stand in the text once."""
    if not said.strip():
        return None
    return [one.strip() for one in said.split(",")] if _OFFSETS.fullmatch(said) else [said.strip()]


def _shown(to: str, made: list[Made]) -> str:
    """The page to go on to, at the statement that was added, or that stands on it still."""
    path = to.partition("?")[0].partition("#")[0]
    one = made[-1] if made else None
    if one and one.label and path == f"/d/{one.ref}" and "#" not in to and one.verb != "reject":
        return f"{to}#{one.label}"
    return to


def _current(request: Request, ref: str) -> Volume:
    """A document that may be corrected: no older version."""
    found = volume_of(request, ref)
    if found.newer:
        raise HTTPException(404)
    return found


def _said(why: str, reasoned: str) -> str | None:
    return why if why or reasoned else None


def _why(request: Request) -> str:
    return room_of(request).changes.why(request.state.tie)


def _forms(request: Request, found: Volume, span: Span, one: Statement | None) -> Response:
    document = found.document
    path = f"/d/{found.ref}"
    parts = {name: _offsets(getattr(one, name)) if one else "" for name in _PARTS}
    if one is None and span[0] < span[1]:
        parts["content"] = f"{span[0]}-{span[1]}"
    return page(
        request,
        "correcting.html",
        volume=found,
        statement=one,
        card=Cards(found, Look(document)).of(one) if one else None,
        title=title_of(document),
        blocks=surroundings(document, path, span, one, _BESIDE),
        parts=[(name, said, _words(document, getattr(one, name) if one else ((span,) if said else ())))
               for name, said in parts.items()],
        people=[(one.id, clean(one.name)) for one in document.entities if one.kind != "place"][:500],
        places=[(one.id, clean(one.name)) for one in document.entities if one.kind == "place"][:500],
        occasions=[(one.id, one.kind, one.date, _name(document, one.place)) for one in document.occasions],
        kinds=KINDS,
        occasion_kinds=OCCASIONS,
        speaker=choice(document, one.speaker) if one else "",
        addressees=addressed(document, one) if one else "",
        next=path,
        history=query("/history", document=found.ref),
        reason=_why(request),
    )  # fmt: skip


def _offsets(spans: tuple[Span, ...]) -> str:
    return ", ".join(f"{start}-{end}" for start, end in spans)


def _words(document: Document, spans: tuple[Span, ...]) -> str:
    return shortened(clean(" ".join(document.words(spans).split())), 200)


def _name(document: Document, label: str | None) -> str:
    one = document.entity(label)
    return clean(one.name) if one else ""
