"""Windows over a text: every word is wanted once, in order, and none is too long."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.transformer.weights import VIEWS
from onrecord.statements.transformer.windows import BEFORE, MOST_OF_A_WORD, PIECES, Cut, Window, windows

PARAGRAPHS = st.lists(st.lists(st.integers(1, MOST_OF_A_WORD), min_size=1, max_size=400), max_size=12)


CUTS = st.sampled_from([Cut(), *(how for how, _ in VIEWS)])


def cut(paragraphs: list[list[int]], gap: int = 0) -> tuple[list[tuple[int, int]], list[int]]:
    """Ranges of words and the pieces of each word; ``gap`` words of another language between paragraphs."""
    ranges, lengths = [], list[int]()
    for paragraph in paragraphs:
        ranges.append((len(lengths), len(lengths) + len(paragraph)))
        lengths += [*paragraph, *[1] * gap]
    return ranges, lengths


@given(PARAGRAPHS, st.integers(0, 3), CUTS)
def test_every_word_is_wanted_once_and_no_window_is_too_long(paragraphs: list[list[int]], gap: int, how: Cut) -> None:
    ranges, lengths = cut(paragraphs, gap)
    made = list(windows(ranges, lengths, how))
    wanted = [word for window in made for word in range(window.first, window.last)]
    assert wanted == [word for first, last in ranges for word in range(first, last)]
    for window in made:
        assert window.seen <= window.first < window.last
        assert sum(lengths[window.seen : window.last]) <= PIECES
        assert sum(lengths[window.seen : window.first]) <= how.before
        assert any(first <= window.seen for first, _ in ranges)
    assert all(a.last <= b.first for a, b in pairwise(made))


def test_whole_paragraphs_share_a_window_while_they_fit() -> None:
    assert list(windows([(0, 100), (100, 200), (200, 300)], [1] * 300)) == [Window(0, 0, 200), Window(160, 200, 300)]


def test_a_long_paragraph_is_cut_and_sees_the_words_before_it() -> None:
    first, second, *_ = windows([(0, 500)], [1] * 500)
    assert first == Window(0, 0, PIECES - BEFORE)
    assert second.seen == second.first - BEFORE


@pytest.mark.parametrize("paragraphs", [[], [[1]], [[MOST_OF_A_WORD]]])
def test_little_is_one_window_and_nothing_is_none(paragraphs: list[list[int]]) -> None:
    assert len(list(windows(*cut(paragraphs)))) == len(paragraphs)
