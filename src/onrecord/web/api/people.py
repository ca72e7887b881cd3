"""``/people`` and ``/occasions``."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import HTTPException, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.document import EntityKind, OccasionKind
from onrecord.record import RecordError
from onrecord.record.results import OccasionRow, Person, PersonRow
from onrecord.web.access.roles import Reader
from onrecord.web.api import answers, calls, schemas
from onrecord.web.room import room_of

router = calls.calls_about("people and occasions")
_Name = Annotated[str | None, Query(max_length=300)]
_Day = Annotated[str | None, Query(max_length=40, description="A date such as 2025, 2025-02 or 2025-02-08.")]


@router.get("/people", responses=schemas.answer(answers.Page[PersonRow], "People", lines=PersonRow))
def people(
    request: Request,
    _: Reader,
    name: Annotated[str | None, Query(max_length=300, description="Whom this name may mean, in any spelling.")] = None,
    kind: Annotated[EntityKind | Literal["any"], Query(description="What they are.")] = "person",
    limit: answers.Limit = None,
    after: answers.After = None,
) -> Response:
    """Lists people over all documents, those who said most first; organisations, places and outlets by `kind`."""
    record, of_kind = room_of(request).record, None if kind == "any" else kind

    def ask(most: int, cursor: str | None) -> Any:
        return record.people(name, kind=of_kind, limit=most, after=cursor)

    return answers.listed(request, ask, limit, after)


@router.get("/people/{id}", responses=schemas.answer(Person, "All about them"))
def person(
    request: Request,
    _: Reader,
    id: Annotated[str, Path(pattern=r"^p[0-9]{1,18}$", description="Such as p12.")],
    statements: Annotated[int, Query(ge=0, le=answers.MOST, description="So many statements, the newest.")] = 20,
) -> Response:
    """Tells all about one person: spellings, roles, statements, occasions, whom they met and who reported them."""
    try:
        return answers.one(room_of(request).record.person(id, statements=statements))
    except RecordError as error:
        raise HTTPException(404, str(error)) from error


@router.get("/occasions", responses=schemas.answer(answers.Page[OccasionRow], "Occasions", lines=OccasionRow))
def occasions(
    request: Request,
    _: Reader,
    person: _Name = None,
    place: _Name = None,
    kind: OccasionKind | None = None,
    since: _Day = None,
    until: _Day = None,
    limit: answers.Limit = None,
    after: answers.After = None,
) -> Response:
    """Lists when and where people met or spoke, in the documents that were added last first."""
    record = room_of(request).record

    def ask(most: int, cursor: str | None) -> Any:
        return record.occasions(
            person=person, place=place, kind=kind, since=since, until=until, limit=most, after=cursor
        )

    return answers.listed(request, ask, limit, after)


@router.get("/occasions/{ref}/{label}", responses=schemas.answer(OccasionRow, "The occasion"))
def occasion(request: Request, _: Reader, ref: str, label: str) -> Response:
    """Gives one occasion: that with the id `ref#label`."""
    found = room_of(request).record.occasion(f"{ref}#{label}")
    if found is None:
        raise HTTPException(404, "there is no such occasion")
    return answers.one(found)
