"""Outlets: who published the documents that are kept, each under the name that the documents give it."""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, or_, select

from onrecord.record import schema
from onrecord.record.results import OutletRow, Result
from onrecord.record.searching import place_of, same_words

_document = schema.document


def outlets(connection: Connection, limit: int | None = 50, after: str | None = None) -> Result[OutletRow]:
    """Who published most comes first; ``after`` is the ``cursor`` of the page before."""
    number, newest = func.count().label("number"), func.max(_document.c.id).label("newest")
    counted = (
        select(_document.c.outlet, number, newest)
        .where(_document.c.current, _document.c.outlet.is_not(None))
        .group_by(_document.c.outlet)
        .subquery("counted")
    )
    query = select(counted).order_by(counted.c.number.desc(), counted.c.newest.desc())
    if after is not None:
        last, id_ = place_of(after)
        query = query.where(or_(counted.c.number < last, and_(counted.c.number == last, counted.c.newest < id_)))
    if limit is not None:
        query = query.limit(limit)
    found = connection.execute(query).all()
    more = limit is not None and 0 < limit == len(found)
    rows = [OutletRow(name=row.outlet, documents=row.number) for row in found]
    return Result(rows, f"{found[-1].number}.{found[-1].newest}" if more else None)


def outlet(connection: Connection, name: str) -> OutletRow | None:
    """The outlet of this very name; none where it published nothing that is kept."""
    query = select(func.count()).where(_document.c.current, _document.c.outlet == name.replace("\0", ""))
    number = connection.execute(query).scalar_one()
    return OutletRow(name=name, documents=number) if number else None


def spelled(connection: Connection, name: str) -> list[str]:
    """The names of outlets that are these words, whatever their case, accents and marks."""
    query = select(_document.c.outlet).where(_document.c.current, _document.c.outlet.is_not(None)).distinct()
    return [one for one in connection.execute(query).scalars() if same_words(name, one)]
