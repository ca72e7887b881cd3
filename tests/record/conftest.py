"""Every test that asks for ``place`` or ``record`` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import record as records

from .databases import postgres_place, sqlite_place


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a record is to be made: a path, or the address of an empty PostgreSQL database."""
    yield from sqlite_place(tmp_path) if request.param == "sqlite" else postgres_place()


@pytest.fixture
def record(place: str) -> Iterator[records.Record]:
    """An empty record."""
    with records.open(place) as opened:
        yield opened
