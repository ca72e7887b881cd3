"""How fast what has been read is kept, and how much room it takes.

    python bench/keeping.py                           into a SQLite file in this folder, synced to the disk
    python bench/keeping.py --record postgresql://... into an empty PostgreSQL database

The texts are those of the gold files in ``$ONRECORD_DATA`` (default ../shared/data), else the bundled dispatches, read
beforehand; each is kept several times under keys of its own, in transactions of 50 documents. The figures are the
statements kept a second, joining people over documents included, and the size of the file by that of the texts.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import onrecord
import onrecord.demo
from onrecord import record as records
from onrecord.document import Document
from onrecord.record.adding import BATCH

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
SOURCES = ("en.news.train.jsonl", "pl.news.train.jsonl", "en.polnear.dev.jsonl")
STATEMENTS = 20_000


def texts() -> Iterator[str]:
    """The texts to read."""
    found = [DATA / "gold" / name for name in SOURCES if (DATA / "gold" / name).exists()]
    if not found:
        yield from (dispatch.path.read_text(encoding="utf-8") for dispatch in onrecord.demo.DISPATCHES)
    for path in found:
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]


def kept(record: records.Record, documents: list[Document]) -> tuple[int, int, float]:
    """Keeps documents again and again; returns statements, bytes of text and seconds."""
    statements = size = turn = 0
    seconds = 0.0
    while statements < STATEMENTS:
        turn += 1
        for at in range(0, len(documents), BATCH):
            batch = documents[at : at + BATCH]
            began = time.perf_counter()
            record.keep(batch, [f"{turn}/{at + number}" for number in range(len(batch))])
            seconds += time.perf_counter() - began
            statements += sum(len(one.statements) for one in batch)
            size += sum(len(one.text.encode()) for one in batch)
    return statements, size, seconds


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", help="an empty PostgreSQL database")
    asked = parser.parse_args()
    documents = [onrecord.read(text) for text in texts()]
    with tempfile.TemporaryDirectory(dir=".") as folder:  # /tmp may be in memory, where nothing is synced
        path = Path(folder, "record.db")
        with records.open(asked.record or path) as record:
            statements, size, seconds = kept(record, documents)
        print(f"{statements:,} statements kept in {seconds:.1f} s: {statements / seconds:,.0f} a second")
        if not asked.record:
            print(f"{path.stat().st_size / size:.2f} bytes of file a byte of text")


if __name__ == "__main__":
    main()
