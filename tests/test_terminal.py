"""What an editor sees on a terminal."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from onrecord.document import Block, Document, Entity, Finding, Occasion, Statement
from onrecord.passages import passages
from onrecord.telling import shortened
from onrecord.terminal import show

TEXT = (
    "Ferry plan cleared\n\n"
    'Mayor Ines Falk told reporters: "We will reopen it," and the Post wrote '
    'that Oskar Lind had promised "every krone".\n'
)


def span(words: str) -> tuple[int, int]:
    return (start := TEXT.index(words), start + len(words))


def ferry() -> Document:
    statements = (
        Statement(
            "s1", "direct", (span('"We will reopen it,"'),), (span("Mayor Ines Falk"),), (span("told"),),
            (span("reporters"),), "e1", ("e2",), confidence=0.97
        ),
        Statement(
            "s2", "mixed", (span('that Oskar Lind had promised "every krone"'),), (span("the Post"),),
            (span("wrote"),), hedged=True, confidence=0.8
        ),
        Statement(
            "s3", "direct", (span('"every krone"'),), (span("Oskar Lind"),), (span("promised"),), (), "e3",
            parent="s2", negated=True, confidence=0.5
        ),
    )  # fmt: skip
    return Document(
        "ferry",
        TEXT,
        "rules/0.1.0",
        outlet="Vesthavn Post",
        blocks=(Block("title", 0, 18), Block("paragraph", 20, len(TEXT) - 1)),
        statements=statements,
        entities=(
            Entity("e1", "person", "Ines Falk"),
            Entity("e2", "group", "reporters"),
            Entity("e3", "person", "Oskar Lind"),
        ),
        findings=(Finding("quote-never-closed", "warning", "A quotation is never closed."),),
    )


def shown(document: Document, width: int = 100, terminal: bool = False) -> str:
    stream = io.StringIO()
    show(document, Console(file=stream, width=width, force_terminal=terminal, legacy_windows=False))
    return stream.getvalue()


def test_statements_are_numbered_in_the_text_and_told_in_the_table() -> None:
    text, table = shown(ferry()).split("who → to whom")
    assert 'Mayor Ines Falk told reporters: [s1] "We will reopen it," and the Post wrote [s2] that' in text
    rows = [" ".join(line.split()) for line in table.splitlines()]
    assert 's1 Ines Falk told "We will reopen it,"' in rows
    assert "97% → reporters direct" in rows
    assert any("negated" in row for row in rows)
    assert "warning: A quotation is never closed." in rows


def test_a_statement_without_speaker_is_told_by_its_source() -> None:
    assert "s2      the Post" in shown(ferry())


@pytest.mark.parametrize("width", [40, 80, 120])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    plain = Console(file=io.StringIO(), width=width, force_terminal=True, no_color=True, color_system=None)
    show(ferry(), plain)
    lines = plain.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert max(map(len, lines)) <= width


def test_a_terminal_gets_colour_unless_no_color_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TERM", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[36m" in shown(ferry(), terminal=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "36m" not in shown(ferry(), terminal=True)


def test_control_characters_of_the_text_do_not_reach_the_terminal() -> None:
    nasty = Document("x\x1b]0;y\x07", "Bell\x07 \x1b[31mred \x9b2J \ud800 end\n", "rules/0")
    seen = shown(nasty)
    assert not {"\x1b", "\x07", "\x9b", "\ud800"} & set(seen)
    assert "Bell␇ ␛[31mred" in seen


def test_the_passages_are_the_whole_text_and_the_innermost_statement_wins() -> None:
    cut = list(passages(ferry()))
    assert "".join(TEXT[p.start : p.end] for p in cut) == TEXT
    inside = {TEXT[p.start : p.end]: p.content.id for p in cut if p.content}
    assert inside['"every krone"'] == "s3"
    assert inside["that "] == "s2"


def test_spans_outside_the_text_do_no_harm() -> None:
    broken = Statement("s1", "direct", ((5, 900),), ((-3, 4),), ((7, 2),))
    document = msgspec.structs.replace(ferry(), statements=(broken,))
    assert "".join(TEXT[p.start : p.end] for p in passages(document)) == TEXT
    assert shown(document)


def test_ten_thousand_nested_statements_are_cut() -> None:
    nested = tuple(Statement(f"s{n}", "indirect", ((n, 40_000 - n),)) for n in range(10_000))
    assert sum(1 for _ in passages(Document("n", "x" * 40_000, "t", statements=nested))) == 19_999


def test_long_content_is_cut_at_a_space() -> None:
    assert shortened("word " * 50, 30) == "word word word word word…"
    assert shortened("w" * 50, 30) == "w" * 29 + "…"
    assert shortened("short", 30) == "short"


def test_a_long_line_goes_into_a_pipe_as_it_is(tmp_path: Path) -> None:
    line = "word " * 300
    assert line in shown(Document("x", line + "\n", "t"))


def test_occasions_are_told_when_where_what_and_who() -> None:
    meeting = Occasion("o1", "press-conference", "2031-02-08", "e4", ("e1", "e3"), (span("reporters"),))
    statements = (msgspec.structs.replace(ferry().statements[0], occasion="o1"), *ferry().statements[1:])
    entities = (*ferry().entities, Entity("e4", "place", "Vesthavn"))
    document = msgspec.structs.replace(ferry(), occasions=(meeting,), statements=statements, entities=entities)
    lines = [" ".join(line.split()) for line in shown(document).splitlines()]
    assert "# when where what, who" in lines
    assert "o1 2031-02-08 Vesthavn press conference: Ines Falk, Oskar Lind" in lines
    assert "1 statement" in lines
