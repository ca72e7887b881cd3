"""Documents as a reader would give them, of invented people, for joining them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from onrecord import record as records
from onrecord.document import Document, Entity, EntityKind, Mention, Occasion, Role
from onrecord.record import schema

Partition = frozenset[frozenset[tuple[str, str]]]


def person(
    name: str,
    *names: str,
    kind: EntityKind = "person",
    language: str = "en",
    role: tuple[str, str | None] | None = None,
    wikidata: str | None = None,
    why: str = "name",
) -> Entity:
    """An entity with a name, and further ones."""
    roles = (Role(role[0], role[1], 0, 1, None),) if role else ()
    mentions = tuple(Mention(at, at + 1, base, language, why) for at, base in enumerate((name, *names)))
    return Entity("e0", kind, name, wikidata, mentions, roles)


def document(id_: str, *entities: Entity, language: str = "en", together: Sequence[int] = ()) -> Document:
    """A document with entities e1, e2 ...; those numbered in ``together`` share an occasion."""
    labelled, at = [], 0
    for number, entity in enumerate(entities, 1):
        mentions = tuple(Mention(at + n, at + n + 1, m.base, m.language, m.why) for n, m in enumerate(entity.mentions))
        at += len(mentions)
        labelled.append(Entity(f"e{number}", entity.kind, entity.name, entity.wikidata, mentions, entity.roles))
    occasions = (Occasion("o1", "meeting", participants=tuple(f"e{n}" for n in together)),) if together else ()
    return Document(id_, "x" * (at + 1), "test", language=language, entities=tuple(labelled), occasions=occasions)


def keep(record: records.Record, *documents: Document) -> None:
    """Keeps documents in one batch, their ids as their keys."""
    record.keep(documents, [one.id for one in documents])


def entities(record: records.Record) -> dict[tuple[str, str], tuple[int, str, str]]:
    """Whom each appearance is known as, by the document's key and its label: id, kind and name."""
    table, of = schema.appearance, schema.document
    query = (
        select(of.c.key, table.c.label, schema.entity.c.id, schema.entity.c.kind, schema.entity.c.name)
        .join(of, of.c.id == table.c.document_id)
        .join(schema.entity, schema.entity.c.id == table.c.entity_id)
    )
    with record.database.asking() as connection:
        return {(row[0], row[1]): (row[2], row[3], row[4]) for row in connection.execute(query)}


def partition(record: records.Record) -> Partition:
    """Which appearances are one."""
    found: dict[int, set[tuple[str, str]]] = {}
    for place, (id_, _, _) in entities(record).items():
        found.setdefault(id_, set()).add(place)
    return frozenset(map(frozenset, found.values()))


def names(record: records.Record) -> dict[tuple[str, str], tuple[str, str]]:
    """What each appearance is shown as, whatever the ids: kind and name."""
    return {place: (kind, name) for place, (_, kind, name) in entities(record).items()}


def judged(record: records.Record) -> set[tuple[object, ...]]:
    """The verdicts that are kept."""
    with record.database.asking() as connection:
        return {tuple(row) for row in connection.execute(select(schema.judgement))}


def same(record: records.Record, one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two appearances are known as one."""
    known = entities(record)
    return known[one][0] == known[other][0]
