"""Dispatches with planted faults and things that only look like faults: all found, nothing else reported."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import checks as bench

DISPATCHES = bench.dispatches()


@pytest.mark.parametrize("dispatch", DISPATCHES, ids=lambda dispatch: dispatch.name)
def test_all_planted_faults_are_found(dispatch: bench.Dispatch) -> None:
    assert [fault for fault in dispatch.faults if not fault.reported] == []


@pytest.mark.parametrize("dispatch", DISPATCHES, ids=lambda dispatch: dispatch.name)
def test_nothing_that_only_looks_like_a_fault_is_reported(dispatch: bench.Dispatch) -> None:
    assert [planted for planted in dispatch.lookalikes if planted.reported] == []


@pytest.mark.parametrize("dispatch", DISPATCHES, ids=lambda dispatch: dispatch.name)
def test_no_warning_is_given_that_was_not_planted(dispatch: bench.Dispatch) -> None:
    assert dispatch.unplanted == []


def test_there_are_enough_of_both() -> None:
    assert len(DISPATCHES) >= 6
    assert sum(len(dispatch.faults) for dispatch in DISPATCHES) >= 40
    assert sum(len(dispatch.lookalikes) for dispatch in DISPATCHES) >= 40
