"""A document on a terminal: its text with the statements marked, and who said what to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, get_args

from rich.console import Console, Group
from rich.style import Style
from rich.table import Table
from rich.text import Text

from onrecord.document import BlockKind, Document, Span, Statement, StatementKind
from onrecord.passages import Passage, passages

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

# Control characters could move the cursor or recolour the screen: shown as their pictures instead. One
# character stands for one, so that spans keep their meaning.
_VISIBLE = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"}
_VISIBLE |= dict.fromkeys((*range(127, 160), *range(55296, 57344)), 65533)


def show(document: Document, console: Console) -> None:
    """Prints the document's head line, its marked text, the table of statements and the findings."""
    colours = _speaker_colours(document)
    console.print(_head(document))
    console.print()
    _show_text(document, console, colours)
    _show_statements(document, console, colours)
    for finding in document.findings:
        console.print(Text.assemble((f"{finding.severity}: ", Style(bold=True)), clean(finding.message)))


def clean(words: str) -> str:
    """The words with control characters and lone surrogates replaced, one for one."""
    return words.translate(_VISIBLE)


def _speaker_colours(document: Document) -> dict[str, Style]:
    """A colour for each speaker, in the order they speak; with many speakers colours come again."""
    speakers = dict.fromkeys(s.speaker for s in document.statements if s.speaker)
    return {
        speaker: Style(color=_SPEAKER_COLOURS[number % len(_SPEAKER_COLOURS)])
        for number, speaker in enumerate(speakers)
    }


def _head(document: Document) -> Text:
    speakers = len({s.speaker for s in document.statements if s.speaker})
    facts = [
        document.outlet,
        document.published,
        document.language,
        _counted(len(document.statements), "statement"),
        _counted(speakers, "speaker"),
        document.reader,
    ]
    head = Text(clean(document.id), style=Style(bold=True, reverse=True))
    head.pad(1)
    return Text.assemble(head, "  ", (clean(" · ".join(fact for fact in facts if fact)), _QUIET))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _show_text(document: Document, console: Console, colours: dict[str, Style]) -> None:
    # Into a file or pipe lines go as they are; on a terminal they are wrapped between words.
    for line in _lines(document, colours):
        console.print(line, soft_wrap=not console.is_terminal)
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
        for words in rest:
            yield line
            line = Text()
            line.append(words, style)
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
    names = {entity.id: clean(entity.name) for entity in document.entities}
    for first in range(0, len(document.statements), _ROWS):
        table = _empty_table(console.width, header=first == 0)
        for statement in document.statements[first : first + _ROWS]:
            table.add_row(
                _number(statement, colours),
                _who(document, statement, names, colours),
                _said(document, statement),
                Text(shortened(_words(document, statement.content), _SHOWN)),
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


def _who(document: Document, statement: Statement, names: dict[str, str], colours: dict[str, Style]) -> Text:
    """The speaker's name over whoever is spoken to.

    Without a known speaker it is the source's words, or a dash where the text gives neither.
    """
    if statement.speaker:
        name = names.get(statement.speaker, clean(statement.speaker))
        who = Text().append(name, _content_style(statement, colours) + Style(bold=True))
    else:
        who = Text().append(_words(document, statement.source) or "—", Style(italic=True))
    to_whom = ", ".join(names.get(id_, clean(id_)) for id_ in statement.addressees)
    to_whom = to_whom or _words(document, statement.addressee)
    return who.append(f"\n→ {to_whom}") if to_whom else who


def _said(document: Document, statement: Statement) -> Text:
    """The cue over the manner of the statement."""
    said = Text().append(_words(document, statement.cue) or "—")
    return said.append("\n" + _manner(statement), _QUIET)


def _manner(statement: Statement) -> str:
    """The kind and whatever else must be known of a statement before it is repeated."""
    flags = {
        "not said": statement.negated,
        "hedged": statement.hedged,
        "attitude": statement.attitude,
        f"in {statement.parent}": bool(statement.parent),
    }
    return ", ".join([statement.kind, *(flag for flag, holds in flags.items() if holds)])


def _words(document: Document, spans: tuple[Span, ...]) -> str:
    """The words of some spans on one line."""
    return " ".join(clean(document.words(spans)).split())


def shortened(words: str, most: int) -> str:
    """Words cut to at most so many characters, at a space where there is one in the last part."""
    if len(words) <= most:
        return words
    cut = words.rfind(" ", most // 2, most - 1)
    return words[: cut if cut > 0 else most - 1].rstrip(" …") + "…"


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
    facts = [_counted(figures["documents"], "document")]
    for key, said in (("missing", "without a prediction"), ("text_changed", "whose text was changed")):
        if figures[key]:
            facts.append(f"{len(figures[key])} {said}")
    if figures["bad_spans"]:
        facts.append(f"{_counted(figures['bad_spans'], 'span')} outside the text")
    return ", ".join(facts)
