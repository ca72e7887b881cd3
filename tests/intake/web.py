"""A small web on this machine, whose pages are functions that answer as servers do, well or badly."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from onrecord.intake.addresses import Address, is_public
from onrecord.intake.fetching import Fetcher, Limits

Answer = Callable[[BaseHTTPRequestHandler], None]
QUICK = Limits(size=200_000, connect=5, read=5, total=5, pause=0)


def on_this_machine(address: Address) -> bool:
    """Lets a fetcher ask the server of a test, and what is public."""
    return str(address) == "127.0.0.1" or is_public(address)


def fetcher(limits: Limits = QUICK) -> Fetcher:
    """A fetcher that may ask this machine, without a pause."""
    return Fetcher(limits, on_this_machine)


def page(
    body: bytes | str, content_type: str | None = "text/html; charset=utf-8", status: int = 200, **headers: str
) -> Answer:
    """An answer with a body."""
    data = body.encode() if isinstance(body, str) else body

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        if content_type:
            request.send_header("Content-Type", content_type)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    return answer


def redirect(where: str, status: int = 302) -> Answer:
    """An answer that sends elsewhere."""
    return page("", status=status, Location=where)


def endless(piece: bytes, start: bytes = b"", content_type: str = "text/html", wait: float = 0) -> Answer:
    """An answer that never ends, ``wait`` seconds between its pieces."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", content_type)
        request.end_headers()
        request.wfile.write(start)
        pausing = threading.Event()
        while not pausing.wait(wait):
            request.wfile.write(piece)

    return answer


class Web:
    """A server: its address, its pages by path, and the paths that were asked for."""

    def __init__(self, pages: dict[str, Answer], secure: ssl.SSLContext | None = None) -> None:
        self.pages = pages
        self.asked: list[str] = []
        self.agents: set[str] = set()
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append(self.path)
                web.agents.add(self.headers["User-Agent"])
                answer = web.pages.get(self.path, page("not here", status=404))
                try:
                    answer(self)
                except OSError:  # whoever asked has gone
                    self.close_connection = True

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if secure is not None:
            self._server.socket = secure.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Web:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serving(**pages: Answer) -> Iterator[Web]:
    """A server with pages by their names: ``robots`` is /robots.txt, any other name a path of its own."""
    paths = {"/robots.txt" if name == "robots" else f"/{name}": answer for name, answer in pages.items()}
    with Web(paths) as web:
        yield web
