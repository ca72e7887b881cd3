"""Addresses on the web: which of them may be asked, and the machines that they stand for.

A name is resolved once, here, and the connection is made to the address that was judged: a name that is
resolved again when connecting may by then stand for a machine inside the house.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from onrecord.intake.given import IntakeError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Policy = Callable[[Address], bool]

_LONGEST = 4_000
_PORTS = {"http": 80, "https": 443}
_FIRST_FREE_PORT = 1024  # below it other services listen, that must not be sent a request
# RFC 6052 and RFC 8215: an IPv4 address stands in the last 32 bits of these.
_TRANSLATED = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))


class FetchError(IntakeError):
    """What could not be fetched, in one line: the address, and why."""


class Target(NamedTuple):
    """A checked address: its whole spelling, and the parts that a request is made of."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as a ``Host`` field has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt holds for."""
        return f"{self.scheme}://{self.authority}"


def checked(url: str) -> Target:
    """The parts of an address that may be asked; raises ``FetchError`` for any other."""
    url = url.strip()
    shown = url if len(url) <= 200 else url[:200] + "…"
    if len(url) > _LONGEST:
        raise FetchError(f"{shown}: the address is longer than {_LONGEST:,} characters")
    if "\\" in url or any(ord(sign) < 32 or ord(sign) == 127 for sign in url):
        raise FetchError(f"{' '.join(shown.split())}: the address has characters that none may have")
    try:
        parts = parse_url(_plain_host(url))
    except (LocationParseError, ValueError) as error:
        raise FetchError(f"{shown}: this is no address") from error
    if parts.scheme not in _PORTS:
        raise FetchError(f"{shown}: only http and https addresses are fetched")
    if parts.auth is not None:
        raise FetchError(f"{_without_name(url)}: an address with a user name or password is not fetched")
    host = (parts.host or "").strip("[]").rstrip(".").lower()
    if not host or "%" in host:
        raise FetchError(f"{shown}: the address names no machine")
    port = parts.port or _PORTS[parts.scheme]
    if port < _FIRST_FREE_PORT and port not in _PORTS.values():
        raise FetchError(f"{shown}: port {port} is not one of the web")
    target = Target("", parts.scheme, host, port, parts.request_uri)
    return target._replace(url=target.origin + target.path)


def _plain_host(url: str) -> str:
    """The address with its host as DNS spells it: ``żółw.example`` is ``xn--w-uga1v8h.example``."""
    if url.isascii():
        return url
    parts = urlsplit(url)
    if parts.netloc.isascii():
        return url
    return parts._replace(netloc=parts.netloc.encode("idna").decode("ascii")).geturl()


def _without_name(url: str) -> str:
    head, _, rest = url.partition("://")
    return f"{head}://…@{rest.rpartition('@')[2]}"[:200]


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, and stands for no other by a way of translation."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in _TRANSLATED):
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address.teredo is not None or address.is_site_local:
            return False
        if address.sixtofour is not None:
            return is_public(address.sixtofour)
    others = (
        address.is_multicast,
        address.is_private,
        address.is_reserved,
        address.is_loopback,
        address.is_link_local,
        address.is_unspecified,
    )
    return address.is_global and not any(others)


def resolved(target: Target, allowed: Policy, seconds: float) -> list[Address]:
    """The addresses of a target's machine that are ``allowed``, in the system's order; at least one.

    Raises ``FetchError`` when there is none, or no answer within so many seconds.
    """
    found = _literal(target.host) or _looked_up(target, seconds)
    fit = [address for address in found if allowed(address)]
    if not fit:
        shown = found[0] if found else target.host
        raise FetchError(f"{target.url}: {shown} is no public address; only those are fetched")
    return fit


def _literal(host: str) -> list[Address]:
    try:
        return [ipaddress.ip_address(host)]
    except ValueError:
        return []


def _looked_up(target: Target, seconds: float) -> list[Address]:
    """What the system says of a name; its own time limit may be minutes, so it is asked aside."""
    answers: list[list[Address] | Exception] = []

    def ask() -> None:
        try:
            told = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
            answers.append([ipaddress.ip_address(str(answer[4][0])) for answer in told])
        except (OSError, ValueError) as error:
            answers.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if not answers:
        raise FetchError(f"{target.url}: no answer on where {target.host} is within {seconds:.0f} seconds")
    if isinstance(answers[0], Exception):
        raise FetchError(f"{target.url}: there is no machine named {target.host}")
    return list(dict.fromkeys(answers[0]))
