"""Documents read for their provenance, and what they say of it in words."""

from __future__ import annotations

from onrecord.document import Document, Statement
from onrecord.reader import read

__all__ = ["canonical", "cited", "said", "sources", "via"]


def said(text: str, words: str) -> tuple[Document, Statement]:
    """The text read, and its statement whose content begins with ``words``."""
    document = read(text.strip() + "\n")
    found = [s for s in document.statements if document.words(s.content).lstrip("\"“”„'‘").startswith(words)]
    assert found, [document.words(s.content) for s in document.statements]
    return document, found[-1]


def via(text: str, words: str) -> list[str | None]:
    """The names in the chain of the statement that begins with ``words``."""
    document, statement = said(text, words)
    for link in statement.via:
        if link.citation is not None:
            citation = next(c for c in document.citations if c.id == link.citation)
            assert statement.id in citation.statements
    return [name(document, link.entity) for link in statement.via]


def sources(text: str, kind: str) -> list[tuple[str | None, str | None]]:
    """Name and date of the citations of one kind."""
    document = read(text.strip() + "\n")
    return [(name(document, c.entity), c.date) for c in document.citations if c.kind == kind]


def cited(text: str, kind: str) -> list[str]:
    """The words of the citations of one kind."""
    document = read(text.strip() + "\n")
    return [document.text[c.start : c.end] for c in document.citations if c.kind == kind]


def canonical(text: str) -> list[str | None]:
    """The canonical forms of scripture and documents."""
    document = read(text.strip() + "\n")
    return [c.canonical for c in document.citations if c.kind in ("scripture", "document")]


def name(document: Document, identity: str | None) -> str | None:
    entity = document.entity(identity)
    return entity.name if entity else None
