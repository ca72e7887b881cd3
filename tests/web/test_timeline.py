"""The timeline: occasions by their dates, drawn no more exact than they are told."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.record import Record
from onrecord.web.axis import axis
from onrecord.web.pages import timeline

from .conftest import Served, faults_of
from .meetings import meeting, several


@pytest.fixture(autouse=True)
def _kept(record: Record) -> None:
    record.keep(several())


def test_occasions_stand_by_their_dates_with_those_who_were_there(client: TestClient) -> None:
    page = client.get("/timeline").text
    assert page.index("April 2025") < page.index("12 March 2025") < page.index("no date told")
    assert "from 13 March 2025" in page
    assert "about 2025" in page
    assert "Meeting, <bdi>Østby</bdi>" in page
    entry = page.split("12 March 2025</time>")[-1].split("</li>")[0]
    assert "Ada Moor" in entry
    assert 'href="/d/' in entry
    assert "Title of one" in entry


def test_a_month_is_a_bar_and_an_uncertain_date_has_a_broken_edge(record: Record) -> None:
    found = axis(record.calendar(since="2025", until="2025").occasions)
    assert found is not None
    marks = {mark.occasions[0].date: mark for mark in found.marks}
    assert marks["2025-03-12"].width == 0
    assert marks["2025-04"].width > 0
    assert not marks["2025-04"].doubtful
    assert marks["2025~"].doubtful
    assert marks["2025~"].width > marks["2025-04"].width
    assert marks["2025-03-13/.."].doubtful
    assert marks["2025-03-13/.."].width > 0
    assert all(mark.x >= 0 and mark.x + mark.width <= found.width for mark in found.marks)
    assert 2 <= len(found.ticks) <= 14


def test_occasions_of_one_day_and_kind_are_one_mark_with_their_number(record: Record) -> None:
    record.keep([meeting(f"more{number}", ("Ada Moor", "Bo Lynn"), "2025-03-12") for number in range(9)])
    found = axis(record.calendar(since="2025-03-12", until="2025-03-12").occasions)
    assert found is not None
    assert [len(mark.occasions) for mark in found.marks if mark.occasions[0].date == "2025-03-12"] == [10]


@pytest.mark.parametrize("date", ["9999-12-31", "2025/2024", "2025-03-13/..", "0001/9998", "2024-02-29"])
def test_any_date_has_a_place_on_the_axis(date: str, record: Record) -> None:
    record.keep([meeting("odd", ("Ada Moor", "Bo Lynn"), date)])
    for occasions in (record.calendar().occasions, [row for row in record.calendar().occasions if row.date == date]):
        found = axis(occasions)
        assert found is not None
        assert all(mark.width >= 0 and 0 <= mark.x <= found.width for mark in found.marks)
        assert len(found.ticks) <= 9


def test_one_asks_for_people_a_place_a_kind_and_a_time(client: TestClient) -> None:
    def numbers(asked: str) -> str:
        page = client.get(f"/timeline?{asked}").text
        return page.split('class="told">')[1].split("</p>")[0] if 'class="told">' in page else "none"

    assert "of 2 " in numbers("person=Bo+Lynn")
    assert "of 1 " in numbers("person=Bo+Lynn&person=Dee+Rask")
    assert "of 1 " in numbers("place=%C3%98stby")
    assert "of 1 " in numbers("kind=interview")
    assert "of 1 " in numbers("since=2025-03-12&until=2025-03-12&person=Bo+Lynn")
    assert numbers("person=Nobody+Known") == "none"
    assert numbers("since=1999&until=1999") == "none"


def test_pages_go_on_to_earlier_ones(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "SHOWN", 2)
    page = client.get("/timeline?kind=meeting").text
    assert "1 to 2 of 4" in page
    assert "Later occasions" not in page
    href = page.split('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    page = client.get(href).text
    assert "3 to 4 of 4" in page
    assert "Earlier occasions" not in page
    assert "Later occasions" in page


@pytest.mark.parametrize("asked", ["since=soon", "until=%3Cscript%3E", "since=2025-99"])
def test_a_date_that_is_none_is_told_above_the_form(client: TestClient, asked: str) -> None:
    answer = client.get(f"/timeline?{asked}")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'action="/timeline"' in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("asked", ["skip=999", "view=x", "kind=x"])
def test_what_is_asked_wrongly_costs_nothing(client: TestClient, asked: str) -> None:
    assert client.get(f"/timeline?{asked}").status_code == 200


def test_behind_the_last_occasion_the_last_page_is_shown(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "SHOWN", 3)
    assert "4 to 4 of 4" in client.get("/timeline?kind=meeting&skip=99999").text


def test_a_mark_leads_to_its_occasion_without_a_script(room: Served, open_page: Any) -> None:
    page = open_page(f"{room.url}/timeline", java_script_enabled=False)
    page.locator(".mark").first.click(force=True)
    assert "#o" in page.url
    assert page.locator(".days li:target").count() == 1
    page.click("text=As a table")
    assert page.locator("tbody tr").count() == 6
    page.select_option("#kind", "speech")
    page.click("text=Show")
    assert page.locator("tbody tr").count() == 1


def test_nothing_of_a_hostile_name_is_carried_out(room: Served, open_page: Any) -> None:
    page = open_page(f"{room.url}/timeline")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    assert page.locator("main script, main img").count() == 0
    assert page.locator("text=<script>alert(7)").count() > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_is_shut_out(room: Served, open_page: Any, scheme: str, width: int) -> None:
    for path in ("/timeline", "/timeline?view=table&person=Ada+Moor&person=Bo+Lynn", "/timeline?since=1999&until=1999"):
        page = open_page(room.url + path, width=width, color_scheme=scheme)
        assert not faults_of(page), path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
