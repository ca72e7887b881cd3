"""What the transformer sees of words."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.intake import from_text
from onrecord.languages.detection import languages
from onrecord.languages.pack import pack_of, typography_of
from onrecord.languages.words import Words
from onrecord.quotes import find_quotations
from onrecord.statements import rules
from onrecord.statements.tagger.streams import by_language, rule_streams
from onrecord.statements.transformer.inputs import COLUMNS, ROWS, SEEN, row, shape, symbols, table
from onrecord.statements.transformer.windows import Window

TEXT = "“We will sail,” said Ida Berg.\n\nShe added that nobody had asked.\n"


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ("said", 1),
        ("NATO", 2),
        ("Ida", 3),
        ("A", 3),
        ("McKay", 3),
        ("iPhone", 4),
        ("2026", 5),
        ("“", 6),
        (".", 7),
        (",", 8),
    ],
)
def test_the_spelling_of_a_word_is_told_by_a_number(form: str, number: int) -> None:
    assert shape(form) == number


def seen() -> tuple[Words, np.ndarray]:
    words = Words(TEXT)
    blocks = languages(TEXT, from_text(TEXT).blocks, words, "en")
    quotations = find_quotations(TEXT, blocks, typography_of)
    found = rules.find(TEXT, blocks, quotations, pack_of, words)
    (part,) = by_language(blocks, words, pack_of)
    return words, table(symbols(words, part, rule_streams(words, part, quotations, found)), 0)


def test_every_word_has_a_symbol_of_each_column_and_columns_share_none() -> None:
    words, made = seen()
    assert made.shape == (len(words.forms) + 1, COLUMNS)
    offsets = np.concatenate(([0], np.cumsum(list(SEEN.values()))))
    assert (made >= offsets[:-1]).all()
    assert (made < offsets[1:]).all()
    assert offsets[-1] == ROWS


def test_a_window_has_its_marks_and_knows_where_its_words_begin() -> None:
    words, made = seen()
    pieces = [[100 + number] * (1 + number % 3) for number in range(len(words.forms))]
    window = Window(2, 4, 8)
    own = row(window, pieces, made, (1, 2))
    assert own.pieces.tolist() == [1, *(piece for word in pieces[2:8] for piece in word), 2]
    assert own.pieces[own.begins].tolist() == [pieces[number][0] for number in range(4, 8)]
    assert own.seen.shape == (len(own.pieces), COLUMNS)
    assert (own.seen[own.begins] == made[4:8]).all()
