"""Who the words name: mentions, entities, and the speaker of every statement."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.document import Document
from onrecord.languages.words import Words
from onrecord.quotes import Quotation

__all__ = ["resolve"]


def resolve(document: Document, quotations: Sequence[Quotation], words: Words) -> Document:
    """The document with its entities, and each statement's speaker and addressees."""
    return document
