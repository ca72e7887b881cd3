"""Records to test on: a SQLite file, and PostgreSQL where a server is there."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

SERVER = os.environ.get("ONRECORD_POSTGRES", "postgresql+psycopg://onrecord:onrecord@127.0.0.1/postgres")


def postgres_place() -> Iterator[str]:
    """The address of a new, empty database of the server; skips, saying why, where there is no server."""
    try:
        engine = create_engine(SERVER, isolation_level="AUTOCOMMIT")
        name = f"onrecord_test_{uuid.uuid4().hex[:12]}"
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    except Exception as error:
        if "postgres" in os.environ.get("ONRECORD_REQUIRE", ""):
            raise
        pytest.skip(f"no PostgreSQL at ONRECORD_POSTGRES ({type(error).__name__})")
    yield SERVER.rpartition("/")[0].replace("+psycopg", "") + f"/{name}"
    with engine.connect() as connection:
        # WITH (FORCE) would be refused while the server itself cleans up in there
        ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name AND usename = current_user"
        connection.execute(text(ours), {"name": name})
        connection.execute(text(f"DROP DATABASE {name}"))
    engine.dispose()


def sqlite_place(folder: Path) -> Iterator[str]:
    """The path of a record that is not there yet."""
    yield str(folder / "record.db")
