"""Titles of works in quotation marks are no content."""

from __future__ import annotations

import pytest
from reading import one, told, who_said


@pytest.mark.parametrize(
    "text",
    [
        "The dam will hold, Berg said on Channel Nine's “Morning in Lund.”",
        "The dam will hold, Berg said on “Morning in Lund.” Nobody listened.",
        "The dam will hold, Berg said on Channel Nine's “Newsroom.”",
    ],
)
def test_title_after_a_preposition_or_an_owner(text: str) -> None:
    assert who_said(text) == [("Berg", "said", ["The dam will hold"])]


def test_title_in_apposition_to_its_noun() -> None:
    assert not any(s.kind == "direct" for s in told("In his book, ''How We Built,'' Berg suggested leaving."))


def test_name_of_a_programme_before_its_reporter() -> None:
    assert not any(s.kind == "direct" for s in told("“Nine Minutes” correspondent Ada Berg asked the mayor to go."))


def test_slogan_after_a_cue_is_speech() -> None:
    assert one("Berg told the crowd, “Make Lund Great Again.”").content == ["“Make Lund Great Again.”"]
    assert one("“Make Lund Great Again,” Berg told the crowd.").content == ["“Make Lund Great Again,”"]
