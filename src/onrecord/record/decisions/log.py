"""The log of decisions: what was decided, undone and redone, by whom and when. Nothing in it is ever changed back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec
from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from onrecord.document import Span
from onrecord.record import schema
from onrecord.record.decisions.carrying import Alignment, carried
from onrecord.record.decisions.types import Decision, Target, Value

_CHUNK = 500
_Id = TypeVar("_Id", int, str)


class Anchor(NamedTuple):
    """Where somebody stands whom a decision is about.

    Those on one even side are together, and none of those on the odd one after it: 0 leaves and 1 stays.
    """

    document_id: int
    name: str
    kind: str
    spans: tuple[Span, ...] = ()
    side: int = 0


class Alignments:
    """What versions of texts have in common, each pair worked out once."""

    def __init__(self, connection: Connection):
        self._connection = connection
        self._known: dict[tuple[int, int], Alignment] = {}

    def between(self, one: int, other: int) -> Alignment:
        """What two documents have in common."""
        if (one, other) not in self._known:
            table = schema.document
            rows = self._connection.execute(select(table.c.id, table.c.text).where(table.c.id.in_((one, other))))
            texts = {row.id: row.text for row in rows}
            self._known[one, other] = Alignment(texts[one], texts[other])
        return self._known[one, other]


def of_documents(connection: Connection, ids: Sequence[int], *, undone: bool = False) -> dict[int, list[Decision]]:
    """The decisions that hold about documents, by the documents' ids, in the order they were made.

    Those about another version of a text are carried over to this one. ``undone`` gives those too that do not hold.
    """
    table, version, other = schema.decision, schema.document, schema.document.alias("other")
    query: Select[Any] = (
        select(version.c.id, table.c.id, table.c.verb, table.c.document_id, table.c.target, table.c.value)
        .join_from(version, other, other.c.key == version.c.key)
        .join(table, table.c.document_id == other.c.id)
        .order_by(table.c.id)
    )
    query = query if undone else query.where(~table.c.undone)
    found: dict[int, list[Decision]] = {}
    alignments = Alignments(connection)
    for chunk in chunks(ids):
        for id_, number, verb, made_on, target, value in connection.execute(query.where(version.c.id.in_(chunk))):
            decision: Decision | None = decoded(number, verb, target, value)
            if decision and made_on != id_:
                decision = carried(decision, alignments.between(made_on, id_))
            if decision:
                found.setdefault(id_, []).append(decision)
    return found


def decoded(number: int, verb: str, target: str, value: str) -> Decision:
    """A decision from its row."""
    return Decision(number, verb, msgspec.json.decode(target, type=Target), msgspec.json.decode(value, type=Value))


def make(
    connection: Connection,
    verb: str,
    target: Target,
    value: Value,
    *,
    document_id: int | None,
    anchors: Iterable[Anchor] = (),
    time: str,
    who: str,
    why: str | None,
) -> int:
    """Writes a decision down and returns its number."""
    row = {
        "made": time, "who": who, "verb": verb, "document_id": document_id, "why": why, "undone": False,
        "target": msgspec.json.encode(target).decode(), "value": msgspec.json.encode(value).decode(),
    }  # fmt: skip
    made = connection.execute(insert(schema.decision).values(row)).inserted_primary_key
    id_ = int(made[0])  # type: ignore[index]
    rows = [
        {**anchor._asdict(), "decision_id": id_, "number": number, "spans": msgspec.json.encode(anchor.spans).decode()}
        for number, anchor in enumerate(anchors)
    ]
    if rows:
        connection.execute(insert(schema.anchor), rows)
    _tell(connection, id_, "made", time, who, None)
    return id_


def turn(connection: Connection, id_: int, *, undone: bool, time: str, who: str, why: str | None) -> None:
    """Undoes a decision, or redoes it."""
    connection.execute(update(schema.decision).where(schema.decision.c.id == id_).values(undone=undone))
    _tell(connection, id_, "undone" if undone else "redone", time, who, why)


def row(connection: Connection, id_: int) -> Row[Any] | None:
    """A decision as it stands in the table."""
    return connection.execute(select(schema.decision).where(schema.decision.c.id == id_)).first()


def latest(connection: Connection, *, undone: bool, who: str | None = None) -> tuple[int, str] | None:
    """The decision that was undone last and is undone, or was made or redone last and holds; by ``who``, if given.

    Its number and who did it.
    """
    table, event = schema.decision, schema.event
    query = (
        select(table.c.id, event.c.who)
        .join(event, event.c.decision_id == table.c.id)
        .where(table.c.undone == undone, (event.c.what == "undone") == undone)
        .order_by(event.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query if who is None else query.where(event.c.who == who)).first()
    return (row.id, row.who) if row else None


def touched(connection: Connection, id_: int) -> list[int]:
    """The current versions of the documents that a decision is about or that its people appear in."""
    made_on, version = schema.document.alias("made_on"), schema.document
    of_decision = select(schema.decision.c.document_id).where(schema.decision.c.id == id_)
    of_anchors = select(schema.anchor.c.document_id).where(schema.anchor.c.decision_id == id_)
    query = (
        select(version.c.id)
        .join(made_on, made_on.c.key == version.c.key)
        .where(version.c.current, made_on.c.id.in_(of_decision) | made_on.c.id.in_(of_anchors))
    )
    return sorted(set(connection.execute(query).scalars()))


def forget(connection: Connection) -> None:
    """Deletes decisions about people that are about nobody any more, after documents were removed."""
    table = schema.decision
    about = select(schema.anchor.c.decision_id)
    connection.execute(delete(table).where(table.c.document_id.is_(None), table.c.id.not_in(about)))


def chunks(ids: Iterable[_Id]) -> Iterator[list[_Id]]:
    """Ids in lots that fit a query."""
    every = list(ids)
    return (every[at : at + _CHUNK] for at in range(0, len(every), _CHUNK))


def _tell(connection: Connection, id_: int, what: str, time: str, who: str, why: str | None) -> None:
    connection.execute(insert(schema.event).values(time=time, who=who, what=what, decision_id=id_, why=why))
