"""Marks inside one paragraph: which are quotation marks, what they open and close, how they nest."""

from __future__ import annotations

import pytest
from typographies import read, words


@pytest.mark.parametrize(
    ("text", "language", "quoted"),
    [
        ("Vera Holm said: “We are ready.”", "en", "“We are ready.”"),
        ('Vera Holm said: "We are ready."', "en", '"We are ready."'),
        ("Vera Holm said: ‘We are ready.’", "en", "‘We are ready.’"),
        ("Vera Holm said: 'We are ready.'", "en", "'We are ready.'"),
        ("Vera Holm said: ``We are ready.''", "en", "``We are ready.''"),
        ("Vera Holm said: ''We are ready.''", "en", "''We are ready.''"),
        ("Kos powiedział: „Jesteśmy gotowi”.", "pl", "„Jesteśmy gotowi”"),
        ("Kos powiedział: «Jesteśmy gotowi».", "pl", "«Jesteśmy gotowi»"),
        ("Kos powiedział: »Jesteśmy gotowi«.", "pl", "»Jesteśmy gotowi«"),
        ("Kos powiedział: ‚Jesteśmy gotowi’.", "pl", "‚Jesteśmy gotowi’"),
        ("Kos powiedział: ,,Jesteśmy gotowi''.", "pl", ",,Jesteśmy gotowi''"),
    ],
)
def test_every_mark_of_print_and_plain_typing_quotes(text: str, language: str, quoted: str) -> None:
    assert words(text, language) == [[quoted]]


@pytest.mark.parametrize(
    ("text", "language", "quoted"),
    [
        ("Vera Holm said: „We are ready,” and left.", "en", "„We are ready,”"),
        ("Vera Holm said: „We are ready“ and left.", "en", "„We are ready“"),
        ("Vera Holm said: ”We are ready” and left.", "en", "”We are ready”"),
        ("Vera Holm said: “We are ready“ and left.", "en", "“We are ready“"),
        ("Kos powiedział: „Jesteśmy gotowi“.", "pl", "„Jesteśmy gotowi“"),
        ("Kos powiedział: ”Jesteśmy gotowi”.", "pl", "”Jesteśmy gotowi”"),
        ('Kos powiedział: „Jesteśmy gotowi".', "pl", '„Jesteśmy gotowi"'),
        ("Kos powiedział: “Jesteśmy gotowi”.", "pl", "“Jesteśmy gotowi”"),
        ("Kos powiedział: \x83”Jesteśmy gotowi”.", "pl", "”Jesteśmy gotowi”"),
    ],
)
def test_marks_of_the_wrong_language_quote_too(text: str, language: str, quoted: str) -> None:
    assert words(text, language) == [[quoted]]


@pytest.mark.parametrize(
    "text",
    [
        "Isma’il and Qur’anic readings don't matter to O'Hara.",
        "Hamas’ leaders kept the players’ days’ pay.",
        "In the ’90s, and in the '80s, rock 'n' roll was loud.",
        "She is 5' 11\" tall and ran 12'4\" far.",
        "Get ’em to the boys’ room.",
    ],
)
def test_apostrophes_and_units_are_no_quotation_marks(text: str) -> None:
    assert words(text) == []


def test_unit_inside_a_quotation_does_not_close_it() -> None:
    text = 'He said: "I am 5\' 11" tall and strong," and "so is Ida."'
    assert words(text) == [['"I am 5\' 11" tall and strong,"'], ['"so is Ida."']]


def test_inner_quotation_opened_straight_and_closed_curly() -> None:
    text = "„The chair said: 'Today the players’ union’s duty is to help.’ He left.”"
    found = read(text)
    assert words(text) == [[text], ["'Today the players’ union’s duty is to help.’"]]
    assert [q.parent for q in found] == [None, 0]


def test_possessive_closes_where_nothing_better_follows() -> None:
    assert words("He called it 'the fighters' and left.") == [["'the fighters'"]]
    assert words("It was 'the fighters' and then 'the boys'.") == [["'the fighters'"], ["'the boys'"]]


def test_possessive_inside_single_marks_is_passed_over() -> None:
    assert words("Ida Holm said: ‘The fighters’ duty is clear.’") == [["‘The fighters’ duty is clear.’"]]


def test_three_levels_nest() -> None:
    text = "“A ‘b “c” d,’ e,” he said."
    assert words(text) == [["“A ‘b “c” d,’ e,”"], ["‘b “c” d,’"], ["“c”"]]
    assert [q.parent for q in read(text)] == [None, 0, 1]


def test_same_marks_nest_when_both_are_closed() -> None:
    assert words("„Czytam „Głos” co dzień” – powiedział Kos.", "pl") == [
        ["„Czytam „Głos” co dzień”"],
        ["„Głos”"],
    ]
    assert words('"Read "The Voice" daily," she said.') == [['"Read "The Voice" daily,"'], ['"The Voice"']]


def test_one_mark_closes_two_before_a_reporting_clause() -> None:
    text = "„Chcą „pokoju” i „deklaracji końca wojny”, powiedział Kos."
    assert words(text, "pl")[0] == ["„Chcą „pokoju” i „deklaracji końca wojny”"]


def test_marks_with_spaces_on_the_wrong_side() -> None:
    assert words('"No, "he said, "never."') == [['"No, "'], ['"never."']]
    assert words('He said: " We go. " and left.') == [['" We go. "']]


def test_marks_glued_to_words_and_footnotes() -> None:
    assert words("He said: “We go.”[3] Then (“never”) he left.") == [["“We go.”"], ["“never”"]]
    assert words('a "Głos"-owiec', "pl") == [['"Głos"']]


def test_empty_marks_quote_nothing() -> None:
    assert words('He wrote "" and left.') == []
