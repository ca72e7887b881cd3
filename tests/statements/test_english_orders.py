"""Where English sentences put the parts of a statement."""

from __future__ import annotations

import pytest
from reading import one, who_said


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("It was reported that the dam would hold.", None, ["that the dam would hold"]),
        ("It is written that the dam will hold.", None, ["that the dam will hold"]),
        ("Varran, according to the mayor, left before dark.", "the mayor", ["Varran", "left before dark"]),
        (
            "The mayor was criticised by the council of Lund for the flood.",
            "the council of Lund",
            ["The mayor", "for the flood"],
        ),
        ("Berg paid tribute to the fishermen of Lund.", "Berg", ["the fishermen of Lund"]),
        ("Berg, mayor of Lund, said the dam would hold.", "Berg, mayor of Lund", ["the dam would hold"]),
    ],
)
def test_source_and_content(text: str, source: str | None, content: list[str]) -> None:
    found = one(text)
    assert (found.source, found.content) == (source, content)


def test_participle_after_the_reporting_clause_shares_its_subject() -> None:
    text = "The dam would hold and the water would fall, Berg said, adding that the boats were safe."
    assert who_said(text) == [
        ("Berg", "said", ["The dam would hold and the water would fall"]),
        ("Berg", "adding", ["that the boats were safe"]),
    ]
