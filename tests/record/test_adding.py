"""`onrecord add` and `remove`: kept once, compared when changed; what is broken costs itself alone."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

import onrecord
from onrecord import cli, files, jobs
from onrecord import record as records
from onrecord.record import adding, keeping, schema
from onrecord.record.reading_ahead import Ahead

FERRY = "“The ferry will sail on Monday,” Mayor Ines Falk said. Falk added that the pier was safe.\n"
CHANGED = "“The ferry will sail on Tuesday,” Mayor Ines Falk said. Falk added that the pier was safe.\n"
DAM = "“It holds,” Mayor Ada Berg said on Monday. She denied that the dam was for sale."


def run(*arguments: str | Path, text: str | None = None) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments], input=text)


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def keys(place: str | Path) -> list[str]:
    with records.open(place, create=False) as record, record.database.asking() as connection:
        return list(connection.execute(select(schema.document.c.key).order_by("id")).scalars())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a text, a corpus of two rows, and a file that is broken."""
    found = tmp_path / "news"
    found.mkdir()
    (found / "ferry.txt").write_text(FERRY)
    (found / "dams.jsonl").write_text("".join(json.dumps({"text": DAM, "id": n}) + "\n" for n in (1, 2)))
    (found / "lost.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    return found


def test_what_can_be_read_is_added_and_what_is_broken_is_told(folder: Path, place: str) -> None:
    result = run("add", "--record", place, folder)
    assert result.exit_code == 1
    assert result.stderr == f"onrecord: {folder / 'lost.pdf'}: a PDF file that is damaged or cut short\n"
    assert result.stdout == "4 documents: 3 added, 1 could not be read\n"
    assert keys(place) == [f"{folder}/dams.jsonl#1", f"{folder}/dams.jsonl#2", f"{folder}/ferry.txt"]


def test_jobs_are_read_as_they_are_under_keys_of_their_own(folder: Path, place: str) -> None:
    bare = [
        jobs.Job(str(folder / "dams.jsonl"), key="sent:dams"),
        jobs.Job("a text", data=DAM.encode(), key="pasted:dam"),
    ]
    with records.open(place) as record:
        assert [one.became for one in record.add(folder / "ferry.txt", *bare)] == ["added"] * 4
    assert keys(place) == [f"{folder}/ferry.txt", "sent:dams#1", "sent:dams#2", "pasted:dam"]


def test_what_is_there_already_is_not_read_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "record.db"
    run("add", "--record", place, folder)
    read: list[str] = []
    read_one = files.read_one
    monkeypatch.setattr(files, "read_one", lambda job, options: read.append(job.name) or read_one(job, options))
    second = run("add", "--json", "--record", place, folder)
    assert read == [str(folder / "lost.pdf")]
    assert [(one["became"], one["statements"]) for one in objects(second)] == [("there already", 2)] * 3
    assert {one["became"] for one in objects(run("add", "--json", "--again", "--record", place, folder))} == {
        "there already"
    }
    assert len(read) == 5


def test_another_reader_reads_again(folder: Path, tmp_path: Path) -> None:
    place, ferry = tmp_path / "record.db", folder / "ferry.txt"
    run("add", "--record", place, ferry)
    assert [one["became"] for one in objects(run("add", "--json", "--engine", "rules", "--record", place, ferry))] == [
        "read again"
    ]
    assert [one["became"] for one in objects(run("add", "--json", "--title", "Ferry", "--record", place, ferry))] == [
        "read again"
    ]
    assert len(keys(place)) == 1


def test_a_changed_text_shows_what_is_new_and_what_is_gone_and_both_versions_stay(folder: Path, place: str) -> None:
    ferry = folder / "ferry.txt"
    run("add", "--record", place, ferry)
    ferry.write_text(CHANGED)
    told = run("add", "--record", place, ferry)
    assert told.stdout.splitlines() == [
        f"{ferry}: changed",
        "  - Ines Falk: “The ferry will sail on Monday,”",
        "  + Ines Falk: “The ferry will sail on Tuesday,”",
        "1 document: 1 changed",
    ]
    assert len(keys(place)) == 2
    ferry.write_text(FERRY)
    (back,) = objects(run("add", "--json", "--record", place, ferry))
    assert (back["became"], back["new"], back["gone"]) == (
        "changed",
        [{"speaker": "Ines Falk", "content": "“The ferry will sail on Monday,”"}],
        [{"speaker": "Ines Falk", "content": "“The ferry will sail on Tuesday,”"}],
    )
    assert len(keys(place)) == 2


def test_two_versions_of_a_text_in_one_batch_leave_the_rows_of_the_last(record: records.Record) -> None:
    first, second = onrecord.read(FERRY), onrecord.read("“It sails,” Mayor Ines Falk said.\n")
    kept = record.keep([first, second, first], ["ferry.txt"] * 3)
    assert [one.became for one in kept] == ["added", "changed", "changed"]
    with record.database.asking() as connection:
        found = connection.execute(select(schema.statement.c.document_id)).scalars().all()
        current = connection.execute(select(schema.document.c.id).where(schema.document.c.current)).scalars().all()
    assert found == [kept[0].id] * len(first.statements)
    assert current == [kept[0].id]


def test_many_workers_add_the_same_in_the_same_order(tmp_path: Path) -> None:
    corpus = tmp_path / "c.jsonl"
    corpus.write_text("".join(json.dumps({"text": f"{DAM} {n}", "id": n}) + "\n" for n in range(130)))
    for workers in ("1", "2"):
        result = run("add", "--json", "--workers", workers, "--record", tmp_path / workers, corpus)
        assert [one["key"] for one in objects(result)] == [f"{corpus}#{n}" for n in range(130)]
    assert keys(tmp_path / "1") == keys(tmp_path / "2")


def test_a_document_that_cannot_be_kept_costs_itself_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fussy(connection: Any, arrivals: Any) -> Any:
        arrivals = list(arrivals)
        if any(one.key.endswith("#2") for one in arrivals):
            raise RecursionError("too deep")
        return keeping.keep(connection, arrivals)

    monkeypatch.setattr(adding, "keep", fussy)
    place = tmp_path / "record.db"
    result = run("add", "--record", place, folder)
    assert result.exit_code == 1
    assert result.stdout == "4 documents: 2 added, 2 could not be read\n"
    assert "row 2: cannot be kept (RecursionError: too deep)" in result.stderr
    assert keys(place) == [f"{folder}/dams.jsonl#1", f"{folder}/ferry.txt"]


def test_standard_input_can_be_added(tmp_path: Path) -> None:
    result = run("add", "--json", "--record", tmp_path / "r.db", "-", text=FERRY)
    assert [(one["became"], one["statements"]) for one in objects(result)] == [("added", 2)]


def test_python_adds_too(folder: Path, record: records.Record) -> None:
    added = record.add(folder / "ferry.txt", engine="rules")
    assert [(one.became, one.statements, one.error) for one in added] == [("added", 2, None)]


def test_a_document_that_waits_for_others_is_kept_after_some_seconds(
    record: records.Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH_SECONDS", 0.05)
    more = threading.Event()

    def wanted() -> Any:
        yield jobs.Job("first", FERRY.encode())
        assert more.wait(60)
        yield jobs.Job("second", DAM.encode())

    added = adding.add(record.database, wanted(), jobs.Options(), workers=1)
    assert next(added).name == "first"
    more.set()
    assert [one.name for one in added] == ["second"]


def test_what_is_no_longer_wanted_is_not_read(record: records.Record) -> None:
    asked = 0

    def wanted() -> Any:
        nonlocal asked
        for asked in range(1_000_000):
            yield jobs.Job(f"n{asked}", f"{FERRY} {asked}".encode())

    added = adding.add(record.database, wanted(), jobs.Options(engine="rules"), workers=1)
    next(added)
    added.close()
    assert asked < 1_000


def test_an_error_of_the_thread_is_raised_after_what_came_before() -> None:
    def work(put: Any) -> None:
        put(1)
        raise ValueError("no more")

    with Ahead(work) as ahead:
        batches = ahead.batches(10, 60)
        assert next(batches) == [1]
        with pytest.raises(ValueError, match="no more"):
            next(batches)


@pytest.mark.parametrize("name", ["ferry.txt", "REF", "*erry*", "."])
def test_a_document_is_removed_by_key_ref_pattern_or_folder(
    folder: Path, place: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (added,) = objects(run("add", "--json", "--record", place, "ferry.txt"))
    Path("ferry.txt").write_text(CHANGED)
    run("add", "--record", place, "ferry.txt")
    result = run("remove", "--yes", "--record", place, added["ref"] if name == "REF" else name)
    assert (result.exit_code, result.stdout) == (0, "1 document removed\n")
    with records.open(place) as record, record.database.asking() as connection:
        for table in (schema.document, *schema.OF_A_DOCUMENT):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0


def test_a_corpus_is_removed_with_all_its_rows(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "record.db"
    run("add", "--record", place, folder)
    assert run("remove", "--yes", "--record", place, folder / "dams.jsonl").stdout == "2 documents removed\n"
    assert keys(place) == [f"{folder}/ferry.txt"]


def test_nothing_is_removed_without_a_yes_or_when_a_name_means_nothing(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "record.db"
    run("add", "--record", place, folder / "ferry.txt")
    asked = run("remove", "--record", place, "*")
    assert (asked.exit_code, asked.stderr) == (1, "onrecord: 1 document would be removed; say so with --yes\n")
    wrong = run("remove", "--yes", "--record", place, "*", "nowhere.txt")
    assert (wrong.exit_code, wrong.stderr) == (1, "onrecord: nowhere.txt: no document of the record is called this\n")
    assert len(keys(place)) == 1


def test_removing_from_no_record_makes_none(tmp_path: Path) -> None:
    result = run("remove", "--yes", "--record", tmp_path / "none.db", "x")
    assert result.exit_code == 1
    assert not (tmp_path / "none.db").exists()


def test_reading_imports_nothing_of_the_record(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(DAM)
    code = (
        "import sys; from onrecord.cli import main; main(['read', '--json', sys.argv[1]], standalone_mode=False);"
        "print('sqlalchemy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, path], capture_output=True).stdout.endswith(b"False\n")


def test_what_took_long_to_read_is_not_lost_at_the_end(record: records.Record) -> None:
    def wanted() -> Any:
        yield jobs.Job("first", FERRY.encode())
        time.sleep(0.1)

    assert len(list(adding.add(record.database, wanted(), jobs.Options(), workers=1))) == 1
