"""Findings over all documents, those of the documents added last first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, and_, or_, select

from onrecord.record import schema
from onrecord.record.filters import document_ids
from onrecord.record.results import FindingRow, Result
from onrecord.record.searching import place_of


def findings(
    connection: Connection,
    said: str | None = None,
    severities: Sequence[str] = (),
    limit: int | None = 50,
    after: str | None = None,
) -> Result[FindingRow]:
    """Findings of these severities, or of a document alone, but for those that a person rejected."""
    table, document = schema.finding, schema.document
    query = (
        select(
            table.c.document_id,
            *document.c["ref", "key"],
            *table.c["number", "check", "severity", "message", "start", "end", "verdict"],
        )
        .join(document, document.c.id == table.c.document_id)
        .where(table.c.severity.in_(severities), table.c.verdict.is_distinct_from("rejected"))
        .order_by(table.c.document_id.desc(), table.c.number)
    )
    if said is not None:
        query = query.where(table.c.document_id.in_(document_ids(connection, said)))
    if after is not None:
        id_, number = place_of(after)
        later = and_(table.c.document_id == id_, table.c.number > number)
        query = query.where(table.c.document_id <= id_, or_(table.c.document_id < id_, later))
    if limit is not None:
        query = query.limit(limit)
    found = connection.execute(query).all()
    rows = [FindingRow(**{n: v for n, v in row._mapping.items() if n != "document_id"}) for row in found]
    more = limit is not None and 0 < limit == len(found)
    return Result(rows, f"{found[-1].document_id}.{found[-1].number}" if more else None)
