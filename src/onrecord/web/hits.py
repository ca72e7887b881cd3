"""Statements as lists show them: of a search, a person, a place, an outlet, an occasion, a watch list."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.record.results import StatementRow
from onrecord.snippets import Snippet, snippet
from onrecord.web.rendering import query


class Hit(NamedTuple):
    """A statement that was found, the part of its words that is shown, and where it stands."""

    row: StatementRow
    shown: Snippet
    href: str
    speaker_id: int | None


def hit(row: StatementRow, words: str = "") -> Hit:
    """A statement as it is listed; in its document the words are marked."""
    href = query(f"/d/{row.ref}", q=words) + f"#{row.label}"
    return Hit(row, snippet(row.content, row.hits), href, int(row.speaker_id[1:]) if row.speaker_id else None)
