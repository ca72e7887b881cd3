"""Rows of tables and JSON Lines, one at a time, so that a corpus need not fit into memory."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple

from onrecord.intake.encodings import SAMPLE, StreamEncoding, stream_encoding

# A row's text longer than this is a quote that was opened and never closed.
LONGEST_CELL = 20_000_000
_LONGEST_LINE = 2 * LONGEST_CELL
# A last line of our own: when it ends up inside a cell, that cell was never closed.
_END = "\0end of the table\0"
_DELIMITERS = ",;\t|"
_CHUNK = 1 << 20
_HIGH = re.compile(rb"[\x80-\xff]")
_BROKEN = re.compile("[\ud800-\udfff]")
# Spreadsheets may say what parts their cells before the header.
_SEPARATOR = re.compile(r"sep=(.)\s*\Z", re.I)


class Cells(NamedTuple):
    """A row: the line it begins on, the file's columns, and its values by column in small letters.

    ``surplus`` counts the cells that no column is named for; ``guessed`` says that the encoding was, and that
    other letters than ASCII stand in the row.
    """

    line: int
    columns: tuple[str, ...]
    values: dict[str, Any]
    surplus: int = 0
    guessed: bool = False


class Fault(NamedTuple):
    """A row that cannot be read: the line it begins on, and why."""

    line: int
    reason: str


def table_rows(path: Path) -> Iterator[Cells | Fault]:
    """The rows of a table below its header; encoding and delimiter are found from the file's beginning.

    Raises ``OSError`` when the file cannot be opened.
    """
    if csv.field_size_limit() < LONGEST_CELL:
        csv.field_size_limit(LONGEST_CELL)
    encoding = _encoding(path)
    with _open(path, encoding) as lines:
        head = lines.read(SAMPLE)
    delimiter, declared = _delimiter(head.splitlines()[:2])
    with _open(path, encoding) as lines:
        if declared:
            next(lines)
        reader = csv.reader(chain(lines, [_END]), delimiter=delimiter)
        columns: tuple[str, ...] = ()
        for line, row in _numbered(reader, 1 + declared):
            if isinstance(row, csv.Error):
                yield Fault(line, f"the row cannot be read ({row})")
            elif row[-1].endswith(_END):
                if row != [_END]:
                    yield Fault(line, "a quotation mark is never closed; nothing after it was read")
            elif columns:
                yield _cells(line, columns, row, encoding)
            else:
                columns = tuple(cell.strip().lstrip("\ufeff") for cell in row)


def _numbered(reader: Any, first: int) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Each row with the line it begins on, from ``first``; rows of nothing are left out, broken ones are errors."""
    while True:
        line = reader.line_num + first
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield line, error
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield line, row


def _cells(line: int, columns: tuple[str, ...], row: list[str], encoding: StreamEncoding) -> Cells | Fault:
    if any(_BROKEN.search(cell) for cell in row):
        return _undecodable(line, encoding)
    surplus = sum(bool(cell.strip()) for cell in row[len(columns) :])
    guessed = encoding.guessed and not all(map(str.isascii, row))
    return Cells(line, columns, _by_name(columns, row), surplus, guessed)


def _undecodable(line: int, encoding: StreamEncoding) -> Fault:
    return Fault(line, f"some bytes are no text in the file's encoding ({encoding.name})")


def json_rows(path: Path) -> Iterator[Cells | Fault]:
    """The objects of a JSON Lines file. Raises ``OSError`` when the file cannot be opened."""
    encoding = _encoding(path)
    number = 0
    with _open(path, encoding) as lines:
        while line := lines.readline(_LONGEST_LINE):
            number += 1
            if len(line) >= _LONGEST_LINE:
                while line and not line.endswith("\n"):
                    line = lines.readline(_LONGEST_LINE)
                yield Fault(number, f"the line is longer than {_LONGEST_LINE:,} characters")
            elif _BROKEN.search(line):
                yield _undecodable(number, encoding)
            elif line.strip():
                yield _object(number, line, encoding.guessed and not line.isascii())


def _object(number: int, line: str, guessed: bool) -> Cells | Fault:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return Fault(number, "the line is no JSON")
    if not isinstance(found, dict):
        return Fault(number, "the line is no JSON object")
    return Cells(number, tuple(found), _by_name(tuple(found), list(found.values())), guessed=guessed)


def _by_name(columns: tuple[str, ...], row: list[Any]) -> dict[str, Any]:
    """Values by column; of two columns with one name the first counts."""
    pairs = list(zip(columns, row, strict=False))
    return {column.strip().lower(): value for column, value in reversed(pairs)}


def _delimiter(head: list[str]) -> tuple[str, bool]:
    """What parts the cells: what makes ``text`` a column, else what is frequent; or, and true, what line 1 declares."""
    header = head[0].lstrip("\ufeff") if head else ""
    declared = _SEPARATOR.match(header)
    if declared:
        return declared.group(1), True

    def fits(delimiter: str) -> tuple[bool, int]:
        cells = next(csv.reader([header], delimiter=delimiter), [])
        return any(cell.strip().lower() == "text" for cell in cells), len(cells)

    return max(_DELIMITERS, key=fits), False


def _open(path: Path, encoding: StreamEncoding) -> IO[str]:
    """The file's characters; bytes that are none become lone surrogates (of UTF-16 and UTF-32, U+FFFD)."""
    errors = "replace" if encoding.name.startswith(("utf-16", "utf-32")) else "surrogateescape"
    return path.open(encoding=encoding.name, errors=errors, newline="")


def _encoding(path: Path) -> StreamEncoding:
    """The encoding of a file by its beginning and by the neighbourhood of its first byte that is no ASCII."""
    with path.open("rb") as stream:
        head = stream.read(SAMPLE)
        chunk, position = head, 0
        while chunk:
            match = _HIGH.search(chunk)
            if match:
                position += match.start()
                break
            position += len(chunk)
            chunk = stream.read(_CHUNK)
        stream.seek(max(0, position - SAMPLE // 4))
        telling = stream.read(SAMPLE) if chunk else b""
    return stream_encoding(head, telling)
