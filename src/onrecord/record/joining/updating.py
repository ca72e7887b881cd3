"""Entities brought up to date with documents that came, changed or went."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy import update as change

from onrecord.record import schema
from onrecord.record.coming import NONE, Coming
from onrecord.record.coming import appearances as rows_of
from onrecord.record.joining import appearances
from onrecord.record.joining.appearances import Appearance, Seen
from onrecord.record.joining.decided import lay_out
from onrecord.record.joining.namesakes import Namesake, context_keys, is_context, name_keys, namesake_of, other_names
from onrecord.record.joining.naming import Shown, shown
from onrecord.record.joining.settling import MOST_FULL, Settling
from onrecord.record.joining.shelf import Bearing, Shelf, chunks

_Place = tuple[int, str]
_Chosen = tuple[int, str | None]
"""A decision's number, and what it says."""


class _Came(NamedTuple):
    """What some documents bring: their namesakes, and who bears them."""

    namesakes: dict[int, Namesake]
    bearings: list[Bearing]


def update(connection: Connection, ids: Sequence[int], coming: Coming = NONE) -> list[int]:
    """Says whom the record knows each appearance in these documents as; returns the documents that changed by it.

    Their rows were written before, or are gone; rows of appearances that are ``coming`` are written here. It is called
    within a transaction for writing; what it costs depends on what these documents touch, not on the size of the
    record.
    """
    ids = sorted({*ids, *lay_out(connection, ids, coming)})
    shelf = Shelf(connection)
    gone, came = shelf.bearings(ids), _came(connection, shelf, ids, coming)
    settling = _change(shelf, ids, gone, came)
    settling.settle()
    moved = _assign(connection, shelf, settling)
    places = _places(connection, moved)
    places |= {one.place: moved.get(one.namesake) or _entity(settling, one) for one in came.bearings if one.own}
    _write(connection, places, coming)
    _sweep(connection, shelf, settling)
    return sorted({document for document, _ in places})


def _came(connection: Connection, shelf: Shelf, ids: Sequence[int], coming: Coming) -> _Came:
    namesakes: dict[int, Namesake] = {}
    bearings: list[Bearing] = []
    found = _read(connection, ids, coming)
    out = _taken_out(connection, shelf, ids, found)
    for place, one in found.items():
        own = namesake_of(one, taken_out=place in out)
        namesakes[own.id] = own
        bearings.append(Bearing(place, own.id, True, context_keys(one, own)))
        for other in other_names(one, own):
            if other.id != own.id:
                namesakes[other.id] = other
                bearings.append(Bearing(place, other.id, False, frozenset()))
    return _Came(namesakes, bearings)


def _taken_out(
    connection: Connection, shelf: Shelf, ids: Sequence[int], found: Mapping[_Place, Appearance]
) -> set[_Place]:
    """Appearances that people keep apart from another one of the same name: the first of each pair."""
    pairs = [(a, b) for a, b, together in shelf.bonds(ids) if not together]
    missing = {place[0] for pair in pairs for place in pair} - set(ids)
    every = {**found, **(_read(connection, sorted(missing)) if missing else {})}
    return {a for a, b in pairs if a in every and b in every and namesake_of(every[a]).id == namesake_of(every[b]).id}


def _read(connection: Connection, ids: Sequence[int], coming: Coming = NONE) -> dict[_Place, Appearance]:
    """The appearances in documents, from their rows."""
    found: dict[_Place, Appearance] = {}
    for chunk in chunks(sorted(ids)):
        names: dict[_Place, list[tuple[str, str | None]]] = defaultdict(list)
        roles: dict[_Place, list[tuple[str, str | None]]] = defaultdict(list)
        occasions: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        entities: dict[int, list[Seen]] = defaultdict(list)
        mention, role, part = schema.mention, schema.role, schema.participant
        for row in connection.execute(select(mention).where(mention.c.document_id.in_(chunk), mention.c.named)):
            names[row.document_id, row.label].append((row.base, row.language))
        for row in connection.execute(select(role).where(role.c.document_id.in_(chunk))):
            roles[row.document_id, row.label].append((row.title, row.organization))
        for row in connection.execute(select(part).where(part.c.document_id.in_(chunk))):
            occasions[row.document_id][row.occasion].append(row.appearance)
        for document, one in rows_of(connection, chunk, coming):
            label, place = one["label"], (document, one["label"])
            seen = Seen(label, one["kind"], one["name"], one["wikidata"], tuple(names[place]), tuple(roles[place]))
            entities[document].append(seen)
        told = select(schema.document.c.id, schema.document.c.ref, schema.document.c.language).where(
            schema.document.c.id.in_(chunk)
        )
        for id_, ref, language in connection.execute(told):
            groups = [sorted(group) for _, group in sorted(occasions[id_].items())]
            for appearance in appearances.appearances(ref, language, entities[id_], groups):
                found[id_, appearance.label] = appearance
    return found


def _change(shelf: Shelf, ids: Sequence[int], gone: Sequence[Bearing], came: _Came) -> Settling:
    """Writes who bears which names now; returns what is to be settled by it."""
    counts: Counter[int] = Counter()
    first: Counter[int] = Counter()
    keys: Counter[tuple[int, bool, int]] = Counter()
    called: Counter[tuple[int, int]] = Counter()
    before = shelf.held({one.namesake for one in gone} | came.namesakes.keys())
    known = {id_: one.namesake for id_, one in before.items()} | came.namesakes
    for bearings, step in ((gone, -1), (came.bearings, 1)):
        own = {one.place: one.namesake for one in bearings if one.own}
        for one in bearings:
            counts[one.namesake] += step
            first[one.namesake] += step * one.own
            for key in one.context:
                keys[key, not known[one.namesake].full, one.namesake] += step
            if not one.own:
                called[own[one.place], one.namesake] += step
                called[one.namesake, own[one.place]] += step
    for id_, more in counts.items():
        earlier = before[id_].borne if id_ in before else 0
        if bool(earlier) != bool(earlier + more):
            keys.update(dict.fromkeys(((key, False, id_) for key in name_keys(known[id_])), 1 if more > 0 else -1))
    held = shelf.holders({key for (key, lone, _), more in keys.items() if more and not lone}, False, 4 * MOST_FULL)
    news: Counter[tuple[int, bool]] = Counter()
    for (key, lone, id_), more in keys.items():
        if more < 0 or (more > 0 and (lone or id_ not in held.get(key, ()) or not is_context(key))):
            news[key, lone] += 1 if more > 0 else -1
    shelf.count((known[id_], first[id_], more) for id_, more in sorted(counts.items()))
    shelf.add_keys(keys)
    shelf.count_also_called(called)
    shelf.write_bearings(ids, came.bearings)
    decided = {id_ for both in (shelf.bonds_of(known).together, shelf.bonds_of(known).apart) for p in both for id_ in p}
    return Settling(shelf, known.keys() | decided, news)


def _assign(connection: Connection, shelf: Shelf, settling: Settling) -> dict[int, int]:
    """Gives each group its entity; returns the new entities of the namesakes that have another than before.

    An entity stays with the group that holds most of its appearances; full names come first.
    """
    held = settling.held
    claims = []
    for number_, group in enumerate(settling.groups):
        owned: Counter[int] = Counter()
        for id_ in group:
            if (entity := held[id_].entity) is not None:
                owned[entity] += max(1, held[id_].appearances)
        if not any(held[id_].appearances for id_ in group):
            continue
        firm = not settling.firm.isdisjoint(group)
        claims += [(not firm, -count, entity, min(group), number_) for entity, count in owned.items()]
    taken: dict[int, int] = {}
    given = _still_held(shelf, settling, {entity for loose, _, entity, _, _ in claims if loose})
    for _, _, entity, _, number_ in sorted(claims):
        if number_ not in taken and entity not in given:
            taken[number_] = entity
            given.add(entity)
    known = _shown(connection, taken.values())
    chosen = _chosen(connection, {id_ for group in settling.groups for id_ in group})
    entities: dict[int, int | None] = {}
    for number_, group in enumerate(settling.groups):
        if not any(held[id_].appearances for id_ in group):
            entities |= dict.fromkeys(group)  # nothing but further names that were found to be another's
            continue
        name = _last(chosen["name"], group)
        what = shown(((held[id_].namesake, held[id_].borne) for id_ in sorted(group)), name[1] if name else None)
        if wikidata := _last(chosen["wikidata"], group):
            what = what._replace(wikidata=wikidata[1])
        entities |= dict.fromkeys(group, _entity_for(connection, taken.get(number_), what, known))
    entities |= {id_: entities.get(host) or held[host].entity or 0 for id_, host in settling.hosts.items()}
    rows = [
        {"id_": id_, "entity_id_": entity, "host_": settling.hosts.get(id_), "firm_": id_ in settling.firm}
        for id_, entity in sorted(entities.items())
    ]
    shelf.assign([row for row in rows if not _as_before(settling, row)])
    verdicts = [
        {"one": a, "other": b, "lone": lone, "verdict": said.kind, "score": round(said.score, 3), "why": said.why}
        for (a, b), (lone, said) in sorted(settling.judged.items())
    ]
    shelf.judge(
        settling.firm | settling.changed, settling.loose | (settling.changed - settling.firm), settling.left, verdicts
    )
    return {id_: entity for id_, entity in entities.items() if entity is not None and held[id_].entity != entity}


def _still_held(shelf: Shelf, settling: Settling, entities: Iterable[int]) -> set[int]:
    """Entities of full names that are not settled now: a name of one word that leaves them takes none along."""
    others = shelf.firm_members(entities).difference(*settling.groups)
    return {one.entity for one in shelf.held(others).values() if one.borne and one.entity is not None}


def _as_before(settling: Settling, row: Mapping[str, Any]) -> bool:
    one = settling.held[row["id_"]]
    return (one.entity, one.host, one.firm) == (row["entity_id_"], row["host_"], row["firm_"])


def _shown(connection: Connection, ids: Iterable[int]) -> dict[int, Shown]:
    """What entities are shown as."""
    table = schema.entity
    found: dict[int, Shown] = {}
    for chunk in chunks(sorted(ids)):
        for row in connection.execute(select(table).where(table.c.id.in_(chunk))):
            found[row.id] = Shown(row.kind, row.name, row.wikidata)
    return found


def _entity_for(connection: Connection, id_: int | None, what: Shown, known: Mapping[int, Shown]) -> int:
    """The id of an entity that is shown so: a new one, or one there is."""
    table = schema.entity
    if id_ is None:
        made = connection.execute(insert(table), what._asdict()).inserted_primary_key
        return int(made[0])  # type: ignore[index]
    if known.get(id_) != what:
        connection.execute(change(table).where(table.c.id == id_), what._asdict())
    return id_


def _chosen(connection: Connection, ids: Iterable[int]) -> dict[str, dict[int, _Chosen]]:
    """The names and Wikidata ids that people gave, by namesake: of several the last."""
    table, borne = schema.chosen, schema.bearing
    found: dict[str, dict[int, _Chosen]] = {"name": {}, "wikidata": {}}
    if connection.execute(select(table.c.what).limit(1)).first() is None:
        return found
    query = (
        select(borne.c.namesake_id, table.c.what, table.c.decision_id, table.c.value)
        .join(table, (table.c.document_id == borne.c.document_id) & (table.c.label == borne.c.label))
        .order_by(table.c.decision_id)
    )
    for chunk in chunks(sorted(ids)):
        for id_, what, decision, value in connection.execute(query.where(borne.c.namesake_id.in_(chunk), borne.c.own)):
            found[what][id_] = decision, value
    return found


def _last(chosen: Mapping[int, _Chosen], group: Iterable[int]) -> _Chosen | None:
    """What was decided last of some namesakes."""
    return max((chosen[id_] for id_ in group if id_ in chosen), key=lambda one: one[0], default=None)


def _places(connection: Connection, moved: Mapping[int, int]) -> dict[_Place, int]:
    """Where namesakes that have another entity appear."""
    table = schema.bearing
    return {
        (document, label): moved[id_]
        for chunk in chunks(sorted(moved))
        for document, label, id_ in connection.execute(
            select(table.c.document_id, table.c.label, table.c.namesake_id).where(
                table.c.namesake_id.in_(chunk), table.c.own
            )
        )
    }


def _entity(settling: Settling, one: Bearing) -> int:
    return settling.held[one.namesake].entity or 0


def _write(connection: Connection, places: Mapping[_Place, int], coming: Coming) -> None:
    """Writes whom the record knows those at some places as, and all of them who are coming."""
    table = schema.appearance
    new = [
        {**row, "document_id": id_, "entity_id": places.get((id_, row["label"]))}
        for id_, rows in coming.items()
        for row in rows
    ]
    if new:
        connection.execute(insert(table), new)
    rows = [
        {"document": d, "label_": label, "entity": entity}
        for (d, label), entity in sorted(places.items())
        if d not in coming
    ]
    if rows:
        connection.execute(
            change(table)
            .where(table.c.document_id == bindparam("document"), table.c.label == bindparam("label_"))
            .values(entity_id=bindparam("entity")),
            rows,
        )


def _sweep(connection: Connection, shelf: Shelf, settling: Settling) -> None:
    """Deletes namesakes and entities that are nobody's any more."""
    shelf.drop(id_ for id_, one in settling.held.items() if not one.borne and id_ in settling.changed)
    before = {one.entity for one in settling.held.values() if one.entity is not None}
    table = schema.namesake
    for chunk in chunks(sorted(before)):
        alive = set(connection.execute(select(table.c.entity_id).where(table.c.entity_id.in_(chunk))).scalars())
        if dead := sorted(set(chunk) - alive):
            spoken = schema.statement
            connection.execute(change(spoken).where(spoken.c.speaker_id.in_(dead)).values(speaker_id=None))
            _note_merged(connection, dead, settling)
            connection.execute(delete(schema.entity).where(schema.entity.c.id.in_(dead)))


def _note_merged(connection: Connection, dead: Sequence[int], settling: Settling) -> None:
    """Notes which name leads from the id of somebody who is no more to whoever bears it now."""
    gone, most = set(dead), dict[int, tuple[int, int]]()
    for id_, one in sorted(settling.held.items()):
        if one.entity is not None and one.entity in gone and one.borne:
            most[one.entity] = max(most.get(one.entity, (-1, 0)), (one.appearances, id_))
    rows = [{"id": entity, "namesake_id": id_} for entity, (_, id_) in sorted(most.items())]
    if rows:
        connection.execute(insert(schema.merged), rows)


__all__ = ["update"]
