"""What the tests of files look at in a document."""

from __future__ import annotations

from onrecord.document import Document


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


def messages(document: Document) -> list[str]:
    return [finding.message for finding in document.findings]
