"""Two documents, two versions or two languages side by side."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

import onrecord
from onrecord.document import Document
from onrecord.intake import Given
from onrecord.record import Record

from .conftest import Served, faults_of
from .texts import ARTICLE, arabic, long, renamed

LATER = ARTICLE.replace("in June", "in July").replace("one of the fishermen said.", "one of the fishermen said. “Fish "
                                                       "is what this town lives on,” said Ada Moe.")  # fmt: skip


@pytest.fixture
def versions(record: Record, refs: dict[str, str]) -> tuple[str, str]:
    """An article and a later version of it."""
    given = Given(id="harbour", outlet="Vesthavn Post", published="2026-03-02", url="https://post.example/harbour")
    return refs["harbour"], record.keep([onrecord.read(LATER, given=given)])[0].ref


def test_words_that_differ_are_marked_and_what_is_new_stands_out(
    client: TestClient, versions: tuple[str, str]
) -> None:
    page = client.get("/compare", params={"a": versions[0], "b": versions[1]}).text
    assert '<span class="differs">June</span>' in page
    assert '<span class="differs">July</span>' in page
    alone = page.split('class="pair alone"')[1].split("</li>")[0]
    assert "not in A" in alone
    assert "Fish is what" in alone
    assert "an older version" in page


def test_differences_alone_may_be_shown(client: TestClient, versions: tuple[str, str]) -> None:
    values = {"a": versions[0], "b": versions[1]}
    assert 'class="pair same"' in client.get("/compare", params=values).text
    page = client.get("/compare", params={**values, "only": "differences"}).text
    assert 'class="pair same"' not in page
    assert '<span class="differs">June</span>' in page


def test_a_document_page_leads_to_what_it_may_be_compared_with(
    client: TestClient, record: Record, versions: tuple[str, str]
) -> None:
    other = record.keep([renamed(onrecord.read(LATER, given=Given(published="2026-03-03")), "other")])[0].ref
    assert f'href="/compare?a={versions[1]}"' in client.get(f"/d/{versions[1]}").text
    page = client.get("/compare", params={"a": versions[1]}).text
    assert f'href="/compare?a={versions[0]}&amp;b={versions[1]}"' in page
    assert f'href="/compare?a={versions[1]}&amp;b={other}"' in page


def test_two_languages_of_one_document_are_compared(client: TestClient, record: Record) -> None:
    ref = record.keep([arabic()])[0].ref
    assert f'href="/compare?a={ref}.ar&amp;b={ref}.fa"' in client.get("/compare", params={"a": ref}).text
    page = client.get("/compare", params={"a": f"{ref}.ar", "b": f"{ref}.fa"}).text
    assert '<blockquote lang="ar" dir="auto">' in page
    assert '<blockquote lang="fa" dir="auto">' in page
    assert '<span class="differs">' not in page


def test_the_address_of_a_page_may_be_pasted(client: TestClient, versions: tuple[str, str]) -> None:
    values = {"a": f"http://localhost/d/{versions[0]}?q=x#s1", "b": f" {versions[1]} "}
    assert "July" in client.get("/compare", params=values).text


@pytest.mark.parametrize("wrong", ["<script>", "nothing", "../..", "abcdefghijkl", "a" * 499])
def test_what_is_no_document_is_not_there(client: TestClient, versions: tuple[str, str], wrong: str) -> None:
    assert client.get("/compare", params={"a": versions[0], "b": wrong}).status_code == 404


def test_without_a_choice_it_tells_what_it_is_for(client: TestClient, refs: dict[str, str]) -> None:
    assert f'href="/compare?a={refs["harbour"]}"' in client.get("/compare").text


def test_long_documents_stand_on_several_pages(client: TestClient, record: Record) -> None:
    ref = record.keep([long(250)])[0].ref
    seen = 0
    for number in (1, 2, 3):
        page = client.get("/compare", params={"a": ref, "b": ref, "rows": number}).text
        seen += len(re.findall(r'class="pair same"', page))
    assert seen == 250


def test_nothing_of_a_hostile_document_is_markup(client: TestClient, refs: dict[str, str]) -> None:
    page = client.get("/compare", params={"a": refs["hostile"], "b": refs["harbour"]}).text
    page += client.get("/compare", params={"a": refs["hostile"]}).text + client.get("/compare").text
    assert "alert(" in page
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_is_shut_out(
    room: Served, record: Record, versions: tuple[str, str], refs: dict[str, str], open_page: Any, scheme: str,
    width: int,
) -> None:  # fmt: skip
    two: Document = arabic()
    ref = record.keep([two])[0].ref
    for path in (
        "/compare", f"/compare?a={versions[1]}", f"/compare?a={versions[0]}&b={versions[1]}",
        f"/compare?a={ref}.ar&b={ref}.fa", f"/compare?a={refs['hostile']}&b={versions[1]}",
    ):  # fmt: skip
        page = open_page(room.url + path, width=width, color_scheme=scheme, java_script_enabled=True)
        assert not faults_of(page), path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_on_a_phone_the_sides_stand_below_each_other(room: Served, versions: tuple[str, str], open_page: Any) -> None:
    page = open_page(f"{room.url}/compare?a={versions[0]}&b={versions[1]}", width=320, java_script_enabled=False)
    first, second = (page.locator(".pairs .cell").nth(number).bounding_box() for number in (0, 1))
    assert second["y"] >= first["y"] + first["height"]
    page.click("text=Differences only")
    assert "only=differences" in page.url
