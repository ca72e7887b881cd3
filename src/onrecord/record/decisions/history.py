"""The history of decisions, told in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from onrecord.document import Span
from onrecord.record import keeping, schema
from onrecord.record.decisions import log, pointing
from onrecord.record.decisions.applying import apply
from onrecord.record.decisions.people import decisions_about, places_of
from onrecord.record.decisions.types import Decision, Event, Target, Value, Who
from onrecord.record.filters import document_ids
from onrecord.telling import clean, shortened

_LONGEST = 60  # characters of a statement that are quoted


class Happened(NamedTuple):
    """That a decision was made, undone or redone: when (ISO 8601, UTC), by whom, and why, where they said so."""

    what: str
    time: str
    who: str
    why: str | None


class Entry(NamedTuple):
    """A decision in the history.

    ``said`` tells it in words; ``ref`` is the document it is about, ``label`` what it is about in it as it stands, or
    ``None`` where that is not there; ``entity`` somebody of the record that it is about.
    """

    id: int
    verb: str
    said: str
    stands: bool
    ref: str | None
    label: str | None
    entity: int | None
    events: tuple[Happened, ...]


def history(
    connection: Connection, about: str | None = None, limit: int | None = None, after: int = 0
) -> list[Entry]:
    """All decisions, the first one first, or those about a document, a statement (``ref#s4``) or somebody.

    ``after`` is the number of the last one seen. Raises ``RecordError`` where ``about`` is nothing in the record.
    """
    table = schema.decision
    if about is None:
        every = select(table.c.id).where(table.c.id > after).order_by(table.c.id).limit(limit)
        return told(connection, connection.execute(every).scalars().all())
    return [one for one in _about(connection, about) if one.id > after][:limit]


def _about(connection: Connection, about: str) -> list[Entry]:
    table = schema.decision
    said, label = pointing.parts(about)
    documents = schema.document
    known = select(documents.c.key).where(documents.c.id.in_(document_ids(connection, said)))
    key = connection.execute(known).scalar()
    if key is None and not label:
        return told(connection, decisions_about(connection, pointing.entity(connection, about).id))
    if key is None:
        pointing.document(connection, said)  # raises
    query = select(table.c.id).join(documents, documents.c.id == table.c.document_id).where(documents.c.key == key)
    entries = told(connection, connection.execute(query.order_by(table.c.id)).scalars().all())
    return [one for one in entries if one.label == label] if label else entries


def told(connection: Connection, ids: Sequence[int]) -> list[Entry]:
    """Decisions by their numbers, told in words."""
    happened = _events(connection, ids)
    table, document = schema.decision, schema.document
    found: list[Entry] = []
    for chunk in log.chunks(ids):
        query = (
            select(table, document.c.ref, document.c.key)
            .outerjoin(document, document.c.id == table.c.document_id)
            .where(table.c.id.in_(chunk))
            .order_by(table.c.id)
        )
        rows = connection.execute(query).all()
        spoken = _of_documents(connection, rows)
        people = places_of(connection, [row.id for row in rows])
        for row in rows:
            decision = log.decoded(row.id, row.verb, row.target, row.value)
            ref, label, words = spoken.get(row.id, (None, None, ""))
            entity, names = people.get(row.id, (None, ((), ())))
            said = (
                _said(decision, words, label)
                if row.document_id is not None
                else _said_of_people(decision, names)
            )
            entity = entity if row.document_id is None else None
            found.append(Entry(row.id, row.verb, said, not row.undone, ref, label, entity, tuple(happened[row.id])))
    return found


def _events(connection: Connection, ids: Sequence[int]) -> dict[int, list[Happened]]:
    event, table = schema.event, schema.decision
    found: dict[int, list[Happened]] = defaultdict(list)
    for chunk in log.chunks(ids):
        query = (
            select(event, table.c.why.label("reason"))
            .join(table, table.c.id == event.c.decision_id)
            .where(event.c.decision_id.in_(chunk))
            .order_by(event.c.id)
        )
        for row in connection.execute(query):
            why = row.reason if row.what == "made" else row.why
            found[row.decision_id].append(Happened(row.what, row.time, row.who, why))
    return found


def _of_documents(connection: Connection, rows: Sequence[Any]) -> dict[int, tuple[str, str | None, str]]:
    """For decisions about documents: the current ref, the label there, and the words they are about."""
    table, version = schema.document, schema.document.alias("version")
    made_on = {row.id: row.document_id for row in rows if row.document_id is not None}
    texts: dict[int, Any] = {}
    for chunk in log.chunks(sorted(set(made_on.values()))):
        query = (
            select(table.c.id, table.c.text, version.c.id.label("current"), version.c.ref)
            .join(version, (version.c.key == table.c.key) & version.c.current)
            .where(table.c.id.in_(chunk))
        )
        texts |= {row.id: row for row in connection.execute(query)}
    labels = _labels(connection, sorted({row.current for row in texts.values()}))
    found = {}
    for row in rows:
        if row.document_id in texts:
            of_document = texts[row.document_id]
            target = log.decoded(row.id, row.verb, row.target, row.value).target
            found[row.id] = (of_document.ref, labels.get(row.id), _words(of_document.text, target))
    return found


def _labels(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """What decisions are about in the documents as they stand, also decisions that are undone."""
    every = log.of_documents(connection, ids, undone=True)
    standing = log.of_documents(connection, ids)
    found: dict[int, str] = {}
    for id_, document in keeping.load(connection, ids):
        document = keeping.clean(document)
        found |= apply(document, every.get(id_, ()), findings=False).found
        found |= apply(document, standing.get(id_, ()), findings=False).found
    return found


def _words(text: str, target: Target) -> str:
    if target.said:
        quoted = _quoted(text, target.said.statement.content)
        return f"“{quoted}”" if quoted[:1].isalnum() else quoted  # the words may have their own marks
    if target.noticed:
        return f"the finding {target.noticed.check} ({shortened(clean(target.noticed.message), _LONGEST)})"
    return f"the occasion ({_event(target.event)})" if target.event else ""


def _quoted(text: str, spans: Sequence[Span]) -> str:
    return shortened(clean(" ".join(" … ".join(text[start:end] for start, end in spans).split())), _LONGEST)


def _said(decision: Decision, words: str, label: str | None) -> str:
    """A decision about a document in words."""
    value, said = decision.value, decision.target.said
    added = f" by {_name(said.speaker)}" if said and said.speaker else ""
    what = {
        "accept": "accepted",
        "reject": "rejected",
        "add": f"added{added}",
        "spans": "stands at " + "; ".join(_spans(value)),
        "kind": f"is {value.kind}",
        "speaker": f"is said by {_name(value.speaker)}",
        "clear-speaker": "has no known speaker",
        "addressee": f"is said to {', '.join(map(_name, value.addressees))}",
        "clear-addressee": "has no known addressee",
        "occasion": f"was said at: {_event(value.event)}",
        "clear-occasion": "has no known occasion",
        "edit-occasion": f"is changed: {', '.join(_changes(value))}",
    }[decision.verb]
    return f"{f'{label} ' if label else ''}{words} {what}"


def _spans(value: Value) -> Iterator[str]:
    for part in ("content", "cue", "source", "addressee"):
        spans = getattr(value, part)
        if spans is not None:
            yield f"{part} {', '.join(f'{start}-{end}' for start, end in spans) or 'none'}"


def _changes(value: Value) -> Iterator[str]:
    if value.kind is not None:
        yield f"kind {value.kind}"
    if value.date is not None:
        yield f"date {value.date or 'not known'}"
    if value.place is not None or value.no_place:
        yield f"place {_name(value.place)}"
    if value.participants is not None:
        yield f"participants {', '.join(map(_name, value.participants)) or 'not known'}"


def _event(event: Event | None) -> str:
    if event is None:
        return "not known"
    place = f"in {_name(event.place)}" if event.place else ""
    people = f"with {', '.join(map(_name, event.participants))}" if event.participants else ""
    return " ".join(part for part in (event.kind, event.date or "", place, people) if part)


def _said_of_people(decision: Decision, names: tuple[Sequence[str], Sequence[str]]) -> str:
    """A decision about people in words; ``names`` are those of whom it is about, by side."""
    one, other = (" and ".join(dict.fromkeys(map(clean, side))) or "nobody who is left" for side in names)
    value = decision.value
    return {
        "merge": f"{one} are one",
        "accept-join": f"{one} are one, as proposed",
        "refuse-join": f"{one} is not {other}",
        "split": f"{one} in some documents is another than {other}",
        "rename": f"{one} is called {clean(value.name or '')}",
        "wikidata": f"{one} is {value.wikidata} in Wikidata",
        "clear-wikidata": f"{one} has no Wikidata id",
    }[decision.verb]


def _name(who: Who | None) -> str:
    return clean(who.name) if who else "not known"
