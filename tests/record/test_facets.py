"""What was found is counted by speaker, outlet, language, kind and year, as a look at each of it would count it."""

from __future__ import annotations

from collections import Counter

import pytest

from onrecord import record as records
from onrecord.record import RecordError, searching
from onrecord.record.facets import Facets, Value

from .writing import Said, document

FALK, LIND = "Ines Falk", "Oskar Lind"


@pytest.fixture
def town(record: records.Record) -> records.Record:
    """A record of three documents."""
    first = document(
        [Said("the ferry sails", FALK, LIND), Said("the ferry is safe", LIND), Said("a ferry", FALK, kind="indirect")],
        published="2025-02-03", outlet="Vesthavn Post",
    )  # fmt: skip
    second = document([Said("ferry i prom", FALK)], published="2024-03", language="pl-PL", outlet="vesthavn post")
    third = document([Said("no ferry at all"), Said("no tram")], outlet="Østby Tidende")
    record.keep([first, second, third], ["first", "second", "third"])
    return record


def told(values: tuple[Value, ...]) -> list[tuple[str, int]]:
    return [(one.name, one.number) for one in values]


def test_facets_tell_how_many_statements_each_value_leaves(town: records.Record) -> None:
    found = town.facets("ferry")
    assert (found.counted, found.whole) == (5, True)
    assert told(found.speaker) == [(FALK, 3), (LIND, 1)]
    assert told(found.outlet) == [("Vesthavn Post", 4), ("Østby Tidende", 1)]
    assert told(found.language) == [("en", 4), ("pl", 1)]
    assert told(found.kind) == [("direct", 4), ("indirect", 1)]
    assert told(found.year) == [("2025", 3), ("2024", 1)]


@pytest.mark.parametrize("words", ["ferry", None, "-tram"])
def test_a_search_narrowed_by_a_value_finds_so_many(town: records.Record, words: str | None) -> None:
    found = town.facets(words)
    for filter_ in ("speaker", "outlet", "language", "kind"):
        for one in getattr(found, filter_):
            assert len(town.statements(words, **{filter_: one.value})) == one.number
    for one in found.year:
        assert len(town.statements(words, since=one.value, until=one.value)) == one.number


def test_facets_are_narrowed_by_filters(town: records.Record) -> None:
    assert told(town.facets("ferry", speaker=FALK, kind="direct").year) == [("2025", 1), ("2024", 1)]
    assert town.facets("ferry", speaker="Nobody At All") == Facets(0, True)
    with pytest.raises(RecordError):
        town.facets(kind="loud")


@pytest.mark.parametrize("walked", [1, 20_000])
def test_of_many_the_newest_are_counted(
    record: records.Record, monkeypatch: pytest.MonkeyPatch, walked: int
) -> None:
    monkeypatch.setattr(searching, "_WALKED_IN_ALL", walked)
    said = [Said("ferry" if number % 3 else "tram", FALK, date=f"20{number:02}") for number in range(10, 40)]
    record.keep([document(said)], ["a"])
    found = record.facets("ferry", most=5)
    assert (found.counted, found.whole) == (5, False)
    assert [one.value for one in found.year] == ["2038", "2037", "2035", "2034", "2032"]
    assert record.facets("ferry", most=20).whole
    assert record.facets("ferry", most=19) == record.facets("ferry OR prom", most=19)
    assert record.facets("ferry", most=5, min_confidence=0.95) == Facets(0, True)


def test_versions_of_a_document_are_its_companions(record: records.Record) -> None:
    old, new = (record.keep([document([Said(words, FALK)])], ["key"])[0].ref for words in ("first", "second"))
    assert [(one.ref, one.current) for one in record.companions(new).versions] == [(old, False)]
    assert [(one.ref, one.current) for one in record.companions(old).versions] == [(new, True)]
    assert record.companions("nothing").versions == ()


def test_documents_that_share_speakers_and_dates_are_companions(record: records.Record) -> None:
    given = {
        "own": document([Said("a", FALK), Said("b", LIND)], published="2025-02-03"),
        "both": document([Said("c", LIND), Said("d", FALK)], published="2025-02-05"),
        "one": document([Said("e", FALK), Said("f", FALK)], published="2025-02-01"),
        "long ago": document([Said("g", FALK), Said("h", LIND)], published="2024-02-01"),
        "others": document([Said("i", "Ada Moe")], published="2025-02-03"),
    }
    refs = {one.ref: key for one, key in zip(record.keep(given.values(), list(given)), given, strict=True)}
    own = next(ref for ref, key in refs.items() if key == "own")
    found = record.companions(own).related
    assert [(refs[one.ref], one.speakers, one.statements) for one in found] == [("both", 2, 2), ("one", 1, 2)]
    assert [refs[one.ref] for one in record.companions(own, limit=1).related] == ["both"]


def test_a_document_without_dates_has_companions_of_any_date(record: records.Record) -> None:
    kept = record.keep(
        [document([Said("a", FALK)]), document([Said("b", FALK)], published="1998"), document([Said("c")])], list("abc")
    )
    assert [one.ref for one in record.companions(kept[0].ref).related] == [kept[1].ref]
    assert record.companions(kept[2].ref).related == ()
    assert Counter(one.ref for one in record.companions(kept[1].ref).related) == {}
