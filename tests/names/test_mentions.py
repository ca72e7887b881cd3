"""Which words are a name: shapes, titles, particles, marks, places in the sentence."""

import pytest
from resolving import said, speakers

from onrecord.document import Document


def people(document: Document) -> list[str]:
    return [entity.name for entity in document.entities if entity.kind == "person"]


def mentions(document: Document, name: str) -> list[tuple[str, str]]:
    """The words and the reason of each mention of the entity of that name."""
    (entity,) = [entity for entity in document.entities if entity.name == name]
    return [(document.text[m.start : m.end], m.why) for m in entity.mentions]


@pytest.mark.parametrize(
    "name",
    [
        "J.K. Ostrand",
        "Jean-Luc d’Arc",
        "Sean O'Venn",
        "Isma’il ibn Tariq",
        "Karim al-Tariq",
        "Maria de la Cruz",
        "Ursula von der Venn",
    ],
)
def test_initials_particles_hyphens_and_apostrophes_of_all_kinds_belong_to_a_name(name: str) -> None:
    assert people(said(f"On Monday {name} came back.")) == [name]


@pytest.mark.parametrize("name", ["Mark Venn", "Will Ostrand", "Rose Falk", "Hope Lind"])
def test_given_name_that_is_a_common_word_is_a_name_where_it_acts(name: str) -> None:
    assert people(said(f"{name} said that the ferry would sail.")) == [name]


@pytest.mark.parametrize("sentence", ["Mark my words.", "Will the ferry sail?", "Rose prices fell.", "May was cold."])
def test_common_word_at_the_start_of_a_sentence_is_no_name(sentence: str) -> None:
    assert people(said(f"Clara Venn left. {sentence}")) == ["Clara Venn"]


def test_surname_that_is_a_role_noun_or_another_common_word_is_one_behind_a_given_name() -> None:
    document = said(
        "The show host Karen Hunter left. Hunter said so. Theresa May left in May. May said that it was cold.",
        {"source": "Hunter", "cue": "said", "content": "so"},
        {"source": "May", "cue": "said", "content": "that it was cold"},
    )
    assert speakers(document) == ["Karen Hunter", "Theresa May"]


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("Minister Jan Wójcik milczał. Wójcik zapowiedział zmiany.", "Wójcik"),
        ("Posłanka Anna Sikora milczała. Sikora zapowiedziała zmiany.", "Sikora"),
        ("Senator Adam Zając milczał. Zając zapowiedział zmiany.", "Zając"),
        ("Trener Piotr Kwiecień milczał w kwietniu. Kwiecień zapowiedział zmiany.", "Kwiecień"),
    ],
)
def test_polish_surname_that_is_a_common_word_is_the_person_named_in_full(text: str, surname: str) -> None:
    cue = "zapowiedziała" if "ała zmiany" in text else "zapowiedział"
    document = said(text, {"source": surname, "cue": cue, "content": "zmiany"}, language="pl")
    (person,) = people(document)
    assert person.endswith(f" {surname}")
    assert speakers(document) == [person]


def test_name_broken_by_an_editors_brackets_is_whole() -> None:
    document = said(
        'Mr [Jan] Kowalski said no. "He told [Clara] Venn that it was late," one said. Kowalski agreed that it was.',
        {"source": "Mr [Jan] Kowalski", "cue": "said", "content": "no"},
        {"source": "Kowalski", "cue": "agreed", "content": "that it was"},
    )
    assert speakers(document) == ["Jan Kowalski", "Jan Kowalski"]
    assert mentions(document, "Jan Kowalski")[0] == ("[Jan] Kowalski", "name")
    assert mentions(document, "Clara Venn") == [("[Clara] Venn", "name")]


@pytest.mark.parametrize(
    ("name", "original"),
    [("Zoran Zaver", "Зоран Завер"), ("Karim Haddar", "كريم حدار"), ("David Levin", "דוד לוין")],
)
def test_original_in_brackets_is_a_mention_of_the_name_before_it(name: str, original: str) -> None:
    document = said(
        f"{name} ({original}) said that it was over. {name.split()[1]} left.",
        {"source": f"{name} ({original})", "cue": "said", "content": "that it was over"},
    )
    assert people(document) == speakers(document) == [name]
    assert mentions(document, name) == [(name, "name"), (original, "original"), (name.split()[1], "surname")]


def test_headline_in_title_case_names_who_speaks_and_nobody_else() -> None:
    document = said(
        "Harbour Minister Clara Venn Says Ferry Will Sail Again In Spring\n\nVenn gave no date for it on Monday.",
        {"source": "Harbour Minister Clara Venn", "cue": "Says", "content": "Ferry Will Sail Again In Spring"},
    )
    assert speakers(document) == people(document) == ["Clara Venn"]


def test_source_that_holds_a_part_of_a_name_means_the_whole() -> None:
    document = said(
        "Mrs Clara Venn said no. Clara Mae Ostrand argued yes.",
        {"source": "Mrs", "cue": "said", "content": "no"},
        {"source": "Mae Ostrand", "cue": "argued", "content": "yes"},
    )
    assert speakers(document) == ["Clara Venn", "Clara Mae Ostrand"]


def test_article_that_is_part_of_a_name_is_kept() -> None:
    document = said(
        "Rain will fall, The Vesthavn Post reported.",
        {"source": "The Vesthavn Post", "cue": "reported", "content": "Rain will fall"},
    )
    assert speakers(document) == ["The Vesthavn Post"]


def test_body_and_its_acronym_are_one_entity() -> None:
    document = said(
        "The Lund Harbour and Ferry Board met on Monday. The LHFB said it would rain. The UN agreed that it would, "
        "and the United Nations said so again.",
        {"source": "The LHFB", "cue": "said", "content": "it would rain"},
        {"source": "The UN", "cue": "agreed", "content": "that it would"},
        {"source": "the United Nations", "cue": "said", "content": "so again"},
    )
    assert speakers(document) == ["Lund Harbour and Ferry Board", "United Nations", "United Nations"]


def test_common_noun_of_a_body_at_the_start_of_a_sentence_is_the_body_it_means() -> None:
    document = said(
        "The Lund Police Department is small. Police said the road was shut, and police closed it.",
        {"source": "Police", "cue": "said", "content": "the road was shut"},
    )
    assert speakers(document) == ["Lund Police Department"]


@pytest.mark.parametrize(
    ("oblique", "name"),
    [
        ("z Najwyższą Izbą Kontroli", "Najwyższa Izba Kontroli"),
        ("z Radą Polityki Morskiej", "Rada Polityki Morskiej"),
        ("ze Zgromadzeniem Ogólnym", "Zgromadzenie Ogólne"),
        ("z Unią Europejską", "Unia Europejska"),
    ],
)
def test_polish_body_is_named_as_a_heading_would_print_it(oblique: str, name: str) -> None:
    assert [entity.name for entity in said(f"Rozmawiano {oblique} o rybach.", language="pl").entities] == [name]
