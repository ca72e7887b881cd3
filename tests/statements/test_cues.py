"""Cues of every kind: who is spoken to, what is denied or doubted, what is only thought."""

from __future__ import annotations

import pytest
from reading import one, told, who_said

# ---- addressees


@pytest.mark.parametrize(
    ("text", "addressee", "content"),
    [
        ("Berg told the delegation that the dam would hold.", "the delegation", ["that the dam would hold"]),
        ("She told him that the dam would hold.", "him", ["that the dam would hold"]),
        ("Berg told reporters: “You were not there.”", "reporters", ["“You were not there.”"]),
        ("Berg said to the fishermen that they were late.", "the fishermen", ["that they were late"]),
        ("Berg said to the fishermen: “You were late again.”", "the fishermen", ["“You were late again.”"]),
        ("Berg turned to the chairman and said: “You were not there.”", "the chairman", ["“You were not there.”"]),
        ("“It has been sold,” a guard whispered to the mayor.", "the mayor", ["“It has been sold,”"]),
        ("Berg urged the council to sell the harbor.", "the council", ["to sell the harbor"]),
    ],
)
def test_words_for_who_is_spoken_to(text: str, addressee: str, content: list[str]) -> None:
    found = one(text)
    assert (found.addressee, found.content) == (addressee, content)


def test_no_listener_is_invented() -> None:
    assert one("Berg said on Monday that the dam would hold.").addressee is None


def test_polish_listener_in_the_dative() -> None:
    found = one("Bergson powiedziała dziennikarzom, że port nie jest na sprzedaż.")
    assert (found.source, found.addressee) == ("Bergson", "dziennikarzom")
    assert found.content == ["że port nie jest na sprzedaż"]


def test_polish_listener_of_a_call() -> None:
    found = one("Bergson wezwała radę do odbudowy tamy.")
    assert (found.addressee, found.content) == ("radę", ["do odbudowy tamy"])


# ---- negated, hedged, denied


@pytest.mark.parametrize(
    "text",
    [
        "Berg did not say that the harbor would be sold.",
        "Berg never said the harbor would be sold.",
        "Bergson nie powiedziała, że port zostanie sprzedany.",
    ],
)
def test_what_was_not_said_is_negated(text: str) -> None:
    assert one(text).negated


@pytest.mark.parametrize(
    "text",
    ["Berg denied that the harbor had been sold.", "Bergson zaprzeczyła, że port został sprzedany."],
)
def test_denial_is_a_statement_and_not_negated(text: str) -> None:
    assert not one(text).negated


def test_negation_inside_the_content_does_not_negate_the_statement() -> None:
    assert not one("Berg said that the harbor would not be sold.").negated


def test_doubtful_report_is_hedged() -> None:
    found = one("Berg apparently told the council that the dam would hold.")
    assert found.hedged
    assert (found.source, found.addressee) == ("Berg", "the council")


def test_plain_report_is_not_hedged() -> None:
    assert not one("Berg told the council that the dam would hold.").hedged


def test_reportedly_reports_what_nobody_is_named_for() -> None:
    found = one("The harbor was reportedly sold.")
    assert (found.source, found.cue) == (None, "reportedly")
    assert found.content == ["The harbor was", "sold"]


# ---- participles


def test_participle_shares_the_subject_of_its_sentence() -> None:
    assert ("Berg", "adding", ["that the dam would hold"]) in who_said(
        "Berg praised the crews, adding that the dam would hold."
    )


def test_participle_before_a_quotation() -> None:
    *_, last = told("Berg praised the crews, adding: “The dam will hold for a hundred years.”")
    assert (last.kind, last.source, last.cue) == ("direct", "Berg", "adding")


def test_polish_participle_shares_the_subject_of_its_sentence() -> None:
    assert ("Bergson", "podkreślając", ["że tama wytrzyma sto lat"]) in who_said(
        "Bergson pochwaliła robotników, podkreślając, że tama wytrzyma sto lat."
    )


# ---- according to


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("According to the mayor, the dam will hold.", "the mayor", "According to", "the dam will hold"),
        ("The dam will hold, according to Berg.", "Berg", "according to", "The dam will hold"),
        ("In the words of Berg, the dam is a miracle.", "Berg", "In the words of", "the dam is a miracle"),
        ("Według Bergson tama wytrzyma sto lat.", "Bergson", "Według", "tama wytrzyma sto lat"),
        ("Zdaniem burmistrza tama wytrzyma sto lat.", "burmistrza", "Zdaniem", "tama wytrzyma sto lat"),
        ("Jak powiedziała Bergson, tama wytrzyma sto lat.", "Bergson", "powiedziała", "tama wytrzyma sto lat"),
    ],
)
def test_according_to_words_first_and_last(text: str, source: str, cue: str, content: str) -> None:
    assert who_said(text) == [(source, cue, [content])]


# ---- passive, impersonal, relative


def test_passive_leaves_the_source_empty_and_names_the_listener() -> None:
    found = one("The delegation was told that the dam would hold.")
    assert (found.source, found.cue, found.addressee) == (None, "told", "The delegation")
    assert found.content == ["that the dam would hold"]


def test_it_was_reported_that_has_its_clause_as_content() -> None:
    found = one("It was reported that the dam would hold.")
    assert (found.cue, found.content) == ("reported", ["that the dam would hold"])


def test_polish_impersonal_form_has_no_source() -> None:
    found = one("W komunikacie stwierdzono, że tama wytrzyma sto lat.")
    assert (found.source, found.cue) == (None, "stwierdzono")
    assert found.content == ["że tama wytrzyma sto lat"]


def test_relative_clause_with_a_cue_inside() -> None:
    found = one("Berg opened the bridge, which he said was a triumph of patience.")
    assert (found.source, found.cue) == ("he", "said")
    assert found.content == ["which", "was a triumph of patience"]


# ---- questions, promises


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Berg asked whether the dam would hold.", "asked", ["whether the dam would hold"]),
        ("Berg promised to repair the dam.", "promised", ["to repair the dam"]),
    ],
)
def test_questions_and_promises_are_statements(text: str, cue: str, content: list[str]) -> None:
    found = one(text)
    assert (found.source, found.cue, found.content) == ("Berg", cue, content)
    assert not found.attitude


# ---- attitudes


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Berg believes that the dam will hold.", ["that the dam will hold"]),
        ("Berg hopes the dam will hold.", ["the dam will hold"]),
        ("Berg wants to sell the harbor.", ["to sell the harbor"]),
        ("Bergson wierzy, że tama wytrzyma sto lat.", ["że tama wytrzyma sto lat"]),
    ],
)
def test_belief_hope_and_intention_are_marked_as_attitudes(text: str, content: list[str]) -> None:
    found = one(text)
    assert found.attitude
    assert found.content == content


def test_what_was_said_is_no_attitude() -> None:
    assert not one("Berg said that the dam would hold.").attitude


def test_final_consonant_is_doubled_after_a_stressed_syllable() -> None:
    assert one("Berg admitted that the dam was old.").cue == "admitted"
    assert one("“It is older than I am,” Berg quipped.").cue == "quipped"
    assert one("“It is old,” Berg offered.").cue == "offered"


def test_names_that_are_other_words_in_lower_case() -> None:
    assert one("US officials said the dam would hold.").source == "US officials"
    assert one("“We have it,” Berg told the council in late May.").content == ["“We have it,”"]
    assert one("Ada May said the dam would hold.").source == "Ada May"
    assert told("It may say little.") == []


def test_verbs_that_only_a_quotation_makes_speech() -> None:
    assert one("“It is ours,” beamed Ada Berg.").source == "Ada Berg"
    assert told("The sun beamed that morning over the harbor.") == []


def test_outlet_that_is_quoted_holds_the_whole_report() -> None:
    outer, inner = told("“It is ours,” the guard said, as quoted by the Lund Lamp.")
    assert (outer.source, outer.cue, inner.source) == ("the Lund Lamp", "as quoted by", "the guard")


def test_relative_clause_without_commas_stands_between_source_and_cue() -> None:
    found = one("“It is ours,” a guard who refused to be named told the Lamp.")
    assert (found.source, found.cue, found.addressee) == ("a guard", "told", "the Lamp")
