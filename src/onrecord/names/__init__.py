"""Who the words name: mentions, entities, and the speaker of every statement."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord.document import Document
from onrecord.languages.words import Words
from onrecord.names.entities import entities
from onrecord.names.line import Line
from onrecord.names.speakers import Speakers
from onrecord.people import Person
from onrecord.quotes import Quotation

__all__ = ["resolve"]


def resolve(
    document: Document, quotations: Sequence[Quotation], words: Words, people: Sequence[Person] = ()
) -> Document:
    """The document with its entities, and each statement's speaker and addressees; ``people`` are known already."""
    speakers = Speakers(Line(words, document.blocks, quotations), tuple(people))
    speakers.resolve(document.statements)
    found, ids = entities(document, speakers.gathered.register.drafts)
    statements = tuple(
        msgspec.structs.replace(
            statement,
            speaker=ids.get(id(speakers.speaker(statement))),
            addressees=tuple(ids[id(draft)] for draft in speakers.addressees(statement)),
        )
        for statement in document.statements
    )
    return msgspec.structs.replace(document, entities=found, statements=statements)
