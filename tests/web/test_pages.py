"""The first page, the list, languages, translations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord import record as records
from onrecord.record import Record
from onrecord.record.waiting import Counts
from onrecord.web import create_app
from onrecord.web.access.accounts import Accounts
from onrecord.web.dates import spelled
from onrecord.web.language import translations
from onrecord.web.locale import build

from .conftest import Served, csrf_of, faults_of


def test_the_first_page_shows_the_latest_and_the_most_quoted(client: TestClient, refs: dict[str, str]) -> None:
    page = client.get("/").text
    assert f'href="/d/{refs["harbour"]}"' in page
    assert "Oskar Lind" in page
    assert "<b>2</b> documents" in page


def test_the_first_page_says_what_waits_and_leads_there_who_may_decide(
    record: Record, client: TestClient, refs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Record, "waiting_counts", lambda *_: Counts(people=3, statements=1_001, findings=0, most=1_000))
    page = client.get("/").text
    assert 'href="/review?tab=people"' in page
    assert "1\u202f000+" in page
    assert "/review?tab=findings" not in page


def test_an_empty_record_tells_how_to_begin(tmp_path: Path) -> None:
    with (
        records.open(tmp_path / "empty.db") as record,
        TestClient(create_app(record), base_url="http://localhost") as one,
    ):
        page = one.get("/").text
        assert "This record is empty" in page
        assert "onrecord add" in page
        assert one.get("/documents").status_code == 200
        assert one.post("/begin", data={"csrf": csrf_of(one, "/")}).status_code == 200
        (addition,) = one.app.state.room.additions.latest()  # type: ignore[attr-defined]
        assert addition.finished.wait(60)
        assert "Two countries agree on how to count a river" in one.get("/").text


@pytest.mark.parametrize(
    ("asked", "language"),
    [("pl", "pl"), ("pl-PL,pl;q=0.9,en;q=0.8", "pl"), ("de, en;q=0.5, pl;q=0.7", "pl"), ("fr", "en"), ("", "en"),
     ("pl;q=0, en;q=0.1", "en"), ("x;q=y,,;;", "en")],
)  # fmt: skip
def test_pages_speak_the_language_that_the_browser_asks_for(client: TestClient, asked: str, language: str) -> None:
    assert f'<html lang="{language}"' in client.get("/", headers={"Accept-Language": asked}).text


def test_the_chosen_language_stays(client: TestClient) -> None:
    client.post("/preferences", data={"language": "pl", "csrf": csrf_of(client), "next": "/documents"})
    page = client.get("/documents", headers={"Accept-Language": "en"}).text
    assert "Dokumenty" in page
    assert "2 marca 2026" in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_one_signs_in_makes_a_token_and_signs_out(
    serve: Callable[..., Served], record: Record, open_page: Any, scheme: str, width: int
) -> None:
    Accounts(record.database).add("adam", "admin", "a long enough word")
    served = serve(accounts=True)
    page = open_page(f"{served.url}/documents", width=width, color_scheme=scheme, quiet=True)
    assert not faults_of(page)
    page.fill("#name", "adam")
    page.fill("#password", "another word")
    page.press("#password", "Enter")
    page.wait_for_selector("[role=alert]")
    assert not faults_of(page)
    page.fill("#password", "a long enough word")
    page.press("#password", "Enter")
    page.wait_for_url("**/documents")
    page.click(".menu summary")
    assert not faults_of(page)
    page.click("text=Your account")
    page.fill("#purpose", "export")
    page.click("text=Make a token")
    page.wait_for_selector("code.token")
    assert not faults_of(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"{served.url}/admin")
    assert page.locator("text=token made").count() == 1
    assert not faults_of(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click(".menu summary")
    page.click("text=Sign out")
    page.wait_for_url("**/signin")


def test_every_message_is_translated_and_compiled() -> None:
    assert not list(build.faults())


@pytest.mark.parametrize(
    ("date", "english", "polish"),
    [("2025-02-08", "8 February 2025", "8 lutego 2025"), ("2025-02", "February 2025", "luty 2025"),
     ("2025", "2025", "2025"),
     ("2025-02-08/2025-02-10", "8 February 2025 – 10 February 2025", "8 lutego 2025 – 10 lutego 2025"),
     ("2026-03-02T10:15:00Z", "2 March 2026, 10:15", "2 marca 2026, 10:15"), ("2025~", "about 2025", "około: 2025"),
     ("2025-13", "2025-13", "2025-13"), ("<b>", "<b>", "<b>"), ("", "", "")],
)  # fmt: skip
def test_dates_are_in_the_form_of_the_language(date: str, english: str, polish: str) -> None:
    assert spelled(date, translations("en").gettext) == english
    assert spelled(date, translations("pl").gettext) == polish
