"""Opens the reading room: the address taken, the server run until it is told to stop."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable

import uvicorn

from onrecord.record import Record
from onrecord.web import create_app
from onrecord.web.settings import Settings

_LAST_PAGES = 10  # seconds that pages under way are given when the room closes


class ServeError(Exception):
    """Why the room cannot open, in one line."""


def bound(settings: Settings) -> socket.socket:
    """A socket at the address of the settings; raises ``ServeError``."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError) as error:
        raise ServeError(f"{settings.host}: there is no such address on this machine") from error
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise ServeError(_reason(settings, error)) from error
    return listening


def run(record: Record, settings: Settings, listening: socket.socket, opened: Callable[[], None]) -> None:
    """Serves until it is interrupted; ``opened`` is called when the first page can be asked for."""
    _Server(configured(record, settings), opened).run(sockets=[listening])


def configured(record: Record, settings: Settings) -> uvicorn.Config:
    """How the server is run: forwarded headers are believed from the proxies alone, no page is logged."""
    return uvicorn.Config(
        create_app(record, settings),
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        timeout_graceful_shutdown=_LAST_PAGES,
    )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, opened: Callable[[], None]):
        super().__init__(config)
        self._opened = opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._opened()


def _reason(settings: Settings, error: OSError) -> str:
    where = f"{settings.host}:{settings.port}"
    if error.errno == errno.EADDRINUSE:
        return f"{where}: this port is taken, perhaps by another room; choose one with --port"
    if error.errno == errno.EACCES:
        return f"{where}: this port is for the administrator of the machine; choose one above 1023 with --port"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{where}: there is no such address on this machine"
    return f"{where}: {error.strerror or error}"
