"""The schema of a record, brought to this version of it when the record is opened.

A revision is a file in ``versions``, numbered; ``HEAD`` is the newest.
"""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy import table as any_table
from sqlalchemy.sql import column

from onrecord.record.database import APPLICATION_ID, Database, RecordError, RecordMissingError

HEAD = "0001"
_NUMBER = re.compile(r"\d{4}")
_VERSION = any_table("alembic_version", column("version_num"))


def migrate(database: Database, create: bool) -> None:
    """Makes the tables where there are none, and brings older ones to ``HEAD``.

    Raises ``RecordError`` when the database is someone else's, or was written by a newer version.
    """
    with database.asking() as connection:
        at = _version(connection, database.name)
    if at == HEAD:
        return
    if at is None and not create:
        raise RecordMissingError(f"{database.name}: there is no record here; `onrecord add` makes one")
    if at is not None and not _NUMBER.fullmatch(at):
        raise RecordError(f"{database.name}: this database holds something else than a record")
    if at is not None and at > HEAD:
        raise RecordError(
            f"{database.name}: this record was written by a newer onrecord (schema {at}; this one knows up to {HEAD}); "
            "install the newer version to open it"
        )
    if database.read_only:
        raise RecordError(f"{database.name}: the record must be brought to schema {HEAD} but cannot be written here")
    from alembic import command  # slow to import, and needed this once
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    with database.writing(noted=False) as connection:
        if _version(connection, database.name) == HEAD:  # another process was faster
            return
        if not database.is_sqlite:
            _check_encoding(connection, database.name)
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
        if database.is_sqlite:
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))


def _check_encoding(connection: Connection, name: str) -> None:
    encoding = connection.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        raise RecordError(f"{name}: this database holds {encoding}; make one with ENCODING 'UTF8' for the record")


def _version(connection: Connection, name: str) -> str | None:
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables and "document" in tables:
        version: str | None = connection.execute(select(_VERSION.c.version_num)).scalar()
        return version
    if tables:
        raise RecordError(f"{name}: this database holds something else than a record; give the record one of its own")
    return None
