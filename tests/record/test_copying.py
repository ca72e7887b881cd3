"""A record copied to another database is the same record, whole, or there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

import onrecord
from onrecord import cli
from onrecord import record as records
from onrecord.record import RecordError, copying, schema

from .databases import postgres_place, sqlite_place
from .test_importing import CHANGED, FERRY, fill


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


@pytest.fixture(params=["sqlite", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where the copy is to be made."""
    folder = tmp_path / "copies"
    folder.mkdir()
    yield from sqlite_place(folder) if request.param == "sqlite" else postgres_place()


def rows(record: records.Record) -> dict[str, list[Any]]:
    """All rows of all tables."""
    with record.database.asking() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(table.select()).all()), key=repr)
            for table in schema.metadata.sorted_tables
        }


def found(record: records.Record, word: str) -> list[int]:
    with record.database.asking() as connection:
        if record.database.is_sqlite:
            query = f"SELECT rowid FROM {schema.SEARCH} WHERE {schema.SEARCH} MATCH :word ORDER BY 1"
        else:
            query = "SELECT id FROM statement WHERE words @@ CAST(:word AS tsquery) ORDER BY 1"
        return list(connection.execute(text(query), {"word": word}).scalars())


def test_the_copy_is_the_same_record_and_goes_on(record: records.Record, place: str, target: str) -> None:
    fill(record)
    result = run("copy", place, target)
    assert (result.exit_code, result.stdout) == (0, "3 documents copied\n"), result.stderr
    with records.open(target, create=False) as copied:
        assert rows(copied) == rows(record)
        assert found(copied, "ferry") == found(record, "ferry") != []
        copied.keep([onrecord.read(CHANGED)], ["new.txt"])
        record.keep([onrecord.read(CHANGED)], ["new.txt"])
        assert [row[1] for row in rows(copied)["document"]] == [row[1] for row in rows(record)["document"]]


def test_a_copy_never_goes_where_there_is_a_record(record: records.Record, place: str, target: str) -> None:
    record.keep([onrecord.read(FERRY)], ["a.txt"])
    with records.open(target) as other:
        other.keep([onrecord.read(CHANGED)], ["b.txt"])
        before = rows(other)
        result = run("copy", place, target)
        assert result.exit_code == 1
        assert "there is a record here already" in result.stderr
        assert rows(other) == before


def test_what_is_no_record_is_not_copied_to(record: records.Record, place: str, tmp_path: Path) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Dear Sir or Madam")
    result = run("copy", place, letter)
    assert (result.exit_code, letter.read_text()) == (1, "Dear Sir or Madam")


def test_nothing_is_copied_from_where_there_is_none(tmp_path: Path) -> None:
    result = run("copy", tmp_path / "none.db", tmp_path / "copy.db")
    assert result.exit_code == 1
    assert "there is no record here" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_copy_that_fails_leaves_nothing(
    record: records.Record, place: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(record)

    def failing(connection: Any, table: Any) -> int:
        raise RecordError("the disk is full")

    monkeypatch.setattr(copying, "_count", failing)
    result = run("copy", place, target)
    assert (result.exit_code, result.stderr) == (1, "onrecord: the disk is full\n")
    if not target.startswith("postgresql"):
        assert list(Path(target).parent.iterdir()) == []
        return
    with records.open(target) as copied:
        assert not any(rows(copied).values())


def test_others_may_write_while_a_copy_is_made(record: records.Record, target: str) -> None:
    record.keep([onrecord.read(FERRY)], ["a.txt"])
    steps = record.copying(target)
    next(steps)
    record.keep([onrecord.read(CHANGED)], ["b.txt"])
    list(steps)
    with records.open(target, create=False) as copied:
        assert len(rows(copied)["document"]) in (1, 2)


def test_a_copy_of_a_damaged_file_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "record.db"
    with records.open(place) as record:
        record.keep([onrecord.read(FERRY * 300)], ["a.txt"])
    data = bytearray(place.read_bytes())
    data[8 * 4096 :] = b"\xa5" * (len(data) - 8 * 4096)
    place.write_bytes(data)
    result = run("copy", place, tmp_path / "copy.db")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == [place]
