"""What joining keeps in the database: namesakes, who bears them, and the keys by which they are found.

Every method takes and gives many at once, so that a batch of documents costs a few queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from onrecord.record import schema
from onrecord.record.joining.namesakes import Namesake

_CHUNK = 500
_KEY_BYTES = 6
_A, _B = schema.bearing.alias(), schema.bearing.alias()
_NAMED_AS_TWO = (
    select(_A.c.document_id)
    .join(_B, and_(_A.c.document_id == _B.c.document_id, _A.c.label != _B.c.label))
    .where(_A.c.namesake_id == bindparam("one"), _B.c.namesake_id == bindparam("other"), _A.c.own, _B.c.own)
    .limit(1)
)
_GIVEN = (
    select(_A.c.namesake_id, schema.chosen.c.value)
    .join(schema.chosen, and_(schema.chosen.c.document_id == _A.c.document_id, schema.chosen.c.label == _A.c.label))
    .where(schema.chosen.c.what == "wikidata", _A.c.own)
    .order_by(schema.chosen.c.decision_id)
)

Place = tuple[int, str]
"""A document's number and the label of one of its entities."""


class Held(NamedTuple):
    """A namesake, how many appearances have this name first, and how many have it at all; whom it is known as, and the
    full name it was joined with."""

    namesake: Namesake
    appearances: int
    borne: int
    entity: int | None
    host: int | None
    firm: bool


class Bearing(NamedTuple):
    """That an appearance bears a name; ``own`` is false where its document has this name for it too."""

    place: Place
    namesake: int
    own: bool
    context: frozenset[int]


class Bonds(NamedTuple):
    """What people decided of namesakes: pairs that are one, and pairs that are not."""

    together: frozenset[tuple[int, int]]
    apart: frozenset[tuple[int, int]]


class Shelf:
    """The tables of joining, within a transaction for writing."""

    def __init__(self, connection: Connection):
        self._connection = connection
        self._insert = {"postgresql": postgresql.insert}.get(connection.dialect.name, sqlite.insert)

    def bearings(self, documents: Iterable[int]) -> list[Bearing]:
        """Who bears which names in some documents."""
        table = schema.bearing
        query = select(table).where(table.c.document_id.in_(bindparam("ids", expanding=True)))
        return [
            Bearing((row.document_id, row.label), row.namesake_id, row.own, unpacked(row.context))
            for row in self._each(query, documents)
        ]

    def write_bearings(self, gone: Iterable[int], made: Iterable[Bearing]) -> None:
        """Replaces who bears which names in the documents ``gone``."""
        table = schema.bearing
        for chunk in chunks(sorted(gone)):
            self._connection.execute(delete(table).where(table.c.document_id.in_(chunk)))
        self._add(
            table,
            [
                {
                    "document_id": one.place[0], "label": one.place[1], "namesake_id": one.namesake, "own": one.own,
                    "context": packed(one.context),
                }
                for one in made
            ],
        )  # fmt: skip

    def held(self, ids: Iterable[int]) -> dict[int, Held]:
        """The namesakes with these ids that there are."""
        table = schema.namesake
        query = select(table).where(table.c.id.in_(bindparam("ids", expanding=True)))
        return {
            row.id: Held(
                Namesake(row.id, row.kind, row.text, row.language, row.wikidata, False, row.described),
                row.appearances, row.borne, row.entity_id, row.host, row.firm,
            )
            for row in self._each(query, ids)
        }  # fmt: skip

    def count(self, made: Iterable[tuple[Namesake, int, int]]) -> None:
        """Changes the numbers of appearances that have names first, and at all; a new namesake comes to be."""
        rows = [
            {
                "id": one.id, "kind": one.kind, "text": one.text, "language": one.language, "wikidata": one.wikidata,
                "described": one.described, "firm": one.full, "appearances": first, "borne": more,
            }
            for one, first, more in made
        ]  # fmt: skip
        self._add_up(schema.namesake, rows, ("id",), "appearances", "borne")

    def drop(self, ids: Iterable[int]) -> None:
        """Deletes namesakes that nobody bears."""
        for chunk in chunks(sorted(ids)):
            self._connection.execute(delete(schema.namesake).where(schema.namesake.c.id.in_(chunk)))

    def add_keys(self, counts: dict[tuple[int, bool, int], int]) -> None:
        """Changes how many appearances give a namesake a key: by key, whether it is of one word, and namesake."""
        table = schema.block
        rows = [
            {"key": key, "lone": lone, "namesake_id": id_, "count": more}
            for (key, lone, id_), more in sorted(counts.items())
            if more
        ]
        self._add_up(table, rows, ("key", "lone", "namesake_id"), "count")
        taken = [row for row in rows if row["count"] < 0]
        if taken:
            self._connection.execute(
                delete(table).where(
                    table.c.key == bindparam("key_"), table.c.lone == bindparam("lone_"),
                    table.c.namesake_id == bindparam("id_"), table.c.count <= 0,
                ),
                [{"key_": row["key"], "lone_": row["lone"], "id_": row["namesake_id"]} for row in taken],
            )  # fmt: skip

    def holders(self, keys: Iterable[int], lone: bool, most: int) -> dict[int, list[int]]:
        """The namesakes that have keys; of a key that more have than ``most``, only so many and one."""
        table = schema.block
        sizes = (
            select(table.c.key, func.count().label("size"))
            .where(table.c.key.in_(bindparam("ids", expanding=True)), table.c.lone == lone)
            .group_by(table.c.key)
        )
        found: dict[int, list[int]] = defaultdict(list)
        few = []
        for key, size in self._each(sizes, keys):
            if size <= most:
                few.append(key)
            else:
                found[key] = [0] * (most + 1)
        query = select(table.c.key, table.c.namesake_id).where(
            table.c.key.in_(bindparam("ids", expanding=True)), table.c.lone == lone
        )
        for key, id_ in self._each(query, few):
            found[key].append(id_)
        return found

    def context(self, ids: Iterable[int]) -> dict[int, frozenset[int]]:
        """The keys of context that the appearances of namesakes give them."""
        table = schema.bearing
        query = select(table.c.namesake_id, table.c.context).where(
            table.c.namesake_id.in_(bindparam("ids", expanding=True)), table.c.own
        )
        found: dict[int, set[int]] = defaultdict(set)
        for id_, context in self._each(query, ids):
            found[id_].update(unpacked(context))
        return {id_: frozenset(keys) for id_, keys in found.items()}

    def documents(self, ids: Iterable[int]) -> dict[int, frozenset[int]]:
        """The documents in which namesakes appear."""
        table = schema.bearing
        query = select(table.c.namesake_id, table.c.document_id).where(
            table.c.namesake_id.in_(bindparam("ids", expanding=True)), table.c.own
        )
        found: dict[int, set[int]] = defaultdict(set)
        for id_, document in self._each(query, ids):
            found[id_].add(document)
        return {id_: frozenset(documents) for id_, documents in found.items()}

    def having(self, id_: int, lone: bool, keys: Iterable[int]) -> frozenset[int]:
        """Which of some keys a namesake has."""
        table = schema.block
        query = select(table.c.key).where(
            table.c.key.in_(bindparam("ids", expanding=True)), table.c.lone == lone, table.c.namesake_id == id_
        )
        return frozenset(key for (key,) in self._each(query, keys))

    def named_as_two(self, one: int, other: int) -> bool:
        """Whether one document names both, as two."""
        return self._connection.execute(_NAMED_AS_TWO, {"one": one, "other": other}).first() is not None

    def company(self, ids: Iterable[int]) -> dict[int, set[int]]:
        """The namesakes that the documents of some others have for other entities."""
        query = (
            select(_A.c.namesake_id, _B.c.namesake_id)
            .join(_B, and_(_A.c.document_id == _B.c.document_id, _A.c.label != _B.c.label))
            .where(_A.c.namesake_id.in_(bindparam("ids", expanding=True)), _A.c.own, _B.c.own)
        )
        found: dict[int, set[int]] = defaultdict(set)
        for one, other in self._each(query, ids):
            found[one].add(other)
        return found

    def also_called(self, ids: Iterable[int]) -> dict[int, set[int]]:
        """The namesakes that a document has for the same entity."""
        table = schema.also_called
        query = select(table.c.one, table.c.other).where(table.c.one.in_(bindparam("ids", expanding=True)))
        found: dict[int, set[int]] = defaultdict(set)
        for one, other in self._each(query, ids):
            found[one].add(other)
        return found

    def count_also_called(self, counts: dict[tuple[int, int], int]) -> None:
        """Changes how often two namesakes are the names of one entity."""
        table = schema.also_called
        rows = [{"one": a, "other": b, "count": more} for (a, b), more in sorted(counts.items()) if more]
        self._add_up(table, rows, ("one", "other"), "count")
        for row in rows:
            if row["count"] < 0:
                same = and_(table.c.one == row["one"], table.c.other == row["other"], table.c.count <= 0)
                self._connection.execute(delete(table).where(same))

    def bonds(self, documents: Iterable[int]) -> list[tuple[Place, Place, bool]]:
        """What people decided of appearances in these documents: two that are one, or are not."""
        table = schema.bond
        found = []
        for chunk in chunks(sorted(documents)):
            query = select(table).where(or_(table.c.document_id.in_(chunk), table.c.other_document_id.in_(chunk)))
            for row in self._connection.execute(query):
                places = (row.document_id, row.label), (row.other_document_id, row.other_label)
                found.append((*places, row.together))
        return sorted(set(found))

    def bonds_of(self, ids: Iterable[int]) -> Bonds:
        """What people decided of namesakes."""
        together: set[tuple[int, int]] = set()
        apart: set[tuple[int, int]] = set()
        table, a, b = schema.bond, schema.bearing.alias(), schema.bearing.alias()
        query = (
            select(a.c.namesake_id, b.c.namesake_id, table.c.together)
            .join(a, and_(a.c.document_id == table.c.document_id, a.c.label == table.c.label, a.c.own))
            .join(b, and_(b.c.document_id == table.c.other_document_id, b.c.label == table.c.other_label, b.c.own))
        )
        if self._connection.execute(select(table.c.label).limit(1)).first() is None:
            return Bonds(frozenset(), frozenset())
        for chunk in chunks(sorted(ids)):
            found = query.where(or_(a.c.namesake_id.in_(chunk), b.c.namesake_id.in_(chunk)))
            for one, other, is_one in self._connection.execute(found):
                if one != other:
                    (together if is_one else apart).add((min(one, other), max(one, other)))
        return Bonds(frozenset(together), frozenset(apart))

    def ids_given(self, ids: Iterable[int]) -> dict[int, str | None]:
        """The Wikidata ids that people gave some namesakes: of several the last; ``None`` where they took it away."""
        given = _GIVEN.where(_A.c.namesake_id.in_(bindparam("ids", expanding=True)))
        return dict(map(tuple, self._each(given, ids))) if self._any_given else {}

    def given_to(self, wikidata: Iterable[str]) -> set[int]:
        """The namesakes that people gave one of some Wikidata ids."""
        given = _GIVEN.where(schema.chosen.c.value.in_(bindparam("ids", expanding=True)))
        return {id_ for id_, _ in self._each(given, wikidata)} if self._any_given else set()

    @cached_property
    def _any_given(self) -> bool:
        table = schema.chosen
        query = select(table.c.label).where(table.c.what == "wikidata").limit(1)
        return self._connection.execute(query).first() is not None

    def firm_members(self, entities: Iterable[int]) -> set[int]:
        """The namesakes of entities that are joined by name."""
        table = schema.namesake
        query = select(table.c.id).where(table.c.entity_id.in_(bindparam("ids", expanding=True)), table.c.firm)
        return {id_ for (id_,) in self._each(query, entities)}

    def loose_members(self, entities: Iterable[int]) -> set[int]:
        """The namesakes of entities that are of one word and were not joined with a full name."""
        table = schema.namesake
        query = select(table.c.id).where(
            table.c.entity_id.in_(bindparam("ids", expanding=True)), ~table.c.firm, table.c.host.is_(None)
        )
        return {id_ for (id_,) in self._each(query, entities)}

    def guests(self, hosts: Iterable[int]) -> set[int]:
        """The names of one word that were joined with full names, or proposed to be."""
        table, judged = schema.namesake, schema.judgement
        query = select(table.c.id).where(table.c.host.in_(bindparam("ids", expanding=True)))
        proposed = select(judged.c.one).where(judged.c.other.in_(bindparam("ids", expanding=True)), judged.c.lone)
        return {id_ for asked in (query, proposed) for (id_,) in self._each(asked, hosts)}

    def assign(self, rows: Sequence[dict[str, Any]]) -> None:
        """Writes of namesakes (``id_``) whom they are known as, their hosts, and whether they are firm."""
        table = schema.namesake
        if rows:
            change = update(table).where(table.c.id == bindparam("id_"))
            names = ("entity_id", "host", "firm")
            self._connection.execute(change.values({name: bindparam(f"{name}_") for name in names}), rows)

    def judge(self, firm: set[int], loose: set[int], left: set[int], rows: Sequence[dict[str, Any]]) -> None:
        """Replaces the verdicts on full names, on names of one word, and on those of one word that are left."""
        table = schema.judgement
        for ids, which in (
            (firm, ~table.c.lone),
            (loose, table.c.lone),
            (left, and_(table.c.lone, table.c.verdict == "joined")),
        ):
            for chunk in chunks(sorted(ids)):
                ours = or_(table.c.one.in_(chunk), table.c.other.in_(chunk))
                self._connection.execute(delete(table).where(ours, which))
        self._add(table, rows)

    def _add(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), list(rows))

    def _add_up(self, table: Table, rows: Sequence[dict[str, Any]], key: tuple[str, ...], *counted: str) -> None:
        if not rows:
            return
        made = self._insert(table)
        totals = {name: table.c[name] + made.excluded[name] for name in counted}
        self._connection.execute(made.on_conflict_do_update(index_elements=list(key), set_=totals), list(rows))

    def _each(self, query: Any, ids: Iterable[Any]) -> Iterator[Any]:
        for chunk in chunks(sorted(set(ids))):
            yield from self._connection.execute(query, {"ids": chunk})


def chunks(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Ids in portions that one query takes."""
    return (ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK))


def packed(keys: Iterable[int]) -> bytes:
    """Keys as bytes, in order, six for each."""
    return b"".join(key.to_bytes(_KEY_BYTES) for key in sorted(keys))


def unpacked(data: bytes) -> frozenset[int]:
    """The keys of ``packed``."""
    return frozenset(int.from_bytes(data[at : at + _KEY_BYTES]) for at in range(0, len(data), _KEY_BYTES))


__all__ = ["Bearing", "Bonds", "Held", "Shelf", "chunks"]
