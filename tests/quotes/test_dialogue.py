"""The dialogue dash."""

from __future__ import annotations

from typographies import read, words


def test_utterance_split_by_reporting_clause_is_one_quotation() -> None:
    text = "– Nie ma czasu – powiedział Jan Kos. – Musimy iść."
    assert words(text, "pl") == [["Nie ma czasu", "Musimy iść."]]
    assert read(text, "pl")[0].form == "dash"


def test_hyphen_serves_as_dash() -> None:
    assert words("- Tak - powiedział Kos.", "pl") == [["Tak"]]


def test_reporting_clause_may_begin_with_other_words() -> None:
    assert words("– Tak – jak zwykle cicho powiedział Kos.", "pl") == [["Tak"]]


def test_utterance_after_a_sentence_inside_a_paragraph() -> None:
    text = "Wybory były w 2017 roku. - Znaleźliśmy błędy - powiedziała prawniczka Iga Lis."
    assert words(text, "pl") == [["Znaleźliśmy błędy"]]


def test_asides_and_ranges_are_no_utterances() -> None:
    assert words("Rząd – jak zawsze – milczał w latach 2010 – 2015.", "pl") == []
    text = "– Rząd – ten nowy – milczy – powiedział Kos."
    assert words(text, "pl") == [["Rząd – ten nowy – milczy"]]


def test_list_items_are_no_utterances() -> None:
    assert words("- mleko\n- chleb\n- masło", "pl") == []


def test_utterance_without_reporting_clause_counts_among_dialogue() -> None:
    assert words("– Dokąd? – powiedział Kos.\n– Do domu.", "pl") == [["Dokąd?"], ["Do domu."]]
    assert words("Kos powiedział:\n– Do domu.", "pl") == [["Do domu."]]


def test_verb_unknown_to_the_pack_is_told_by_the_next_dash() -> None:
    assert words("– Tak – zarechotał Kos. – Nie – dodał.", "pl") == [["Tak", "Nie"]]


def test_marks_inside_an_utterance_are_its_children() -> None:
    text = "– To „hańba” – powiedział Kos."
    assert words(text, "pl") == [["To „hańba”"], ["„hańba”"]]
    assert [q.parent for q in read(text, "pl")] == [None, 0]


def test_dashes_inside_marks_are_no_dialogue() -> None:
    text = "„Nasz dom – powiedział sąsiad – stoi” – dodał Kos."
    assert words(text, "pl") == [["„Nasz dom – powiedział sąsiad – stoi”"]]


def test_quotation_in_marks_resumed_with_dash_and_marks() -> None:
    text = "„Tak” — powiedział Kos. — „Nie”."
    assert words(text, "pl") == [["„Tak”"], ["„Nie”"]]


def test_language_without_dialogue_dash_has_no_utterances() -> None:
    assert words("– Go – said Vera Holm. – Now.", "en") == []
