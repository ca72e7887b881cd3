"""What is wrong with a call, in the one shape that all errors have: RFC 9457, ``application/problem+json``."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with one value: where it stands, such as ``query.limit`` or ``$.speaker``, and what it is."""

    where: str
    what: str


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is wrong. ``title`` names the kind, ``detail`` says it of this call, ``errors`` of single values."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    errors: tuple[Fault, ...] = ()


class InvalidError(Exception):
    """What was sent is not what the call takes."""

    def __init__(self, where: str, what: str):
        super().__init__(f"{where}: {what}")
        self.fault = Fault(where, what)


def problem(status: int, detail: str, errors: tuple[Fault, ...] = ()) -> Response:
    """The answer that tells it."""
    try:
        title = HTTPStatus(status).phrase
    except ValueError:
        title = "Error"
    told = Problem(title, status, detail.encode("utf-8", "replace").decode(), errors=errors)
    return Response(msgspec.json.encode(told), status, media_type=MEDIA_TYPE)
