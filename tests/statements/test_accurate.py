"""The engine ``accurate`` where what it needs is not there: one line that says what to install."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import cli, read
from onrecord.statements import accurate
from onrecord.statements.tagger import WeightsError
from onrecord.statements.transformer import weights

TEXT = "Ida Berg said that the dam would hold.\n"


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    found: Callable[[str], object] = weights.find_spec
    monkeypatch.setattr(weights, "find_spec", lambda name: None if name in weights.NEEDS else found(name))


@pytest.fixture
def without_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "NEEDS", ())
    monkeypatch.setattr(weights.metadata, "entry_points", lambda **_: [])


def told(*arguments: str) -> str:
    """What the command line tells in one line before it ends with 1."""
    result = CliRunner().invoke(cli.main, arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.strip().count("\n") == 0
    return result.stderr.strip()


@pytest.mark.usefixtures("without_extra")
def test_a_missing_extra_is_told_with_the_line_that_installs_it(tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text(TEXT)
    expected = "the engine accurate needs onnxruntime and tokenizers: pip install 'onrecord[accurate]'"
    for command in (("read", str(tmp_path / "dam.txt")), ("check", str(tmp_path / "dam.txt")), ("demo",)):
        assert told(command[0], "--engine", "accurate", *command[1:]) == f"onrecord: {expected}"
    with pytest.raises(WeightsError, match="onrecord\\[accurate\\]"):
        read(TEXT, engine="accurate")


@pytest.mark.usefixtures("without_weights")
def test_missing_weights_are_told_with_the_line_that_installs_them(tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text(TEXT)
    line = told("read", "--engine", "accurate", str(tmp_path / "dam.txt"))
    assert line == "onrecord: the engine accurate has no weights here: pip install onrecord-en-accurate"
    with pytest.raises(WeightsError, match="pip install onrecord-en-accurate"):
        read(TEXT, engine="accurate")


def test_weights_of_ones_own_are_for_the_engine_accurate_alone(tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text(TEXT)
    result = CliRunner().invoke(cli.main, ["read", "--weights", str(tmp_path), str(tmp_path / "dam.txt")])
    assert result.exit_code == 2
    assert "--engine accurate" in result.stderr


@pytest.mark.usefixtures("without_weights")
def test_the_other_engines_need_neither(tmp_path: Path) -> None:
    assert read(TEXT, engine="fast").statements
    with pytest.raises(WeightsError):
        accurate.check_ready()
