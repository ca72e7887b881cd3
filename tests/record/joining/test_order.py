"""Whatever the order and the batches in which documents come and go, the same people come out."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from onrecord import record as records
from onrecord.document import Document, Entity
from onrecord.record import keeping, schema

from .writing import document, judged, names, partition, person

NAMES = (
    "Ines Falk", "Inés Falk", "Ynes Falk", "Ines Valk", "Falk", "Ines", "Jon Falk", "John Falk", "Jan Falk", "Falke",
    "Oskar Brandt", "Oscar Brant", "Brandt", "Mira Solano",
    "Mira Solana", "Mira Jo Solano", "Solano", "Mira", "M. Solano",
    "Ali Karimi", "Alim Karimi", "Karimi", "Ali Rahimi",
)  # fmt: skip
OTHERS = ("Harbour Board", "Tide Institute", "Tide", "Lumen Post")
ROLES = (None, None, ("mayor", "Ostrava Bay"), ("harbour master", None), ("minister", "Tide"))


def _entity(name: str, language: str, other: str, role: tuple[str, str | None] | None, wikidata: str | None) -> Entity:
    more = (other,) if other else ()
    return person(name, *more, language=language, role=role, wikidata=wikidata)


PEOPLE = st.builds(
    _entity,
    st.sampled_from(NAMES),
    st.sampled_from(("en", "pl", "de")),
    st.sampled_from(("", "", "", *NAMES)),
    st.sampled_from(ROLES),
    st.sampled_from((None, None, None, None, "Q1", "Q2")),
)
BODIES = st.builds(
    lambda name, kind: person(name, kind=kind), st.sampled_from(OTHERS), st.sampled_from(("organization", "outlet"))
)
TEXTS = st.lists(
    st.tuples(st.lists(PEOPLE, min_size=1, max_size=4), st.lists(BODIES, max_size=3)), min_size=1, max_size=9
)


def _documents(texts: Sequence[tuple[list[Entity], list[Entity]]]) -> list[Document]:
    return [
        document(f"d{number}", *people, *bodies, together=range(1, len(people) + 1) if number % 2 else ())
        for number, (people, bodies) in enumerate(texts)
    ]


@cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        records.open(path).close()
        return path.read_bytes()


def _empty(path: Path) -> records.Record:
    path.write_bytes(_template())
    return records.open(path)


def _told(batches: Sequence[Sequence[Document]], gone: Sequence[Document] = ()) -> tuple[object, ...]:
    """Everything there is to tell of a record to which batches were added, and from which some were removed."""
    with tempfile.TemporaryDirectory() as folder, _empty(Path(folder) / "record.db") as record:
        for batch in batches:
            record.keep(batch, [one.id for one in batch])
        with record.database.writing() as connection:
            table = schema.document
            keys = [one.id for one in gone]
            keeping.remove(
                connection, connection.execute(select(table.c.id).where(table.c.key.in_(keys))).scalars().all()
            )
        with record.database.asking() as connection:
            count = connection.execute(select(func.count()).select_from(schema.entity)).scalar_one()
            blocks = connection.execute(select(schema.block)).all()
            namesakes = connection.execute(select(schema.namesake.c.id, schema.namesake.c.appearances)).all()
        told = (
            partition(record),
            names(record),
            judged(record),
            count,
            set(map(tuple, blocks)),
            set(map(tuple, namesakes)),
        )
    assert count == len(told[0])
    return told


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texts=TEXTS, data=st.data())
def test_any_order_and_any_batches_give_the_same_people_names_and_proposals(
    texts: list[tuple[list[Entity], list[Entity]]], data: st.DataObject
) -> None:
    documents = _documents(texts)
    shuffled = data.draw(st.permutations(documents))
    batches: list[list[Document]] = [[]]
    for one in shuffled:
        if data.draw(st.booleans()):
            batches.append([])
        batches[-1].append(one)
    assert _told(batches) == _told([documents])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texts=TEXTS, data=st.data())
def test_what_is_removed_leaves_no_trace_in_who_is_who(
    texts: list[tuple[list[Entity], list[Entity]]], data: st.DataObject
) -> None:
    documents = _documents(texts)
    gone = data.draw(st.lists(st.sampled_from(documents), unique_by=lambda one: one.id))
    ids = {one.id for one in gone}
    assert _told([[one] for one in documents], gone) == _told([[one for one in documents if one.id not in ids]])
