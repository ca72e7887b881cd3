"""A row a statement: what stands in it, and that a spreadsheet can open it."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from onrecord import Document, Given, read
from onrecord.document import Block, Entity, Role, Statement
from onrecord.exports.csv import COLUMNS, header, lines, rows

TEXT = "Ida Berg told the council\nthat “the dam [...] holds”. She spoke.\n"


def span(words: str) -> tuple[int, int]:
    return (start := TEXT.index(words), start + len(words))


def document(**changes: object) -> Document:
    statement = Statement(
        "s1",
        "mixed",
        (span("that “the dam "), span(" holds”")),
        source=(span("Ida Berg"),),
        cue=(span("told"),),
        addressee=(span("the council"),),
        speaker="e1",
        addressees=("e2", "e3"),
        hedged=True,
        confidence=0.93,
        why="rules:x",
    )
    fields: dict[str, object] = {
        "title": "The dam",
        "blocks": (Block("paragraph", 0, len(TEXT) - 1, "en"),),
        "statements": (statement,),
        "entities": (
            Entity("e1", "person", "Ida Berg", roles=(Role("mayor", None, 0, 3, None),)),
            Entity("e2", "group", "council"),
        ),
    }
    return Document("d", TEXT, "rules/0", **{**fields, **changes})  # type: ignore[arg-type]


def parsed(*documents: Document) -> list[dict[str, str]]:
    whole = header() + "".join(line for one in documents for line in lines(one))
    return list(csv.DictReader(io.StringIO(whole, newline="")))


def test_a_row_has_every_column_in_order() -> None:
    (row,) = rows(document())
    assert list(row) == list(COLUMNS)
    assert header().strip().split(",") == list(COLUMNS)


def test_a_row_says_who_said_what_to_whom_and_where_it_stands() -> None:
    (row,) = rows(document())
    assert {
        "document_id": "d",
        "title": "The dam",
        "statement_id": "s1",
        "kind": "mixed",
        "speaker": "Ida Berg",
        "role": "mayor",
        "source": "Ida Berg",
        "cue": "told",
        "content": "that “the dam … holds”",
        "addressee": "council, e3",
        "addressee_ids": "e2 e3",
        "start": TEXT.index("that"),
        "end": TEXT.index(". She"),
        "pieces": f"{TEXT.index('that')}-{TEXT.index('[')} {TEXT.index(' holds')}-{TEXT.index('. She')}",
        "hedged": True,
        "negated": False,
        "confidence": 0.93,
        "block": "paragraph",
        "language": "en",
        "parent": None,
    }.items() <= row.items()


def test_missing_things_are_empty_and_truth_is_spelt_out() -> None:
    (row,) = parsed(document())
    assert (row["url"], row["parent"], row["hedged"], row["negated"], row["confidence"]) == (
        "",
        "",
        "true",
        "false",
        "0.93",
    )


def test_a_text_without_statements_has_no_row() -> None:
    assert parsed(document(statements=())) == []


def test_words_that_a_spreadsheet_would_run_are_made_plain() -> None:
    for hostile in ("=HYPERLINK(1)", "+1", "-1", "@x", "＝1"):
        (row,) = parsed(document(title=hostile))
        assert row["title"] == f"'{hostile}"


@given(st.text(st.sampled_from('a,;"\'\n\r\t=+-@\0\x1b\u2028ł「” '), max_size=60))
def test_any_words_stay_in_their_cell(words: str) -> None:
    (row,) = parsed(document(title=words, url=words))
    assert len(row) == len(COLUMNS)
    assert not {"\n", "\r", "\0", "\x1b"} & set("".join(row.values()))
    assert row["statement_id"] == "s1"


def test_rows_of_a_reading_point_into_its_text() -> None:
    found = read("“It holds,” said Ida Berg. She denied that it was for sale.\n", given=Given(language="en"))
    for row, statement in zip(rows(found), found.statements, strict=True):
        assert isinstance(row["start"], int)
        assert isinstance(row["end"], int)
        assert found.text[row["start"] : row["end"]] == row["content"] == found.words(statement.content)
