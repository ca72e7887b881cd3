"""How well people are joined over documents, and what it costs.

    python bench/joining.py                 pairwise figures over the English and Polish news gold, added together
    python bench/joining.py --errors        the pairs missed and wrong too, by the people they are of
    python bench/joining.py --engine rules  of another engine's readings
    python bench/joining.py --scale         CPU time and memory of joining 10,000 and 100,000 invented people
    python bench/joining.py --write         make the figures those of the documentation

What is counted: statements that match one of the gold (as ``onrecord evaluate`` pairs them) whose gold speaker is a
person. Two of them are a pair if they have the same gold speaker; found is a pair if the record knows both speakers as
the same entity. The gold's articles are in ``$ONRECORD_DATA/gold`` (default ../shared/data).
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

import onrecord
from crowd import Crowd
from onrecord import record as records
from onrecord.document import Document
from onrecord.evaluation import matched
from onrecord.gold import Annotated, load_gold, name_words
from onrecord.names.lexicon import lexicon_of
from onrecord.record import joining, schema
from onrecord.record.coming import NONE, Coming

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data")) / "gold"
PAGE = ROOT / "docs" / "figures" / "joining.md"
SETS = ("en.news.train", "pl.news.train")
BATCH = 50


class Said(NamedTuple):
    """A matched statement of a person: its gold speaker, the entity of the record, and where it stands."""

    person: str
    entity: int | None
    where: str
    found: str


class Figures(NamedTuple):
    """Pairs that are right, wrong and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def said(engine: str) -> list[Said]:
    """The matched statements of persons, after the articles were added to a record."""
    gold: list[tuple[str, Annotated]] = [
        (f"{name}:{one.id}", one) for name in SETS for one in load_gold([DATA / f"{name}.jsonl"])
    ]
    readings = [onrecord.read(one.text or "", engine=engine) for _, one in gold]
    with tempfile.TemporaryDirectory() as folder, records.open(Path(folder) / "record.db") as record:
        keys = [key for key, _ in gold]
        for at in range(0, len(keys), BATCH):
            record.keep(readings[at : at + BATCH], keys[at : at + BATCH])
        known = _known(record)
    found = []
    for (key, one), reading in zip(gold, readings, strict=True):
        found += list(_matched(key, one, reading, known[key]))
    people = _people(found)
    return [statement for statement, _ in found if statement.person in people]


def _known(record: records.Record) -> dict[str, dict[str, int]]:
    """The entities of the record by the documents' keys and their labels."""
    table, document = schema.appearance, schema.document
    query = select(document.c.key, table.c.label, table.c.entity_id).join(table, table.c.document_id == document.c.id)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    with record.database.asking() as connection:
        for key, label, entity in connection.execute(query):
            found[key][label] = entity
    return found


def _matched(key: str, gold: Annotated, reading: Document, known: dict[str, int]) -> Iterator[tuple[Said, str | None]]:
    predicted = msgspec.convert(reading, Annotated, from_attributes=True)
    for truth, found in matched(gold, predicted):
        if truth.speaker and not truth.attitude:
            entity = reading.entity(found.speaker)
            name = " ".join(name_words(truth.speaker)) if "(unnamed)" not in truth.speaker else ""
            label = entity.id if entity else None
            yield (
                Said(
                    name if _named(truth.speaker) else "", known.get(label or ""), key, entity.name if entity else "-"
                ),
                entity.kind if entity else None,
            )


def _named(speaker: str) -> bool:
    """Whether a gold speaker is somebody with a name: no word of it in small letters, none of an institution."""
    words = speaker.split(" (")[0].replace("’s", "").split()
    lexicon = lexicon_of("en")
    return all(word[0].isupper() or word.startswith("al-") for word in words) and not any(
        lexicon.listed(word, "gou") or word in ("The", "Democrats", "Republicans") for word in words
    )


def _people(found: Iterable[tuple[Said, str | None]]) -> set[str]:
    """The gold speakers that are persons: most of their statements are read as one's."""
    kinds: dict[str, Counter[bool]] = defaultdict(Counter)
    for one, kind in found:
        if kind:
            kinds[one.person][kind == "person"] += 1
    return {name for name, count in kinds.items() if name and 2 * count[True] > count.total()}


def pairs(statements: Sequence[Said]) -> Figures:
    """Over all pairs of statements."""
    both: Counter[tuple[str, int]] = Counter((one.person, one.entity) for one in statements if one.entity is not None)
    true = Counter(one.person for one in statements)
    found = Counter(one.entity for one in statements if one.entity is not None)
    right = sum(map(_pairs, both.values()))
    return Figures(right, sum(map(_pairs, found.values())) - right, sum(map(_pairs, true.values())) - right)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def with_joining_right(statements: Sequence[Said], within: bool) -> list[Said]:
    """The same with one of the two steps made right by the gold: who speaks within a document, or who is who over all.

    Over all: each entity of a document is known as the person most of its statements are of. Within: each statement is
    spoken by the entity that most statements of the person have in the document.
    """
    numbers: dict[str, int] = {}
    if within:
        usual = _most((one.where, one.person, one.entity) for one in statements if one.entity is not None)
        return [one._replace(entity=usual.get((one.where, one.person), one.entity)) for one in statements]
    bearer = _most((one.where, one.entity, one.person) for one in statements if one.entity is not None)
    return [
        one._replace(entity=numbers.setdefault(bearer[one.where, one.entity], len(numbers)))
        if one.entity is not None
        else one
        for one in statements
    ]


def _most(found: Iterable[tuple[str, object, object]]) -> dict[tuple[str, object], object]:
    counts: dict[tuple[str, object], Counter[object]] = defaultdict(Counter)
    for where, key, value in found:
        counts[where, key][value] += 1
    return {key: min(count, key=lambda value: (-count[value], str(value))) for key, count in counts.items()}


def report(engine: str, errors: bool) -> Iterator[str]:
    """The figures as lines of Markdown."""
    statements = said(engine)
    people = len({one.person for one in statements})
    yield f"{len(statements)} statements of {people} people in {len({one.where for one in statements})} articles.\n"
    yield "| | pairs right | wrong | missed | F1 |"
    yield "|---|---:|---:|---:|---:|"
    rows = {
        "as joined": statements,
        "speakers within each article made right": with_joining_right(statements, within=True),
        "joining over articles made right": with_joining_right(statements, within=False),
    }
    for what, counted in rows.items():
        figures = pairs(counted)
        yield f"| {what} | {figures.right} | {figures.wrong} | {figures.missed} | {figures.f1:.3f} |"
    if errors:
        yield from _errors(statements)


def _errors(statements: Sequence[Said]) -> Iterator[str]:
    missed: Counter[tuple[str, ...]] = Counter()
    wrong: Counter[tuple[str, ...]] = Counter()
    for a, b in combinations(statements, 2):
        told = tuple(sorted(f"{one.where}/{one.found}" for one in (a, b)))
        if a.person == b.person and (a.entity != b.entity or a.entity is None):
            missed[(a.person, *told)] += 1
        elif a.person != b.person and a.entity == b.entity and a.entity is not None:
            wrong[(f"{a.person} <> {b.person}", *told)] += 1
    for what, found in (("missed", missed), ("wrong", wrong)):
        for key, count in found.most_common():
            yield f"{what} {count}: {' | '.join(key)}"


def scale(sizes: Sequence[int]) -> Iterator[str]:
    """What it costs to join invented people, added in batches as documents are, as lines of Markdown."""
    yield "| people | appearances | documents | CPU seconds of joining | of keeping and joining | most memory | F1 |"
    yield "|---:|---:|---:|---:|---:|---:|---:|"
    for size in sizes:
        command = [sys.executable, __file__, "--crowd", str(size)]
        yield subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def crowd(size: int) -> str:
    """One row of ``scale``; in a process of its own, for its memory."""
    spent, update = [0.0], joining.update

    def timed(connection: Connection, ids: Sequence[int], coming: Coming = NONE) -> list[int]:
        start = time.process_time()
        found = update(connection, ids, coming)
        spent[0] += time.process_time() - start
        return found

    joining.update = timed
    people: dict[tuple[str, str], int] = {}
    documents = appearances = 0
    made = Crowd(size).documents()
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder, records.open(Path(folder) / "record.db") as record:
        while batch := list(islice(made, BATCH)):
            record.keep([document for document, _ in batch])
            for document, who in batch:
                people |= {(document.id, f"e{label}"): person for label, person in enumerate(who, 1)}
                appearances += len(document.entities)
            documents += len(batch)
        whole = time.process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        known = _known(record)
    found = [Said(str(person), known[key].get(label), key, "") for (key, label), person in people.items()]
    return (
        f"| {size:,} | {appearances:,} | {documents:,} | {spent[0]:.0f} | {whole:.0f} | {memory:.2f} GB "
        f"| {pairs(found).f1:.3f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="fast")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--scale", action="store_true")
    parser.add_argument("--crowd", type=int, metavar="PEOPLE", help="one row of --scale")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.crowd:
        print(crowd(options.crowd))
        return
    if options.scale:
        for line in scale((10_000, 100_000)):
            print(line, flush=True)
        return
    if not (DATA / f"{SETS[0]}.jsonl").exists():
        print(f"{DATA}: no {SETS[0]}.jsonl; ONRECORD_DATA names the folder that holds gold/", file=sys.stderr)
        return
    lines = []
    for line in report(options.engine, options.errors):
        print(line, flush=True)
        lines.append(line)
    if options.write and not options.errors:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
