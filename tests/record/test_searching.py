"""Statements are found by words and filters, as a look at each of them would find them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import record as records
from onrecord.occasions.edtf import days_of
from onrecord.record import RecordError, searching
from onrecord.record.queries import parse
from onrecord.record.results import StatementRow
from onrecord.record.searching import Sort

from .databases import postgres_place
from .writing import Said, document

FALK, LIND = "Ines Falk", "Oskar Lind"


def contents(found: list[StatementRow]) -> list[str]:
    return [row.content for row in found]


@pytest.fixture
def town(record: records.Record) -> records.Record:
    """A record of three documents."""
    first = document(
        [Said("the ferry sails from Łódź", FALK, LIND), Said("the pier is safe", LIND, about=FALK, negated=True)],
        published="2025-02-03", outlet="Vesthavn Post", met=(FALK, LIND), place="Vesthavn",
    )  # fmt: skip
    second = document([Said("prom do Chameneiego", FALK, kind="indirect")], published="2025-03", language="pl")
    third = document([Said("no ferry at all", "Ines Falkner", confidence=0.4)], outlet="Østby Tidende")
    record.keep([first, second, third], ["first", "second", "third"])
    return record


def test_the_newest_come_first_and_undated_ones_last(town: records.Record) -> None:
    newest = [row.day for row in town.statements()]
    assert newest == ["2025-03-01", "2025-02-03", "2025-02-03", None]
    assert [row.day for row in town.statements(sort="oldest")] == newest[::-1]


@pytest.mark.parametrize(
    ("filters", "labels"),
    [
        ({"speaker": "falk"}, ["second#s1", "first#s1"]),
        ({"speaker": "ines falkner"}, ["third#s1"]),
        ({"addressee": "Oskar Lind"}, ["first#s1"]),
        ({"about": "Falk"}, ["first#s2"]),
        ({"place": "vesthavn"}, ["first#s2", "first#s1"]),
        ({"outlet": "vesthavn POST"}, ["first#s2", "first#s1"]),
        ({"outlet": "ostby tidende"}, ["third#s1"]),
        ({"language": "pl-PL"}, ["second#s1"]),
        ({"kind": "indirect"}, ["second#s1"]),
        ({"since": "2025-02", "until": "2025-02"}, ["first#s2", "first#s1"]),
        ({"since": "2025-03"}, ["second#s1"]),
        ({"until": "2024"}, []),
        ({"negated": True}, ["first#s2"]),
        ({"negated": False}, ["second#s1", "first#s1", "third#s1"]),
        ({"min_confidence": 0.8}, ["second#s1", "first#s2", "first#s1"]),
        ({"verdict": "accepted"}, []),
        ({"verdict": "open", "language": "pl"}, ["second#s1"]),
        ({"document": "third"}, ["third#s1"]),
        ({"speaker": "nobody"}, []),
        ({"speaker": "falk", "addressee": "lind", "outlet": "Vesthavn Post"}, ["first#s1"]),
    ],
)
def test_filters(town: records.Record, filters: dict[str, object], labels: list[str]) -> None:
    assert [f"{row.key}#{row.label}" for row in town.statements(**filters)] == labels


def test_words_and_filters_together(town: records.Record) -> None:
    assert contents(town.statements("ferry", speaker="Ines Falk")) == ["the ferry sails from Łódź"]
    assert contents(town.statements("lodz")) == ["the ferry sails from Łódź"]
    assert contents(town.statements("chamenei")) == ["prom do Chameneiego"]
    assert contents(town.statements("-ferry", outlet="Vesthavn Post")) == [f"{FALK} the pier is safe"]


def test_an_occasion_and_an_id_are_filters(town: records.Record) -> None:
    row = town.statements("lodz")[0]
    assert row.occasion is not None
    assert len(town.statements(occasion=row.occasion)) == 2
    assert town.statements(speaker=row.speaker_id) == town.statements(speaker=FALK)[:2]
    assert town.statement(row.id) == msg_without_hits(row)


def msg_without_hits(row: StatementRow) -> StatementRow:
    import msgspec

    return msgspec.structs.replace(row, hits=())


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
def test_pages_go_on_where_the_last_one_ended(town: records.Record, sort: Sort) -> None:
    text = "-nothing" if sort != "relevance" else "the OR ferry OR prom"
    whole = town.statements(text, sort=sort)
    pages, cursor = [], None
    for _ in range(6):
        page = town.statements(text, sort=sort, limit=1, after=cursor)
        pages += page
        cursor = page.cursor
        if cursor is None:
            break
    assert pages == list(whole)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_are_whole_wherever_the_answers_lie(
    record: records.Record, monkeypatch: pytest.MonkeyPatch, sort: Sort, limit: int
) -> None:
    monkeypatch.setattr(searching, "_WALKED", 1)
    said = [Said("ferry" if number % 3 == 0 else "tram", date=f"20{number:02}") for number in range(10, 40)]
    record.keep([document(said)], ["a"])
    whole = contents_and_days(record.statements("ferry", sort=sort, limit=None, min_confidence=0.5))
    pages, cursor = [], None
    for _ in range(12):
        page = record.statements("ferry", sort=sort, limit=limit, after=cursor, min_confidence=0.5)
        pages += contents_and_days(page)
        if (cursor := page.cursor) is None:
            break
    assert pages == whole
    assert len(whole) == 10


def contents_and_days(found: list[StatementRow]) -> list[tuple[str, str | None]]:
    return [(row.content, row.day) for row in found]


def test_what_fits_best_comes_first_by_relevance(record: records.Record) -> None:
    long = "ferry " + "and so on and on " * 20
    record.keep([document([Said(long), Said("ferry ferry")], published="2025")], ["a"])
    assert contents(record.statements("ferry", sort="relevance"))[0] == "ferry ferry"


@pytest.mark.parametrize(
    "wrong",
    [{"since": "soon"}, {"kind": "loud"}, {"nothing": "x"}, {"negated": "perhaps"}, {"sort": "best"}, {"after": "x;"},
     {"verdict": "maybe"}, {"min_confidence": "much"}],
)  # fmt: skip
def test_a_filter_that_is_none_is_told_in_a_line(town: records.Record, wrong: dict[str, str]) -> None:
    with pytest.raises(RecordError) as told:
        town.statements(**wrong)  # type: ignore[arg-type]
    assert "\n" not in str(told.value)


def test_what_is_removed_or_replaced_is_not_found(town: records.Record) -> None:
    town.keep([document([Said("the tram", "Ada Moe")])], ["third"])
    assert town.statements("ferry", document="third") == []
    assert [row.name for row in town.people("Falkner")] == []


def test_extracts_give_the_documents_with_what_was_found(town: records.Record) -> None:
    found = list(town.extracts("ferry OR pier"))
    assert [(one.key, one.chosen) for one in found] == [("first", ("s1", "s2")), ("third", ("s1",))]
    assert {known.name for known in found[0].known.values()} == {FALK, LIND, "Vesthavn"}
    assert list(town.extracts("nowhere")) == []


def test_extracts_of_many_documents_have_each_once(record: records.Record) -> None:
    many = [document([Said(f"ferry {n}"), Said("tram")], published=f"20{n % 60 + 10}") for n in range(120)]
    record.keep(many, [f"key{n}" for n in range(120)])
    assert [(one.key, one.chosen) for one in record.extracts("ferry")] == [(f"key{n}", ("s1",)) for n in range(120)]


def test_a_result_turns_into_tables(town: records.Record) -> None:
    found = town.statements()
    assert list(found.to_pandas()["content"]) == contents(found)
    assert found.to_arrow().num_rows == 4


WORDS = ["ferry", "pier", "Łódź", "lodzi", "tram", "the", "Nowak", "Nowaka", "nowakowi", "no"]
NAMES = [FALK, "Ines Falkner", LIND, "Falk Lind"]
SPEAKERS = [None, *NAMES, "falk"]
DATES = [None, "2024", "2025-02", "2025-02-03", "2025-03-01"]
SAID = st.builds(
    Said,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
    st.sampled_from([None, *NAMES]),
    st.sampled_from([None, *NAMES]),
    about=st.none(),
    kind=st.sampled_from(["direct", "mixed", "indirect"]),
    date=st.sampled_from(DATES),
    negated=st.booleans(),
    confidence=st.sampled_from([0.3, 0.9]),
)
RECORDS = st.lists(st.tuples(st.lists(SAID, max_size=4), st.sampled_from(DATES)), min_size=1, max_size=4)
MARKS = ["OR", '"', "(", "NOT", "NEAR", "*", "-", "'", "words:"]
QUERIES = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from([*WORDS, "-tram", "fer*", '"the ferry"', *MARKS]),
        max_size=5,
    ).map(" ".join),
)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def kept(request: pytest.FixtureRequest) -> Iterator[records.Record]:
    """One record for many examples."""
    with tempfile.TemporaryDirectory() as folder:
        places = iter([str(Path(folder) / "record.db")]) if request.param == "sqlite" else postgres_place()
        with records.open(next(places)) as opened:
            yield opened
        next(places, None)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RECORDS, st.lists(QUERIES, min_size=1, max_size=4), st.sampled_from(SPEAKERS), st.sampled_from(DATES))
def test_what_is_found_is_what_a_look_at_each_statement_finds(
    kept: records.Record, made: list[tuple[list[Said], str | None]], queries: list[str], speaker: str | None,
    since: str | None,
) -> None:  # fmt: skip
    outlet = os.urandom(6).hex()
    documents = [document(said, published=published, outlet=outlet) for said, published in made]
    kept.keep(documents, [f"{outlet}{number}" for number in range(len(documents))])
    for query in queries:
        found = kept.statements(query, outlet=outlet, speaker=speaker, since=since, limit=None)
        expected = {
            f"{outlet}{number}#s{at}"
            for number, (said, published) in enumerate(made)
            for at, one in enumerate(said, 1)
            if parse(query).matches(one.content)
            and (speaker is None or set(speaker.lower().split()) <= set((one.speaker or "").lower().split()))
            and _since(one.date or published, since)
        }
        assert {f"{row.key}#{row.label}" for row in found} == expected
        days = [row.day or "" for row in found]
        assert days == sorted(days, reverse=True)
        relevant = kept.statements(query, outlet=outlet, speaker=speaker, since=since, limit=None, sort="relevance")
        assert {row.id for row in relevant} == {row.id for row in found}


def _since(date: str | None, since: str | None) -> bool:
    days, least = days_of(date), days_of(since)
    return least is None or (days is not None and days[0] >= least[0])


def test_a_document_is_meant_by_its_ref_its_key_or_a_path_from_here(
    record: records.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept,) = record.keep([document([Said("the ferry sails", FALK)])], [(tmp_path / "ferry.txt").resolve().as_posix()])
    monkeypatch.chdir(tmp_path)
    for said in (kept.ref, str(tmp_path / "ferry.txt"), "ferry.txt", "./ferry.txt"):
        assert len(record.statements(document=said)) == 1
    record.correct.accept("ferry.txt#s1", who="ada")
    assert [one.label for one in record.history(about="ferry.txt#s1")] == ["s1"]
    assert len(record.changes(document="ferry.txt")) == 1
