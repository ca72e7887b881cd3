"""Adding: words, files and addresses, read in the background; and what is refused."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord import record as records
from onrecord.intake import fetching
from onrecord.record import Record
from onrecord.web import additions as desk
from onrecord.web import create_app
from onrecord.web.access.accounts import Accounts
from onrecord.web.uploads import safe

from .conftest import MakeClient, Served, csrf_of, faults_of, sign_in

TEXT = "Bridge of Sandal closes\n\n“It closes on Friday,” said Mayor Tilde Moor.\n"
Files = list[tuple[str, tuple[str, bytes, str]]]


def files(*named: tuple[str, bytes]) -> Files:
    return [("files", (name, data, "application/octet-stream")) for name, data in named]


def post(client: TestClient, sent: Files | None = None, **values: str) -> Any:
    data = {"csrf": csrf_of(client, "/add"), **values}
    return client.post("/add", data=data, files=sent or [("none", ("", b"", "text/plain"))])


def done(client: TestClient, answer: Any) -> Any:
    """The page of an addition once it is over, or that to which it leads then."""
    assert answer.status_code == 303, answer.text[:2000]
    room = client.app.state.room  # type: ignore[attr-defined]
    addition = room.additions.get(answer.headers["location"].rpartition("/")[2])
    assert addition.finished.wait(60)
    return client.get(answer.headers["location"])


def test_words_are_read_and_the_document_opens(client: TestClient, record: Record) -> None:
    how = {"title": "The bridge", "outlet": "Sandal Echo", "published": "2026-04-03", "url": "https://echo.example/b"}
    answer = done(client, post(client, text=TEXT, **how))
    assert answer.status_code == 303
    page = client.get(answer.headers["location"]).text
    for words in ("The bridge", "Sandal Echo", "3 April 2026", "Tilde Moor", "https://echo.example/b"):
        assert words in page
    again = done(client, post(client, text=TEXT, **how))
    assert again.headers["location"] == answer.headers["location"]
    (row,) = record.documents(outlet="Sandal Echo")
    assert row.key == "https://echo.example/b"


def test_files_are_read_and_told_each(client: TestClient, record: Record) -> None:
    table = "id,text\na,“No,” said Ada Moor.\nb,\n".encode()
    sent = files(("one.txt", TEXT.encode()), ("two.csv", table), ("bad.pdf", b"%PDF-1.7 no"), ("x.bin", b"\0" * 99))
    page = done(client, post(client, sent)).text
    assert "Done: 5 documents." in page
    assert "<b>2</b> added" in page
    assert "<b>3</b> not read" in page
    assert "row 2" in page
    assert "bad.pdf" in page
    assert "onrecord-add-" not in page
    assert {row.key.partition("/")[2] for row in record.documents()} >= {"one.txt", "two.csv#a"}


def test_two_files_of_one_name_are_two_documents(client: TestClient, record: Record) -> None:
    before = len(record.documents())
    done(client, post(client, files(("a.txt", TEXT.encode()), ("a.txt", TEXT.replace("Friday", "Monday").encode()))))
    assert len(record.documents()) == before + 2
    page = done(client, post(client, files(("a.txt", TEXT.encode()), ("b.txt", TEXT.encode())))).text
    assert "<b>1</b> there already" in page


@pytest.mark.parametrize(
    ("said", "name"),
    [("a.txt", "a.txt"), ("../../etc/passwd", "passwd"), ("C:\\x\\a.txt", "a.txt"), ("..", "document"),
     ("", "document"), (".hidden.txt", "hidden.txt"), ("a\0\n.txt", "a__.txt"), ("-", "-"), ("*?.txt", "__.txt")],
)  # fmt: skip
def test_names_of_files_lead_nowhere(said: str, name: str) -> None:
    assert safe(said) == name
    assert len(safe("ż" * 5000 + ".txt").encode()) < 200


def test_no_path_is_read_for_an_address(client: TestClient, record: Record) -> None:
    before = len(record.documents())
    for address in ("/etc/passwd", "file:///etc/passwd", "-", "*", "ftp://a.eu/", "http://", "javascript:alert(1)"):
        answer = post(client, address=address)
        assert answer.status_code == 400, address
        assert 'role="alert"' in answer.text
    for address in ("http://127.0.0.1:8765/", "http://localhost:8765/", "http://[::1]:9999/", "http://10.0.0.1:8080/"):
        page = done(client, post(client, address=address)).text
        assert "<b>1</b> not read" in page
        assert "no public address" in page
    assert len(record.documents()) == before


class Site(BaseHTTPRequestHandler):
    """A site with an article and a feed."""

    def do_GET(self) -> None:  # the library's name
        host = f"http://127.0.0.1:{self.server.server_address[1]}"  # type: ignore[attr-defined]
        article = f"<html><body><article><h1>Bridge</h1><p>{TEXT}</p></article></body></html>"
        items = "".join(
            f"<item><title>Item {number}</title><link>{host}/{number}</link><description>“Yes,” said Ada Moor {number}."
            "</description></item>"
            for number in (1, 2)
        )
        feed = f"<rss version='2.0'><channel><title>Sandal Echo</title>{items}</channel></rss>"
        kind, body = ("application/rss+xml", feed) if self.path == "/feed" else ("text/html; charset=utf-8", article)
        status = 404 if self.path == "/robots.txt" else 200
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site on this machine, which a fetcher of the test may ask."""
    real = fetching.Fetcher
    monkeypatch.setattr(
        fetching, "Fetcher", lambda: real(fetching.Limits(pause=0), allowed=lambda _: True, sleep=lambda _: None)
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_an_article_and_a_feed_are_fetched(client: TestClient, record: Record, site: str) -> None:
    answer = done(client, post(client, address=f"{site}/article"))
    assert answer.status_code == 303
    assert "Tilde Moor" in client.get(answer.headers["location"]).text
    assert "<b>2</b> added" in done(client, post(client, address=f"{site}/feed", pages="true")).text
    assert {f"{site}/1", f"{site}/2"} <= {row.key for row in record.documents()}


@pytest.mark.parametrize(
    "values",
    [{}, {"text": "   \n"}, {"text": "Words.", "published": "soon"}, {"text": "Words.", "url": "javascript:alert(1)"},
     {"text": "Words.", "language": "<b>"}],
)  # fmt: skip
def test_what_cannot_be_right_is_told_and_what_was_written_stays(client: TestClient, values: dict[str, str]) -> None:
    answer = post(client, **values)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    if values.get("text", "").strip():
        assert ">Words.</textarea>" in answer.text


def test_a_bomb_of_a_file_is_told(client: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", b" " * (60 << 20))
    page = done(client, post(client, files(("bomb.docx", packed.getvalue())))).text
    assert "<b>1</b> not read" in page
    assert "bomb.docx" in page


def test_too_much_is_refused(client_of: MakeClient, record: Record) -> None:
    client = client_of(upload_bytes=1 << 20)
    token = csrf_of(client, "/add")
    answer = client.post("/add", data={"csrf": token}, files=files(("large.txt", b"x" * (2 << 20))))
    assert answer.status_code == 413
    assert "Too large" in answer.text

    def pieces() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(100):
            yield b"x" * (1 << 20)

    form = {"Content-Type": "multipart/form-data; boundary=b", "X-CSRF-Token": token}
    assert client.post("/add", content=pieces(), headers=form).status_code == 413
    assert len(record.documents()) == 2


def test_only_editors_add(client_of: MakeClient, record: Record) -> None:
    for name, role in (("ruth", "reader"), ("edda", "editor")):
        Accounts(record.database).add(name, role, "a long enough word")  # type: ignore[arg-type]
    reader, editor = client_of(accounts=True), client_of(accounts=True)
    sign_in(reader, "ruth", "a long enough word")
    sign_in(editor, "edda", "a long enough word")
    assert reader.get("/add").status_code == 403
    assert post_as(reader, "/", text=TEXT).status_code == 403
    assert editor.post("/add", data={"text": TEXT, "csrf": "x"}).status_code == 403
    answer = post_as(editor, "/add", text=TEXT)
    done(editor, answer)
    assert reader.get(answer.headers["location"]).status_code == 403
    assert editor.get("/add/nothing").status_code == 404


def post_as(client: TestClient, page: str, **values: str) -> Any:
    return client.post("/add", data={"csrf": csrf_of(client, page), **values})


def test_no_more_is_taken_than_can_wait(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, go = threading.Event(), threading.Event()

    def adding(*_: object, **__: object) -> Iterator[Any]:
        waiting.set()
        go.wait(30)
        yield from ()

    monkeypatch.setattr(records.Record, "adding", adding)
    monkeypatch.setattr(desk, "WAITING", 1)
    first = post(client, text="One.")
    assert waiting.wait(10)
    second = post(client, text="Two.")
    page = client.get(second.headers["location"]).text
    assert "Waiting for its turn: 1 other is read before." in page
    assert '<meta http-equiv="refresh"' in page
    refused = post(client, files(("three.txt", b"Three.")))
    assert refused.status_code == 503
    go.set()
    done(client, first)
    assert "Done" in done(client, second).text
    assert '"refresh"' not in client.get(second.headers["location"]).text


def test_a_room_that_closes_stops_reading(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def adding(*_: object, **__: object) -> Iterator[Any]:
        from onrecord.record.adding import Added

        for number in range(1_000_000):
            yield Added(f"d{number}", f"d{number}", "added")
            time.sleep(0.001)

    monkeypatch.setattr(records.Record, "adding", adding)
    with TestClient(create_app(record), base_url="http://localhost", follow_redirects=False) as client:
        post(client, text="One.")
        post(client, files(("two.txt", b"Two.")))
        one, two = reversed(client.app.state.room.additions.latest())  # type: ignore[attr-defined]
        assert two.order.folder.exists()
    assert (one.state, two.state) == ("stopped", "stopped")
    assert not two.order.folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_server_that_is_interrupted_leaves_a_record_that_opens(tmp_path: Path) -> None:
    place = tmp_path / "record.db"
    records.open(place).close()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(place), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert "is open" in server.stdout.readline()
        import httpx

        rows = "".join(f'{{"id": "r{number}", "text": "“No {number},” said Ada Moor."}}\n' for number in range(5_000))
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            token = csrf_of(client, "/add")  # type: ignore[arg-type]
            answer = client.post("/add", data={"csrf": token}, files=files(("many.jsonl", rows.encode())))
            assert answer.status_code == 303
            until = time.monotonic() + 60
            while "figures" not in client.get(answer.headers["location"]).text and time.monotonic() < until:
                time.sleep(0.1)
        server.send_signal(signal.SIGINT)
        server.wait(30)
    with records.open(place, create=False) as record:
        number = len(record.documents(limit=None))
        assert 0 < number < 5_000
        assert record.stats()["documents"] == number


# In a browser


def test_a_pasted_text_opens_by_itself(room: Served, open_page: Any) -> None:
    page = open_page(f"{room.url}/add")
    page.fill("#text", TEXT)
    page.click("text=What is known of it")
    page.fill("#title", "<script>alert(1)</script>")
    page.click("text=Read and keep it")
    page.wait_for_url("**/d/*", timeout=30_000)
    assert "<script>" in page.title()
    assert "Bridge of Sandal closes" in page.locator("h1").first.inner_text()


def test_files_show_how_far_they_are(room: Served, open_page: Any) -> None:
    page = open_page(f"{room.url}/add")
    rows = "".join(f'{{"id": "r{number}", "text": "“No {number},” said Ada Moor."}}\n' for number in range(30))
    names = ("<b>one</b>.jsonl", "two.jsonl")
    sent = [{"name": name, "mimeType": "text/plain", "buffer": rows.encode()} for name in names]
    page.set_input_files("#files", sent)
    page.click("text=Read and keep them")
    page.wait_for_selector("text=Done: 60 documents.", timeout=60_000)
    assert not faults_of(page)
    page.click("text=Add more")
    assert "2 files" in page.locator(".lately").inner_text()
    assert not faults_of(page)


def test_files_too_large_are_told_before_they_are_sent(serve: Callable[..., Served], open_page: Any) -> None:
    page = open_page(f"{serve(upload_bytes=1 << 20).url}/add")
    page.set_input_files("#files", [{"name": "a.txt", "mimeType": "text/plain", "buffer": b"x" * (2 << 20)}])
    page.wait_for_selector("text=These files are larger than the 1 MB that are taken at once.")
    page.click("text=Read and keep them")
    assert page.url.endswith("/add")


def test_it_adds_without_a_script(room: Served, open_page: Any) -> None:
    page = open_page(f"{room.url}/add", java_script_enabled=False)
    page.fill("#text", TEXT)
    page.click("text=Read and keep it")
    page.wait_for_url("**/d/*", timeout=30_000)


def test_an_empty_record_begins_with_the_dispatches(tmp_path: Path, open_page: Any) -> None:
    from onrecord.web.settings import Settings

    with records.open(tmp_path / "empty.db") as empty:
        served = Served(empty, Settings())
        page = open_page(served.url)
        page.click("text=Begin with the bundled dispatches")
        page.wait_for_selector("text=The latest", timeout=60_000)
        assert page.locator(".entry").count() == 6
        served.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_is_shut_out(room: Served, open_page: Any, scheme: str, width: int) -> None:
    page = open_page(f"{room.url}/add", width=width, color_scheme=scheme)
    page.click("text=What is known of it")
    assert not faults_of(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_pasted_text_without_a_title_is_headed_by_its_first_line(client: TestClient) -> None:
    text = "  The ferry   sails again\n\n“We sail in June,” said Ines Falk.\n"
    answer = client.post("/add", data={"text": text, "csrf": csrf_of(client)})
    page = client.get(answer.headers["location"], follow_redirects=True).text
    assert "<title>The ferry sails again" in page
    assert "The ferry sails again</bdi></a>" in client.get("/documents").text
