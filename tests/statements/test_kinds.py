"""Direct, mixed and indirect statements, and where their source stands."""

from __future__ import annotations

import pytest
from reading import one, told, who_said


def test_quotation_with_its_reporting_clause_is_direct() -> None:
    found = one("“The dam will hold,” Mayor Ada Berg said.")
    assert (found.kind, found.source, found.cue) == ("direct", "Mayor Ada Berg", "said")
    assert found.content == ["“The dam will hold,”"]


def test_clause_with_quoted_words_in_it_is_mixed() -> None:
    found = one("Berg said that the dam was “a quiet miracle” of masonry.")
    assert (found.kind, found.source, found.cue) == ("mixed", "Berg", "said")
    assert found.content == ["that the dam was “a quiet miracle” of masonry"]


def test_clause_without_quoted_words_is_indirect_and_keeps_its_that() -> None:
    found = one("Berg said that the dam would hold.")
    assert (found.kind, found.source, found.cue) == ("indirect", "Berg", "said")
    assert found.content == ["that the dam would hold"]


def test_that_may_be_left_out() -> None:
    assert who_said("Berg said the dam would hold.") == [("Berg", "said", ["the dam would hold"])]


def test_two_that_clauses_of_one_cue_are_one_statement() -> None:
    found = one("Berg said that the dam would hold and that the water would fall.")
    assert found.content == ["that the dam would hold and that the water would fall"]


def test_source_before_a_quotation() -> None:
    found = one("Ada Berg said: “The dam will hold for a hundred years.”")
    assert (found.kind, found.source) == ("direct", "Ada Berg")
    assert found.content == ["“The dam will hold for a hundred years.”"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“The dam will hold,” Berg said.", "Berg"),
        ("“The dam will hold,” said Ada Berg, the mayor of Lund Harbor.", "Ada Berg"),
        ("“The dam will hold,” said the mayor of Lund Harbor.", "the mayor of Lund Harbor"),
    ],
)
def test_source_after_a_quotation(text: str, source: str) -> None:
    found = one(text)
    assert found.kind == "direct"
    assert found.source is not None
    assert found.source.startswith(source)


def test_source_between_two_halves_of_a_quotation() -> None:
    found = one("“We built it,” Berg said, “and we shall keep it.”")
    assert (found.kind, found.source) == ("direct", "Berg")
    assert found.content == ["“We built it,”", "“and we shall keep it.”"]


def test_source_after_a_clause() -> None:
    assert who_said("The dam will hold for a hundred years, Berg said.") == [
        ("Berg", "said", ["The dam will hold for a hundred years"])
    ]


def test_source_inside_a_clause() -> None:
    found = one("The dam, Berg said, will hold for a hundred years.")
    assert (found.kind, found.source) == ("indirect", "Berg")
    assert found.content == ["The dam", "will hold for a hundred years"]


def test_relative_clause_after_the_source_is_no_part_of_it() -> None:
    found = one("The mayor, who lives by the sea, said that the dam would hold.")
    assert (found.source, found.content) == ("The mayor", ["that the dam would hold"])


def test_when_and_where_of_a_cue_are_stepped_over() -> None:
    found = one("Berg said on Monday in a statement that the dam would hold.")
    assert (found.source, found.content) == ("Berg", ["that the dam would hold"])


@pytest.mark.parametrize(
    "text",
    [
        '"The dam will hold," the mayor of Lund said.',
        "‘The dam will hold,’ the mayor of Lund said.",
        "«The dam will hold,» the mayor of Lund said.",
        "``The dam will hold,'' the mayor of Lund said.",
        "„The dam will hold,” the mayor of Lund said.",
    ],
)
def test_any_marks_make_a_direct_statement(text: str) -> None:
    found = one(text)
    assert (found.kind, found.source, found.cue) == ("direct", "the mayor of Lund", "said")
    assert found.content == [text[: text.index(" the mayor")]]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “quiet dam” was opened in March.",
        "She had read “The Last Bell of Lund” twice.",
        "The fishermen went home in the rain and mended the nets.",
        "",
    ],
)
def test_scare_quotes_titles_and_plain_narration_are_no_statements(text: str) -> None:
    assert told(text, "en") == []


# ---- Polish


def test_polish_quotation_with_its_reporting_clause_is_direct() -> None:
    found = one("„Tama wytrzyma sto lat” – powiedziała burmistrz Ada Bergson.")
    assert (found.kind, found.source, found.cue) == ("direct", "burmistrz Ada Bergson", "powiedziała")
    assert found.content == ["„Tama wytrzyma sto lat”"]


def test_polish_dialogue_dash_makes_an_utterance_direct_and_is_no_part_of_it() -> None:
    found = one("– Tama wytrzyma sto lat – powiedziała Ada Bergson. – Nie sprzedamy portu.")
    assert (found.kind, found.source, found.cue) == ("direct", "Ada Bergson", "powiedziała")
    assert found.content == ["Tama wytrzyma sto lat", "Nie sprzedamy portu."]


def test_polish_quoted_words_in_a_clause_make_it_mixed() -> None:
    found = one("Rzecznik rady zapewnił, że tama „wytrzyma każdą wodę” i nie wymaga remontu.")
    assert (found.kind, found.source) == ("mixed", "Rzecznik rady")
    assert found.content == ["że tama „wytrzyma każdą wodę” i nie wymaga remontu"]


def test_polish_clause_keeps_its_complementiser() -> None:
    found = one("Bergson powiedziała, że tama wytrzyma sto lat.")
    assert (found.kind, found.source, found.content) == ("indirect", "Bergson", ["że tama wytrzyma sto lat"])


def test_polish_dropped_subject_leaves_the_source_empty() -> None:
    found = one("Dodała, że port nie jest na sprzedaż, bo tak zdecydowała rada.")
    assert (found.source, found.cue) == (None, "Dodała")
    assert found.content == ["że port nie jest na sprzedaż, bo tak zdecydowała rada"]


def test_verb_of_a_clause_may_stand_in_the_quotation() -> None:
    found = one("Berg said the old dam's “walls cannot be left to the river, whatever it costs.”")
    assert found.kind == "mixed"
    assert found.content == ["the old dam's “walls cannot be left to the river, whatever it costs.”"]


def test_speaker_between_the_parts_of_an_indirect_statement() -> None:
    found = one("The fishermen, as Berg says, feel the river in their bones.")
    assert (found.source, found.cue) == ("Berg", "says")
