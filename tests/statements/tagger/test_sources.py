"""Where a source ends: the clause that tells more of it is left out, its titles and appositions are kept."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from onrecord.languages.pack import load
from onrecord.languages.words import Words
from onrecord.statements.tagger.sources import without_clause
from onrecord.statements.tagger.streams import CLASS_IDS, word_classes


def kept(source: str, code: str = "en") -> str:
    words = Words(source)
    whole = (0, len(words.forms))
    classes = [CLASS_IDS[cls] for cls in word_classes(words, [whole], load(code))]
    tagging: Any = SimpleNamespace(classes=classes)
    first, last = without_clause(tagging, whole)
    return source[words.starts[first] : words.ends[last - 1]]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A survey published by the harbour board", "A survey"),
        ("A survey, conducted by Radio Lunden,", "A survey"),
        ("Ida Berg, a botanist who studies mosses", "Ida Berg, a botanist"),
        ("Nils Dahl, 61, a carpenter attending the march", "Nils Dahl, 61, a carpenter"),
    ],
)
def test_a_relative_or_participle_clause_is_no_part_of_a_source(source: str, expected: str) -> None:
    assert kept(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "Ida Berg, the mayor of Lunden",
        "the retired judge Nils Dahl",
        "a working group of the harbour board",
        "who",
    ],
)
def test_titles_appositions_and_participles_before_a_noun_are_kept(source: str) -> None:
    assert kept(source) == source


def test_a_polish_relative_clause_is_no_part_of_a_source() -> None:
    assert kept("Anna Lis, radna Brzegów, która pilnuje budżetu", "pl") == "Anna Lis, radna Brzegów"
