"""Quotations, headings and paragraphs that somebody signs: a dash and a name at their end."""

from __future__ import annotations

import pytest
from reading import one, told, who_said


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“The most able mayor we ever had.” ― Ada Berg\n\nThe council met.\n", "Ada Berg"),
        ("“The most able mayor we ever had.”\u00a0―\u00a0Ada Berg.\n", "Ada Berg"),
        ("“The most able mayor we ever had.” –Jan Osk, fisherman\n", "Jan Osk, fisherman"),
        ("“The most able mayor we ever had.” (— Ada de Berg)\n", "Ada de Berg"),
        ("“The most able mayor we ever had.”\n\n— Ada Berg\n", "Ada Berg"),
    ],
)
def test_name_after_a_dash_at_the_end_of_its_line_signs_a_quotation(text: str, source: str) -> None:
    assert who_said(text, "en") == [(source, None, ["“The most able mayor we ever had.”"])]


def test_signed_quotations_of_a_survey_stand_apart() -> None:
    text = "“He woke the harbor.” ― Ada Berg\n“He sold the boats.” ― Jan Osk\n"
    assert who_said(text, "en") == [
        ("Ada Berg", None, ["“He woke the harbor.”"]),
        ("Jan Osk", None, ["“He sold the boats.”"]),
    ]


def test_polish_quotation_is_signed() -> None:
    assert who_said("„Tama wytrzyma” – Jan Bergson\n", "pl") == [("Jan Bergson", None, ["„Tama wytrzyma”"])]


def test_outlet_signs_a_paragraph() -> None:
    found = one("Port zostanie zamknięty w sobotę — Reuters.\n", "pl")
    assert (found.kind, found.source, found.content) == ("indirect", "Reuters", ["Port zostanie zamknięty w sobotę"])


def test_paragraph_that_ends_in_a_dash_and_a_name_is_no_statement() -> None:
    assert told("The ship is called after the town's first mayor – Ada Berg.\n", "en") == []


def test_list_below_a_quotation_does_not_sign_it() -> None:
    text = "Berg asked the council three things.\n\n“The most able mayor we ever had.”\n\n- Boats\n"
    assert all(found.source != "Boats" for found in told(text, "en"))
