"""Whatever is decided, undone, redone, read anew and changed, in any order: the tables follow from what stands."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from onrecord import record as records
from onrecord.record import schema

from .writing import FERRY, HARBOUR, document, tables, written_anew

LONGER = ("The weather is fine.", *FERRY[:2], "Mara Wren said that it is late.", *FERRY[2:])
SHORTER = (FERRY[0], FERRY[3])
VERSIONS = {
    "ferry": [
        document(FERRY),
        document(FERRY, without=[0], reader="rules/2"),
        document(FERRY, without=[1, 2], reader="rules/3"),
        document(LONGER),
        document(SHORTER),
    ],
    "harbour": [document(HARBOUR, id="harbour"), document(HARBOUR[::-1], id="harbour")],
}
PEOPLE = ("Ines Falk", "Oskar Lind", "Mara Wren", "Nova Wren", "Tove Lind")

Step = Callable[[records.Record], object]
_KEY = st.sampled_from(list(VERSIONS))
_STATEMENT = st.builds("{}#{}".format, _KEY, st.sampled_from(("s1", "s2", "s3", "sa1", "sa2")))
_PERSON = st.sampled_from(PEOPLE)
_AT = st.integers(0, 60)


def _correct(
    verb: str, *arguments: st.SearchStrategy[object], **named: st.SearchStrategy[object]
) -> st.SearchStrategy[Step]:
    def step(*given: object, **also: object) -> Step:
        return lambda record: getattr(record.correct, verb)(*given, **also)

    return st.builds(step, *arguments, **named)


_KEEP: st.SearchStrategy[Step] = st.builds(
    lambda key, at: lambda record: record.keep([VERSIONS[key][at % len(VERSIONS[key])]], [key]), _KEY, st.integers(0, 4)
)
_CORRECT = st.one_of(
    _correct("accept", _STATEMENT),
    _correct("reject", _STATEMENT),
    _correct("reject", st.just("ferry#f0")),
    _correct("speaker", _STATEMENT, _PERSON),
    _correct("clear_speaker", _STATEMENT),
    _correct("addressee", _STATEMENT, _PERSON, _PERSON),
    _correct("kind", _STATEMENT, st.sampled_from(("direct", "mixed"))),
    _correct("occasion", _STATEMENT, st.just("o1")),
    _correct("occasion", _STATEMENT, kind=st.just("call"), participants=st.lists(_PERSON, max_size=2)),
    _correct("occasion", st.just("ferry#o1"), date=st.sampled_from(("2026-02-01", "2026", ""))),
    _correct("clear_occasion", _STATEMENT),
    _correct("spans", _STATEMENT, _AT.map(lambda at: [(at, at + 9)])),
    _correct("add", _KEY, _AT.map(lambda at: [(at, at + 20)]), speaker=_PERSON),
    _correct("merge", _PERSON, _PERSON),
    _correct("refuse_join", _PERSON, _PERSON),
    _correct("split", _PERSON, _KEY),
    _correct("rename", _PERSON, _PERSON),
    _correct("wikidata", _PERSON, st.sampled_from(("Q1", "Q2", None))),
)
_TURN = st.one_of(
    st.builds(lambda number: lambda record: record.undo(number), st.integers(1, 9)),
    st.builds(lambda number: lambda record: record.redo(number), st.integers(1, 9)),
    st.just(lambda record: record.undo()),
    st.just(lambda record: record.redo()),
)
STEPS = st.lists(st.one_of(_CORRECT, _CORRECT, _TURN, _KEEP), max_size=14)


Empty = Callable[[], contextlib.AbstractContextManager[records.Record]]


@pytest.fixture
def empty(record: records.Record, tmp_path: Path) -> Empty:
    """Gives an empty record as often as it is asked: the one there is, all rows deleted, or a new file."""

    @contextlib.contextmanager
    def emptied() -> Iterator[records.Record]:
        if record.database.is_sqlite:
            with tempfile.TemporaryDirectory(dir=tmp_path) as folder, records.open(Path(folder) / "record.db") as new:
                yield new
            return
        with record.database.writing() as connection:
            names = ", ".join(f'"{table.name}"' for table in schema.metadata.sorted_tables)
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        yield record

    return emptied


def _do(record: records.Record, steps: list[Step]) -> None:
    for step in steps:
        with contextlib.suppress(records.RecordError):
            step(record)


@given(steps=STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_tables_follow_from_the_readings_and_the_decisions_that_stand(empty: Empty, steps: list[Step]) -> None:
    with empty() as record:
        record.keep([found[0] for found in VERSIONS.values()], list(VERSIONS))
        _do(record, steps)
        before = tables(record)
        assert written_anew(record) == before


@given(steps=STEPS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_undone_is_as_if_nothing_had_been_decided(empty: Empty, steps: list[Step]) -> None:
    with empty() as record:
        record.keep([found[0] for found in VERSIONS.values()], list(VERSIONS))
        first = tables(record)
        _do(record, steps)
        standing = [entry.id for entry in record.history() if entry.stands]
        for number in standing:
            record.undo(number)
        for key, found in VERSIONS.items():
            record.keep([found[0]], [key])
        assert tables(record) == first
        for number in reversed(standing):
            record.redo(number)
        redone = tables(record)
        assert written_anew(record) == redone
