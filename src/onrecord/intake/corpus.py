"""Corpora: tables (.csv, .tsv) and JSON Lines (.jsonl) with a document a row, read row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from onrecord.document import Document
from onrecord.intake.documents import from_text
from onrecord.intake.encodings import GUESSED, broken, repair
from onrecord.intake.given import Given, IntakeError, is_date, is_language
from onrecord.intake.tables import Cells, Fault, json_rows, table_rows
from onrecord.telling import counted

COLUMNS = ("text", "id", "published", "outlet", "title", "url", "language")
"""The columns that are read; others are passed over."""

SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson")
_JSON = (".jsonl", ".ndjson")
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"<")
_LOOKED_AT = 100  # so many JSON rows may come before the first with a text
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*")
_LONGEST_NAME = 60


class Row(msgspec.Struct, frozen=True):
    """A row of a corpus: its number (from 1, the header not counted), its text, what it says of it.

    ``faults`` says what else of it could not be read.
    """

    number: int
    text: str
    given: Given
    faults: tuple[str, ...] = ()


class BadRow(msgspec.Struct, frozen=True):
    """A row that cannot be read, and why."""

    number: int
    reason: str


def is_corpus(path: Path) -> bool:
    """Whether a file is named like a corpus and does not begin like something else (a page, a PDF file)."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    try:
        with path.open("rb") as stream:
            return not stream.read(64).lstrip().startswith(_MAGIC)
    except (OSError, ValueError):
        return False


def rows(path: Path, given: Given) -> Iterator[Row | BadRow]:
    """The rows of a corpus, one at a time; ``given`` fills what a row does not say.

    A row's id is the file's stem and its number where it has none. Raises ``IntakeError`` naming the file when
    it cannot be opened or has no ``text`` column.
    """
    name = str(path)
    try:
        cells = json_rows(path) if path.suffix.lower() in _JSON else table_rows(path)
        for number, row in enumerate(_with_text(cells, name), start=1):
            if isinstance(row, Fault):
                yield BadRow(number, f"line {row.line}: {row.reason}")
            else:
                yield _row(number, row, path.stem, given)
    except OSError as error:
        raise IntakeError(f"{name}: {error.strerror or error}") from error


def from_row(row: Row) -> Document:
    """The document of a row, with a finding for each of its faults."""
    document = from_text(row.text, row.given)
    faults = tuple(broken(fault) for fault in row.faults)
    return msgspec.structs.replace(document, findings=document.findings + faults) if faults else document


def _with_text(cells: Iterator[Cells | Fault], name: str) -> Iterator[Cells | Fault]:
    """The same rows; raises ``IntakeError`` when the first ones have no column for the text."""
    first: list[Cells | Fault] = []
    columns: dict[str, None] = {}
    for row in cells:
        first.append(row)
        if isinstance(row, Fault):
            continue
        if "text" in row.values:
            return chain(first, cells)
        columns.update(dict.fromkeys(row.columns))
        if len(first) >= _LOOKED_AT:
            break
    if columns:
        names = ", ".join(column[:_LONGEST_NAME] for column in list(columns)[:20])
        raise IntakeError(f"{name}: no column is named text; its columns are: {names}")
    if not first:
        raise IntakeError(f"{name}: the corpus has no rows")
    return chain(first, cells)


def _row(number: int, row: Cells, stem: str, given: Given) -> Row | BadRow:
    text = row.values.get("text")
    if not isinstance(text, str) or not text.strip():
        what = "no text" if text is None or text == "" else "a text without words"
        what = what if text is None or isinstance(text, str) else "a text that is no string"
        return BadRow(number, f"line {row.line}: the row has {what}")
    said: dict[str, str] = {}
    faults = [GUESSED] if row.guessed else []
    if row.surplus:
        faults.append(f"the row has {counted(row.surplus, 'cell')} more than columns; quote cells with commas in them")
    for column in COLUMNS[1:]:
        value = _cell(row.values.get(column))
        if column == "published" and value and not is_date(value := _TIME.sub(r"\1", value)):
            shown = value[:_LONGEST_NAME]
            faults.append(f"the row's publication date {shown!r} is not a date like 2025-02-08; left out")
            value = ""
        if column == "language" and value and not is_language(value := value.replace("_", "-")):
            faults.append(f"the row's language {value[:_LONGEST_NAME]!r} is no code like en or pt-BR; left out")
            value = ""
        said[column] = value or getattr(given, column) or ""
    said["id"] = said["id"] or f"{stem}-{number}"
    return Row(number, text, Given(**{key: value or None for key, value in said.items()}), tuple(faults))


def _cell(value: Any) -> str:
    """A cell as words; numbers as JSON writes them, anything else as nothing."""
    if isinstance(value, bool) or value is None:
        return ""
    return repair(" ".join(str(value).split()))[0] if isinstance(value, (str, int, float)) else ""
