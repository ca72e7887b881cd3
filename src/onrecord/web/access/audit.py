"""The audit log: who signed in, changed the record or an account, when and from where."""

from __future__ import annotations

import msgspec
from sqlalchemy import insert, select

from onrecord.record.database import Database
from onrecord.record.keeping import now
from onrecord.record.schema import audit as table


class Entry(msgspec.Struct, frozen=True):
    """One line of the log."""

    id: int
    time: str
    who: str
    address: str
    what: str
    about: str


class Audit:
    """The audit log of a record; nothing in it is changed or deleted."""

    def __init__(self, database: Database):
        self._database = database

    def write(self, who: str, address: str, what: str, about: str = "") -> None:
        """Adds a line."""
        values = {"time": now(), "who": who[:100], "address": address[:100], "what": what, "about": about[:500]}
        values = {name: value.replace("\0", "\u2400") for name, value in values.items()}
        with self._database.writing(noted=False) as connection:
            connection.execute(insert(table).values(values))

    def read(self, limit: int = 100, before: int | None = None) -> list[Entry]:
        """The latest lines, newest first, or those before one."""
        query = select(table).order_by(table.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(table.c.id < before)
        with self._database.asking() as connection:
            return [Entry(*row) for row in connection.execute(query)]
