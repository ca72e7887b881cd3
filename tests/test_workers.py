"""Many files: workers that die, and the order of what was read."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from onrecord import reader, workers
from onrecord.document import Document
from onrecord.files import Job, Options, read_files, usual_workers


def _read_or_die(source: Path, **_: object) -> Document:
    """Stands in for the reader: one file kills its process, as running out of memory does."""
    if source.stem == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    if source.stem == "odd":
        raise RecursionError("too deep")
    return Document(source.stem, source.stem, "test")


def _die_in_this_process() -> None:
    workers._leave_interrupts()
    reader.read = _read_or_die  # type: ignore[assignment]


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers whose reader is ``_read_or_die``."""
    pool = workers.ProcessPoolExecutor
    monkeypatch.setattr(
        workers,
        "ProcessPoolExecutor",
        lambda n, **how: pool(n, **{**how, "initializer": _die_in_this_process}),
    )


@pytest.mark.usefixtures("fragile")
def test_a_worker_that_dies_costs_its_own_file_only() -> None:
    names = [
        *(f"a{n}" for n in range(12)),
        "deadly",
        "b1",
        "odd",
        "b2",
        "deadly",
        *(f"c{n}" for n in range(9)),
    ]
    outcomes = list(read_files([Job(f"{name}.txt") for name in names], Options(), workers=2))
    assert [outcome.name for outcome in outcomes] == [f"{name}.txt" for name in names]
    for name, outcome in zip(names, outcomes, strict=True):
        if name == "deadly":
            assert outcome.error == "deadly.txt: the process reading it died (out of memory?)"
        elif name == "odd":
            assert (
                outcome.error == "odd.txt: could not be read (RecursionError: too deep); please report this"
            )
        else:
            assert outcome.document.id == name


def test_a_handful_of_files_is_read_without_workers() -> None:
    assert usual_workers(3) == 1
    assert usual_workers(1000) >= 1
