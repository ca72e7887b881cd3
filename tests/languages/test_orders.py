"""The syntax of order patterns, construct by construct."""

from __future__ import annotations

import re

import pytest

from onrecord.languages.build import pack_order
from onrecord.languages.classes import CLASSES
from onrecord.languages.orders import PatternError, compile_order, read_phrases
from onrecord.languages.sources import OrderEntry


def classes(names: str) -> str:
    return "".join(CLASSES[name] for name in names.split())


def parts(
    pattern: str, before: str, after: str, phrases: dict[str, str] | None = None
) -> dict[str, tuple[str, int, int]] | None:
    """What a pattern finds round a cue: for each part its side and range of words, counted in reading order.

    ``before`` and ``after`` are names of word classes; ``None`` where the pattern does not fit.
    """
    left, right, _ = compile_order(pattern, read_phrases(phrases or {}))
    words = classes(before)
    left_match, right_match = re.match(left, words[::-1]), re.match(right, classes(after))
    if left_match is None or right_match is None:
        return None
    found = {}
    for name in left_match.groupdict():
        start, end = left_match.span(name)
        if start >= 0:
            found[name] = ("left", len(words) - end, len(words) - start)
    for name in right_match.groupdict():
        start, end = right_match.span(name)
        if start >= 0:
            found[name] = ("right", start, end)
    return found


def fits(pattern: str, before: str = "", after: str = "", phrases: dict[str, str] | None = None) -> bool:
    return parts(pattern, before, after, phrases) is not None


def test_classes_stand_one_after_the_other_in_reading_order_on_both_sides() -> None:
    assert fits("article word CUE that word", "article word", "that word")
    assert not fits("article word CUE", "word article")
    assert not fits("CUE that word", "", "word that")


def test_words_next_to_the_cue_are_the_ones_matched() -> None:
    assert fits("word CUE", "that that word")
    assert not fits("word CUE", "word that")
    assert fits("CUE word", "", "word that that")


def test_either_of_two() -> None:
    assert fits("CUE (that | whether)", "", "whether")
    assert not fits("CUE (that | whether)", "", "relative")
    assert fits("(name word | pronoun) CUE", "name word")
    assert fits("(name word | pronoun) CUE", "pronoun")


def test_alternatives_inside_brackets_reach_as_far_as_the_brackets() -> None:
    assert fits("CUE (that | whether) word", "", "that word")
    assert not fits("CUE (that | whether) word", "", "that")


def test_one_of_several_classes() -> None:
    assert fits("CUE [that comma]", "", "comma")
    assert not fits("CUE [that comma]", "", "word")


@pytest.mark.parametrize("negated", ["![that comma]", "!that"])
def test_any_class_but_these(negated: str) -> None:
    assert fits(f"CUE {negated}", "", "word")
    assert not fits(f"CUE {negated}", "", "that")
    assert not fits(f"CUE {negated}", "", "")


def test_any_class_at_all() -> None:
    assert all(re.fullmatch(compile_order("CUE any", {})[1], char) for char in CLASSES.values())
    assert not fits("CUE any", "", "")


@pytest.mark.parametrize(
    ("quantifier", "counts"),
    [("?", {0, 1}), ("*", {0, 1, 2, 3, 4}), ("+", {1, 2, 3, 4}), ("{2}", {2}), ("{1,3}", {1, 2, 3}), ("{3,}", {3, 4})],
)
def test_repetition(quantifier: str, counts: set[int]) -> None:
    found = {n for n in range(5) if fits(f"CUE word{quantifier} END", "", " ".join(["word"] * n))}
    assert found == counts


@pytest.mark.parametrize(
    ("pattern", "length"),
    [("word+", 3), ("word+?", 1), ("word{1,2}", 2), ("word{1,2}?", 1), ("word??", 0), ("word*?", 0)],
)
def test_as_many_or_as_few_as_possible(pattern: str, length: int) -> None:
    found = parts(f"CUE {{content: {pattern}}}", "", "word word word")
    assert found == {"content": ("right", 0, length)}


def test_named_parts_are_found_on_both_sides() -> None:
    pattern = "{source: article? name+} CUE {addressee: name} {content: that any+}"
    assert parts(pattern, "comma article name name", "name that word word") == {
        "source": ("left", 1, 4),
        "addressee": ("right", 0, 1),
        "content": ("right", 1, 4),
    }


def test_part_named_in_several_branches_is_numbered() -> None:
    pattern = "CUE (comma {content: quote} | colon {content: word})"
    assert parts(pattern, "", "comma quote") == {"content": ("right", 1, 2)}
    assert parts(pattern, "", "colon word") == {"content__2": ("right", 1, 2)}


def test_what_must_come_next_is_not_taken() -> None:
    pattern = "CUE {content: word+} &(comma)"
    assert parts(pattern, "", "word word comma") == {"content": ("right", 0, 2)}
    assert not fits(pattern, "", "word word")


def test_what_must_not_come_next() -> None:
    assert fits("CUE ~(that) any", "", "word")
    assert not fits("CUE ~(that) any", "", "that")


def test_looking_ahead_left_of_the_cue_looks_outward_from_it() -> None:
    assert fits("&(comma) name CUE", "comma name")
    assert not fits("&(comma) name CUE", "word name")
    assert fits("~(comma word) name CUE", "word comma name")
    assert not fits("~(comma word) name CUE", "comma word name")


def test_start_is_the_sentences_first_place() -> None:
    assert fits("START name CUE", "name")
    assert not fits("START name CUE", "word name")


def test_end_is_the_last_place_or_before_a_full_stop_or_semicolon() -> None:
    assert fits("CUE word END", "", "word")
    assert fits("CUE word END", "", "word end")
    assert fits("CUE word END", "", "word semicolon word")
    assert not fits("CUE word END", "", "word word")


@pytest.mark.parametrize(
    "edge", ["", "comma", "colon", "dash", "open", "conjunction", "that", "subordinator", "relative"]
)
def test_edge_is_where_a_clause_begins(edge: str) -> None:
    assert fits("EDGE name CUE", f"{edge} name")


def test_edge_is_not_inside_a_clause() -> None:
    assert not fits("EDGE name CUE", "word name")


def test_phrase_stands_for_its_pattern() -> None:
    phrases = {"NP": "(article? word+)", "PP": "(preposition NP)"}
    assert fits("NP CUE PP", "article word word", "preposition word", phrases)
    assert not fits("NP CUE PP", "article", "preposition word", phrases)


def test_phrase_can_name_only_those_before_it() -> None:
    with pytest.raises(PatternError, match="unknown phrase NP"):
        read_phrases({"PP": "(preposition NP)", "NP": "(article? word+)"})


def test_phrase_for_one_cue_form_is_used_for_that_form_alone() -> None:
    entry = OrderEntry(name="x", forms=["finite", "saying"], frames=["say"], order="SUBJECT CUE {content: any}")
    packed = pack_order(entry, {"SUBJECT": "{source: name}", "SUBJECT_SAYING": "{source: pronoun}"})
    left = {form: order.left for order in packed for form in order.forms}
    assert re.match(left["finite"], classes("name"))
    assert not re.match(left["finite"], classes("pronoun"))
    assert re.match(left["saying"], classes("pronoun"))


def test_forms_without_a_phrase_of_their_own_share_one_pattern() -> None:
    entry = OrderEntry(name="x", forms=["finite", "base"], frames=["say"], order="SUBJECT CUE {content: any}")
    (packed,) = pack_order(entry, {"SUBJECT": "{source: name}"})
    assert packed.forms == ("finite", "base")


def test_rarest_class_that_the_right_side_cannot_do_without_is_told() -> None:
    assert compile_order("CUE word [that whether] any*", {})[2] in {CLASSES["word"], CLASSES["that"]}
    assert compile_order("CUE (comma | colon) that", {})[2] == CLASSES["that"]
    assert compile_order("CUE that?", {})[2] == ""
    assert compile_order("CUE any+", {})[2] == ""
    assert compile_order("that CUE any", {})[2] == ""


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("CUE nonsense", "unknown word class 'nonsense'"),
        ("CUE [word nonsense]", "unknown word class 'nonsense'"),
        ("CUE !nonsense", "unknown word class 'nonsense'"),
        ("CUE NONSENSE", "unknown phrase NONSENSE"),
        ("CUE (word", "missing ')'"),
        ("CUE {content: word", "missing '}'"),
        ("CUE {content: word)", "missing '}'"),
        ("CUE word)", "unexpected ')'"),
        ("* word CUE", "nothing to repeat"),
        ("CUE (+ word)", "nothing to repeat"),
        ("CUE word % word", "cannot read"),
        ("CUE [word", "cannot read"),
        ("CUE {Content: word}", "cannot read"),
        ("word", "CUE must stand once"),
        ("CUE word CUE", "CUE must stand once"),
        ("(CUE word)", "CUE must stand once"),
        ("CUE word | CUE name", "CUE must stand once"),
        ("CUE word{5,2}", "word{5,2}"),
    ],
)
def test_pattern_that_cannot_be_read_is_named(pattern: str, message: str) -> None:
    with pytest.raises(PatternError, match=re.escape(message)):
        compile_order(pattern, {})
