"""Links of a page are citations of the words they stand on, and of the statements of their sentence."""

from __future__ import annotations

from onrecord import Document, read_bytes

PAGE = """<html lang="en"><head><title>Dam</title></head><body><article><h1>Dam to be mended</h1>
<p>The council of Lund voted on Monday after a long night of talks about the old dam in the hills above the town.</p>
<p>“It holds,” Ada Berg <a href="https://example.org/berg">told the Evening Lamp</a> on Friday, and nobody in the
hall said a word against it for a while.</p>
<p><a href="https://example.org/report?x=1"><b>A report</b> of the ministry</a> lay on every table in the room.</p>
<p>The town would pay. <a href="/local">Lund</a> and <a rel="author" href="https://example.org/a">Ida Falk</a>
have seen it, and so has the <a href="https://example.org/owner"> owner </a>.</p>
</article></body></html>"""


def page(html: str) -> Document:
    return read_bytes(html.encode(), name="page.html")


def test_a_link_is_a_citation_of_its_words_with_its_address() -> None:
    document = page(PAGE)
    links = [c for c in document.citations if c.kind == "link"]
    assert [(document.text[c.start : c.end], c.canonical) for c in links] == [
        ("told the Evening Lamp", "https://example.org/berg"),
        ("A report of the ministry", "https://example.org/report?x=1"),
        ("owner", "https://example.org/owner"),
    ]


def test_a_link_belongs_to_the_statements_of_its_sentence() -> None:
    document = page(PAGE)
    (link,) = [c for c in document.citations if c.canonical == "https://example.org/berg"]
    (statement,) = [s for s in document.statements if document.words(s.content) == "“It holds,”"]
    assert statement.id in link.statements


def test_links_change_nothing_of_the_text() -> None:
    bare = PAGE.replace("</a>", "")
    for address in ("https://example.org/berg", "https://example.org/report?x=1", "https://example.org/owner"):
        bare = bare.replace(f'<a href="{address}">', "")
    bare = bare.replace('<a href="/local">', "")
    bare = bare.replace('<a rel="author" href="https://example.org/a">', "")
    assert page(PAGE).text == page(bare).text


def test_a_page_with_the_marks_of_links_in_its_words_is_read_without_them() -> None:
    document = page(PAGE.replace("the old dam", "the old ⦃0⦄dam⦄"))
    assert "⦃0⦄dam⦄" in document.text
    assert not [c for c in document.citations if c.kind == "link"]
