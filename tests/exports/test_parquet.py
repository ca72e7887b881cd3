"""Parquet: typed columns, lists as lists, row groups written as they fill."""

from __future__ import annotations

import io
import sys
from datetime import date

import pytest
from extracts import demo, extract, extracts, written
from hypothesis import given, settings

from onrecord.exports import FORMATS, ExportError
from onrecord.exports import parquet as exported
from onrecord.exports.extract import Extract

parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed (extra batch)")


def table(*given: Extract):  # type: ignore[no-untyped-def]
    return parquet.read_table(io.BytesIO(written("parquet", list(given))))


def test_columns_have_their_own_types() -> None:
    schema = table(extract()).schema
    assert schema.names == list(exported.FIELDS)
    assert {name: str(schema.field(name).type) for name in ("start", "negated", "confidence", "day", "speaker")} == {
        "start": "int64",
        "negated": "bool",
        "confidence": "double",
        "day": "date32[day]",
        "speaker": "string",
    }
    assert str(schema.field("about_entities").type).startswith("list<")
    assert schema.field("cue").metadata[b"holds"].decode() == exported.FIELDS["cue"]


def test_a_row_has_lists_and_days_to_sort_by() -> None:
    rows = table(extract()).to_pylist()
    first = rows[0]
    text = extract().document.text
    assert [text[piece["start"] : piece["end"]] for piece in first["pieces"]] == [
        "that “the harbour,”",
        "“will open in May.",
        "“And it will stay open,”",
    ]
    assert (first["addressee_ids"], first["about_entities"]) == (["e2"], [])
    assert (rows[1]["about_entity_names"], rows[1]["via"]) == (["Oskar Lind"], ["port office", "The Harbour Post"])
    assert (first["date"], first["day"], first["published_day"]) == ("2025-02-10", date(2025, 2, 10), date(2025, 2, 11))
    assert (rows[5]["date"], rows[5]["day"]) == ("2025-02/2025-03", date(2025, 2, 1))


def test_row_groups_are_written_as_they_fill(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exported, "ROWS", 3)
    asked: list[str] = []

    def asking():  # type: ignore[no-untyped-def]
        for one in (extract(), extract(ref="other"), *demo()):
            asked.append(one.ref)
            yield one

    pieces = exported.write(asking())
    begun = next(pieces)
    assert asked == [extract().ref]
    whole = parquet.ParquetFile(io.BytesIO(begun + b"".join(pieces)))
    assert whole.metadata.num_row_groups > 2
    assert whole.metadata.num_rows == 14 + sum(len(one.chosen) for one in demo())


def test_nothing_gives_a_table_without_rows() -> None:
    assert table().num_rows == 0
    assert table().schema.names == list(exported.FIELDS)


@settings(max_examples=60, deadline=None)
@given(extracts())
def test_any_document_is_a_table(given: Extract) -> None:
    assert table(given).column("statement_id").to_pylist() == list(given.chosen)


def test_without_pyarrow_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"install onrecord\[batch\]"):
        FORMATS["parquet"].write([])
