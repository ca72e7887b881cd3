"""How fast a record is written and asked, and how large it is, on SQLite and PostgreSQL.

    python bench/record.py                          a million statements, a hundred thousand people
    python bench/record.py --statements 50000       a smaller one
    python bench/record.py --only sqlite            one of the two
    python bench/record.py --write                  also put the figures into the documentation

The record is made of texts in ``$ONRECORD_DATA`` (default ../shared/data), else of the bundled dispatches, read once
with rules. Each copy gets other people, whose names are put into its text, another date and another outlet. It is kept
in a folder (``--folder``; by default of the system's temporary ones) and used again by a later run with the same sizes.
Who is who is known beforehand here: joining has a bench of its own. PostgreSQL is at ``$ONRECORD_POSTGRES``.

1. Writing: statements a second that ``keep`` writes, by batches of 50 documents, each a transaction that is synced.
2. Disk: the database's bytes as a multiple of the texts' (UTF-8).
3. Searching: 200 fixed queries (the 50 commonest words, 50 names, 50 phrases, 50 rare words), two filters each, the
   newest 20, after one round to warm up: median and 95th percentile in milliseconds.
4. The page data of 200 people, among them those who say most: the same.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import tempfile
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count, islice, pairwise
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, create_engine, insert, select, text

import onrecord
import onrecord.demo
from onrecord import record as records
from onrecord.document import Document
from onrecord.record import joining, schema
from onrecord.record.coming import NONE, Coming
from onrecord.record.folding import fold

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
SERVER = os.environ.get("ONRECORD_POSTGRES", "postgresql://onrecord:onrecord@127.0.0.1/postgres")
SOURCES = ("en.news.train.jsonl", "pl.news.train.jsonl")
BATCH, LIMIT = 50, 20
OUTLETS = [f"{town} {name}" for town in ("Vesthavn", "Østby", "Nordvik", "Lerwick", "Sandal") for name in
           ("Post", "Tidende", "Courier", "Herald", "Gazette", "Observer", "Echo", "Mail")]  # fmt: skip
PAGE = ROOT / "docs" / "figures" / "record.md"
FIRST_DAY, DAYS = date(2005, 1, 1), 7_300
_ONSETS = ("b", "br", "d", "f", "g", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", "z")
_RIMES = ("ald", "an", "ar", "ek", "el", "en", "ik", "il", "in", "ol", "on", "or", "owa", "ul", "ung")


def seeds() -> list[Document]:
    """The documents that the record is made of: those with statements."""
    files = [DATA / "gold" / name for name in SOURCES]
    if all(file.exists() for file in files):
        lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
        texts = [json.loads(line)["text"] for line in lines if line.strip()]
    else:
        texts = [dispatch.path.read_text(encoding="utf-8") for dispatch in onrecord.demo.DISPATCHES]
    read = (onrecord.read(one if "\n" in one else f"{one}\n", engine="rules") for one in texts)
    return [document for document in read if document.statements]


def name_of(number: int) -> str:
    """The name of a person: the same number has the same name, two numbers have two names."""
    given, surname = number % 331, number // 331
    return f"{_word(given).title()} {_word(surname * 7 + 400).title()}"


def _word(number: int) -> str:
    syllables = ""
    while True:
        syllables += _ONSETS[number % len(_ONSETS)]
        number //= len(_ONSETS)
        syllables += _RIMES[number % len(_RIMES)]
        number //= len(_RIMES)
        if not number:
            return syllables


def documents(found: Sequence[Document], people: int) -> Iterator[tuple[str, Document]]:
    """Documents without end, each with its key: the seeds in turn with other people, dates and outlets."""
    for number in count():
        chance = random.Random(number)
        yield f"https://example.org/{number}", _varied(found[number % len(found)], number, chance, people)


def _varied(seed: Document, number: int, chance: random.Random, people: int) -> Document:
    renamed = {
        entity.id: name_of(int(people * chance.random() ** 3)) for entity in seed.entities if entity.kind == "person"
    }
    edits = []
    end = 0
    for start, stop, label in sorted((m.start, m.end, e.id) for e in seed.entities for m in e.mentions):
        if label in renamed and start >= end and seed.text[start].isupper():
            whole = " " in seed.text[start:stop]
            edits.append((start, stop, renamed[label] if whole else renamed[label].split()[1]))
            end = stop
    changed = _edited(seed, edits)
    entities = [
        msgspec.structs.replace(
            entity, name=renamed[entity.id],
            mentions=tuple(
                msgspec.structs.replace(mention, base=changed.text[mention.start : mention.end])
                for mention in entity.mentions
            ),
        ) if entity.id in renamed else entity
        for entity in changed.entities
    ]  # fmt: skip
    published = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    return msgspec.structs.replace(
        changed, id=f"d{number}", entities=tuple(entities), published=published.isoformat(), title=f"Item {number}",
        outlet=OUTLETS[chance.randrange(len(OUTLETS))], url=f"https://example.org/{number}",
        statements=tuple(msgspec.structs.replace(one, date=None) for one in changed.statements),
    )  # fmt: skip


def _edited(document: Document, edits: Sequence[tuple[int, int, str]]) -> Document:
    """A document in whose text spans are other words, with all other spans moved along."""
    starts = [start for start, _, _ in edits]
    pieces, shifts, at, shift = [], [], 0, 0
    for start, end, words in edits:
        pieces += [document.text[at:start], words]
        shifts.append((start, end, start + shift, start + shift + len(words)))
        shift += len(words) - (end - start)
        at = end

    def moved(position: int, is_end: bool) -> int:
        number = bisect_right(starts, position) - 1
        if number < 0 or (is_end and shifts[number][0] == position):
            number -= is_end and number >= 0
        if number < 0:
            return position
        _, end, new_start, new_end = shifts[number]
        if position >= end:
            return position - end + new_end
        return new_end if is_end else new_start

    def walked(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: moved(one, key == "end") if key in ("start", "end") else one if key == "text" else walked(one)
                for key, one in value.items()
            }
        if isinstance(value, list | tuple):
            if len(value) == 2 and all(type(one) is int for one in value):
                return [moved(value[0], False), moved(value[1], True)]
            return [walked(one) for one in value]
        return value

    changed = msgspec.convert(walked(msgspec.to_builtins(document)), Document)
    return msgspec.structs.replace(changed, text="".join([*pieces, document.text[at:]]))


class Known:
    """Who is who, known by name: in place of joining."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], int] = {}

    def update(self, connection: Connection, ids: Sequence[int], coming: Coming = NONE) -> list[int]:
        """Says whom the appearances in documents are, and writes them."""
        new, written = [], []
        for id_ in ids:
            for row in coming.get(id_, ()):
                key = row["kind"], row["name"]
                if key not in self._ids:
                    self._ids[key] = len(self._ids) + 1
                    new.append({"id": self._ids[key], "kind": row["kind"], "name": row["name"], "wikidata": None})
                written.append({**row, "document_id": id_, "entity_id": self._ids[key]})
        if new:
            connection.execute(insert(schema.entity), new)
        if written:
            connection.execute(insert(schema.appearance), written)
        return []


def written(place: str, found: Sequence[Document], number: int, people: int) -> tuple[float, int]:
    """Writes a record; returns statements a second and the bytes of the texts."""
    joining.update = Known().update  # type: ignore[assignment]
    made, seconds, said, size = documents(found, people), 0.0, 0, 0
    with records.open(place) as record:
        while said < number:
            batch = list(islice(made, BATCH))
            start = time.perf_counter()
            record.keep([document for _, document in batch], [key for key, _ in batch])
            seconds += time.perf_counter() - start
            said += sum(len(document.statements) for _, document in batch)
            size += sum(len(document.text.encode()) for _, document in batch)
        with record.database.writing() as connection:
            values = [{"name": "bench", "value": json.dumps([said / seconds, size])}]
            connection.execute(insert(schema.property_), values)
    return said / seconds, size


def remembered(place: str) -> tuple[float, int] | None:
    """What ``written`` returned when the record was made, where that was done before."""
    try:
        with records.open(place, create=False) as record, record.database.asking() as connection:
            table = schema.property_
            value = connection.execute(select(table.c.value).where(table.c.name == "bench")).scalar()
            return tuple(json.loads(value)) if value else None  # type: ignore[return-value]
    except records.RecordError:
        return None


def queries(found: Sequence[Document], people: int) -> list[tuple[str, str, dict[str, str]]]:
    """The 200 queries: what they are, their words, and two filters."""
    contents = [fold(document.words(one.content)).split() for document in found for one in document.statements]
    often = Counter(word for words in contents for word in words)
    common = [word for word, _ in often.most_common(50)]
    rare = sorted(word for word, times in often.items() if times == 1 and len(word) > 5)
    rare = rare[:: max(1, len(rare) // 50)][:50]
    pairs = Counter(pair for words in contents for pair in pairwise(words))
    phrases = [f'"{one} {other}"' for (one, other), _ in pairs.most_common(150)[::3]]
    names = [name_of(int(people * (at / 50) ** 3)).split()[1] for at in range(50)]
    filters = [
        {"language": "en", "kind": "direct"}, {"outlet": OUTLETS[3], "since": "2015"},
        {"language": "pl", "until": "2012"},
        {"speaker": name_of(0), "language": "en"}, {"outlet": OUTLETS[7], "kind": "indirect"},
        {"about": name_of(1), "since": "2010"}, {"since": "2008-03", "until": "2008-04"},
        {"kind": "mixed", "language": "pl"},
    ]  # fmt: skip
    kinds = {"commonest words": common, "names": names, "phrases": phrases, "rare words": rare}
    return [(kind, words, filters[at % len(filters)]) for kind, some in kinds.items() for at, words in enumerate(some)]


def timed(asked: Sequence[Callable[[], Any]]) -> list[float]:
    """Milliseconds of each, the second time it is done."""
    took = []
    for round_ in range(2):
        for one in asked:
            start = time.perf_counter()
            one()
            if round_:
                took.append((time.perf_counter() - start) * 1000)
    return took


def _last(milliseconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(milliseconds, n=20)[-1] if len(milliseconds) > 1 else milliseconds[0]


def told(milliseconds: Sequence[float]) -> str:
    """Median, 95th percentile and most."""
    last = _last(milliseconds)
    middle = statistics.median(milliseconds)
    return f"median {middle:6.1f} ms, 95 % {last:6.1f} ms, most {max(milliseconds):6.1f} ms"


def measure(name: str, place: str, arguments: argparse.Namespace, found: Sequence[Document]) -> list[str]:
    """Makes the record if need be and prints its figures; returns what the documentation tells of them."""
    rate, size = remembered(place) or written(place, found, arguments.statements, arguments.people)
    with records.open(place) as record:
        _settled(record)
        print(f"\n{name}: {record.stats()}")
        print(f"writing     {rate:,.0f} statements a second (>= 2,000 on SQLite)")
        disk = _bytes(record) / size
        print(f"disk        {disk:.2f} times the text, {size / 1e6:,.0f} MB (<= 6)")
        asked = queries(found, arguments.people)
        took = timed([lambda q=q: record.statements(q[1], limit=LIMIT, **q[2]) for q in asked])  # type: ignore[misc]
        print(f"search      {told(took)} (95 % <= 100 ms)")
        for kind in dict.fromkeys(kind for kind, _, _ in asked):
            own = [ms for ms, one in zip(took, asked, strict=True) if one[0] == kind]
            print(f"  {kind:16}{told(own)}")
        if arguments.slow:
            for ms, one in sorted(zip(took, asked, strict=True), key=lambda pair: -pair[0])[: arguments.slow]:
                print(f"    {ms:8.1f} ms {one}")
        people = [name_of(int(arguments.people * (at / 200) ** 3)) for at in range(200)]
        known = [one for one in people if record.people(one, limit=1)]
        pages = timed([lambda p=p: record.person(p) for p in known])  # type: ignore[misc]
        print(f"person      {told(pages)} (95 % <= 150 ms)")
        said = record.stats()["statements"]
    rows = [f"statements written a second | {rate:,.0f}", f"disk, as a multiple of the text | {disk:.2f}"]
    for what, times in (("search with two filters", took), ("a person's page", pages)):
        rows.append(f"{what}, median | {statistics.median(times):.1f} ms")
        rows.append(f"{what}, 95th percentile | {_last(times):.1f} ms")
    return [f"| {name}, {said:,} statements | figure |", "|---|---:|", *(f"| {row} |" for row in rows), ""]


def _settled(record: records.Record) -> None:
    """What the databases do by themselves in time."""
    with record.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if record.database.is_sqlite:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _bytes(record: records.Record) -> int:
    if record.database.is_sqlite:
        return Path(record.database.name).stat().st_size
    with record.database.asking() as connection:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def _postgres(name: str) -> str:
    """The address of the database of that name, made where it is not there."""
    engine = create_engine(SERVER.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        there = connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}).scalar()
        if not there:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    engine.dispose()
    return f"{SERVER.rpartition('/')[0].replace('+psycopg', '')}/{name}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--statements", type=int, default=1_000_000, help="at least so many")
    parser.add_argument("--people", type=int, default=150_000, help="names to draw from")
    parser.add_argument("--only", choices=("sqlite", "postgres"))
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-bench")
    parser.add_argument("--slow", type=int, default=0, metavar="NUMBER", help="name the slowest queries")
    parser.add_argument("--write", action="store_true", help="put the figures into the documentation")
    arguments = parser.parse_args()
    found, lines = seeds(), []
    name = f"onrecord_bench_{arguments.statements}_{arguments.people}"
    if arguments.only != "postgres":
        arguments.folder.mkdir(parents=True, exist_ok=True)
        lines += measure("SQLite", str(arguments.folder / f"{name}.db"), arguments, found)
    if arguments.only != "sqlite":
        lines += measure("PostgreSQL", _postgres(name), arguments, found)
    if arguments.write:
        PAGE.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
