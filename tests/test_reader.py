"""The road of a document: what ``read`` takes, where it stops, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord import Document, Given, IntakeError, read, read_bytes
from onrecord.reader import STAGES

TEXT = "“The dam will hold,” Mayor Ada Berg said.\n\nBerg told the council that the harbor was not for sale.\n"


def test_text_is_kept_to_the_last_character() -> None:
    text = "\ufeff  “A,” Berg said.\r\n\r\n\tB\rC\n\n\n"
    assert read(text).text == text


def test_text_of_several_lines_is_a_text() -> None:
    document = read(TEXT)
    assert (document.id, document.text) == ("text", TEXT)


def test_path_is_a_file_and_its_stem_the_id(tmp_path: Path) -> None:
    path = tmp_path / "dam.txt"
    path.write_text(TEXT, encoding="utf-8")
    document = read(path)
    assert (document.id, document.text) == ("dam", TEXT)


def test_string_that_names_a_file_is_that_file(tmp_path: Path) -> None:
    path = tmp_path / "dam.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert read(str(path)) == read(path)


@pytest.mark.parametrize("source", ["no-such-file.txt", "", "a\0b", "x" * 5000, "/", "~", "C:\\dam.txt"])
def test_string_that_names_no_file_is_a_text(source: str) -> None:
    assert read(source).text == source


def test_path_that_is_not_there_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"nowhere\.txt") as error:
        read(tmp_path / "nowhere.txt")
    assert "\n" not in str(error.value)


def test_folder_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(IntakeError):
        read(tmp_path)


def test_bytes_are_read_like_the_text_they_hold() -> None:
    document = read_bytes(TEXT.encode(), name="dam")
    assert document.text == TEXT
    assert document.statements == read(TEXT).statements


def test_what_the_text_does_not_say_can_be_given() -> None:
    given = Given(
        id="d1", title="Dam", outlet="Evening Lamp", published="2025-03", url="https://lamp.example/1", language="en"
    )
    document = read(TEXT, given=given)
    assert (document.id, document.title, document.outlet) == ("d1", "Dam", "Evening Lamp")
    assert (document.published, document.url, document.language) == ("2025-03", "https://lamp.example/1", "en")


def test_each_stage_adds_to_the_one_before() -> None:
    read_until = {stage: read(TEXT, until=stage) for stage in STAGES}
    assert read_until["intake"].blocks
    assert all(block.language is None for block in read_until["intake"].blocks)
    assert read_until["intake"].language is None
    assert {block.language for block in read_until["languages"].blocks} == {"en"}
    assert read_until["quotes"].statements == ()
    assert len(read_until["statements"].statements) == 2
    assert read_until["statements"].entities == ()


def test_without_a_stage_the_road_is_gone_to_its_end() -> None:
    assert read(TEXT) == read(TEXT, until=STAGES[-1])


def test_later_stages_leave_the_spans_of_statements_alone() -> None:
    early, late = read(TEXT, until="statements"), read(TEXT)
    assert [(s.content, s.source, s.cue, s.addressee) for s in early.statements] == [
        (s.content, s.source, s.cue, s.addressee) for s in late.statements
    ]


@pytest.mark.parametrize("engine", ["rules", "fast"])
def test_every_engine_is_accepted_and_says_which_one_read(engine: str) -> None:
    document = read(TEXT, engine=engine)
    assert document.statements
    assert document.reader.endswith("/" + onrecord.__version__)


def test_unknown_engine_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="unknown engine 'magic'"):
        read(TEXT, engine="magic")


def test_unknown_stage_is_refused() -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its words are not settled
        read(TEXT, until="the end")


def test_document_of_a_text_goes_through_json_and_back() -> None:
    document = read(TEXT)
    assert Document.from_json(document.to_json()) == document


def test_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "dam.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert read(path).to_json() == read(path).to_json()


def test_statements_are_numbered_in_reading_order() -> None:
    document = read(TEXT)
    assert [s.id for s in document.statements] == [f"s{n}" for n in range(1, len(document.statements) + 1)]
    starts = [s.content[0][0] for s in document.statements]
    assert starts == sorted(starts)


def test_text_without_words_is_read_with_a_finding() -> None:
    for text in ("", " \n\t\n"):
        document = read(text)
        assert (document.text, document.blocks, document.statements) == (text, (), ())
        assert [finding.check for finding in document.findings] == ["broken-input"]
