"""What a card tells of a statement: the same on every page that shows one."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from onrecord.document import Citation, Entity, Occasion, Statement
from onrecord.exports.iris import statement_address
from onrecord.exports.marked import Look
from onrecord.record.volumes import Volume
from onrecord.telling import block_of, clean, role, to_whom, words


class Step(msgspec.Struct, frozen=True):
    """One link of a source chain: who passed it on (``None``: not named), and the words that say so."""

    name: str | None
    entity: int | None
    kind: str
    words: str
    passage: str | None


class Card(msgspec.Struct, frozen=True):
    """A statement with all that is known of it, ready to be shown; ids are those of the record."""

    ref: str
    label: str
    kind: str
    speaker: str | None
    speaker_id: int | None
    speaker_role: str | None
    classes: str
    source: str
    cue: str
    whom: str
    words: str
    language: str | None
    occasion: str | None
    occasion_href: str | None
    date: str | None
    place: str | None
    place_id: int | None
    participants: tuple[str, ...]
    chain: tuple[Step, ...]
    negated: bool
    hedged: bool
    attitude: bool
    parent: str | None
    confidence: float
    engine: str
    pattern: str
    original: str | None
    verdict: str | None = None
    current: bool = True

    @property
    def href(self) -> str:
        """Where it stands in its document."""
        return f"/d/{self.ref}#{self.label}"


class Cards:
    """Makes the cards of a document's statements."""

    def __init__(self, volume: Volume, look: Look):
        document = volume.document
        self._volume, self._look, self._extract = volume, look, volume.extract()
        self._entities: Mapping[str, Entity] = {entity.id: entity for entity in document.entities}
        self._occasions: Mapping[str, Occasion] = {occasion.id: occasion for occasion in document.occasions}
        self._citations: Mapping[str, Citation] = {citation.id: citation for citation in document.citations}

    def of(self, statement: Statement) -> Card:
        """The card of one."""
        volume, document = self._volume, self._volume.document
        speaker = self._entities.get(statement.speaker or "")
        occasion = self._occasions.get(statement.occasion or "")
        block = block_of(document, statement)
        engine, _, pattern = statement.why.partition(":")
        return Card(
            ref=volume.ref,
            label=statement.id,
            kind=statement.kind,
            speaker=clean(speaker.name) if speaker else None,
            speaker_id=volume.known.get(statement.speaker or ""),
            speaker_role=role(speaker, statement.content[0][0] if statement.content else 0) if speaker else None,
            classes=self._look.classes(statement.speaker),
            source=words(document, statement.source),
            cue=words(document, statement.cue),
            whom=to_whom(document, statement, self._look.known),
            words=words(document, statement.content),
            language=block.language if block else None,
            occasion=occasion.kind if occasion else None,
            occasion_href=f"/occasions/{volume.ref}/{occasion.id}" if occasion and not volume.newer else None,
            date=statement.date or (occasion.date if occasion else None),
            place=self._name(occasion.place) if occasion else None,
            place_id=volume.known.get(occasion.place or "") if occasion else None,
            participants=tuple(filter(None, (self._name(one) for one in occasion.participants))) if occasion else (),
            chain=tuple(self._step(link.entity, link.citation) for link in statement.via),
            negated=statement.negated,
            hedged=statement.hedged,
            attitude=statement.attitude,
            parent=statement.parent,
            confidence=statement.confidence,
            engine=clean(engine),
            pattern=clean(pattern),
            original=statement_address(self._extract, statement),
            verdict=volume.verdicts.get(statement.id),
            current=volume.newer is None,
        )

    def _name(self, label: str | None) -> str | None:
        return self._look.known.get(label or "")

    def _step(self, entity: str | None, citation: str | None) -> Step:
        cited = self._citations.get(citation or "")
        words_ = words(self._volume.document, ((cited.start, cited.end),)) if cited else ""
        passage = f"/d/{self._volume.ref}?p={cited.start}-{cited.end}#p" if cited and cited.start < cited.end else None
        id_, kind = self._volume.known.get(entity or ""), cited.kind if cited else ""
        return Step(self._name(entity), id_, kind, words_, passage)
