"""Who may come in, and what is refused to those who may not."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, cast

import pytest
from argon2 import PasswordHasher
from fastapi import APIRouter, FastAPI, Form, HTTPException
from fastapi.testclient import TestClient

from onrecord import record as records
from onrecord.document import Document
from onrecord.record import Record
from onrecord.web import create_app
from onrecord.web.access.accounts import Accounts
from onrecord.web.access.roles import Editor
from onrecord.web.access.tries import Tries
from onrecord.web.room import Room
from onrecord.web.serving import configured
from onrecord.web.settings import Settings
from record.databases import postgres_place

from .conftest import MakeClient, Served, csrf_of, sign_in

WORD = "a long enough word"


@pytest.fixture
def accounts(record: Record) -> Room:
    """A room with a reader, an editor and an admin."""
    room = Room(record, Settings())
    for name, role in (("rita", "reader"), ("edda", "editor"), ("adam", "admin")):
        room.accounts.add(name, role, WORD)
    return room


def test_on_this_machine_everybody_may_come_in(client: TestClient) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/admin").status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1.evil.example",
        "",
        "localhost@evil",
        "[",
        "localhost/static/?",
        "localhost#",
        "localhost?x",
        "localhost:x",
        "a b",
    ],
)
def test_a_name_made_to_point_here_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost", "LOCALHOST:80", "[::1]:8765"])
def test_this_machine_has_several_names(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_public_url_is_the_only_name(client_of: MakeClient) -> None:
    client = client_of(public_url="https://room.example", base="https://room.example")
    assert client.get("/signin").status_code == 200
    assert client.get("/signin", headers={"Host": "198.51.100.4"}).status_code == 421


@pytest.mark.parametrize("path", ["/", "/documents", "/d/abcdefgh", "/admin", "/account", "/nothing", "/d/../admin"])
def test_nobody_sees_a_page_before_signing_in(client_of: MakeClient, accounts: Room, path: str) -> None:
    answer = client_of(accounts=True).get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/signin")


@pytest.mark.parametrize("host", ["localhost/static/?", "localhost/signin?", "localhost/static/#"])
def test_a_host_that_looks_like_an_open_path_opens_nothing(client_of: MakeClient, accounts: Room, host: str) -> None:
    client = client_of(accounts=True)
    for path in ("/", "/documents", "/admin"):
        assert client.get(path, headers={"Host": host}).status_code == 421


def test_what_an_editor_changes_stands_in_the_log(client_of: MakeClient, accounts: Room) -> None:
    router = APIRouter()

    @router.post("/change")
    def change(account: Editor, fail: Annotated[bool, Form()] = False) -> str:
        if fail:
            raise HTTPException(409)
        return account.name

    reader, editor = client_of(accounts=True), client_of(accounts=True)
    for client, name in ((reader, "rita"), (editor, "edda")):
        cast(FastAPI, client.app).include_router(router)
        sign_in(client, name, WORD)
    assert reader.post("/change", data={"csrf": csrf_of(reader, "/")}).status_code == 403
    assert editor.post("/change", data={"csrf": csrf_of(editor, "/"), "fail": "1"}).status_code == 409
    assert editor.post("/change", data={}).status_code == 403
    assert editor.post("/change", data={"csrf": csrf_of(editor, "/")}).status_code == 200
    log = [(entry.who, entry.what, entry.about) for entry in accounts.audit.read()]
    assert log[0] == ("edda", "changed", "POST /change")
    assert [entry[1] for entry in log].count("changed") == 1


def test_forwarded_headers_are_believed_from_the_proxy_alone(record: Record) -> None:
    behind = configured(record, Settings(public_url="https://room.example", proxies=("127.0.0.1",)))
    assert (behind.proxy_headers, behind.forwarded_allow_ips) == (True, ["127.0.0.1"])
    assert not configured(record, Settings()).proxy_headers


def test_a_program_without_a_token_is_told_so(client_of: MakeClient, accounts: Room) -> None:
    answer = client_of(accounts=True).get("/api/v1/statements")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "detail" in answer.json()


def test_signing_in_leads_back_to_the_page(client_of: MakeClient, accounts: Room) -> None:
    client = client_of(accounts=True)
    answer = sign_in(client, "rita", WORD, next="/documents")
    assert (answer.status_code, answer.headers["location"]) == (303, "/documents")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert client.get("/documents").status_code == 200
    assert client.get("/signin?next=/documents").headers["location"] == "/documents"


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"]
)
def test_signing_in_leads_nowhere_else(client_of: MakeClient, accounts: Room, away: str) -> None:
    assert sign_in(client_of(accounts=True), "rita", WORD, next=away).headers["location"] == "/"


def test_cookies_go_over_tls_alone_where_people_come_over_it(client_of: MakeClient, accounts: Room) -> None:
    client = client_of(public_url="https://room.example", base="https://room.example")
    answer = sign_in(client, "rita", WORD)
    assert answer.headers["set-cookie"].startswith("__Host-onrecord-session=")
    assert "Secure" in answer.headers["set-cookie"]
    assert "Strict-Transport-Security" in answer.headers


@pytest.mark.parametrize(
    ("name", "word"), [("rita", "another word"), ("nobody", WORD), ("rita", ""), ("rita", "x" * 3000)]
)
def test_a_wrong_password_is_told_as_an_unknown_name_is(
    client_of: MakeClient, accounts: Room, name: str, word: str
) -> None:
    client = client_of(accounts=True)
    answer = sign_in(client, name, word)
    assert answer.status_code in (401, 422)
    assert client.get("/").status_code == 303


def test_tries_to_sign_in_are_limited_for_an_account_and_an_address(client_of: MakeClient, accounts: Room) -> None:
    client = client_of(accounts=True)
    answers = [sign_in(client, "rita", "wrong wrong wrong").status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]
    answer = sign_in(client, "rita", WORD)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert sign_in(client, "edda", WORD).status_code == 303


def test_tries_are_limited_over_all_accounts_too(client_of: MakeClient, accounts: Room) -> None:
    client = client_of(accounts=True, signin_tries=1)
    assert [sign_in(client, f"name{n}", "wrong wrong").status_code for n in range(5)] == [401] * 4 + [429]


def test_hammering_at_the_door_does_not_fill_the_log(client_of: MakeClient, accounts: Room) -> None:
    client = client_of(accounts=True, signin_tries=1)
    for _ in range(5):
        sign_in(client, "rita", "wrong wrong")
    whats = [entry.what for entry in accounts.audit.read()]
    assert whats == ["sign-in refused", "sign-in failed"]


def test_tries_of_a_network_of_ipv6_are_counted_together() -> None:
    tries = Tries(window=60, most=1)
    assert tries.take("2001:db8::1", "rita") == 0
    assert tries.take("2001:db8::2", "rita") > 0
    assert tries.take("2001:db8:0:1::2", "rita") == 0


def test_a_session_ends_with_signing_out(client_of: MakeClient, accounts: Room) -> None:
    client = client_of(accounts=True)
    sign_in(client, "rita", WORD)
    stolen = dict(client.cookies)
    assert client.post("/signout", data={"csrf": csrf_of(client, "/")}).status_code == 303
    client.cookies.update(stolen)
    assert client.get("/").status_code == 303


@pytest.mark.parametrize("limit", ["idle_seconds", "session_seconds"])
def test_a_session_ends_by_itself(client_of: MakeClient, accounts: Room, limit: str) -> None:
    client = client_of(accounts=True, **{limit: -1})
    assert sign_in(client, "rita", WORD).status_code == 303
    assert client.get("/").status_code == 303


def test_another_password_ends_all_sessions(client_of: MakeClient, accounts: Room) -> None:
    one, other = client_of(accounts=True), client_of(accounts=True)
    sign_in(one, "rita", WORD)
    sign_in(other, "rita", WORD)
    token = csrf_of(one, "/account")
    wrong = one.post("/account/password", data={"old": "not this one", "new": "x" * 12, "csrf": token})
    assert wrong.status_code == 400
    short = one.post("/account/password", data={"old": WORD, "new": "short", "csrf": token})
    assert short.status_code == 400
    assert one.post("/account/password", data={"old": WORD, "new": "x" * 12, "csrf": token}).status_code == 303
    assert other.get("/").status_code == one.get("/").status_code == 303
    assert sign_in(one, "rita", "x" * 12).status_code == 303


def test_an_account_taken_away_is_out_at_once(client_of: MakeClient, accounts: Room) -> None:
    client = client_of(accounts=True)
    sign_in(client, "rita", WORD)
    accounts.accounts.remove("rita")
    assert client.get("/").status_code == 303


@pytest.mark.parametrize("cookie", ["", "x", "'; DROP TABLE session; --", "\u017c", "a" * 5000])
def test_a_made_up_session_is_none(client_of: MakeClient, accounts: Room, cookie: str) -> None:
    answer = client_of(accounts=True).get("/", headers={"Cookie": f"onrecord-session={cookie}".encode()})
    assert answer.status_code == 303


@pytest.mark.parametrize(("name", "status"), [("rita", 403), ("edda", 403), ("adam", 200)])
def test_the_log_is_for_admins(client_of: MakeClient, accounts: Room, name: str, status: int) -> None:
    client = client_of(accounts=True)
    sign_in(client, name, WORD)
    assert client.get("/admin").status_code == status


def test_the_log_tells_who_signed_in_and_who_tried(client_of: MakeClient, accounts: Room) -> None:
    client = client_of(accounts=True)
    sign_in(client, "<b>mallory</b>", "wrong wrong")
    sign_in(client, "adam", WORD)
    log = [(entry.who, entry.what, entry.address) for entry in accounts.audit.read()]
    assert log[0] == ("adam", "signed in", "203.0.113.7")
    assert log[1] == ("<b>mallory</b>", "sign-in failed", "203.0.113.7")
    page = client.get("/admin").text
    assert "&lt;b&gt;mallory" in page
    assert "<b>mallory" not in page


def test_a_token_opens_the_room_to_a_program_until_it_is_revoked(client_of: MakeClient, accounts: Room) -> None:
    client = client_of(accounts=True)
    rita = accounts.accounts.named("rita")
    token = accounts.tokens.add(rita.id, "export")
    carrying = {"Authorization": f"Bearer {token}"}
    assert client.get("/documents", headers=carrying).status_code == 200
    assert client.get("/admin", headers=carrying).status_code == 403
    accounts.tokens.revoke(rita.id, accounts.tokens.of(rita.id)[0].id)
    assert client.get("/documents", headers=carrying).status_code == 401


@pytest.mark.parametrize("value", ["Bearer", "Bearer x", "Bearer onrecord_x", "Basic cml0YTp4", "Bearer \xff", "x"])
def test_a_made_up_token_is_none(client_of: MakeClient, accounts: Room, value: str) -> None:
    client = client_of(accounts=True)
    sign_in(client, "rita", WORD)
    answer = client.get("/documents", headers={"Authorization": value.encode("latin-1")})
    assert answer.status_code == 401


def test_a_token_that_is_over_is_none(client_of: MakeClient, accounts: Room) -> None:
    token = accounts.tokens.add(accounts.accounts.named("rita").id, "export", days=-1)
    client = client_of(accounts=True)
    assert client.get("/documents", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_tokens_are_made_shown_once_and_revoked_on_the_page(client_of: MakeClient, accounts: Room) -> None:
    client, other = client_of(accounts=True), client_of(accounts=True)
    sign_in(client, "rita", WORD)
    sign_in(other, "edda", WORD)
    made = client.post("/account/tokens", data={"purpose": "<i>export</i>", "csrf": csrf_of(client, "/account")})
    (token,) = re.findall(r"onrecord_[\w-]{40,}", made.text)
    page = client.get("/account").text
    assert token not in page
    assert "&lt;i&gt;export" in page
    assert other.post("/account/tokens/1/revoke", data={"csrf": csrf_of(other, "/account")}).status_code == 400
    carrying = {"Authorization": f"Bearer {token}"}
    assert client.get("/documents", headers=carrying).status_code == 200
    assert client.post("/account/tokens/1/revoke", data={"csrf": csrf_of(client, "/account")}).status_code == 303
    assert client.get("/documents", headers=carrying).status_code == 401


def test_a_form_without_its_token_is_refused(client: TestClient) -> None:
    for data in ({}, {"csrf": ""}, {"csrf": "x"}, {"csrf": "A" * 88}, {"csrf": "ż"}):
        assert client.post("/preferences", data={"language": "pl", **data}).status_code == 403


def test_a_token_of_another_visitor_or_session_is_refused(client_of: MakeClient, accounts: Room) -> None:
    one, other = client_of(accounts=True), client_of(accounts=True)
    sign_in(one, "rita", WORD)
    sign_in(other, "edda", WORD)
    assert one.post("/signout", data={"csrf": csrf_of(other, "/")}).status_code == 403
    assert one.get("/").status_code == 200


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    token = csrf_of(client)
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.post("/preferences", data={"language": "pl", "csrf": token}, headers=headers)
        assert answer.status_code == 403
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/preferences", data={"language": "pl", "csrf": token}, headers=headers).status_code == 303


def test_the_token_may_come_as_a_header(client: TestClient) -> None:
    headers = {"X-CSRF-Token": csrf_of(client)}
    assert client.post("/preferences", data={"language": "pl"}, headers=headers).status_code == 303


def test_tokens_look_different_each_time(client: TestClient) -> None:
    assert csrf_of(client) != csrf_of(client)


def test_every_answer_tells_the_browser_what_it_may_do(client: TestClient) -> None:
    for path in ("/", "/nothing", "/static/room.css", "/static/nothing"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"


def test_a_body_too_large_is_refused_before_it_is_sent(serve: Callable[..., Served]) -> None:
    served = serve()
    host, port = served.url.removeprefix("http://").split(":")
    for path in ("/preferences", "/signin", "/add"):
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {100 << 20}\r\n\r\n"
            connection.sendall(head.encode())
            assert b" 413 " in connection.recv(100).split(b"\r\n")[0]


def test_a_body_too_large_is_refused_while_it_is_sent(client: TestClient) -> None:
    def pieces() -> object:
        for _ in range(100):
            yield b"x" * (1 << 20)

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/preferences", content=pieces(), headers=form).status_code == 413


def test_nobody_sends_much_before_signing_in(client_of: MakeClient, accounts: Room) -> None:
    client = client_of(accounts=True)
    answer = client.post("/signin", content=b"x" * (100 << 10), headers={"Content-Type": "multipart/form-data"})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "path",
    ["/static/../settings.py", "/static/%2e%2e/settings.py", "/static/..%2fsettings.py", "/static//etc/passwd",
     "/static/%00", "/static/..%5c..%5csettings.py", "/static/vendor", "/static/.hidden", "/static/"],
)  # fmt: skip
def test_nothing_but_static_files_is_given_out(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (404, 307)


@pytest.mark.parametrize("ref", ["%2e%2e%2f", "x%2f%2e%2e", "'", "a" * 300, "ABCDEFGHIJKL", "%00", "abcdefgh", "żółw"])
def test_a_document_that_is_not_there_is_not_found(client: TestClient, ref: str) -> None:
    answer = client.get(f"/d/{ref}")
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_what_goes_wrong_shows_no_trace(client_of: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(Record, "documents", broken)
    answer = client_of().get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_the_record_keeps_no_secret_as_it_is(accounts: Room, client_of: MakeClient, record: Record) -> None:
    client = client_of(accounts=True)
    sign_in(client, "rita", WORD)
    token = accounts.tokens.add(1, "export")
    record.close()
    kept = b"".join(path.read_bytes() for path in Path(record.database.name).parent.glob("record.db*"))
    for secret in (WORD, token, client.cookies["onrecord-session"]):
        assert secret.encode() not in kept
    assert b"$argon2id$" in kept


def test_passwords_are_hashed_as_rfc_9106_asks() -> None:
    hasher = PasswordHasher()
    assert (hasher.memory_cost, hasher.time_cost, hasher.parallelism) == (65536, 3, 4)


@pytest.mark.parametrize("place_of", [postgres_place], ids=["postgres"])
def test_the_room_is_the_same_on_postgresql(read: list[Document], place_of: Callable[[], Iterator[str]]) -> None:
    places = place_of()
    with records.open(next(places)) as record:
        record.keep(read)
        Accounts(record.database).add("adam", "admin", WORD)
        with TestClient(create_app(record, Settings(accounts=True)), base_url="http://localhost") as client:
            assert sign_in(client, "adam", WORD).status_code == 200
            for path in ("/", "/documents", "/account", "/admin"):
                assert client.get(path).status_code == 200, path
            ref = record.documents(limit=1)[0].ref
            assert client.get(f"/d/{ref}?s=s1").status_code == 200
            assert client.post("/account/tokens", data={"csrf": csrf_of(client, "/account")}).status_code == 200
            assert client.post("/signout", data={"csrf": csrf_of(client, "/")}).url.path == "/signin"
    assert next(places, None) is None
