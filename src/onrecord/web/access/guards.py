"""Guards of every request: the headers that tell a browser what a page may do, the host, the size of what is sent."""

from __future__ import annotations

import logging

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.errors import told
from onrecord.web.room import Room

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
_STRICT_TRANSPORT = "max-age=31536000"
LARGE = ("/add", "/api/v1/add", "/api/v1/read")
"""The paths to which files are sent: they take ``upload_bytes``, all others ``body_bytes``."""
_BEFORE_SIGNIN = 64 << 10  # bytes of a request of nobody yet
_LOG = logging.getLogger("onrecord.web")


class SafeAnswers:
    """Sets the headers of every answer, and answers for whatever goes wrong within without showing a trace."""

    def __init__(self, app: ASGIApp, room: Room):
        self._app = app
        self._headers = dict(_HEADERS)
        if room.settings.secure:
            self._headers["Strict-Transport-Security"] = _STRICT_TRANSPORT

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception:
            _LOG.exception("%s %s", scope.get("method"), scope.get("path"))
            if not begun:
                await told(Request(scope, receive), 500)(scope, receive, sending)


class KnownHost:
    """Refuses requests that name another host: a name elsewhere that was made to point here (DNS rebinding)."""

    def __init__(self, app: ASGIApp, room: Room):
        self._app, self._room = app, room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles a request."""
        if scope["type"] == "http" and not self._room.settings.knows_host(Headers(scope=scope).get("host", "")):
            await told(Request(scope, receive), 421)(scope, receive, send)
            return
        await self._app(scope, receive, send)


class SizeLimit:
    """Refuses a body that is too large: at once where its length is told, or else as soon as it is."""

    def __init__(self, app: ASGIApp, room: Room):
        self._app, self._settings = app, room.settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most, got = self._most(scope), 0
        if self._announced(scope) > most:
            answer = told(Request(scope, receive), 413)
            answer.headers["Connection"] = "close"
            await answer(scope, receive, send)
            return

        async def receiving() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > most:
                raise HTTPException(413, headers={"Connection": "close"})
            return message

        await self._app(scope, receiving, send)

    def _most(self, scope: Scope) -> int:
        account = scope.get("state", {}).get("account")
        if account is None:
            return _BEFORE_SIGNIN
        if account.may("editor") and scope["path"] in LARGE:
            return self._settings.upload_bytes
        return self._settings.body_bytes

    def _announced(self, scope: Scope) -> int:
        said = Headers(scope=scope).get("content-length", "0")
        return int(said) if said.isdecimal() and len(said) < 20 else 0
