"""What decisions changed: what was before them and after, told a page at a time, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, or_, select

from onrecord.document import Document, Occasion, Statement
from onrecord.record import keeping, schema
from onrecord.record.database import RecordError
from onrecord.record.decisions import log, pointing
from onrecord.record.decisions.applying import apply
from onrecord.record.decisions.history import Entry, told
from onrecord.record.decisions.people import decisions_about, places_of
from onrecord.record.decisions.types import ABOUT_PEOPLE, Corrected, Decision, Event, Said
from onrecord.record.filters import document_ids
from onrecord.record.results import Result
from onrecord.record.searching import offset_of
from onrecord.telling import clean, shortened

_LONGEST = 300  # characters of a statement's words
PARTS = {
    "accept": "verdict", "reject": "verdict", "add": "words", "spans": "words", "kind": "kind",
    "speaker": "speaker", "clear-speaker": "speaker", "addressee": "addressee", "clear-addressee": "addressee",
    "occasion": "occasion", "clear-occasion": "occasion", "edit-occasion": "occasion",
    "merge": "people", "accept-join": "people", "refuse-join": "people", "split": "people",
    "rename": "name", "wikidata": "wikidata", "clear-wikidata": "wikidata",
}  # fmt: skip
"""What of a thing each verb decides."""


class Happening(NamedTuple):
    """An occasion as a decision knows it."""

    kind: str
    date: str | None
    place: str | None
    participants: tuple[str, ...]


class Change(msgspec.Struct, frozen=True):
    """A decision and what it changed: which ``part`` of a thing, what that was ``before`` and is ``after``.

    ``words`` are those of the statement, the finding's message, or whose it is. ``title`` is the document's.
    """

    entry: Entry
    part: str
    words: str
    before: str | Happening | None
    after: str | Happening | None
    title: str | None = None


def changes(
    connection: Connection,
    *,
    document: str | None = None,
    person: str | None = None,
    who: str | None = None,
    limit: int = 30,
    after: str | None = None,
) -> Result[Change]:
    """Decisions with what they changed, those made last first, also those that are undone.

    ``document`` is a ref or a key, ``person`` an id or a name, ``who`` the name of whoever decided, undid or redid.
    Raises ``RecordError`` where a document or a person is none.
    """
    table, event = schema.decision, schema.event
    query = select(table.c.id).order_by(table.c.id.desc()).limit(limit)
    if after is not None:
        query = query.where(table.c.id < offset_of(after))
    if document:
        query = query.where(table.c.document_id.in_(_versions(connection, document)))
    if person:
        known = decisions_about(connection, pointing.entity(connection, person).id)
        query = query.where(table.c.id.in_(known[-30_000:]))
    if who:
        acted = select(event.c.decision_id).where(event.c.decision_id == table.c.id, event.c.who == who).exists()
        query = query.where(or_(table.c.who == who, acted))
    ids = connection.execute(query).scalars().all()
    found = {one.entry.id: one for one in changed(connection, ids)}
    return Result([found[id_] for id_ in ids if id_ in found], str(ids[-1]) if len(ids) == limit else None)


def changed(connection: Connection, ids: Sequence[int]) -> list[Change]:
    """What some decisions changed, in the order of their numbers."""
    entries = told(connection, sorted(ids))
    table = schema.decision
    rows = {
        row.id: row
        for chunk in log.chunks(ids)
        for row in connection.execute(select(table).where(table.c.id.in_(chunk)))
    }
    readings, titles = _Readings(connection), _titles(connection, [one.ref for one in entries if one.ref])
    people = places_of(connection, [one.id for one in entries if one.verb in ABOUT_PEOPLE])
    found = []
    for entry in entries:
        row = rows[entry.id]
        decision = log.decoded(row.id, row.verb, row.target, row.value)
        if entry.verb in ABOUT_PEOPLE:
            found.append(_of_people(entry, decision, people.get(entry.id, (None, ([], [])))[1]))
        else:
            text = readings.text(row.document_id)
            found.append(_of_document(entry, decision, text, readings, titles.get(entry.ref or "")))
    return found


def _versions(connection: Connection, said: str) -> Sequence[int]:
    table = schema.document
    key = select(table.c.key).where(table.c.id.in_(document_ids(connection, said)))
    ids = connection.execute(select(table.c.id).where(table.c.key.in_(key))).scalars().all()
    if not ids:
        raise RecordError(f"{clean(said)}: there is no such document in the record; name its ref, URL or path")
    return ids


def _titles(connection: Connection, refs: Sequence[str]) -> dict[str, str | None]:
    table = schema.document
    found: dict[str, str | None] = {}
    for chunk in log.chunks(sorted(set(refs))):
        rows = connection.execute(select(table.c.ref, table.c.title, table.c.name).where(table.c.ref.in_(chunk)))
        found |= {ref: title or name for ref, title, name in rows}
    return found


class _Readings:
    """Documents with the decisions about them, each loaded once."""

    def __init__(self, connection: Connection):
        self._connection = connection
        self._texts: dict[int, str] = {}
        self._known: dict[str, tuple[Document, list[Decision], dict[int, Decision]]] = {}

    def text(self, id_: int) -> str:
        """The text that a decision was made on."""
        if id_ not in self._texts:
            query = select(schema.document.c.text).where(schema.document.c.id == id_)
            self._texts[id_] = self._connection.execute(query).scalar_one()
        return self._texts[id_]

    def around(self, ref: str, number: int) -> tuple[Corrected, Corrected, str | None] | None:
        """A document before a decision and after it, and the label of what that is about; none if that is gone."""
        if ref not in self._known:
            table = schema.document
            id_ = self._connection.execute(select(table.c.id).where(table.c.ref == ref)).scalar_one()
            ((_, read),) = keeping.load(self._connection, [id_])
            every = log.of_documents(self._connection, [id_], undone=True).get(id_, [])
            standing = log.of_documents(self._connection, [id_]).get(id_, [])
            self._known[ref] = keeping.clean(read), standing, {one.id: one for one in every}
        read, standing, known = self._known[ref]
        decision = known.get(number)
        if decision is None:
            return None
        earlier = [one for one in standing if one.id < number]
        after = apply(read, [*earlier, decision], findings=False)
        return apply(read, earlier, findings=False), after, after.found.get(number)


def _of_document(entry: Entry, decision: Decision, text: str, readings: _Readings, title: str | None) -> Change:
    part, target = PARTS[entry.verb], decision.target
    around = readings.around(entry.ref, entry.id) if entry.ref else None
    before: str | Happening | None = None
    after: str | Happening | None = None
    if around and around[2]:
        before, after = (_told(one, around[2], part) for one in around[:2])
        if before is None and entry.verb != "add" and target.said:
            before = _said(target.said, text, part)
    else:
        before = _said(target.said, text, part) if target.said and entry.verb != "add" else None
        after = _decided(decision, text, part)
    if part == "verdict":
        after = f"{entry.verb}ed"
    words = ""
    if target.said:
        words = _words(text, target.said.statement)
    elif target.noticed:
        words = _short(target.noticed.message)
    return Change(entry, part, words, before, after, title)


def _told(stands: Corrected, label: str, part: str) -> str | Happening | None:
    """A part of a statement, an occasion or a finding as it stands in a document."""
    document = stands.document
    if label.startswith("f"):
        return stands.findings.get(int(label[1:]))
    if label.startswith("o"):
        return _happening(document, label)
    if part == "verdict":
        return stands.statements.get(label)
    one = next((one for one in document.statements if one.id == label), None)
    if one is None:
        return None
    if part == "words":
        return _words(document.text, one)
    if part == "occasion":
        return _happening(document, one.occasion)
    labels = (one.speaker,) if part == "speaker" else one.addressees
    return one.kind if part == "kind" else _names(document, labels)


def _names(document: Document, labels: Sequence[str | None]) -> str | None:
    return ", ".join(clean(one.name) for one in map(document.entity, labels) if one) or None


def _happening(document: Document, label: str | None) -> Happening | None:
    one: Occasion | None = next((one for one in document.occasions if one.id == label), None)
    if one is None:
        return None
    here = [clean(who.name) for who in map(document.entity, one.participants) if who]
    return Happening(one.kind, one.date, _names(document, (one.place,)), tuple(here))


def _said(said: Said, text: str, part: str) -> str | Happening | None:
    """A part of a statement as it was when it was decided about."""
    if part == "words":
        return _words(text, said.statement)
    if part == "kind":
        return said.statement.kind
    if part == "occasion":
        return _event(said.occasion)
    people = (said.speaker,) if part == "speaker" else said.addressees if part == "addressee" else ()
    return ", ".join(clean(one.name) for one in people if one) or None


def _decided(decision: Decision, text: str, part: str) -> str | Happening | None:
    """What a part was to be, where that does not stand in the document any more."""
    value, said = decision.value, decision.target.said
    if part == "words":
        spans = value.content or (said.statement.content if said else ())
        return _short(" … ".join(text[start:end] for start, end in spans))
    if part == "occasion":
        return _event(value.event)
    people = (value.speaker,) if part == "speaker" else value.addressees
    return value.kind if part == "kind" else ", ".join(clean(one.name) for one in people if one) or None


def _event(event: Event | None) -> Happening | None:
    if event is None:
        return None
    place = clean(event.place.name) if event.place else None
    return Happening(event.kind, event.date, place, tuple(clean(one.name) for one in event.participants))


def _of_people(entry: Entry, decision: Decision, names: tuple[Sequence[str], Sequence[str]]) -> Change:
    one, other = (list(dict.fromkeys(map(clean, side))) for side in names)
    part, value = PARTS[entry.verb], decision.value
    words = ", ".join([*one, *other]) if part == "people" else ", ".join(one)
    before: str | None = None
    after: str | None = None
    if part == "people":
        before = ", ".join(one) if entry.verb == "split" else None
    elif part == "name":
        before, after = ", ".join(one), clean(value.name or "")
    else:
        after = value.wikidata
    return Change(entry, part, words, before, after)


def _words(text: str, statement: Statement) -> str:
    return _short(" … ".join(text[start:end] for start, end in statement.content))


def _short(words: str) -> str:
    return shortened(clean(" ".join(words.split())), _LONGEST)


__all__ = ["PARTS", "Change", "Happening", "changed", "changes"]
