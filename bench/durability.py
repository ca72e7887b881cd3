"""Whether a record loses anything: programs killed while they add, and many that write and read at once.

    python bench/durability.py                           50 kills and a minute of 8 writers and 8 readers, on SQLite
    python bench/durability.py --record postgresql://... the same in an empty PostgreSQL database
    python bench/durability.py --kills 5 --seconds 5     less of it

1. ``onrecord add`` is killed (SIGKILL) at random moments and started again until all is added, of a corpus whose texts
   change each time it was. After each kill the record must open; what was told to be kept must be there; nothing may be
   there twice; tables and search must agree. In the end it must be the record that an undisturbed run makes.
2. Writers keep small documents as fast as they can while readers count documents and statements, each in a process of
   its own. No error may show, each reader must see whole documents, and all that was kept must be there in the end.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, text

from onrecord import record as records
from onrecord.document import Document, Statement
from onrecord.record import schema
from onrecord.record.keeping import load

DOCUMENTS = 300
STATEMENTS = 3  # of a document that a writer keeps
_ADD = "from onrecord.record import adding; adding.BATCH = 10; from onrecord.cli import main; main()"
_NAMES = ("Ines Falk", "Oskar Lind", "Ada Berg", "Jan Morawiec", "Ewa Sobol", "Tom Hale", "Mira Quist")


class LostError(Exception):
    """What was found wrong, in one line."""


def corpus(path: Path, version: int, documents: int) -> None:
    """Writes a corpus of short texts; in each version a third of them changes."""
    with path.open("w", encoding="utf-8") as out:
        for number in range(documents):
            name, other = _NAMES[number % len(_NAMES)], _NAMES[(number * 3 + 1) % len(_NAMES)]
            state = version if number % 3 == version % 3 else 0
            said = f"“Pier {number} will hold for {state + 2} years,” Mayor {name} said."
            row = {"id": number, "text": f"{said} {other} denied that it was safe.\n"}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


class Adding:
    """``onrecord add`` in a process of its own, and what it told of so far."""

    def __init__(self, place: str, path: Path, workers: int):
        command = [sys.executable, "-c", _ADD, "add", "--json", "--engine", "rules", "--workers", str(workers)]
        self.told: list[dict[str, Any]] = []
        self._process = subprocess.Popen(
            [*command, "--record", place, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            if line.endswith(b"\n"):
                self.told.append(json.loads(line))

    def kill(self, after: int, seconds: float) -> None:
        """Kills it so many seconds after it has told of so many documents, if it does not end before."""
        while self._process.poll() is None and len(self.told) < after:
            time.sleep(0.002)
        time.sleep(seconds)
        self._process.kill()

    def end(self) -> int:
        """Waits for its end; returns the exit code."""
        self._reading.join()
        assert self._process.stderr
        errors = self._process.stderr.read().decode()
        code = self._process.wait()
        self._process.stderr.close()
        if code == 1:
            raise LostError(errors.strip())
        return code


def kill_adding(place: str, folder: Path, kills: int, documents: int = DOCUMENTS, seed: int = 1) -> dict[str, int]:
    """Adds a corpus and kills it so many times; returns what happened. Raises ``LostError``."""
    chance = random.Random(seed)
    path = folder / "corpus.jsonl"
    happened = {"kills": 0, "runs to the end": 0, "documents told of": 0, "versions of the corpus": 0}
    while happened["kills"] < kills:
        version = happened["versions of the corpus"]
        corpus(path, version, documents)
        happened["versions of the corpus"] += 1
        done = False
        while not done:
            adding = Adding(place, path, workers=chance.choice((1, 2)))
            if happened["kills"] < kills:
                adding.kill(chance.choice((0, 1, chance.randrange(documents))), chance.random() * 0.2)
            done = adding.end() == 0
            happened["runs to the end" if done else "kills"] += 1
            happened["documents told of"] += len(adding.told)
            check(place, adding.told, exists=bool(adding.told))
    undisturbed = str(folder / "undisturbed.db")
    for version in range(happened["versions of the corpus"]):
        corpus(path, version, documents)
        Adding(undisturbed, path, workers=1).end()
    if written(place) != written(undisturbed):
        raise LostError("the record is another one than an undisturbed run makes")
    return happened


def check(place: str, told: list[dict[str, Any]], exists: bool = True) -> None:
    """Raises ``LostError`` where a record does not hold what was told of, or its tables do not agree."""
    try:
        opened = records.open(place, create=False)
    except records.RecordMissingError:
        if exists:
            raise LostError("there is no record any more") from None
        return
    with opened as record, record.database.asking() as connection:
        refs = set(connection.execute(select(schema.document.c.ref)).scalars())
        if missing := [one["key"] for one in told if one["ref"] not in refs]:
            raise LostError(f"{len(missing)} documents were told of and are not there, {missing[0]} among them")
        for fault in _faults(connection):
            raise LostError(fault)


def _faults(connection: Connection) -> Iterator[str]:
    document, statement = schema.document.c, schema.statement.c
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("PRAGMA integrity_check")).scalar()
        if found != "ok":
            yield f"integrity_check: {found}"
    twice = select(document.key).where(document.current).group_by(document.key).having(func.count() > 1)
    if key := connection.execute(twice).scalar():
        yield f"{key} is there twice"
    current = list(connection.execute(select(document.id).where(document.current)).scalars())
    counted = select(statement.document_id, func.count()).group_by(statement.document_id)
    rows = dict(tuple(row) for row in connection.execute(counted))
    read = {id_: len(one.statements) for id_, one in load(connection, current) if one.statements}
    if rows != read:
        yield "the table of statements is not that of the readings"
    indexed = connection.execute(select(func.count()).select_from(text(_indexed(connection)))).scalar()
    if indexed != sum(rows.values()):
        yield f"{indexed} statements can be searched of {sum(rows.values())}"


def _indexed(connection: Connection) -> str:
    return f"{schema.SEARCH}_docsize" if connection.dialect.name == "sqlite" else "statement WHERE words IS NOT NULL"


def written(place: str) -> list[dict[str, Any]]:
    """All of a record but the times at which it was made."""
    with records.open(place, create=False) as record:
        found = [json.loads(line) for line in record.to_json()]
    return [{name: value for name, value in one.items() if name not in ("added", "read")} for one in found]


def at_once(place: str, writers: int, readers: int, seconds: float) -> dict[str, int]:
    """Has many programs use a record at the same time; returns what they did. Raises ``LostError``."""
    records.open(place).close()
    command = [sys.executable, __file__, "--record", place, "--seconds", str(seconds)]
    command += ["--start", str(time.time() + 1 + 0.25 * (writers + readers))]  # when all have been started
    who = [f"--writer={number}" for number in range(writers)] + [f"--reader={number}" for number in range(readers)]
    started = [
        subprocess.Popen([*command, one], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for one in who
    ]
    ended = [process.communicate() for process in started]
    if errors := [error for _, error in ended if error]:
        raise LostError(errors[0].strip().splitlines()[-1])
    did = [int(said) for said, _ in ended]
    happened = {
        "documents kept": sum(did[:writers]), "by a writer at least": min(did[:writers]),
        "questions answered": sum(did[writers:]), "to a reader at least": min(did[writers:]),
    }  # fmt: skip
    with records.open(place, create=False) as record, record.database.asking() as connection:
        number = connection.execute(select(func.count()).select_from(schema.document)).scalar()
    if number != happened["documents kept"]:
        raise LostError(f"{happened['documents kept']} documents were kept and {number} are there")
    check(place, [])
    return happened


def write(place: str, number: int, start: float, seconds: float) -> int:
    """Keeps documents until the time is over; returns how many."""
    said = "“It holds,” Ada Berg said. " * STATEMENTS
    spans = [(27 * n, 27 * n + 11) for n in range(STATEMENTS)]
    statements = tuple(Statement(f"s{n}", "direct", (span,)) for n, span in enumerate(spans, 1))
    done = 0
    with records.open(place) as record:
        time.sleep(max(0.0, start - time.time()))
        while not done or time.time() < start + seconds:
            documents = [
                Document(f"{number}-{done + n}", f"{said}{number} {done + n}", "bench", statements=statements)
                for n in range(5)
            ]
            done += len(record.keep(documents))
    return done


def ask(place: str, start: float, seconds: float) -> int:
    """Counts documents and statements until the time is over; returns how often. Raises ``LostError``."""
    done = 0
    with records.open(place) as record:
        time.sleep(max(0.0, start - time.time()))
        while not done or time.time() < start + seconds:
            with record.database.asking() as connection:
                documents = connection.execute(select(func.count()).select_from(schema.document)).scalar_one()
                statements = connection.execute(select(func.count()).select_from(schema.statement)).scalar_one()
            if statements != documents * STATEMENTS:
                raise LostError(f"{documents} documents were seen with {statements} statements")
            done += 1
    return done


def main() -> None:
    """Runs both, or, for itself, one writer or reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", help="an empty PostgreSQL database; a SQLite file where none is given")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    for own in ("--writer", "--reader", "--start"):
        parser.add_argument(own, type=float, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.writer is not None:
        print(write(asked.record, int(asked.writer), asked.start, asked.seconds))
        return
    if asked.reader is not None:
        print(ask(asked.record, asked.start, asked.seconds))
        return
    with tempfile.TemporaryDirectory() as folder:
        happened = kill_adding(asked.record or f"{folder}/killed.db", Path(folder), asked.kills)
        print("killed while adding:", ", ".join(f"{number:,} {what}" for what, number in happened.items()))
        with records.open(asked.record or f"{folder}/many.db") as record:
            record.remove(["*"])
        did = at_once(asked.record or f"{folder}/many.db", 8, 8, asked.seconds)
        print("8 writers and 8 readers at once:", ", ".join(f"{number:,} {what}" for what, number in did.items()))
        print("nothing was lost, no error was shown")


if __name__ == "__main__":
    try:
        main()
    except LostError as error:
        sys.exit(f"lost: {error}")
