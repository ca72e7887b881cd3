"""A record loses nothing when what adds to it is killed, nor when many use it at once; the bench does more of it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def durability() -> ModuleType:
    """The bench."""
    path = Path(__file__).parents[2] / "bench" / "durability.py"
    spec = importlib.util.spec_from_file_location("durability", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_told_of_is_lost_and_nothing_doubled_when_adding_is_killed(
    durability: ModuleType, place: str, tmp_path: Path
) -> None:
    happened = durability.kill_adding(place, tmp_path, kills=4, documents=60)
    assert happened["kills"] == 4
    assert happened["runs to the end"] >= 1


def test_many_writers_and_readers_at_once_see_no_error_and_lose_nothing(durability: ModuleType, place: str) -> None:
    happened = durability.at_once(place, writers=3, readers=3, seconds=2)
    assert happened["documents kept"] > 0
    assert happened["questions answered"] > 0
