"""Who passed words on: interviews, posts, reports of reports."""

import pytest
from chains import cited, said, sources, via


def test_who_was_told_is_the_link_next_to_the_speaker() -> None:
    assert via("Minister Anna Berg told the Halmar Courier that the bridge was safe.", "that the bridge") == [
        "Halmar Courier"
    ]


def test_a_chain_three_deep_runs_from_the_speaker_outward() -> None:
    text = (
        "The Lissava Bugle reported, citing the Tolmere Wire, that mayor Ines Falk had told the Halmar Courier "
        "that the dam was full."
    )
    assert via(text, "that the dam was full") == ["Halmar Courier", "Tolmere Wire", "Lissava Bugle"]


def test_a_paper_is_in_the_chain_of_whom_it_quotes_and_not_in_its_own() -> None:
    text = "The Halmar Courier wrote that minister Ines Falk said that the gates were open."
    assert via(text, "that minister Ines") == []
    assert via(text, "that the gates were open") == ["Halmar Courier"]


def test_polish_report_of_an_interview_has_both() -> None:
    text = (
        "Jak podała agencja PAP, minister Jan Krzelak powiedział w rozmowie z portalem Owenna.pl, że tama jest pełna."
    )
    assert via(text, "że tama jest pełna") == ["Owenna.pl", "PAP"]


def test_who_goes_on_in_an_interview_is_still_in_it() -> None:
    text = "Anna Berg powiedziała PAP, że tama stoi. Dodała, że woda opada."
    assert via(text, "że woda opada") == ["PAP"]


def test_the_next_interview_is_another_chain() -> None:
    text = 'Anna Berg told Reuters that all was well. "It holds," she said in an interview with the Halmar Courier.'
    assert via(text, "It holds") == ["Halmar Courier"]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg told Ines Falk that the bridge was safe.",
        "Anna Berg told reporters that the bridge was safe.",
        "Anna Berg told the city council that the bridge was safe.",
        "Anna Berg told the Ministry of Justice that the bridge was safe.",
    ],
)
def test_who_is_told_is_no_outlet_only_for_having_a_name(text: str) -> None:
    assert via(text, "that the bridge") == []


def test_a_post_on_somebodys_website_names_the_website() -> None:
    assert via("Anna Berg wrote on her website that nothing had changed.", "that nothing") == ["Anna Berg’s website"]
    document, _ = said("Anna Berg wrote on her website that nothing had changed.", "that nothing")
    assert [entity.kind for entity in document.entities if "website" in entity.name] == ["outlet"]


def test_a_post_on_a_platform_names_the_platform() -> None:
    assert via("„Nie ustąpię” – napisał Jan Krzelak na Twitterze.", "Nie ustąpię") == ["Twitter"]
    assert via("Anna Berg wrote on X that nothing had changed.", "that nothing") == ["X"]


def test_an_outlet_known_by_the_noun_before_it_is_made_an_outlet() -> None:
    text = "Według doniesień internetowego dziennika „Głos Owenny” rozmowy zerwano."
    assert sources(text, "report") == [("Głos Owenny", None)]


def test_the_report_points_back_at_its_outlet() -> None:
    text = (
        "Według doniesień dziennika „Głos Owenny” rozmowy zerwano. W doniesieniu, powołującym się na źródło w rządzie, "
        "stwierdzono, że minister ustąpi."
    )
    assert via(text, "że minister ustąpi")[-1] == "Głos Owenny"
    assert cited(text, "unnamed") == ["powołującym się na źródło"]


def test_unnamed_sources_are_cited_in_their_words() -> None:
    assert cited("A senior official who asked not to be named said the talks had failed.", "unnamed") == [
        "A senior official who asked not to be named"
    ]
    assert cited("“The dam will burst,” a source close to the talks said.", "unnamed") == [
        "a source close to the talks"
    ]
    assert cited("Urzędnik, prosząc o anonimowość, powiedział, że umowa upadła.", "unnamed") == [
        "prosząc o anonimowość"
    ]


def test_named_officials_are_no_unnamed_sources() -> None:
    assert cited("Water official Ines Falk said the talks had failed.", "unnamed") == []
    assert cited("The river is a source of trouble, Ines Falk said.", "unnamed") == []


def test_reports_of_nobody_are_cited_without_an_outlet() -> None:
    text = "According to media reports, the minister told mayors that the dam was full."
    assert sources(text, "report") == [(None, None)]
