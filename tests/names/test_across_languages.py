"""One entity over the languages and spellings of a document."""

from onrecord.document import Document, Entity
from onrecord.reader import read

LEAD = "Rozmawiano z {polish} o porozumieniu z sąsiadami i o rybach. {short} powiedział, że rozmowy trwają."
BODY = (
    "{english} said on Monday that the talks with the neighbours would go on, and that nothing had been decided. "
    "{surname} added that the fish were none of their business. He said it twice."
)


def _bilingual(polish: str, short: str, english: str) -> Document:
    lead = LEAD.format(polish=polish, short=short)
    return read(f"{lead}\n\n{BODY.format(english=english, surname=english.split()[-1])}\n")


def _people(document: Document) -> list[Entity]:
    return [entity for entity in document.entities if entity.kind == "person"]


def test_polish_lead_and_english_body_name_one_person() -> None:
    document = _bilingual("Alim Chameneim", "Chamenei", "Ali Khamenei")
    (person,) = _people(document)
    assert person.name == "Ali Khamenei", "the main language is English"
    assert [(mention.base, mention.language) for mention in person.mentions if mention.why != "pronoun"] == [
        ("Ali Chamenei", "pl"),
        ("Chamenei", "pl"),
        ("Ali Khamenei", "en"),
        ("Khamenei", "en"),
    ]
    assert {statement.speaker for statement in document.statements} == {person.id}


def test_persons_of_like_names_stay_apart_across_languages() -> None:
    assert len(_people(_bilingual("Ruhollahem Chomeinim", "Chomeini", "Ali Khamenei"))) == 2
    assert len(_people(_bilingual("Donaldem Tuskiem", "Tusk", "Donald Trump"))) == 2


def test_khamenei_and_khomeini_in_one_language_stay_two() -> None:
    document = read("Ali Khamenei said no. Ruhollah Khomeini said yes. Khamenei left. Khomeini stayed.\n")
    assert [person.name for person in _people(document)] == ["Ali Khamenei", "Ruhollah Khomeini"]


def test_full_name_spelt_in_two_ways_is_one_person() -> None:
    document = read("Mohammed Haddar said no. On Monday Mohamed Haddar said that he had been misunderstood.\n")
    (person,) = _people(document)
    assert [mention.why for mention in person.mentions][:2] == ["name", "spelling"]


def test_countries_and_bodies_are_one_over_both_languages() -> None:
    document = read(
        "Według ONZ sytuacja jest trudna. Stany Zjednoczone odmówiły komentarza w sprawie ryb i rozmów.\n\n"
        "The United Nations said that it was concerned about the fish. The United States declined to comment on "
        "it, and so did everybody else who was asked on Monday.\n"
    )
    assert {entity.name for entity in document.entities} >= {"United Nations", "United States"}
    assert not {"ONZ", "Stany Zjednoczone"} & {entity.name for entity in document.entities}


def test_reading_twice_gives_the_same_bytes() -> None:
    first, second = (_bilingual("Alim Chameneim", "Chamenei", "Ali Khamenei") for _ in range(2))
    assert first.to_json() == second.to_json()
