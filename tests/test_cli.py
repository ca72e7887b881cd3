"""The commands, as a person in a shell meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord import __version__, cli, options, reader
from onrecord.document import Document

ARTICLE = 'The harbour was closed on Monday.\n\n"We will reopen it in June," said Mayor Ines Falk.\n'
PAGE = "<html><body><p>Rain fell on Monday, and the fields were wet.</p></body></html>"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def run(*arguments: str | Path, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments], input=text)


def test_read_json_writes_one_document_a_line(article: Path) -> None:
    result = run("read", "--json", article)
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    document = Document.from_json(line)
    assert (document.id, document.text) == ("harbour", ARTICLE)


def test_read_shows_the_text_and_who_said_what(article: Path) -> None:
    result = run("read", article)
    assert result.exit_code == 0
    assert '[s1] "We will reopen it in June,"' in result.stdout
    assert "Ines Falk" in result.stdout.split("who → to whom")[1]


def test_a_dash_reads_standard_input_under_the_id_stdin() -> None:
    result = run("read", "--json", "-", text=ARTICLE)
    assert json.loads(result.stdout)["id"] == "stdin"


def test_what_the_text_does_not_say_can_be_given(article: Path) -> None:
    given = ("--published", "2026-03-02", "--outlet", "Vesthavn Post", "--url", "https://post.example/1")
    document = json.loads(
        run("read", "--json", *given, "--title", "Harbour", "--language", "en", article).stdout
    )
    assert [document[key] for key in ("published", "outlet", "url", "title", "language")] == [
        "2026-03-02", "Vesthavn Post", "https://post.example/1", "Harbour", "en"
    ]  # fmt: skip


def test_until_stops_the_road_there(article: Path) -> None:
    document = json.loads(run("read", "--json", "--until", "intake", article).stdout)
    assert document["blocks"]
    assert not document["statements"]


@pytest.mark.parametrize("engine", ["rules", "fast"])
def test_every_engine_is_accepted(article: Path, engine: str) -> None:
    assert run("read", "--json", "--engine", engine, article).exit_code == 0


def test_engines_and_stages_are_the_readers() -> None:
    assert (options.ENGINES, options.STAGES) == (reader.ENGINES, reader.STAGES)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_one_bad_file_is_told_in_a_line_and_the_others_are_read_in_order(
    tmp_path: Path, article: Path, workers: str
) -> None:
    later = tmp_path / "aaa.txt"
    later.write_text("Nothing was said.\n")
    missing, junk = tmp_path / "missing.txt", tmp_path / "junk.txt"
    junk.write_bytes(bytes(range(256)) * 20)
    result = run("read", "--json", "--workers", workers, article, missing, junk, later)
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["harbour", "aaa"]
    first, second, summary = result.stderr.splitlines()
    assert first == f"onrecord: {missing}: No such file or directory"
    assert second.startswith(f"onrecord: {junk}: ")
    assert summary == "onrecord: 2 of 4 files could not be read"


def test_a_folder_means_the_readable_files_under_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "skipped.png", ".hidden.txt", "deeper/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PAGE if name.endswith("html") else "Rain fell.\n")
    result = run("read", "--json", tmp_path)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b", "c"]


def test_a_folder_with_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    result = run("read", tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path}: no .htm" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_out_writes_a_file_and_never_over_the_input(tmp_path: Path, article: Path) -> None:
    out = tmp_path / "read.jsonl"
    result = run("read", "--json", "--out", out, article)
    assert (result.exit_code, result.stdout) == (0, "")
    assert Document.from_json(out.read_bytes()).id == "harbour"
    assert run("read", "--out", article, article).exit_code == 1
    assert article.read_text(encoding="utf-8") == ARTICLE
    assert "No such file" in run("read", "--out", tmp_path / "no" / "where", article).stderr


def test_json_is_the_same_bytes_whatever_the_number_of_workers(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(ARTICLE * (number + 1), encoding="utf-8")
    one, two = (run("read", "--json", "--workers", n, tmp_path).stdout_bytes for n in ("1", "2"))
    assert one
    assert one == two


def test_demo_reads_every_bundled_dispatch_or_the_named_one() -> None:
    from onrecord.demo import DISPATCHES

    lines = run("demo", "--json").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [dispatch.name for dispatch in DISPATCHES]
    named = run("demo", "--json", DISPATCHES[1].name).stdout.splitlines()
    assert [json.loads(line)["id"] for line in named] == [DISPATCHES[1].name]
    assert "who → to whom" in run("demo", DISPATCHES[0].name).stdout


def test_demo_list_names_the_dispatches_and_an_unknown_name_is_told() -> None:
    from onrecord.demo import DISPATCHES

    listed = run("demo", "--list").stdout
    assert all(dispatch.name in listed for dispatch in DISPATCHES)
    unknown = run("demo", "no-such")
    assert unknown.exit_code == 1
    assert DISPATCHES[0].name in unknown.stderr


def test_evaluate_prints_the_figures_of_a_reading_and_of_a_prediction(tmp_path: Path) -> None:
    content = ARTICLE.index('"We')
    gold = tmp_path / "gold.jsonl"
    statement = {
        "kind": "direct",
        "content": [[content, content + len('"We will reopen it in June,"')]],
        "source": [[start := ARTICLE.index("Mayor"), start + len("Mayor Ines Falk")]],
        "cue": [[start - 5, start - 1]],
    }
    gold.write_text(json.dumps({"id": "g", "text": ARTICLE, "statements": [statement]}) + "\n")
    figures = json.loads(run("evaluate", gold, "--json").stdout)
    assert figures["all"]["stmt"] == [100.0, 100.0, 100.0]
    same = json.loads(run("evaluate", gold, "--json", "--prediction", gold, "--min-f1", "1").stdout)
    assert same["direct"]["exact"] == [100.0, 100.0, 100.0]
    assert "stmt F1" in run("evaluate", gold).stdout
    doubled = run("evaluate", gold, gold)
    assert doubled.exit_code == 1
    assert "two gold documents have the id 'g'" in doubled.stderr


def test_evaluate_tells_a_gold_file_with_no_document(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    result = run("evaluate", tmp_path / "empty.jsonl")
    assert result.exit_code == 1
    assert result.stderr.endswith("empty.jsonl: there is no document in this file\n")


def test_evaluate_tells_a_file_that_is_no_gold(article: Path) -> None:
    result = run("evaluate", article)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert f"{article}: line 1" in result.stderr


@pytest.mark.parametrize("command", ["", *sorted(cli.main.commands)])
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert "Example:\n" in result.stdout
    assert f"  onrecord {command}" in result.stdout.split("Example:")[1]


@pytest.mark.parametrize(
    "start", [[sys.executable, "-m", "onrecord"], [str(Path(sys.executable).with_name("onrecord"))]]
)
def test_both_ways_to_start_say_the_version(start: list[str]) -> None:
    said = subprocess.run([*start, "--version"], capture_output=True, text=True, check=True).stdout
    assert said == f"onrecord {__version__}\n"


def test_output_into_a_pipe_has_no_colour_and_keeps_lines_whole(article: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "COLUMNS")}
    article.write_text("word " * 100 + "\n" + ARTICLE, encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-m", "onrecord", "read", article], capture_output=True, check=True, env=environment
    ).stdout.decode()
    assert "\x1b" not in said
    assert "word " * 99 in said


def test_reading_json_needs_no_terminal_library(article: Path) -> None:
    code = (
        "import sys; from onrecord.cli import main; main(sys.argv[1:], standalone_mode=False);"
        "print('rich' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, "read", "--json", article], capture_output=True, check=True
    ).stdout
    assert said.endswith(b"False\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["read", "--engine", "oracle", "x"], "'oracle' is not one of 'rules', 'fast', 'accurate'"),
        (["read"], "Missing argument 'FILE...'"),
        (["recite"], "No such command 'recite'"),
        (["evaluate", "nowhere.jsonl"], "'nowhere.jsonl' does not exist"),
        (["read", "--published", "yesterday", "-"], "'yesterday' is not a date"),
        (["read", "--language", "!!", "-"], "--language: the language '!!' is no code like en"),
    ],
)
def test_an_error_is_one_line(arguments: list[str], told: str) -> None:
    result = run(*arguments, text=ARTICLE)
    assert result.exit_code != 0
    assert told in result.stderr
    assert result.stderr.startswith("onrecord: ")
    assert len(result.stderr.splitlines()) == 1
