"""What a reading room is told when it opens: where it listens, who may come in, and how much it takes."""

from __future__ import annotations

import getpass
import ipaddress
import re
import socket
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

DEFAULT_PORT = 8765
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_MIB = 1 << 20
_HOST = re.compile(r"(?:\[(?P<address>[0-9A-Fa-f:.]{2,45})\]|(?P<name>[A-Za-z0-9._-]{1,253}))(?::\d{1,5})?")


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "local"


@dataclass(frozen=True)
class Settings:
    """Sizes in bytes, times in seconds.

    ``public_url`` is the address that people type, where it is another than ``host`` and ``port``; ``proxies`` are the
    addresses whose forwarded headers are believed; ``accounts`` asks for accounts on this machine's own address too.
    ``who`` stands behind corrections where there are no accounts.
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    public_url: str | None = None
    proxies: tuple[str, ...] = ()
    accounts: bool = False
    who: str = field(default_factory=_who)
    body_bytes: int = 2 * _MIB
    upload_bytes: int = 64 * _MIB
    idle_seconds: int = 12 * 3600
    session_seconds: int = 30 * 86400
    signin_window: int = 15 * 60
    signin_tries: int = 5

    @property
    def on_loopback(self) -> bool:
        """Whether the room is reached from this machine alone."""
        return self.host in LOOPBACK and not self.public_url and not self.proxies

    @property
    def needs_accounts(self) -> bool:
        """Whether people have to sign in."""
        return self.accounts or not self.on_loopback

    @property
    def secure(self) -> bool:
        """Whether people come over TLS: cookies are then sent over nothing else."""
        return (self.public_url or "").startswith("https://")

    @property
    def address(self) -> str:
        """Where the room is, as a browser is told it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (self.public_url or f"http://{host}:{self.port}").rstrip("/")

    @cached_property
    def _names(self) -> frozenset[str]:
        names = {self.host.lower()}
        if self.public_url:
            names.add((urlsplit(self.public_url).hostname or "").lower())
        if self.on_loopback:
            return frozenset(names | LOOPBACK)
        if not self.public_url:
            machine = socket.gethostname().lower()
            names |= LOOPBACK | {machine, f"{machine}.local", socket.getfqdn().lower()}
        return frozenset(names)

    def knows_host(self, header: str) -> bool:
        """Whether a Host header names this room.

        A page elsewhere whose name is made to point to this machine (DNS rebinding) is refused by this.
        """
        found = _HOST.fullmatch(header)
        if not found:
            return False
        name = (found["address"] or found["name"]).lower()
        return name in self._names or (not self.on_loopback and not self.public_url and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
