"""Finds out who asks, before anything else is done, and turns away whoever must sign in first."""

from __future__ import annotations

import secrets
from urllib.parse import quote

from fastapi.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.web.access import feeds
from onrecord.web.access.accounts import Account
from onrecord.web.api.problems import problem
from onrecord.web.room import Room

OPEN = ("/signin", "/preferences", "/favicon.ico")
"""Paths that need no account; whatever is under /static needs none either."""


def session_cookie(room: Room) -> str:
    """The name of the cookie with the session; over TLS the browser holds it to this host alone."""
    return "__Host-onrecord-session" if room.settings.secure else "onrecord-session"


def visitor_cookie(room: Room) -> str:
    """The name of the cookie that forms are tied to while nobody is signed in."""
    return "__Host-onrecord-visitor" if room.settings.secure else "onrecord-visitor"


class SignedIn:
    """Puts into ``request.state``: ``account`` (or ``None``), ``session``, ``by_token`` and ``tie``.

    ``tie`` is the secret that a form's token is made from: the session, or a visitor's cookie.
    """

    def __init__(self, app: ASGIApp, room: Room):
        self._app, self._room = app, room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        state = request.state
        state.account, state.session, state.by_token = None, None, False
        state.tie = request.cookies.get(visitor_cookie(self._room), "")
        state.new_visitor = not 20 <= len(state.tie) <= 100
        if state.new_visitor:
            state.tie = secrets.token_urlsafe(32)
        path: str = scope["path"]
        is_open = path in OPEN or path.startswith("/static/")
        if not self._room.settings.needs_accounts:
            state.account = Account(0, self._room.settings.who, "admin")
        elif not path.startswith("/static/"):
            await self._identify(request)
            if state.account is None and feeds.feed_of(request):
                state.account = await run_in_threadpool(feeds.reader, request, self._room.tokens)
        if state.account is None and not is_open:
            await self._turned_away(request)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _identify(self, request: Request) -> None:
        state = request.state
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        if scheme:
            if scheme.lower() == "bearer":
                state.account = await run_in_threadpool(self._room.tokens.account, value.strip())
            state.by_token = state.account is not None
            return
        if value := request.cookies.get(session_cookie(self._room), ""):
            state.account = await run_in_threadpool(self._room.sessions.account, value)
            if state.account:
                state.session = state.tie = value

    def _turned_away(self, request: Request) -> Response:
        path = path_of(request)
        if feeds.feed_of(request):
            return Response("this feed needs a token", 401, {"WWW-Authenticate": 'Basic realm="onrecord feed"'})
        if is_api(request) or "authorization" in request.headers:
            said = "this needs a valid token: Authorization: Bearer ..."
            answer = problem(401, said)
            answer.headers["WWW-Authenticate"] = "Bearer"
            return answer
        asked = request.scope["query_string"].decode("latin-1")
        wanted = path + (f"?{asked}" if asked else "")
        to = "/signin" if request.method not in ("GET", "HEAD") or path == "/" else f"/signin?next={quote(wanted)}"
        if "hx-request" in request.headers:
            return Response(status_code=401, headers={"HX-Redirect": "/signin"})
        return RedirectResponse(to, 303)


def is_api(request: Request) -> bool:
    """Whether an answer is for a program."""
    path = path_of(request)
    return path.startswith("/api/") or path == "/openapi.json"


def path_of(request: Request) -> str:
    """The path that is asked for; ``request.url`` is put together from what the Host header says, and is not used."""
    path: str = request.scope["path"]
    return path


def within(path: str) -> str:
    """A path of this room, or else its first page: nobody is led away to another site."""
    plain = path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
    return path if plain and path.isascii() else "/"
