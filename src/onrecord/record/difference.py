"""What a new version of a text says that the one before did not, and the other way round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from onrecord.document import Document
from onrecord.record import decisions
from onrecord.record.keeping import load


class Said(NamedTuple):
    """Who says what, in the words of the document."""

    speaker: str | None
    content: str


class Difference(NamedTuple):
    """The statements that are ``new`` and those that are ``gone``, each in the order of its text."""

    new: tuple[Said, ...]
    gone: tuple[Said, ...]


def difference(connection: Connection, changes: Mapping[int, int]) -> dict[int, Difference]:
    """The differences between versions of documents as people corrected them; ``changes`` is older ids by newer."""
    ids = sorted({*changes, *changes.values()})
    made = decisions.of_documents(connection, ids)
    said = {
        id_: _said(decisions.apply(one, made.get(id_, []), findings=False).document)
        for id_, one in load(connection, ids)
    }
    return {
        new: Difference(_without(said[new], said[old]), _without(said[old], said[new])) for new, old in changes.items()
    }


def _said(document: Document) -> list[Said]:
    names = {entity.id: entity.name for entity in document.entities}
    return [
        Said(
            names.get(one.speaker or "") or _words(document.words(one.source)) or None,
            _words(document.words(one.content)),
        )
        for one in document.statements
    ]


def _words(text: str) -> str:
    return " ".join(text.split())


def _without(statements: list[Said], others: list[Said]) -> tuple[Said, ...]:
    left = Counter(others)
    found = []
    for one in statements:
        if left[one]:
            left[one] -= 1
        else:
            found.append(one)
    return tuple(found)
