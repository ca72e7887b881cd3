"""One decision made, undone or redone, in one transaction: it and all that follows from it are there, or nothing is."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from onrecord.document import Statement
from onrecord.record import joining, keeping, schema
from onrecord.record.database import Database, RecordError
from onrecord.record.decisions import log, matching, pointing
from onrecord.record.decisions.history import told
from onrecord.record.decisions.people import anchors_of, mentions_of
from onrecord.record.decisions.pointing import Corrections
from onrecord.record.decisions.types import Target, Value, Who
from onrecord.record.readings import shown
from onrecord.telling import clean

_LONGEST = 1_000  # characters of a name or a reason
_KNOWN_FROM = 3  # appearances that somebody new to a document is tied to


class Made(NamedTuple):
    """A decision that was made, undone or redone: its number, its verb, and what it says in words.

    ``label`` is the statement, occasion or finding it is about, ``ref`` the document; ``entity`` somebody it is about.
    """

    id: int
    verb: str
    said: str
    ref: str | None = None
    label: str | None = None
    entity: int | None = None


def user() -> str:
    """Who decides where nobody says so: $ONRECORD_USER, or the user of the system."""
    try:
        return os.environ.get("ONRECORD_USER") or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


class Writing:
    """A transaction in which one decision is made."""

    def __init__(self, database: Database, why: str | None, who: str | None):
        self._database = database
        self._why = short(why.strip(), "why") if why and why.strip() else None
        self._who = short((who or user()).strip(), "who")
        if not self._who:
            raise RecordError("who decides needs a name")

    def __enter__(self) -> Writing:
        self._entered = self._database.writing()
        self.connection: Connection = self._entered.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._entered.__exit__(*error)

    def about(
        self,
        found: Corrections,
        verb: str,
        statement: Statement,
        value: Value,
        people: Iterable[tuple[Who, int | None]] = (),
    ) -> Made:
        """Decides something of a statement."""
        return self.decide(found, verb, Target(said=pointing.said(found, statement.id)), value, people)

    def decide(
        self,
        found: Corrections,
        verb: str,
        target: Target,
        value: Value,
        people: Iterable[tuple[Who, int | None]] = (),
    ) -> Made:
        """Decides something of a document, and that somebody whom it gets is somebody the record knows."""
        anchors = [
            anchor
            for number, (who, known) in enumerate(people)
            if known is not None
            for anchor in self._known(found, who, known, 2 * number)
        ]
        id_ = self._make(verb, target, value, found.id, anchors)
        keeping.project(self.connection, [found.id])
        return _told_now(self.connection, id_)

    def _known(self, found: Corrections, who: Who, entity_id: int, side: int) -> Iterator[log.Anchor]:
        """Where somebody new to a document is known from, on one side, and their namesakes in it on the next."""
        yield log.Anchor(found.id, who.name, who.kind, (), side)
        yield from anchors_of(self.connection, entity_id, side)[:_KNOWN_FROM]
        if who.apart:
            for one in matching.bearers(found.read.entities, who.name):
                yield log.Anchor(found.id, one.name, one.kind, mentions_of(one), side + 1)

    def people(self, verb: str, anchors: Iterable[log.Anchor], value: Value) -> Made:
        """Decides something of somebody over all documents."""
        id_ = self._make(verb, Target(), value, None, anchors)
        _rejoin(self.connection, log.touched(self.connection, id_))
        return _told_now(self.connection, id_)

    def _make(
        self, verb: str, target: Target, value: Value, document_id: int | None, anchors: Iterable[log.Anchor]
    ) -> int:
        return log.make(
            self.connection, verb, target, value,
            document_id=document_id, anchors=anchors, time=keeping.now(), who=self._who, why=self._why,
        )  # fmt: skip


def turn(database: Database, number: int | None, *, undone: bool, why: str | None, who: str | None) -> Made:
    """Undoes a decision, or redoes it; without a number the last one that ``who`` made and that stands, or undid."""
    who, verb = short((who or user()).strip(), "who"), "undo" if undone else "redo"
    with database.writing() as connection:
        if number is None:
            number = _last(connection, undone, who)
        row = log.row(connection, number)
        if row is None:
            raise RecordError(f"{number}: there is no decision of this number; `onrecord history` lists them")
        if row.undone == undone:
            raise RecordError(
                f"decision {number} {'is undone already' if undone else 'stands; there is nothing to redo'}"
            )
        log.turn(connection, number, undone=undone, time=keeping.now(), who=who, why=short(why, "why") if why else None)
        touched = log.touched(connection, number)
        if row.document_id is None:
            _rejoin(connection, touched)
        else:
            keeping.project(connection, [id_ for id_ in touched if _about(connection, row.document_id, id_)])
            _rejoin(connection, touched)
        made = _told_now(connection, number)
    return made._replace(verb=verb)


def _rejoin(connection: Connection, ids: Sequence[int]) -> None:
    """Brings documents up to date with a decision about people who appear in them."""
    others = joining.update(connection, ids)
    keeping.refresh(connection, sorted({*ids, *others}))


def _told_now(connection: Connection, id_: int) -> Made:
    """A decision in words, as it stands now."""
    entry = told(connection, [id_])[0]
    return Made(id_, entry.verb, entry.said, entry.ref, entry.label, entry.entity)


def _last(connection: Connection, undone: bool, who: str) -> int:
    if row := log.latest(connection, undone=not undone, who=who):
        return row[0]
    any_ = log.latest(connection, undone=not undone)
    what, verb = ("stands", "undo") if undone else ("is undone", "redo")
    if any_ is None:
        raise RecordError(f"no decision {what}; there is nothing to {verb}")
    last, by = any_
    raise RecordError(
        f"no decision of {clean(who)}'s {what}; the last one is {last} by {clean(by)}: onrecord {verb} {last}"
    )


def _about(connection: Connection, one: int, other: int) -> bool:
    """Whether two documents are versions of one."""
    table = schema.document
    keys = connection.execute(select(table.c.key).where(table.c.id.in_((one, other)))).scalars()
    return len(set(keys)) == 1


def short(said: str, what: str) -> str:
    """A name or a reason as it can be kept. Raises ``RecordError`` where it is too long."""
    if len(said) > _LONGEST:
        raise RecordError(f"{what}: {len(said):,} characters; at most {_LONGEST:,} can be kept")
    return shown(said)
