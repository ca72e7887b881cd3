"""A search string is read as words, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.queries import forms_of, fts5, parse, tsquery, tsquery_without


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("ferry pier", "The pier and the ferry.", True),
        ("ferry pier", "The ferry alone.", False),
        ('"the ferry"', "Of the ferry.", True),
        ('"ferry the"', "Of the ferry.", False),
        ("fer*", "Ferries sail.", True),
        ('"the fer"*', "All the ferries sail.", True),
        ("ferry -strike", "The ferry strike.", False),
        ("ferry -strike", "The ferry.", True),
        ('-"ferry strike"', "A strike of the ferry.", True),
        ("tram OR ferry", "The ferry.", True),
        ("tram OR bus", "The ferry.", False),
        ("tram OR bus ferry", "The bus.", False),
        ("OR ferry OR", "The ferry.", True),
        ("lodz", "W Łodzi, nie: Łódź.", True),
        ("chamenei", "list do Chameneiego", True),
        ('"chamenei"', "list do Chameneiego", False),
        ("e-mail", "An e-mail came.", True),
        ("ferry", "The ferr", False),
        ('"ferry', "The ferry.", True),
        ("NEAR(ferry)", "The ferry.", False),
    ],
)
def test_what_is_found(query: str, text: str, found: bool) -> None:
    assert parse(query).matches(text) is found


def test_hits_are_the_words_in_the_text() -> None:
    text = "Łódź is no łódź-like place"
    assert [text[a:b] for a, b in parse("lodz place").hits(text)] == ["Łódź", "łódź", "place"]


def test_hits_that_overlap_are_one() -> None:
    text = "the old ferry"
    assert [text[a:b] for a, b in parse('"the old" "old ferry"').hits(text)] == ["the old ferry"]


def test_short_words_have_no_other_forms() -> None:
    assert parse("ala").needed[0][0].forms == ()
    assert "nowaka" in forms_of("nowak")


@given(st.text())
def test_only_letters_and_digits_reach_a_database(text: str) -> None:
    query = parse(text)
    for left in (fts5(query, ()).replace("words : ", ""), tsquery(query), tsquery_without(query)):
        for mark in ("AND", "OR", "NOT", "<->", " & ", " | ", "!", ":*", "*", "(", ")", '"', "'", " "):
            left = left.replace(mark, "")
        assert not [character for character in left if character.isascii() and not character.isalnum()]


@given(st.text(), st.text())
def test_every_string_is_a_query_and_hits_lie_in_the_text(query: str, text: str) -> None:
    parsed = parse(query)
    parsed.matches(text)
    end = 0
    for start, stop in parsed.hits(text):
        assert end <= start < stop <= len(text)
        end = stop
