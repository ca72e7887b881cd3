"""Who is the same over documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy import update as sql_update

from onrecord.record import schema
from onrecord.record.decisions.people import people
from onrecord.record.decisions.types import Place
from onrecord.record.folding import fold

_Value = TypeVar("_Value")


def update(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Says whom the record knows each appearance as; returns the documents that changed by it.

    Those of one name are one, unless people decided otherwise.
    """
    decided = people(connection)
    table = schema.appearance
    found: dict[Place, Any] = {
        (row.document_id, row.label): row
        for row in connection.execute(select(table).order_by(table.c.document_id, table.c.label))
    }
    keys = {place: (row.kind, fold(row.name)) for place, row in found.items()}
    out = {a for a, b in decided.apart if keys[a] == keys[b]}
    parent: dict[Any, Any] = {}
    for place, key in keys.items():
        parent[place] = place if place in out else parent.setdefault(key, key)
    for a, b in decided.together:
        parent[_root(parent, a)] = _root(parent, b)
    groups: dict[Any, list[Place]] = defaultdict(list)
    for place in found:
        groups[_root(parent, place)].append(place)
    before = {place: row.entity_id for place, row in found.items()}
    given = _given(connection, list(groups.values()), found, before, _last(decided.names), _last(decided.wikidata))
    return _write(connection, before, given)


def _last(decided: Sequence[tuple[Place, _Value]]) -> dict[Place, tuple[int, _Value]]:
    """The last that was decided of each place, with its number in the order of the decisions."""
    return {place: (number, value) for number, (place, value) in enumerate(decided)}


def _root(parent: dict[Any, Any], one: Any) -> Any:
    while parent[one] != one:
        one = parent[one]
    return one


def _given(
    connection: Connection,
    groups: Sequence[Sequence[Place]],
    found: Mapping[Place, Any],
    before: Mapping[Place, int | None],
    names: Mapping[Place, tuple[int, str]],
    wikidata: Mapping[Place, tuple[int, str | None]],
) -> dict[Place, int]:
    """Whom each group is known as: who most of it was known as before."""
    entity = schema.entity
    counts = [Counter(before[place] for place in group if before[place] is not None) for group in groups]
    claims = sorted((-n, id_, at) for at, count in enumerate(counts) for id_, n in count.items() if id_ is not None)
    taken: dict[int, int] = {}
    for _, id_, at in claims:
        if at not in taken and id_ not in taken.values():
            taken[at] = id_
    given: dict[Place, int] = {}
    for at, group in enumerate(groups):
        first = found[group[0]]
        named = max((names[place] for place in group if place in names), default=None)
        known = max((wikidata[place] for place in group if place in wikidata), key=lambda one: one[0], default=None)
        read = min((found[place].wikidata for place in group if found[place].wikidata), default=None)
        row = {
            "kind": first.kind,
            "name": named[1] if named else first.name,
            "wikidata": known[1] if known else read,
        }
        if at in taken:
            connection.execute(sql_update(entity).where(entity.c.id == taken[at]).values(row))
        else:
            taken[at] = connection.execute(insert(entity).values(row)).inserted_primary_key[0]  # type: ignore[index]
        given |= dict.fromkeys(group, taken[at])
    return given


def _write(connection: Connection, before: Mapping[Place, int | None], given: Mapping[Place, int]) -> list[int]:
    table, spoken = schema.appearance, schema.statement
    rows = [{"d": d, "l": label, "e": id_} for (d, label), id_ in given.items() if before[d, label] != id_]
    if rows:
        change = sql_update(table).where(table.c.document_id == bindparam("d"), table.c.label == bindparam("l"))
        connection.execute(change.values(entity_id=bindparam("e")), rows)
    entity = schema.entity
    known: set[int] = {row.id for row in connection.execute(select(entity.c.id))}
    dead = sorted(known.difference(given.values()))
    for at in range(0, len(dead), 500):
        chunk = dead[at : at + 500]
        connection.execute(sql_update(spoken).where(spoken.c.speaker_id.in_(chunk)).values(speaker_id=None))
        connection.execute(delete(entity).where(entity.c.id.in_(chunk)))
    return sorted({document for (document, label), id_ in given.items() if before[document, label] != id_})


__all__ = ["update"]
