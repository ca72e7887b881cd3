"""The engine ``accurate`` with its weights: what it reads, what it leaves alone, and what it needs for it."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import read
from onrecord.demo import DISPATCHES

pytestmark = pytest.mark.usefixtures("weights")

ENGLISH = """\
“The ferry will sail in June,” Mayor Ada Berg told reporters on Monday. “And this time,” she said, “it is for good.”

Oskar Lind leaned in: nobody, he insisted, had asked the harbour board for the contract. According to the Vesthavn Post,
the council fears that the pier will not last the winter.
"""
POLISH = """\
Burmistrz Lipska powiedziała w piątek radzie, że tama wytrzyma zimę. „Sprawdziliśmy ją dwa razy” – dodała.
"""


def test_every_statement_says_that_the_engine_found_it() -> None:
    document = read(ENGLISH, engine="accurate")
    assert document.reader.startswith("accurate/")
    assert len(document.statements) >= 4
    assert all(s.why.startswith("accurate:") for s in document.statements)


def test_source_cue_and_content_of_a_plain_statement_are_found() -> None:
    text = "Ida Berg said on Friday that the dam would hold through the winter.\n"
    (statement,) = read(text, engine="accurate").statements
    assert [text[a:b] for a, b in statement.source] == ["Ida Berg"]
    assert [text[a:b] for a, b in statement.cue] == ["said"]
    assert [text[a:b] for a, b in statement.content] == ["that the dam would hold through the winter"]


def test_pieces_round_a_reporting_clause_are_one_statement() -> None:
    text = "“We will rebuild the pier,” said Ida Berg, “and we will do it before the ice comes.”\n"
    (statement,) = read(text, engine="accurate").statements
    assert statement.kind == "direct"
    assert len(statement.content) == 2


def test_same_text_gives_the_same_bytes_in_any_order() -> None:
    paths = [dispatch.path for dispatch in DISPATCHES]
    once = {path: read(path, engine="accurate").to_json() for path in paths}
    assert {path: read(path, engine="accurate").to_json() for path in reversed(paths)} == once


def test_texts_in_other_languages_are_read_as_by_the_engine_fast() -> None:
    by_fast, by_accurate = (read(POLISH, engine=engine) for engine in ("fast", "accurate"))
    assert by_fast.statements
    assert by_accurate.statements == by_fast.statements


def test_each_language_of_a_text_is_read_by_its_own_engine() -> None:
    engines = [s.why.partition(":")[0] for s in read(f"{POLISH}\n{ENGLISH}", engine="accurate").statements]
    assert set(engines) == {"fast", "accurate"}


BROKEN = ["", "\n", "“", "said", "\ud800 said \udfff\n", "a" * 5000, "no end of it said " * 400]


@pytest.mark.parametrize("text", BROKEN)
def test_broken_texts_are_read(text: str) -> None:
    document = read(text + "\n", engine="accurate", until="statements")
    assert all(0 <= a < b <= len(document.text) for s in document.statements for a, b in s.content)


def test_a_text_of_a_hundred_thousand_words_is_read_in_bounded_memory(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    paragraph = ENGLISH.replace("\n", " ").strip()
    file.write_text("\n\n".join([paragraph] * (100_000 // len(paragraph.split()) + 1)), encoding="utf-8")
    read_it = "import sys, onrecord; onrecord.read(sys.argv[1], engine='accurate', until='statements')"
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    subprocess.run([sys.executable, "-c", read_it, str(file)], check=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak == before or peak / 1024 < 600
