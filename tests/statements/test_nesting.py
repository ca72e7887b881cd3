"""Reports inside reports, summaries in quotation marks, and what is left alone."""

from __future__ import annotations

from reading import one, told, who_said

from onrecord import read


def test_report_inside_a_report_has_the_outer_one_as_parent() -> None:
    outer, inner = told("The Evening Lamp wrote that the chairman said that the harbor would be sold.")
    assert (outer.source, outer.parent) == ("The Evening Lamp", None)
    assert outer.content == ["that the chairman said that the harbor would be sold"]
    assert (inner.source, inner.content) == ("the chairman", ["that the harbor would be sold"])
    assert inner.parent == outer.content


def test_report_inside_a_quotation_has_its_own_speaker_and_the_quotation_as_parent() -> None:
    text = "The website of the guild wrote: “Chairman Osk Varran told the delegation that the harbor is ours.”"
    outer, inner = told(text)
    assert (outer.kind, outer.source) == ("direct", "The website of the guild")
    assert (inner.source, inner.addressee) == ("Chairman Osk Varran", "the delegation")
    assert inner.content == ["that the harbor is ours"]
    assert inner.parent == outer.content


def test_quotation_in_a_quoted_summary_has_its_own_speaker() -> None:
    text = (
        "The ministry published a summary of the talks:\n\n"
        "“The chairman, Osk Varran, said that the dam would hold. He thanked the fishermen of the harbor.\n\n"
        "“In reply, Ada Berg said the harbor was not for sale. ‘We built it with our hands,’ she said.\n\n"
        "“The two sides will meet again in the spring.”\n"
    )
    found = {tuple(s.content): s for s in told(text)}
    assert found[("that the dam would hold",)].source.startswith("The chairman, Osk Varran")  # type: ignore[union-attr]
    assert found[("the harbor was not for sale",)].source == "Ada Berg"
    hands = found[("‘We built it with our hands,’",)]
    assert (hands.kind, hands.source) == ("direct", "she")


def test_paragraph_of_a_summary_without_a_report_is_no_statement() -> None:
    text = (
        "The ministry published a summary of the talks:\n\n"
        "“Ada Berg said the harbor was not for sale.\n\n"
        "“The two sides will meet again in the spring.”\n"
    )
    assert not any("spring" in words for s in told(text) for words in s.content)


def test_first_person_inside_a_quotation_is_no_statement_of_its_own() -> None:
    found = one("Varran said: “I think that the dam will hold. I said that it would.”")
    assert found.content == ["“I think that the dam will hold. I said that it would.”"]


def test_somebody_else_inside_a_quotation_is() -> None:
    outer, inner = told("Varran said: “My mother told me that the dam would hold.”")
    assert inner.source == "My mother"
    assert inner.content == ["that the dam would hold"]
    assert inner.parent == outer.content


def test_caption_and_what_stands_round_it_are_kept_apart() -> None:
    text = (
        "Berg said the harbor was not for sale.\n\n"
        "Ada Berg (left) and Osk Varran (Source: Evening Lamp, March 3, 2025)\n\n"
        "“It is ours,” Varran said.\n"
    )
    assert who_said(text) == [
        ("Berg", "said", ["the harbor was not for sale"]),
        ("Varran", "said", ["“It is ours,”"]),
    ]
    assert [block.kind for block in read(text).blocks] == ["paragraph", "caption", "paragraph"]


def test_insertions_and_omissions_stay_in_the_content_with_their_spans() -> None:
    text = "“[The dam] will hold … for ever,” Berg said. Then she left [by boat]."
    (statement,) = read(text, until="statements").statements
    assert [text[a:b] for a, b in statement.content] == ["“[The dam] will hold … for ever,”"]
    assert [text[a:b] for a, b in statement.insertions] == ["[The dam]"]
    assert [text[a:b] for a, b in statement.omissions] == ["…"]


def test_omission_in_brackets_is_no_insertion() -> None:
    text = "“The dam will hold [...] for ever,” Berg said."
    (statement,) = read(text, until="statements").statements
    assert statement.insertions == ()
    assert [text[a:b] for a, b in statement.omissions] == ["[...]"]


def test_polish_report_inside_a_report_has_a_parent() -> None:
    outer, inner = told("Gazeta napisała, że burmistrz powiedziała, że port zostanie sprzedany.")
    assert (outer.source, inner.source) == ("Gazeta", "burmistrz")
    assert inner.content == ["że port zostanie sprzedany"]
    assert inner.parent == outer.content


def test_polish_first_person_inside_a_quotation_is_no_statement_of_its_own() -> None:
    found = one("Bergson powiedziała: „Myślę, że tama wytrzyma sto lat”.")
    assert (found.kind, found.content) == ("direct", ["„Myślę, że tama wytrzyma sto lat”"])
