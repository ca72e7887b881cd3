"""Quotations after a colon: in the next paragraph, after a listener, after whatever else is told of the speech."""

from __future__ import annotations

import pytest
from reading import one, told, who_said


def test_colon_at_a_paragraphs_end_announces_the_quotation_below() -> None:
    text = "“We have it,” Berg said. He continued:\n\n“The dam will hold.”\n\nThe fishermen went home.\n"
    assert who_said(text) == [("Berg", "said", ["“We have it,”"]), ("He", "continued", ["“The dam will hold.”"])]


def test_announced_quotation_keeps_all_its_paragraphs() -> None:
    text = "Berg wrote:\n\n“We shall keep the dam.\n\n“And we shall keep it long.”\n"
    assert one(text).content == ["“We shall keep the dam.", "“And we shall keep it long.”"]


def test_quotation_with_a_reporting_clause_of_its_own_is_not_announced() -> None:
    found = who_said("Berg added:\n\n“The dam will hold,” Varran said.\n")
    assert found == [("Varran", "said", ["“The dam will hold,”"])]


def test_polish_utterance_is_announced_in_the_paragraph_before() -> None:
    assert who_said("Bergson dodał:\n\n– Tama wytrzyma.\n", "pl") == [("Bergson", "dodał", ["Tama wytrzyma."])]


@pytest.mark.parametrize(
    ("text", "source", "cue", "addressee"),
    [
        ("Berg scolded him: “You were late.”", "Berg", "scolded", "him"),
        ("Berg told the council, to loud applause: “You were late.”", "Berg", "told", None),
        ("When the dam broke, Ada Berg released a statement: “You were late.”", "Ada Berg", None, None),
        ("He returned to his old lines: “You were late.”", "He", None, None),
        ("Berg's response was: “You were late.”", "Berg's", "response", None),
    ],
)
def test_quotation_after_a_colon_is_direct(text: str, source: str, cue: str | None, addressee: str | None) -> None:
    found = one(text)
    assert (found.kind, found.content) == ("direct", ["“You were late.”"])
    assert (found.source, found.cue, found.addressee) == (source, cue, addressee)


def test_clause_before_a_colon_and_its_quotation_are_one_content() -> None:
    found = one("Berg said the dam was safe: “It will hold.”")
    assert (found.kind, found.content) == ("mixed", ["the dam was safe: “It will hold.”"])


def test_colon_of_a_time_ends_nothing() -> None:
    (found,) = told("Berg said the gate was closed at 02:30 in the night.")
    assert found.content == ["the gate was closed at 02:30 in the night"]
