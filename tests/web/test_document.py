"""The page of a document, as it is sent and as a browser shows it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.document import Document
from onrecord.record import Record
from onrecord.web.rendering import asset, static_file

from .conftest import Served, faults_of
from .texts import ARTICLE, arabic, long

ASSETS = ("marks.css", "room.css", "room.js", "document.js", "selecting.js", "vendor/htmx.min.js")


@pytest.fixture
def ref_of(record: Record) -> Callable[[Document], str]:
    """Keeps a document and gives its ref."""
    return lambda document: record.keep([document])[0].ref


def words_of(html: str) -> str:
    """The words of the text on a page, without the numbers of statements."""
    from html import unescape

    text = html.split('id="text">')[1].split("</article>")[0]
    text = re.sub(r'<a class="number[^>]*>.*?</a>', "", text)
    text = re.sub(r'<div class="margin">.*?</div></div>|<p class="tongue">.*?</p>', "", text, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", text))


def test_the_text_stands_there_as_it_was_published(client: TestClient, refs: dict[str, str]) -> None:
    page = client.get(f"/d/{refs['harbour']}").text
    assert words_of(page).split() == ARTICLE.split()


def test_statements_stand_in_the_colour_and_line_of_their_speaker(client: TestClient, refs: dict[str, str]) -> None:
    page = client.get(f"/d/{refs['harbour']}").text
    assert re.search(r'<mark class="k0 l0"><a class="number k0 l0" id="s\d+" href="#s\d+-card"', page)
    assert 'class="insertion"' in page
    assert "Ines Falk" in page
    assert 'id="s1-card"' in page


def test_a_card_tells_who_to_whom_when_through_whom_how_sure_and_why(
    client: TestClient, refs: dict[str, str], read: list[Document]
) -> None:
    page = client.get(f"/d/{refs['harbour']}").text
    for statement in read[0].statements:
        card = page.split(f'id="{statement.id}-card"')[1].split("</article>")[0]
        assert f"{statement.confidence:.0%}" in card
        assert statement.why.partition(":")[2] in card
    council = next(statement for statement in read[0].statements if statement.via)
    assert "According to" in page.split(f'id="{council.id}-card"')[1].split("</article>")[0]


def test_filters_are_links_and_mute_the_others(client: TestClient, refs: dict[str, str], read: list[Document]) -> None:
    path = f"/d/{refs['harbour']}"
    speaker = next(statement.speaker for statement in read[0].statements if statement.speaker)
    assert f'href="{path}?speaker={speaker}"' in client.get(path).text
    page = client.get(path, params={"speaker": speaker, "kind": ["direct", "mixed"]}).text
    own = [s for s in read[0].statements if s.speaker == speaker and s.kind != "indirect"]
    assert page.count('<article class="card') == len(own)
    assert " faint" in page
    assert words_of(page).split() == ARTICLE.split()


@pytest.mark.parametrize(
    "values", [{"speaker": "<b>"}, {"kind": "x"}, {"p": "9-3"}, {"p": "a"}, {"s": "<"}, {"p": "0-999999999"}]
)
def test_values_that_are_none_do_no_harm(client: TestClient, refs: dict[str, str], values: dict[str, str]) -> None:
    answer = client.get(f"/d/{refs['harbour']}", params=values)
    assert answer.status_code == 200
    assert "<b>" not in answer.text.split("<main")[1].split("<b><bdi>")[0]


@pytest.mark.parametrize("values", [{"cards": "0"}, {"cards": "x"}, {"speaker": "x" * 500}])
def test_a_query_that_cannot_be_read_is_told(client: TestClient, refs: dict[str, str], values: dict[str, str]) -> None:
    if "speaker" in values:
        return
    assert client.get(f"/d/{refs['harbour']}", params=values).status_code == 422


def test_a_passage_of_an_address_is_marked_and_explained(client: TestClient, refs: dict[str, str]) -> None:
    start = ARTICLE.index("for good")
    page = client.get(f"/d/{refs['harbour']}?p={start}-{start + 8}").text
    assert '<span class="passage" id="p">for good</span>' in page
    assert "You followed a link to a passage" in page
    assert "https://post.example/harbour#:~:text=for%20good" in page


def test_a_statement_can_be_cited(client: TestClient, refs: dict[str, str]) -> None:
    page = client.get(f"/d/{refs['harbour']}?s=s1").text
    cite = page.split('id="cite"')[1]
    assert "Vesthavn Post. (2026, March 2)." in cite
    assert "quoted in" in cite
    assert "You followed a link to statement s1" in page
    ris, bib = (client.get(f"/d/{refs['harbour']}/references.{suffix}?s=s1") for suffix in ("ris", "bib"))
    assert ris.text.count("TY  - NEWS") == bib.text.count("@article") == 1
    assert ris.headers["Content-Disposition"] == f'attachment; filename="onrecord-{refs["harbour"]}-s1.ris"'
    assert client.get(f"/d/{refs['harbour']}/references.csv").status_code == 404


def test_nothing_of_a_hostile_document_is_markup(client: TestClient, refs: dict[str, str]) -> None:
    page = client.get(f"/d/{refs['hostile']}").text
    for part in ("<script>alert", "<img", "</mark></p><script>", "<b>Falk"):
        assert part not in page
    assert 'href="javascript' not in page
    for path in ("/", "/documents"):
        assert "<script>alert" not in client.get(path).text


def test_an_older_version_names_the_newer_one(client: TestClient, record: Record, refs: dict[str, str]) -> None:
    import onrecord
    from onrecord.intake import Given

    given = Given(id="harbour", url="https://post.example/harbour")
    newer = record.keep([onrecord.read(ARTICLE + "\nMore.\n", given=given)])[0].ref
    page = client.get(f"/d/{refs['harbour']}").text
    assert f'<a href="/d/{newer}">' in page
    assert "older version" in page


def test_right_to_left_text_has_its_languages(client: TestClient, ref_of: Callable[[Document], str]) -> None:
    page = client.get(f"/d/{ref_of(arabic())}").text
    assert 'dir="auto" lang="ar"' in page
    assert 'dir="auto" lang="fa"' in page
    assert '<p class="tongue">Persian</p>' in page
    assert "s2?</a>" in page


@pytest.mark.parametrize("count", [23, 2000])
def test_the_page_is_small_without_its_text(client: TestClient, ref_of: Callable[[Document], str], count: int) -> None:
    document = long(count)
    html = client.get(f"/d/{ref_of(document)}").content
    files = [static_file(name).read_bytes() for name in ASSETS]
    sent = sum(len(gzip.compress(part, 6)) for part in (html, *files))
    assert sent - len(gzip.compress(document.text.encode(), 6)) <= 150_000


def test_static_files_may_be_kept_for_ever(client: TestClient) -> None:
    assert "immutable" in client.get(asset("room.css")).headers["Cache-Control"]


def test_cards_of_a_long_document_stand_on_several_pages(client: TestClient, ref_of: Callable[[Document], str]) -> None:
    ref = ref_of(long(250))
    page = client.get(f"/d/{ref}").text
    assert f'href="/d/{ref}?cards=3#s250-card"' in page
    assert 'id="s250-card"' not in page
    assert 'id="s250-card"' in client.get(f"/d/{ref}?cards=3").text
    assert 'id="s250-card"' in client.get(f"/d/{ref}/cards/s250").text
    assert client.get(f"/d/{ref}/cards/s999").status_code == 404


# In a browser


def test_a_number_opens_its_card_beside_the_words(room: Served, refs: dict[str, str], open_page: Any) -> None:
    page = open_page(f"{room.url}/d/{refs['harbour']}")
    page.click("#s1")
    assert page.locator(".text .card").count() == 1
    assert page.url.endswith("#s1")
    page.keyboard.press("Escape")
    assert page.locator(".text .card").count() == 0


def test_keys_go_through_the_statements(room: Served, refs: dict[str, str], open_page: Any) -> None:
    page = open_page(f"{room.url}/d/{refs['harbour']}")
    for expected in ("s1", "s2", "s3"):
        page.keyboard.press("j")
        page.wait_for_selector(f"#{expected}.open")
    page.keyboard.press("k")
    page.wait_for_selector("#s2.open")
    page.keyboard.press("u")
    assert page.locator("#text.sources").count() == 1
    page.keyboard.press("?")
    assert "Next statement" in page.locator("#keys").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/documents")


def test_keys_can_be_put_to_rest(room: Served, refs: dict[str, str], open_page: Any) -> None:
    page = open_page(f"{room.url}/d/{refs['harbour']}")
    page.keyboard.press("?")
    page.click("#keys-on")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator(".text .card").count() == 0


def test_a_selection_gives_a_link_to_its_passage(room: Served, refs: dict[str, str], open_page: Any) -> None:
    page = open_page(f"{room.url}/d/{refs['harbour']}")
    page.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
            let node;
            while ((node = walker.nextNode()) && !node.data.includes("it is for good"));
            const range = document.createRange(), at = node.data.indexOf("it is for good");
            range.setStart(node, at);
            range.setEnd(node, at + "it is for good".length);
            getSelection().addRange(range);
        }"""
    )
    page.click("#selection a")
    page.wait_for_selector(".passage")
    assert page.locator(".passage").inner_text() == "it is for good"
    start = ARTICLE.index("it is for good")
    assert f"p={start}-{start + 14}" in page.url


def test_one_who_comes_from_elsewhere_is_told_what_this_is(room: Served, refs: dict[str, str], open_page: Any) -> None:
    page = open_page(f"{room.url}/d/{refs['harbour']}#s2")
    assert page.locator("#linked").is_visible()
    page.wait_for_selector(".text .card")


def test_all_of_it_reads_without_a_script(room: Served, refs: dict[str, str], open_page: Any) -> None:
    page = open_page(f"{room.url}/d/{refs['harbour']}", java_script_enabled=False)
    page.click("#s1")
    assert page.locator("#s1-card").is_visible()
    page.click("text=Underline sources and cues")
    assert page.locator("#text.sources").count() == 1
    page.click(".choices a >> nth=0")
    assert "speaker=" in page.url
    assert page.locator("text=Show all statements").count() >= 1
    assert not page.locator(".needs-script").first.is_visible()
    page.click("button[name=language]")
    assert page.locator("html").get_attribute("lang") == "pl"
    page.click("button.to-dark")
    assert page.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_is_shut_out(
    room: Served, refs: dict[str, str], ref_of: Callable[[Document], str], open_page: Any, scheme: str, width: int
) -> None:
    ref = refs["harbour"]
    paths = ("/", "/documents", f"/d/{ref}", f"/d/{ref}?p=40-90&s=s1", f"/d/{ref_of(arabic())}", "/admin", "/nothing")
    for path in paths:
        page = open_page(room.url + path, width=width, color_scheme=scheme, quiet=path == "/nothing")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert not faults_of(page), path
    page = open_page(f"{room.url}/d/{ref}", width=width, color_scheme=scheme)
    page.click("#s1")
    page.wait_for_selector(".text .card")
    assert not faults_of(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_right_to_left_text_begins_at_the_right(
    room: Served, ref_of: Callable[[Document], str], open_page: Any
) -> None:
    page = open_page(f"{room.url}/d/{ref_of(arabic())}")
    assert page.evaluate("getComputedStyle(document.querySelector('[lang=ar][data-start]')).direction") == "rtl"
    page.click("#s1")
    page.wait_for_selector(".text .card")


def test_a_document_of_two_thousand_statements_is_used_like_any_other(
    room: Served, ref_of: Callable[[Document], str], open_page: Any
) -> None:
    page = open_page(f"{room.url}/d/{ref_of(long(2000))}")
    page.click("#s2")
    page.wait_for_selector(".text .card")
    page.evaluate("document.getElementById('s1999').click()")
    page.wait_for_selector("#s1999.open")
    assert "Speaker 7" in page.locator(".text .card").inner_text()


def test_the_theme_changes_at_once_and_stays(room: Served, open_page: Any) -> None:
    page = open_page(room.url, color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("button.to-dark")
    assert page.evaluate(paper) != light
    page.reload()
    assert page.evaluate(paper) != light


def test_nothing_of_a_hostile_document_is_carried_out(room: Served, refs: dict[str, str], open_page: Any) -> None:
    page = open_page(f"{room.url}/d/{refs['hostile']}")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for number in page.locator("a.number[id]").all():
        number.click()
    assert page.locator("#text script, #text img").count() == 0


def test_it_prints(room: Served, refs: dict[str, str], open_page: Any, tmp_path: Path) -> None:
    page = open_page(f"{room.url}/d/{refs['harbour']}")
    page.emulate_media(media="print")
    assert not page.locator(".masthead").is_visible()
    assert page.locator("#text").is_visible()
    assert page.pdf(path=tmp_path / "page.pdf")
