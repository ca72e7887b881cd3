"""The text of a document as HTML with its statements marked, for the page that ``read --html`` writes.

Every block is an element; inside it each statement's content is a ``<mark>``, one inside the other where
statements are. Before the first words of a statement stands its number, a link to its row in the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from onrecord.document import Block, Document, Statement
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


def paragraphs(look: Look, level: int = 2) -> Iterator[str]:
    """The blocks of the text in order, an element each; ``level`` is the heading level of its title."""
    for _, cut in groupby(passages(look.document), key=lambda passage: id(passage.block)):
        within = list(cut)
        block = within[0].block
        words = look.document.text[within[0].start : within[-1].end]
        if block is None and not words.strip() and not any(passage.opens for passage in within):
            continue
        yield _element(block, "".join(_Marking(look).pieces(within)), level)


def _element(block: Block | None, html: str, level: int) -> str:
    if block is None:
        return f'<p class="loose" dir="auto">{html}</p>'
    tag = {"title": f"h{level}", "heading": f"h{level + 1}"}.get(block.kind, "p")
    return f'<{tag} class="{block.kind}" dir="auto"{_language(block)}>{html}</{tag}>'


def _language(block: Block | None) -> str:
    return f' lang="{text(block.language)}"' if block and block.language else ""


class _Marking:
    """Opens and closes the marks of one block."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._open: list[Statement] = []

    def pieces(self, block: Sequence[Passage]) -> Iterator[str]:
        for passage in block:
            yield from self._turn_to(passage)
            words = text(self._look.document.text[passage.start : passage.end])
            yield self._part(passage, self._edit(passage, words))
        yield "</mark>" * len(self._open)

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
            yield f'<mark class="{self._look.classes(statement.speaker)}" title="{self._look.told(statement)}">'
            if statement.id in numbered:
                numbered.discard(statement.id)
                yield self._number(statement)
        yield from (self._number(statement) for statement in passage.opens if statement.id in numbered)
        self._open = list(passage.within)

    def _number(self, statement: Statement) -> str:
        anchor, unsure = self._look.anchor(statement.id), "?" if statement.confidence < UNSURE else ""
        classes = self._look.classes(statement.speaker)
        return (
            f'<a class="number {classes}" id="{anchor}" href="#{anchor}-row" dir="ltr">'
            f"{text(statement.id)}{unsure}</a>"
        )

    def _part(self, passage: Passage, html: str) -> str:
        if not passage.part or not passage.owner:
            return html
        classes = f"{passage.part} {self._look.classes(passage.owner.speaker)}"
        return f'<span class="{classes}" title="{passage.part} of {text(passage.owner.id)}">{html}</span>'

    def _edit(self, passage: Passage, html: str) -> str:
        if passage.edit == "insertion":
            return f'<span class="insertion" title="put in by an editor">{html}</span>'
        return f'<span class="omission" title="left out">{html}</span>' if passage.edit else html
