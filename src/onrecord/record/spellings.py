"""By which words people are found: every word of every spelling of a name, folded.

``spelling`` only says whom to look at. It may still hold words of names that nobody bears any more, when documents
were removed or people taken apart, so whoever it leads to is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import postgresql, sqlite

from onrecord.record import schema
from onrecord.record.database import RecordError
from onrecord.record.folding import fold

MOST = 500
"""People that one name may mean in a search."""
_CHUNK = 400
_ID = re.compile(r"p(\d{1,18})")


def write(connection: Connection, ids: Sequence[int]) -> None:
    """Adds the words of the names that stand in documents."""
    appearance, mention = schema.appearance, schema.mention
    words: set[tuple[str, int]] = set()
    for at in range(0, len(ids), _CHUNK):
        chunk = ids[at : at + _CHUNK]
        named = select(appearance.c.name, appearance.c.entity_id).where(appearance.c.document_id.in_(chunk))
        based = (
            select(mention.c.base, appearance.c.entity_id)
            .join(
                appearance,
                (appearance.c.document_id == mention.c.document_id) & (appearance.c.label == mention.c.label),
            )
            .where(mention.c.document_id.in_(chunk))
        )
        known = select(schema.entity.c.name, schema.entity.c.id).where(
            schema.entity.c.id.in_(named.with_only_columns(appearance.c.entity_id))
        )
        for query in (named, based, known):
            for name, entity_id in connection.execute(query.distinct()):
                if entity_id is not None:
                    words.update((word, entity_id) for word in fold(name).split())
    _add(connection, words)


def _add(connection: Connection, words: set[tuple[str, int]]) -> None:
    if words:
        rows = [{"word": word, "entity_id": entity_id} for word, entity_id in sorted(words)]
        make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(make(schema.spelling).on_conflict_do_nothing(), rows)


def is_id(said: str) -> bool:
    """Whether this is written like an id, ``p12``."""
    return _ID.fullmatch(said.strip()) is not None


def of_id(connection: Connection, said: str) -> int | None:
    """The entity that an id such as ``p12`` means: of one that is no more, whoever bears its most frequent name now."""
    match = _ID.fullmatch(said.strip())
    if not match or int(match[1]) > schema.HIGHEST:
        return None
    entity, merged, namesake = schema.entity, schema.merged, schema.namesake
    known = connection.execute(select(entity.c.id).where(entity.c.id == int(match[1]))).scalar()
    if known is None:
        heir = select(namesake.c.entity_id).join(merged, merged.c.namesake_id == namesake.c.id)
        known = connection.execute(heir.where(merged.c.id == int(match[1]))).scalar()
    return known


def entities(connection: Connection, said: str, kinds: Sequence[str] = (), most: int = MOST) -> list[int]:
    """The ids of all whom an id such as ``p12`` or a name means; those of exactly this name come first.

    An id of somebody who was joined with another means that one: see ``of_id``.
    Raises ``RecordError`` where more than ``most`` bear it. Nobody is an empty list.
    """
    entity, spelling, appearance = schema.entity, schema.spelling, schema.appearance
    if (known := of_id(connection, said)) is not None:
        return [known]
    words = sorted(set(fold(said).split()))
    if not words:
        return []
    alike = (
        select(spelling.c.entity_id)
        .where(spelling.c.word.in_(words))
        .group_by(spelling.c.entity_id)
        .having(func.count() == len(words))
    )
    there = select(appearance.c.entity_id).where(appearance.c.entity_id == entity.c.id).exists()
    query = select(entity.c.id, entity.c.name).where(entity.c.id.in_(alike), there)
    if kinds:
        query = query.where(entity.c.kind.in_(kinds))
    found = connection.execute(query.order_by(entity.c.id).limit(most + 1)).all()
    if len(found) > most:
        raise RecordError(f"{said}: more than {most:,} people bear this name; say more of it, or an id such as p12")
    exact = fold(said)
    return [row.id for row in sorted(found, key=lambda row: (fold(row.name) != exact, row.id))]
