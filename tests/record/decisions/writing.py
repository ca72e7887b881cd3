"""Short documents with everything a person may correct, and the tables of a record in a form that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, func, select, text, update

from onrecord import record as records
from onrecord.document import Document, Entity, Finding, Mention, Occasion, Span, Statement
from onrecord.record import keeping, schema

FERRY = (
    "Ines Falk said the ferry will sail on Monday.",
    "Oskar Lind added that the pier is safe.",
    "Ines Falk told Oskar Lind that the town will pay.",
    "They met in Ostrow on Friday.",
)
HARBOUR = (
    "Mara Wren said that the harbour is old.",
    "Oskar Lind said that it is dear.",
)
_SAID = re.compile(
    r"^(?P<source>\w+ \w+) (?P<cue>said|added|told)(?: (?P<to>[A-Z]\w+ \w+))?(?: that)? (?P<content>.+)\.$"
)
_NAME = re.compile(r"[A-ZÓ]\w+ (?:Falk|Lind|Wren)")


def document(
    lines: Iterable[str], *, id: str = "ferry", without: Iterable[int] = (), reader: str = "rules/1"
) -> Document:
    """A document of sentences; those numbered in ``without`` are not read as statements, so labels after them move."""
    text, statements, mentions = "", [], {}
    left_out = set(without)
    for number, line in enumerate(lines):
        start = len(text)
        text += f"{line}\n"
        for found in _NAME.finditer(line):
            span = (start + found.start(), start + found.end())
            mentions.setdefault(found[0], []).append(Mention(*span, found[0], "en", "name"))
        if (found := _SAID.match(line)) and number not in left_out:
            statements.append((found, start))
    labels = {name: f"e{at}" for at, name in enumerate(mentions, 1)}
    place = text.find("Ostrow")
    entities = [Entity(labels[name], "person", name, None, tuple(found)) for name, found in mentions.items()]
    occasions: tuple[Occasion, ...] = ()
    if place >= 0:
        where = Mention(place, place + 6, "Ostrow", "en", "name")
        entities.append(Entity(f"e{len(labels) + 1}", "place", "Ostrow", None, (where,)))
        met = ((place - len("They met in "), place + 6),)
        occasions = (Occasion("o1", "meeting", "2026-02", entities[-1].id, tuple(labels.values())[:1], met),)
    made = tuple(_statement(f"s{at}", found, start, labels) for at, (found, start) in enumerate(statements, 1))
    return Document(
        id, text, reader, published="2026-03-02", language="en", statements=made, entities=tuple(entities),
        occasions=occasions, findings=_findings(text),
    )  # fmt: skip


def _statement(label: str, found: re.Match[str], start: int, labels: dict[str, str]) -> Statement:
    def spans(part: str) -> tuple[Span, ...]:
        return ((start + found.start(part), start + found.end(part)),) if found[part] else ()

    to = (labels[found["to"]],) if found["to"] else ()
    return Statement(
        label, "indirect", spans("content"), spans("source"), spans("cue"), spans("to"), labels.get(found["source"]),
        to, confidence=0.9, why="rules:test",
    )  # fmt: skip


def _findings(text: str) -> tuple[Finding, ...]:
    at = text.find("Monday")
    return (Finding("weekday-mismatch", "warning", "2 March 2026 was a Monday", ((at, at + 6),)),) if at >= 0 else ()


def tables(record: records.Record) -> dict[str, list[tuple[Any, ...]]]:
    """All rows that are written from documents, with nothing in them that depends on the order of events."""
    with record.database.asking() as connection:
        refs = {row.id: row.ref for row in connection.execute(select(schema.document.c.id, schema.document.c.ref))}
        places: dict[int, list[str]] = {}
        for row in connection.execute(select(schema.appearance)):
            places.setdefault(row.entity_id, []).append(f"{refs[row.document_id]}#{row.label}")
        who = {id_: min(found) for id_, found in places.items()}
        found = {"entity": sorted(
            (who[row.id], row.kind, row.name, row.wikidata or "", tuple(sorted(places[row.id])))
            for row in connection.execute(select(schema.entity)) if row.id in who
        )}  # fmt: skip
        for table in schema.OF_A_DOCUMENT:
            rows = [dict(row) for row in connection.execute(select(table)).mappings()]
            found[table.name] = sorted((tuple(_plain(row, refs, who).items()) for row in rows), key=repr)
        searched = "search_docsize" if record.database.is_sqlite else "statement WHERE words IS NOT NULL"
        count = connection.execute(text(f"SELECT count(*) FROM {searched}")).scalar_one()
        query = select(func.count()).select_from(schema.statement).where(schema.statement.c.facets.is_not(None))
        assert count == connection.execute(query).scalar_one()
    return found


def _plain(row: dict[str, Any], refs: dict[int, str], who: dict[int, str]) -> dict[str, Any]:
    row.pop("id", None)
    row["document_id"] = refs[row["document_id"]]
    for column in ("entity_id", "speaker_id"):
        if row.get(column) is not None:
            row[column] = who[row[column]]
    if row.get("facets"):
        known = re.compile(r"^([samvp])(\d+)$")
        row["facets"] = sorted(
            f"{match[1]}:{who[int(match[2])]}" if (match := known.match(facet)) else re.sub(r"^([do])\d+", r"\1", facet)
            for facet in row["facets"].split()
        )
    return row


OF_JOINING = (
    schema.namesake, schema.bearing, schema.block, schema.also_called, schema.judgement, schema.bond, schema.chosen,
)  # fmt: skip


def written_anew(record: records.Record) -> dict[str, list[tuple[Any, ...]]]:
    """The tables as they are when all is forgotten but the readings and the decisions that stand."""
    with record.database.writing() as connection:
        current = select(schema.document.c.id).where(schema.document.c.current).order_by(schema.document.c.id)
        ids = list(connection.execute(current).scalars())
        keeping.erase(connection, ids)
        for table in OF_JOINING:
            connection.execute(delete(table))
        connection.execute(delete(schema.entity))
        connection.execute(delete(schema.decision).where(schema.decision.c.undone))
        connection.execute(update(schema.event).values(what="made"))
        keeping.project(connection, ids)
    return tables(record)


def statement(record: records.Record, reference: str) -> Any:
    """The row of a statement."""
    key, _, label = reference.partition("#")
    with record.database.asking() as connection:
        query = (
            select(schema.statement, schema.entity.c.name.label("said_by"))
            .join(schema.document, schema.document.c.id == schema.statement.c.document_id)
            .outerjoin(schema.entity, schema.entity.c.id == schema.statement.c.speaker_id)
            .where(schema.document.c.key == key, schema.statement.c.label == label)
        )
        return connection.execute(query).first()


def labels(record: records.Record, key: str) -> list[str]:
    """The labels of a document's statements in the order of the text."""
    with record.database.asking() as connection:
        query = (
            select(schema.statement.c.label)
            .join(schema.document, schema.document.c.id == schema.statement.c.document_id)
            .where(schema.document.c.key == key)
            .order_by(schema.statement.c.start)
        )
        return list(connection.execute(query).scalars())


def people(record: records.Record) -> dict[str, int]:
    """The entities by name; of those who share a name the last."""
    with record.database.asking() as connection:
        return {row.name: row.id for row in connection.execute(select(schema.entity).order_by(schema.entity.c.id))}
