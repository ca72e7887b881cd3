"""Corpora: a document a row, and what is wrong with a row told by its number and line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from onrecord.intake import Given, IntakeError, from_path, tables
from onrecord.intake.corpus import COLUMNS, BadRow, Row, from_row, is_corpus, rows

YES, NO = "Ida Berg said yes.", "Oskar Lind said no."


def table(*written: Sequence[str], **how: str) -> str:
    out = io.StringIO()
    csv.writer(out, **how).writerows(written)  # type: ignore[arg-type]
    return out.getvalue()


def read(tmp_path: Path, data: str | bytes, name: str = "c.csv", **given: str) -> list[Row | BadRow]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(rows(path, Given(**given)))


def texts(found: list[Row | BadRow]) -> list[str]:
    return [row.text if isinstance(row, Row) else row.reason for row in found]


def test_every_column_is_taken_and_others_are_passed_over(tmp_path: Path) -> None:
    values = ("Ida Berg said yes.", "a1", "2026-03-02", "Post", "Title", "https://post.example", "en")
    (row,) = read(tmp_path, table([*COLUMNS, "notes"], [*values, "x"]))
    assert isinstance(row, Row)
    document = from_row(row)
    said = (document.text, document.id, document.published, document.outlet, document.title, document.url)
    assert (*said, document.language) == values
    assert not document.findings


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    data = table(["id", "text", "outlet"], ["1", "Yes, she said; no | he said.", "Post"], delimiter=delimiter)
    (row,) = read(tmp_path, data)
    assert isinstance(row, Row)
    assert (row.text, row.given.outlet) == ("Yes, she said; no | he said.", "Post")


def test_a_delimiter_that_a_spreadsheet_declares_is_taken(tmp_path: Path) -> None:
    data = "sep=:\r\ntext:id\r\nYes:1\r\nNo:2\r\n:3\r\n"
    assert texts(read(tmp_path, data)) == ["Yes", "No", "line 5: the row has no text"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1250"])
def test_encodings_and_byte_order_marks_are_found(tmp_path: Path, encoding: str) -> None:
    words = "Burmistrz powiedziała, że źródła są pewne, i zażądała łódki."
    assert texts(read(tmp_path, table(["text", "id"], [words, "1"] * 1).encode(encoding))) == [words]


def test_newlines_and_quotation_marks_inside_a_cell_are_the_text_s(tmp_path: Path) -> None:
    words = 'She said "no", and\n\nwent; then, "yes".'
    assert texts(read(tmp_path, table(["text", "id"], [words, "1"], [YES, "2"]))) == [words, YES]


def test_huge_cells_are_read(tmp_path: Path) -> None:
    words = "said, " * 100_000
    assert texts(read(tmp_path, table(["id", "text"], ["1", words]))) == [words]


def test_a_cell_beyond_all_measure_costs_its_own_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = texts(read(tmp_path, table(["text"], ["x" * (tables.LONGEST_CELL + 1)], [YES])))
    assert first.startswith("line 2: the row cannot be read (field larger than field limit")
    assert second == YES
    monkeypatch.setattr(tables, "_LONGEST_LINE", 1_000)
    lines = [json.dumps({"text": words}) for words in ("x" * 5_000, YES)]
    assert texts(read(tmp_path, "\n".join(lines), "c.jsonl")) == [
        "line 1: the line is longer than 1,000 characters",
        YES,
    ]


def test_columns_may_be_written_with_capitals_and_spaces(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "ID, Text \n1,Yes\n")) == ["Yes"]


@pytest.mark.parametrize(
    ("name", "data", "named"),
    [
        ("c.csv", "body,id\nx,1\n", "body, id"),
        ("c.jsonl", '{"body": "x", "id": 1}\n', "body, id"),
        ("c.csv", "text\n", ""),
    ],
)
def test_a_wrong_column_name_is_told_with_those_that_are_there(
    tmp_path: Path, name: str, data: str, named: str
) -> None:
    with pytest.raises(IntakeError) as told:
        read(tmp_path, data, name)
    reason = f"no column is named text; its columns are: {named}" if named else "the corpus has no rows"
    assert str(told.value) == f"{tmp_path / name}: {reason}"


def test_a_row_with_broken_bytes_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    data = table(["text", "id"], ["Żółć", "1"], ["Źle", "2"], [NO, "3"]).encode().replace("Ź".encode(), b"\xff")
    good, bad, other = read(tmp_path, data)
    assert texts([good, other]) == ["Żółć", NO]
    assert bad == BadRow(2, "line 3: some bytes are no text in the file's encoding (utf-8)")


def test_an_encoding_guessed_from_a_few_bytes_is_a_finding_of_the_rows_that_need_it(tmp_path: Path) -> None:
    lines = '{"text": "Yes"}\n{"text": "Café"}\n'
    for name, data in (("c.csv", table(["text"], [YES], ["Café no."])), ("c.jsonl", lines)):
        plain, accented = read(tmp_path, data.encode("cp1252"), name)
        assert isinstance(plain, Row)
        assert isinstance(accented, Row)
        assert (plain.faults, accented.text[:4]) == ((), "Café")
        assert accented.faults == ("the encoding was guessed from a few bytes (windows-1252)",)


def test_lines_that_are_no_json_objects_are_told_and_the_others_are_read(tmp_path: Path) -> None:
    data = f'{{"text": "{YES}"}}\n{{"text": \n[1]\n\n{{"id": 5}}\n{{"text": 7}}\n{"[" * 100_000}\n{{"text": "{NO}"}}'
    found = read(tmp_path, data, "c.jsonl")
    assert texts(found) == [
        YES,
        "line 2: the line is no JSON",
        "line 3: the line is no JSON object",
        "line 5: the row has no text",
        "line 6: the row has a text that is no string",
        "line 7: the line is no JSON",
        NO,
    ]
    assert [row.number for row in found] == list(range(1, 8))


def test_json_may_have_numbers_for_ids_and_half_characters(tmp_path: Path) -> None:
    (row,) = read(tmp_path, '{"text": "Yes \\ud800 no", "id": 7, "outlet": null, "title": ["x"]}\n', "c.jsonl")
    assert isinstance(row, Row)
    document = from_row(row)
    assert (document.text, document.id, document.outlet, document.title) == ("Yes \ufffd no", "7", None, None)
    assert len(document.findings) == 1


def test_a_quotation_mark_never_closed_is_told_at_its_row(tmp_path: Path) -> None:
    data = f'text,id\n{YES},1\n"{NO},2\n{YES},3\n'
    assert texts(read(tmp_path, data)) == [YES, "line 3: a quotation mark is never closed; nothing after it was read"]


def test_what_a_row_does_not_say_is_filled_by_what_is_given(tmp_path: Path) -> None:
    first, second = read(tmp_path, f"text,outlet\n{YES},Lamp\n{NO},\n", outlet="Post", language="en")
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert [row.given.outlet for row in (first, second)] == ["Lamp", "Post"]
    assert [row.given.id for row in (first, second)] == ["c-1", "c-2"]
    assert first.given.language == "en"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2026-03-02T10:00:00Z", "2026-03-02"),
        ("2026-03-02 10:00", "2026-03-02"),
        ("2026", "2026"),
        ("2. 3. 2026", None),
    ],
)
def test_days_are_taken_from_times_and_other_dates_are_findings(tmp_path: Path, written: str, kept: str | None) -> None:
    (row,) = read(tmp_path, table(["text", "published"], [YES, written]))
    assert isinstance(row, Row)
    document = from_row(row)
    assert document.published == kept
    assert [f"publication date '{written}'" in f.message for f in document.findings] == ([] if kept else [True])


@pytest.mark.parametrize(("written", "kept"), [("en_GB", "en-GB"), ("en", "en"), ("Polish (Poland)", None)])
def test_a_language_that_is_no_code_is_a_finding(tmp_path: Path, written: str, kept: str | None) -> None:
    (row,) = read(tmp_path, table(["text", "language"], [YES, written]))
    assert isinstance(row, Row)
    assert row.given.language == kept
    assert [f"the row's language '{written}'" in f.message for f in from_row(row).findings] == ([] if kept else [True])


def test_cells_without_a_column_are_a_finding(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "text,id\nYes, she said,1\n")
    assert isinstance(row, Row)
    assert [finding.message for finding in from_row(row).findings] == [
        "the row has 1 cell more than columns; quote cells with commas in them"
    ]


def test_a_corpus_is_known_by_its_name_unless_it_begins_like_something_else(tmp_path: Path) -> None:
    for name, data, expected in (
        ("a.CSV", b"text\n", True),
        ("a.ndjson", b"{}", True),
        ("a.txt", b"text,id\n", False),
        ("b.csv", b"<html><body>", False),
        ("c.csv", b"%PDF-1.4", False),
    ):
        (tmp_path / name).write_bytes(data)
        assert is_corpus(tmp_path / name) is expected
    assert not is_corpus(tmp_path / "missing.csv")


def test_one_document_is_not_made_of_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(f"text\n{YES}\n")
    with pytest.raises(IntakeError, match="a corpus, with a document a row"):
        from_path(tmp_path / "c.csv")


def test_rows_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("text\n" + f"{YES}\n" * 100_000)
    coming = rows(path, Given())
    assert next(coming) == Row(1, YES, Given(id="c-1"))
    coming.close()  # type: ignore[attr-defined]
