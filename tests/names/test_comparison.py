"""Names compared over cases, spellings, languages and scripts. The people are invented, but for those told apart."""

from __future__ import annotations

import pytest

from onrecord.names.comparison import POSSIBLE, SAME, similarity

CASES = {
    # nominative, genitive, dative, accusative, instrumental, locative, vocative; the family: nominative, genitive
    ("Bożydar Kwaśnik", "pl"): [
        "Bożydar Kwaśnik", "Bożydara Kwaśnika", "Bożydarowi Kwaśnikowi", "Bożydara Kwaśnika", "Bożydarem Kwaśnikiem",
        "Bożydarze Kwaśniku", "Bożydarze Kwaśniku", "Bożydar Kwaśnikowie", "Bożydara Kwaśników",
    ],
    ("نديم الرشيدي", "ar"): [
        "Nadim ar-Raszidi", "Nadima ar-Raszidiego", "Nadimowi ar-Raszidiemu", "Nadima ar-Raszidiego",
        "Nadimem ar-Raszidim", "Nadimie ar-Raszidim", "Nadimie ar-Raszidi", "Nadim ar-Raszidiowie",
        "Nadima ar-Raszidich",
    ],
    ("فرهاد گلزار", "fa"): [
        "Farhad Golzar", "Farhada Golzara", "Farhadowi Golzarowi", "Farhada Golzara", "Farhadem Golzarem",
        "Farhadzie Golzarze", "Farhadzie Golzarze", "Farhad Golzarowie", "Farhada Golzarów",
    ],
}  # fmt: skip
NEARLY = {
    ("Bożydar Kwaśnik", "pl"): ["Bożydara Kowalika", "Bożydarem Kubiakiem", "Bogdanem Kwaśnikiem"],
    ("نديم الرشيدي", "ar"): ["Nadima ar-Rahmana", "Nadimem ar-Rubajim", "Karimem ar-Raszidim"],
    ("فرهاد گلزار", "fa"): ["Farhada Gilaniego", "Farhadem Golestanim", "Behzadem Golzarem"],
}


def verdict(a: str, b: str, language_a: str | None = None, language_b: str | None = None) -> str:
    return similarity(a, b, language_a, language_b).verdict


@pytest.mark.parametrize("name", CASES, ids=lambda name: name[1])
@pytest.mark.parametrize("case", range(9))
def test_a_polish_case_is_the_name_itself(name: tuple[str, str], case: int) -> None:
    assert verdict(name[0], CASES[name][case], name[1], "pl") == "same"


@pytest.mark.parametrize(("name", "other"), [(n, other) for n, others in NEARLY.items() for other in others])
def test_a_name_that_is_nearly_the_same_is_another(name: tuple[str, str], other: str) -> None:
    assert verdict(name[0], other, name[1], "pl") != "same"


@pytest.mark.parametrize(
    ("a", "language_a", "b", "language_b"),
    [
        ("Khamenei", "en", "Khomeini", "en"),
        ("Chameneim", "pl", "Khomeini", "en"),
        ("خامنه‌ای", "fa", "Khomeini", "en"),
        ("خمینی", "fa", "Chamenei", "pl"),
        ("Хаменеи", "ru", "Хомейни", "ru"),
        ("Muhammad", "en", "Mahmoud", "en"),
        ("Mohammadem", "pl", "Mahmud", "pl"),
        ("محمد", "ar", "Mahmoud", "en"),
        ("محمد", "ar", "محمود", "ar"),
        ("Donald Tusk", "pl", "Donald Trump", "en"),
        ("Donaldem Tuskiem", "pl", "Дональд Трамп", "ru"),
        ("Elizabeth I", "en", "Elizabeth II", "en"),
    ],
)
def test_those_who_are_often_mixed_up_are_told_apart(a: str, language_a: str, b: str, language_b: str) -> None:
    assert verdict(a, b, language_a, language_b) == "different"


@pytest.mark.parametrize(
    ("a", "language_a", "b", "language_b"),
    [
        ("Chamenei", "pl", "Khamenei", "en"),
        ("خامنه‌ای", "fa", "Khamenei", "en"),
        ("محمود", "ar", "Mahmoud", "en"),
        ("Мирослав Хващевский", "ru", "Mirosław Chwaszczewski", "pl"),
        ("Юлія Щербинська", "uk", "Yuliia Shcherbynska", "en"),
        ("Жечо Цанков", "bg", "Zhecho Tsankov", "en"),
        ("Джейн Уитмор", "bg", "Jane Whitmore", "en"),
        ("יעקב שמרון", "he", "Yaakov Shimron", "en"),
        ("נועה גולדברג", "he", "Noa Goldberg", "en"),
        ("خالد الحسيني", "ar", "Khaled al-Husseini", "en"),
        ("خالد منصور", "ar", "חאלד מנצור", "he"),
        ("شیرین فرهادی", "fa", "Shirin Farhadi", "en"),
        ("الخطيب", "ar", "Khatib", "en"),  # the article is written as a part of the word
        ("ვახტანგ ბერიძე", "ka", "Vakhtang Beridze", "en"),  # scripts that no spelling is for
        ("अर्जुन शर्मा", "hi", "Arjun Sharma", "en"),
        ("Си Юаньшань", "ru", "Xi Yuanshan", "en"),
        ("Şükrü Çağlayan", "tr", "Шюкрю Чаглаян", "ru"),
        ("Åse Sørgård", "no", "Aase Sørgaard", "en"),
        ("Jürgen Schäfer", "de", "Юрген Шефер", "ru"),
        ("Cтeфaн Вaлeв", "bg", "Stefan Valev", "en"),  # Latin letters among Cyrillic ones
    ],
)
def test_spellings_and_scripts_of_one_name_are_the_same(a: str, language_a: str, b: str, language_b: str) -> None:
    assert verdict(a, b, language_a, language_b) == "same"


OTHERS_CASES = {
    "Chamenei": ["Chamenei", "Chameneiego", "Chameneiemu", "Chameneim", "Chameneiowie", "Chameneich", "Chameneimi"],
    "Muhammad": ["Muhammad", "Muhammada", "Muhammadowi", "Muhammadem", "Muhammadzie", "Muhammadowie", "Muhammadów"],
    "Tusk": ["Tusk", "Tuska", "Tuskowi", "Tuskiem", "Tusku", "Tuskowie", "Tusków"],
    "Donald Tusk": ["Donald Tusk", "Donalda Tuska", "Donaldowi Tuskowi", "Donaldem Tuskiem", "Donaldzie Tusku"],
}
MIXED_UP_WITH = [
    ("Chamenei", "Khomeini", "en"),
    ("Chamenei", "خمینی", "fa"),
    ("Muhammad", "Mahmoud", "en"),
    ("Muhammad", "محمود", "ar"),
    ("Tusk", "Trump", "en"),
    ("Donald Tusk", "Donald Trump", "en"),
    ("Donald Tusk", "Дональд Трамп", "ru"),
]


@pytest.mark.parametrize(
    ("form", "other", "language"),
    [(form, other, language) for name, other, language in MIXED_UP_WITH for form in OTHERS_CASES[name]],
)
def test_they_are_told_apart_in_every_polish_case(form: str, other: str, language: str) -> None:
    assert verdict(form, other, "pl", language) == "different"


def test_given_names_are_the_same_in_other_languages() -> None:
    assert verdict("Elżbieta Zarzycka", "Elizabeth Zarzycka", "pl", "en") == "same"
    assert verdict("Mehmet Karasu", "Muhammad Karasu", "tr", "en") == "same"
    assert verdict("Wilhelmem Orańskim", "Guillaume Orański", "pl", "fr") == "same"


def test_given_names_of_two_families_are_not_the_same_however_alike() -> None:
    assert verdict("Marian Zarzycki", "Maria Zarzycka", "pl", "pl") == "different"
    assert verdict("Muhammad Karasu", "Mahmoud Karasu", "en", "en") != "same"


def test_a_woman_and_a_man_with_given_names_alike_are_not_the_same() -> None:
    assert verdict("Kate Whitmore", "Keith Whitmore", "en", "en") != "same"
    assert verdict("Aleksandra Whitmore", "Alexander Whitmore", "en", "en") != "same"
    assert verdict("Aleksandra Zarzyckiego", "Alexander Zarzycki", "pl", "en") == "same"


def test_a_woman_and_a_man_of_one_surname_are_not_the_same() -> None:
    assert verdict("Kowalski", "Kowalska", "pl", "pl") == "possible"
    assert verdict("Jan Kowalski", "Anna Kowalska", "pl", "pl") == "different"
    assert verdict("Anną Kowalską", "Anna Kowalska", "pl", "pl") == "same"
    assert verdict("Janem Kowalskim", "Jan Kowalski", "pl", "en") == "same"


def test_an_initial_stands_for_a_given_name_not_for_a_surname() -> None:
    assert verdict("B. Kwaśnik", "Bożydar Kwaśnik", "pl", "pl") == "same"
    assert verdict("H. Kwaśnik", "Bożydar Kwaśnik", "pl", "pl") != "same"
    assert verdict("James K. Pool", "James Kwerk", "en", "en") != "same"


def test_a_middle_name_or_patronymic_may_be_missing() -> None:
    assert verdict("Ines Falk", "Ines Maria Falk", "en", "en") == "same"
    assert verdict("Иван Петрович Лавочкин", "Iwan Ławoczkin", "ru", "pl") == "same"


def test_a_patronymic_does_not_speak_against_a_surname() -> None:
    assert verdict("Iwan Pietrowicz", "Iwan Ławoczkin", "pl", "pl") == "possible"


def test_the_order_of_the_words_does_not_matter() -> None:
    assert verdict("Kwaśnik Bożydar", "Bożydar Kwaśnik", "pl", "pl") == "same"
    assert verdict("Лавочкин Иван", "Ivan Lavochkin", "ru", "en") == "same"


def test_a_surname_alone_is_possible_and_no_more() -> None:
    assert verdict("Kwaśnik", "Bożydar Kwaśnik", "pl", "pl") == "possible"
    assert verdict("Kwaśnik", "Bożydar Dębski", "pl", "pl") == "different"


def test_particles_and_titles_stand_aside() -> None:
    assert verdict("Otto von Reuth", "Отто фон Ройт", "de", "ru") == "same"
    assert verdict("President Ines Falk", "Ines Falk", "en", "en") == "same"


def test_two_words_may_be_written_as_one() -> None:
    assert verdict("عبد الله منصور", "Abdullah Mansur", "ar", "pl") == "same"


@pytest.mark.parametrize(
    ("a", "language_a", "b", "language_b"),
    [
        ("UN", "en", "ONZ", "pl"),
        ("Organizacji Narodów Zjednoczonych", "pl", "United Nations", "en"),
        ("ООН", "ru", "الأمم المتحدة", "ar"),
        ("ЦРУ", "ru", "CIA", "pl"),
        ("Międzynarodowym Funduszem Walutowym", "pl", "IMF", "en"),
        ("Ministerstwa Spraw Zagranicznych", "pl", "МИД", "ru"),
        ('צה"ל', "he", "IDF", "en"),
        ("МИДа", "ru", "MSZ", "pl"),
        ("KGB-ju", "sl", "КГБ", "ru"),
        ("Г-20", "bg", "G20", "en"),
    ],
)
def test_organizations_go_by_other_names(a: str, language_a: str, b: str, language_b: str) -> None:
    assert verdict(a, b, language_a, language_b) == "same"


def test_acronyms_of_two_bodies_are_not_the_same() -> None:
    assert verdict("NSA", "NHS", "en", "en") == "different"
    assert verdict("KRX", "KRZ", "en", "en") == "different"


def test_the_language_need_not_be_known() -> None:
    assert verdict("Tuskiem", "Tusk") == "same"
    assert verdict("Bożydara Kwaśnika", "Bożydar Kwaśnik") == "same"


@pytest.mark.parametrize("nothing", ["", " ", "😀", "😀😀", "-", "…", "\x00\x1b\u202e", "123 456"])
def test_what_is_no_name_is_not_the_same_as_anything(nothing: str) -> None:
    assert verdict(nothing, nothing) != "same" or any(c.isalnum() for c in nothing)
    assert verdict(nothing, "Ines Falk") == "different"


@pytest.mark.parametrize("letter", ["A", "Ł", "Ж", "א"])
def test_one_letter_is_no_match(letter: str) -> None:
    assert verdict(letter, letter) != "same"
    assert verdict(letter, "Ines Falk") != "same"


def test_characters_that_show_nothing_change_nothing() -> None:
    assert similarity("Ines\u200b Fa\u00adlk", "Ines Falk").score == 1.0
    assert similarity("Ines\tFalk\x00", "Ines Falk").score == 1.0


def test_the_verdict_follows_from_the_score_and_has_a_reason() -> None:
    for other in ("Bożydar Kwaśnik", "Kwaśnik", "Bożydar Dębski", "Kwaśnikowi Bożydarowi", "Ines Falk"):
        found = similarity("Bożydar Kwaśnik", other, "pl", "pl")
        expected = "same" if found.score >= SAME else "possible" if found.score >= POSSIBLE else "different"
        assert found.verdict == expected
        assert found.reason


def test_the_reason_names_the_words_that_decide() -> None:
    reason = similarity("Donald Tusk", "Donald Trump", "pl", "en").reason
    assert "Tusk" in reason
    assert "Trump" in reason
