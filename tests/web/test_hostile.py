"""What comes from an enemy: nothing of it is run, nothing is read or lost that should not be, nothing breaks.

The pages and calls are those that the room has, collected from it.
"""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from onrecord.intake.addresses import FetchError
from onrecord.intake.fetching import Fetcher
from onrecord.record import Record
from onrecord.web import api, pages
from onrecord.web.access.csrf import SAFE
from onrecord.web.access.guards import LARGE
from onrecord.web.access.signed import OPEN
from onrecord.web.application import routers
from onrecord.web.room import Room
from onrecord.web.settings import Settings

from .conftest import MakeClient, Served, csrf_of, sign_in
from .texts import HOSTILE

WORD = "a long enough word"
SCRIPT = "\"'><script>alert(7)</script><img src=x onerror=alert(8)>"
VALUES = {
    "script": SCRIPT, "path": "../../../../../../etc/passwd", "windows path": "..\\..\\secrets", "null": "a\0b",
    "surrogate": "\ud800", "long": "x" * 20_000, "huge": "9" * 400, "negative": "-1", "63 bits": str(1 << 63),
    "infinite": "1e999", "no number": "NaN", "sql": "' OR 1=1; DROP TABLE document; --", "fts": '" AND * NEAR( ^ :',
    "header": "x\r\nSet-Cookie: stolen=1", "template": "{{ 7 * 7 }}", "format": "%s%n{0}",
    "address": "javascript:alert(1)", "turned": "\u202e\u2066\u200f",
    "nothing": "", "empty words": "- OR \"\" *", "brackets": "[[[((({{{" * 200,
}  # fmt: skip
ROUTES = [
    route for package in (pages, api) for router in routers(package) for route in router.routes
    if isinstance(route, APIRoute)
]  # fmt: skip


def calls() -> Iterator[tuple[str, APIRoute]]:
    """Every method of every page and call."""
    for route in ROUTES:
        for method in sorted(route.methods or ()):
            yield method, route


def filled(path: str, value: str) -> str:
    """A path with a value for each of its parameters."""
    return re.sub(r"\{[^}]*\}", quote(value, safe="", errors="surrogatepass"), path)


def parameters(dependant: Any, kind: str) -> list[str]:
    """The names of a route's parameters of a kind, those of its dependencies too."""
    own = [field.alias for field in getattr(dependant, kind)]
    return own + [name for one in dependant.dependencies for name in parameters(one, kind)]


@pytest.fixture(autouse=True)
def _no_web(monkeypatch: pytest.MonkeyPatch) -> None:
    def get(self: Fetcher, url: str) -> Any:
        raise FetchError(f"{url}: there is no web here")

    monkeypatch.setattr(Fetcher, "get", get)


@pytest.fixture
def accounts(record: Record) -> Room:
    """A room with a reader and an editor."""
    room = Room(record, Settings())
    for name, role in (("rita", "reader"), ("edda", "editor")):
        room.accounts.add(name, role, WORD)  # type: ignore[arg-type]
    return room


def checked(answer: Any, what: str) -> None:
    """Nothing broke, nothing is run, nothing of the machine is told."""
    assert answer.status_code < 500, what
    assert "stolen" not in answer.headers.get("set-cookie", ""), what
    assert "root:" not in answer.text, what
    assert "Traceback" not in answer.text, what
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert "<script>alert(" not in answer.text, what
        assert "<img src=x" not in answer.text, what
        assert 'href="javascript:' not in answer.text, what
        assert "default-src 'none'" in answer.headers["content-security-policy"], what
    assert answer.headers["x-content-type-options"] == "nosniff", what


@pytest.mark.parametrize("name", VALUES)
def test_no_parameter_breaks_a_page_or_call(client: TestClient, record: Record, name: str) -> None:
    value, before = VALUES[name], record.stats()["documents"]
    token = csrf_of(client, "/")
    for method, route in calls():
        asked = [(one, value) for one in parameters(route.dependant, "query_params")]
        form = dict.fromkeys(parameters(route.dependant, "body_params"), value)
        if method not in SAFE and not (form or "{" in route.path):
            continue  # it takes nothing that could be hostile, or a body of JSON: see below
        for query in ([], asked, *([one] for one in asked[:25])):
            path = filled(route.path, value)
            path += f"?{urlencode(query, errors='surrogatepass')}" if query else ""
            sent: dict[str, Any] = {"headers": {"X-CSRF-Token": token}}
            if form:
                sent["content"] = urlencode(form, errors="surrogatepass")
                sent["headers"]["Content-Type"] = "application/x-www-form-urlencoded"
            if len(path) > 50_000:
                continue  # longer than a server takes
            checked(client.request(method, path, **sent), f"{method} {route.path} {name}")
    assert record.stats()["documents"] >= before


BODIES = (
    b"", b"{", b"null", b"[]", b"[" * 100_000, b'{"a":' * 50_000, b'{"text": "\\ud800"}', b'{"text": "\\u0000"}',
    b"\xff\xfe", b'{"number": 1e400}', b'{"number": 99999999999999999999999}', b'{"text": ' + b"9" * 10_000 + b"}",
)  # fmt: skip


def test_no_json_breaks_a_call(client: TestClient, record: Record, refs: dict[str, str]) -> None:
    before = [record.statement(f"{ref}#s1") for ref in refs.values()]
    described = client.get("/openapi.json").json()
    headers = {"Content-Type": "application/json"}
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            if "requestBody" not in operation:
                continue
            for body in BODIES:
                answer = client.request(method, path, content=body, headers=headers)
                checked(answer, f"{path} {body[:20]!r}")
                assert answer.status_code >= 400 or path.endswith("/read") or b"text" in body, (path, body[:20])
            name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
            fields = described["components"]["schemas"][name]["properties"]
            plain = [one for one in VALUES.values() if one.isprintable()]
            for value in (*plain, "a\0b", 10**40, -1, [], {}, None, True):
                whole = {field: value for field in fields if field != "engine"}
                checked(client.request(method, path, json=whole), f"{path} {value!r:.40}")
                for field in fields:
                    checked(client.request(method, path, json={field: value}), f"{path} {field} {value!r:.40}")
    assert [record.statement(f"{ref}#s1") for ref in refs.values()] == before


@pytest.mark.parametrize("name", VALUES)
def test_what_is_read_and_kept_may_be_anything(client: TestClient, record: Record, name: str) -> None:
    value = VALUES[name]
    said = dict.fromkeys(("title", "outlet", "id", "url"), value[:1_900]) | {"engine": "rules"}
    file = {"file": (value.replace("\ud800", "?")[:200] or "x", HOSTILE.encode())}
    for path in ("/api/v1/read", "/api/v1/add"):
        form = {field: one.encode("utf-8", "replace").decode() for field, one in said.items() if one}
        answer = client.post(path, files=file, data=form)
        checked(answer, path)
        assert answer.status_code == 200, answer.text
    for row in record.documents(limit=None):
        for page in (f"/d/{row.ref}", f"/api/v1/documents/{row.ref}"):
            answer = client.get(page)
            assert answer.status_code == 200
            checked(answer, page)


def test_a_ref_that_is_none_removes_nothing(
    client: TestClient, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the command line a name may be a folder, whose documents go; here only a ref is a ref."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "may.txt").write_text("Ines Falk said so.", encoding="utf-8")
    record.add(tmp_path / "letters", engine="rules", workers=1)
    monkeypatch.chdir(tmp_path)
    before = record.stats()["documents"]
    for ref in ("letters", "letters%2Fmay.txt", "*", "%3F%3F%3F%3F", "..", "aaaa"):
        assert client.delete(f"/api/v1/documents/{ref}").status_code in (404, 405, 422), ref
    assert record.stats()["documents"] == before


def test_names_of_files_lead_nowhere(client: TestClient) -> None:
    for name in ("../../../etc/passwd", "/etc/passwd", "C:\\x", "..", ".", "a/../../b", "nul\0l", "-", "~"):
        answer = client.post("/api/v1/add", files={"file": (name, b"Ines Falk said so.")}, data={"engine": "rules"})
        checked(answer, name)
        assert "etc/" not in answer.json()["items"][0]["key"]
    for path in ("/static/../settings.py", "/static/%2e%2e/settings.py", "/static/..%2fsettings.py",
                 "/static//etc/passwd", "/static/..%5csettings.py", "/static/%00",
                 "/static/vendor/../../settings.py"):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "class Settings" not in answer.text


def sent_in_pieces(app: Any, path: str, headers: dict[str, str]) -> tuple[int, int]:
    """The status of an answer to a hundred megabytes, and how many of them were taken from the sender."""
    pulled, status = 0, 0

    async def receive() -> dict[str, Any]:
        nonlocal pulled
        pulled += 1
        return {"type": "http.request", "body": b"x" * (1 << 20), "more_body": pulled < 100}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)

    given = [(name.lower().encode(), value.encode()) for name, value in ({"Host": "localhost"} | headers).items()]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": path,
        "raw_path": path.encode(), "root_path": "", "query_string": b"", "scheme": "http", "headers": given,
        "client": ("127.0.0.1", 5000), "server": ("localhost", 80),
    }  # fmt: skip
    with ThreadPoolExecutor(1) as pool:  # in this thread a browser's loop may be running
        pool.submit(asyncio.run, app(scope, receive, send)).result()
    return status, pulled


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "text/plain"])
@pytest.mark.parametrize("path", [*LARGE, "/signin", "/api/v1/undo"])
def test_more_than_may_be_sent_is_not_even_read(client_of: MakeClient, path: str, kind: str) -> None:
    app = client_of(upload_bytes=1 << 20, body_bytes=1 << 18).app
    for headers in ({"Content-Length": str(100 << 20)}, {}):
        status, pulled = sent_in_pieces(app, path, headers | {"Content-Type": kind})
        assert status == 413 or not headers, (path, headers)
        assert status in (400, 403, 404, 405, 413, 415, 422), (path, headers)
        assert pulled <= 3, (path, headers)


def bomb() -> bytes:
    """A document that is two hundred megabytes when it is unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as stream:
            for _ in range(200):
                stream.write(b" " * (1 << 20))
    return made.getvalue()


def test_bombs_do_not_go_off(client: TestClient, record: Record) -> None:
    before = record.stats()["documents"]
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    feed = b'<rss version="2.0"><channel><item><title>&b; &f;</title></item></channel></rss>'
    pdf = b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R >>"
    sent = {"bomb.docx": bomb(), "deep.html": b"<div>" * 100_000 + b"x", "e.rss": declared + feed, "p.pdf": pdf,
            "q.docx": b"PK\x03\x04" + b"\0" * 99}  # fmt: skip
    for name, data in sent.items():
        for path in ("/api/v1/read", "/api/v1/add"):
            answer = client.post(path, files={"file": (name, data)}, data={"engine": "rules"})
            checked(answer, f"{path} {name}")
            if name == "bomb.docx":
                assert answer.status_code == 422
    assert record.stats()["documents"] >= before


# Who may


def test_nobody_gets_anything_without_an_account(client_of: MakeClient) -> None:
    client = client_of(accounts=True)
    for headers in ({}, {"Authorization": "Bearer onrecord_wrong"}, {"Authorization": "Bearer "},
                    {"Authorization": "Basic cml0YTp4"}, {"Authorization": "Bearer " + "x" * 5_000},
                    {"Authorization": "Bearer ' OR 1=1 --"}, {"Cookie": "onrecord-session=guess"}):  # fmt: skip
        for method, route in calls():
            if route.path in OPEN:
                continue
            answer = client.request(method, filled(route.path, "x"), headers=headers)
            assert answer.status_code in (303, 401), (method, route.path, headers)
            assert answer.headers.get("location", "/signin").startswith("/signin"), route.path
    assert client.get("/openapi.json").status_code == 401


def test_tokens_that_are_over_or_taken_back(client_of: MakeClient, accounts: Room) -> None:
    client, edda = client_of(accounts=True), accounts.accounts.named("edda")

    def status(value: str) -> int:
        return int(client.get("/api/v1/stats", headers={"Authorization": f"Bearer {value}"}).status_code)

    good, over = accounts.tokens.add(edda.id, "good", 1), accounts.tokens.add(edda.id, "over", -1)
    assert (status(good), status(over)) == (200, 401)
    accounts.tokens.revoke(edda.id, accounts.tokens.of(edda.id)[0].id)
    assert status(good) == 401
    again = accounts.tokens.add(edda.id, "again")
    assert status(again) == 200
    accounts.accounts.remove("edda")
    assert status(again) == 401


def test_a_reader_changes_nothing(client_of: MakeClient, accounts: Room, record: Record) -> None:
    client = client_of(accounts=True)
    token = accounts.tokens.add(accounts.accounts.named("rita").id, "tests")
    before = record.last_change()
    for method, route in calls():
        if method in SAFE or not route.path.startswith("/api/") or route.path == "/api/v1/read":
            continue
        answer = client.request(
            method, filled(route.path, "aaaa"), json={}, headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 403, (method, route.path)
    assert record.last_change() == before


def test_a_session_alone_changes_nothing(client_of: MakeClient, accounts: Room, record: Record) -> None:
    """What another site makes a browser send has the cookie, and neither the token nor the right Origin."""
    client, other = client_of(accounts=True), client_of(accounts=True)
    sign_in(client, "edda", WORD)
    sign_in(other, "rita", WORD)
    of_another, own = csrf_of(other, "/"), csrf_of(client, "/")
    before = record.last_change()
    for method, route in calls():
        if method in SAFE:
            continue
        for headers in ({}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": of_another},
                        {"X-CSRF-Token": own, "Origin": "https://evil.example"},
                        {"X-CSRF-Token": own, "Sec-Fetch-Site": "cross-site"}):  # fmt: skip
            for body in ({"json": {}}, {"data": {"name": "x"}}):
                answer = client.request(method, filled(route.path, "aaaa"), headers=headers, **body)
                assert answer.status_code == 403, (method, route.path, headers)
    assert record.last_change() == before
    assert client.get("/").status_code == 200


def test_a_session_is_of_no_use_to_another(client_of: MakeClient, accounts: Room) -> None:
    client, thief = client_of(accounts=True), client_of(accounts=True)
    sign_in(client, "edda", WORD)
    stolen = dict(client.cookies)
    client.post("/signout", data={"csrf": csrf_of(client, "/")})
    for name, value in stolen.items():
        thief.cookies.set(name, value)
    assert thief.get("/api/v1/stats").status_code == 401


HOSTS = ["evil.example", "localhost.evil.example", "127.0.0.1@evil.example", "", "[::1", "x y"]


@pytest.mark.parametrize("host", HOSTS)
def test_another_name_of_the_machine_is_no_way_in(client: TestClient, host: str) -> None:
    for method, route in calls():
        headers = {"Host": host, "X-Forwarded-Host": "localhost"}
        answer = client.request(method, filled(route.path, "x"), headers=headers)
        assert answer.status_code == 421, (method, route.path)
        assert "evil" not in answer.text


# In a browser


@pytest.fixture
def hostile_room(record: Record, serve: Callable[..., Served]) -> Served:
    """A room in which names, titles, reasons and searches are scripts too."""
    ref = next(row.ref for row in record.documents() if "script" in (row.title or ""))
    statement = record.statements(document=ref, limit=1)[0]
    record.correct.speaker(statement.id, "<script>alert(9)</script>", why=SCRIPT)
    record.correct.occasion(statement.id, kind="speech", place="<img src=x onerror=alert(10)>", participants=[SCRIPT])
    record.watches.add(SCRIPT, "says")
    return serve(who=SCRIPT)


def test_scripts_are_words_in_a_browser(hostile_room: Served, record: Record, open_page: Any) -> None:
    said: list[str] = []
    page = open_page(hostile_room.url, quiet=True)
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda one: said.append(one.text) if "Security Policy" in one.text else None)
    ref = next(row.ref for row in record.documents() if "script" in (row.title or ""))
    people = [one.id for one in record.people(kind=None)]
    paths = [f"/d/{ref}", f"/d/{ref}?p=0-30#p", *(f"/people/{one}" for one in people)]
    paths += [route.path for method, route in calls() if method == "GET" and "{" not in route.path and
              not route.path.startswith("/api/")]  # fmt: skip
    for path in dict.fromkeys(paths):
        answer = page.goto(f"{hostile_room.url}{path}")
        if answer is None or answer.status >= 400 or "html" not in answer.headers.get("content-type", ""):
            continue
        page.wait_for_load_state()
        assert page.locator("script:not([src])").count() == 0, path
        assert page.locator("img[src='x']").count() == 0, path
    assert said == []
    page.goto(f"{hostile_room.url}/d/{ref}")
    assert "<script>alert(4)</script>" in page.locator("main").inner_text()
