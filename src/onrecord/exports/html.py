"""A document as a fragment of HTML: its text with the statements marked, and who said what to whom.

The fragment needs nothing from outside, runs no script, and takes its colours from the page round it, so
that it reads well on a light and on a dark one.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from onrecord.document import Document, Statement
from onrecord.passages import Passage, passages
from onrecord.telling import clean, facts, manner, names, speaker_numbers, to_whom, words

_HUE_STEP = 137  # degrees; the golden angle keeps the hues of neighbouring speakers apart
_STYLE = """\
.onrecord { color: inherit; line-height: 1.5; max-width: 60rem; }
.onrecord .text { max-height: 40rem; overflow: auto; padding-right: 1rem; }
.onrecord .text > div { white-space: pre-wrap; overflow-wrap: anywhere; min-height: 1em; }
.onrecord .title, .onrecord .heading { font-weight: bold; }
.onrecord .caption, .onrecord .editor-note, .onrecord .footnote, .onrecord .credit { opacity: .75; }
.onrecord mark { color: inherit; background: hsla(var(--hue), 80%, 50%, .22); border-radius: .2em; }
.onrecord mark.nobody { background: rgba(128, 128, 128, .25); }
.onrecord sup { font-weight: bold; padding: 0 .15em; user-select: none; }
.onrecord .source { font-weight: bold; }
.onrecord .cue { text-decoration: underline; text-underline-offset: .15em; }
.onrecord .addressee { font-style: italic; }
.onrecord table { color: inherit; font-size: inherit; background: transparent; border-collapse: collapse;
  margin-top: 1rem; }
.onrecord th, .onrecord td { text-align: start; vertical-align: top; padding: .25rem .75rem .25rem 0;
  border-bottom: 1px solid rgba(128, 128, 128, .35); background: transparent; color: inherit; }
.onrecord small { opacity: .75; }"""


def fragment(document: Document) -> str:
    """The document as one ``<div class="onrecord">``; everything from the text is escaped."""
    return "\n".join(
        [
            f'<div class="onrecord"><style>\n{_STYLE}\n</style>',
            f"<p><b>{_text(document.id)}</b> <small>{_text(facts(document))}</small></p>",
            '<div class="text">',
            *_lines(document),
            "</div>",
            *_table(document),
            "</div>",
        ]
    )


def _text(words: str) -> str:
    return escape(clean(words))


def _lines(document: Document) -> Iterator[str]:
    """The text's lines as ``<div>``s; each takes its direction from its own first letter."""
    hues, known = speaker_numbers(document), names(document)
    line: list[str] = []
    for passage in passages(document):
        line.extend(f"<sup>{_text(opened.id)}</sup>" for opened in passage.opens)
        first, *rest = document.text[passage.start : passage.end].split("\n")
        line.append(_marked(first, passage, hues, known))
        for words_ in rest:
            yield _line(line)
            line = [_marked(words_, passage, hues, known)]
    if any(line):
        yield _line(line)


def _line(pieces: list[str]) -> str:
    return '<div dir="auto">' + "".join(pieces) + "</div>"


def _marked(words: str, passage: Passage, hues: dict[str, int], known: dict[str, str]) -> str:
    """A stretch within a line, wrapped in what it is: part of a statement, content, kind of block."""
    if not words:
        return ""
    html = _text(words)
    if passage.part:
        html = f'<span class="{passage.part}">{html}</span>'
    if passage.content:
        html = f"<mark {_hue(passage.content, hues)} title={_about(passage.content, known)}>{html}</mark>"
    if passage.block and passage.block.kind != "paragraph":
        html = f'<span class="{passage.block.kind}">{html}</span>'
    return html


def _hue(statement: Statement, hues: dict[str, int]) -> str:
    if statement.speaker is None:
        return 'class="nobody"'
    return f'style="--hue: {hues[statement.speaker] * _HUE_STEP % 360}"'


def _about(statement: Statement, known: dict[str, str]) -> str:
    """What a reader sees on pointing at the content, as a quoted attribute."""
    who = known.get(statement.speaker or "", "speaker not known")
    told = f"{statement.id}: {who}, {manner(statement)}, {statement.confidence:.0%}"
    return f'"{_text(told)}"'


def _table(document: Document) -> Iterator[str]:
    if not document.statements:
        yield "<p>No statements found.</p>"
        return
    known, hues = names(document), speaker_numbers(document)
    headings = ("", "who", "to whom", "said", "what", "confidence")
    yield f"<table><thead><tr><th>{'</th><th>'.join(headings)}</th></tr></thead><tbody>"
    for s in document.statements:
        who = known.get(s.speaker or "") or words(document, s.source) or "–"
        cells = (
            f"<mark {_hue(s, hues)}>{_text(s.id)}</mark>",
            _text(who),
            _text(to_whom(document, s, known)),
            f"{_text(words(document, s.cue)) or '–'}<br><small>{_text(manner(s))}</small>",
            _text(words(document, s.content)),
            f"{s.confidence:.0%}",
        )
        row = "".join(f'<td dir="auto">{cell}</td>' for cell in cells)
        yield f"<tr>{row}</tr>"
    yield "</tbody></table>"
