"""From a name as it stands in a Polish sentence to what a heading would print. The people are invented."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from onrecord.languages.build import RESOURCES
from onrecord.languages.pack import available
from onrecord.names.base_forms import base_forms
from onrecord.names.declension import BaseFormsFile, LearnedEndings, declension_of


def first(words: str, language: str = "pl") -> str:
    return base_forms(words, language)[0].name


def names(words: str, language: str = "pl") -> list[str]:
    return [form.name for form in base_forms(words, language)]


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("Bogdana Kwaśnika", "Bogdan Kwaśnik"),
        ("Bogdanowi Kwaśnikowi", "Bogdan Kwaśnik"),
        ("Haliny Dębskiej", "Halina Dębska"),
        ("Halinę Dębską", "Halina Dębska"),
        ("Marcinem Dębskim", "Marcin Dębski"),
        ("Anny Nowak", "Anna Nowak"),
        ("Michałowi Wronie", "Michał Wrona"),
        ("Farhadem Golzarem", "Farhad Golzar"),
        ("Abbasem Golzarim", "Abbas Golzari"),
        ("Alim Raszidim", "Ali Raszidi"),
        ("Abd al-Fattaha Raszidiego", "Abd al-Fattah Raszidi"),
        ("Mohammadem Bakrem Kalibafem", "Mohammad Bakr Kalibaf"),
        ("George'a Whitmore'a", "George Whitmore"),
        ("Ursulą von der Reuth", "Ursula von der Reuth"),
        ("Duńczykom", "Duńczycy"),
        ("Kowalskich", "Kowalscy"),
    ],
)
def test_the_likeliest_base_form_of_a_polish_case(form: str, base: str) -> None:
    assert first(form) == base


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("Bogdan Kwaśnik", ["Bogdana Kwaśnika", "Bogdanowi Kwaśnikowi", "Bogdanem Kwaśnikiem", "Bogdanie Kwaśniku"]),
        ("Nadim Raszidi", ["Nadima Raszidiego", "Nadimowi Raszidiemu", "Nadimem Raszidim", "Nadimie Raszidim"]),
        ("Farhad Golzar", ["Farhada Golzara", "Farhadowi Golzarowi", "Farhadem Golzarem", "Farhadzie Golzarze"]),
        ("Halina Dębska", ["Haliny Dębskiej", "Halinie Dębskiej", "Halinę Dębską", "Haliną Dębską"]),
        ("Kwaśnikowie", ["Kwaśników", "Kwaśnikom", "Kwaśnikami", "Kwaśnikach"]),
    ],
)
def test_every_case_has_the_name_among_its_candidates(base: str, forms: list[str]) -> None:
    assert [form for form in (base, *forms) if base not in names(form)] == []


@pytest.mark.parametrize(
    "name",
    ["Bogdan Kwaśnik", "Halina Dębska", "Tomasz Wojcicki", "Ines Falk", "Anna Nowak", "Duńczycy", "J. K. Whitmore",
     "Edward VIII", "Tony Whitmore"],
)  # fmt: skip
def test_nothing_is_cut_off_a_name_that_is_not_inflected(name: str) -> None:
    assert first(name) == name


def test_a_form_that_two_names_share_has_both_among_its_candidates() -> None:
    assert {"Tusk", "Tusek"} <= set(names("Tuskiem"))
    assert {"Jacek Wrona", "Jack Wrona"} <= set(names("Jackiem Wroną"))


def test_the_words_of_a_name_agree_in_gender_and_case() -> None:
    assert first("Aleksandra Zarzyckiego") == "Aleksander Zarzycki"
    assert first("Aleksandra Zarzycka") == "Aleksandra Zarzycka"


def test_the_gender_that_is_known_decides() -> None:
    assert base_forms("Karola Golzara", "pl", "masculine")[0].name == "Karol Golzar"
    assert base_forms("Karola Nowak", "pl", "feminine")[0].name == "Karola Nowak"


def test_other_mentions_decide_between_candidates() -> None:
    assert base_forms("Tuska", "pl", others=["Tusk"])[0].name == "Tusk"
    assert base_forms("Tuska", "pl", others=["Tuskowi", "Donald Tusk"])[0].name == "Tusk"
    assert base_forms("Jackiem Wroną", "pl", others=["Jack Wrona", "Wrony"])[0].name == "Jack Wrona"
    assert base_forms("Jackiem Wroną", "pl", others=[["Jacek", "Wrona"]])[0].name == "Jacek Wrona"
    assert base_forms("Petra Wasylenki", "pl", others=["Petro Wasylenko"])[0].name == "Petro Wasylenko"


def test_mentions_of_others_decide_nothing() -> None:
    assert base_forms("Bogdana Kwaśnika", "pl", others=["Ines Falk", ""])[0].name == "Bogdan Kwaśnik"


def test_capitals_stay_capitals() -> None:
    assert first("BOGDANA KWAŚNIKA") == "BOGDAN KWAŚNIK"


@pytest.mark.parametrize("language", ["en", "xx", "", "de-AT"])
def test_a_language_without_cases_leaves_names_alone(language: str) -> None:
    assert names("Donalda Tuska", language) == ["Donalda Tuska"]


def test_nothing_has_no_base_form() -> None:
    assert base_forms("", "pl") == []
    assert base_forms([], "pl") == []


@pytest.mark.parametrize("code", available())
def test_what_is_learned_of_base_forms_is_fresh(code: str) -> None:
    yaml = pytest.importorskip("yaml")
    source = (RESOURCES / code / "base_forms.yml").read_bytes()
    written = msgspec.convert(yaml.load(source, Loader=yaml.BaseLoader), BaseFormsFile, strict=False)
    path = RESOURCES / code / "base_forms.json"
    assert path.exists() == bool(written.cases)
    if written.cases:
        learned = msgspec.json.decode(path.read_bytes(), type=LearnedEndings)
        assert learned.digest == hashlib.sha256(source).hexdigest(), "stale: run python train/base_forms.py"


def test_a_language_is_learned_once_whatever_its_region() -> None:
    assert declension_of("pl-PL") is declension_of("PL") is declension_of("pl")
    assert declension_of("no such language") is None
