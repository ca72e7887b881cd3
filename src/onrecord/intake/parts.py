"""Documents put together: what texts, pages, PDF and office files and e-mails have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.document import Block, BlockKind, Citation, Document, Finding
from onrecord.intake.given import Given
from onrecord.intake.lines import Passage
from onrecord.intake.plain import kinds_of

BETWEEN = "\n\n"
# What a paragraph may be by its typography alone, where the file says what is a title, heading or list.
_SHAPES = ("caption", "editor-note", "footnote", "credit")


class Part(NamedTuple):
    """One part of an article: its kind by the file's own marks, and its words with single spaces."""

    kind: BlockKind
    words: str
    links: tuple[tuple[int, int, str], ...] = ()
    """Where in its words a link stands, and the address it goes to."""


def document_of(
    text: str,
    blocks: Sequence[Block],
    said: Given,
    given: Given,
    doc_id: str,
    findings: Sequence[Finding],
    citations: Sequence[Citation] = (),
) -> Document:
    """The document of a text and its blocks; what is ``given`` wins over what the text or file ``said`` of itself."""
    return Document(
        id=doc_id,
        text=text,
        reader="",
        url=given.url or said.url,
        outlet=given.outlet or said.outlet,
        title=given.title or said.title,
        published=given.published or said.published,
        language=given.language or said.language,
        blocks=tuple(blocks),
        citations=tuple(citations),
        findings=tuple(findings),
    )


def assemble(parts: Sequence[Part]) -> tuple[str, tuple[Block, ...]]:
    """The parts joined by empty lines, and their blocks; paragraphs may turn out to be captions or notes."""
    found: list[Passage] = []
    for part, start in zip(parts, _starts(parts), strict=True):
        found.append(Passage(start, start + len(part.words), part.words, True))
    blocks = []
    for part, passage, shape in zip(parts, found, kinds_of(found), strict=True):
        kind = shape if part.kind == "paragraph" and shape in _SHAPES else part.kind
        blocks.append(Block(kind=kind, start=passage.start, end=passage.end))
    return BETWEEN.join(part.words for part in parts), tuple(blocks)


def links_of(parts: Sequence[Part]) -> tuple[Citation, ...]:
    """The links of the parts as citations of the text that they are assembled to; no statement is tied to them yet."""
    found = [
        (begin + start, begin + end, address)
        for part, begin in zip(parts, _starts(parts), strict=True)
        for start, end, address in part.links
    ]
    return tuple(
        Citation(f"c{number}", "link", None, None, address, None, start, end)
        for number, (start, end, address) in enumerate(found, 1)
    )


def _starts(parts: Sequence[Part]) -> Iterator[int]:
    start = 0
    for part in parts:
        yield start
        start += len(part.words) + len(BETWEEN)
