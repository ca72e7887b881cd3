"""What an export is given: documents with those of their statements that were asked for."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from onrecord.document import Document, EntityKind, Statement


class Known(msgspec.Struct, frozen=True):
    """Whom or what a record knows over its documents: ``name`` is the chosen form, ``names`` the other spellings."""

    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...] = ()
    wikidata: str | None = None


class Extract(msgspec.Struct, frozen=True):
    """A document of a record, as corrected by people, and which of its statements are meant.

    ``ref`` is the document's short permanent name in the record and ``key`` its URL or path; ``chosen`` are the ids of
    the statements asked for; ``known`` is who each entity of the document, by its id there, is in the record. Outside
    a record ``known`` is empty.
    """

    document: Document
    ref: str
    key: str
    sha256: str
    chosen: tuple[str, ...] = ()
    known: Mapping[str, Known] = {}

    def statements(self) -> list[Statement]:
        """The statements that were asked for, in the document's order."""
        chosen = frozenset(self.chosen)
        return [statement for statement in self.document.statements if statement.id in chosen]
