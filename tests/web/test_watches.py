"""Watch lists: kept, looked at, forgotten; and their feeds, which a feed reader reads without a session."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from onrecord.record import Record
from onrecord.web.access.accounts import Accounts

from .conftest import MakeClient, Served, csrf_of, faults_of, sign_in
from .texts import long

ATOM = "{http://www.w3.org/2005/Atom}"
PASSWORD = "a long enough word"


def keep(client: TestClient, name: str = "ferries", **values: str) -> Any:
    sent = {"name": name, "csrf": csrf_of(client, "/search?q=x"), **(values or {"q": "bridge"})}
    return client.post("/watches", data=sent)


def entries(feed: bytes) -> list[str]:
    return [entry.findtext(f"{ATOM}content") or "" for entry in ElementTree.fromstring(feed).iter(f"{ATOM}entry")]


def test_a_search_is_kept_looked_at_and_forgotten(client: TestClient, record: Record) -> None:
    assert keep(client, q="bridge", kind="direct", hedged="no").status_code == 303
    (watch,) = record.watches.all()
    assert (watch.words, watch.filters.kind, watch.filters.hedged) == ("bridge", "direct", False)
    assert "nothing new" in client.get("/watches").text
    record.keep([long(9)])
    page = client.get("/watches").text
    assert "3 new" in page
    assert "<b><bdi>bridge</bdi></b>" in page
    assert client.get(f"/watches/{watch.id}").text.count('<article class="result"') == 3
    newest = re.search(r'name="newest" value="(\d+)"', page)
    assert newest
    values = {"csrf": csrf_of(client), "newest": newest[1]}
    assert client.post(f"/watches/{watch.id}/seen", data=values).status_code == 303
    assert "nothing new" in client.get("/watches").text
    assert client.post(f"/watches/{watch.id}/remove", data={"csrf": csrf_of(client)}).status_code == 303
    assert record.watches.all() == []
    assert client.get(f"/watches/{watch.id}").status_code == 404


def test_a_search_that_is_kept_says_so(client: TestClient, record: Record) -> None:
    keep(client)
    page = client.get("/search?q=bridge").text
    (watch,) = record.watches.all()
    assert "This search is kept as <b>ferries</b>" in page
    assert f'type="application/atom+xml" title="onrecord: ferries" href="/watches/{watch.id}.atom"' in page


@pytest.mark.parametrize("wrong", [{"q": ""}, {"q": "x", "since": "soon"}, {"q": "x", "kind": "loud"}])
def test_what_is_no_search_is_not_kept(client: TestClient, record: Record, wrong: dict[str, str]) -> None:
    assert keep(client, **wrong).status_code == 400
    assert record.watches.all() == []


def test_two_do_not_have_one_name(client: TestClient) -> None:
    assert keep(client).status_code == 303
    assert keep(client).status_code == 400
    assert keep(client, name=" ").status_code == 400


def test_a_feed_has_what_was_added_last_and_leads_into_the_room(client: TestClient, record: Record) -> None:
    keep(client)
    ref = record.keep([long(3)])[0].ref
    (watch,) = record.watches.all()
    answer = client.get(f"/watches/{watch.id}.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert len(entries(answer.content)) == 3
    assert f"/d/{ref}#s1" in answer.text
    again = client.get(f"/watches/{watch.id}.atom", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/watches/0123456789abcdef.atom").status_code == 404


def test_a_feed_reader_needs_a_token_that_opens_this_feed_alone(client_of: MakeClient, record: Record) -> None:
    Accounts(record.database).add("ada", "admin", PASSWORD)
    client, reader = client_of(accounts=True), client_of(accounts=True)
    sign_in(client, "ada", PASSWORD)
    keep(client)
    keep(client, "trams", q="tram")
    feed, other = sorted(record.watches.all(), key=lambda one: one.name)
    path = f"/watches/{feed.id}.atom"
    refused = reader.get(path)
    assert (refused.status_code, refused.headers["www-authenticate"].split()[0]) == (401, "Basic")
    shown = client.post(f"/watches/{feed.id}/address", data={"csrf": csrf_of(client, "/account")}).text
    token = re.search(rf"/watches/{feed.id}\.atom\?token=([\w-]+)", shown)
    assert token
    assert reader.get(path, params={"token": token[1]}).status_code == 200
    basic = {"Authorization": "Basic " + b64encode(f"ada:{token[1]}".encode()).decode()}
    assert reader.get(path, headers=basic).status_code == 200
    for closed in (f"/watches/{other.id}.atom", "/watches", "/search", "/"):
        assert reader.get(closed, params={"token": token[1]}).status_code in (401, 303)
        assert reader.get(closed, headers=basic).status_code in (401, 303)
    for bearer in (token[1], f"feed {feed.id} {token[1]}"):
        assert reader.get("/search", headers={"Authorization": f"Bearer {bearer}"}).status_code == 401
    assert reader.post(f"{path}?token={token[1]}").status_code in (303, 401, 403, 405)
    account = client.get("/account").text
    assert "feed: ferries" in account
    (one,) = record_tokens(client, account)
    client.post(f"/account/tokens/{one}/revoke", data={"csrf": csrf_of(client, "/account")})
    assert reader.get(path, params={"token": token[1]}).status_code == 401


def record_tokens(client: TestClient, account: str) -> list[str]:
    return re.findall(r'action="/account/tokens/(\d+)/revoke"', account)


def test_a_token_does_not_open_a_later_list_of_the_same_name(record: Record) -> None:
    from msgspec.structs import replace

    watch = record.watches.add("ferries", "ferry")
    assert replace(watch, made="2020-01-01T00:00:00Z").id != watch.id
    assert record.watches.of_id(watch.id) == watch


def test_a_reader_may_look_and_not_change(client_of: MakeClient, record: Record) -> None:
    Accounts(record.database).add("rea", "reader", PASSWORD)
    client = client_of(accounts=True)
    sign_in(client, "rea", PASSWORD)
    watch = record.watches.add("ferries", "ferry")
    assert "Forget" not in client.get("/watches").text
    assert "Keep this search" not in client.get("/search?q=x").text
    token = csrf_of(client, "/account")
    for path in ("/watches", f"/watches/{watch.id}/remove", f"/watches/{watch.id}/seen"):
        assert client.post(path, data={"csrf": token, "newest": "1", "q": "x", "name": "y"}).status_code == 403


def test_a_name_that_is_markup_is_words(client: TestClient, record: Record) -> None:
    keep(client, name="<script>alert(1)</script>", q="<b>bridge")
    record.keep([long(3)])
    (watch,) = record.watches.all()
    page = client.get("/watches").text + client.get(f"/watches/{watch.id}").text
    assert "<script>alert" not in page
    assert "<b>bridge" not in page
    ElementTree.fromstring(client.get(f"/watches/{watch.id}.atom").content)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_is_shut_out(room: Served, record: Record, open_page: Any, scheme: str, width: int) -> None:
    page = open_page(f"{room.url}/watches", width=width, color_scheme=scheme)
    assert not faults_of(page)
    page.goto(f"{room.url}/search?q=bridge&kind=direct")
    page.fill("#name", "bridges")
    page.click("button:has-text('Keep')")
    page.wait_for_url("**/watches#w*")
    record.keep([long(30)])
    page.reload()
    assert "10 new" in page.locator(".watch").inner_text()
    assert not faults_of(page)
    page.click("text=All that is new")
    assert not faults_of(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
