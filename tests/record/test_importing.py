"""A record written as JSON and read back is the same record, byte for byte."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import insert

import onrecord
from onrecord import cli
from onrecord import record as records
from onrecord.intake.given import Given
from onrecord.record import importing, keeping, schema

FERRY = "“The ferry will sail on Monday,” Mayor Ines Falk said. Falk added that the pier was safe.\n"
CHANGED = "“The ferry will sail on Tuesday,” Mayor Ines Falk said.\n"
NUL = "“The\0 ferry \U0001f6a2 sails,” Mayor Ines Falk said.\n"


def run(*arguments: str | Path, data: bytes | None = None) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments], input=data)


def fill(record: records.Record) -> None:
    """Three documents, one of them in two versions and one removed in between, with decisions and a watch list."""
    record.keep([onrecord.read(text) for text in (FERRY, FERRY, NUL, CHANGED)], ["gone.txt", "a.txt", "b.txt", "a.txt"])
    record.remove(["gone.txt"])
    with record.database.writing() as connection:
        for undone in (False, True):  # two that are alike but for this
            values = {
                "made": "2026-03-02T10:00:00Z", "who": "Ada", "verb": "note", "document_id": 3, "target": "{}",
                "value": '{"a":"ł"}', "why": None, "undone": undone,
            }  # fmt: skip
            connection.execute(insert(schema.decision).values(values))
        connection.execute(insert(schema.decision).values({**values, "document_id": None, "why": "people"}))
        for number, what in ((1, "made"), (3, "made"), (2, "made"), (2, "undone")):
            event = {"time": "2026-03-02T10:00:00Z", "who": "Ada", "what": what, "decision_id": number}
            connection.execute(insert(schema.event).values(event))
        watch = {"name": "ferries", "query": '{"words":"ferry"}', "made": "2026-03-02T10:00:00Z", "ran": None}
        connection.execute(insert(schema.watch).values({**watch, "seen": 3}))


def exported(place: str | Path) -> bytes:
    result = run("export", "json", "--record", place)
    assert result.exit_code == 0, result.stderr
    return result.stdout_bytes


def kinds(data: bytes) -> list[str]:
    return [next(iter(json.loads(line))) for line in data.splitlines()]


def test_a_record_read_back_writes_the_same_bytes(record: records.Record, place: str, tmp_path: Path) -> None:
    fill(record)
    first = exported(place)
    assert kinds(first) == ["record", *["ref"] * 3, *["decision"] * 3, *["event"] * 4, "watch", *["entity"]]
    second = run("import", "--record", tmp_path / "second.db", "-", data=first)
    assert second.stdout == ("standard input: 3 documents, 3 decisions, 4 events, 1 watch list\n")
    assert exported(tmp_path / "second.db") == first


def test_reading_back_twice_is_reading_back_once(record: records.Record, place: str, tmp_path: Path) -> None:
    fill(record)
    first = exported(place)
    again = run("import", "--record", place, "-", data=first)
    assert again.stdout == "standard input: 3 documents there already\n"
    assert exported(place) == first


def test_decisions_that_are_alike_are_two_and_one_that_is_missing_comes(record: records.Record) -> None:
    fill(record)
    first = list(record.to_json())
    with record.database.writing() as connection:
        connection.execute(schema.decision.delete().where(schema.decision.c.id == 2))
    assert record.from_json(first) == {"there already": 3, "decision": 1, "event": 2}


def test_an_import_that_is_killed_is_completed_by_the_next(
    record: records.Record, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(record)
    whole = list(record.to_json())
    monkeypatch.setattr(importing, "BATCH", 1)
    for most in range(6):
        left = iter(range(most))

        def project(*arguments: Any, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise KeyboardInterrupt
            keeping.project(*arguments)

        with records.open(tmp_path_factory.mktemp("killed") / "second.db") as second:
            with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
                patch.setattr(importing, "project", project)
                second.from_json(whole)
            assert second.stats()["documents"] + second.stats()["older versions"] == min(most, 3)
            second.from_json(iter(whole))
            assert list(second.to_json()) == whole


def test_an_import_killed_by_the_system_is_completed_by_the_next(tmp_path: Path) -> None:
    documents = [onrecord.read(f"“Pier {n} holds,” Ines Falk said.\n", given=Given(url=f"u:{n}")) for n in range(150)]
    lines, place = tmp_path / "lines.jsonl", tmp_path / "record.db"
    lines.write_bytes(b"\n".join(document.to_json() for document in documents))
    with records.open(place):
        pass
    program = "from onrecord.record import importing; importing.BATCH = 2; from onrecord.cli import main; main()"
    command = [sys.executable, "-c", program, "import", "--record", str(place), str(lines)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while process.poll() is None and number(place) < 20:
            time.sleep(0.01)
        process.kill()
    assert number(place) >= 20
    assert run("import", "--record", place, lines).exit_code == 0
    with records.open(place) as record:
        assert (number(place), len(record.statements(limit=None))) == (150, 150)


def number(place: Path) -> int:
    with records.open(place, create=False) as record:
        return record.stats()["documents"]


def test_what_is_read_back_can_be_asked(record: records.Record, tmp_path: Path) -> None:
    fill(record)
    with records.open(tmp_path / "second.db") as second:
        second.from_json(list(record.to_json()))
        for table in schema.OF_A_DOCUMENT:
            assert rows(second, table) == rows(record, table), table.name


def rows(record: records.Record, table: Any) -> list[Any]:
    """The rows of a table without the ids that a database gives."""
    with record.database.asking() as connection:
        found = connection.execute(table.select()).mappings().all()
    given = {"id", "document_id", "entity_id", "speaker_id", "facets"}
    return sorted(repr([value for name, value in row.items() if name not in given]) for row in found)


def test_documents_of_read_json_are_imported(tmp_path: Path) -> None:
    lines = onrecord.read(FERRY).to_json() + b"\n\n" + onrecord.read(CHANGED).to_json()
    result = run("import", "--json", "--record", tmp_path / "r.db", "-", data=lines)
    assert json.loads(result.stdout) == {"file": "standard input", "document": 2}


def test_some_documents_are_written_with_their_decisions_alone(record: records.Record) -> None:
    fill(record)
    refs = [json.loads(line)["ref"] for line in record.to_json() if line.startswith(b'{"ref"')]
    assert kinds(b"\n".join(record.to_json(refs[:1]))) == ["record", "ref"]
    assert kinds(b"\n".join(record.to_json(refs[1:2]))) == [
        "record",
        "ref",
        *["decision"] * 2,
        *["event"] * 3,
        "entity",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "Input data was truncated"),
        (b"\x00\xff", "JSON is malformed"),
        (b"[1]", "an object is expected here"),
        (b'{"a":1}', "this is neither a document nor a part of a record"),
        (b'{"record":"onrecord-record/9"}', "needs another onrecord"),
        (b'{"watch":{"name":"x"}}', "the watch has no made, query"),
        (b'{"event":{"time":"","who":"","what":"","decision":7}}', "the decision 7 was not told before"),
        (b'{"watch":{"name":"x","query":"","made":"","seen":"nowhere"}}', "the document 'nowhere' was not told before"),
        (b'{"key":"a","ref":"b","document":{"id":"a","text":"b","reader":"c"}}', "the line was changed"),
        (b'{"key":5,"document":{}}', "Expected"),
        (b'{"watch":{"name":"x","query":"","made":"","seen":[1]}}', "unhashable"),
        (b"[" * 100_000, "recursion"),
    ],
)
def test_a_line_that_is_none_is_told_and_nothing_is_imported(tmp_path: Path, line: bytes, said: str) -> None:
    place = tmp_path / "r.db"
    result = run("import", "--record", place, "-", data=onrecord.read(FERRY).to_json() + b"\n" + line)
    assert result.exit_code == 1
    assert result.stderr.startswith("onrecord: standard input: line 2: ")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert kinds(exported(place)) == ["record"]


def test_a_record_is_not_overwritten_by_its_export(record: records.Record, place: str) -> None:
    if not record.database.is_sqlite:
        return
    fill(record)
    for named in (place, f"sqlite:///{place}"):
        for file in (place, f"{place}-wal"):
            result = run("export", "json", "--record", named, "--out", file)
            assert result.exit_code == 1
            assert "would be overwritten" in result.stderr
    assert kinds(exported(place))


def test_an_export_of_no_record_makes_none(tmp_path: Path) -> None:
    result = run("export", "json", "--record", tmp_path / "none.db")
    assert (result.exit_code, (tmp_path / "none.db").exists()) == (1, False)
