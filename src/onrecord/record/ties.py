"""Ties between people and organisations: who met whom, who spoke to whom, and who about whom.

Who spoke to whom and about whom is read from the facets of statements, the latest of the time first; who met whom from
the occasions of the time. ``MOST`` of either are looked at, so that a large record answers as fast as a small one; the
answer says whether that was all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, islice
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from onrecord.record import queries, schema, searching, spellings
from onrecord.record.calendar import MOST, dated, day_of_id, taking_part
from onrecord.record.database import RecordError
from onrecord.record.filters import Filters, compiled, id_range

Kind = Literal["met", "to", "about"]
KINDS: tuple[Kind, ...] = ("met", "to", "about")
_WHO = ("person", "organization")
_CHUNK = 500
_NAMED = re.compile(r"(?:^|(?<= ))([sam])(\d+)(?= |$)")  # the speaker comes first, see rows.facets
_MOST_PRESENT = 30  # of an occasion with more, not everybody met everybody


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, or an organisation; ``number`` is that of all their ties."""

    id: str
    kind: str
    name: str
    number: int


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """What binds two: ``one`` spoke ``to`` or ``about`` the ``other`` so often, or both ``met``.

    ``latest`` is the day of the last time, where one is known.
    """

    one: str
    other: str
    kind: Kind
    number: int
    latest: str | None


class Ties(msgspec.Struct, frozen=True, kw_only=True):
    """Those with the strongest ties, and all ties between them, the strongest first.

    ``left_out`` are the people and organisations beyond these, ``statements`` and ``occasions`` how many were looked
    at, and ``whole`` says whether these were all of the time. ``centre`` is whom the ties are around.
    """

    people: tuple[Member, ...]
    ties: tuple[Tie, ...]
    left_out: int
    statements: int
    occasions: int
    whole: bool
    centre: Member | None = None


class _Key(NamedTuple):
    one: int
    other: int
    kind: Kind


def ties(
    connection: Connection,
    person: str | None = None,
    since: str | None = None,
    until: str | None = None,
    kinds: Collection[str] = KINDS,
    most: int = 60,
) -> Ties:
    """The ties of a time, or those around a person, between the ``most`` who have the strongest.

    Raises ``RecordError`` where a date or a kind is none, and where nobody bears the name.
    """
    if wrong := [kind for kind in kinds if kind not in KINDS]:
        raise RecordError(f"kind of tie {wrong[0]}: say one of {', '.join(KINDS)}")
    centre = _centre(connection, person) if person else None
    numbers: Counter[_Key] = Counter()
    latest: dict[_Key, int] = {}
    read, whole = 0, True
    for id_, facets in _statements(connection, centre, since, until):
        if read == MOST:
            whole = False
            break
        read += 1
        for key in _told(facets):
            numbers[key] += 1
            latest[key] = max(latest.get(key, 0), id_)
    days = {key: day_of_id(id_).isoformat() if id_ >> 41 else None for key, id_ in latest.items()}
    met, all_met = dated(connection, since, until, [[centre]] if centre else [], by_publication=True)
    there = taking_part(connection, [one.place for one in met])
    for one in met:
        for pair in combinations(sorted(set(there.get(one.place, ())))[:_MOST_PRESENT], 2):
            key = _Key(*pair, "met")
            numbers[key] += 1
            day = one.days[0].isoformat() if one.days else None
            days[key] = max(days.get(key) or "", day or "") or None
    names = _names(connection, {id_ for key in numbers for id_ in key[:2]}, centre)
    counted = {key: n for key, n in numbers.items() if key.kind in kinds and key.one in names and key.other in names}
    everybody = {id_ for key in counted for id_ in key[:2]}
    chosen = _chosen(counted, centre, most)
    kept = sorted(
        (key for key in counted if key.one in chosen and key.other in chosen),
        key=lambda key: (-counted[key], key.one, key.other, key.kind),
    )
    strength: Counter[int] = Counter()
    for key in kept:
        strength[key.one] += counted[key]
        strength[key.other] += counted[key]
    members = {
        id_: Member(id=f"p{id_}", kind=names[id_][0], name=names[id_][1], number=strength[id_])
        for id_ in sorted(chosen | ({centre} if centre else set()), key=lambda id_: (-strength[id_], id_))
    }
    return Ties(
        people=tuple(members.values()),
        ties=tuple(
            Tie(one=f"p{key.one}", other=f"p{key.other}", kind=key.kind, number=counted[key], latest=days[key])
            for key in kept
        ),
        left_out=len(everybody - chosen), statements=read, occasions=len(met), whole=whole and all_met,
        centre=members.get(centre or 0),
    )  # fmt: skip


def _centre(connection: Connection, said: str) -> int:
    found = spellings.entities(connection, said, _WHO) or spellings.entities(connection, said)
    if not found:
        raise RecordError(f"{said}: nobody of this name is in the record")
    return found[0]


def _statements(
    connection: Connection, centre: int | None, since: str | None, until: str | None
) -> Iterator[tuple[int, str]]:
    """Ids and facets of statements, the latest first; with a person those by, to or about them."""
    statement = schema.statement.c
    query = select(statement.id, statement.facets)
    if centre is None:
        first, last = id_range(since, until)
        query = query.where(statement.facets.is_not(None), statement.id.between(first, last))
        for row in connection.execute(query.order_by(statement.id.desc()).limit(MOST + 1)):
            yield row.id, row.facets
        return
    narrowed = compiled(connection, Filters(since=since, until=until))
    narrowed = narrowed._replace(facets=(tuple(f"{letter}{centre}" for letter in "sam"),))
    question = searching.Asked(queries.Query(), narrowed)
    ids = list(islice(searching.each_id(connection, question), MOST + 1))
    for at in range(0, len(ids), _CHUNK):
        for row in connection.execute(query.where(statement.id.in_(ids[at : at + _CHUNK]))):
            yield row.id, row.facets


def _told(facets: str) -> Iterator[_Key]:
    """The ties that a statement tells of."""
    named = _NAMED.findall(facets)
    if named and named[0][0] == "s":
        speaker = int(named[0][1])
        for letter, other in named[1:]:
            if int(other) != speaker:
                yield _Key(speaker, int(other), "to" if letter == "a" else "about")


def _names(connection: Connection, ids: Collection[int], centre: int | None) -> dict[int, tuple[str, str]]:
    """Kind and name of the people and organisations among these, and of whatever is the centre."""
    entity = schema.entity.c
    wanted = sorted({*ids, *([centre] if centre else [])})
    found: dict[int, tuple[str, str]] = {}
    for at in range(0, len(wanted), _CHUNK):
        query = select(entity.id, entity.kind, entity.name).where(
            entity.id.in_(wanted[at : at + _CHUNK]), entity.kind.in_(_WHO) | (entity.id == (centre or 0))
        )
        found.update({row.id: (row.kind, row.name) for row in connection.execute(query)})
    return found


def _chosen(counted: dict[_Key, int], centre: int | None, most: int) -> set[int]:
    """Those between whom the strongest ties are; with a centre those who are tied to it strongest."""
    pairs: Counter[tuple[int, int]] = Counter()
    for key, number in counted.items():
        pairs[min(key[:2]), max(key[:2])] += number
    ranked: Sequence[Any] = sorted(pairs, key=lambda pair: (-pairs[pair], pair))
    chosen: set[int] = set()
    if centre is not None:
        ranked = [pair for pair in ranked if centre in pair]
    for pair in ranked:
        if len(chosen | set(pair)) <= most:
            chosen.update(pair)
    return chosen


__all__ = ["KINDS", "Member", "Tie", "Ties", "ties"]
