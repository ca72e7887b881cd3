"""What the Polish pack reads: order, dropped subjects, reported questions, dialogue dashes. Everybody is invented."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from onrecord import Given, read
from onrecord.languages import build
from onrecord.languages.pack import load


class Told(NamedTuple):
    """A statement in the text's own words, pieces joined by a bar."""

    kind: str
    source: str
    cue: str
    content: str
    addressee: str


def told(text: str) -> list[Told]:
    document = read(text + "\n", engine="rules", until="statements", given=Given(language="pl"))

    def words(spans: tuple[tuple[int, int], ...]) -> str:
        return "|".join(document.text[start:end] for start, end in spans)

    return [
        Told(s.kind, words(s.source), words(s.cue), words(s.content), words(s.addressee))
        for s in document.statements
        if not s.attitude
    ]


def only(text: str) -> Told:
    (statement,) = told(text)
    return statement


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Minister oświaty Ewa Mazur powiedziała w piątek, że szkoła zostanie otwarta.",
            Told("indirect", "Minister oświaty Ewa Mazur", "powiedziała", "że szkoła zostanie otwarta", ""),
        ),
        (
            "Tomasz Lis, rzecznik portu w Zatoce, twierdzi, że dźwig był sprawny.",
            Told("indirect", "Tomasz Lis, rzecznik portu w Zatoce", "twierdzi", "że dźwig był sprawny", ""),
        ),
        (
            "Były prezes huty zeznał, że piec wygaszono w nocy.",
            Told("indirect", "Były prezes huty", "zeznał", "że piec wygaszono w nocy", ""),
        ),
        (
            "W sobotę po południu rzeczniczka szpitala poinformowała, że chory czuje się lepiej.",
            Told("indirect", "rzeczniczka szpitala", "poinformowała", "że chory czuje się lepiej", ""),
        ),
    ],
)
def test_subject_stands_before_its_verb(text: str, expected: Told) -> None:
    assert only(text) == expected


def test_dropped_subject_leaves_the_source_empty() -> None:
    assert only("Dodał, że most wytrzyma jeszcze sto lat.") == Told(
        "indirect", "", "Dodał", "że most wytrzyma jeszcze sto lat", ""
    )


def test_place_and_time_before_a_dropped_subject_are_no_source() -> None:
    assert only("W rozmowie z dziennikarzami podkreślił, że umowa jest ważna.").source == ""


def test_coordinated_verb_shares_the_subject() -> None:
    first, second = told("Burmistrz Nowak powiedział, że droga jest gotowa, i dodał, że kosztowała mało.")
    assert first.content == "że droga jest gotowa"
    assert (second.source, second.content) == ("Burmistrz Nowak", "że kosztowała mało")


def test_participle_shares_the_subject() -> None:
    statements = told("Rada poparła budżet, podkreślając, że miasto nie ma długów.")
    assert statements[-1][1:4] == ("Rada", "podkreślając", "że miasto nie ma długów")


def test_listener_in_the_dative() -> None:
    assert only("Komendant powiedział dziennikarzom, że ruch wróci rano.").addressee == "dziennikarzom"


def test_listener_of_an_interview() -> None:
    assert only("W rozmowie z PAP wójt Adam Kos przyznał, że studnia wyschła.").addressee == "PAP"


@pytest.mark.parametrize("verb", ["powiedział", "powiedziała", "powiedzieli", "mówi", "mówią", "mówił"])
def test_every_form_of_a_verb_is_a_cue(verb: str) -> None:
    assert only(f"Nowak {verb}, że pociąg odjechał.").cue == verb


# ---- quotations


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("„Nie zamkniemy tej szkoły” — powiedział burmistrz Jan Kos.", "burmistrz Jan Kos"),
        ("„Nie zamkniemy tej szkoły”, zapewniła w piątek Anna Kos, szefowa rady.", "Anna Kos, szefowa rady"),
        ("„Nie zamkniemy tej szkoły” — dodał.", ""),
        ("„Nie zamkniemy tej szkoły” — napisał na początku tygodnia Jan Kos.", "Jan Kos"),
        ("Burmistrz Jan Kos powiedział: „Nie zamkniemy tej szkoły”.", "Burmistrz Jan Kos"),
        ("Dodał: „Nie zamkniemy tej szkoły”.", ""),
        ("– Nie zamkniemy tej szkoły – powiedział burmistrz Jan Kos.", "burmistrz Jan Kos"),
    ],
)
def test_quotation_with_its_reporting_clause(text: str, source: str) -> None:
    statement = only(text)
    assert (statement.kind, statement.source) == ("direct", source)
    assert statement.content.strip("„”") == "Nie zamkniemy tej szkoły"


def test_dialogue_goes_on_after_the_reporting_clause() -> None:
    statement = only("– Nie zamkniemy tej szkoły – powiedziała Kos. – Uczniowie zostaną.")
    assert statement.content == "Nie zamkniemy tej szkoły|Uczniowie zostaną."


def test_dialogue_after_an_indirect_sentence_is_a_statement_of_its_own() -> None:
    first, second = told("Kos dodała, że dach wymieniono w maju. – Był już bardzo stary – mówiła.")
    assert (first.kind, first.content) == ("indirect", "że dach wymieniono w maju")
    assert (second.kind, second.content) == ("direct", "Był już bardzo stary")


def test_clause_with_a_quoted_end_is_mixed() -> None:
    assert only("Wójt Kos ocenił, że decyzja jest „zła i droga”.").kind == "mixed"


# ---- content first, "jak", "według"


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Jak podaje dziennik Fala, prom nie odpłynął.", "dziennik Fala", "prom nie odpłynął"),
        (
            "Prom nie odpłynął z powodu wiatru, podała agencja Fala.",
            "agencja Fala",
            "Prom nie odpłynął z powodu wiatru",
        ),
        ("Według policji kierowca był trzeźwy.", "policji", "kierowca był trzeźwy"),
        ("Zdaniem ministra ceny spadną jesienią.", "ministra", "ceny spadną jesienią"),
        ("Jej zdaniem ceny spadną jesienią.", "Jej", "ceny spadną jesienią"),
        ("Według doniesień prom nie odpłynął.", "", "prom nie odpłynął"),
    ],
)
def test_source_of_a_clause_without_a_complementiser(text: str, source: str, content: str) -> None:
    statement = only(text)
    assert (statement.source, statement.content) == (source, content)


# ---- questions, requests, objects


def test_question_put_to_a_speaker_is_a_statement_without_source() -> None:
    first, second = told("Pytany, czy odejdzie, Nowak odpowiedział, że nie.")
    assert (first.source, first.cue, first.content) == ("", "Pytany", "czy odejdzie")
    assert (second.source, second.content) == ("Nowak", "że nie")


def test_request_names_its_listener() -> None:
    statement = only("Premier Kos wezwał radę do zwołania narady.")
    assert (statement.addressee, statement.content) == ("radę", "do zwołania narady")


def test_refusal_and_denial_are_statements() -> None:
    assert only("Spółka zaprzecza, jakoby zwalniała ludzi.").content == "jakoby zwalniała ludzi"
    assert only("Kos odmówił podpisania umowy.").content == "podpisania umowy"


def test_reflexive_may_stand_on_either_side_of_its_verb() -> None:
    assert only("Związek domaga się podwyżek.").cue == "domaga się"
    assert only("Związek stanowczo się domaga podwyżek.").cue == "się domaga"


def test_impersonal_report_has_no_source() -> None:
    assert only("W komunikacie podano, że prom nie odpłynie.")[1:4] == ("", "podano", "że prom nie odpłynie")


def test_accused_belongs_to_the_content() -> None:
    assert only("Rada oskarżyła wójta o kłamstwo.")[1:] == ("Rada", "oskarżyła", "wójta o kłamstwo", "")


def test_headline_with_a_role_before_a_colon() -> None:
    statements = told(
        "Minister: szkoły zostaną\n\nMinister Ewa Mazur powiedziała w piątek, że żadnej szkoły nie zamknie."
    )
    assert statements[0][1:4] == ("Minister", "", "szkoły zostaną")


def test_thought_is_marked_as_attitude() -> None:
    document = read("Kos ma nadzieję, że zima będzie łagodna.\n", until="statements", given=Given(language="pl"))
    assert [statement.attitude for statement in document.statements] == [True]


def test_negated_verb_is_marked() -> None:
    document = read("Kos nie powiedział, że odejdzie.\n", until="statements", given=Given(language="pl"))
    assert [statement.negated for statement in document.statements] == [True]


# ---- the pack itself


def test_every_verb_has_finite_forms() -> None:
    pytest.importorskip("morfeusz2")
    files = build.read_pack(build.RESOURCES / "pl")
    inflect = build.inflector(files.language, files.language.morphology)
    verbs = {word.split()[0].lstrip("*") for group in files.cues.groups for word in group.verbs}
    assert [verb for verb in sorted(verbs) if "finite" not in inflect(verb)] == []


def test_names_at_a_sentence_start_are_no_case_forms() -> None:
    pack = load("pl")
    for name in ("Tom", "Kim", "Ania", "Kos"):
        assert pack.starting_classes[name] == pack.classes[name]


@pytest.mark.parametrize(
    "run",
    ["dzisiaj", "w sobotę", "w rozmowie", "nowego domu", "minister", "Kowalski z", "prof.", ", który", "tym roku w"],
)
def test_no_row_of_words_is_read_in_many_ways(run: str) -> None:
    told("Oto " + f"{run} " * 40 + "powiedział " + f"{run} " * 40 + "xyz, że nie.")  # backtracking takes minutes
