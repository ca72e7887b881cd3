"""The commands that ask a record, as a person in a shell meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from lxml import etree

from onrecord import record as records
from onrecord.cli import main
from onrecord.document import Finding

from .writing import Said, document

FALK, LIND = "Ines Falk", "Oskar Lind"
ATOM = "{http://www.w3.org/2005/Atom}"


def run(place: str, *arguments: str) -> Result:
    name, *rest = arguments
    words = name.split()
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, [*words, "--record", place, *rest])


def keep(place: str, key: str, content: str, url: str | None = None, severity: str | None = None) -> None:
    made = document([Said(content, FALK, LIND)], published="2025-02-03", outlet="Vesthavn Post", met=(FALK, LIND))
    findings = (Finding("unnamed-source", severity, "Nobody is named.", ((0, 4),)),) if severity else ()  # type: ignore[arg-type]
    with records.open(place) as record:
        record.keep([msgspec.structs.replace(made, url=url, findings=findings)], [key])


@pytest.fixture
def town(place: str) -> str:
    keep(place, "first", "the ferry sails from Łódź")
    return place


def test_search_shows_who_said_it_and_what_to_cite(town: str) -> None:
    result = run(town, "search", "lodz", "--speaker", "falk")
    assert result.exit_code == 0
    assert "Ines Falk → Oskar Lind  2025-02-03" in result.stdout
    assert "the ferry sails from Łódź" in result.stdout
    assert "#s1" in result.stdout


def test_search_writes_json_and_csv(town: str) -> None:
    (line,) = run(town, "search", "ferry", "--json").stdout.splitlines()
    told = json.loads(line)
    assert (told["speaker"], told["hits"]) == (FALK, [[4, 9]])
    (row,) = csv.DictReader(io.StringIO(run(town, "search", "ferry", "--csv").stdout))
    assert (row["hits"], row["addressees"], row["negated"]) == ("4-9", LIND, "false")
    both = run(town, "search", "--csv", "--json")
    assert (both.exit_code, "give one of them" in both.stderr) == (2, True)


OPERATORS = ['"', "(((", "a AND NOT OR", "x:y^z", "'; DROP TABLE statement; --", "\\", "* -", "%_"]


@pytest.mark.parametrize("words", OPERATORS)
def test_any_string_is_answered(town: str, words: str) -> None:
    result = run(town, "search", "--", words)
    assert (result.exit_code, result.stderr) == (0, "")
    assert run(town, "search", "ferry", "--json").stdout


@pytest.mark.parametrize("wrong", [("--since", "soon"), ("--until", "2025-13")])
def test_what_is_no_date_is_told_in_a_line(town: str, wrong: tuple[str, str]) -> None:
    result = run(town, "search", *wrong)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "write a date as" in result.stderr


def test_a_record_that_is_not_there_is_told_in_a_line(tmp_path: Path) -> None:
    for command in ("search", "people", "person x", "occasions", "stats", "check", "watch list", "watch run"):
        result = run(str(tmp_path / "none.db"), command)
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert not (tmp_path / "none.db").exists()


def test_place_is_a_filter_and_record_says_where_the_record_is(town: str) -> None:
    assert run(town, "search", "--place", "nowhere").stdout == "Nothing found.\n"
    assert run(town, "occasions", "--place", "nowhere").stdout == "Nothing found.\n"


def test_people_person_occasions_and_stats(town: str) -> None:
    assert FALK in run(town, "people", "falk").stdout
    page = run(town, "person", FALK).stdout
    assert "met: Oskar Lind (1)" in page
    assert "reported by: Vesthavn Post (1)" in page
    assert json.loads(run(town, "person", FALK, "--json").stdout)["number"] == 1
    assert "Ines Falk, Oskar Lind" in run(town, "occasions").stdout
    assert json.loads(run(town, "stats", "--json").stdout)["statements"] == 1
    nobody = run(town, "person", "Ada Moe")
    assert (nobody.exit_code, nobody.stderr.count("\n")) == (1, 1)


@pytest.mark.parametrize(("severity", "code"), [(None, 0), ("warning", 0), ("error", 1)])
def test_check_without_files_tells_the_findings_of_the_record(town: str, severity: str | None, code: int) -> None:
    keep(town, "second", "the tram", severity=severity)
    result = run(town, "check")
    assert result.exit_code == code
    assert result.stdout.startswith("second\n" if severity else "2 documents: no findings")
    found = run(town, "check", "--json").stdout.splitlines()
    assert [json.loads(line)["file"] for line in found] == (["second"] if severity else [])


def test_a_watch_tells_what_came_since_the_last_run(town: str) -> None:
    assert run(town, "watch add", "ferries", "ferr*", "--speaker", "falk").exit_code == 0
    assert run(town, "watch run").stdout == "ferries: nothing new\n"
    keep(town, "second", "the ferries are late")
    keep(town, "third", "the tram is late")
    (line,) = run(town, "watch run", "ferries", "--json").stdout.splitlines()
    assert (json.loads(line)["watch"], json.loads(line)["content"]) == ("ferries", "the ferries are late")
    assert run(town, "watch run", "ferries", "--json").stdout == ""
    keep(town, "first", "the ferry has sunk")
    assert "1 new statement" in run(town, "watch run").stdout
    assert "ferr*" in run(town, "watch list").stdout
    assert run(town, "watch remove", "ferries").exit_code == 0
    assert run(town, "watch run", "ferries").exit_code == 1


def test_a_watch_is_kept_once_under_a_name_and_only_if_it_is_a_search(town: str) -> None:
    assert run(town, "watch add", "ferries", "--since", "soon").exit_code == 1
    assert run(town, "watch add", "ferries").exit_code == 0
    taken = run(town, "watch add", "ferries")
    assert (taken.exit_code, taken.stderr.count("\n")) == (1, 1)


def test_the_feed_is_atom_with_ids_that_stay(town: str, tmp_path: Path) -> None:
    file = tmp_path / "ferries.xml"
    run(town, "watch add", "ferries", "ferry")
    keep(town, "second", "the ferry & <the> pier\x01", url="https://example.org/a?b&c")
    assert run(town, "watch run", "ferries", "--atom", str(file)).exit_code == 0
    before = etree.parse(file).getroot()
    assert before.tag == f"{ATOM}feed"
    for part in ("id", "title", "updated", "author"):
        assert before.find(f"{ATOM}{part}") is not None
    entries = before.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}content") for entry in entries] == [
        "the ferry & <the> pier\ufffd", "the ferry sails from Łódź",
    ]  # fmt: skip
    assert all(entry.findtext(f"{ATOM}{part}") for entry in entries for part in ("id", "title", "updated"))
    keep(town, "third", "no ferry")
    run(town, "watch run", "ferries", "--atom", str(file))
    after = [entry.findtext(f"{ATOM}id") for entry in etree.parse(file).getroot().findall(f"{ATOM}entry")]
    assert set(after[1:]) == {entry.findtext(f"{ATOM}id") for entry in entries}


def test_a_feed_that_cannot_be_written_leaves_all_new(town: str, tmp_path: Path) -> None:
    run(town, "watch add", "ferries", "ferry")
    keep(town, "second", "the ferry is late")
    failed = run(town, "watch run", "ferries", "--atom", str(tmp_path / "none" / "a.xml"))
    assert (failed.exit_code, failed.stderr.count("\n")) == (1, 1)
    assert len(run(town, "watch run", "--json").stdout.splitlines()) == 1
