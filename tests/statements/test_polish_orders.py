"""What Polish sentences put between, before and after the parts of a statement."""

from __future__ import annotations

import pytest
from reading import told, who_said


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Bergson w swoim liście napisała: „Tama wytrzyma”.", "Bergson", "„Tama wytrzyma”"),
        ("Rybacy krzyczeli natomiast „Niech żyje port”.", "Rybacy", "„Niech żyje port”"),
        ("Jak podała w niedzielny poranek rada miasta, tama wytrzyma do rana.", "rada miasta", "tama wytrzyma do rana"),
        (
            "Tama przegrywa z portem, jak wynika z sondażu przeprowadzonego przez Radio Brzeg.",
            "sondażu przeprowadzonego przez Radio Brzeg",
            "Tama przegrywa z portem",
        ),
        ("Jak wynika z danych portu, tama wytrzyma do rana.", "danych portu", "tama wytrzyma do rana"),
        ("Tama przetrwa zimę i wiosnę, wyjaśnił prof. Bergson.", "prof. Bergson", "Tama przetrwa zimę i wiosnę"),
        (
            "W sobotę Oryl Bergson, jeden z rybaków od końca ubiegłego roku, ogłosił strajk w porcie.",
            "Oryl Bergson, jeden z rybaków od końca ubiegłego roku",
            "strajk w porcie",
        ),
    ],
)
def test_source_and_content(text: str, source: str, content: str) -> None:
    assert [(s.source, s.content) for s in told(text, "pl")] == [(source, [content])]


def test_what_results_from_something_is_no_report() -> None:
    assert not told("Wiele przypadków choroby wynika z niewystarczającego zabezpieczenia.", "pl")


def test_verb_after_po_czym_shares_its_subject() -> None:
    text = "Minister wskazał na tamę, po czym dodał: „Nikt jej nie sprzeda”."
    assert ("Minister", "dodał", ["„Nikt jej nie sprzeda”"]) in who_said(text, "pl")


def test_outlet_one_speaks_to_is_no_source() -> None:
    (found,) = told("– Tama wytrzyma – wyjaśniła w rozmowie z Portem News.", "pl")
    assert found.source is None


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Rada zajęła stanowisko: „Tama wytrzyma do rana”.", "Rada"),
        ("Sztorm nie zaskoczył prezesa portu, który zamieścił taki wpis: „Tama wytrzyma do rana”.", "prezesa portu"),
        ("Zamknięto port po wyroku Sądu Morskiego, który orzekł: „Tama wytrzyma do rana”.", "wyroku Sądu Morskiego"),
    ],
)
def test_quotation_after_a_colon_is_direct(text: str, source: str) -> None:
    (found,) = told(text, "pl")
    assert (found.kind, found.source, found.content) == ("direct", source, ["„Tama wytrzyma do rana”"])


def test_speaker_after_a_place_keeps_the_whole_name() -> None:
    (found,) = told("„Tama wytrzyma” – powiedział na konferencji w Lundzie Oryl Bergson.", "pl")
    assert found.source == "Oryl Bergson"


def test_adverbials_of_a_preposition_stand_between_source_and_cue() -> None:
    (found,) = told("Rybacy w większości twierdzą, że tama wytrzyma.", "pl")
    assert found.source == "Rybacy"


def test_pronoun_after_the_cue_is_its_source() -> None:
    (found,) = told("Oskarżyła ona radę o powolne naprawy.", "pl")
    assert (found.source, found.content) == ("ona", ["radę o powolne naprawy"])
