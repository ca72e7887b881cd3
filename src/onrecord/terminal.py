"""A document on a terminal: its text with the statements marked, and who said what to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, get_args

from rich.console import Console, Group
from rich.style import Style
from rich.table import Table
from rich.text import Text

from onrecord.columns import GAP, Cell, laid_out
from onrecord.document import BlockKind, Document, Statement, StatementKind
from onrecord.passages import Passage, passages
from onrecord.telling import clean, counted, facts, manner, names, relayed, shortened, speaker_numbers, to_whom, words

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
_PART_STYLES = {
    "source": Style(bold=True),
    "cue": Style(underline=True),
    "addressee": Style(underline=True, dim=True),
}
_TRIPLES = ("match", "exact", "token", "cue", "addressee")
_FIGURES = (*_TRIPLES[:-1], "kind", "source", "speaker", "name", "invented", _TRIPLES[-1])
_NOBODY = Style(italic=True)  # content of a speaker who is not known
_QUIET = Style(dim=True)
_SHOWN = 200  # characters of a content shown in the table


def show(document: Document, console: Console) -> None:
    """Prints the document's head line, its marked text, statements and occasions as tables, and the findings."""
    colours = _speaker_colours(document)
    console.print(_head(document))
    console.print()
    _show_text(document, console, colours)
    _show_statements(document, console, colours)
    _show_occasions(document, console)
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
    for line in _lines(document, colours):
        _print(line, console)
    console.print()


def _print(line: Text, console: Console) -> None:
    """Prints a line: on a terminal wrapped between words, into a file or pipe as it is."""
    if console.is_terminal:
        console.print(line)
    else:
        console.file.write(f"{line.plain}\n")


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
    return colours.get(statement.speaker or "", _NOBODY)


def _show_statements(document: Document, console: Console, colours: dict[str, Style]) -> None:
    """Prints who said what to whom, a row a statement."""
    if not document.statements:
        console.print(Text("No statements found.", _QUIET))
        return
    known, widths = names(document), _widths(console.width)
    headings = [[(heading, _QUIET)] for heading in ("#", "who → to whom", "said", "what")]
    for line in laid_out(headings, widths):
        _print(line, console)
    for statement in document.statements:
        for line in laid_out(_row(document, statement, known, colours), widths):
            _print(line, console)
    console.print()


def _show_occasions(document: Document, console: Console) -> None:
    """Prints when and where people met or spoke, a row an occasion; nothing where there is none."""
    if not document.occasions:
        return
    known = names(document)
    said = Counter(statement.occasion for statement in document.statements)
    when, where = 23, min(24, max(10, console.width // 6))
    widths = (6, when, where, max(16, console.width - 6 - when - where - 3 * GAP))
    for line in laid_out([[(heading, _QUIET)] for heading in ("#", "when", "where", "what, who")], widths):
        _print(line, console)
    for occasion in document.occasions:
        place = known.get(occasion.place or "", "—")
        who = ", ".join(known.get(one, clean(one)) for one in occasion.participants)
        what = occasion.kind.replace("-", " ")
        told = [(f"{what}: {who}" if who else what, Style())]
        if said[occasion.id]:
            told.append((counted(said[occasion.id], "statement"), _QUIET))
        row: list[Cell] = [
            [(clean(occasion.id), Style())],
            [(clean(occasion.date or "—"), Style())],
            [(place, Style())],
            told,
        ]
        for line in laid_out(row, widths):
            _print(line, console)
    console.print()


def _widths(width: int) -> tuple[int, ...]:
    """The columns' widths in screen cells, by the console's."""
    number = 6
    who = min(30, max(14, width // 4))
    said = min(22, max(11, width // 6))
    return number, who, said, max(16, width - number - who - said - 3 * GAP)


def _row(
    document: Document, statement: Statement, known: dict[str, str], colours: dict[str, Style]
) -> list[Cell]:
    """Id over confidence, speaker over whoever is spoken to and through whom it came, cue over manner, content."""
    colour = _content_style(statement, colours)
    who = [_speaker(document, statement, known, colour)]
    if addressed := to_whom(document, statement, known):
        who.append((f"→ {addressed}", Style()))
    if through := relayed(statement, known):
        who.append((f"via {through}", _QUIET))
    return [
        [(clean(statement.id), colour), (f"{100 * statement.confidence:.0f}%", _QUIET)],
        who,
        [(words(document, statement.cue) or "—", Style()), (manner(statement), _QUIET)],
        [(shortened(words(document, statement.content), _SHOWN), Style())],
    ]


def _speaker(
    document: Document, statement: Statement, known: dict[str, str], colour: Style
) -> tuple[str, Style]:
    """The speaker's name; where none is known the source's words, or a dash."""
    if statement.speaker:
        return known.get(statement.speaker, clean(statement.speaker)), colour + Style(bold=True)
    return words(document, statement.source) or "—", Style(italic=True)


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
