"""Corrections: the verbs of ``onrecord correct``, undo, redo and the history.

What each takes is what the method of ``Record.correct`` takes: read off its signature, so that a verb that is added
there is a call here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Annotated, Any, get_type_hints

import msgspec
from fastapi import Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.record import Record
from onrecord.record.decisions.deciding import Made
from onrecord.record.decisions.history import Entry
from onrecord.record.decisions.making import Correct
from onrecord.record.results import Result
from onrecord.web.access.roles import Editor, Reader
from onrecord.web.api import answers, calls, schemas
from onrecord.web.api.bodies import json_of
from onrecord.web.room import room_of

router = calls.calls_about("corrections")
Decision = schemas.struct_of(Made, "Decision")
Decided = schemas.struct_of(Entry, "Decided")
MOST_NAMED = 200
"""Values of a list in a correction."""
_EXAMPLES: dict[str, dict[str, Any]] = {
    "accept": {"reference": "mzxw6ytboi5a#s4"},
    "reject": {"reference": "mzxw6ytboi5a#f0", "why": "the date is right, the weekday was moved"},
    "speaker": {"statement": "mzxw6ytboi5a#s4", "speaker": "Ines Falk", "why": "she signed the letter"},
    "addressee": {"statement": "mzxw6ytboi5a#s4", "addressees": ["e3", "Oskar Lind"]},
    "kind": {"statement": "mzxw6ytboi5a#s4", "kind": "direct"},
    "spans": {"statement": "mzxw6ytboi5a#s4", "content": [[120, 160]], "cue": [[110, 114]]},
    "add": {"document": "mzxw6ytboi5a", "content": ["the ferries would run hourly"], "speaker": "Ines Falk"},
    "occasion": {"reference": "mzxw6ytboi5a#s4", "kind": "speech", "date": "2025-02-08", "place": "Ostrow"},
    "merge": {"people": ["p12", "p40"], "why": "she married in May"},
    "split": {"person": "p12", "off": ["mzxw6ytboi5a", "onswo5bam52g#e3"], "why": "the father"},
    "rename": {"person": "p12", "name": "Ines Falk-Lind"},
    "wikidata": {"person": "p12", "id": "Q42"},
    "accept_join": {"one": "p12", "other": "p40"},
    "refuse_join": {"one": "p12", "other": "p40", "why": "father and son"},
}
_List = Annotated[list[str], msgspec.Meta(max_length=MOST_NAMED)]


def verbs() -> Iterator[tuple[str, Callable[..., Made]]]:
    """The methods that make a correction, by name."""
    for name, method in vars(Correct).items():
        if not name.startswith("_"):
            yield name, method


def body_of(name: str, method: Callable[..., Made]) -> tuple[Any, str | None]:
    """The Struct of what a method takes, and which of its fields is given as further arguments."""
    hints, several = get_type_hints(method), None
    fields: list[Any] = []
    for one in inspect.signature(method).parameters.values():
        if one.name in ("self", "who"):
            continue
        if one.kind is inspect.Parameter.VAR_POSITIONAL:
            several = one.name
            fields.append((one.name, _List))
        elif one.default is inspect.Parameter.empty:
            fields.append((one.name, hints[one.name]))
        else:
            fields.append((one.name, hints[one.name], one.default))
    title = "".join(part.title() for part in name.split("_")) + "Correction"
    made = msgspec.defstruct(title, fields, frozen=True, kw_only=True, forbid_unknown_fields=True)
    return made, several


def _add_verb(name: str, method: Callable[..., Made]) -> None:
    taken, several = body_of(name, method)
    sent = Depends(json_of(taken))

    def call(request: Request, account: Editor, said: Any = sent) -> Response:
        given = {field: getattr(said, field) for field in said.__struct_fields__}
        further = given.pop(several) if several else ()
        first = []
        if several:  # what stands before further arguments is given by its place
            for field in said.__struct_fields__[: said.__struct_fields__.index(several)]:
                first.append(given.pop(field))
        decide = getattr(room_of(request).record.correct, name)
        return answers.one(schemas.plain(decide(*first, *further, **given, who=account.name)))

    usual = {"statement": "mzxw6ytboi5a#s4"} if "statement" in taken.__struct_fields__ else None
    router.add_api_route(
        f"/corrections/{name.replace('_', '-')}", call, methods=["POST"], name=f"correct_{name}",
        summary=f"Correct: {name.replace('_', ' ')}", description=inspect.getdoc(method),
        responses=schemas.answer(Decision, "The decision that was made"),
        openapi_extra=schemas.body(taken, _EXAMPLES.get(name, usual)),
    )  # fmt: skip


for _name, _method in verbs():
    _add_verb(_name, _method)


class Turn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which decision, by its ``number``; without one, one's own last."""

    number: Annotated[int, msgspec.Meta(ge=1, le=2**53)] | None = None
    why: str | None = None


_turn = Depends(json_of(Turn))
_TURNED = schemas.body(Turn, {"number": 12, "why": "a slip"})


@router.post("/undo", responses=schemas.answer(Decision, "The decision undone"), openapi_extra=_TURNED)
def undo(request: Request, account: Editor, said: Turn = _turn) -> Response:
    """Undoes a decision: everything is as if it had not been made, and it stays in the history."""
    return _turned(room_of(request).record.undo, said, account.name)


@router.post("/redo", responses=schemas.answer(Decision, "The decision redone"), openapi_extra=_TURNED)
def redo(request: Request, account: Editor, said: Turn = _turn) -> Response:
    """Redoes a decision that was undone."""
    return _turned(room_of(request).record.redo, said, account.name)


def _turned(turn: Callable[..., Made], said: Turn, who: str) -> Response:
    return answers.one(schemas.plain(turn(said.number, why=said.why, who=who)))


@router.get("/history", responses=schemas.answer(answers.page_of(Decided), "Decisions", lines=Decided))
def history(
    request: Request,
    _: Reader,
    about: Annotated[
        str | None, Query(max_length=2_000, description="A document, a statement (`ref#s4`) or somebody.")
    ] = None,
    limit: answers.Limit = None,
    after: Annotated[int, Query(ge=0, le=2**53, description="The `next` of the page before.")] = 0,
) -> Response:
    """Lists what was decided, when, by whom and why, the first one first."""
    record: Record = room_of(request).record

    def ask(most: int, cursor: str | None) -> Any:
        found = record.history(about, limit=most, after=int(cursor or 0))
        rows = [schemas.plain(one) for one in found]
        return Result(rows, str(found[-1].id) if len(found) == most else None)

    return answers.listed(request, ask, limit, str(after))
