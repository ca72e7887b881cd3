"""The text of a document as HTML with its statements marked, for the page that ``read --html`` writes.

Every block is an element; inside it each statement's content is a ``<mark>``, one inside the other where
statements are. Before the first words of a statement stands its number, a link to its row in the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from onrecord.document import Block, Document, Span, Statement
from onrecord.passages import Passage, passages
from onrecord.telling import block_of, clean, manner, names, speaker_numbers, to_whom

COLOURS = 7
LINES = 4
"""Colours and kinds of line in the style sheet. They have no common divisor: 28 speakers look different,
and two who follow each other differ in both, so that no one has to tell colours apart."""

UNSURE = 0.5
"""Below this confidence a statement's number carries a question mark: most such findings are wrong."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a document's statements look and what they are called on a page.

    ``prefix`` makes anchors differ between the documents of one page.
    """

    document: Document
    prefix: str = ""
    numbers: dict[str, int] = field(init=False)
    known: dict[str, str] = field(init=False)
    anchored: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        length = len(self.document.text)
        begun = (s.id for s in self.document.statements if s.content and 0 <= s.content[0][0] < length)
        object.__setattr__(self, "numbers", speaker_numbers(self.document))
        object.__setattr__(self, "known", names(self.document))
        object.__setattr__(self, "anchored", frozenset(begun))

    def anchor(self, statement_id: str) -> str:
        """The id of a statement's first words on the page; its row's is the same with ``-row``."""
        return text(f"{self.prefix}{statement_id}")

    def classes(self, speaker: str | None) -> str:
        """The colour and the line of a speaker."""
        number = self.numbers.get(speaker or "")
        return "nobody" if number is None else f"k{number % COLOURS} l{number % LINES}"

    def language(self, statement: Statement) -> str:
        """The ``lang`` attribute of a statement's content, told by the block it begins in."""
        return _language(block_of(self.document, statement))

    def link(self, statement_id: str) -> str:
        """A statement's number, linked to its words in the text."""
        shown = text(statement_id)
        if statement_id not in self.anchored:
            return shown
        return f'<a href="#{self.anchor(statement_id)}">{shown}</a>'

    def told(self, statement: Statement) -> str:
        """Who says it to whom, how, and how sure that is: what pointing at the words shows."""
        who = self.known.get(statement.speaker or "", "speaker not known")
        whom = to_whom(self.document, statement, self.known)
        said = f"{who} to {whom}" if whom else who
        return text(f"{statement.id}: {said} ({manner(statement)}, {statement.confidence:.0%} sure)")


def text(words: str) -> str:
    """Words as they may stand in an element or a quoted attribute."""
    return escape(clean(words))


@dataclass(frozen=True, slots=True)
class Written:
    """A block of the text as HTML, ``start:end`` in the text; ``block`` is ``None`` for what lies between blocks."""

    start: int
    end: int
    block: Block | None
    html: str


def paragraphs(look: Look, level: int = 2) -> Iterator[str]:
    """The blocks of the text in order, an element each; ``level`` is the heading level of its title."""
    return (written.html for written in blocks(look, Marking(look), level))


def blocks(look: Look, marking: Marking, level: int = 2, also: Iterable[Span] = ()) -> Iterator[Written]:
    """The blocks of the text in order; ``marking`` says how their words are marked.

    They are cut at the ends of the spans in ``also`` too.
    """
    for _, cut in groupby(passages(look.document, also), key=lambda passage: id(passage.block)):
        within = list(cut)
        block, start, end = within[0].block, within[0].start, within[-1].end
        words = look.document.text[start:end]
        if block is None and not words.strip() and not any(passage.opens for passage in within):
            continue
        yield Written(start, end, block, _element(block, "".join(marking.pieces(within)), level, marking.begin(start)))


def _element(block: Block | None, html: str, level: int, more: str) -> str:
    if block is None:
        return f'<p class="loose" dir="auto"{more}>{html}</p>'
    tag = {"title": f"h{level}", "heading": f"h{level + 1}"}.get(block.kind, "p")
    return f'<{tag} class="{block.kind}" dir="auto"{_language(block)}{more}>{html}</{tag}>'


def _language(block: Block | None) -> str:
    return f' lang="{text(block.language)}"' if block and block.language else ""


class Marking:
    """Opens and closes the marks of a block. What a mark, a number or words look like may be told otherwise."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._open: list[Statement] = []

    def pieces(self, block: Sequence[Passage]) -> Iterator[str]:
        """The words of a block, marked."""
        self._open = []
        for passage in block:
            yield from self._turn_to(passage)
            yield self.part(passage, self._edit(passage, self.words(passage)))
        yield "</mark>" * len(self._open)

    def begin(self, start: int) -> str:
        """What stands in the tag of a block that begins at ``start``, with a space before it."""
        return ""

    def words(self, passage: Passage) -> str:
        """The words of a passage."""
        return text(self.look.document.text[passage.start : passage.end])

    def mark(self, statement: Statement) -> str:
        """The tag that opens a statement's content."""
        return f'<mark class="{self.look.classes(statement.speaker)}" title="{self.look.told(statement)}">'

    def number(self, statement: Statement) -> str:
        """A statement's number, before its first words."""
        anchor, unsure = self.look.anchor(statement.id), "?" if statement.confidence < UNSURE else ""
        classes = self.look.classes(statement.speaker)
        return (
            f'<a class="number {classes}" id="{anchor}" href="#{anchor}-row" dir="ltr">'
            f"{text(statement.id)}{unsure}</a>"
        )

    def part(self, passage: Passage, html: str) -> str:
        """The words of a passage as what they are of a statement: its source, cue or addressee."""
        if not passage.part or not passage.owner:
            return html
        classes = f"{passage.part} {self.look.classes(passage.owner.speaker)}"
        return f'<span class="{classes}" title="{passage.part} of {text(passage.owner.id)}">{html}</span>'

    def _turn_to(self, passage: Passage) -> Iterator[str]:
        """Closes the marks that end before a passage, opens those that begin with it, with their numbers."""
        shared = 0
        for old, new in zip(self._open, passage.within, strict=False):
            if old is not new:
                break
            shared += 1
        yield "</mark>" * (len(self._open) - shared)
        numbered = {statement.id for statement in passage.opens}
        for statement in passage.within[shared:]:
            yield self.mark(statement)
            if statement.id in numbered:
                numbered.discard(statement.id)
                yield self.number(statement)
        yield from (self.number(statement) for statement in passage.opens if statement.id in numbered)
        self._open = list(passage.within)

    def _edit(self, passage: Passage, html: str) -> str:
        if passage.edit == "insertion":
            return f'<span class="insertion" title="put in by an editor">{html}</span>'
        return f'<span class="omission" title="left out">{html}</span>' if passage.edit else html
