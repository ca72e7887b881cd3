"""A document on a terminal: its text with the statements marked, and who said what to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, get_args

from rich.console import Console, Group
from rich.style import Style
from rich.table import Table
from rich.text import Text

from onrecord.document import BlockKind, Document, Statement, StatementKind
from onrecord.passages import Passage, passages
from onrecord.telling import clean, counted, facts, manner, names, shortened, speaker_numbers, to_whom, words

if TYPE_CHECKING:
    from onrecord.demo import Dispatch
    from onrecord.evaluation import Figures

_SPEAKER_COLOURS = ("cyan", "magenta", "green", "blue", "yellow", "red")
_BLOCK_STYLES: dict[BlockKind, Style] = {
    "title": Style(bold=True),
    "heading": Style(bold=True),
    "caption": Style(italic=True, dim=True),
    "editor-note": Style(dim=True),
    "footnote": Style(dim=True),
    "credit": Style(dim=True),
}
_PART_STYLES = {"source": Style(bold=True), "cue": Style(underline=True), "addressee": Style(italic=True)}
_TRIPLES = ("match", "exact", "token", "cue", "addressee")
_FIGURES = (*_TRIPLES[:-1], "kind", "source", "speaker", "name", "invented", _TRIPLES[-1])
_QUIET = Style(dim=True)
_SHOWN = 200  # characters of a content shown in the table
_ROWS = 100  # rows laid out at a time, so that a table of any length is printed as it is made


def show(document: Document, console: Console) -> None:
    """Prints the document's head line, its marked text, the table of statements and the findings."""
    colours = _speaker_colours(document)
    console.print(_head(document))
    console.print()
    _show_text(document, console, colours)
    _show_statements(document, console, colours)
    for finding in document.findings:
        console.print(Text.assemble((f"{finding.severity}: ", Style(bold=True)), clean(finding.message)))


def _speaker_colours(document: Document) -> dict[str, Style]:
    """A colour for each speaker, in the order they speak; with many speakers colours come again."""
    return {
        speaker: Style(color=_SPEAKER_COLOURS[number % len(_SPEAKER_COLOURS)])
        for speaker, number in speaker_numbers(document).items()
    }


def _head(document: Document) -> Text:
    head = Text(clean(document.id), style=Style(bold=True, reverse=True))
    head.pad(1)
    return Text.assemble(head, "  ", (facts(document), _QUIET))


def _show_text(document: Document, console: Console, colours: dict[str, Style]) -> None:
    # Into a file or pipe the lines go as they are; on a terminal they are wrapped between words.
    for line in _lines(document, colours):
        if console.is_terminal:
            console.print(line)
        else:
            console.file.write(f"{line.plain}\n")
    console.print()


def _lines(document: Document, colours: dict[str, Style]) -> Iterator[Text]:
    """The text's lines, styled. ``[s1]`` stands before the content of statement s1."""
    shown = clean(document.text)
    line = Text()
    for passage in passages(document):
        for opened in passage.opens:
            line.append(f"[{opened.id}]", _content_style(opened, colours) + Style(bold=True, reverse=True))
            line.append(" ")
        style = _passage_style(passage, colours)
        first, *rest = shown[passage.start : passage.end].split("\n")
        line.append(first, style)
        for later in rest:
            yield line
            line = Text()
            line.append(later, style)
    if line:
        yield line


def _passage_style(passage: Passage, colours: dict[str, Style]) -> Style:
    style = _BLOCK_STYLES.get(passage.block.kind, Style()) if passage.block else Style()
    if passage.content:
        style += Style(dim=False) + _content_style(passage.content, colours)
    if passage.part:
        style += _PART_STYLES[passage.part]
    if passage.part == "source" and passage.owner:
        style += _content_style(passage.owner, colours)
    return style


def _content_style(statement: Statement, colours: dict[str, Style]) -> Style:
    return colours.get(statement.speaker or "", Style())


def _show_statements(document: Document, console: Console, colours: dict[str, Style]) -> None:
    """Prints who said what to whom, a row a statement, in tables that share their column widths."""
    if not document.statements:
        console.print(Text("No statements found.", _QUIET))
        return
    known = names(document)
    for first in range(0, len(document.statements), _ROWS):
        table = _empty_table(console.width, header=first == 0)
        for statement in document.statements[first : first + _ROWS]:
            table.add_row(
                _number(statement, colours),
                _who(document, statement, known, colours),
                _said(document, statement),
                Text(shortened(words(document, statement.content), _SHOWN)),
            )
        console.print(table)
    console.print()


def _empty_table(width: int, header: bool) -> Table:
    """The table's columns, with widths in screen cells that depend on the console's width alone."""
    table = Table(box=None, show_header=header, padding=(0, 2, 0, 0), pad_edge=False, header_style=_QUIET)
    who = min(30, max(14, width // 4))
    said = min(22, max(11, width // 6))
    what = max(16, width - 6 - who - said - 6)
    for heading, cells in (("#", 6), ("who → to whom", who), ("said", said), ("what", what)):
        table.add_column(heading, width=cells, overflow="fold")
    return table


def _number(statement: Statement, colours: dict[str, Style]) -> Text:
    """The statement's id over its confidence."""
    number = Text(clean(statement.id), _content_style(statement, colours))
    return number.append(f"\n{100 * statement.confidence:.0f}%", _QUIET)


def _who(document: Document, statement: Statement, known: dict[str, str], colours: dict[str, Style]) -> Text:
    """The speaker's name over whoever is spoken to.

    Without a known speaker it is the source's words, or a dash where the text gives neither.
    """
    if statement.speaker:
        name = known.get(statement.speaker, clean(statement.speaker))
        who = Text().append(name, _content_style(statement, colours) + Style(bold=True))
    else:
        who = Text().append(words(document, statement.source) or "—", Style(italic=True))
    addressed = to_whom(document, statement, known)
    return who.append(f"\n→ {addressed}") if addressed else who


def _said(document: Document, statement: Statement) -> Text:
    """The cue over the manner of the statement."""
    said = Text().append(words(document, statement.cue) or "—")
    return said.append("\n" + manner(statement), _QUIET)


def dispatch_list(dispatches: Iterable[Dispatch]) -> Table:
    """The bundled dispatches: name, languages, title and what each shows."""
    table = Table(box=None, padding=(0, 2, 1, 0), pad_edge=False, header_style=_QUIET)
    for heading in ("name", "languages", "what it shows"):
        table.add_column(heading)
    for dispatch in dispatches:
        shows = Text.assemble((dispatch.title, Style(bold=True)), "\n", dispatch.shows)
        table.add_row(dispatch.name, ", ".join(dispatch.languages), shows)
    return table


def figures_table(figures: Figures) -> Group:
    """The figures of an evaluation: a row a figure, a column for all statements and for each kind."""
    kinds = ("all", *get_args(StatementKind))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=_QUIET)
    table.add_column("%")
    for kind in kinds:
        table.add_column(kind, justify="right")
    for count in ("gold", "found"):
        table.add_row(f"statements, {count}", *(f"{figures[kind][count]:,}" for kind in kinds), style=_QUIET)
    for number, figure in enumerate(("precision", "recall", "F1")):
        table.add_row(f"stmt {figure}", *(f"{figures[kind]['stmt'][number]:.1f}" for kind in kinds))
    for figure in _FIGURES:
        cells = [_percent(figures[kind][figure]) for kind in kinds]
        table.add_row(f"{figure} F1" if figure in _TRIPLES else figure, *cells)
    table.add_row("calibration error", _percent(figures["ece"]))
    return Group(Text(_about(figures), _QUIET), Text(), table)


def _percent(value: float | list[float] | None) -> str:
    """A share, or the F1 of a triple; a dash where there was nothing to count."""
    if value is None:
        return "–"
    return f"{value[2] if isinstance(value, list) else value:.1f}"


def _about(figures: Figures) -> str:
    said_of = [counted(figures["documents"], "document")]
    for key, said in (("missing", "without a prediction"), ("text_changed", "whose text was changed")):
        if figures[key]:
            said_of.append(f"{len(figures[key])} {said}")
    if figures["bad_spans"]:
        said_of.append(f"{counted(figures['bad_spans'], 'span')} outside the text")
    return ", ".join(said_of)
