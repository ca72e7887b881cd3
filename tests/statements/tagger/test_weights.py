"""Scores of long texts."""

from __future__ import annotations

import pytest

from onrecord import read
from onrecord.statements.tagger import weights

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
