"""Text, bytes and files become documents: unchanged, decoded, or refused in one clear line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.document import Document
from onrecord.intake import Given, IntakeError, from_bytes, from_path, from_text

POLISH = (
    "Burmistrz Ilza Brandkwist powiedziała w środę, że rada przyjęła uchwałę o żegludze. „To ważny krok” – "
    "dodała. Związkowcy zaznaczyli, że źródła finansowania są pewne.\n\nZażółć gęślą jaźń, odparł Okkels.\n"
)
LATIN_2 = POLISH.translate(str.maketrans("„”–", '""-'))
RUSSIAN = "Мэр заявила в среду, что порт откроется. Это важный шаг, добавила она. Рабочие согласны.\n"
NAUGHTY = st.text(st.sampled_from("aA .!„”\"'[]()-–•*1:/\n\r\f\u2028\ufeff\u3000\0\ud800ż"), max_size=200)


def told(document: Document) -> list[str]:
    assert all(f.check == "broken-input" and f.severity == "error" for f in document.findings)
    return [finding.message for finding in document.findings]


def assert_sound(document: Document) -> None:
    end = 0
    for block in document.blocks:
        words = document.text[block.start : block.end]
        assert end <= block.start < block.end <= len(document.text)
        assert words == words.strip() != ""
        end = block.end
    json.loads(document.to_json())


@given(st.text() | NAUGHTY)
@settings(max_examples=300, deadline=None)
def test_any_text_is_kept_and_its_blocks_are_in_order(text: str) -> None:
    document = from_text(text)
    assert len(document.text) == len(text)
    assert all(
        a == b or (b == "\ufffd" and "\ud800" <= a <= "\udfff")
        for a, b in zip(text, document.text, strict=True)
    )
    assert_sound(document)
    assert from_text(text).to_json() == document.to_json()


@given(st.binary() | NAUGHTY.map(lambda t: t.encode("utf-16-le", "replace")))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_document_or_an_intake_error(data: bytes) -> None:
    try:
        document = from_bytes(data, name="any.txt")
    except IntakeError as error:
        message = str(error)
    else:
        message = "any.txt"
        assert_sound(document)
    assert "any.txt" in message
    assert "\n" not in message


@given(st.text("abcdefghijklmnop ąśżł.,\n„”", max_size=400))
@settings(deadline=None)
def test_utf8_bytes_are_read_as_they_were_written(text: str) -> None:
    assert from_bytes(text.encode()).text == text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1250"]
)
def test_encoding_is_detected(encoding: str) -> None:
    document = from_bytes(POLISH.encode(encoding))
    assert document.text == POLISH
    assert told(document) == []


def test_older_encodings_are_detected() -> None:
    assert from_bytes(LATIN_2.encode("iso-8859-2")).text == LATIN_2
    assert from_bytes(RUSSIAN.encode("cp1251")).text == RUSSIAN
    assert from_bytes(RUSSIAN.encode("koi8-r")).text == RUSSIAN


def test_few_undecodable_bytes_are_replaced_and_told() -> None:
    data = POLISH.encode()
    document = from_bytes(data[:20] + b"\xff" + data[20:])
    assert document.text == POLISH[:20] + "\ufffd" + POLISH[20:]
    assert "utf-8" in told(document)[0]
    assert document.findings[0].spans == ((20, 21),)


def test_cut_last_character_is_told() -> None:
    assert told(from_bytes("Powiedział to".encode() * 10 + "ż".encode()[:1]))


def test_lone_surrogates_become_replacement_characters_one_for_one() -> None:
    document = from_text("a\ud800b\udfff\udfffc")
    assert document.text == "a\ufffdb\ufffd\ufffdc"
    assert document.findings[0].spans == ((1, 2), (3, 4), (4, 5))


def test_nuls_are_kept_and_told() -> None:
    document = from_bytes(b"The mayor\0\0 said no.\0")
    assert document.text == "The mayor\0\0 said no.\0"
    assert document.findings[0].spans == ((9, 11), (20, 21))


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n...", b"PK\x03\x04rest", b"\x89PNG\r\n", bytes(range(32)) * 20, b"\x00\x01\x02" * 50],
)
def test_binary_data_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(IntakeError, match=r"photo\.bin: "):
        from_bytes(data, name="photo.bin")


def test_empty_file_is_a_document_with_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "nothing.txt"
    path.write_bytes(b"")
    document = from_path(path)
    assert (document.id, document.text, document.blocks) == ("nothing", "", ())
    assert told(document) == ["the file is empty"]
    assert told(from_text("\n ")) == ["the text has no words"]


def test_missing_file_and_folder_are_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"none\.txt: No such file"):
        from_path(tmp_path / "none.txt")
    with pytest.raises(IntakeError, match=str(tmp_path)):
        from_path(tmp_path)
    with pytest.raises(IntakeError):
        from_path(Path("a\0b"))


def test_id_is_the_stem_of_the_file_unless_given(tmp_path: Path) -> None:
    path = tmp_path / "velmora.2025.txt"
    path.write_text(POLISH, encoding="utf-8")
    assert from_path(path).id == "velmora.2025"
    assert from_path(path, Given(id="v1")).id == "v1"
    assert from_bytes(b"Yes.").id == "stdin"


def test_what_is_given_wins() -> None:
    said = Given(
        id="v1", title="T", outlet="Post", published="2025-02", url="https://v.example", language="pl"
    )
    document = from_text("Some other title\n\nThe mayor said that the harbour would open in May.", said)
    assert document.title == "T"
    assert (document.id, document.outlet, document.published) == ("v1", "Post", "2025-02")
    assert (document.url, document.language, document.reader) == ("https://v.example", "pl", "")


@pytest.mark.parametrize(
    "date", ["2025", "2025-02", "2025-02-08", "2025-02-08/2025-02-10", "2025-02/..", "202X", "2025-02~"]
)
def test_edtf_dates_are_taken(date: str) -> None:
    assert from_text("Yes.", Given(published=date)).published == date


@pytest.mark.parametrize(
    "date", ["", "yesterday", "8.2.2025", "2025-13", "2025-02-32", "2025/02/08", "2025-2-8"]
)
def test_other_dates_are_refused(date: str) -> None:
    with pytest.raises(IntakeError, match="publication date"):
        from_text("Yes.", Given(published=date))
    assert issubclass(IntakeError, ValueError)


def test_long_line_is_one_block() -> None:
    document = from_bytes(b"said " * 1_000_000)
    assert [(b.start, b.end) for b in document.blocks] == [(0, 4_999_999)]


def test_ten_thousand_brackets_are_read() -> None:
    assert_sound(from_text("[" * 10_000 + "\n\n" + "[" * 5_000 + "]" * 5_000))
    assert_sound(from_text("„" * 10_000))
