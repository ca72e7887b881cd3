"""Who speaks, in Polish: names in their cases, dropped subjects, possessives."""

import pytest
from resolving import addressees, said, speakers


def test_cases_of_a_name_are_one_person_with_the_nominative_for_its_name() -> None:
    document = said(
        "W Gdyni spotkano Adama Krzelaka. Krzelakowi podziękowano. Według Krzelaka dom stoi. Krzelak dodał, że stoi.",
        {"source": "Krzelaka", "cue": "Według", "content": "dom stoi"},
        {"source": "Krzelak", "cue": "dodał", "content": "że stoi"},
        language="pl",
    )
    assert speakers(document) == ["Adam Krzelak", "Adam Krzelak"]
    (person,) = [entity for entity in document.entities if entity.kind == "person"]
    assert [mention.base for mention in person.mentions] == ["Adam Krzelak", "Krzelak", "Krzelak", "Krzelak"]


def test_name_before_a_relative_clause_is_not_taken_for_a_nominative() -> None:
    document = said(
        "Rozmawiano z trenerem, Adamem Krzelakiem, który pochwalił kibiców.",
        {"source": "Adamem Krzelakiem", "cue": "pochwalił", "content": "kibiców"},
        language="pl",
    )
    assert speakers(document) == ["Adam Krzelak"]


def test_what_somebody_heads_is_not_who_he_is() -> None:
    document = said(
        "Zdaniem lidera Zarzela, Adama Krzelaka, pada. Zarzel wygrał.",
        {"source": "lidera Zarzela, Adama Krzelaka", "cue": "Zdaniem", "content": "pada"},
        language="pl",
    )
    assert speakers(document) == ["Adam Krzelak"]


def test_feminine_surname_keeps_its_form_beside_an_inflected_given_name() -> None:
    document = said("Rozmawiano z Adamem Krzelakiem oraz z Barbarą Osińską i Teresą Weld.", language="pl")
    assert [entity.name for entity in document.entities] == ["Adam Krzelak", "Barbara Osińska", "Teresa Weld"]


@pytest.mark.parametrize(
    ("verb", "speaker"), [("Dodał", "Adam Krzelak"), ("Dodała", "Barbara Osińska"), ("Dodali", "mieszkańcy")]
)
def test_dropped_subject_is_the_last_speaker_its_verb_fits(verb: str, speaker: str) -> None:
    document = said(
        f"Mieszkańcy mówią, że pada. Adam Krzelak powiedział, że nie. Barbara Osińska zaprzeczyła. {verb}, że wieje.",
        {"source": "Mieszkańcy", "cue": "mówią", "content": "że pada"},
        {"source": "Adam Krzelak", "cue": "powiedział", "content": "że nie"},
        {"source": "Barbara Osińska", "cue": "zaprzeczyła", "content": "zaprzeczyła"},
        {"cue": verb, "content": "że wieje"},
        language="pl",
    )
    assert (speakers(document)[-1] or "").lower() == speaker.lower()


def test_impersonal_verbs_have_no_speaker() -> None:
    document = said(
        "Adam Krzelak powiedział, że pada. Stwierdzono, że wieje. Mówi się, że grzmi.",
        {"source": "Adam Krzelak", "cue": "powiedział", "content": "że pada"},
        {"cue": "Stwierdzono", "content": "że wieje"},
        {"cue": "Mówi się", "content": "że grzmi"},
        language="pl",
    )
    assert speakers(document) == ["Adam Krzelak", None, None]


def test_possessive_of_an_opinion_is_whose_it_is() -> None:
    document = said(
        "Rzeczniczka Barbara Osińska zabrała głos po Adamie Krzelaku. Jej zdaniem pada. Jego zdaniem nie.",
        {"source": "Jej", "cue": "zdaniem", "content": "pada"},
        {"source": "Jego", "cue": "zdaniem", "content": "nie"},
        language="pl",
    )
    assert speakers(document) == ["Barbara Osińska", "Adam Krzelak"]


def test_role_alone_in_any_case() -> None:
    document = said(
        "Prezes Adam Krzelak i minister Barbara Osińska rozmawiali. Zdaniem prezesa pada. Minister zaprzeczyła.",
        {"source": "prezesa", "cue": "Zdaniem", "content": "pada"},
        {"source": "Minister", "cue": "zaprzeczyła", "content": "zaprzeczyła"},
        language="pl",
    )
    assert speakers(document) == ["Adam Krzelak", "Barbara Osińska"]


def test_dative_of_a_group_is_its_addressee() -> None:
    document = said(
        "Adam Krzelak powiedział dziennikarzom, że pada.",
        {"source": "Adam Krzelak", "cue": "powiedział", "addressee": "dziennikarzom", "content": "że pada"},
        language="pl",
    )
    assert addressees(document) == ["dziennikarzom"]
    assert document.entity(document.statements[0].addressees[0]).kind == "group"  # type: ignore[union-attr]


def test_name_between_marks_is_what_the_noun_before_it_says_and_keeps_its_words() -> None:
    document = said(
        "Jan Lipiny milczy. Jak podał dziennik internetowy „Głos Lipiny”, most będzie zamknięty.",
        {"source": "dziennik internetowy „Głos Lipiny”", "cue": "podał", "content": "most będzie zamknięty"},
        language="pl",
    )
    speaker = document.entity(document.statements[0].speaker)
    assert speaker is not None
    assert (speaker.kind, speaker.name) == ("outlet", "Głos Lipiny")


def test_a_lone_surname_in_two_cases_is_whom_a_dropped_subject_means() -> None:
    document = said(
        "Wiec Krzelaka\nKrzelak nie wprost odniósł się do wyboru Bartosza Welda. Potem dodał, że pada.",
        {"source": "", "cue": "dodał", "content": "że pada"},
        language="pl",
    )
    assert speakers(document) == ["Krzelak"]
    (person,) = [entity for entity in document.entities if entity.id == document.statements[0].speaker]
    assert person.kind == "person"
