"""What people decided of who is who, laid where joining looks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, or_, select

from onrecord.record import schema
from onrecord.record.coming import NONE, Coming
from onrecord.record.decisions.people import people
from onrecord.record.joining.shelf import chunks

_Row = dict[str, Any]


def lay_out(connection: Connection, ids: Sequence[int], coming: Coming = NONE) -> list[int]:
    """Writes the bonds and chosen names of appearances in documents anew, from the decisions that stand.

    Returns the other documents in which somebody is tied to, or parted from, somebody else than before, or has the
    Wikidata id that somebody got or lost.
    """
    decided = people(connection, ids, coming)
    within = set(ids)
    pairs = dict.fromkeys(decided.apart, False) | dict.fromkeys(decided.together, True)
    bonds = [
        {
            "document_id": a[0], "label": a[1], "other_document_id": b[0], "other_label": b[1], "together": together,
        }
        for (a, b), together in pairs.items()
        if a[0] in within or b[0] in within
    ]  # fmt: skip
    chosen = {
        (place, what): {
            "document_id": place[0], "label": place[1], "what": what, "value": value, "decision_id": decision,
        }
        for what, given in (("name", decided.names), ("wikidata", decided.wikidata))
        for place, value, decision in given
        if place[0] in within
    }  # fmt: skip
    bond = schema.bond
    before = _replace(connection, bond, (bond.c.document_id, bond.c.other_document_id), ids, bonds)
    given = list(chosen.values())
    had = _replace(connection, schema.chosen, (schema.chosen.c.document_id,), ids, given)
    changed = [row for row in (*before, *bonds) if (row in before) != (row in bonds)]
    others = {row[end] for row in changed for end in ("document_id", "other_document_id")}
    news = [row for row in (*had, *given) if row["what"] == "wikidata" and (row in had) != (row in given)]
    return sorted((others | _known_by(connection, {row["value"] for row in news if row["value"]})) - within)


def _known_by(connection: Connection, wikidata: set[str]) -> set[int]:
    """The documents in which somebody has one of some Wikidata ids."""
    if not wikidata:
        return set()
    given, named, borne = schema.chosen, schema.namesake, schema.bearing
    by_people = select(given.c.document_id).where(given.c.what == "wikidata", given.c.value.in_(wikidata))
    by_texts = select(borne.c.document_id).join(named, named.c.id == borne.c.namesake_id)
    found = (by_people, by_texts.where(named.c.wikidata.in_(wikidata)))
    return {id_ for query in found for id_ in connection.execute(query).scalars()}


def _replace(
    connection: Connection, table: Table, columns: Sequence[Any], ids: Sequence[int], rows: list[_Row]
) -> list[_Row]:
    """Puts rows in the place of those that are of some documents; returns these."""
    before: list[_Row] = []
    for chunk in chunks(sorted(ids)):
        of_chunk = or_(*(column.in_(chunk) for column in columns))
        found = [dict(row) for row in connection.execute(select(table).where(of_chunk)).mappings()]
        if found:
            connection.execute(delete(table).where(of_chunk))
            before += found
    if rows:
        connection.execute(insert(table), rows)
    return before


__all__ = ["lay_out"]
