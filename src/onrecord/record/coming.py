"""Appearances that are about to be written: joining says first whom the record knows them as.

Written before and changed then, each would leave a dead row behind in PostgreSQL, and dead entries of its indexes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from onrecord.record import schema

Coming = Mapping[int, Sequence[Mapping[str, Any]]]
"""Rows of ``appearance`` by their documents' ids, without documents and entities."""

NONE: Coming = {}


def appearances(connection: Connection, ids: Sequence[int], coming: Coming) -> Iterator[tuple[int, Mapping[Any, Any]]]:
    """The rows of those who appear in documents, each with the document's id; those that are still coming too."""
    table = schema.appearance
    written = [id_ for id_ in ids if id_ not in coming]
    if written:
        query = select(table).where(table.c.document_id.in_(written)).order_by(table.c.document_id, table.c.label)
        for row in connection.execute(query).mappings():
            yield row["document_id"], row
    for id_ in ids:
        for one in sorted(coming.get(id_, ()), key=lambda row: str(row["label"])):
            yield id_, one
