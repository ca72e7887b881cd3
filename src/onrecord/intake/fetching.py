"""Pages and feeds fetched from the web: public addresses only, within limits, as each site's robots.txt allows.

Nothing that a server does makes a fetch dangerous or endless: every redirect is judged like the first address,
the connection goes to the very address that was judged, bytes are counted after unpacking, and a watch cuts the
connection when the time is up, however slowly the bytes drip. Proxies of the environment are not used: they would
resolve names themselves.
"""

from __future__ import annotations

import http.client
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from onrecord import __version__
from onrecord.intake.addresses import Address, FetchError, Policy, Target, checked, is_public, resolved
from onrecord.intake.robots import LARGEST_ROBOTS, Robots, RobotsUnknownError
from onrecord.intake.served import as_served, kind_of, may_be_read

AGENT = f"onrecord/{__version__}"
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/pdf, */*;q=0.5"
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 1 << 16
_TRIED = 3  # addresses of one machine


class Limits(NamedTuple):
    """What a fetch may cost: bytes after unpacking, seconds, redirects; seconds between two requests to a host."""

    size: int = 10_000_000
    connect: float = 10.0
    read: float = 10.0
    total: float = 30.0
    redirects: int = 5
    pause: float = 1.0


class Fetched(NamedTuple):
    """What came: the address it came from in the end, its bytes as they are read alone, the server's type."""

    url: str
    data: bytes
    content_type: str


class _Answer(NamedTuple):
    """A server's answer: status, headers of note, and the body of one that is no redirect."""

    status: int
    location: str | None
    content_type: str
    data: bytes


class Fetcher:
    """Fetches one address after the other; what it learns of a host (robots.txt, the last visit) is kept.

    ``allowed`` judges the addresses of machines. It is there for tests and for those who run a fetcher inside a
    house of their own; the commands always use ``is_public``.
    """

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008  # immutable
        allowed: Policy = is_public,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limits = limits
        self._allowed = allowed
        self._sleep = sleep
        self._robots = Robots(self._robots_txt)
        self._visits: dict[str, float] = {}

    def get(self, url: str) -> Fetched:
        """What stands at an address, redirects followed; raises ``FetchError`` with one line."""
        first = target = checked(url)
        end = _End(self._limits.total)
        for _ in range(self._limits.redirects + 1):
            resolved(target, self._allowed, end.left(self._limits.connect))  # a clearer line than of its robots.txt
            self._ask_robots(target, end)
            answer = self._ask(target, end, self._limits.size)
            if answer.location is None:
                return _accepted(target, answer)
            target = _next(target, answer.location)
        raise FetchError(f"{first.url}: more than {self._limits.redirects} redirects")

    def _ask_robots(self, target: Target, end: _End) -> None:
        before = time.monotonic()
        try:
            allowed = self._robots.allow(target)
        except RobotsUnknownError as error:
            raise FetchError(f"{target.url}: left alone, as its robots.txt could not be read ({error})") from error
        finally:
            end.extend(time.monotonic() - before)  # it has a time limit of its own
        if not allowed:
            raise FetchError(f"{target.url}: the site's robots.txt asks not to fetch it")

    def _robots_txt(self, target: Target) -> tuple[int, bytes]:
        """Status and bytes of a robots.txt; its redirects are followed by the same rules."""
        end = _End(self._limits.total)
        for _ in range(self._limits.redirects + 1):
            answer = self._ask(target, end, LARGEST_ROBOTS, cut=True)
            if answer.location is None:
                return answer.status, answer.data
            target = _next(target, answer.location)
        raise FetchError(f"{target.url}: more than {self._limits.redirects} redirects")

    def _ask(self, target: Target, end: _End, size: int, cut: bool = False) -> _Answer:
        self._wait_for(target, end)
        addresses = resolved(target, self._allowed, end.left(self._limits.connect))
        reason = "no answer"
        for address in addresses[:_TRIED]:
            connection = self._connection(target, address, end)
            with _watched(connection, end) as watch:
                try:
                    connection.connect()
                    watch.sock = connection.sock  # which forgets it when it has the head of the answer
                except (HTTPError, OSError, ValueError) as error:
                    reason = _reason(error)
                    continue
                try:
                    return self._answer(connection, target, size, cut, watch)
                except (HTTPError, http.client.HTTPException, OSError, ValueError, zlib.error) as error:
                    if isinstance(error, FetchError):
                        raise
                    reason = _reason(error)
                    break
        if end.is_past():
            reason = f"not there within {self._limits.total:.0f} seconds"
        raise FetchError(f"{target.url}: {reason}")

    def _wait_for(self, target: Target, end: _End) -> None:
        """Leaves a pause between two requests to one host, which does not count as time of the fetch."""
        pause = max(self._limits.pause, self._robots.delay(target) if self._limits.pause else 0)
        now = time.monotonic()
        wait = self._visits.get(target.host, now - pause) + pause - now
        if wait > 0:
            self._sleep(wait)
            end.extend(wait)
        self._visits.pop(target.host, None)
        self._visits[target.host] = time.monotonic()
        if len(self._visits) > 10_000:
            del self._visits[next(iter(self._visits))]

    def _connection(self, target: Target, address: Address, end: _End) -> HTTPConnection:
        """A connection to exactly this address; with https its certificate must be the named host's."""
        seconds = end.left(self._limits.connect)
        if target.scheme == "http":
            return HTTPConnection(str(address), target.port, timeout=seconds)
        return HTTPSConnection(
            str(address),
            target.port,
            timeout=seconds,
            cert_reqs="CERT_REQUIRED",
            server_hostname=target.host,
            assert_hostname=target.host,
        )

    def _answer(
        self, connection: HTTPConnection, target: Target, size: int, cut: bool, watch: _Watch
    ) -> _Answer:
        connection.timeout = self._limits.read
        headers = {
            "Host": target.authority,
            "User-Agent": AGENT,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        connection.request("GET", target.path, headers=headers, preload_content=False, decode_content=False)
        response = connection.getresponse()
        location = response.headers.get("Location") if response.status in _REDIRECTS else None
        content_type = response.headers.get("Content-Type") or ""
        data = b""
        if response.status == 200 and (cut or may_be_read(content_type)):
            data = _body(response, target, size, cut)
        if watch.is_over:
            raise TimeoutError
        return _Answer(response.status, location, content_type, data)


class _End:
    """When a fetch has to be over, in seconds from now."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self, at_most: float = float("inf")) -> float:
        return max(0.01, min(at_most, self._at - time.monotonic()))

    def extend(self, seconds: float) -> None:
        self._at += seconds

    def is_past(self) -> bool:
        return time.monotonic() >= self._at


class _Watch:
    """The socket of a connection, and whether it was cut as the time was up."""

    sock: socket.socket | None = None
    is_over = False


@contextmanager
def _watched(connection: HTTPConnection, end: _End) -> Iterator[_Watch]:
    """Cuts the connection at the end of the time, and closes it in any case.

    A limit on each read is not enough: a server may send a byte now and then, in the headers as well.
    """
    done, watch = threading.Event(), _Watch()

    def cut() -> None:
        left = end.left()
        while not done.wait(left):
            watch.is_over = True
            sock = watch.sock or connection.sock
            if sock is not None:
                with suppress(OSError):
                    socket.socket.shutdown(sock, socket.SHUT_RDWR)
            left = 0.1  # it may have been connected just now

    watching = threading.Thread(target=cut, daemon=True)
    watching.start()
    try:
        yield watch
    finally:
        done.set()
        watching.join()
        connection.close()


def _body(response: BaseHTTPResponse, target: Target, size: int, cut: bool) -> bytes:
    """The body unpacked, at most ``size`` bytes of it; a larger one is cut there or raises ``FetchError``."""
    packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f"{target.url}: packed as {packing[:40]}, which was not asked for")
    unpacker = None if packing == "identity" else zlib.decompressobj(wbits=31)
    found, came = bytearray(), 0
    while chunk := response.read1(_CHUNK, decode_content=False):
        came += len(chunk)
        found += chunk if unpacker is None else unpacker.decompress(chunk, size + 1 - len(found))
        if len(found) > size or came > size:
            if cut:
                return bytes(found[:size])
            raise FetchError(f"{target.url}: larger than {size:,} bytes")
        if unpacker is not None and unpacker.eof:
            break
    if unpacker is not None and came and not unpacker.eof and not cut:
        raise FetchError(f"{target.url}: the answer ends in the middle")
    return bytes(found)


def _accepted(target: Target, answer: _Answer) -> Fetched:
    if answer.status != 200:
        words = http.client.responses.get(answer.status, "")
        raise FetchError(f"{target.url}: the server answers {answer.status} {words}".rstrip())
    if not may_be_read(answer.content_type):
        raise FetchError(f"{target.url}: {kind_of(answer.content_type)[:60]}, which is not read")
    if not answer.data.strip():
        raise FetchError(f"{target.url}: nothing is there")
    return Fetched(target.url, as_served(answer.data, answer.content_type), answer.content_type)


def _next(target: Target, location: str) -> Target:
    """Where a redirect leads, judged like any address."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")  # http.client takes header bytes for Latin-1
    try:
        return checked(urljoin(target.url, location.strip()))
    except ValueError as error:
        raise FetchError(f"{target.url}: redirected to an address that is not fetched ({error})") from error


def _reason(error: Exception) -> str:
    """An error of the network in few words."""
    words = " ".join(str(error).split())
    if isinstance(error, TimeoutError) or "timed out" in words:
        return "no answer in time"
    if "certificate" in words.lower() or "doesn't match" in words:
        return "the certificate is not valid for this address"
    if "refused" in words:
        return "the connection was refused"
    if "SSL" in words:
        return "no secure connection could be made"
    if isinstance(error, http.client.HTTPException):
        return "the answer is no HTTP, or ends in the middle"
    return "the connection failed or broke off"
