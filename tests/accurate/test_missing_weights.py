"""Weights of the engine ``accurate`` that are not as they should be, and how it runs them."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from onrecord import cli, read
from onrecord.statements.tagger import WeightsError
from onrecord.statements.transformer import weights as own
from onrecord.statements.transformer.weights import ABOUT, MODEL, TOKENIZER, read_folder

TEXT = "Ida Berg said that the dam would hold.\n"


@pytest.fixture
def folder(weights: Path, tmp_path: Path) -> Path:
    """A copy of the weights that may be spoiled."""
    made = tmp_path / "weights"
    made.mkdir()
    for name in (MODEL, TOKENIZER, ABOUT):
        shutil.copy(weights / name, made / name)
    return made


def refused(folder: Path) -> str:
    """The one line that tells why the folder is refused, by the library and by the command line alike."""
    with pytest.raises(WeightsError) as caught:
        read_folder(folder, 1)
    article = folder.parent / "dam.txt"
    article.write_text(TEXT, encoding="utf-8")
    told = CliRunner().invoke(cli.main, ["read", "--engine", "accurate", "--weights", str(folder), str(article)])
    assert told.exit_code == 1
    assert told.stderr.strip() == f"onrecord: {caught.value}"
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_weights_in_a_folder_of_ones_own_are_read(folder: Path) -> None:
    document = read(TEXT, engine="accurate", weights=folder)
    assert [s.why.partition(":")[0] for s in document.statements] == ["accurate"]


@pytest.mark.parametrize("name", [MODEL, TOKENIZER, ABOUT])
def test_missing_files_are_told(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert f"{name}: the weights are missing; pip install onrecord-en-accurate" in refused(folder)


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
def test_damaged_files_are_told(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 0xFF
    (folder / name).write_bytes(data)
    assert f"{name}: damaged weights" in refused(folder)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{\xff}"])
def test_a_damaged_description_is_told(folder: Path, data: bytes) -> None:
    (folder / ABOUT).write_bytes(data)
    assert f"{ABOUT}: damaged weights" in refused(folder)


@pytest.mark.parametrize(("key", "value"), [("format", 99), ("seen", 1)])
def test_weights_of_another_version_are_told(folder: Path, key: str, value: int) -> None:
    about = msgspec.json.decode((folder / ABOUT).read_bytes())
    (folder / ABOUT).write_bytes(msgspec.json.encode({**about, key: value}))
    assert f"{ABOUT}: weights of another version of onrecord" in refused(folder)


def test_a_folder_without_weights_is_told(tmp_path: Path, weights: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "the weights are missing" in refused(tmp_path / "empty")


@pytest.mark.parametrize("threads", [1, 2])
def test_onnxruntime_runs_in_the_threads_asked_for(
    weights: Path, monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    import onnxruntime

    asked: list[Any] = []

    class Session(onnxruntime.InferenceSession):  # type: ignore[misc]
        def __init__(self, model: Any, options: Any, **settings: Any):
            asked.append(options)
            super().__init__(model, options, **settings)

    monkeypatch.setattr(onnxruntime, "InferenceSession", Session)
    own.known_folder.cache_clear()
    read(TEXT, engine="accurate", threads=threads)
    own.known_folder.cache_clear()
    assert [(one.intra_op_num_threads, one.inter_op_num_threads) for one in asked] == [(threads, 1)]


def test_more_threads_read_the_same(weights: Path) -> None:
    assert read(TEXT, engine="accurate", threads=2) == read(TEXT, engine="accurate", threads=1)


def test_the_weights_fit_a_wheel_of_25_megabytes(weights: Path) -> None:
    assert sum(len(zlib.compress((weights / name).read_bytes())) for name in (MODEL, TOKENIZER, ABOUT)) <= 25_000_000
