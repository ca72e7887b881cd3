"""What holds of every format: hostile words stay words, the same gives the same, nothing asked for is nothing lost."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from extracts import HOSTILE, demo, extract, extracts, of, written
from hypothesis import given, settings
from lxml import etree

from onrecord.document import Block, Document, Entity, Statement
from onrecord.exports import FORMATS
from onrecord.exports.extract import Extract

WORDS = "".join(HOSTILE)
SCRIPT = "</script><script>alert(1)</script>"


def hostile() -> Extract:
    """A document in which everything is hostile: text, names, title, outlet, address."""
    return of(
        Document(
            WORDS,
            f"{WORDS}\n\n{WORDS}",
            "rules/0.1.0",
            url=f"https://a.example/{WORDS}",
            outlet=WORDS,
            title=WORDS,
            published="2025-02-08",
            language="en",
            blocks=(Block("paragraph", 0, len(WORDS), "en"),),
            statements=(
                Statement("s1", "direct", ((0, len(WORDS)),), speaker="e1", addressees=("e2",), confidence=0.5),
                Statement("s2", "direct", ((3, 2 * len(WORDS)),), parent="s1", confidence=0.5),
            ),
            entities=(Entity("e1", "person", WORDS), Entity("e2", "organization", WORDS)),
        )
    )


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, held in value.items():
            yield key
            yield from strings(held)
    elif isinstance(value, list):
        for held in value:
            yield from strings(held)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("name", ["jsonld", "annotation", "ftm"])
def test_in_json_hostile_words_come_back_as_they_were_and_end_no_element(name: str) -> None:
    made = written(name, [hostile()])
    assert b"<" not in made
    lines = made.decode().splitlines() if name == "ftm" else [made.decode()]
    found = {words for line in lines for words in strings(json.loads(line))}
    assert any(SCRIPT in words for words in found)
    if name != "ftm":
        assert any(WORDS in words for words in found)


def test_in_xml_hostile_words_are_words() -> None:
    root = etree.fromstring(written("tei", [hostile()]))
    assert not list(root.iter("{*}script"))
    assert SCRIPT in "".join(root.itertext())


def test_in_a_table_hostile_words_stay_in_their_cells() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", [hostile()]).decode(), newline="")))
    assert len(rows) == 2
    assert all(SCRIPT in row["title"] for row in rows)
    assert None not in rows[0]


def test_in_references_hostile_words_end_no_field() -> None:
    ris = written("ris", [hostile()]).decode()
    assert [line[:5] for line in ris.split("\r\n")].count("ER  -") == 2
    assert ris.count("\r\nTY  - ") == 1
    assert "\\input" not in written("bibtex", [hostile()]).decode()


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_gives_the_same_bytes(name: str) -> None:
    assert written(name, [extract(), *demo()]) == written(name, [extract(), *demo()])


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "parquet"])
def test_documents_are_asked_for_as_they_are_written(name: str) -> None:
    asked: list[str] = []

    def asking() -> Iterator[Extract]:
        for one in (extract(), extract(ref="other")):
            asked.append(one.ref)
            yield one

    pieces = FORMATS[name].write(asking())
    before = b""
    while not (extract().ref.encode() in before or b"s1" in before):
        before += next(pieces)
    assert asked == [extract().ref]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_a_file_too(name: str) -> None:
    made = written(name, [])
    assert made.startswith(
        {"ftm": b"", "ris": b"", "bibtex": b"", "parquet": b"PAR1", "csv": b"document_id,"}.get(name, made[:1])
    )


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25, deadline=None)
@given(given=extracts())
def test_any_document_can_be_exported(name: str, given: Extract) -> None:
    made = written(name, [given, extract()])
    if not FORMATS[name].binary:
        assert "\0" not in made.decode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_and_each_of_its_fields_is_documented(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "export.md").read_text(encoding="utf-8")
    section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
    assert not [field for field in FORMATS[name].fields() if f"| `{field}` |" not in section]
    assert f"| [`{name}`](#{name}) |" in page


def test_the_dispatches_keep_all_their_statements() -> None:
    total = sum(len(one.chosen) for one in demo())
    counts = {
        "csv": written("csv", list(demo())).count(b"\n") - 1,
        "jsonld": written("jsonld", list(demo())).count(b'"@type":"Quotation"'),
        "annotation": written("annotation", list(demo())).count(b'"type":"Annotation"'),
        "ftm": sum(written("ftm", list(demo())).count(f'"schema":"{one}"'.encode()) for one in ("Message", "Note")),
        "ris": written("ris", list(demo())).count(b"ER  - "),
        "bibtex": written("bibtex", list(demo())).count(b"\n@") + 1,
    }
    assert counts == dict.fromkeys(counts, total)
    root = etree.fromstring(written("tei", list(demo())))
    assert sum(1 for said in root.iter("{*}said") if not said.get("prev")) == total
