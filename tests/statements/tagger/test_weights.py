"""Scores of long texts and of many."""

from __future__ import annotations

import pytest

from onrecord import read
from onrecord.statements.tagger import vocabulary, weights

TEXT = """“The ferry will sail in June,” Mayor Ada Berg told reporters. She added that the pier was safe.

According to the harbour board, nobody had asked for the contract, and Oskar Lind denied that it was secret.
"""


@pytest.mark.parametrize("places", [1, 7, 30])
def test_scores_are_the_same_however_many_places_are_computed_at_once(
    monkeypatch: pytest.MonkeyPatch, places: int
) -> None:
    whole = read(TEXT, engine="fast")
    monkeypatch.setattr(weights, "_AT_ONCE", places)
    assert whole.statements
    assert read(TEXT, engine="fast") == whole


def test_scores_are_the_same_when_words_are_forgotten_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(TEXT, engine="fast")
    monkeypatch.setattr(weights, "_AT_ONCE", 7)
    monkeypatch.setattr(weights, "_WORDS", 1)
    assert read(TEXT, engine="fast") == whole


def test_scores_are_the_same_when_words_are_numbered_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(TEXT, engine="fast")
    monkeypatch.setattr(vocabulary, "_MOST", 1)
    read("Of quite other words another text is made.", engine="fast")
    assert read(TEXT, engine="fast") == whole
