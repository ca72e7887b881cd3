"""Who reads a feed: a feed reader has no session, but a token in the address, or as a password (HTTP Basic)."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error

from starlette.requests import Request

from onrecord.web.access.accounts import Account
from onrecord.web.access.tokens import Tokens

TOKEN = "token"  # the value of an address that holds it
_FEED = re.compile(r"/watches/([0-9a-f]{16})\.atom")


def feed_of(request: Request) -> str | None:
    """The id of the feed that is asked for."""
    found = _FEED.fullmatch(request.scope["path"])
    return found[1] if found and request.method in ("GET", "HEAD") else None


def reader(request: Request, tokens: Tokens) -> Account | None:
    """Whoever has a token for the feed that is asked for; ``None`` where nobody has."""
    feed, value = feed_of(request), request.query_params.get(TOKEN) or _password(request)
    return tokens.account_of_feed(value, feed) if feed and value else None


def _password(request: Request) -> str | None:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return b64decode(value.strip(), validate=True).decode("utf-8").partition(":")[2]
    except (Error, ValueError):
        return None
