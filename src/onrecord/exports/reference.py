"""A statement as a reference to cite: what the two reference formats share."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.document import Statement
from onrecord.exports.exact import exact
from onrecord.exports.extract import Extract
from onrecord.exports.iris import statement_address
from onrecord.exports.reach import Reach
from onrecord.exports.xmltext import xml_id
from onrecord.telling import clean, role, words


class Reference(NamedTuple):
    """What is cited: all words on one line, ``date`` as exact as it is known, ``key`` of letters, figures, hyphens."""

    key: str
    title: str
    outlet: str | None
    date: str | None
    url: str | None
    language: str | None
    note: str
    content: str
    tags: tuple[str, ...]


def references(extract: Extract) -> list[Reference]:
    """The statements of an extract as references to its document."""
    reach = Reach(extract)
    return [_reference(extract, reach, statement) for statement in reach.statements]


def _reference(extract: Extract, reach: Reach, statement: Statement) -> Reference:
    document = extract.document
    flags = {"negated": statement.negated, "hedged": statement.hedged, "attitude": statement.attitude}
    return Reference(
        key=f"onrecord-{xml_id(extract.ref)}-{xml_id(statement.id)}",
        title=line(document.title or document.id),
        outlet=line(document.outlet or "") or None,
        date=exact(document.published),
        url=statement_address(extract, statement),
        language=reach.language(statement),
        note=_note(extract, reach, statement),
        content=words(document, statement.content),
        tags=(statement.kind, *(flag for flag, holds in flags.items() if holds)),
    )


def _note(extract: Extract, reach: Reach, statement: Statement) -> str:
    """Who says it in which role, to whom, how, when, and where it stands in the record."""
    speaker = reach.entity(reach.speaker(statement))
    end = max((end for _, end in statement.content), default=0)
    title = role(speaker, end) if speaker else None
    parts = [
        reach.told(statement),
        f"role: {title}" if title else None,
        f"said: {statement.date}" if statement.date else None,
        f"statement {extract.ref}#{statement.id}",
    ]
    return line("; ".join(part for part in parts if part))


def line(text: str) -> str:
    """Words on one line, without anything that could move a cursor."""
    return " ".join(clean(text).split())
