"""A place that holds no record, or one that cannot be used, is told in one line, and nothing is lost."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, event, func, insert, select, text

import onrecord
from onrecord import cli
from onrecord import record as records
from onrecord.record import RecordError, database, migrations, schema
from onrecord.record.database import UnfitError

from .databases import SERVER

FERRY = "“The ferry will sail on Monday,” Mayor Ines Falk said. Falk added that the pier was safe.\n"
COMMAND = [sys.executable, "-m", "onrecord"]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def line(result: Result | subprocess.CompletedProcess[str]) -> str:
    """The one line that a command failed with."""
    code = result.exit_code if isinstance(result, Result) else result.returncode
    assert code == 1
    assert result.stderr.startswith("onrecord: ")
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A file to add."""
    path = tmp_path / "ferry.txt"
    path.write_text(FERRY)
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A record of one document, in a folder of its own."""
    folder = tmp_path / "kept"
    folder.mkdir()
    with records.open(folder / "record.db") as record:
        record.keep([onrecord.read(FERRY)], ["ferry.txt"])
    return folder / "record.db"


def number(place: str | Path) -> int:
    with records.open(place, create=False) as record, record.database.asking() as connection:
        return connection.execute(select(func.count()).select_from(schema.document)).scalar_one()


def test_the_migrations_make_the_tables_of_the_schema(record: records.Record) -> None:
    def is_ours(thing: Any, name: str | None, kind: str, reflected: bool, _: Any) -> bool:
        if name in ("words", "ix_statement_words"):
            return False
        if kind == "index" and not reflected and thing._ddl_if is not None:  # of one of the two databases alone
            return bool(thing._ddl_if.dialect == record.database.engine.dialect.name)
        table = name if kind == "table" else thing.table.name
        return not str(table).startswith((schema.SEARCH, "alembic"))

    with record.database.asking() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours, "compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def test_asking_where_there_is_no_record_tells_so_and_makes_none(tmp_path: Path) -> None:
    place = tmp_path / "none.db"
    assert line(run("export", "json", "--record", place)) == (
        f"onrecord: {place}: there is no record here; `onrecord add` makes one"
    )
    assert not place.exists()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("mysql://ada:secret@host/news", "a record lies in a SQLite file or in PostgreSQL"),
        ("nothing://", "a record lies in a SQLite file or in PostgreSQL"),
        ("postgresql://ada:secret@host:port/news", "this is no address of a record"),
        ("://", "this is no address of a record"),
        ("sqlite://", "name a file"),
        ("no/such/folder/record.db", "there is no folder no/such/folder"),
        ("a\0b", "a\N{SYMBOL FOR NULL}b"),
        (".", "this is a folder"),
        ("/dev/null", "this is no file"),
        ("x" * 5000, "File name too long"),
    ],
)
def test_a_place_where_no_record_can_be_is_told(
    place: str, said: str, news: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    result = line(run("add", "--record", place, news))
    assert said in result
    assert "secret" not in result


@pytest.mark.parametrize("data", [b"Dear Sir or Madam", b"SQLite format 3\0", b"SQLite format 3\0" + b"\1" * 4000])
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, news: Path, data: bytes) -> None:
    place = tmp_path / "letter.db"
    place.write_bytes(data)
    assert str(place) in line(run("add", "--record", place, news))
    assert place.read_bytes() == data


def test_someone_elses_database_is_left_as_it_is(tmp_path: Path, news: Path) -> None:
    place = tmp_path / "shop.db"
    with sqlite3.connect(place) as shop:
        shop.execute("CREATE TABLE document (name TEXT)")
    shop.close()
    assert "holds something else" in line(run("add", "--record", place, news))
    with sqlite3.connect(place) as shop:
        shop.execute("CREATE TABLE alembic_version (version_num TEXT)")
        shop.execute("INSERT INTO alembic_version VALUES ('1975ea83b712')")
    shop.close()
    assert "holds something else" in line(run("add", "--record", place, news))


def test_someone_elses_schema_in_postgresql_is_left_as_it_is(place: str, news: Path) -> None:
    if not place.startswith("postgresql"):
        pytest.skip("for PostgreSQL")
    engine = create_engine(place.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE shop (name TEXT)"))
    engine.dispose()
    assert "holds something else" in line(run("add", "--record", place, news))


def test_a_record_of_a_newer_version_is_refused(place: str, news: Path) -> None:
    with records.open(place) as record, record.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    said = line(run("add", "--record", place, news))
    assert "was written by a newer onrecord" in said
    assert "onrecord:onrecord" not in said


def _held_back() -> list[str]:
    """How to run a command so that permissions hold it back, even where the tests are run by root."""
    if os.geteuid() != 0:
        return COMMAND
    caps = "-dac_override,-dac_read_search"
    command = ["setpriv", f"--bounding-set={caps}", f"--inh-caps={caps}", *COMMAND]
    if not shutil.which("setpriv") or subprocess.run([*command, "--version"], capture_output=True).returncode:
        pytest.skip("root may do anything here")
    return command


def as_held_back(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*_held_back(), *arguments], capture_output=True, text=True)


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o555, 0o444), (0o755, 0o444), (0o555, 0o644), (0o777, 0o444)])
def test_a_record_that_cannot_be_written_can_be_read(kept: Path, news: Path, folder_mode: int, file_mode: int) -> None:
    kept.chmod(file_mode)
    kept.parent.chmod(folder_mode)
    asked, added = as_held_back("export", "json", "--record", kept), as_held_back("add", "--record", kept, news)
    kept.parent.chmod(0o755)
    assert asked.stdout.count('"key":') == 1, asked.stderr
    assert "can be read but not written here" in line(added)
    assert number(kept) == 1


def test_a_record_that_cannot_be_read_is_told(kept: Path) -> None:
    kept.chmod(0)
    assert line(as_held_back("export", "json", "--record", kept)) == f"onrecord: {kept}: Permission denied"


def test_a_full_disk_is_told_and_what_was_kept_stays(kept: Path) -> None:
    with records.open(kept) as record:
        pages = record.database.engine.raw_connection()
        most = pages.cursor().execute("PRAGMA page_count").fetchone()[0] + 2  # type: ignore[func-returns-value]
        pages.close()
        record.database.engine.dispose()
        event.listen(
            record.database.engine, "connect", lambda c, _: c.execute(f"PRAGMA max_page_count = {most}").close()
        )
        with pytest.raises(RecordError, match="the disk is full"):
            record.keep([onrecord.read(FERRY * 500)], ["more.txt"])
        assert number(kept) == 1
    assert number(kept) == 1


@pytest.mark.parametrize("room", [0, 20_000, 200_000])
def test_a_file_that_may_not_grow_is_told_and_the_record_opens(tmp_path: Path, room: int) -> None:
    place, corpus = tmp_path / "record.db", tmp_path / "c.jsonl"
    corpus.write_text("".join(f'{{"id": {n}, "text": "“It holds {n},” Mayor Ada Berg said."}}\n' for n in range(200)))
    command = [*COMMAND, "add", "--engine", "rules", "--workers", "1", "--record", place, corpus]
    full = subprocess.run(
        command, capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip
    assert str(place) in line(full)
    assert subprocess.run(command, capture_output=True, text=True).returncode == 0
    assert number(place) == 200


def test_damaged_pages_are_told(kept: Path, news: Path) -> None:
    data = bytearray(kept.read_bytes())
    for start in range(4096, len(data), 4096):
        data[start : start + 2000] = b"\xa5" * 2000
    kept.write_bytes(data)
    assert "damaged" in line(run("export", "json", "--record", kept))
    assert "damaged" in line(run("add", "--record", kept, news))


def test_a_file_cut_short_is_told(kept: Path) -> None:
    data = kept.read_bytes()
    kept.write_bytes(data[: len(data) // 2])
    assert str(kept) in line(run("export", "json", "--record", kept))


def test_a_damaged_reading_is_told(record: records.Record, place: str) -> None:
    record.keep([onrecord.read(FERRY)], ["ferry.txt"])
    with record.database.writing() as connection:
        connection.execute(schema.document.update().values(reading=b"\0" * 40))
    assert "a reading cannot be unpacked" in line(run("export", "json", "--record", place))


def test_a_record_that_another_program_holds_is_told(
    record: records.Record, place: str, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WAIT_MS", 100)
    with record.database.writing() as connection:
        connection.execute(insert(schema.property_).values(name="held", value="1"))
        assert "another program holds the record" in line(run("add", "--record", place, news))
    assert run("add", "--record", place, news).exit_code == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "not-the-word"}, "authentication failed"),
        ({"port": 1}, "onnection"),
        ({"database": "no_such_database"}, "does not exist"),
        ({"query": {"password": "not-the-word"}, "password": None}, "authentication failed"),
    ],
)
def test_postgresql_that_cannot_be_used_is_told_without_a_password(
    place: str, news: Path, change: dict[str, Any], said: str
) -> None:
    if not place.startswith("postgresql"):
        pytest.skip("for PostgreSQL")
    from sqlalchemy.engine import make_url

    url = make_url(SERVER).set(**change)
    told = line(run("add", "--record", url.render_as_string(hide_password=False), news))
    assert said in told
    assert "not-the-word" not in told
    assert "onrecord:onrecord" not in told


def test_postgresql_without_its_extra_says_what_to_install(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert 'pip install "onrecord[postgres]"' in line(run("add", "--record", "postgresql://localhost/news", news))


def test_what_cannot_stand_in_a_table_is_told_apart_from_a_place_that_cannot_be_used(record: records.Record) -> None:
    values = {"ref": "a", "key": "a", "sha256": "a", "current": True, "name": None}
    with pytest.raises(UnfitError), record.database.writing() as connection:
        connection.execute(insert(schema.document).values(values))


def test_several_processes_may_make_the_same_record_at_once(place: str) -> None:
    code = (
        "import sys; from onrecord import Document, record\n"
        "with record.open(sys.argv[1]) as opened:\n"
        "    opened.keep([Document('a', 'It sails.', 'test')], [sys.argv[2]])"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, place, str(n)], stderr=subprocess.PIPE, text=True)
        for n in range(4)
    ]
    assert [process.communicate()[1] for process in started] == [""] * 4
    assert number(place) == 4


def test_a_log_left_over_in_a_folder_that_cannot_be_written_is_read_too(kept: Path) -> None:
    code = (
        "import os, sys; from onrecord import Document, record\n"
        "opened = record.open(sys.argv[1])\n"
        "opened.keep([Document('a', 'It sails.', 'test')], ['second'])\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, kept], check=True)
    assert Path(f"{kept}-wal").stat().st_size
    kept.parent.chmod(0o555)
    asked = as_held_back("export", "json", "--record", kept)
    kept.parent.chmod(0o755)
    assert asked.stdout.count('"key":') == 2, asked.stderr


def test_the_head_is_the_newest_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD
