"""The project's own gold is what its sources make, its spans hold, and the bundled texts are the gold's."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from onrecord import demo

GOLD = Path(__file__).parent / "gold"
DOCUMENTS = [
    json.loads(line) for file in sorted(GOLD.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()
]
STATEMENTS = [(document, row) for document in DOCUMENTS for row in document["statements"]]


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_build", GOLD / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gold_build"] = module
    spec.loader.exec_module(module)
    return module


def words(document: dict[str, Any], spans: list[list[int]]) -> str:
    return " … ".join(document["text"][start:end] for start, end in spans)


def test_gold_and_demo_are_what_the_sources_make(build: ModuleType) -> None:
    assert [path.name for path in build.stale(build.build())] == []


def test_bundled_dispatches_are_all_listed_and_all_there() -> None:
    folder = Path(demo.__file__).parent
    assert set(demo.dispatches()) == set(folder.glob("*.txt"))
    assert len({dispatch.name for dispatch in demo.DISPATCHES}) == len(demo.dispatches())


def test_bundled_texts_have_gold() -> None:
    texts = {document["id"]: document["text"] for document in DOCUMENTS}
    for dispatch in demo.DISPATCHES:
        assert texts[dispatch.name] == dispatch.path.read_text("utf-8")


def test_ids_are_unique() -> None:
    assert len({document["id"] for document in DOCUMENTS}) == len(DOCUMENTS)
    for document in DOCUMENTS:
        ids = [row["id"] for row in document["statements"]]
        assert ids == [f"s{number}" for number in range(1, len(ids) + 1)]


@pytest.mark.parametrize("key", ["content", "source", "cue", "addressee"])
def test_spans_lie_in_the_text_in_order_and_trimmed(key: str) -> None:
    for document, row in STATEMENTS:
        end_before = 0
        for start, end in row[key]:
            assert end_before <= start < end <= len(document["text"]), (document["id"], row["id"])
            assert document["text"][start:end] == document["text"][start:end].strip()
            end_before = end


def test_no_statement_holds_its_own_source_or_cue_in_its_content() -> None:
    for document, row in STATEMENTS:
        inside = {p for start, end in row["content"] for p in range(start, end)}
        outside = {p for start, end in row["source"] + row["cue"] for p in range(start, end)}
        assert not inside & outside, (document["id"], row["id"], words(document, row["content"]))


def test_kind_says_how_much_is_quoted() -> None:
    for document, row in STATEMENTS:
        content = words(document, row["content"])
        where = (document["id"], row["id"], content)
        if row["kind"] == "indirect":
            assert not any(mark in content for mark in '„“”"«»'), where
        elif row["kind"] == "mixed":
            assert any(mark in content for mark in "„“”\"«»'‘’‚`"), where


def test_inner_statements_lie_inside_their_parent() -> None:
    for document, row in STATEMENTS:
        if row["parent"]:
            outer = next(other for other in document["statements"] if other["id"] == row["parent"])
            for start, end in row["content"]:
                assert any(a <= start and end <= b for a, b in outer["content"]), (document["id"], row["id"])


def test_words_that_are_absent_or_ambiguous_stop_the_build(build: ModuleType) -> None:
    assert build.find("he @2", "he and the man, said he") == (21, 23)
    for wanted in ("she", "he", "he @3"):
        with pytest.raises(build.GoldError):
            build.find(wanted, "he and the man, said he")
