"""Quotations over paragraphs, never closed, never opened."""

from __future__ import annotations

import sys

import pytest
from typographies import POLISH, read, words

from onrecord.document import Block
from onrecord.quotes import find_quotations


def test_quotation_over_paragraphs_reopened_and_closed_once() -> None:
    text = "He said: “One.\n“Two.\n“Three.” He left."
    assert words(text) == [["“One.", "“Two.", "“Three.”"]]
    assert read(text)[0].closed


@pytest.mark.parametrize("kind", ["caption", "heading", "editor-note", "credit", "footnote", "title"])
def test_block_of_another_kind_in_between_is_passed_over(kind: str) -> None:
    text = "He said: „One.\nVera Holm speaks (Source: “Agora”)\n„Two.”"
    assert words(text, kinds={1: kind}) == [["„One.", "„Two.”"], ["“Agora”"]]  # type: ignore[dict-item]


def test_nested_quotations_in_each_paragraph_of_one_quotation() -> None:
    text = "„The chair said: 'One.’\n„His deputy said: 'Two.’\n„They left.”"
    found = read(text)
    assert words(text) == [
        ["„The chair said: 'One.’", "„His deputy said: 'Two.’", "„They left.”"],
        ["'One.’"],
        ["'Two.’"],
    ]
    assert [q.parent for q in found] == [None, 0, 0]


def test_inner_quotation_is_carried_too() -> None:
    text = "“She said: ‘One.\n“‘Two,’ and left.”"
    assert words(text) == [["“She said: ‘One.", "“‘Two,’ and left.”"], ["‘One.", "‘Two,’"]]


def test_paragraphs_cut_without_reopening_run_to_the_closing_mark() -> None:
    text = 'He said: "One.\nTwo, \'so to say\'.\nThree," he said.\n"Four," he said.'
    assert words(text)[0] == ['"One.', "Two, 'so to say'.", 'Three,"']
    assert words(text)[-1] == ['"Four,"']


def test_never_closed_ends_with_its_paragraph() -> None:
    text = 'He said: "We go.\nThe town was quiet.\nOthers "stayed" there.'
    assert words(text) == [['"We go.'], ['"stayed"']]
    assert not read(text)[0].closed


def test_never_closed_ends_before_a_reporting_clause_after_a_dash() -> None:
    text = '"To hańba - powiedział Kos. Potem wyszedł.'
    assert words(text, "pl") == [['"To hańba']]


def test_never_closed_ends_where_the_next_quotation_opens() -> None:
    text = '"We go, she said. "They stay," he said. "All of them," he added.'
    assert words(text) == [['"We go, she said.'], ['"They stay,"'], ['"All of them,"']]


def test_never_closed_gives_way_to_another_speaker_of_a_transcript() -> None:
    text = '"HOLM: Why now?\n"KOS: Because.\n"And so."'
    assert words(text) == [['"HOLM: Why now?'], ['"KOS: Because.', '"And so."']]


def test_never_opened_counts_before_a_reporting_clause_only() -> None:
    text = 'Nic o tym nie wiem" - powiedział Kos. "Nic" - dodał.'
    found = read(text, "pl")
    assert words(text, "pl") == [['Nic o tym nie wiem"'], ['"Nic"']]
    assert [q.opened for q in found] == [False, True]
    assert words('We go," he said.') == [['We go,"']]
    assert words('Gazeta Głos" mówi co innego.', "pl") == []


def test_never_opened_starts_after_what_was_quoted_before() -> None:
    text = '"Tak" - powiedział Kos. Nic o tym nie wiem" - dodał.'
    assert words(text, "pl") == [['"Tak"'], ['Nic o tym nie wiem"']]


def test_misplaced_mark_costs_one_paragraph_at_most() -> None:
    text = 'The "town was quiet.\n' + "Nothing happened here.\n" * 20 + 'He said "yes".'
    assert words(text) == [['"town was quiet.'], ['"yes"']]


def _calls(text: str) -> int:
    """How many functions are called, of Python and of C, while the quotations are found."""
    counted = 0

    def count(_frame: object, event: str, _function: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find_quotations(text, [Block("paragraph", 0, len(text), "pl")], lambda _: POLISH)
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("unit", ["“", "“a ", "'a ", '"', "„a” ", "- A ", "don’t "])
def test_marks_without_end_take_work_in_proportion_to_their_number(unit: str) -> None:
    assert _calls(unit * 8_000) < 4.5 * _calls(unit * 2_000) + 1_000


def test_depth_is_bounded() -> None:
    found = read(" ".join("“‘„«" * 20) + "a")
    depths: list[int] = []
    for quotation in found:
        depths.append(1 if quotation.parent is None else depths[quotation.parent] + 1)
    assert max(depths, default=0) <= 8
