"""Of what is proposed the likeliest stands, and nothing that contradicts it."""

from __future__ import annotations

import pytest

from onrecord.statements.candidates import Range
from onrecord.statements.found import Found
from onrecord.statements.tagger.choice import chosen
from onrecord.statements.tagger.judge import Judge, name_of
from onrecord.statements.tagger.proposals import Proposal, word_f1


def proposal(content: Range, cue: Range | None, source: Range | None = None) -> Proposal:
    found = Found(sentence=None, why="tagger", confidence=0.5, content=[content], kind="indirect")
    return Proposal(found, "tagger", [content], cue, source)


def test_a_cue_is_read_once_and_its_likeliest_reading_stands() -> None:
    worse, better = proposal((3, 9), (2, 3)), proposal((3, 6), (2, 3))
    assert chosen([(0.5, worse), (0.7, better)], 0.3) == [(0.7, better)]


def test_one_content_is_not_said_twice() -> None:
    first, second = proposal((3, 9), (2, 3)), proposal((3, 9), (9, 10))
    assert chosen([(0.6, first), (0.5, second)], 0.3) == [(0.6, first)]


def test_a_report_inside_a_report_stands_beside_it() -> None:
    outer, inner = proposal((3, 12), (2, 3)), proposal((6, 12), (5, 6), (4, 5))
    assert chosen([(0.6, outer), (0.5, inner)], 0.3) == [(0.6, outer), (0.5, inner)]


def test_a_report_that_sticks_out_of_another_does_not() -> None:
    outer, crossing = proposal((3, 12), (2, 3)), proposal((8, 15), (5, 6))
    assert chosen([(0.6, outer), (0.5, crossing)], 0.3) == [(0.6, outer)]


def test_a_content_round_the_cue_of_another_statement_does_not_stand() -> None:
    first, round_it = proposal((6, 9), (4, 5)), proposal((2, 5), (1, 2))
    assert chosen([(0.6, first), (0.5, round_it)], 0.3) == [(0.6, first)]


def test_what_is_less_likely_than_the_least_is_not_told() -> None:
    assert chosen([(0.29, proposal((3, 9), (2, 3)))], 0.3) == []


def test_the_order_of_proposals_does_not_matter() -> None:
    judged = [(0.5, proposal((3, 9), (2, 3))), (0.5, proposal((3, 9), (9, 10))), (0.4, proposal((12, 15), (11, 12)))]
    assert chosen(judged, 0.3) == chosen(list(reversed(judged)), 0.3)


def test_a_judge_without_evidence_answers_by_its_constant_and_calibration() -> None:
    assert Judge({"": 2.0}, (0.5, -1.0, 0.3)).likelihood([("unknown",)]) == pytest.approx(0.5)
    assert Judge({"": 0.0, "a": 1e6}, (1.0, 0.0, 0.3)).likelihood([("%s", "a")]) < 1


def test_a_feature_is_weighed_by_its_name() -> None:
    assert name_of(("gap=%s|%s", 3, True)) == "gap=3|True"
    assert Judge({"": -1.0, "gap=3|True": 2.5}, (1.0, 0.0, 0.3)).score([("gap=%s|%s", 3, True), ("other",)]) == 1.5


def test_statements_far_apart_are_compared_by_their_own_words_alone() -> None:
    long, other = proposal((0, 500), (500, 501)), proposal((480, 490), (600, 601))
    inside = proposal((480, 490), (479, 480))
    assert chosen([(0.6, long), (0.5, other), (0.4, inside)], 0.3) == [(0.6, long), (0.4, inside)]


def test_overlap_of_contents_is_counted_in_words() -> None:
    assert word_f1([(0, 4)], [(0, 4)]) == 1
    assert word_f1([(0, 4)], [(2, 6)]) == 0.5
    assert word_f1([(0, 2), (4, 6)], [(0, 6)]) == pytest.approx(0.8)
    assert word_f1([], []) == 0
