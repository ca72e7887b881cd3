"""The engine fast: weights and what becomes of them, what it adds to the rules, where it gives way to them."""

from __future__ import annotations

import io
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from onrecord import cli, read
from onrecord.demo import DISPATCHES
from onrecord.languages.pack import available
from onrecord.statements import fast
from onrecord.statements.tagger import WeightsError, weights

FOLDER = resources.files("onrecord.statements.tagger") / "weights"
TEXT = "The council voted on Monday.\n\nBerg said that the dam would hold. “It is ours,” she added.\n"


def stored(code: str = "pl") -> bytes:
    return (FOLDER / f"{code}.npz").read_bytes()


def repacked(**changed: np.ndarray) -> bytes:
    """The Polish weights with some arrays changed and a checksum that fits."""
    with np.load(io.BytesIO(stored())) as file:
        arrays = {name: file[name] for name in file.files if name != "about"}
    return weights.pack_weights("pl", {**arrays, **changed})


@pytest.fixture(autouse=True)
def _weights_are_loaded_anew() -> None:
    weights.weights_of.cache_clear()


@pytest.mark.parametrize("code", available())
def test_every_language_with_weights_has_a_model_card_and_they_are_small(code: str) -> None:
    assert weights.weights_of(code) is not None
    assert len(stored(code)) <= 6_000_000
    card = (FOLDER / f"{code}.md").read_text(encoding="utf-8")
    for part in ("Data", "Licences", "Figures", "Limits", "train/fast.py"):
        assert part in card


def test_damaged_weights_are_one_line_that_says_what_to_do() -> None:
    whole = stored()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0xFF
    for data in (b"", b"no weights", whole[:-100], whole[: len(whole) // 2], bytes(flipped)):
        with pytest.raises(WeightsError, match=r"^pl\.npz: damaged weights; install onrecord again") as caught:
            weights.read_weights(data, "pl.npz", "pl")
        assert "\n" not in str(caught.value)


def test_weights_of_another_language_are_refused() -> None:
    with pytest.raises(WeightsError, match="damaged"):
        weights.read_weights(stored(), "en.npz", "en")


def test_weights_with_a_changed_array_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with np.load(io.BytesIO(stored())) as file:
        about = file["about"]
    changed = repacked(bias=np.zeros(32, dtype=np.int16))
    with np.load(io.BytesIO(changed)) as file:
        arrays = {name: file[name] for name in file.files}
    out = io.BytesIO()
    np.savez_compressed(out, **{**arrays, "about": about})
    with pytest.raises(WeightsError, match="damaged"):
        weights.read_weights(out.getvalue(), "pl.npz", "pl")


@pytest.mark.parametrize("what", ["FORMAT", "TEMPLATES"])
def test_weights_of_another_version_are_refused(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setattr(weights, what, getattr(weights, what) * 2)
    with pytest.raises(WeightsError, match="of another version of onrecord; install onrecord again"):
        weights.read_weights(stored(), "pl.npz", "pl")


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder in place of the package's, so that weights can be missing or broken."""
    folder = tmp_path / "weights"
    folder.mkdir()
    monkeypatch.setattr(weights.resources, "files", lambda _: tmp_path)
    return folder


def test_missing_weights_are_told_where_there_ought_to_be_some(elsewhere: Path) -> None:
    (elsewhere / "en.md").write_text("# A card without its weights\n")
    with pytest.raises(WeightsError, match=r"en\.npz: the weights are missing"):
        weights.weights_of("en")


def test_the_command_line_tells_damaged_weights_in_one_line_and_the_rules_read_on(
    elsewhere: Path, tmp_path: Path
) -> None:
    (elsewhere / "en.npz").write_bytes(b"broken")
    article = tmp_path / "dam.txt"
    article.write_text(TEXT, encoding="utf-8")
    told = CliRunner().invoke(cli.main, ["read", str(article)])
    assert told.exit_code == 1
    assert told.stderr.strip().count("\n") == 0
    assert "damaged weights" in told.stderr
    weights.weights_of.cache_clear()
    assert CliRunner().invoke(cli.main, ["read", "--engine", "rules", str(article)]).exit_code == 0


def test_a_language_without_weights_is_read_by_the_rules(elsewhere: Path) -> None:
    by_rules, by_fast = read(TEXT, engine="rules"), read(TEXT, engine="fast")
    assert by_fast.statements == by_rules.statements
    assert all(s.why.startswith("rules:") for s in by_fast.statements)


def test_every_statement_says_that_the_engine_found_it_and_by_what() -> None:
    found = read(TEXT).statements
    assert found
    assert all(s.why.startswith("fast:") and len(s.why) > len("fast:") for s in found)


def test_what_the_rules_alone_miss_is_found_by_the_tagger() -> None:
    found = [s for dispatch in DISPATCHES for s in read(dispatch.path).statements]
    assert any(s.why == "fast:tagger" for s in found)
    assert any(s.why != "fast:tagger" for s in found)


def test_a_text_in_two_languages_is_read_with_the_weights_of_each() -> None:
    polish = "Burmistrz Lipska powiedziała w piątek radzie, że tama wytrzyma zimę."
    text = f"Berg said that the dam would hold.\n\n{polish}\n"
    assert [s.why.partition(":")[0] for s in read(text).statements] == ["fast", "fast"]


def test_reading_is_the_same_twice_and_in_any_order() -> None:
    paths = [dispatch.path for dispatch in DISPATCHES]
    once = {path: read(path).to_json() for path in paths}
    fast.weights_of.cache_clear()
    assert {path: read(path).to_json() for path in reversed(paths)} == once
