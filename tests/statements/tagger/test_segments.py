"""What a row of labels shows: contents, and cues and sources outside them."""

from __future__ import annotations

import pytest

from onrecord.statements.tagger.tagging import Segments, segments
from onrecord.statements.tagger.weights import LABELS


def shown(labels: str, base: int = 0) -> Segments:
    return segments([LABELS.index(label) for label in labels.split()], base)


def test_source_cue_and_content_stand_side_by_side() -> None:
    assert shown("Os Os Oq B I I O", 10) == Segments([(13, 16)], [(12, 13)], [(10, 12)])


def test_a_content_that_begins_right_after_another_is_another() -> None:
    assert shown("B I B I").contents == [(0, 2), (2, 4)]


def test_sources_and_cues_inside_a_content_are_part_of_it() -> None:
    assert shown("Os Oq Bs Iq I") == Segments([(2, 5)], [(1, 2)], [(0, 1)])


@pytest.mark.parametrize(("labels", "contents"), [("", []), ("O O", []), ("O I I", [(1, 3)]), ("B", [(0, 1)])])
def test_a_content_ends_with_the_row_and_may_lack_its_beginning(labels: str, contents: list[tuple[int, int]]) -> None:
    assert shown(labels).contents == contents
