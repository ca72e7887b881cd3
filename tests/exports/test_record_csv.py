"""The CSV export of a record: the columns of ``read --csv`` and what the record knows besides."""

from __future__ import annotations

import csv
import io

from extracts import demo, extract, extracts, of, written
from hypothesis import given, settings

from onrecord.exports.csv import COLUMNS, FIELDS
from onrecord.exports.csv import header as header_of_reading
from onrecord.exports.csv import lines as lines_of_reading
from onrecord.exports.extract import Extract


def rows(*given: Extract) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv", list(given)).decode(), newline="")))


def test_the_columns_of_a_reading_come_first_and_hold_the_same() -> None:
    made = demo()[0]
    reading = csv.DictReader(io.StringIO(header_of_reading() + "".join(lines_of_reading(made.document))))
    assert [{name: row[name] for name in COLUMNS} for row in rows(made)] == list(reading)
    assert list(rows(made)[0]) == list(FIELDS)


def test_a_row_says_who_it_is_over_all_documents() -> None:
    row = rows(extract())[0]
    assert {
        "ref": extract().ref,
        "key": "https://post.example/harbour?id=7&x=1",
        "statement_ref": f"{extract().ref}#s1",
        "speaker_entity": "17",
        "speaker_entity_name": "Ida Berg",
        "speaker_entity_wikidata": "Q99999901",
        "addressee_entities": "",
        "occasion": "meeting",
        "occasion_date": "2025-02-10",
        "occasion_place": "Vesthavn",
    }.items() <= row.items()
    assert rows(extract())[1]["about_entities"] == "18"
    fragment = "#:~:text=that%20%E2%80%9Cthe%20harbour&text=will%20open%20in%20May&text=And%20it%20will%20stay%20open"
    assert row["link"].endswith(fragment)


def test_outside_a_record_its_columns_are_empty() -> None:
    assert rows(of(extract().document))[0]["speaker_entity"] == ""


def test_statements_not_asked_for_have_no_row() -> None:
    assert [row["statement_id"] for row in rows(extract(chosen=("s3", "s5")))] == ["s3", "s5"]


@settings(max_examples=100, deadline=None)
@given(extracts())
def test_any_statement_is_one_row_that_a_spreadsheet_cannot_run(given: Extract) -> None:
    found = rows(given)
    assert len(found) == len(written("csv", [given]).decode().split("\n")) - 2 == len(given.chosen)
    for cell in (cell for row in found for cell in row.values()):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert not {"\n", "\r", "\0", "\x1b"} & set(cell)
