"""A row a statement as Parquet, with the columns of the CSV export in their own types.

Lists are lists, positions are numbers, and beside each EDTF date stands a day to sort by. Row groups are written
as they fill, so that the file may be of any length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from importlib import import_module
from typing import Any

from onrecord.document import Statement
from onrecord.exports import ExportError
from onrecord.exports import csv as table
from onrecord.exports.exact import sortable
from onrecord.exports.extract import Extract
from onrecord.exports.reach import Reach

ROWS = 20_000
"""Statements in a row group: some ten megabytes in memory."""

_LISTS = ("addressee_ids", "addressee_entities", "addressee_entity_names", "about_entities", "about_entity_names")
_MADE = {
    "pieces": "where each piece of the content begins and ends: a list of `start` and `end`",
    "via": "the names of those through whom it came to the page, the one next to the speaker first: a list",
    "published_day": "the first day that `published` can mean, to sort by",
    "day": "the first day that `date` can mean, to sort by",
    "occasion_day": "the first day that `occasion_date` can mean, to sort by",
}
FIELDS = (
    table.FIELDS
    | {name: f"{table.FIELDS[name].rpartition(', ')[0]}: a list" for name in _LISTS}
    | _MADE
)
"""All columns, and what each holds; those of the CSV export come first, in its order."""

_DAYS = {"published_day": "published", "day": "date", "occasion_day": "occasion_date"}
_BOOLEANS = ("negated", "hedged", "attitude")


def write(extracts: Iterable[Extract]) -> Iterator[bytes]:
    """The file in pieces. Raises ``ExportError`` where pyarrow is not installed."""
    try:
        pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise ExportError("Parquet needs pyarrow: install onrecord[batch]") from None
    return _written(pyarrow, parquet, extracts)


def _written(pyarrow: Any, parquet: Any, extracts: Iterable[Extract]) -> Iterator[bytes]:
    schema, sink = _schema(pyarrow), _Sink()
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        rows: list[dict[str, Any]] = []
        for extract in extracts:
            for row in _rows(extract):
                rows.append(row)
                if len(rows) == ROWS:
                    writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
                    rows = []
                    yield sink.taken()
        if rows:
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
    yield sink.taken()


class _Sink:
    """A file that only grows; what was written to it is taken away from time to time."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._length = 0

    def write(self, piece: Any) -> int:
        """Keeps a copy of the bytes until they are taken."""
        held = bytes(piece)
        self._pieces.append(held)
        self._length += len(held)
        return len(held)

    def tell(self) -> int:
        """How many bytes were written, those taken away too."""
        return self._length

    def flush(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do: the last pieces are still to be taken."""

    def writable(self) -> bool:
        """Always."""
        return True

    def taken(self) -> bytes:
        """What was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _schema(pyarrow: Any) -> Any:
    types = {
        **{name: pyarrow.int64() for name in ("start", "end")},
        **{name: pyarrow.bool_() for name in _BOOLEANS},
        **{name: pyarrow.list_(pyarrow.string()) for name in (*_LISTS, "via")},
        **{name: pyarrow.date32() for name in _DAYS},
        "confidence": pyarrow.float64(),
        "pieces": pyarrow.list_(pyarrow.struct([("start", pyarrow.int64()), ("end", pyarrow.int64())])),
    }
    return pyarrow.schema(
        [pyarrow.field(name, types.get(name, pyarrow.string()), metadata={"holds": FIELDS[name]}) for name in FIELDS]
    )


def _rows(extract: Extract) -> Iterator[dict[str, Any]]:
    reach = Reach(extract)
    for statement, row in zip(reach.statements, table.record_rows(extract), strict=True):
        yield _sound({**row, **_typed(extract, reach, statement, row)})


def _typed(
    extract: Extract, reach: Reach, statement: Statement, row: dict[str, table.Value]
) -> dict[str, Any]:
    """The columns that hold lists and days."""
    addressees = [extract.known[id_] for id_ in statement.addressees if id_ in extract.known]
    about = [extract.known[id_] for id_ in reach.about(statement) if id_ in extract.known]
    return {
        "addressee_ids": list(statement.addressees),
        "addressee_entities": [known.id for known in addressees],
        "addressee_entity_names": [known.name for known in addressees],
        "about_entities": [known.id for known in about],
        "about_entity_names": [known.name for known in about],
        "pieces": [{"start": start, "end": end} for start, end in statement.content],
        "via": [known.name for id_ in reach.via(statement) if (known := reach.known(id_))],
        **{day: _day(row[edtf]) for day, edtf in _DAYS.items()},
    }


def _day(edtf: table.Value) -> date | None:
    day = sortable(str(edtf)) if edtf else None
    return date.fromisoformat(day) if day else None


def _sound(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose words UTF-8 can write: halves of surrogate pairs become ``?``."""
    return {name: _writable(value) for name, value in row.items()}


def _writable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return [_writable(one) for one in value] if isinstance(value, list) else value
