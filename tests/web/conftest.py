"""A record with a few documents, the room on it, and a browser where there is one."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

import onrecord
from onrecord import record as records
from onrecord.document import Document
from onrecord.intake import Given
from onrecord.record import Record
from onrecord.web import create_app
from onrecord.web.access import accounts
from onrecord.web.settings import Settings

from .texts import ARTICLE, HOSTILE

CHROMIUM = os.environ.get("ONRECORD_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
MakeClient = Callable[..., TestClient]


@pytest.fixture(autouse=True)
def _hashes_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing a password takes a tenth of a second and 64 MiB: less of both is enough here."""
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", hasher)
    monkeypatch.setattr(accounts, "_NOBODY", hasher.hash("nobody"))


@pytest.fixture(scope="session")
def read() -> list[Document]:
    """Documents read once: an article, and one with a script in all its words."""
    given = Given(id="harbour", outlet="Vesthavn Post", published="2026-03-02", url="https://post.example/harbour")
    hostile = Given(
        id="hostile",
        title="<script>alert(1)</script>",
        outlet='"><img src=x onerror=alert(2)>',
        url="javascript:alert(3)",
    )
    return [onrecord.read(ARTICLE, given=given), onrecord.read(HOSTILE, given=hostile)]


@pytest.fixture
def record(tmp_path: Path, read: list[Document]) -> Iterator[Record]:
    """A record with these documents."""
    with records.open(tmp_path / "record.db") as opened:
        opened.keep(read)
        yield opened


@pytest.fixture
def refs(record: Record) -> dict[str, str]:
    """The refs of the documents by id."""
    kept = {row.title or row.name: row.ref for row in record.documents(limit=10)}
    return {"harbour": next(ref for title, ref in kept.items() if "<" not in title), "hostile": kept[HOSTILE_TITLE]}


HOSTILE_TITLE = "<script>alert(1)</script>"


@pytest.fixture
def client_of(record: Record) -> Iterator[MakeClient]:
    """Makes clients of the room: ``client_of(accounts=True)``."""
    opened: list[TestClient] = []

    def make(address: str = "203.0.113.7", base: str = "http://localhost", **settings: Any) -> TestClient:
        app = create_app(record, Settings(**settings))
        client = TestClient(app, base_url=base, client=(address, 50000), follow_redirects=False)
        opened.append(client)
        return client.__enter__()

    yield make
    for client in opened:
        client.__exit__()


@pytest.fixture
def client(client_of: MakeClient) -> TestClient:
    """Somebody on this machine, without accounts."""
    return client_of()


def csrf_of(client: TestClient, path: str = "/signin") -> str:
    """The token that a page's forms carry."""
    return client.get(path, follow_redirects=True).text.split('name="csrf" value="')[1].split('"')[0]


def sign_in(client: TestClient, name: str, password: str, **more: str) -> Any:
    """Signs in by the form."""
    values = {"name": name, "password": password, "csrf": csrf_of(client), **more}
    return client.post("/signin", data=values)


class Served:
    """A room that a browser can reach."""

    def __init__(self, record: Record, settings: Settings):
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        config = uvicorn.Config(create_app(record, settings), log_level="error", timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listening]}, daemon=True)
        self.thread.start()
        until = time.monotonic() + 20
        while not self.server.started and time.monotonic() < until:
            time.sleep(0.02)

    def close(self) -> None:
        """Closes it."""
        self.server.should_exit = True
        self.thread.join(10)


@pytest.fixture
def serve(record: Record) -> Iterator[Callable[..., Served]]:
    """Opens the room on a free port: ``serve()``, ``serve(accounts=True)``."""
    opened: list[Served] = []

    def start(**settings: Any) -> Served:
        opened.append(Served(record, Settings(**settings)))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def room(serve: Callable[..., Served]) -> Served:
    """The room of the record, open on this machine."""
    return serve()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium; skips, saying why, where there is none, unless ONRECORD_REQUIRE names "browser"."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except Error as error:
            if "browser" in os.environ.get("ONRECORD_REQUIRE", ""):
                raise
            pytest.skip(f"no browser at {CHROMIUM} ({str(error).splitlines()[0][:80]})")
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens pages of a browser: ``open_page(url, width=320, color_scheme="dark")``; they may complain of nothing."""
    contexts: list[Any] = []
    faults: list[str] = []

    def open_(url: str, width: int = 1280, height: int = 900, quiet: bool = False, **context: Any) -> Any:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **context))
        contexts[-1].set_default_timeout(5000)
        page = contexts[-1].new_page()
        if not quiet:
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not faults


def faults_of(page: Any) -> list[str]:
    """What axe-core finds wrong with a page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
