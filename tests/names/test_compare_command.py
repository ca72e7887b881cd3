"""``onrecord names compare``, as a person in a shell meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord import cli

TABLE = "name_a\tlang_a\tname_b\tlang_b\tnote\n"
ROW = "Anną Nowak\tpl\tАнна Новак\tru\tfrom a letter\n"


def run(*arguments: str | Path, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli.main, ["names", "compare", *map(str, arguments)], input=text)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.tsv"
    path.write_text(TABLE + ROW, encoding="utf-8")
    return path


def test_score_and_verdict_are_added_and_other_columns_kept(table: Path) -> None:
    result = run(table)
    assert result.exit_code == 0
    head, row = result.stdout.splitlines()
    assert head == TABLE.rstrip() + "\tscore\tverdict"
    assert row.startswith(ROW.rstrip() + "\t")
    score, verdict = row.split("\t")[5:]
    assert 0.7 <= float(score) <= 1
    assert verdict == "same"


def test_a_dash_is_standard_input() -> None:
    assert run("-", text=TABLE + ROW).stdout.splitlines()[1].endswith("\tsame")


def test_the_reason_is_added_when_asked_for(table: Path) -> None:
    head, row = run(table, "--reason").stdout.splitlines()
    assert head.endswith("\tscore\tverdict\treason")
    assert row.split("\t")[-1]


def test_the_output_can_be_a_file(table: Path, tmp_path: Path) -> None:
    assert run(table, "--out", tmp_path / "compared.tsv").stdout == ""
    assert (tmp_path / "compared.tsv").read_text(encoding="utf-8").splitlines() == run(table).stdout.splitlines()


def test_a_table_is_not_overwritten_by_its_own_comparison(table: Path) -> None:
    result = run(table, "--out", table)
    assert result.exit_code == 1
    assert table.read_text(encoding="utf-8") == TABLE + ROW


def test_columns_may_stand_in_any_order_and_languages_be_missing() -> None:
    result = run("-", text="id\tname_b\tname_a\n7\tInes Falk\tInes Falk\n")
    assert result.stdout.splitlines()[1] == "7\tInes Falk\tInes Falk\t1.000\tsame"


def test_a_table_compared_before_is_compared_anew() -> None:
    result = run("-", text="name_a\tscore\tname_b\tverdict\nInes Falk\t0.1\tInes Falk\tdifferent\n")
    assert result.stdout.splitlines() == ["name_a\tname_b\tscore\tverdict", "Ines Falk\tInes Falk\t1.000\tsame"]


def test_quotes_marks_and_line_ends_of_any_kind_are_taken_as_they_are() -> None:
    text = '\ufeffname_a\tname_b\r\n"Ines Falk\tInes "Falk"\r\n\r\n\t\r\n'
    lines = run("-", text=text.encode()).stdout.splitlines()
    assert lines[1].endswith("\t1.000\tsame")
    assert lines[2] == "\t\t0.000\tdifferent"
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "there is nothing in it"),
        (b"a\tb\n", "line 1: no column name_a and no column name_b"),
        (b"name_a,name_b\n", "line 1: no column name_a"),
        (b"name_a\tname_b\nA\tB\nInes\n", "line 3: 1 columns, where the first line has 2"),
        (b"name_a\tname_b\n\xff\xfe\tB\n", "line 2: not UTF-8 text"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, text: bytes, message: str) -> None:
    path = tmp_path / "wrong.tsv"
    path.write_bytes(text)
    result = run(path)
    assert result.exit_code == 1
    assert f"{path}" in result.stderr
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_rows_before_a_wrong_one_are_compared() -> None:
    result = run("-", text="name_a\tname_b\nInes Falk\tInes Falk\nInes\n")
    assert result.exit_code == 1
    assert "1.000\tsame" in result.stdout
    assert "standard input: line 3" in result.stderr


def test_a_missing_file_is_told_in_one_line(tmp_path: Path) -> None:
    result = run(tmp_path / "none.tsv")
    assert result.exit_code == 2
    assert "none.tsv" in result.stderr


def test_a_reader_that_leaves_early_is_nothing_to_tell_of(tmp_path: Path) -> None:
    path = tmp_path / "long.tsv"
    path.write_text(TABLE + ROW * 20_000, encoding="utf-8")
    command = [sys.executable, "-m", "onrecord", "names", "compare", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
