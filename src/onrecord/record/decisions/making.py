"""Decisions made: the verbs of ``onrecord correct``, and of ``Record.correct`` in Python.

Each is one transaction: the decision and all that follows from it in the tables are there, or nothing of it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args

from sqlalchemy import Connection, select

from onrecord.document import OccasionKind, Span, Statement, StatementKind
from onrecord.occasions.edtf import days_of
from onrecord.record import schema
from onrecord.record.database import Database, RecordError
from onrecord.record.decisions import pointing
from onrecord.record.decisions.applying import changed
from onrecord.record.decisions.deciding import Made, Writing, short
from onrecord.record.decisions.people import anchors_at, anchors_of
from onrecord.record.decisions.pointing import Corrections
from onrecord.record.decisions.types import Event, Place, Said, Target, Value, Who
from onrecord.telling import clean

Passages = str | Sequence[Span | str]
"""Parts of a text: pairs of offsets, ``"120-160"``, or words that stand in it once."""

_WIKIDATA = re.compile(r"Q[1-9]\d{0,15}")
_UNDATED = re.compile(r"XXXX-(\d\d|XX)(-(\d\d|XX))?")


class Correct:
    """The corrections. ``why`` is kept with the decision, ``who`` is the user of the system unless it is given.

    A statement is named ``ref#s4``, a finding ``ref#f0``, an occasion ``ref#o1``; somebody by a label of the document
    such as ``e3``, by the record's id such as ``p12``, or by a name that fits one alone. What is wrong with that is
    raised as a ``RecordError`` of one line, and nothing is changed.
    """

    def __init__(self, database: Database):
        self._database = database

    # --- statements

    def accept(self, reference: str, *, why: str | None = None, who: str | None = None) -> Made:
        """Says that a statement or a finding is right."""
        return self._judge("accept", reference, why, who)

    def reject(self, reference: str, *, why: str | None = None, who: str | None = None) -> Made:
        """Says that a statement or a finding is none: it is not found any more, but stays in the history."""
        return self._judge("reject", reference, why, who)

    def speaker(self, statement: str, speaker: str, *, why: str | None = None, who: str | None = None) -> Made:
        """Says who said it; a name that neither document nor record knows is somebody new."""
        with self._writing(why, who) as writing:
            found, one = pointing.statement(writing.connection, statement)
            person, known = pointing.somebody(writing.connection, found, speaker)
            return writing.about(found, "speaker", one, Value(speaker=person), [(person, known)])

    def clear_speaker(self, statement: str, *, why: str | None = None, who: str | None = None) -> Made:
        """Says that nobody is known to have said it."""
        return self._simple("clear-speaker", statement, Value(), why, who)

    def addressee(self, statement: str, *addressees: str, why: str | None = None, who: str | None = None) -> Made:
        """Says whom it was said to: these and nobody else."""
        if not addressees:
            raise RecordError(f"{clean(statement)}: name somebody it was said to")
        with self._writing(why, who) as writing:
            found, one = pointing.statement(writing.connection, statement)
            people = [pointing.somebody(writing.connection, found, said) for said in addressees]
            value = Value(addressees=tuple(dict.fromkeys(person for person, _ in people)))
            return writing.about(found, "addressee", one, value, people)

    def clear_addressee(self, statement: str, *, why: str | None = None, who: str | None = None) -> Made:
        """Says that it was said to nobody who is known."""
        return self._simple("clear-addressee", statement, Value(), why, who)

    def kind(self, statement: str, kind: str, *, why: str | None = None, who: str | None = None) -> Made:
        """Says how it is told: direct, mixed or indirect."""
        return self._simple("kind", statement, Value(kind=_one_of(kind, get_args(StatementKind), "kind")), why, who)

    def spans(
        self,
        statement: str,
        content: Passages | None = None,
        *,
        cue: Passages | None = None,
        source: Passages | None = None,
        addressee: Passages | None = None,
        why: str | None = None,
        who: str | None = None,
    ) -> Made:
        """Says which characters it stands at; parts that are not given stay, an empty one is cleared."""
        with self._writing(why, who) as writing:
            found, one = pointing.statement(writing.connection, statement)
            given = {"content": content, "cue": cue, "source": source, "addressee": addressee}
            parts = {
                part: pointing.passages(found, said or (), part) for part, said in given.items() if said is not None
            }
            if not parts:
                raise RecordError(f"{clean(statement)}: say which spans to change: content, cue, source or addressee")
            if parts.get("content") == ():
                raise RecordError(f"{clean(statement)}: a statement has content; reject it if it is none")
            return writing.about(found, "spans", one, changed(Value(), **parts))

    def add(
        self,
        document: str,
        content: Passages,
        *,
        kind: str = "indirect",
        cue: Passages | None = None,
        source: Passages | None = None,
        addressee: Passages | None = None,
        speaker: str | None = None,
        addressees: Sequence[str] = (),
        occasion: str | None = None,
        date: str | None = None,
        why: str | None = None,
        who: str | None = None,
    ) -> Made:
        """Adds a statement that no reader found; ``date`` (EDTF) is when it was said."""
        kind = _one_of(kind, get_args(StatementKind), "kind")
        with self._writing(why, who) as writing:
            found = pointing.document(writing.connection, document)
            given = {"content": content, "cue": cue, "source": source, "addressee": addressee}
            parts = {part: pointing.passages(found, said, part) or () for part, said in given.items()}
            if not parts["content"]:
                raise RecordError(f"{clean(document)}: say which words the statement consists of")
            same = next(
                (s for s in found.document.statements if (s.content, s.cue) == (parts["content"], parts["cue"])), None
            )
            if same:
                raise RecordError(f"{found.ref}#{same.id}: this statement is there already; correct or accept it")
            people = [
                pointing.somebody(writing.connection, found, one)
                for one in (*((speaker,) if speaker else ()), *addressees)
            ]
            event = pointing.held(found, pointing.occasion(found, occasion).id) if occasion else None
            when = _date(date) or (event.date if event else None)
            made = changed(Statement("s", "indirect", (), confidence=1.0, why="person", date=when), kind=kind, **parts)
            spoken = people[0][0] if speaker else None
            said = Said(made, spoken, tuple(person for person, _ in people[bool(speaker) :]), event)
            return writing.decide(found, "add", Target(said=said), Value(), people)

    # --- occasions

    def occasion(
        self,
        reference: str,
        occasion: str | None = None,
        *,
        kind: str | None = None,
        date: str | None = None,
        place: str | None = None,
        participants: Sequence[str] | None = None,
        why: str | None = None,
        who: str | None = None,
    ) -> Made:
        """Says on which occasion a statement was made, or changes an occasion.

        For a statement ``occasion`` is the label of one of the document's occasions; without it the statement gets a
        new one of this kind, date, place and participants. For an occasion (``ref#o1``) what is given is changed, and
        an empty date, place or list of participants cleared.
        """
        if kind is not None:
            kind = _one_of(kind, get_args(OccasionKind), "kind")
        given = {"kind": kind, "date": date, "place": place, "participants": participants}
        if occasion is not None and any(one is not None for one in given.values()):
            raise RecordError(f"{clean(occasion)}: to change this occasion, name it alone, as in ref#{clean(occasion)}")
        if occasion is None and all(one is None for one in given.values()):
            raise RecordError(f"{clean(reference)}: name an occasion, or say its kind, date, place or participants")
        with self._writing(why, who) as writing:
            if pointing.parts(reference)[1].startswith("o"):
                if occasion is not None:
                    raise RecordError(f"{clean(reference)}: only a statement has an occasion")
                return self._edit(writing, reference, given)
            found, one = pointing.statement(writing.connection, reference)
            if occasion is not None:
                event = pointing.held(found, pointing.occasion(found, occasion).id)
                return writing.about(found, "occasion", one, Value(event=event))
            where, people = _where_and_who(writing.connection, found, place or None, participants)
            event = Event(
                kind or "other",  # type: ignore[arg-type]
                _date(date),
                where[0] if where else None,
                tuple(dict.fromkeys(person for person, _ in people)),
            )
            return writing.about(found, "occasion", one, Value(event=event), [*([where] if where else []), *people])

    def clear_occasion(self, statement: str, *, why: str | None = None, who: str | None = None) -> Made:
        """Says that no occasion is known on which it was said."""
        return self._simple("clear-occasion", statement, Value(), why, who)

    def _edit(self, writing: Writing, reference: str, given: dict[str, Any]) -> Made:
        said, label = pointing.parts(reference)
        found = pointing.document(writing.connection, said)
        before = pointing.occasion(found, label)
        where, people = _where_and_who(writing.connection, found, given["place"] or None, given["participants"])
        value = Value(
            kind=given["kind"],
            date=None if given["date"] is None else _date(given["date"]) or "",
            place=where[0] if where else None,
            no_place=given["place"] == "",
            participants=None if given["participants"] is None else tuple(person for person, _ in people),
        )
        event = pointing.held(found, before.id)
        return writing.decide(
            found, "edit-occasion", Target(event=event), value, [*([where] if where else []), *people]
        )

    # --- people

    def merge(self, *people: str, why: str | None = None, who: str | None = None) -> Made:
        """Says that two or more whom the record holds apart are one."""
        return self._join("merge", people, why, who)

    def accept_join(self, one: str, other: str, *, why: str | None = None, who: str | None = None) -> Made:
        """Says that two whom the record proposes to join are one."""
        return self._join("accept-join", (one, other), why, who)

    def refuse_join(self, one: str, other: str, *, why: str | None = None, who: str | None = None) -> Made:
        """Says that two are not one, however alike."""
        with self._writing(why, who) as writing:
            a, b = _different(writing.connection, (one, other))
            anchors = [*anchors_of(writing.connection, a.id), *anchors_of(writing.connection, b.id, 1)]
            return writing.people("refuse-join", anchors, Value())

    def split(self, person: str, *off: str, why: str | None = None, who: str | None = None) -> Made:
        """Says that some appearances are of another: of documents (``ref``), or single ones (``ref#e3``)."""
        with self._writing(why, who) as writing:
            row = pointing.entity(writing.connection, person)
            table = schema.appearance
            query = select(table.c.document_id, table.c.label).where(table.c.entity_id == row.id)
            every: list[Place] = [(document, label) for document, label in writing.connection.execute(query)]
            leave = _leaving(writing.connection, row, every, off)
            if not set(every) - set(leave):
                raise RecordError(f"p{row.id} {clean(row.name)}: nothing would be left; name some appearances, not all")
            stay = anchors_of(writing.connection, row.id, 1, without=leave)
            return writing.people("split", [*anchors_at(writing.connection, leave), *stay], Value())

    def rename(self, person: str, name: str, *, why: str | None = None, who: str | None = None) -> Made:
        """Says what somebody is called in the record."""
        said = short(" ".join(name.split()), "name")
        if not said:
            raise RecordError("a name has at least one letter")
        return self._name("rename", person, Value(name=said), why, who)

    def wikidata(self, person: str, id: str | None, *, why: str | None = None, who: str | None = None) -> Made:
        """Says which entry of Wikidata somebody is, such as Q42; ``None`` that they are none."""
        if not id:
            return self._name("clear-wikidata", person, Value(), why, who)
        id = id.strip().upper()
        if not _WIKIDATA.fullmatch(id):
            raise RecordError(f"{clean(id)}: this is no Wikidata id; one looks like Q42")
        return self._name("wikidata", person, Value(wikidata=id), why, who)

    # --- what they have in common

    def _writing(self, why: str | None, who: str | None) -> Writing:
        return Writing(self._database, why, who)

    def _simple(self, verb: str, statement: str, value: Value, why: str | None, who: str | None) -> Made:
        with self._writing(why, who) as writing:
            found, one = pointing.statement(writing.connection, statement)
            return writing.about(found, verb, one, value)

    def _judge(self, verb: str, reference: str, why: str | None, who: str | None) -> Made:
        with self._writing(why, who) as writing:
            if pointing.parts(reference)[1].startswith("f"):
                found, finding = pointing.finding(writing.connection, reference)
                return writing.decide(found, verb, Target(noticed=pointing.noticed(finding)), Value())
            found, one = pointing.statement(writing.connection, reference)
            return writing.about(found, verb, one, Value())

    def _join(self, verb: str, people: Sequence[str], why: str | None, who: str | None) -> Made:
        with self._writing(why, who) as writing:
            rows = _different(writing.connection, people)
            return writing.people(
                verb, [one for row in rows for one in anchors_of(writing.connection, row.id)], Value()
            )

    def _name(self, verb: str, person: str, value: Value, why: str | None, who: str | None) -> Made:
        with self._writing(why, who) as writing:
            row = pointing.entity(writing.connection, person)
            return writing.people(verb, anchors_of(writing.connection, row.id), value)


def _different(connection: Connection, people: Sequence[str]) -> list[Any]:
    if len(people) < 2:
        raise RecordError("name at least two")
    rows = [pointing.entity(connection, one) for one in people]
    for at, row in enumerate(rows):
        if row.id in {one.id for one in rows[:at]}:
            raise RecordError(f"{clean(people[at])}: this is p{row.id} {clean(row.name)}, who is named already")
    return rows


def _leaving(connection: Connection, row: Any, every: Sequence[Place], off: Sequence[str]) -> list[Place]:
    """The appearances of somebody that references name."""
    if not off:
        raise RecordError("name the documents (ref) or appearances (ref#e3) that are of another")
    found: list[Place] = []
    for reference in off:
        said, label = pointing.parts(reference)
        if label and not re.fullmatch(r"e\w*", label):  # a URL with a fragment
            said, label = reference, ""
        document = pointing.document(connection, said).id
        places = [place for place in every if place[0] == document and label in ("", place[1])]
        if not places:
            raise RecordError(f"{clean(reference)}: p{row.id} {clean(row.name)} does not appear here")
        found += places
    return list(dict.fromkeys(found))


_Somebody = tuple[Who, int | None]


def _where_and_who(
    connection: Connection, found: Corrections, place: str | None, participants: Sequence[str] | None
) -> tuple[_Somebody | None, list[_Somebody]]:
    """A place and participants; a place that nobody knows is a new place."""
    where: _Somebody | None = None
    if place:
        one, known = pointing.somebody(connection, found, place)
        is_new = not one.spans and known is None and not found.document.entity(place)
        where = (Who(one.name, "place", one.wikidata) if is_new else one, known)
    return where, [pointing.somebody(connection, found, one) for one in participants or () if one]


def _date(said: str | None) -> str | None:
    if not said:
        return None
    if days_of(said) is None and not _UNDATED.fullmatch(said):
        raise RecordError(f"{clean(said)}: this is no date; write it like 2025-02-08, 2025-02 or 2025")
    return said


def _one_of(said: str, kinds: Sequence[str], what: str) -> str:
    if said not in kinds:
        raise RecordError(f"{clean(said)}: there is no such {what}; there are {', '.join(kinds)}")
    return said
