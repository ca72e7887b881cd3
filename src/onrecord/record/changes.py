"""A word that is another one after every change of a record: who asked before knows by it that nothing is new."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from onrecord.record.schema import property_

_NAME = "last change"


def note(connection: Connection) -> None:
    """Notes that the record changes in this transaction.

    The word is drawn, not counted: of two copies of a record that go their own ways each has words of its own.
    """
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    row = {"name": _NAME, "value": secrets.token_hex(8)}
    written = make(property_).values(row)
    connection.execute(written.on_conflict_do_update(index_elements=["name"], set_={"value": row["value"]}))


def last(connection: Connection) -> str:
    """The word of the last change; empty where there was none."""
    found: str | None = connection.execute(select(property_.c.value).where(property_.c.name == _NAME)).scalar()
    return found or ""


def forget(connection: Connection) -> None:
    """Makes room for the word of another record."""
    connection.execute(delete(property_).where(property_.c.name == _NAME))
