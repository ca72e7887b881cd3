"""Files of every kind, folders and corpora through `onrecord read`: what is read, what is told, in which form."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from intake.docx_files import docx, paragraph
from intake.pdf_files import pages, story
from intake.test_mail import mail, part
from onrecord import cli, files
from onrecord.files import Job, count, expand

SAID = "“It holds,” Mayor Ada Berg said on Monday. She denied that the dam was for sale."


def run(*arguments: str | Path, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments], input=text)


def read_lines(result: Result) -> list[tuple[str, str]]:
    return [(found["id"], found["text"]) for found in map(json.loads, result.stdout.splitlines())]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of each kind, and one that is broken."""
    (tmp_path / "a.pdf").write_bytes(pages(story(SAID)))
    (tmp_path / "b.docx").write_bytes(docx(paragraph(SAID)))
    (tmp_path / "c.eml").write_bytes(mail(part("text/plain", SAID)))
    (tmp_path / "d.csv").write_text(f'text,id\n"{SAID}",d1\n,d2\n')
    (tmp_path / "e.jsonl").write_text(json.dumps({"text": SAID}) + "\n{\n")
    (tmp_path / "f.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    (tmp_path / "g.txt").write_text(SAID)
    (tmp_path / "h.png").write_bytes(b"\x89PNG")
    return tmp_path


@pytest.mark.parametrize("workers", ["1", "2"])
def test_files_of_every_kind_in_a_folder_are_read_and_what_is_broken_is_told(folder: Path, workers: str) -> None:
    result = run("read", "--json", "--until", "intake", "--workers", workers, folder)
    assert result.exit_code == 1
    found = read_lines(result)
    assert [id_ for id_, _ in found] == ["a", "b", "c", "d1", "e-1", "g"]
    assert all(text.endswith(SAID) for _, text in found)
    assert result.stderr.splitlines() == [
        f"onrecord: {folder / 'd.csv'}: row 2: line 3: the row has no text",
        f"onrecord: {folder / 'e.jsonl'}: row 2: line 2: the line is no JSON",
        f"onrecord: {folder / 'f.pdf'}: a PDF file that is damaged or cut short",
        "onrecord: 3 of 9 documents could not be read",
    ]


def test_many_rows_come_out_in_order_whatever_the_number_of_workers(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    lines = [json.dumps({"text": f"{SAID} {n}", "id": n}) if n % 50 else "{" for n in range(300)]
    path.write_text("\n".join(lines))
    one, two = (run("read", "--json", "--workers", workers, path) for workers in ("1", "2"))
    assert one.stdout_bytes == two.stdout_bytes
    assert one.stderr == two.stderr
    assert [id_ for id_, _ in read_lines(one)] == [str(n) for n in range(300) if n % 50]
    assert one.stderr.endswith("6 of 300 documents could not be read\n")


def test_a_corpus_with_a_wrong_column_name_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(f'body,id\n"{SAID}",1\n"{SAID}",2\n')
    result = run("read", path)
    assert result.exit_code == 1
    assert result.stderr == f"onrecord: {path}: no column is named text; its columns are: body, id\n"


def test_a_wrong_date_on_the_command_line_is_told_once(folder: Path) -> None:
    result = run("read", "--published", "yesterday", folder)
    assert result.exit_code == 1
    assert result.stderr.startswith("onrecord: --published: the publication date 'yesterday' is not a date")
    assert len(result.stderr.splitlines()) == 1


def test_what_is_read_as_json_is_a_corpus_again(tmp_path: Path, folder: Path) -> None:
    out = tmp_path / "read.ndjson"
    run("read", "--json", "--out", out, folder / "g.txt", folder / "b.docx")
    assert [id_ for id_, _ in read_lines(run("read", "--json", out))] == ["g", "b"]


def test_the_output_is_never_one_of_the_files_of_a_folder(folder: Path) -> None:
    before = (folder / "e.jsonl").read_bytes()
    result = run("read", "--json", "--out", folder / "e.jsonl", folder)
    assert result.exit_code == 1
    assert "would be overwritten" in result.stderr
    assert (folder / "e.jsonl").read_bytes() == before


def test_csv_is_one_table_of_all_files_with_a_row_a_statement(folder: Path) -> None:
    result = run("read", "--csv", folder / "g.txt", folder / "a.pdf")
    found = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert {row["document_id"] for row in found} == {"g", "a"}
    assert {row["speaker"] for row in found if row["cue"] == "said"} == {"Ada Berg"}


def test_html_is_one_page_of_all_files(folder: Path) -> None:
    result = run("read", "--html", folder / "g.txt", folder / "b.docx")
    assert result.stdout.startswith("<!DOCTYPE html>")
    assert result.stdout.count("<article ") == 2
    assert result.stdout.rstrip().endswith("</html>")


@pytest.mark.parametrize(("form", "sign"), [("--json", '"id":"s2"'), ("--csv", ",s2,"), ("--html", "s2</a>")])
def test_a_level_of_confidence_holds_for_every_form_and_for_rows(folder: Path, form: str, sign: str) -> None:
    for path in (folder / "g.txt", folder / "d.csv"):
        assert sign in run("read", form, path).stdout
        assert sign not in run("read", form, "--min-confidence", "1", path).stdout


def test_one_form_at_a_time(folder: Path) -> None:
    result = run("read", "--json", "--csv", folder / "g.txt")
    assert result.exit_code == 2
    assert result.stderr == "onrecord: --json and --csv: give one of them\n"


@pytest.mark.parametrize("form", ["--csv", "--html"])
def test_when_nothing_could_be_read_the_form_is_still_whole(folder: Path, form: str) -> None:
    result = run("read", form, folder / "f.pdf")
    assert result.exit_code == 1
    assert result.stdout.startswith("document_id," if form == "--csv" else "<!DOCTYPE html>")


def test_standard_input_may_be_any_kind_but_a_corpus() -> None:
    for data in (pages(story(SAID)), docx(paragraph(SAID)), mail(part("text/plain", SAID)), SAID.encode()):
        ((id_, text),) = read_lines(run("read", "--json", "-", text=data))
        assert id_ == "stdin"
        assert text.endswith(SAID)


def test_a_corpus_on_standard_input_is_told_and_not_read_as_text() -> None:
    result = run("read", "-", text=json.dumps({"id": "a", "text": SAID}) + "\n")
    assert result.exit_code == 1
    assert result.stderr == "onrecord: stdin: JSON; a corpus is read from a file whose name ends in .jsonl\n"


def test_what_will_come_is_counted_where_it_is_not_too_much(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = expand([str(folder)])
    assert count(jobs) == 9
    assert count([Job("-", b"text")]) == 1
    monkeypatch.setattr(files, "_COUNTED", 10)
    assert count(jobs) is None


def test_reading_text_imports_nothing_that_other_kinds_need(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SAID)
    heavy = "('pypdfium2', 'lxml', 'trafilatura', 'email.message', 'charset_normalizer', 'rich')"
    code = (
        "import sys; from onrecord.cli import main; main(sys.argv[1:], standalone_mode=False);"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, "read", "--json", path], capture_output=True, check=True
    ).stdout
    assert said.endswith(b"[]\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a disk that is always full")
@pytest.mark.parametrize("form", ["--json", "--csv", "--html"])
def test_a_full_disk_is_told_in_a_line(folder: Path, form: str) -> None:
    result = run("read", form, "--out", "/dev/full", folder / "g.txt")
    assert result.exit_code == 1
    assert result.stderr == "onrecord: /dev/full: No space left on device\n"
