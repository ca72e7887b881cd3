"""What people decided of who is who, by where somebody appears in the documents as they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from onrecord.document import Entity, Mention, Span
from onrecord.record import schema
from onrecord.record.coming import NONE, Coming, appearances
from onrecord.record.decisions import log, matching
from onrecord.record.decisions.types import ABOUT_PEOPLE, PeopleDecisions, Place, Who

_APART = frozenset({"split", "refuse-join"})
_MOST_NAMES, _MOST_OF_A_NAME, _MOST_SPANS = 12, 2, 20
"""How many of somebody's names, appearances of one name, and mentions of one appearance a decision holds on to."""


class _Standing(NamedTuple):
    """A decision about people that holds, with where those it is about appear, by side."""

    id: int
    verb: str
    value: dict[str, Any]
    sides: dict[int, tuple[Place, ...]]


def people(connection: Connection, ids: Sequence[int], coming: Coming = NONE) -> PeopleDecisions:
    """What people decided of who is who, of the decisions that touch somebody in documents with these ids.

    ``coming`` are appearances that are still to be written. Where two decisions contradict each other, the later one
    wins.
    """
    groups: list[set[Place]] = []
    apart: list[tuple[Place, Place]] = []
    names: list[tuple[Place, str, int]] = []
    wikidata: list[tuple[Place, str | None, int]] = []
    for id_, verb, value, sides in _standing(connection, ids, coming):
        leave, stay = sides.get(0, ()), sides.get(1, ())
        if verb not in ABOUT_PEOPLE:
            for side in range(0, max(sides) + 1, 2):  # each person of a document, and their namesakes there
                groups.append(set(sides.get(side, ())))
                apart += [(a, b) for a in sides.get(side, ())[:1] for b in sides.get(side + 1, ()) if a != b]
        elif verb in _APART:
            pairs = [(a, b) for a in leave for b in stay if a != b]
            groups = _separated(groups, set(leave), set(stay))
            apart += pairs
            if verb == "split":
                groups.append(set(leave))
        elif verb == "rename":
            names += [(place, value.get("name", ""), id_) for place in leave]
        elif verb in ("wikidata", "clear-wikidata"):
            wikidata += [(place, value.get("wikidata"), id_) for place in leave]
        else:
            groups.append(set(leave))
            component = _component(groups, groups[-1])
            apart = [(a, b) for a, b in apart if not (a in component and b in component)]
    together = [both for group in groups for both in pairwise(sorted(group))]
    return PeopleDecisions(tuple(dict.fromkeys(together)), tuple(dict.fromkeys(apart)), tuple(names), tuple(wikidata))


def anchors_of(
    connection: Connection, entity_id: int, side: int = 0, without: Iterable[Place] = ()
) -> list[log.Anchor]:
    """Where somebody whom the record knows is to be found again: some appearances under each of their names.

    Those that earlier decisions hold on to come first; ``without`` are appearances that are not meant.
    """
    table, left = schema.appearance, set(without)
    query = select(table.c.document_id, table.c.label, table.c.name).where(table.c.entity_id == entity_id)
    rows = list(connection.execute(query.order_by(table.c.document_id, table.c.label)))
    held = _held(connection, entity_id)
    names: Counter[str] = Counter()
    chosen: list[Place] = []
    for row in sorted(rows, key=lambda row: (row.document_id, row.label) not in held):
        place = row.document_id, row.label
        many = names[row.name] >= _MOST_OF_A_NAME or (not names[row.name] and len(names) >= _MOST_NAMES)
        if place not in left and (place in held or not many):
            names[row.name] += 1
            chosen.append(place)
    return anchors_at(connection, chosen, side)


def anchors_at(connection: Connection, places: Iterable[Place], side: int = 0) -> list[log.Anchor]:
    """Where somebody who appears at these places is to be found again."""
    places = list(places)
    entities = _entities(connection, sorted({document for document, _ in places}))
    return [
        log.Anchor(document, one.name, one.kind, mentions_of(one), side)
        for document, label in places
        for one in entities.get(document, ())
        if one.id == label
    ]


def mentions_of(entity: Entity) -> tuple[Span, ...]:
    """Some of the spans that name somebody."""
    return tuple((one.start, one.end) for one in entity.mentions[:_MOST_SPANS])


def decisions_about(connection: Connection, entity_id: int) -> list[int]:
    """The decisions about somebody whom the record knows, whether they hold or not."""
    table = schema.appearance
    ids = set(connection.execute(select(table.c.document_id).where(table.c.entity_id == entity_id)).scalars())
    own = {
        (row.document_id, row.label)
        for row in connection.execute(select(table.c.document_id, table.c.label).where(table.c.entity_id == entity_id))
    }
    found = _placed(connection, _rows(connection, sorted(ids), undone=True))
    return sorted({row.decision_id for row, place in found if place in own})


def places_of(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int | None, tuple[list[str], list[str]]]]:
    """By decision: the entity of the first it is about, if they still appear, and the names on both sides."""
    anchor, made_on, version = schema.anchor, schema.document.alias("made_on"), schema.document
    query = (
        select(anchor, version.c.id.label("current_id"))
        .join(made_on, made_on.c.id == anchor.c.document_id)
        .join(version, (version.c.key == made_on.c.key) & version.c.current)
        .order_by(anchor.c.decision_id, anchor.c.number)
    )
    rows = [
        row for chunk in log.chunks(ids) for row in connection.execute(query.where(anchor.c.decision_id.in_(chunk)))
    ]
    placed = _placed(connection, rows)
    table = schema.appearance
    entities = {
        (row.document_id, row.label): row.entity_id
        for chunk in log.chunks(sorted({row.current_id for row in rows}))
        for row in connection.execute(
            select(table.c.document_id, table.c.label, table.c.entity_id).where(table.c.document_id.in_(chunk))
        )
    }
    found: dict[int, tuple[int | None, tuple[list[str], list[str]]]] = {}
    for row, place in placed:
        entity, names = found.get(row.decision_id, (None, ([], [])))
        names[row.side % 2].append(row.name)
        entity = entity if entity is not None or place is None else entities.get(place)
        found[row.decision_id] = entity, names
    return found


def _held(connection: Connection, entity_id: int) -> set[Place]:
    """Where decisions hold on to somebody."""
    table = schema.appearance
    ids = connection.execute(select(table.c.document_id).where(table.c.entity_id == entity_id)).scalars()
    return {place for _, place in _placed(connection, _rows(connection, sorted(set(ids)))) if place}


def _standing(connection: Connection, ids: Sequence[int], coming: Coming) -> Iterable[_Standing]:
    rows = _rows(connection, ids)
    sides: dict[int, dict[int, list[Place]]] = defaultdict(lambda: defaultdict(list))
    said: dict[int, Any] = {}
    for row, place in _placed(connection, rows, coming):
        said[row.decision_id] = row
        if place is not None:
            sides[row.decision_id][row.side].append(place)
    for id_ in sorted(said):
        of_one = {side: tuple(dict.fromkeys(places)) for side, places in sides[id_].items()}
        if of_one:
            yield _Standing(id_, said[id_].verb, msgspec.json.decode(said[id_].value), of_one)


def _rows(connection: Connection, ids: Sequence[int], *, undone: bool = False) -> list[Any]:
    """The anchors of decisions that touch some documents, each with the current version of its document."""
    anchor, decision = schema.anchor, schema.decision
    made_on, version = schema.document.alias("made_on"), schema.document
    query = (
        select(anchor, decision.c.verb, decision.c.value, version.c.id.label("current_id"))
        .join(decision, decision.c.id == anchor.c.decision_id)
        .join(made_on, made_on.c.id == anchor.c.document_id)
        .join(version, (version.c.key == made_on.c.key) & version.c.current)
        .order_by(anchor.c.decision_id, anchor.c.number)
    )
    if not undone:
        query = query.where(~decision.c.undone)
    numbers: set[int] = set()
    of_ids = (
        select(anchor.c.decision_id)
        .join(made_on, made_on.c.id == anchor.c.document_id)
        .join(version, version.c.key == made_on.c.key)
    )
    for chunk in log.chunks(ids):
        numbers |= set(connection.execute(of_ids.where(version.c.id.in_(chunk))).scalars())
    return [
        row
        for chunk in log.chunks(sorted(numbers))
        for row in connection.execute(query.where(anchor.c.decision_id.in_(chunk)))
    ]


def _placed(
    connection: Connection, rows: Sequence[Any], coming: Coming = NONE
) -> list[tuple[Any, Place | None]]:
    """Where the anchors stand now; nowhere if their passage changed and nobody has the name."""
    entities = _entities(connection, sorted({row.current_id for row in rows}), coming)
    alignments = log.Alignments(connection)
    found: list[tuple[Any, Place | None]] = []
    for row in rows:
        spans = msgspec.json.decode(row.spans, type=tuple[Span, ...])
        without = not spans
        if row.document_id != row.current_id and spans:
            spans = alignments.between(row.document_id, row.current_id).some(spans)
        known = entities.get(row.current_id, ())
        if without and any(not one.mentions for one in known):  # somebody whom a person put there
            known = [one for one in known if not one.mentions and one.name == row.name] or known
        label = matching.somebody(known, Who(row.name, row.kind, None, spans))
        found.append((row, (row.current_id, label) if label else None))
    return found


def _entities(connection: Connection, ids: Sequence[int], coming: Coming = NONE) -> dict[int, list[Entity]]:
    """Who appears in documents, with the spans that name them, from the rows."""
    mention = schema.mention
    mentions: dict[Place, list[Mention]] = defaultdict(list)
    found: dict[int, list[Entity]] = defaultdict(list)
    for chunk in log.chunks(ids):
        spans = select(mention).where(mention.c.document_id.in_(chunk)).order_by(mention.c.start, mention.c.end)
        for row in connection.execute(spans):
            place = row.document_id, row.label
            mentions[place].append(Mention(row.start, row.end, row.base, row.language, ""))
        for document, one in appearances(connection, chunk, coming):
            of_one = tuple(mentions[document, one["label"]])
            found[document].append(Entity(one["label"], one["kind"], one["name"], one["wikidata"], of_one))
    return found


def _component(groups: Sequence[set[Place]], start: Iterable[Place]) -> set[Place]:
    """All who are together with somebody through groups."""
    found, left = set(start), list(groups)
    while met := [group for group in left if not found.isdisjoint(group)]:
        left = [group for group in left if found.isdisjoint(group)]
        found.update(*met)
    return found


def _separated(groups: Sequence[set[Place]], leave: set[Place], stay: set[Place]) -> list[set[Place]]:
    """The groups, so that those who leave are together with none of those who stay."""
    if _component(groups, leave).isdisjoint(stay):
        return list(groups)
    parts = [part for group in groups for part in (group & leave, group - leave)]
    return [part for part in parts if len(part) > 1]
