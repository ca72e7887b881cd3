"""Texts with statements given by their words, so that names are tested apart from how statements are found."""

from __future__ import annotations

import re

import msgspec

from onrecord.document import Document, Span, Statement
from onrecord.intake import Given, from_text
from onrecord.languages.detection import languages, main_language
from onrecord.languages.pack import typography_of
from onrecord.languages.words import Words
from onrecord.names import resolve
from onrecord.quotes import find_quotations


def said(text: str, *statements: dict[str, str], language: str = "en") -> Document:
    """``text`` read with these statements; each gives the words of its source, cue, content and addressee.

    A cue is looked for from the last one on; the other words are those nearest to it.
    """
    document = from_text(text, Given())
    words = Words(text)
    blocks = languages(text, document.blocks, words, language)
    found: list[Statement] = []
    at = 0
    for number, given in enumerate(statements, 1):
        at = text.index(given["cue"], at)
        found.append(
            Statement(
                id=f"s{number}",
                kind="indirect",
                content=(_span(text, given["content"], at),),
                source=_spans(text, given.get("source"), at),
                cue=_spans(text, given["cue"], at),
                addressee=_spans(text, given.get("addressee"), at),
                parent=given.get("parent"),
            )
        )
    document = msgspec.structs.replace(document, blocks=blocks, language=main_language(blocks), statements=tuple(found))
    return resolve(document, find_quotations(text, blocks, typography_of), words)


def speakers(document: Document) -> list[str | None]:
    """The names of the speakers of all statements."""
    return [_name(document, statement.speaker) for statement in document.statements]


def addressees(document: Document) -> list[str | None]:
    """The names of all addressees."""
    return [_name(document, entity) for statement in document.statements for entity in statement.addressees]


def _name(document: Document, identity: str | None) -> str | None:
    entity = document.entity(identity)
    return entity.name if entity else None


def _spans(text: str, words: str | None, at: int) -> tuple[Span, ...]:
    return (_span(text, words, at),) if words else ()


def _span(text: str, words: str, at: int) -> Span:
    starts = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    start = min(starts, key=lambda place: abs(place - at))
    return start, start + len(words)
