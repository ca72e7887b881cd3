"""Permanent names, and addresses that lead a browser to the words."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from extracts import TEXT, extract, extracts, of
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.document import Document, Statement
from onrecord.exports.extract import Extract
from onrecord.exports.iris import address, entity_iri, part_iri, statement_address, wikidata_iri


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("HTTP://a.example/x", "http://a.example/x"),
        ("https://a.example/ł {x}", "https://a.example/ł%20%7Bx%7D"),
        ("https://a.example/%41%zz", "https://a.example/%41%25zz"),
        ("https://[::1]/[x]", "https://[::1]/%5Bx%5D"),
        ("https://a.example/\x00\u202e", "https://a.example/%00%E2%80%AE"),
        ("https://a.example/x\ud800", "https://a.example/x%3F"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("http://[", None),
        ("articles/one.txt", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_told_and_hold_nothing_that_they_may_not(given: str | None, told: str | None) -> None:
    assert address(given) == told


@given(st.text(max_size=30))
def test_an_address_is_one_for_any_words(words: str) -> None:
    told = address(f"https://a.example/{words}")
    assert told
    assert not any(char.isspace() or char in '<>"{}|\\^`' for char in told)
    assert urlsplit(told).hostname == "a.example"


def link(*spans: tuple[int, int]) -> str:
    """The text fragment of a statement with these pieces."""
    return (statement_address(extract(), Statement("s1", "direct", spans)) or "").partition("#:~:")[2]


def test_short_words_are_told_whole_without_their_marks() -> None:
    start = TEXT.index("“And it")
    assert link((start, start + 24)) == "text=And%20it%20will%20stay%20open"


def test_long_words_are_told_by_their_ends() -> None:
    start, end = TEXT.index("The Harbour Post,"), TEXT.index("“leak”") + 6
    assert link((start, end)) == "text=The%20Harbour%20Post%2C%20citing,said%20the%20gates%20%E2%80%9Cleak"


def test_the_ends_of_long_words_are_whole_words() -> None:
    words = f"{'wonder' * 5} {'never' * 5} {'again' * 30} and {'everything' * 3} {'nothing' * 2}"
    made = of(Document("d", words, "rules/0", url="https://a.example/"))
    told = statement_address(made, Statement("s1", "direct", ((0, len(words)),)))
    assert told == f"https://a.example/#:~:text={'wonder' * 5},{'nothing' * 2}"


def test_words_without_spaces_are_cut() -> None:
    words = "我们" * 60
    made = of(Document("d", words, "rules/0", url="https://a.example/"))
    told = statement_address(made, Statement("s1", "direct", ((0, len(words)),))) or ""
    assert unquote(told).endswith(f"text={'我们' * 20},{'我们' * 20}")


def test_pieces_are_told_one_by_one() -> None:
    assert link((0, 8), (9, 14)) == "text=Vesthavn&text=mayor"


def test_words_over_paragraphs_are_told_by_their_ends() -> None:
    start, end = TEXT.index("“will open"), TEXT.index("stay open") + 9
    assert link((start, end)) == "text=will%20open%20in%20May,it%20will%20stay%20open"


def test_words_without_a_letter_have_no_fragment() -> None:
    assert link((8, 9)) == ""


@settings(max_examples=100, deadline=None)
@given(extracts())
def test_any_text_fragment_is_made_of_words_of_the_text(given: Extract) -> None:
    text = " ".join(given.document.text.encode("utf-8", "replace").decode().split())
    for statement in given.statements():
        told = statement_address(given, statement)
        fragment = (told or "").partition(":~:")[2]
        for directive in fragment.split("&") if fragment else ():
            assert directive.startswith("text=")
            for words in directive.removeprefix("text=").split(","):
                assert unquote(words) in text
                assert "-" not in words


def test_names_stay_the_same_and_are_sound() -> None:
    assert part_iri(extract(), "s4") == f"urn:onrecord:{extract().ref}#s4"
    assert part_iri(extract(ref="a b"), "<s>") == "urn:onrecord:a%20b#%3Cs%3E"
    assert entity_iri(extract(), "e1") == "urn:onrecord:entity:17"
    assert entity_iri(extract(), "e2") == f"urn:onrecord:{extract().ref}#e2"
    assert (wikidata_iri("Q42"), wikidata_iri("Q42>"), wikidata_iri(None)) == (
        "http://www.wikidata.org/entity/Q42",
        None,
        None,
    )
