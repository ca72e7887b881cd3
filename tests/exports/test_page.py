"""The page of read --html: the text with its statements marked, safe, whole, and usable without a mouse."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import Document, Given, read
from onrecord.document import Block, Entity, Finding, Statement
from onrecord.exports.page import page

HOSTILE = "</mark><script>alert('x')</script>\"'&<img src=x onerror=alert(1)>"
TEXT = f"Vesthavn\n\nIda Berg told us: „Tak {HOSTILE}.”\n\nאמר הדובר.\n"
VOID = {"meta", "br"}


def document(**changes: object) -> Document:
    def span(words: str) -> tuple[int, int]:
        return (start := TEXT.index(words), start + len(words))

    quote = span(f"„Tak {HOSTILE}.”")
    statement = Statement(
        "s1",
        "direct",
        (quote,),
        source=(span("Ida Berg"),),
        cue=(span("told"),),
        addressee=(span("us"),),
        speaker="e1",
        confidence=0.9,
    )
    inner = Statement("s2", "indirect", (span("alert('x')"),), parent="s1", confidence=0.2)
    hebrew = span("אמר הדובר.")
    fields: dict[str, object] = {
        "title": HOSTILE,
        "url": "javascript:alert(1)",
        "blocks": (Block("title", 0, 8), Block("paragraph", 10, quote[1], "pl"), Block("paragraph", *hebrew, "he")),
        "statements": (statement, inner),
        "entities": (Entity("e1", "person", f"Ida {HOSTILE}"),),
        "findings": (Finding("broken-input", "error", HOSTILE),),
    }
    return Document(HOSTILE, TEXT, "rules/0", **{**fields, **changes})  # type: ignore[arg-type]


class Reader(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, and the words shown."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.quiet: list[bool] = [False]
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.quiet.append(tag == "style" or "number" in (dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.quiet.pop()

    def handle_data(self, data: str) -> None:
        if not self.quiet[-1]:
            self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def shown(*documents: Document) -> Reader:
    return Reader("".join(page(documents)))


def test_hostile_words_are_shown_and_never_run() -> None:
    reader = shown(document())
    names = {tag for tag, _ in reader.elements}
    assert not names & {"script", "img", "iframe", "object", "link", "form"}
    assert not any(name.startswith("on") for _, attributes in reader.elements for name in attributes)
    assert HOSTILE in reader.words
    policy = next(m["content"] for m in reader.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def test_nothing_is_loaded_and_only_web_addresses_are_links() -> None:
    reader = shown(document(), document(url="https://post.example/a?b=1&c=2"))
    links = [attributes["href"] or "" for attributes in reader.all("a")]
    assert [link for link in links if not link.startswith("#")] == ["https://post.example/a?b=1&c=2"]
    assert not re.search(r"url\(|@import|src=", "".join(page([document(title="x", entities=())])).split("</style>")[0])


def test_the_whole_text_is_shown_once_with_its_statements_marked() -> None:
    reader = shown(document())
    assert all(line in reader.words for line in TEXT.splitlines())
    html = "".join(page([document()]))
    assert re.search(r'<span class="source k0 l0"[^>]*>Ida Berg</span>', html)
    assert html.count('<mark class="k0 l0" title="s1: Ida') == 1
    assert '<mark class="nobody" title="s2: speaker not known' in html


def test_every_link_has_its_place_and_every_place_is_there_once() -> None:
    for documents in ([document()], [document(), document(), document(statements=())]):
        reader = shown(*documents)
        anchors = [a["id"] for _, a in reader.elements if a.get("id")]
        assert len(set(anchors)) == len(anchors)
        links = [a["href"] or "" for a in reader.all("a")]
        assert {link[1:] for link in links if link.startswith("#")} <= set(anchors)


def test_languages_and_directions_are_told_to_the_browser() -> None:
    reader = shown(document())
    assert reader.all("html") == [{"lang": "en"}]
    assert [(p.get("lang"), p.get("dir")) for p in reader.all("p")] == [("pl", "auto"), ("he", "auto")]
    cells = [cell for cell in reader.all("td") if cell.get("dir")]
    assert [cell.get("lang") for cell in cells] == ["pl", "pl"]


def test_headings_go_down_by_one_and_the_table_names_its_columns_and_rows() -> None:
    for documents in ([document()], [document(), document()]):
        reader = shown(*documents)
        levels = [int(tag[1]) for tag, _ in reader.elements if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert {heading["scope"] for heading in reader.all("th")} == {"col", "row"}


def test_a_page_of_several_begins_with_their_list() -> None:
    reader = shown(document(title="One"), document(title="Two"))
    assert "2 documents" in reader.words
    assert [a["href"] for a in reader.all("a")[:2]] == ["#d1", "#d2"]
    assert "Nothing read" in shown().words


def test_a_text_without_statements_has_neither_speakers_nor_table() -> None:
    reader = shown(document(statements=()))
    assert "No statements found." in reader.words
    assert not reader.all("aside")
    assert not reader.all("table")


def test_doubtful_findings_carry_a_question_mark() -> None:
    assert re.search(r'<a class="number nobody"[^>]*>s2\?</a>', "".join(page([document()])))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(["“It holds,” said Ida Berg. ", "\n\n", "<b>", "&amp;", "\0", "\ud800", "[so] ", "é"])))
def test_any_text_gives_a_whole_page(pieces: list[str]) -> None:
    shown(read("".join(pieces) + "\n", given=Given(language="en")))


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, share: float, paper: str) -> str:
    pairs = ((int(colour[i : i + 2], 16), int(paper[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def test_every_colour_can_be_read_in_light_and_in_dark() -> None:
    style = resources.files("onrecord.exports").joinpath("marks.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--(\w+): light-dark\((#\w{6}|#\w{3}), (#\w{6})\)", style)
    tints = re.findall(r"var\(--line\) (\d+)%", style)
    for at in (0, 1):
        scheme = {name: colours[at] for name, *colours in pairs}
        paper, tint = scheme["paper"], int(tints[at]) / 100
        lines = [scheme[f"c{number}"] for number in range(7)] + [scheme["soft"]]
        assert min(contrast(line, paper) for line in lines) >= 4.5
        marks = [mixed(line, tint, paper) for line in lines]
        assert min(contrast(scheme["ink"], mark) for mark in marks) >= 7
        assert min(contrast(scheme["soft"], mark) for mark in marks[:-1]) >= 4.5
        assert contrast(scheme["ink"], scheme["glow"]) >= 7
        assert contrast(scheme["soft"], scheme["glow"]) >= 4.5
