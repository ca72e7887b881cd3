"""Fewer statements, more of them right: those below a level of confidence left out.

A statement's ``confidence`` is the measured share of such findings that are right, so a level says how
sure one has to be; what each level costs stands in ``docs/accuracy.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from onrecord.document import Citation, Document, Statement

if TYPE_CHECKING:
    from onrecord.gold import Annotated

LEVELS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9)
"""The levels that the documentation's table of precision and recall shows."""


def checked(least: float) -> float:
    """The level itself; raises ``ValueError`` when it is not between 0 and 1."""
    if not 0 <= least <= 1:
        raise ValueError(f"min_confidence is a share between 0 and 1, not {least}")
    return least


def keep_confident(document: Document, least: float) -> Document:
    """The document without the statements whose confidence is below ``least`` (0 to 1).

    Statements keep their ids, so that ``s7`` is the same one at every level. One that stood inside a
    statement left out stands inside the nearest one kept. Entities, occasions and findings stay as they
    are; citations forget what was left out.
    """
    kept = [s for s in document.statements if s.confidence >= least]
    if len(kept) == len(document.statements):
        return document
    ids = {s.id for s in kept}
    parents = {s.id: s.parent for s in document.statements}
    return msgspec.structs.replace(
        document,
        statements=tuple(_inside(s, _kept_parent(s, parents, ids)) for s in kept),
        citations=tuple(_only(citation, ids) for citation in document.citations),
    )


def keep_confident_predictions(documents: Sequence[Annotated], least: float) -> list[Annotated]:
    """The same for predictions as ``onrecord evaluate`` loads them; a statement without confidence stays."""
    return [
        msgspec.structs.replace(
            document,
            statements=tuple(s for s in document.statements if s.confidence is None or s.confidence >= least),
        )
        for document in documents
    ]


def _kept_parent(statement: Statement, parents: Mapping[str, str | None], kept: set[str]) -> str | None:
    parent = statement.parent
    for _ in parents:  # bounded, so that parents that contain each other, which no reading gives, end
        if parent is None or parent in kept:
            return parent
        parent = parents.get(parent)
    return None


def _inside(statement: Statement, parent: str | None) -> Statement:
    return statement if statement.parent == parent else msgspec.structs.replace(statement, parent=parent)


def _only(citation: Citation, kept: set[str]) -> Citation:
    statements = tuple(id_ for id_ in citation.statements if id_ in kept)
    if statements == citation.statements:
        return citation
    return msgspec.structs.replace(citation, statements=statements)
