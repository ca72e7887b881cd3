"""The chain of each statement, from the speaker outward to the page."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.document import Document, Link, Statement
from onrecord.provenance.cited import Cited
from onrecord.provenance.outlets import Outlets

_RANKS = {"interview": 0, "publication": 1, "report": 3, "unnamed": 2}
"""Who takes words down stands nearest; then where they were published, who is cited, who reports it."""
_DEEPEST, _MOST = 12, 12
"""Statements one inside the other, and citations of one statement, that are followed up."""


class Chains:
    """Makes chains from citations tied to statements; reports of outlets are cited when a chain needs them."""

    def __init__(self, document: Document, found: Sequence[Cited], outlets: Outlets):
        self._outlets = outlets
        self._by_id = {statement.id: statement for statement in document.statements}
        self._relays: dict[str, list[Cited]] = {}
        self._frames: dict[str, list[Cited]] = {}
        self._notes: dict[str, list[Cited]] = {}
        self._everywhere: list[Cited] = []
        self._announcing = {identity for cited in found for identity in cited.announcing}
        self.reports: dict[str, Cited] = {}
        for cited in found:
            if cited.kind == "credit" and outlets.is_outlet(cited.entity):
                self._everywhere = [*self._everywhere, cited][:_MOST]
            elif cited.kind == "marker" and cited.target and outlets.is_outlet(cited.target.entity):
                self._tie(self._notes, cited)
            elif cited.framed:
                self._tie(self._frames, cited)
            elif cited.kind in _RANKS:
                self._tie(self._relays, cited)

    @staticmethod
    def _tie(held: dict[str, list[Cited]], cited: Cited) -> None:
        for statement in cited.statements:
            tied = held.setdefault(statement, [])
            if len(tied) < _MOST:
                tied.append(cited)

    def report(self, statement: Statement) -> Cited | None:
        """What cites the outlet that speaks in a statement: its source and cue."""
        if not self._outlets.is_outlet(statement.speaker) or not self._outlets.names(
            statement.speaker, statement.source
        ):
            return None
        known = self.reports.get(statement.id)
        if known is None:
            told = next((c for c in self._relays.get(statement.id, ()) if c.entity == statement.speaker), None)
            spans = [*statement.source, *statement.cue] or [statement.content[0]]
            start, end = min(s for s, _ in spans), max(e for _, e in spans)
            meant = self._outlets.meant(statement.speaker, start)
            known = told or Cited("report", start, end, meant, statement.date)
            known.statements.add(statement.id)
            self.reports[statement.id] = known
        return known

    def of(self, statement: Statement) -> list[tuple[str | None, Cited | None]]:
        """The links of a statement: entity and citation; nobody twice, and not the speaker."""
        links: list[tuple[str | None, Cited | None]] = []
        holder: Statement | None = statement
        inner = True
        for _ in range(_DEEPEST):
            if holder is None:
                break
            relays = sorted(self._relays.get(holder.id, ()), key=lambda c: (_rank(c), c.start))
            # What an outlet cites is nearer to a speaker in its report than the outlet is.
            at = holder.source[0][0] if holder.source else -1
            reports = self._outlets.is_outlet(holder.speaker) or any(
                c.start == at and c.kind == "report" for c in relays
            )
            if not inner and holder.id not in self._announcing and not _asks_for_silence(holder, relays):
                links += [(c.entity, c) for c in relays if c.near]
                if holder.speaker:
                    report = self.report(holder)
                    links.append((report.entity if report else holder.speaker, report))
            links += [(c.entity, c) for c in relays if not c.near or (inner and not reports)]
            holder, inner = self._by_id.get(holder.parent or ""), False
        outermost = self._outermost(statement)
        for held in (self._frames, self._notes):
            links += [(c.entity if c.target is None else c.target.entity, c) for c in held.get(statement.id, ())]
            links += [
                (c.entity if c.target is None else c.target.entity, c)
                for c in held.get(outermost.id, ())
                if outermost is not statement
            ]
        links += [(c.entity, c) for c in self._everywhere]
        return _once(statement, links)

    def _outermost(self, statement: Statement) -> Statement:
        for _ in range(_DEEPEST):
            holder = self._by_id.get(statement.parent or "")
            if holder is None:
                break
            statement = holder
        return statement


def _asks_for_silence(statement: Statement, relays: Sequence[Cited]) -> bool:
    """Whether a statement is but the wish not to be named: "who asked not to be named said ..."."""
    return any(
        cited.kind == "unnamed" and cited.start < end and start < cited.end
        for cited in relays
        for start, end in statement.cue
    )


def _rank(cited: Cited) -> int:
    return 2 if cited.near else _RANKS[cited.kind]


def _once(
    statement: Statement, links: Sequence[tuple[str | None, Cited | None]]
) -> list[tuple[str | None, Cited | None]]:
    """Links without the speaker; of one entity the first, and of those of nobody named each once."""
    kept: list[tuple[str | None, Cited | None]] = []
    seen: set[object] = {statement.speaker} if statement.speaker else set()
    for entity, cited in links:
        key: object = entity or id(cited)
        nobody = statement.speaker is None and cited is not None and cited.kind == "unnamed"
        told = entity or (cited is not None and (cited.kind == "report" or cited.near))
        if key not in seen and told and not nobody:  # who is nobody known is the speaker
            seen.add(key)
            kept.append((entity, cited))
    return kept


def linked(chain: Sequence[tuple[str | None, Cited | None]], ids: dict[int, str]) -> tuple[Link, ...]:
    """A chain as the document keeps it."""
    return tuple(Link(entity=entity, citation=ids.get(id(cited)) if cited else None) for entity, cited in chain)
