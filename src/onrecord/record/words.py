"""What statements are found by: their words, folded, and their facets, in an index that searches both at once.

A facet is a short word such as ``s12``: spoken by entity 12. In SQLite a table beside ``statement`` holds the index:
FTS5 with a column for words and another for facets, which keeps neither: a row is taken out by telling what was put in.
In PostgreSQL ``statement`` has a further column ``words``, a ``tsvector``, and a GIN index of it and of ``facets``.
Row ids are the statements' ids, whose order is the order of dates, so that the newest answers come first without
sorting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, bindparam, insert, select, text, update
from sqlalchemy.dialects.postgresql import TSVECTOR

from onrecord.record.folding import fold
from onrecord.record.schema import SEARCH, statement

_HIGHEST_POSITION = 16_383  # in a tsvector; words behind it are found, but not as parts of phrases
_INDEXED = statement.c["id", "content", "facets"]

Rows = Iterable[Mapping[Any, Any]]


def _in_postgres() -> Table:
    table = statement.to_metadata(MetaData())
    table.append_column(Column("words", TSVECTOR))
    return table


IN_POSTGRES = _in_postgres()
"""``statement`` as it is in PostgreSQL."""


def write(connection: Connection, rows: Sequence[Mapping[Any, Any]]) -> None:
    """Writes rows of ``statement``; those without facets are not found by a search."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(insert(statement), rows)
        _put(connection, rows)
    else:
        connection.execute(insert(IN_POSTGRES), [{**row, "words": vector(row)} for row in rows])


def rewrite(connection: Connection, changed: Sequence[tuple[Mapping[Any, Any], Mapping[Any, Any]]]) -> None:
    """Writes who speaks and the facets anew; of each statement its row before and after."""
    if not changed:
        return
    change = update(statement).where(statement.c.id == bindparam("id_"))
    values = [{"id_": new["id"], "speaker_id": new["speaker_id"], "facets": new["facets"]} for _, new in changed]
    connection.execute(change, values)
    if connection.dialect.name == "sqlite":
        _take_out(connection, (old for old, _ in changed))
        _put(connection, (new for _, new in changed))


def forget(connection: Connection, documents: Sequence[int]) -> None:
    """Takes the statements of documents out of the index, before their rows are deleted."""
    if connection.dialect.name == "sqlite":
        query = select(*_INDEXED).where(statement.c.document_id.in_(documents))
        _take_out(connection, connection.execute(query).mappings().all())


def _put(connection: Connection, rows: Rows) -> None:
    put = text(f"INSERT INTO {SEARCH}(rowid, words, facets) VALUES (:id, :words, :facets)")
    if found := _found_by(rows):
        connection.execute(put, found)


def _take_out(connection: Connection, rows: Rows) -> None:
    out = text(f"INSERT INTO {SEARCH}({SEARCH}, rowid, words, facets) VALUES ('delete', :id, :words, :facets)")
    if found := _found_by(rows):
        connection.execute(out, found)


def _found_by(rows: Rows) -> list[dict[str, Any]]:
    return [
        {"id": row["id"], "words": fold(row["content"]), "facets": row["facets"]}
        for row in rows
        if row["facets"] is not None
    ]


def vector(row: Mapping[Any, Any]) -> str | None:
    """The words of a row of ``statement`` as PostgreSQL writes a tsvector."""
    if row["facets"] is None:
        return None
    places: dict[str, list[int]] = {}
    for position, word in enumerate(fold(row["content"]).split(), 1):  # letters and digits alone
        places.setdefault(word[:500], []).append(min(position, _HIGHEST_POSITION))
    return " ".join(f"{word}:{','.join(map(str, at[:255]))}" for word, at in places.items())
