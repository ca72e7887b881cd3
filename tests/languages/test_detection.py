"""A language for each block, and the packs that read them."""

from __future__ import annotations

import pytest

from onrecord import Document, Given, read
from onrecord.document import Block
from onrecord.languages.detection import main_language
from onrecord.languages.pack import available, load, pack_of

POLISH = (
    "Burmistrz Lundzka Ada Bergson powiedziała w piątek, że tama wytrzyma sto lat, a port nie jest na sprzedaż. "
    "Jej zdaniem rada nie ma prawa decydować o tym, co zbudowały babki rybaków."
)
ENGLISH = (
    "Mayor Ada Berg said on Friday that the dam would hold for a hundred years and that the harbor was not for "
    "sale. She told the council that it had no right to decide about what the fishermen’s grandmothers had built."
)
GERMAN = (
    "Die Bürgermeisterin sagte am Freitag, dass der Damm noch hundert Jahre halten werde und der Hafen nicht zu "
    "verkaufen sei. „Er gehört uns“, sagte sie nach der Sitzung, die bis in die Nacht gedauert hatte."
)
RUSSIAN = (
    "Мэр города сказала в пятницу, что плотина простоит ещё сто лет и что порт не продаётся. «Он наш», — сказала "
    "она после заседания совета, которое продолжалось до поздней ночи."
)


def languages_of(text: str, language: str | None = None) -> list[str | None]:
    document = read(text, until="languages", given=Given(language=language))
    return [block.language for block in document.blocks]


def sources_in(document: Document, start: int) -> list[str]:
    """The sources of statements whose content begins at ``start`` or after it."""
    return [document.words(s.source) for s in document.statements if s.content[0][0] >= start]


def test_polish_lead_over_an_english_body_is_two_languages() -> None:
    assert languages_of(f"{POLISH}\n\n{ENGLISH}\n\n{ENGLISH}\n") == ["pl", "en", "en"]


def test_each_block_is_read_by_its_own_languages_pack() -> None:
    text = f"{POLISH}\n\n{ENGLISH}\n"
    document = read(text, until="statements")
    cues = [document.words(s.cue) for s in document.statements]
    assert "powiedziała" in cues
    assert "said" in cues


def test_main_language_is_that_of_most_running_text() -> None:
    assert read(f"{POLISH}\n\n{ENGLISH}\n\n{ENGLISH}\n", until="languages").language == "en"
    assert read(f"{POLISH}\n\n{POLISH}\n\n{ENGLISH}\n", until="languages").language == "pl"


def test_headings_and_captions_do_not_count_for_the_main_language() -> None:
    blocks = [Block("heading", 0, 900, "pl"), Block("caption", 900, 1900, "pl"), Block("paragraph", 1900, 1950, "en")]
    assert main_language(blocks) == "en"
    assert main_language(blocks[:2]) == "pl"
    assert main_language([]) is None


@pytest.mark.parametrize(("body", "code"), [(POLISH, "pl"), (ENGLISH, "en")])
def test_one_line_heading_leans_on_its_neighbours(body: str, code: str) -> None:
    assert languages_of(f"Bergson, Varran, Lund\n\n{body}\n\n{body}\n") == [code, code, code]


def test_heading_between_two_languages_leans_on_what_follows_it() -> None:
    assert languages_of(f"{POLISH}\n\nLund Varran\n\n{ENGLISH}\n") == ["pl", "en", "en"]


def test_heading_that_is_sure_of_its_language_keeps_it() -> None:
    heading = "The mayor and the council will not meet before they are told to"
    assert languages_of(f"{heading}\n\n{POLISH}\n")[0] == "en"


@pytest.mark.parametrize(("text", "code"), [(GERMAN, "de"), (RUSSIAN, "ru")])
def test_language_without_a_pack_is_named_and_left_unread(text: str, code: str) -> None:
    document = read(text, until="statements")
    assert [block.language for block in document.blocks] == [code]
    assert document.language == code
    assert document.statements == ()


def test_block_without_a_pack_does_not_keep_its_neighbours_from_being_read() -> None:
    document = read(f"{GERMAN}\n\n{ENGLISH}\n", until="statements")
    assert [block.language for block in document.blocks] == ["de", "en"]
    assert "Mayor Ada Berg" in sources_in(document, len(GERMAN))
    assert all(s.content[0][0] > len(GERMAN) for s in document.statements)


def test_given_language_is_taken_where_the_text_is_not_sure() -> None:
    assert languages_of("Bergson, Varran, Lund", "pl") == ["pl"]
    assert languages_of("Bergson, Varran, Lund", "en") == ["en"]


def test_block_that_clearly_differs_from_the_given_language_keeps_its_own() -> None:
    assert languages_of(f"{POLISH}\n\n{ENGLISH}\n", "en") == ["pl", "en"]


def test_given_language_is_the_documents() -> None:
    assert read(POLISH, until="languages", given=Given(language="pl")).language == "pl"


def test_given_language_with_a_region_is_read_by_the_languages_pack() -> None:
    document = read("Berg said that the dam would hold.", until="statements", given=Given(language="en-GB"))
    assert len(document.statements) == 1


def test_polish_without_its_accents_is_still_polish() -> None:
    plain = POLISH.translate(str.maketrans("ąćęłńóśźż", "acelnoszz"))
    assert languages_of(plain) == ["pl"]


@pytest.mark.parametrize("text", ["", "   \n\n ", "12 34 56", "!!! ???", "\u200b\u200b"])
def test_text_without_words_gets_some_language_or_none(text: str) -> None:
    assert all(code is None or code for code in languages_of(text))


def test_text_in_no_language_at_all_has_no_document_language_invented() -> None:
    assert read("", until="languages").language is None


def test_pack_of_knows_regions_and_says_none_where_there_is_no_pack() -> None:
    pack = pack_of("pl-PL")
    assert pack is not None
    assert pack.code == "pl"
    assert pack_of("de") is None
    assert pack_of(None) is None


def test_pack_that_is_not_there_is_a_key_error() -> None:
    assert "de" not in available()
    with pytest.raises(KeyError):
        load("de")
