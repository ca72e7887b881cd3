"""Pieces of one statement joined, and quotations that go on without a cue of their own."""

from __future__ import annotations

from reading import told, who_said


def test_quotation_after_the_reporting_clause_belongs_to_the_statement_before() -> None:
    (found,) = told("“We built it,” Berg said. “We shall keep it for our children.”")
    assert found.source == "Berg"
    assert found.content == ["“We built it,”", "“We shall keep it for our children.”"]


def test_resumed_half_sentence_belongs_to_its_first_half() -> None:
    (found,) = told("“The dam,” said Berg, “is still ours, whatever they say.”")
    assert found.content == ["“The dam,”", "“is still ours, whatever they say.”"]


def test_paragraph_of_quotation_alone_goes_on_with_the_statement_before() -> None:
    text = (
        "“We shall never sell the harbor,” Berg said.\n\n"
        "“It is ours, and it was our grandmothers’ before us.”\n\n"
        "The fishermen went home.\n"
    )
    (found,) = told(text)
    assert found.source == "Berg"
    assert found.content == [
        "“We shall never sell the harbor,”",
        "“It is ours, and it was our grandmothers’ before us.”",
    ]


def test_quotation_carried_over_three_paragraphs_is_one_statement() -> None:
    text = (
        "Berg said: “We shall never sell the harbor.\n\n"
        "“It is ours, and it was our grandmothers’ before us.\n\n"
        "“And it will be our children’s.”\n\n"
        "The fishermen went home.\n"
    )
    (found,) = told(text)
    assert (found.kind, found.source) == ("direct", "Berg")
    assert found.content == [
        "“We shall never sell the harbor.",
        "“It is ours, and it was our grandmothers’ before us.",
        "“And it will be our children’s.”",
    ]


def test_quotation_is_carried_past_a_caption() -> None:
    text = (
        "Berg said: “We shall never sell the harbor.\n\n"
        "Ada Berg and the dam (Photo: Evening Lamp, March 3, 2025)\n\n"
        "“It is ours, and it was our grandmothers’ before us.”\n"
    )
    (found,) = told(text)
    assert found.content == [
        "“We shall never sell the harbor.",
        "“It is ours, and it was our grandmothers’ before us.”",
    ]


def test_he_continued_begins_a_statement_of_its_own() -> None:
    text = "“We shall never sell the harbor,” Berg said. She continued: “It is ours and it will stay so.”"
    assert who_said(text) == [
        ("Berg", "said", ["“We shall never sell the harbor,”"]),
        ("She", "continued", ["“It is ours and it will stay so.”"]),
    ]


def test_two_speakers_with_the_same_words_are_two_statements() -> None:
    text = "“The dam will hold,” Berg wrote. “The dam will hold,” Varran wrote."
    assert who_said(text) == [
        ("Berg", "wrote", ["“The dam will hold,”"]),
        ("Varran", "wrote", ["“The dam will hold,”"]),
    ]


def test_quotation_that_nobody_introduces_is_given_to_nobody_elses_statement() -> None:
    text = (
        "“The dam will hold,” Berg said.\n\n"
        "The council met in the afternoon and left before dark.\n\n"
        "“It is ours, and it was our grandmothers’ before us.”\n"
    )
    assert who_said(text)[0] == ("Berg", "said", ["“The dam will hold,”"])


def test_quotation_after_an_indirect_report_is_not_joined_to_it() -> None:
    first, *_ = told("Berg said that the dam would hold. “It is old, but it is ours,” Varran said.")
    assert first.content == ["that the dam would hold"]


def test_subject_is_shared_by_the_second_verb() -> None:
    text = "Berg has said he would resign but added that the dam came first."
    assert who_said(text) == [
        ("Berg", "said", ["he would resign"]),
        ("Berg", "added", ["that the dam came first"]),
    ]


def test_polish_utterance_resumed_after_its_reporting_clause_is_one_statement() -> None:
    (found,) = told("„Tama wytrzyma” – powiedziała Ada Bergson. „Nie sprzedamy portu nikomu”.")
    assert found.source == "Ada Bergson"
    assert found.content == ["„Tama wytrzyma”", "„Nie sprzedamy portu nikomu”"]
