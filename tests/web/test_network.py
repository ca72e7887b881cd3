"""The network: as it is sent, drawn, and used in a browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.record import Record
from onrecord.web.drawing import drawing

from .conftest import Served, faults_of
from .meetings import several


@pytest.fixture(autouse=True)
def _kept(record: Record) -> None:
    record.keep(several())


def id_of(record: Record, name: str) -> str:
    return next(row.id for row in record.people(name) if row.name == name)


def test_ties_stand_in_a_table_with_what_is_behind_them(client: TestClient, record: Record) -> None:
    page = client.get("/network").text
    ada, bo = id_of(record, "Ada Moor"), id_of(record, "Bo Lynn")
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    spoke = next(row for row in rows if "Ada Moor" in row and "spoke to" in row and "Bo Lynn" in row)
    assert ">2" in spoke
    assert any("met" in row and f"/timeline?person={ada}&amp;person={bo}" in row for row in rows)


def test_the_table_is_sorted_as_asked(client: TestClient) -> None:
    page = client.get("/network?sort=one").text
    assert re.search(r'<th scope="col" aria-sort="ascending">\s*<a[^>]*>Who<', page)
    names = re.findall(r'<th scope="row"><a[^>]*><bdi>([^<]*)', page)
    assert names == sorted(names, key=str.casefold)
    assert 'aria-sort="descending"' in client.get("/network?sort=nonsense").text


def test_one_asks_for_a_time_a_kind_and_somebody(client: TestClient, record: Record) -> None:
    page = client.get("/network?person=Bo+Lynn&kind=met").text
    assert "Who is tied to Bo Lynn" in page
    assert "<td>spoke to</td>" not in page
    assert "Eli Brun" not in page.split("<svg viewBox")[1]
    assert "No ties" in client.get("/network?since=1999&until=1999").text
    assert f'href="/network?person={id_of(record, "Ada Moor")}' in page


@pytest.mark.parametrize("asked", ["since=soon", "person=Nobody+Known", "until=2025-13", "person=%00", "since=%3Cb%3E"])
def test_what_is_asked_wrongly_is_told_on_the_page(client: TestClient, asked: str) -> None:
    answer = client.get(f"/network?{asked}")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "<b>" not in answer.text.split('role="alert"')[1].split("</p>")[0]


def test_boxes_do_not_overlap_and_the_same_ties_are_drawn_the_same(record: Record) -> None:
    found = drawing(record.ties())
    assert found == drawing(record.ties())
    circles = [(node.x, node.y, node.radius) for node in found.nodes]
    for at, (x, y, radius) in enumerate(circles):
        assert radius <= x <= found.width - radius
        assert radius <= y <= found.height - radius
        for x2, y2, radius2 in circles[at + 1 :]:
            assert abs(x - x2) + abs(y - y2) > radius + radius2


def test_nothing_of_a_hostile_name_is_carried_out(room: Served, open_page: Any) -> None:
    page = open_page(f"{room.url}/network")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    assert page.locator("main script, main img").count() == 0
    assert page.locator("text=<script>alert(7)").count() > 0


def test_who_is_looked_at_stands_out(room: Served, open_page: Any) -> None:
    page = open_page(f"{room.url}/network")
    page.focus(".node >> text=Bo Lynn >> xpath=..")
    assert page.locator("svg.chosen").count() == 1
    assert page.locator(".node.lit").count() == 4  # with Ada Moor, Cy Falk and Dee Rask
    page.keyboard.press("Tab")
    page.focus("#person")
    assert page.locator("svg.chosen").count() == 0


def test_it_comes_closer_and_goes_back(room: Served, open_page: Any) -> None:
    page = open_page(f"{room.url}/network")
    seen = "document.querySelector('.canvas svg').getAttribute('viewBox')"
    whole = page.evaluate(seen)
    page.keyboard.press("+")
    assert page.evaluate(seen) != whole
    page.click("[data-zoom=out]")
    page.keyboard.press("-")
    assert page.evaluate(seen) == whole
    page.click("[data-zoom=in]")
    page.keyboard.press("0")
    assert page.evaluate(seen) == whole


def test_it_reads_without_a_script(room: Served, open_page: Any) -> None:
    page = open_page(f"{room.url}/network", java_script_enabled=False)
    assert not page.locator(".zoom").is_visible()
    assert page.locator(".node").count() > 5
    page.fill("#person", "Bo Lynn")
    page.uncheck("input[value=about]")
    page.click("text=Show")
    assert "Bo Lynn" in page.locator("h1").inner_text()
    page.click("th a >> text=Whom")
    assert "sort=other" in page.url
    page.click(".periods a >> text=2026")
    assert "since=2026" in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_is_shut_out(room: Served, open_page: Any, scheme: str, width: int) -> None:
    for asked in ("", "?person=Ada+Moor&sort=latest", "?since=1999&until=1999", "?since=x"):
        path = f"/network{asked}"
        page = open_page(room.url + path, width=width, color_scheme=scheme, quiet=asked == "?since=x")
        assert not faults_of(page), path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
