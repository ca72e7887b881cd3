"""Statements of two texts are laid side by side, and the words that differ are told."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.comparing import Row, align, differences, languages, side
from onrecord.document import Block, Document, Entity, Mention, Occasion, Statement

FALK, LIND = "Ines Falk", "Oskar Lind"


class Said(NamedTuple):
    """Something said in a language, perhaps mentioning somebody by the name it begins with."""

    words: str
    speaker: str | None = FALK
    language: str = "en"
    about: str | None = None
    kind: str = "direct"
    occasion: bool = False


def document(*said: Said) -> Document:
    """A document of these statements, a block each."""
    text, blocks, statements, mentions = "", [], [], {}
    names: dict[str, str] = {}
    for one in said:
        for name in (one.speaker, one.about):
            if name:
                names.setdefault(name, f"e{len(names) + 1}")
        start = len(text)
        text += one.words + "\n"
        if one.about:
            mentions.setdefault(one.about, []).append(Mention(start, start + 3, one.about, one.language, "name"))
        blocks.append(Block("paragraph", start, len(text) - 1, one.language))
        statements.append(
            Statement(
                f"s{len(statements) + 1}", one.kind, ((start, len(text) - 1),), speaker=names.get(one.speaker or ""),  # type: ignore[arg-type]
                occasion="o1" if one.occasion else None,
            )
        )  # fmt: skip
    entities = tuple(Entity(id_, "person", name, mentions=tuple(mentions.get(name, ()))) for name, id_ in names.items())
    return Document(
        "d", text, "test", blocks=tuple(blocks), statements=tuple(statements), entities=entities,
        occasions=(Occasion("o1", "speech", "2025-02-03"),),
    )  # fmt: skip


def aligned(one: Document, other: Document) -> list[tuple[str | None, str | None]]:
    return labels(align(side(one), side(other)))


def labels(rows: list[Row]) -> list[tuple[str | None, str | None]]:
    return [(row.one.id if row.one else None, row.other.id if row.other else None) for row in rows]


def test_the_same_words_come_together_wherever_they_stand() -> None:
    one = document(Said("The ferry sails in June."), Said("The pier is safe."))
    other = document(Said("“The pier is safe”"), Said("Nothing was said of money."), Said("the ferry sails in june"))
    assert aligned(one, other) == [("s1", "s3"), ("s2", "s1"), (None, "s2")]


def test_what_was_reworded_comes_together_and_what_is_new_stands_alone() -> None:
    one = document(
        Said("the harbour will reopen in the first week of June"), Said("the tram strike goes on until Monday", LIND)
    )
    other = document(
        Said("nobody had asked the fishermen"), Said("the harbour will reopen in the second week of July for good")
    )
    assert aligned(one, other) == [(None, "s1"), ("s1", "s2"), ("s2", None)]


def test_a_part_of_a_quotation_goes_with_the_whole() -> None:
    one = document(Said("we have counted every litre of the river twice and we shall count it again, said nobody"))
    other = document(Said("counted every litre of the river twice"))
    assert aligned(one, other) == [("s1", "s1")]


def test_who_is_known_by_another_name_is_the_same_by_the_record() -> None:
    one = document(Said("the pier is safe"), Said("the pier is safe", LIND))
    other = document(Said("the pier is safe", "Oskar L."), Said("the pier is safe", "Mayor Falk"))
    rows = align(side(one, {"e1": 7, "e2": 8}), side(other, {"e1": 8, "e2": 7}))
    assert labels(rows) == [("s1", "s2"), ("s2", "s1")]
    assert all(row.speaker for row in rows)


def test_words_given_to_another_speaker_come_together_and_are_told_apart() -> None:
    (row,) = align(side(document(Said("the pier is safe"))), side(document(Said("The pier is safe", LIND))))
    assert (row.one is not None, row.other is not None, row.speaker, row.words) == (True, True, False, True)


def test_statements_in_two_languages_come_together_by_speaker_and_order() -> None:
    both = document(
        Said("The ferry will sail from the new pier in June 2026."),
        Said("We were never asked about the contract.", LIND),
        Said("Prom popłynie z nowego nabrzeża w czerwcu 2026 roku.", language="pl"),
        Said("Nikt nas nie pytał o tę umowę.", LIND, "pl"),
        Said("To wszystko, co mam do powiedzenia w tej sprawie.", LIND, "pl"),
    )
    assert languages(both) == {"en": 2, "pl": 3}
    rows = align(side(both, language="en"), side(both, language="pl"))
    assert labels(rows) == [("s1", "s3"), ("s2", "s4"), (None, "s5")]
    assert not any(row.words for row in rows)


def test_names_and_numbers_lead_from_one_language_to_another() -> None:
    one = document(*(Said(f"Sir, {number} ships came to the harbour of the town") for number in (3, 14, 15)))
    other = document(*(Said(f"Sir, {number} statków wpłynęło do portu", language="pl") for number in (2, 14, 15)))
    assert labels(align(side(one), side(other)))[-2:] == [("s2", "s2"), ("s3", "s3")]


def test_the_occasion_is_told_where_it_is_the_same() -> None:
    one, other = (document(Said("the pier is safe", occasion=True)) for _ in range(2))
    assert align(side(one), side(other))[0].occasion
    assert not align(side(one), side(document(Said("the pier is safe"))))[0].occasion


def test_one_side_may_be_empty() -> None:
    one, nothing = document(Said("the pier is safe")), document()
    assert aligned(one, nothing) == [("s1", None)]
    assert aligned(nothing, one) == [(None, "s1")]
    assert aligned(nothing, nothing) == []


def test_long_documents_are_aligned_too() -> None:
    one = document(*(Said(f"bridge {number} holds so many tons of stone {number % 7}") for number in range(1500)))
    other = document(*(Said(f"bridge {number} holds so many tons of steel") for number in range(1500)))
    rows = align(side(one), side(other))
    assert sum(row.one is not None and row.other is not None for row in rows) > 1200


def told(pieces: list) -> str:  # type: ignore[type-arg]
    return "".join(f"[{piece.words}]" if piece.differs else piece.words for piece in pieces)


@pytest.mark.parametrize(
    ("one", "other", "first", "second"),
    [
        ("It sails in June.", "It sails in July.", "It sails in [June].", "It sails in [July]."),
        ("the pier, at last, is safe", "The pier is safe", "the pier, [at last], is safe", "The pier is safe"),
        ("“No”", "no", "“No”", "no"),
        ("", "all of it", "", "[all of it]"),
        ("Łódź", "lodz", "Łódź", "lodz"),
        ("الميناء مفتوح", "الميناء مغلق", "الميناء [مفتوح]", "الميناء [مغلق]"),
    ],
)
def test_words_that_differ_are_marked(one: str, other: str, first: str, second: str) -> None:
    assert tuple(map(told, differences(one, other))) == (first, second)


@given(st.text(), st.text())
def test_no_letter_is_lost(one: str, other: str) -> None:
    pieces = differences(one, other)
    assert tuple("".join(piece.words for piece in side) for side in pieces) == (one, other)


def test_very_long_wordings_are_compared_by_their_words() -> None:
    one, other = (" ".join(f"{letter}{number % 500}" for number in range(4000)) for letter in "ab")
    assert all(piece.differs for piece in differences(one, other)[0])


WORDS = ["ferry", "pier", "tram", "safe", "june", "12", "not"]
STATEMENTS = st.lists(
    st.builds(
        Said,
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
        st.sampled_from([FALK, LIND, None]),
        st.sampled_from(["en", "pl"]),
    ),
    max_size=8,
)


@given(STATEMENTS, STATEMENTS)
def test_each_statement_stands_in_one_row_and_the_left_side_in_order(one: list[Said], other: list[Said]) -> None:
    rows = aligned(document(*one), document(*other))
    assert [left for left, _ in rows if left] == [f"s{number}" for number in range(1, len(one) + 1)]
    assert sorted(right for _, right in rows if right) == sorted(f"s{number}" for number in range(1, len(other) + 1))
    assert rows == aligned(document(*one), document(*other))
