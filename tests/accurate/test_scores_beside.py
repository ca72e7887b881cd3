"""The scores of the engine ``fast``'s tagger beside those of the network."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from onrecord.intake import from_text
from onrecord.languages.detection import languages
from onrecord.languages.pack import pack_of
from onrecord.languages.words import Words
from onrecord.statements.tagger.streams import Tape, by_language
from onrecord.statements.tagger.weights import weights_of
from onrecord.statements.transformer.weights import read_folder

TEXT = "Ida Berg said that the dam would hold.\n\nNobody had asked her.\n"


def test_a_share_of_the_taggers_scores_is_added_to_the_networks(weights: Path) -> None:
    words = Words(TEXT)
    (part,) = by_language(languages(TEXT, from_text(TEXT).blocks, words, "en"), words, pack_of)
    tape = Tape(part.ranges)
    both, alone, tagger = read_folder(weights, 1), read_folder(weights, 1, lambda _: None), weights_of("en")
    assert tagger is not None
    scores = [reader.scores(words, part, tape, reader.streams(words, part, [], [])) for reader in (both, alone, tagger)]
    added = (scores[0] - scores[1])[tape.places]
    own = scores[2][tape.places]
    assert np.abs(added).max() > 0
    share = np.abs(added).sum() / np.abs(own).sum()
    assert 0 < share < 1
    assert np.abs(added - share * own).max() <= 2
