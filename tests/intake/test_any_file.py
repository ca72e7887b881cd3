"""What holds of every file: it is a document whose facts lie inside its text, or refused in one line by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.docx_files import docx, notes, paragraph
from intake.pdf_files import NOTE, TITLE, pages, story
from intake.test_mail import PAGE, PLAIN, mail, multipart, part
from onrecord import Document, Given, IntakeError, read_bytes
from onrecord.intake.corpus import BadRow, from_row, rows
from test_reading_any_text import check

EXAMPLES = int(os.environ.get("ONRECORD_EXAMPLES", "60"))
bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
SAID = "“The dam will hold,” Mayor Ada Berg said on Monday. She denied that it was for sale."
FLOW = [*story("The dam holds", style=TITLE), *story(SAID, SAID), *story("1. A note.", style=NOTE)]
NOTED = paragraph(SAID, '<w:r><w:footnoteReference w:id="2"/></w:r>')
FILES = {
    "plain.pdf": pages(FLOW, 2, "The Lamp", numbers=True, pageCompression=0),
    "packed.pdf": pages(FLOW, title="The dam holds"),
    "note.docx": docx(paragraph("The dam", style="Tytu"), NOTED, footnotes=notes("footnote", n2="Talk in May.")),
    "news.eml": mail(multipart("alternative", part("text/plain", PLAIN, coding="base64"), part("text/html", PAGE))),
    "page.html": f"<html><head><title>The dam</title></head><body><h1>The dam</h1><p>{SAID}</p></body></html>".encode(),
    "text.txt": f"The dam\n\n{SAID}\n".encode(),
}
CORPORA = {
    "c.csv": f'text;id;published\n"{SAID}";1;2025\n"{SAID}\n\n{SAID}";2;\nźle;3;x\n'.encode(),
    "c.jsonl": f'{{"text": "{SAID}", "id": 1}}\n{{"text": "źle \\ud800", "published": "2025"}}\n'.encode(),
}
STARTS = [b"%PDF-1.7\n", b"PK\x03\x04", b"MIME-Version: 1.0\nFrom: a\n", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf", b""]
PLACE = st.floats(0, 1)
SIGNS = st.sampled_from([b"\0", b'"', b"<", b"=", b"\n"])
CHANGE = st.one_of(
    st.tuples(st.just("put"), PLACE, st.binary(min_size=1, max_size=4)),
    st.tuples(st.just("insert"), PLACE, st.binary(max_size=8) | SIGNS),
    st.tuples(st.just("delete"), PLACE, st.integers(1, 200)),
    st.tuples(st.just("repeat"), PLACE, st.integers(1, 200)),
    st.tuples(st.just("cut"), PLACE, st.just(0)),
)


def changed(data: bytes, changes: list[tuple[str, float, bytes | int]]) -> bytes:
    """The bytes after some damage at places given as shares of their length."""
    for how, place, what in changes:
        at = int(place * len(data))
        if isinstance(what, bytes):
            data = data[:at] + what + data[at + (len(what) if how == "put" else 0) :]
        elif how == "delete":
            data = data[:at] + data[at + what :]
        elif how == "repeat":
            data = data[: at + what] + data[at:]
        else:
            data = data[:at]
    return data


def check_refused(told: str, name: str) -> None:
    assert told.startswith(f"{name}: ")
    assert "\n" not in told


def read_or_refuse(data: bytes, name: str) -> None:
    try:
        document = read_bytes(data, name=name)
    except IntakeError as error:
        told = str(error)
    else:
        check(document)
        assert Document.from_json(document.to_json()) == document
        return
    check_refused(told, name)


@bounded
@given(st.sampled_from(STARTS), st.binary(max_size=400), st.sampled_from([*FILES, "x"]))
def test_any_bytes_under_any_name_are_read_or_refused(start: bytes, rest: bytes, name: str) -> None:
    read_or_refuse(start + rest, name)


@pytest.mark.parametrize("name", FILES)
@bounded
@given(changes=st.lists(CHANGE, max_size=6))
def test_a_damaged_file_is_read_or_refused(name: str, changes: list[tuple[str, float, bytes | int]]) -> None:
    read_or_refuse(changed(FILES[name], changes), name)


@pytest.mark.parametrize("name", CORPORA)
@bounded
@given(changes=st.lists(CHANGE, max_size=6))
def test_a_damaged_corpus_is_read_row_by_row_or_refused(
    tmp_path: Path, name: str, changes: list[tuple[str, float, bytes | int]]
) -> None:
    path = tmp_path / name
    path.write_bytes(changed(CORPORA[name], changes))
    told = ""
    numbers = []
    try:
        for row in rows(path, Given()):
            numbers.append(row.number)
            if isinstance(row, BadRow):
                assert "\n" not in row.reason
            else:
                check(from_row(row))
    except IntakeError as error:
        told = str(error)
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers or told.startswith(f"{path}: ")


def test_the_files_that_damage_is_done_to_are_sound() -> None:
    for name, data in FILES.items():
        document = read_bytes(data, name=name)
        assert "dam" in document.text or "umowa" in document.text
        assert not document.findings
