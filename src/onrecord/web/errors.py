"""What is shown when something cannot be shown: in words for a person, as JSON for a program, never a trace."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.record import RecordError, RecordMissingError
from onrecord.web.access.signed import is_api
from onrecord.web.api.problems import Fault, InvalidError, problem
from onrecord.web.language import later as _
from onrecord.web.language import say
from onrecord.web.rendering import page

_WORDS = {
    400: (_("This cannot be read"), _("What was sent is not what this page takes.")),
    401: (_("Sign in first"), _("This page is for people with an account.")),
    403: (_("Not allowed"), _("Your account may not do this.")),
    404: (_("Nothing here"), _("There is no such page, or it was taken out of the record.")),
    405: (_("Not this way"), _("This address cannot be used like that.")),
    409: (_("This changed meanwhile"), _("Somebody was faster; reload the page and look again.")),
    413: (_("Too large"), _("What was sent is larger than this page takes.")),
    421: (
        _("Another address"),
        _("This room does not answer under this name. Whoever runs it can name it with --public-url."),
    ),
    422: (_("This cannot be read"), _("What was sent is not what this page takes.")),
    429: (_("Too many tries"), _("Wait a while, then try again.")),
    500: (_("Something went wrong"), _("It is noted in the log of the room. Nothing that was kept is lost.")),
    503: (_("Not now"), _("The record cannot be used at this moment; try again soon.")),
}


def told(request: Request, status: int, said: str | None = None, headers: dict[str, str] | None = None) -> Response:
    """An answer that tells what is wrong; ``said`` is said in place of the general words."""
    title, general = _WORDS.get(status, _WORDS[400 if status < 500 else 500])
    words = said or general
    answer: Response
    if is_api(request):
        answer = problem(status, words)
    else:
        answer = page(request, "error.html", status, title=say(request, title), words=words)
    answer.headers.update(headers or {})
    return answer


def install(app: FastAPI) -> None:
    """Makes the application answer for errors in this way."""

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 401 and not is_api(request):
            return RedirectResponse("/signin", 303)
        general = error.detail == HTTPStatus(error.status_code).phrase
        return told(request, error.status_code, None if general else error.detail, dict(error.headers or {}))

    @app.exception_handler(RecordMissingError)
    @app.exception_handler(RecordError)
    def _record(request: Request, error: RecordError) -> Response:
        # the disk is full, or another program holds the record: nothing that was sent is at fault
        not_now = isinstance(error.__cause__, OperationalError)
        return told(request, 503 if not_now else 400, str(error), {"Retry-After": "10"} if not_now else None)

    @app.exception_handler(InvalidError)
    def _sent(request: Request, error: InvalidError) -> Response:
        return problem(422, str(error), (error.fault,))

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        if not is_api(request):
            return told(request, 422)
        found = (Fault(".".join(map(str, fault["loc"])), fault["msg"]) for fault in error.errors())
        faults = tuple(found)
        said = "; ".join(f"{fault.where}: {fault.what}" for fault in faults[:3])
        return problem(422, said, faults)
