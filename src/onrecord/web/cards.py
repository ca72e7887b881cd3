"""What a card tells of a statement: the same on every page that shows one."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

import msgspec

from onrecord.document import Citation, Document, Entity, Occasion, Statement
from onrecord.exports.marked import Look
from onrecord.telling import block_of, clean, role, to_whom, words
from onrecord.web.shelf import Volume

_FRAGMENT = 12  # words at either end of a passage that tell a browser which one is meant


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
    date: str | None
    place: str | None
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

    @property
    def href(self) -> str:
        """Where it stands in its document."""
        return f"/d/{self.ref}#{self.label}"


class Cards:
    """Makes the cards of a document's statements."""

    def __init__(self, volume: Volume, look: Look):
        document = volume.document
        self._volume, self._look = volume, look
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
            date=statement.date or (occasion.date if occasion else None),
            place=self._name(occasion.place) if occasion else None,
            participants=tuple(filter(None, (self._name(one) for one in occasion.participants))) if occasion else (),
            chain=tuple(self._step(link.entity, link.citation) for link in statement.via),
            negated=statement.negated,
            hedged=statement.hedged,
            attitude=statement.attitude,
            parent=statement.parent,
            confidence=statement.confidence,
            engine=clean(engine),
            pattern=clean(pattern),
            original=original(document, statement.content[0]) if statement.content else None,
            verdict=volume.verdicts.get(statement.id),
        )

    def _name(self, label: str | None) -> str | None:
        return self._look.known.get(label or "")

    def _step(self, entity: str | None, citation: str | None) -> Step:
        cited = self._citations.get(citation or "")
        words_ = words(self._volume.document, ((cited.start, cited.end),)) if cited else ""
        passage = f"/d/{self._volume.ref}?p={cited.start}-{cited.end}#p" if cited and cited.start < cited.end else None
        id_, kind = self._volume.known.get(entity or ""), cited.kind if cited else ""
        return Step(self._name(entity), id_, kind, words_, passage)


def original(document: Document, span: tuple[int, int]) -> str | None:
    """A link to the words of a passage where the document was published, or ``None`` where that is not on the web.

    The browser finds the words by a text fragment (https://wicg.github.io/scroll-to-text-fragment/).
    """
    url = document.url or ""
    if not url.lower().startswith(("https://", "http://")):
        return None
    said = document.text[span[0] : span[1]].split("\n")
    first, last = next((line.split() for line in said if line.strip()), []), said[-1].split()
    if not first:
        return clean(url)
    whole = len(said) == 1 and len(first) <= 2 * _FRAGMENT
    pieces = [first] if whole else [first[:_FRAGMENT], (last or first)[-_FRAGMENT:]]
    directive = ",".join(_encoded(clean(" ".join(piece))) for piece in pieces)
    return f"{clean(url)}{'' if '#' in url else '#'}:~:text={directive}"


def _encoded(words_: str) -> str:
    return quote(words_.encode("utf-8", "replace"), safe="").replace("-", "%2D")
