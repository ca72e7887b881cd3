"""Search: words and filters, facets, files; and the words marked in the opened document."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.exports import FORMATS
from onrecord.record import Record
from onrecord.web.pages import search as pages

from .conftest import Served, faults_of
from .test_document import words_of
from .texts import ARTICLE, arabic, long


def test_words_are_found_and_marked(client: TestClient, refs: dict[str, str]) -> None:
    page = client.get("/search", params={"q": "reopen"}).text
    assert '<mark class="hit">reopen</mark>' in page
    assert re.search(rf'href="/d/{refs["harbour"]}\?q=reopen#s\d+"', page)
    assert "1 statement found" in page


def test_without_words_the_latest_are_shown(client: TestClient) -> None:
    assert "The latest statements" in client.get("/search").text


def test_each_filter_has_a_field_and_narrows(client: TestClient, record: Record) -> None:
    page = client.get("/search").text
    for name in pages.FILTERS:
        assert f'name="{name}"' in page
    found = client.get("/search", params={"speaker": "Oskar Lind", "kind": "indirect", "since": "2026"}).text
    assert found.count('<article class="result"') == len(
        record.statements(speaker="Oskar Lind", kind="indirect", since="2026")
    )
    assert 'href="/search?kind=indirect&amp;since=2026"' in found  # the chip takes the speaker off again


def test_facets_narrow_with_one_click(client: TestClient) -> None:
    page = client.get("/search", params={"outlet": "Vesthavn Post"}).text
    facets = page.split('id="facets"')[1].split("</aside>")[0]
    href, count = re.findall(r'href="([^"]*speaker=p\d+[^"]*)"><bdi>.*?</bdi> <span class="count">(\d+)', facets)[0]
    narrowed = client.get(href.replace("&amp;", "&")).text
    assert narrowed.count('<article class="result"') == int(count)
    assert '<ul class="chips"' in narrowed


def test_it_is_told_that_not_all_was_counted(client: TestClient, record: Record, monkeypatch: Any) -> None:
    record.keep([long(60)])
    facets = record.facets
    monkeypatch.setattr(type(record), "facets", lambda _, words, **given: facets(words, most=40, **given))
    page = client.get("/search", params={"q": "bridge"}).text
    assert "More than 40 statements found" in page
    assert "Counted over the newest 40" in page


def test_pages_go_on(client: TestClient, record: Record) -> None:
    record.keep([long(60)])
    seen, href = [], "/search?q=bridge&sort=oldest"
    while href:
        page = client.get(href).text
        seen += re.findall(r'#(s\d+)">', page)
        further = re.search(r'href="([^"]*)" rel="next"', page)
        href = further[1].replace("&amp;", "&") if further else ""
    assert len(seen) == len(set(seen)) == 60


@pytest.mark.parametrize(
    "wrong", [{"since": "soon"}, {"kind": "loud"}, {"min_confidence": "much"}, {"min_confidence": "nan"},
              {"min_confidence": "inf"}, {"min_confidence": "2"}, {"negated": "x"}, {"after": "x"},
              {"verdict": "maybe"}]
)  # fmt: skip
def test_a_filter_that_is_none_is_told_beside_the_form(client: TestClient, wrong: dict[str, str]) -> None:
    answer = client.get("/search", params={"q": "harbour", **wrong})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'value="harbour"' in answer.text


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_found_is_taken_along_as_a_file(client: TestClient, name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    answer = client.get(f"/search/files/{name}", params={"q": "reopen"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(FORMATS[name].media_type.split(";")[0])
    assert "attachment" in answer.headers["content-disposition"]
    assert name == "parquet" or "reopen" in answer.text.casefold()


def test_a_file_that_cannot_be_made_is_told(client: TestClient) -> None:
    assert client.get("/search/files/docx").status_code == 404
    for _ in range(6):  # each gives its turn back
        assert client.get("/search/files/csv", params={"since": "soon"}).status_code == 400
    assert client.get("/search/files/csv").status_code == 200


def test_only_some_files_are_written_at_once(client: TestClient, monkeypatch: Any) -> None:
    turns = pages.Turns(1)
    monkeypatch.setattr(pages, "_turns", turns)
    with turns.one():
        assert client.get("/search/files/csv").status_code == 429
    assert client.get("/search/files/csv").status_code == 200


def test_a_file_that_nobody_reads_gives_its_turn_back(record: Record, monkeypatch: Any) -> None:
    monkeypatch.setattr(pages, "_turns", pages.Turns(1))
    for _ in range(3):
        pieces = pages._pieces(record, FORMATS["csv"], pages.Search())
        assert next(pieces)
        del pieces


@pytest.mark.parametrize("name", ["q", *pages.FILTERS])
def test_nothing_in_an_address_is_markup(client: TestClient, name: str) -> None:
    page = client.get("/search", params={name: '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


def test_nothing_of_a_hostile_document_is_markup(client: TestClient) -> None:
    page = client.get("/search", params={"q": "alert"}).text
    assert '<article class="result"' in page
    assert "<script>alert" not in page
    assert "<img" not in page


def test_the_words_are_marked_in_the_opened_document(client: TestClient, refs: dict[str, str]) -> None:
    page = client.get(f"/d/{refs['harbour']}", params={"q": "the"}).text
    count = len(re.findall(r"\bthe\b", ARTICLE, re.IGNORECASE))
    assert len(re.findall(r'<a class="hit" id="h\d+"', page)) == count
    assert f'id="h{count}" href="#h1"' in page
    assert words_of(page.replace(page[page.index('<nav class="hits"') : page.index("</article>")], "")).split() == (
        ARTICLE.split()
    )
    assert "speaker=" in page
    assert "&amp;q=the" in page  # filters keep the words
    nowhere = client.get(f"/d/{refs['harbour']}", params={"q": "<b>zebra"}).text
    assert "is nowhere in this text" in nowhere
    assert "<b>zebra" not in nowhere


# In a browser


def test_one_goes_from_hit_to_hit_by_keys_and_by_links(room: Served, refs: dict[str, str], open_page: Any) -> None:
    page = open_page(f"{room.url}/d/{refs['harbour']}?q=the")
    for expected in ("h1", "h2", "h3"):
        page.keyboard.press("n")
        assert page.url.endswith(f"#{expected}")
    page.keyboard.press("p")
    assert page.locator("a.hit.now").get_attribute("id") == "h2"
    assert "place 2 of" in page.locator("#hits").inner_text()
    page.click("#h2")
    assert page.url.endswith("#h3")
    page.keyboard.press("j")
    page.wait_for_selector(".text .card")
    box = page.locator("#hits").bounding_box()
    assert box["y"] + box["height"] <= 900


def test_a_search_works_without_a_script(room: Served, refs: dict[str, str], open_page: Any) -> None:
    page = open_page(f"{room.url}/search", java_script_enabled=False)
    page.fill("#q", "the")
    page.click("summary:has-text('Speaker')")
    page.fill("#f-speaker", "Oskar Lind")
    page.press("#f-speaker", "Enter")
    assert "speaker=Oskar+Lind" in page.url
    page.click(".chips a")
    assert "Oskar" not in page.locator(".chips").all_inner_texts()
    page.click(".result blockquote a >> nth=0")
    assert "q=the" in page.url
    page.click("#hits a:has-text('Next')")
    assert page.url.endswith("#h1")
    page.click("#h1")
    assert page.url.endswith("#h2")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_is_shut_out(
    room: Served, record: Record, refs: dict[str, str], open_page: Callable[..., Any], scheme: str, width: int
) -> None:
    ref = record.keep([arabic()])[0].ref
    for path in (
        "/search", "/search?q=the", "/search?q=nothing&speaker=p1&since=2020", "/search?since=soon",
        f"/d/{refs['harbour']}?q=the", f"/d/{ref}?q=الميناء",
    ):  # fmt: skip
        page = open_page(room.url + path, width=width, color_scheme=scheme, quiet="soon" in path)
        assert not faults_of(page), path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        for summary in page.locator("main summary").all():
            summary.click()
        assert not faults_of(page), path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
