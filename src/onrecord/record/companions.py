"""What a document may be laid beside: its other versions, and other documents where the same people speak then.

Statements of a speaker lie in the order of their dates in an index, so that only those near to the document's own are
looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.record import schema
from onrecord.record.rows import first_id

_SPEAKERS = 8  # who say most in the document
_NEAR = timedelta(days=4)  # before its first statement and behind its last one
_LOOKED_AT = 300  # statements of each speaker
_VERSIONS = 20
_LAST = (1 << 63) - 1
_Columns = ("ref", "title", "name", "outlet", "published", "language", "added")


class Companion(msgspec.Struct, frozen=True, kw_only=True):
    """A document beside another one: how many speakers they share, how many statements of these it has near by.

    ``added`` is ISO 8601 in UTC.
    """

    ref: str
    title: str
    outlet: str | None
    published: str | None
    language: str | None
    added: str
    current: bool = True
    speakers: int = 0
    statements: int = 0


class Companions(msgspec.Struct, frozen=True):
    """The other versions of a document, newest first, and the documents that share speakers and dates."""

    versions: tuple[Companion, ...] = ()
    related: tuple[Companion, ...] = ()


def companions(connection: Connection, ref: str, limit: int) -> Companions:
    """The companions of the document with that ref; none where there is no such document."""
    document = schema.document
    asked_for = select(*document.c["id", "key"]).where(document.c.ref == ref.replace("\0", ""))
    row = connection.execute(asked_for).one_or_none()
    if row is None:
        return Companions()
    newest = select(document.c.id).where(document.c.key == row.key, document.c.current)  # which has the statements
    current = connection.execute(newest).scalar() or row.id
    return Companions(tuple(_versions(connection, row.id, row.key)), tuple(_related(connection, current, limit)))


def _versions(connection: Connection, id_: int, key: str) -> Iterator[Companion]:
    document = schema.document
    query = (
        select(*document.c[_Columns], document.c.current)
        .where(document.c.key == key, document.c.id != id_)
        .order_by(document.c.id.desc())
        .limit(_VERSIONS)
    )
    for row in connection.execute(query):
        yield _companion(row, current=row.current)


def _related(connection: Connection, id_: int, limit: int) -> Iterator[Companion]:
    statement, document = schema.statement, schema.document
    speakers = _speakers(connection, id_)
    own = select(func.min(statement.c.day), func.max(statement.c.day)).where(statement.c.document_id == id_)
    first, last = _ids(*connection.execute(own).one())
    shared: Counter[int] = Counter()
    said: Counter[int] = Counter()
    for speaker in speakers:
        near = (
            select(statement.c.document_id)
            .where(statement.c.speaker_id == speaker, statement.c.id.between(first, last))
            .order_by(statement.c.id.desc())
            .limit(_LOOKED_AT)
        )
        found = Counter(one for one in connection.execute(near).scalars() if one != id_)
        shared.update(found.keys())
        said.update(found)
    best = sorted(shared, key=lambda one: (-shared[one], -said[one], -one))[:limit]
    query = select(document.c.id, *document.c[_Columns]).where(document.c.id.in_(best))
    rows = {row.id: row for row in connection.execute(query)}
    for one in best:
        if one in rows:
            yield _companion(rows[one], speakers=shared[one], statements=said[one])


def _speakers(connection: Connection, id_: int) -> Sequence[int]:
    statement, count = schema.statement, func.count()
    query = (
        select(statement.c.speaker_id)
        .where(statement.c.document_id == id_, statement.c.speaker_id.is_not(None))
        .group_by(statement.c.speaker_id)
        .order_by(count.desc(), statement.c.speaker_id)
        .limit(_SPEAKERS)
    )
    return connection.execute(query).scalars().all()


def _ids(first: str | None, last: str | None) -> tuple[int, int]:
    """The lowest and the highest id of statements near to these days; all where there is no day."""
    if not first or not last:
        return 0, _LAST
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    begin = begin - _NEAR if begin - date.min > _NEAR else date.min
    end = end + _NEAR if date.max - end > _NEAR else date.max
    return first_id(begin), first_id(end) + (1 << 41) - 1


def _companion(row: Any, **more: Any) -> Companion:
    told = row._mapping
    return Companion(
        ref=told["ref"], title=told["title"] or told["name"], outlet=told["outlet"], published=told["published"],
        language=told["language"], added=told["added"], **more,
    )  # fmt: skip
