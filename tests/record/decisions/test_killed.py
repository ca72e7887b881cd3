"""A correction that is killed at any moment is there entirely or not at all.

ONRECORD_KILLS says at how many moments; by default it is a few.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from onrecord import record as records

from .writing import FERRY, HARBOUR, document, statement, tables, written_anew

KILLS = int(os.environ.get("ONRECORD_KILLS", "10"))
PROGRAM = """
import sys
from onrecord import record

with record.open(sys.argv[1], create=False) as opened:
    print("ready", flush=True)
    while True:
        for kind in ("direct", "mixed"):
            made = opened.correct.kind("ferry#s1", kind)
            opened.correct.merge("Ines Falk", "Mara Wren")
            print(made.id, flush=True)
            opened.undo()
"""


def test_what_is_killed_leaves_whole_decisions(place: str) -> None:
    with records.open(place) as record:
        record.keep([document(FERRY), document(HARBOUR, id="harbour")], ["ferry", "harbour"])
    moments = random.Random(5)
    for _ in range(KILLS):
        confirmed = _killed(place, moments.uniform(0.0, 0.25))
        with records.open(place, create=False) as record:
            entries = record.history()
            assert {entry.id for entry in entries} >= confirmed
            assert all(entry.events[0].what == "made" for entry in entries)
            assert all((entry.events[-1].what != "undone") == entry.stands for entry in entries)
            kinds = [entry for entry in entries if entry.verb == "kind" and entry.stands]
            if kinds:
                assert f"is {statement(record, 'ferry#s1').kind}" in kinds[-1].said
            for entry in entries:  # so that the next round starts with people apart
                if entry.verb == "merge" and entry.stands:
                    record.undo(entry.id)
    with records.open(place) as record:
        before = tables(record)
        assert written_anew(record) == before


def _killed(place: str, after: float) -> set[int]:
    """Starts the program, kills it so many seconds after it is ready, and returns the decisions it confirmed."""
    environment = {**os.environ, "PYTHONPATH": str(Path(records.__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, place], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read()
    return {int(line) for line in said.splitlines() if line.isdecimal()}
