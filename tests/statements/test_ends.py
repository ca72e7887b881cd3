"""Where an indirect content stops before its sentence does."""

from __future__ import annotations

from reading import who_said


def test_question_of_a_second_verb_is_a_statement_of_its_own() -> None:
    assert who_said("Berg said the dam was safe and asked why nobody had looked at it.") == [
        ("Berg", "said", ["the dam was safe"]),
        ("Berg", "asked", ["why nobody had looked at it"]),
    ]


def test_quotation_of_a_second_verb_after_a_comma_is_a_statement_of_its_own() -> None:
    first, second = who_said("Berg urged the council to open the gate and said, “We have waited too long.”")
    assert first == ("Berg", "urged", ["to open the gate"])
    assert second[1:] == ("said", ["“We have waited too long.”"])


def test_somebody_else_saying_something_ends_what_is_praised() -> None:
    assert who_said("Others defended the plan, with one fisherman saying that it came late.")[0] == (
        "Others",
        "defended",
        ["the plan"],
    )


def test_clause_of_a_second_verb_is_a_statement_of_its_own() -> None:
    assert who_said("Berg said the dam would hold and added the water would fall.") == [
        ("Berg", "said", ["the dam would hold"]),
        ("Berg", "added", ["the water would fall"]),
    ]
    assert who_said("Berg described the plan as “a gift” and said many boats would be lost.") == [
        ("Berg", "described", ["the plan as “a gift”"]),
        ("Berg", "said", ["many boats would be lost"]),
    ]
