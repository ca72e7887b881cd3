"""People a user knows of: their names, aliases, Wikidata ids and roles, from a CSV or JSON file."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec

from onrecord.intake.given import IntakeError

COLUMNS = ("name", "aliases", "wikidata", "role")
_WIKIDATA = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d*)")
_ALIASES = re.compile(r"[;|]")
_SPACE = re.compile(r"[\s,]*")


class Person(msgspec.Struct, frozen=True):
    """Somebody, or some body, a reading is to know: ``aliases`` are further names, ``wikidata`` an id such as Q42."""

    name: str
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    role: str | None = None


def read_people(path: str | Path) -> tuple[Person, ...]:
    """The people of a file: a table (.csv, .tsv) with a header, or JSON (.json, .jsonl).

    Columns and keys are ``name``, ``aliases`` (in a table with semicolons between), ``wikidata`` and ``role``; others
    are left out. Raises ``IntakeError`` with the file and the line for what cannot be used.
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise IntakeError(f"{path}: line {line}: the file is not in UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise IntakeError(f"{path}: {error.strerror or error}") from None
    suffix = path.suffix.lower()
    found = _objects(path, text) if suffix in (".json", ".jsonl", ".ndjson") else _rows(path, text)
    people = tuple(_person(path, line, said) for line, said in found)
    if not people:
        raise IntakeError(f"{path}: nobody is listed in this file")
    return people


def _rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise IntakeError(f"{path}: line {line}: the row cannot be read ({error})") from None
        if row is None:
            return
        cells = [" ".join(cell.split()) for cell in row]
        if not any(cells):
            continue
        if not columns:
            columns = [cell.lower() for cell in cells]
            if "name" not in columns:
                raise IntakeError(f"{path}: line {line}: no column is named name; there must be {', '.join(COLUMNS)}")
            continue
        if any(cells[len(columns) :]):
            raise IntakeError(f"{path}: line {line}: the row has more cells than there are columns")
        said = dict(zip(columns, cells, strict=False))
        yield line, {**said, "aliases": _ALIASES.split(said.get("aliases", ""))}


def _objects(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON list, or of JSON Lines, with the line each begins on."""
    decoder = json.JSONDecoder()
    listed = text.lstrip().startswith("[")
    at = text.find("[") + 1 if listed else 0
    while (at := _SPACE.match(text, at).end()) < len(text):  # type: ignore[union-attr]
        line = text.count("\n", 0, at) + 1
        if listed and text[at] == "]":
            return
        try:
            said, at = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            where = getattr(error, "lineno", line)
            raise IntakeError(f"{path}: line {where}: this is no JSON ({getattr(error, 'msg', error)})") from None
        if not isinstance(said, dict):
            raise IntakeError(f"{path}: line {line}: an object with a name is expected here")
        yield line, said
    if listed:
        raise IntakeError(f"{path}: line {text.count(chr(10)) + 1}: the list is not closed with ]")


def _person(path: Path, line: int, said: dict[str, Any]) -> Person:
    aliases = said.get("aliases") or []
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise IntakeError(f"{path}: line {line}: aliases must be a list of names")
    values: dict[str, str] = {}
    for key in ("name", "wikidata", "role"):
        value = said.get(key)
        if value is not None and not isinstance(value, str):
            raise IntakeError(f"{path}: line {line}: {key} must be words, not {json.dumps(value)[:40]}")
        values[key] = " ".join((value or "").split())
    if not values["name"]:
        raise IntakeError(f"{path}: line {line}: there is no name")
    wikidata = _WIKIDATA.fullmatch(values["wikidata"])
    if values["wikidata"] and not wikidata:
        raise IntakeError(f"{path}: line {line}: {values['wikidata'][:40]!r} is no Wikidata id like Q42")
    names = tuple(dict.fromkeys(" ".join(alias.split()) for alias in aliases if alias.strip()))
    return Person(values["name"], names, wikidata[1] if wikidata else None, values["role"] or None)


__all__ = ["COLUMNS", "Person", "read_people"]
