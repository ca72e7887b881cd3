"""The HTML fragment that notebooks show."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from onrecord.document import Block, Document, Entity, Statement
from onrecord.exports.html import fragment

TEXT = "Vesthavn\n\nIda Berg told us: „Tak & <b>nie</b>, dopóki <script>alert(1)</script>.”\nאמר הדובר.\n"


def document(text: str = TEXT, **changes: object) -> Document:
    def span(words: str) -> tuple[int, int]:
        return (start := text.index(words), start + len(words))

    statement = Statement(
        "s1",
        "direct",
        (span("„Tak & <b>nie</b>, dopóki <script>alert(1)</script>.”"),),
        source=(span("Ida Berg"),),
        cue=(span("told"),),
        addressee=(span("us"),),
        speaker="e1",
        confidence=0.9,
    )
    blocks = (Block("title", 0, 8), Block("paragraph", 10, text.rindex(".")))
    entities = (Entity("e1", "person", 'Ida "The Ox" Berg <i>'),)
    fields = {"blocks": blocks, "statements": (statement,), "entities": entities, **changes}
    return Document("a<b", text, "rules/0", **fields)  # type: ignore[arg-type]


class Reader(HTMLParser):
    """Collects the words shown and checks that every element is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1] not in ("style", "sup"):
            self.words += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return reader


def test_everything_from_the_text_is_escaped_and_every_element_closed() -> None:
    reader = read(fragment(document()))
    assert not {"script", "b", "i"} & set(reader.seen[reader.seen.index("small") + 1 :])
    assert "Tak & <b>nie</b>, dopóki <script>alert(1)</script>." in reader.words


def test_the_text_is_whole_and_its_statement_is_marked() -> None:
    html = fragment(document())
    shown = read(html).words
    assert all(line in shown for line in TEXT.splitlines())
    assert '<span class="source">Ida Berg</span> <span class="cue">told</span>' in html
    assert re.search(r'<sup>s1</sup><mark style="--hue: 0" title="s1: Ida &quot;The Ox&quot; Berg', html)


def test_a_quotation_over_two_lines_is_marked_on_both() -> None:
    text = "„Raz.\nDwa.”"
    split = document(text + TEXT, blocks=(), statements=(Statement("s1", "direct", ((0, len(text)),)),))
    assert fragment(split).count('<mark class="nobody"') == 3  # a mark on each line, one in the table


def test_a_document_without_statements_says_so() -> None:
    assert "No statements found." in fragment(document(statements=()))


def test_notebooks_get_the_fragment() -> None:
    assert document()._repr_html_() == fragment(document())
