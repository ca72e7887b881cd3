"""Many files: workers that die, and the order of what was read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
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
    workers._begin()
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


def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    corpus, out = tmp_path / "c.jsonl", tmp_path / "out.jsonl"
    corpus.write_text('{"text": "“It holds,” Mayor Ada Berg said on Monday."}\n' * 200_000)
    command = [sys.executable, "-m", "onrecord", "read", "--json", "--workers", "2", "--out", out, corpus]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as reading:
        while reading.poll() is None and not (out.exists() and out.stat().st_size):
            time.sleep(0.05)
        reading.kill()
        reading.communicate(timeout=120)  # ends when the last process that holds standard error does


def test_a_handful_of_files_is_read_without_workers() -> None:
    assert usual_workers(3) == 1
    assert usual_workers(1000) >= 1
