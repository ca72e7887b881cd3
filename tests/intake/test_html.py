"""Pages become the article's text with its blocks and what the page says of itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.document import Document
from onrecord.intake import Given, IntakeError, from_bytes

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Harbour opens in May | Velmora Post</title>
<meta property="og:title" content="Harbour opens in May">
<meta property="og:site_name" content="Velmora Post">
<meta property="article:published_time" content="2025-02-08T10:00:00+01:00">
<meta name="author" content="Jane Testwell">
<link rel="canonical" href="https://velmora.example/harbour"></head><body>
<nav><ul><li><a href="/">Start</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Harbour opens in May</h1>
<p>Mayor Ilse <b>Brandqvist</b> told <a href="https://x.example">reporters</a> on Monday that the harbour
would open in May. “It is an important step,” she said, and thanked the crane drivers for their work.</p>
<figure><img src="a.jpg" alt=""><figcaption>Brandqvist at the pier
<i>(Source: Velmora Post, May 4)</i></figcaption>
</figure>
<h2>What the drivers want</h2>
<p>The union’s chair, Bram Okkels, said the drivers had waited long enough<sup><a href="#fn1">[1]</a></sup>.
They will meet the council again on Friday, together with the owners of the port.</p>
<blockquote><p>We have waited for a decade.</p><p>Now we begin.</p></blockquote>
<ul><li>higher pay for nights</li><li>shorter <i>shifts</i> in winter</li></ul>
<p>The owners are doubtful.<br>They say the money is not enough for all.</p>
<p>[The rest was left out by the editor]</p>
<ol><li id="fn1">Talk with the author, May 7.</li></ol>
</article><footer>Copyright 2031</footer></body></html>"""
BODY = "<p>The mayor said on Monday that the harbour would open in May, and nobody minded it at all.</p>"


def page(data: str, **said: str) -> Document:
    return from_bytes(data.encode(), Given(**said), "page.html")


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


def test_article_keeps_its_parts_as_blocks() -> None:
    found = blocks(page(PAGE))
    assert found[:2] == [("title", "Harbour opens in May"), ("credit", "Jane Testwell")]
    assert found[2][0] == "paragraph"
    assert found[2][1].startswith(
        "Mayor Ilse Brandqvist told reporters on Monday that the harbour would open"
    )
    assert found[3] == ("caption", "Brandqvist at the pier (Source: Velmora Post, May 4)")
    assert found[4] == ("heading", "What the drivers want")
    assert "long enough[1]. They will" in found[5][1]
    assert found[6:] == [
        ("paragraph", "We have waited for a decade."),
        ("paragraph", "Now we begin."),
        ("list-item", "higher pay for nights"),
        ("list-item", "shorter shifts in winter"),
        ("paragraph", "The owners are doubtful."),
        ("paragraph", "They say the money is not enough for all."),
        ("editor-note", "[The rest was left out by the editor]"),
        ("footnote", "Talk with the author, May 7."),
    ]


def test_text_is_the_blocks_with_empty_lines_between() -> None:
    document = page(PAGE)
    assert document.text == "\n\n".join(words for _, words in blocks(document))


def test_page_says_who_published_it_when() -> None:
    document = page(PAGE)
    assert (document.title, document.outlet) == ("Harbour opens in May", "Velmora Post")
    assert (document.published, document.language) == ("2025-02-08", "en")
    assert document.url == "https://velmora.example/harbour"
    assert document.findings == ()


def test_what_is_given_wins_over_the_page() -> None:
    document = page(PAGE, title="T", outlet="O", published="2024", url="u", language="pl", id="i")
    said = (document.title, document.outlet, document.published, document.url, document.language, document.id)
    assert said == ("T", "O", "2024", "u", "pl", "i")


def test_date_is_not_invented() -> None:
    assert (
        page(f"<html><body><article>{BODY * 4}</article><footer>© 2019</footer></body></html>").published
        is None
    )


@pytest.mark.parametrize(
    "start",
    ["<!doctype html>", "\n <html>", "\ufeff<HTML>", "<?xml version='1.0'?><html>", "<!-- x --><p>", "<div>"],
)
def test_page_is_known_by_its_beginning(start: str) -> None:
    assert "<" not in from_bytes((start + BODY * 4).encode(), name="stdin").text


def test_plain_text_with_a_tag_inside_stays_plain() -> None:
    text = "The mayor wrote <b>no</b> on the board.\n<p>Really.\n"
    assert from_bytes(text.encode(), name="a.txt").text == text


def test_charset_of_the_page_is_used() -> None:
    head = '<html><head><meta charset="iso-8859-2"></head>'
    text = f"{head}<body><p>Zażółć gęślą jaźń, rzekł.</p>{BODY}</body></html>"
    assert "Zażółć gęślą jaźń" in from_bytes(text.encode("iso-8859-2"), name="a.html").text


@pytest.mark.parametrize(
    "broken",
    [
        "<!doctype html>",
        "<html><body></body></html>",
        "<html><body><nav><a href='/'>Start</a></nav></body></html>",
        "<div>" * 50_000 + "</div>" * 50_000,
        "<a " * 50_000,
    ],
)
def test_page_without_an_article_is_a_document_with_a_finding(broken: str) -> None:
    document = page(broken)
    assert [(f.check, f.severity) for f in document.findings] == [("broken-input", "error")]


def test_unclosed_tags_are_read() -> None:
    assert "bold next" in page(f"<html><p>It was <b>bold <i>next{BODY}<p>Then she said <a>").text


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<li>",
                "<figure><figcaption>",
                "<h1>",
                "<!--",
                "&#x0;",
                "&",
                "<br>",
                "<table><td>",
                "said. ",
                "Ł„",
                "\n",
                "<blockquote>",
                "<script>",
                "</html>",
            ]
        )
    )
)
@settings(max_examples=60, deadline=None)
def test_any_markup_is_a_document_or_an_intake_error(pieces: list[str]) -> None:
    try:
        document = page("<html>" + "".join(pieces))
    except IntakeError:
        return
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        end = block.end
