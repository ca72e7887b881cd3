"""Whom and what the statements of a document reach: who speaks, is spoken to, is spoken of, was there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from onrecord.document import Citation, Entity, Occasion, Statement
from onrecord.exports.extract import Extract, Known
from onrecord.telling import block_of, clean, manner, names, to_whom, words


class Reach:
    """Looks up what the statements of one extract refer to; ids that lead nowhere are passed over."""

    def __init__(self, extract: Extract) -> None:
        self._extract = extract
        document = extract.document
        self.statements = extract.statements()
        self.chosen = frozenset(statement.id for statement in self.statements)
        self._entities = {entity.id: entity for entity in document.entities}
        self._occasions = {occasion.id: occasion for occasion in document.occasions}
        self._citations = {citation.id: citation for citation in document.citations}
        self._names = names(document) | {id_: clean(who.name) for id_, who in extract.known.items()}
        mentions = sorted((m.start, m.end, entity.id) for entity in document.entities for m in entity.mentions)
        self._mentions, self._starts = mentions, [start for start, _, _ in mentions]

    def entity(self, entity: str | None) -> Entity | None:
        """The document's entity of that id."""
        return self._entities.get(entity or "")

    def known(self, entity: str | None) -> Known | None:
        """Who the entity is: over the record where it is known there, else within the document."""
        known = self._extract.known.get(entity or "")
        if known:
            return known
        found = self.entity(entity)
        return Known(found.id, found.kind, found.name, (), found.wikidata) if found else None

    def occasion(self, statement: Statement) -> Occasion | None:
        """The occasion that the statement was made at."""
        return self._occasions.get(statement.occasion or "")

    def citation(self, citation: str | None) -> Citation | None:
        """The document's citation of that id."""
        return self._citations.get(citation or "")

    def speaker(self, statement: Statement) -> str | None:
        """The id of whoever speaks."""
        return statement.speaker if self.entity(statement.speaker) else None

    def addressees(self, statement: Statement) -> list[str]:
        """The ids of those spoken to."""
        return self._there(statement.addressees)

    def participants(self, occasion: Occasion) -> list[str]:
        """The ids of those who took part in an occasion."""
        return self._there(occasion.participants)

    def via(self, statement: Statement) -> list[str]:
        """The ids of those through whom a statement came to the page, the one next to the speaker first."""
        return self._there(link.entity for link in statement.via if link.entity)

    def about(self, statement: Statement) -> list[str]:
        """The ids of those whom the content mentions, in the order of their first mention in it."""
        return self._there(id_ for start, end in statement.content for id_ in self._mentioned(start, end))

    def language(self, statement: Statement) -> str | None:
        """The language of the part of the text that the statement begins in, else of the text."""
        block = block_of(self._extract.document, statement)
        return (block.language if block else None) or self._extract.document.language

    def told(self, statement: Statement) -> str:
        """Who says it to whom and how, on one line, by the names the record knows them by."""
        document, known = self._extract.document, self._names
        who = known.get(statement.speaker or "") or words(document, statement.source) or "speaker not known"
        whom = to_whom(document, statement, known)
        said = f"{who} to {whom}" if whom else who
        return " ".join(f"{said}: {manner(statement)}".split())

    def occasions(self) -> list[Occasion]:
        """The occasions of the statements, each once."""
        found = (self.occasion(statement) for statement in self.statements)
        return list({occasion.id: occasion for occasion in found if occasion}.values())

    def entities(self) -> list[str]:
        """The ids of all whom the statements and their occasions reach, each once."""
        ids: dict[str, None] = {}
        for statement in self.statements:
            speaker = self.speaker(statement)
            ids.update(dict.fromkeys([speaker] if speaker else []))
            for reached in (self.addressees(statement), self.via(statement), self.about(statement)):
                ids.update(dict.fromkeys(reached))
            citations = (self.citation(link.citation) for link in statement.via)
            ids.update(dict.fromkeys(self._there(c.entity for c in citations if c and c.entity)))
        for occasion in self.occasions():
            ids.update(dict.fromkeys([*self.participants(occasion), *self._there([occasion.place or ""])]))
        return list(ids)

    def _mentioned(self, start: int, end: int) -> Iterator[str]:
        for at in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            _, mention_end, id_ = self._mentions[at]
            if mention_end <= end:
                yield id_

    def _there(self, ids: Iterable[str]) -> list[str]:
        return [id_ for id_ in dict.fromkeys(ids) if id_ in self._entities]
