"""The table of words: what each statement says, folded, and its facets, in an index that searches both at once.

A facet is a short word such as ``s12``: spoken by entity 12. In SQLite the table is FTS5 with a column for words and
another for facets, which keeps neither: a row is taken out by telling what was put in. In PostgreSQL words and facets
are one ``tsvector`` under a GIN index, the facets with a slash before them. Row ids are the statements' ids, whose
order is the order of dates, so that the newest answers come first without sorting.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, text

from onrecord.record.schema import SEARCH

_HIGHEST_POSITION = 16_383  # in a tsvector; words behind it are found, but not as parts of phrases


class Indexed(NamedTuple):
    """A row of the table: the statement's id, its words folded, its facets, each with spaces between."""

    id: int
    words: str
    facets: str


def create(connection: Connection) -> None:
    """Makes the table and its index."""
    if connection.dialect.name == "sqlite":
        # ascii: all that is no ASCII character counts as a letter; fold() left only letters and digits
        columns = "words, facets, content='', tokenize='ascii'"
        connection.execute(text(f"CREATE VIRTUAL TABLE {SEARCH} USING fts5({columns})"))
    else:
        connection.execute(text(f"CREATE TABLE {SEARCH} (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)"))
        connection.execute(text(f"CREATE INDEX ix_{SEARCH}_words ON {SEARCH} USING gin (words)"))
        connection.execute(text(f"ALTER TABLE {SEARCH} ALTER COLUMN words SET STATISTICS 1000"))


def add(connection: Connection, rows: Sequence[Indexed]) -> None:
    """Puts statements into the index."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        statement = text(f"INSERT INTO {SEARCH}(rowid, words, facets) VALUES (:id, :words, :facets)")
        connection.execute(statement, [row._asdict() for row in rows])
    else:
        statement = text(f"INSERT INTO {SEARCH}(id, words) VALUES (:id, CAST(:words AS tsvector))")
        connection.execute(statement, [{"id": row.id, "words": vector(row.words, row.facets)} for row in rows])


def remove(connection: Connection, rows: Sequence[Indexed]) -> None:
    """Takes statements out of the index; the rows are as they were put in."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        statement = f"INSERT INTO {SEARCH}({SEARCH}, rowid, words, facets) VALUES ('delete', :id, :words, :facets)"
        connection.execute(text(statement), [row._asdict() for row in rows])
    else:
        connection.execute(text(f"DELETE FROM {SEARCH} WHERE id = :id"), [{"id": row.id} for row in rows])


def vector(words: str, facets: str) -> str:
    """Words and facets as PostgreSQL writes a tsvector; both hold letters, digits and spaces alone."""
    places: dict[str, list[int]] = {}
    for position, word in enumerate(words.split(), 1):
        places.setdefault(word[:500], []).append(min(position, _HIGHEST_POSITION))
    found = [f"{word}:{','.join(map(str, at[:255]))}" for word, at in places.items()]
    return " ".join([*found, *(f"'/{facet}'" for facet in facets.split())])
