"""How heavy a page of the reading room is, how soon it is there, and how the room bears many readers.

    python bench/room.py                          a million statements, and 50 readers on a hundred thousand
    python bench/room.py --statements 20000 --load-statements 5000 --seconds 10      a smaller one
    python bench/room.py --only weight            one of: weight, first, load
    python bench/room.py --write                  make the figures those of the documentation

1. weight: a document of 2,000 statements as its page is sent, HTML, CSS and JavaScript compressed, less its text.
2. first: a document of about 900 words that nobody looked at before, in a room that has just opened: milliseconds from
   the question to the last byte, of one after the other, on a record of ``--statements`` made as bench/record.py does.
3. load: ``--readers`` readers at one ``onrecord serve``, each with five seconds between a page and the next, documents
   and searches in turn, for ``--seconds``, on a record of ``--load-statements``; no error is borne. The readers are in
   a process of their own and everything is on this machine, so that the machine has to do both.

Records are kept in ``--folder`` and used again by a later run with the same sizes.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import httpx
from fastapi.testclient import TestClient
from sqlalchemy import func, select

import record as records_bench
from onrecord import record as records
from onrecord.document import Block, Document, Entity, Statement
from onrecord.record import schema
from onrecord.web import create_app
from speed import _processor as processor

PAGE = Path(__file__).parents[1] / "docs" / "figures" / "room.md"
STATEMENTS = 2_000  # of the heavy document
WORDS = 900
FIRST = 40  # documents looked at for the first time
PAUSE = 5.0  # seconds between two pages of a reader
KINDS = ("direct", "mixed", "indirect")
QUERIES = 60
_ASSET = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js)[^"]*)"')


class Seen(NamedTuple):
    """A page that a reader saw: what it was, its status, and the milliseconds to its last byte."""

    kind: str
    status: int
    took: float


def long(count: int) -> Document:
    """A document of so many statements by eleven speakers, a paragraph each."""
    pieces, blocks, statements, at = [], [], [], 0
    for number in range(count):
        words = f"Speaker {number % 11} said that the bridge number {number} would hold. "
        start = at + words.index("that")
        span = (start, at + len(words) - 2)
        statements.append(
            Statement(
                f"s{number + 1}", KINDS[number % 3], (span,), ((at, at + 9),), speaker=f"e{number % 11}",  # type: ignore[arg-type]
                confidence=0.3 + number % 7 / 10, why="fast:tagger",
            )
        )  # fmt: skip
        blocks.append(Block("paragraph", at, at + len(words) - 1, "en"))
        pieces.append(words + "\n")
        at += len(words) + 1
    entities = tuple(Entity(f"e{number}", "person", f"Speaker {number}") for number in range(11))
    return Document(
        "long", "".join(pieces), "bench", language="en", blocks=tuple(blocks), statements=tuple(statements),
        entities=entities,
    )  # fmt: skip


def weight() -> Iterator[str]:
    """The bytes of the page of a heavy document."""
    document = long(STATEMENTS)
    with tempfile.TemporaryDirectory() as folder, records.open(Path(folder) / "record.db") as record:
        ref = record.keep([document])[0].ref
        with TestClient(create_app(record), base_url="http://localhost") as client:
            page = client.get(f"/d/{ref}")
            page.raise_for_status()
            assets = sorted(set(_ASSET.findall(page.text)))
            files = {name: len(_zipped(client.get(name).content)) for name in assets}
    html, text = len(_zipped(page.content)), len(_zipped(document.text.encode()))
    total = html - text + sum(files.values())
    what = f"a document of {STATEMENTS:,} statements: HTML without the text, CSS and JavaScript, compressed"
    yield f"| {what} | {total / 1000:.0f} kB | <= 150 kB |"
    scripts = sum(size for name, size in files.items() if ".js" in name)
    parts = html - text, total - (html - text) - scripts, scripts
    yield f"| of these HTML, CSS, JavaScript | {', '.join(f'{part / 1000:.0f}' for part in parts)} kB | |"


def _zipped(data: bytes) -> bytes:
    return gzip.compress(data, 6)


def made(folder: Path, statements: int, people: int) -> str:
    """The record of so many statements."""
    folder.mkdir(parents=True, exist_ok=True)
    place = str(folder / f"onrecord_bench_{statements}_{people}.db")
    if records_bench.remembered(place) is None:
        # in a process of its own: it has the record joined in a way of its own
        call = "import sys, record; record.written(sys.argv[1], record.seeds(), int(sys.argv[2]), int(sys.argv[3]))"
        command = [sys.executable, "-c", call, place, str(statements), str(people)]
        subprocess.run(command, check=True, cwd=Path(__file__).parent)
    return place


@contextmanager
def room(place: str) -> Iterator[str]:
    """``onrecord serve`` on a record, and its address."""
    command = [sys.executable, "-m", "onrecord", "serve", "--record", place, "--port", "0"]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert serving.stdout is not None
        line = serving.stdout.readline()
        found = re.search(r"http://\S+", line)
        if found is None:
            raise SystemExit(f"the room did not open: {line}")
        yield found[0]
    finally:
        serving.terminate()
        serving.wait(30)


def refs(place: str, most: int, chars: tuple[int, int] | None = None) -> list[str]:
    """Some documents all over a record, of so many characters where that is said; the same ones every time."""
    table, chance = schema.document.c, random.Random(1)
    with records.open(place, create=False) as record, record.database.asking() as connection:
        highest = connection.execute(select(func.max(table.id))).scalar_one()
        found: list[str] = []
        for id_ in chance.sample(range(1, highest + 1), min(highest, most * 400)):
            query = select(table.ref).where(table.id == id_)
            if chars:
                query = query.where(func.length(table.text).between(*chars))
            found += connection.execute(query).scalars()
            if len(found) == most:
                break
    return found


def first(place: str, statements: int) -> Iterator[str]:
    """The time of first views."""
    wide = (round(WORDS * 6 * 0.8), round(WORDS * 6 * 1.2))  # an English word and its space have about six characters
    chosen = refs(place, FIRST, wide) or refs(place, FIRST)
    lengths = []
    with records.open(place, create=False) as record, record.database.asking() as connection:
        table = schema.document.c
        for text in connection.execute(select(table.text).where(table.ref.in_(chosen))).scalars():
            lengths.append(len(text.split()))
    took = []
    with room(place) as address, httpx.Client(base_url=address, headers={"Accept-Encoding": "gzip"}) as client:
        for ref in chosen:
            start = time.perf_counter()
            client.get(f"/d/{ref}").raise_for_status()
            took.append((time.perf_counter() - start) * 1000)
    about = f"of {statistics.median(lengths):,.0f} words (median), on {statements:,} statements"
    yield f"| the very first page of a room, a document {about} | {took[0]:.0f} ms | <= 300 ms |"
    middle = statistics.median(took)
    yield f"| a document that nobody looked at before, median of {len(took)} | {middle:.0f} ms | <= 300 ms |"
    yield f"| the slowest of them | {max(took):.0f} ms | <= 300 ms |"


async def _reader(
    client: httpx.AsyncClient, number: int, wait: float, pages: dict[str, list[str]], until: float, seen: list[Seen]
) -> None:
    chance, kinds = random.Random(number), cycle(pages)
    await asyncio.sleep(wait)
    while time.perf_counter() < until:
        kind = next(kinds)
        path = chance.choice(pages[kind])
        start = time.perf_counter()
        try:
            status = (await client.get(path)).status_code
        except httpx.HTTPError:
            status = 0
        seen.append(Seen(kind, status, (time.perf_counter() - start) * 1000))
        await asyncio.sleep(PAUSE)


async def _crowd(address: str, readers: int, seconds: float, pages: dict[str, list[str]]) -> list[Seen]:
    seen: list[Seen] = []
    limits = httpx.Limits(max_connections=readers, max_keepalive_connections=readers)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=30) as client:
        until = time.perf_counter() + seconds
        waits = [PAUSE * number / readers for number in range(readers)]
        await asyncio.gather(*(_reader(client, at, wait, pages, until, seen) for at, wait in enumerate(waits)))
    return seen


def load(place: str, statements: int, people: int, readers: int, seconds: float) -> Iterator[str]:
    """The times of many readers at once."""
    asked = records_bench.queries(records_bench.seeds(), people)
    words = [query[1] for query in asked[:: max(1, len(asked) // QUERIES)]]
    with room(place) as address:
        searches = "/search" if httpx.get(f"{address}/search").status_code == 200 else "/api/v1/search"
        pages = {
            "document": [f"/d/{ref}" for ref in refs(place, 400)],
            "search": [f"{searches}?{httpx.QueryParams({'q': one})}" for one in words],
        }
        seen = asyncio.run(_crowd(address, readers, seconds, pages))
    wrong = [one for one in seen if one.status != 200]
    said = f"{readers} readers for {seconds:.0f} s on {statements:,} statements"
    for kind, name in (("document", "documents"), ("search", f"`{searches}`")):
        took = [one.took for one in seen if one.kind == kind] or [0.0]
        last = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
        middle = statistics.median(took)
        yield f"| {said}: {name}, 95th percentile of {len(took):,} | {last:.0f} ms | <= 400 ms |"
        yield f"| the same, median | {middle:.0f} ms | |"
    yield f"| the same, errors | {len(wrong)} | 0 |"


def report(arguments: argparse.Namespace) -> Iterator[str]:
    """The table, line by line."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield f"{processor()}, Python {version}; the record in SQLite, readers and room on the same machine."
    yield ""
    yield "| what | figure | bar |"
    yield "|---|---:|---:|"
    if arguments.only in (None, "weight"):
        yield from weight()
    if arguments.only in (None, "first"):
        yield from first(made(arguments.folder, arguments.statements, arguments.people), arguments.statements)
    if arguments.only in (None, "load"):
        place = made(arguments.folder, arguments.load_statements, arguments.people)
        yield from load(
            place, arguments.load_statements, arguments.people, arguments.readers, arguments.seconds
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--load-statements", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=150_000, help="names to draw from")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-bench")
    parser.add_argument("--only", choices=("weight", "first", "load"))
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    lines = []
    for line in report(arguments):
        print(line, flush=True)
        lines.append(line)
    if arguments.write:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
