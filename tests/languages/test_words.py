"""The words of a text with their offsets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.languages.words import Words


def forms(text: str) -> list[str]:
    return Words(text).forms


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(" \n.,'’-“”")), max_size=80)
)
def test_offsets_give_back_every_word_and_leave_only_space_between(text: str) -> None:
    words = Words(text)
    assert len(words.forms) == len(words.starts) == len(words.ends)
    last = 0
    for form, start, end in zip(words.forms, words.starts, words.ends, strict=True):
        assert last <= start < end <= len(text)
        assert text[start:end] == form
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


def test_offsets_count_code_points_not_bytes() -> None:
    words = Words("  🌊 Łódź, said")
    assert words.forms == ["🌊", "Łódź", ",", "said"]
    assert list(zip(words.starts, words.ends, strict=True)) == [(2, 3), (4, 8), (8, 9), (10, 14)]


@pytest.mark.parametrize("word", ["Isma’il", "Hamas's", "U.S.", "e.g.", "1,300", "3.5", "so-called", "AT&T"])
def test_word_with_marks_inside_is_one(word: str) -> None:
    assert forms(f"the {word} one") == ["the", word, "one"]


def test_marks_stand_apart_from_the_words_they_touch() -> None:
    assert forms("“It holds,” he said.") == ["“", "It", "holds", ",", "”", "he", "said", "."]


def test_words_between_two_offsets_are_those_that_begin_there() -> None:
    words = Words("one two three")
    assert words.between(0, 13) == (0, 3)
    assert words.between(4, 7) == (1, 2)
    assert words.between(5, 8) == (2, 2)
    assert words.between(13, 13) == (3, 3)


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_text_without_words_has_none(text: str) -> None:
    assert forms(text) == []
