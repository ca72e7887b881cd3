"""Decisions carried out on a document: a pure function from what was read to what stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from onrecord.checks import rechecking
from onrecord.document import Document, Entity, Occasion, Span, Statement
from onrecord.record.decisions import matching
from onrecord.record.decisions.matching import Anchor, anchor
from onrecord.record.decisions.types import Corrected, Decision, Event, Said, Value, Verdict, Who
from onrecord.record.folding import fold

_ADDED = "a"
"""What a label of something that people brought in has after its letter, before the number of the decision."""


def apply(document: Document, decisions: Iterable[Decision], *, findings: bool = True) -> Corrected:
    """The document with the decisions carried out on it, in their order.

    Without ``findings`` these stay as they were read, unless a decision is about one: looking for them anew takes
    most of the time.

    A statement that the reading lacks is brought in when somebody decided something of it, unless all they said was
    that it is none.
    """
    decisions = list(decisions)
    if not decisions:
        return Corrected(document)
    return _Correcting(document, decisions).corrected(findings)


def changed(one: Any, **changes: Any) -> Any:
    """A copy with some fields changed."""
    return msgspec.structs.replace(one, **changes)


class _Correcting:
    """A document while decisions are carried out on it."""

    def __init__(self, document: Document, decisions: Sequence[Decision]):
        self.document = document
        self.statements = {one.id: one for one in document.statements}
        self.entities = {one.id: one for one in document.entities}
        self.occasions = {one.id: one for one in document.occasions}
        self.verdicts: dict[str, Verdict] = {}
        self.findings: dict[int, Verdict] = {}
        self.noticed: list[Decision] = []
        self.found: dict[int, str] = {}
        self.origins: dict[str, Said] = {}
        self.bringing: dict[str, int] = {}
        self.added: dict[str, int] = {}
        self.newcomers: dict[tuple[str, str, bool], str] = {}
        self.events: dict[Event, str] = {}
        self.brought: dict[str, Event] = {}
        self._find(decisions)
        for decision in decisions:
            if decision.target.noticed:
                self.noticed.append(decision)
            elif decision.verb == "edit-occasion" or decision.id in self.found:
                _STEPS[decision.verb](self, decision)

    def corrected(self, findings: bool) -> Corrected:
        """What has become of the document, its ``findings`` too where that is asked or was decided about."""
        before = self.document
        added = [one for label, one in self.statements.items() if label in self.origins]
        statements = [self.statements[one.id] for one in before.statements]
        for one in sorted(added, key=lambda one: (_start(one), self.bringing[one.id])):
            statements.insert(bisect_right(_rising(statements), _start(one)), one)
        document = changed(
            before,
            statements=tuple(statements),
            entities=tuple(self.entities.values()),
            occasions=tuple(self.occasions.values()),
        )
        rejected = [label for label, verdict in self.verdicts.items() if verdict == "rejected"]
        if findings or self.noticed:
            document = changed(document, findings=rechecking.findings(before, document, rejected))
            self._judge_findings(document)
        return Corrected(document, self.verdicts, self.findings, self.found, self.origins, self.added, self.brought)

    def _judge_findings(self, document: Document) -> None:
        """Verdicts on findings are of those that the document has as it stands."""
        for decision in self.noticed:
            assert decision.target.noticed
            number = matching.finding(document.findings, decision.target.noticed)
            if number is not None:
                self.findings[number] = "accepted" if decision.verb == "accept" else "rejected"
                self.found[decision.id] = f"f{number}"

    # --- which statements the decisions are about

    def _find(self, decisions: Sequence[Decision]) -> None:
        about = {one.id: one.target.said for one in decisions if one.target.said is not None}
        known = {id_: anchor(said.statement) for id_, said in about.items()}
        own = {id_: said for id_, said in about.items() if said.added is None or said.added == id_}
        labels = matching.statements(self.document, (known[id_] for id_ in own))
        by_id = {one.id: one for one in decisions}
        for id_, said in own.items():
            if known[id_] not in labels and by_id[id_].verb != "reject":
                cited = "" if by_id[id_].verb == "add" else said.statement.id
                labels[known[id_]] = self._bring(id_, said, cited)
        self.found |= {id_: labels[known[id_]] for id_ in own if known[id_] in labels}
        self._find_dependents(about, known, labels)

    def _find_dependents(self, about: dict[int, Said], known: dict[int, Anchor], labels: dict[Anchor, str]) -> None:
        """Decisions about a statement that another one added: they hold as long as it does, or if a reader finds it."""
        left = {id_: known[id_] for id_, said in about.items() if said.added is not None and said.added != id_}
        taken = set(labels.values())
        read = matching.statements(self.document, left.values()) if left else {}
        for id_, place in left.items():
            added = about[id_].added
            label = self.found.get(added or 0) or labels.get(place) or read.get(place)
            if label and (label not in taken or added in self.found or place in labels):
                self.found[id_] = label

    def _bring(self, id_: int, said: Said, cited: str) -> str:
        """Brings a statement in, with the label that it was cited by where it was read once; returns the label."""
        label = cited if cited and cited not in self.statements else f"s{_ADDED}{id_}"
        self.origins[label] = said
        self.bringing[label] = id_
        self.statements[label] = changed(
            said.statement,
            id=label,
            speaker=self.somebody(said.speaker, id_),
            addressees=tuple(self.everybody(said.addressees, id_)),
            occasion=self.event(said.occasion, id_),
            via=(),
            parent=None,
        )
        return label

    # --- whom and what they mean

    def somebody(self, who: Who | None, id_: int) -> str | None:
        """The label of somebody; whom the document does not name is put into it, without mentions."""
        if who is None:
            return None
        if label := matching.somebody((self.entities[one.id] for one in self.document.entities), who):
            return label
        key = fold(who.name) or who.name, who.kind, who.apart
        if key not in self.newcomers:
            label = _label("e", id_, self.entities)
            self.newcomers[key] = label
            self.entities[label] = Entity(label, who.kind, who.name, who.wikidata)
        return self.newcomers[key]

    def everybody(self, people: Iterable[Who], id_: int) -> list[str]:
        """The labels of some people, each once."""
        return list(dict.fromkeys(label for who in people if (label := self.somebody(who, id_))))

    def event(self, event: Event | None, id_: int) -> str | None:
        """The label of an occasion; one that the document does not tell of is put into it."""
        if event is None:
            return None
        known = self.events.get(event) or matching.occasion(self.document.occasions, event)
        if known is None:
            known = _label("o", id_, self.occasions)
            self.brought[known] = event
            place = self.somebody(event.place, id_)
            participants = tuple(self.everybody(event.participants, id_))
            self.occasions[known] = Occasion(known, event.kind, event.date, place, participants, event.spans)
        self.events[event] = known
        return known

    def change(self, decision: Decision, **changes: Any) -> None:
        """Changes the statement that a decision is about."""
        label = self.found[decision.id]
        self.statements[label] = changed(self.statements[label], **changes)


def _accept(work: _Correcting, decision: Decision) -> None:
    work.verdicts[work.found[decision.id]] = "accepted"


def _reject(work: _Correcting, decision: Decision) -> None:
    work.verdicts[work.found[decision.id]] = "rejected"


def _add(work: _Correcting, decision: Decision) -> None:
    """A statement that a reader found too is as the person who added it said."""
    label, said = work.found[decision.id], decision.target.said
    work.added[label] = decision.id
    if said is None or label in work.origins:
        return
    one = said.statement
    changes: dict[str, Any] = {"content": one.content, "cue": one.cue, "source": one.source, "kind": one.kind}
    if one.addressee:
        changes["addressee"] = one.addressee
    if said.speaker:
        changes["speaker"] = work.somebody(said.speaker, decision.id)
    if said.addressees:
        changes["addressees"] = tuple(work.everybody(said.addressees, decision.id))
    if said.occasion:
        changes["occasion"] = work.event(said.occasion, decision.id)
    work.change(decision, **changes)


def _set_spans(work: _Correcting, decision: Decision) -> None:
    value = decision.value
    given = {"content": value.content, "cue": value.cue, "source": value.source, "addressee": value.addressee}
    changes: dict[str, Any] = {part: spans for part, spans in given.items() if spans is not None}
    if value.content is not None:
        one = work.statements[work.found[decision.id]]
        changes["insertions"] = tuple(span for span in one.insertions if _inside(span, value.content))
        changes["omissions"] = tuple(span for span in one.omissions if _inside(span, value.content))
    work.change(decision, **changes)


def _set_kind(work: _Correcting, decision: Decision) -> None:
    work.change(decision, kind=decision.value.kind)


def _set_speaker(work: _Correcting, decision: Decision) -> None:
    work.change(decision, speaker=work.somebody(decision.value.speaker, decision.id))


def _set_addressees(work: _Correcting, decision: Decision) -> None:
    work.change(decision, addressees=tuple(work.everybody(decision.value.addressees, decision.id)))


def _clear_addressees(work: _Correcting, decision: Decision) -> None:
    work.change(decision, addressees=(), addressee=())


def _set_occasion(work: _Correcting, decision: Decision) -> None:
    """With its occasion a statement gets the date, where there is one."""
    label = work.event(decision.value.event, decision.id)
    date = work.occasions[label].date if label else None
    work.change(decision, occasion=label, **({"date": date} if date else {}))


def _clear_occasion(work: _Correcting, decision: Decision) -> None:
    """A date that a statement has from its occasion goes with it."""
    one = work.statements[work.found[decision.id]]
    held = work.occasions.get(one.occasion or "")
    work.change(decision, occasion=None, date=None if held and held.date == one.date else one.date)


def _edit_occasion(work: _Correcting, decision: Decision) -> None:
    event, value = decision.target.event, decision.value
    label = work.event(event, decision.id)
    if label is None:
        return
    work.found[decision.id] = label
    before = work.occasions[label]
    after = work.occasions[label] = _edited(work, before, value, decision.id)
    for id_, one in work.statements.items():
        if one.occasion == label and one.date == before.date != after.date:
            work.statements[id_] = changed(one, date=after.date)


def _edited(work: _Correcting, one: Occasion, value: Value, id_: int) -> Occasion:
    changes: dict[str, Any] = {}
    if value.kind is not None:
        changes["kind"] = value.kind
    if value.date is not None:
        changes["date"] = value.date or None
    if value.place is not None or value.no_place:
        changes["place"] = work.somebody(value.place, id_)
    if value.participants is not None:
        changes["participants"] = tuple(work.everybody(value.participants, id_))
    edited: Occasion = changed(one, **changes)
    return edited


_STEPS: dict[str, Callable[[_Correcting, Decision], None]] = {
    "accept": _accept,
    "reject": _reject,
    "add": _add,
    "spans": _set_spans,
    "kind": _set_kind,
    "speaker": _set_speaker,
    "clear-speaker": _set_speaker,
    "addressee": _set_addressees,
    "clear-addressee": _clear_addressees,
    "occasion": _set_occasion,
    "clear-occasion": _clear_occasion,
    "edit-occasion": _edit_occasion,
}


def _label(letter: str, id_: int, taken: Iterable[str]) -> str:
    """A label that nothing has: after the decision, and numbered where it brings in several."""
    first = f"{letter}{_ADDED}{id_}"
    taken = set(taken)
    return next(label for label in (first, *(f"{first}x{n}" for n in range(2, len(taken) + 3))) if label not in taken)


def _start(statement: Statement) -> int:
    return statement.content[0][0] if statement.content else 0


def _rising(statements: Iterable[Statement]) -> list[int]:
    """Where the contents start, as a list that can be searched whatever their order."""
    highest, found = -1, []
    for one in statements:
        highest = max(highest, _start(one))
        found.append(highest)
    return found


def _inside(span: Span, content: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in content)
