"""``onrecord check``: the report, its forms, exit codes, settings and baseline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main

MARKED = "The mill closed in May.[1] The owner left.[2]\n\n[1] Vesthavn Post, May 3, 2024.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mill.txt").write_text(MARKED, encoding="utf-8")
    (tmp_path / "sound.txt").write_text("The mill closed in May.\n", encoding="utf-8")
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def findings(*arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in check("--json", *arguments).stdout.splitlines()]


def test_the_report_shows_place_message_and_carets(folder: Path) -> None:
    lines = check("mill.txt", "sound.txt").stdout.splitlines()
    assert lines[0] == "mill.txt"
    assert lines[1] == "  1:43  warning  marker [2] has no note; there are notes 1  [marker-without-note]"
    assert lines[3].index("^^^") == lines[2].index("[2]")
    assert lines[-1] == "2 documents: 1 warning"


def test_carets_stand_under_wide_characters_and_in_long_lines(folder: Path) -> None:
    text = "word " * 60 + "東京 closed.[1] The owner left.[2]\n\n[1] Vesthavn Post, May 3, 2024.\n"
    (folder / "long.txt").write_text(text, encoding="utf-8")
    _, _, excerpt, carets, *_ = check("long.txt").stdout.splitlines()
    assert carets.index("^") == excerpt.index("[2]") + 2
    assert len(excerpt) < 120


@pytest.mark.parametrize(("fail_on", "code"), [("note", 1), ("warning", 1), ("error", 0), ("never", 0)])
def test_the_exit_code_is_one_when_a_finding_is_grave_enough(folder: Path, fail_on: str, code: int) -> None:
    assert check("mill.txt", "--fail-on", fail_on).exit_code == code


def test_broken_input_fails_by_itself(folder: Path) -> None:
    (folder / "broken.txt").write_bytes(b"The mill\0 closed in May.")
    result = check("broken.txt")
    assert result.exit_code == 1
    assert "[broken-input]" in result.stdout


def test_a_file_that_cannot_be_read_fails_and_the_others_are_checked(folder: Path) -> None:
    result = check("missing.txt", "mill.txt")
    assert result.exit_code == 1
    assert "marker-without-note" in result.stdout
    assert "missing.txt" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("mill.txt", "--skip", "nonsense"), "nonsense"),
        (("mill.txt", "--json", "--format", "sarif"), "--json"),
        (("mill.txt", "--fail-on", "fatal"), "fatal"),
        (("mill.txt", "--baseline", "mill.txt"), "mill.txt"),
    ],
)
def test_wrong_usage_is_one_line_and_code_two(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    result = check(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_check_is_left_out_by_skip_and_by_settings(folder: Path) -> None:
    assert findings("mill.txt", "--skip", "marker-without-note") == []
    (folder / "onrecord.toml").write_text('skip = ["marker-without-note"]\n', encoding="utf-8")
    assert findings("mill.txt") == []


def test_settings_change_severity_and_what_fails(folder: Path) -> None:
    (folder / "pyproject.toml").write_text(
        '[tool.onrecord]\nfail-on = "error"\n[tool.onrecord.severity]\nmarker-without-note = "error"\n',
        encoding="utf-8",
    )
    result = check("mill.txt", "--settings", "pyproject.toml")
    assert result.exit_code == 1
    assert "  error  " in result.stdout
    assert check("mill.txt", "--settings", "pyproject.toml", "--fail-on", "never").exit_code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("skip = [", "no TOML"),
        ("skipp = []", "skipp"),
        ('skip = ["nonsense"]', "nonsense"),
        ('fail-on = "fatal"', "fatal"),
        ('[severity]\nmarker-without-note = "fatal"', "fatal"),
        ('skip = "marker-without-note"', "list"),
    ],
)
def test_settings_that_cannot_be_read_are_told_with_their_file(folder: Path, content: str, said: str) -> None:
    (folder / "onrecord.toml").write_text(content, encoding="utf-8")
    result = check("mill.txt")
    assert result.exit_code == 2
    assert "onrecord.toml" in result.stderr
    assert said in result.stderr


def test_findings_of_the_baseline_stay_silent_when_text_is_put_in_before_them(folder: Path) -> None:
    assert check("mill.txt", "--write-baseline", "judged.json").exit_code == 0
    (folder / "mill.txt").write_text("The council met in the hall.\n\n" + MARKED, encoding="utf-8")
    assert findings("mill.txt", "--baseline", "judged.json") == []
    assert "1 finding of the baseline left out" in check("mill.txt", "--baseline", "judged.json").stdout


def test_a_finding_that_is_not_in_the_baseline_is_told(folder: Path) -> None:
    check("mill.txt", "--write-baseline", "judged.json")
    (folder / "mill.txt").write_text(MARKED.replace("left.[2]", "left.[2] He paid.[3]"), encoding="utf-8")
    (found,) = findings("mill.txt", "--baseline", "judged.json")
    assert found["spans"][0]["words"] == "[3]"


def test_json_has_places_and_words(folder: Path) -> None:
    (found,) = findings("mill.txt")
    assert (found["file"], found["document"], found["severity"]) == ("mill.txt", "mill", "warning")
    assert found["spans"] == [{"start": 42, "end": 45, "line": 1, "column": 43, "words": "[2]"}]


def test_sarif_names_rules_and_places(folder: Path) -> None:
    log = json.loads(check("mill.txt", "sound.txt", "--format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    (result,) = run["results"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "marker-without-note"
    assert result["level"] in ("note", "warning", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "mill.txt"}
    assert place["region"]["startLine"] == 1
    assert (place["region"]["startColumn"], place["region"]["endColumn"]) == (43, 46)
    assert run["columnKind"] == "unicodeCodePoints"
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert all(isinstance(value, str) for value in result["partialFingerprints"].values())


def test_findings_stand_in_what_read_writes(folder: Path) -> None:
    line = CliRunner().invoke(main, ["read", "--json", "mill.txt"]).stdout
    assert [finding["check"] for finding in json.loads(line)["findings"]] == ["marker-without-note"]
    line = CliRunner().invoke(main, ["read", "--json", "--until", "names", "mill.txt"]).stdout
    assert json.loads(line)["findings"] == []
