"""Guards against requests that another site makes a reader's browser send.

Every form has a token, and htmx sends it as a header. A token is the HMAC of a secret that the browser has in a cookie
no script can read, under a mask that differs each time, so that its compressed length tells nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.requests import Request

from onrecord.web.access.signed import is_api
from onrecord.web.language import later as _
from onrecord.web.room import room_of

FIELD, HEADER = "csrf", "x-csrf-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def token(request: Request) -> str:
    """A token for a form of this request's page."""
    mask = secrets.token_bytes(32)
    return urlsafe_b64encode(mask + _xor(mask, _expected(request))).decode()


async def check(request: Request) -> None:
    """Refuses (403) whatever changes something and does not come from a page of the room."""
    if request.method in SAFE or request.state.by_token:
        return
    if not _of_this_site(request):
        raise HTTPException(403, _("This came from another site and was not carried out."))
    given = request.headers.get(HEADER)
    if given is None and is_api(request) and not _by_browser(request):
        return  # a program on this machine: elsewhere it would have needed a token of its own
    if given is None and request.headers.get("content-type", "").partition(";")[0].strip() in _FORMS:
        field = (await request.form()).get(FIELD)
        given = field if isinstance(field, str) else None
    if not _is_right(request, given or ""):
        raise HTTPException(403, _("This page was open too long; go back, reload it and try again."))


def _expected(request: Request) -> bytes:
    tie = getattr(request.state, "tie", "")  # missing on an answer that was given before anybody was looked at
    return hmac.digest(tie.encode("utf-8", "replace"), b"onrecord forms", hashlib.sha256)


def _is_right(request: Request, given: str) -> bool:
    try:
        value = urlsafe_b64decode(given.encode("ascii"))
    except ValueError:
        return False
    return len(value) == 64 and hmac.compare_digest(_xor(value[:32], value[32:]), _expected(request))


def _of_this_site(request: Request) -> bool:
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
        host = parts.netloc.lower()
    except ValueError:
        return False
    public = room_of(request).settings.public_url
    return host in {request.headers.get("host", "").lower(), urlsplit(public or "").netloc.lower()} - {""}


def _by_browser(request: Request) -> bool:
    return any(name in request.headers for name in ("origin", "cookie", "referer", "sec-fetch-site", "sec-fetch-mode"))


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
