"""The figures of ``onrecord evaluate``: what counts as right, and that the reference scorer agrees."""

from __future__ import annotations

import importlib.util
import json
import os
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from onrecord.evaluation import evaluate
from onrecord.gold import Annotated, GoldError, load, same_name

DATA = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[2] / "shared" / "data"))
SCORER = DATA.parent / "score" / "score.py"
GOLD = DATA / "gold"
TEXT = 'Mayor Ines Falk told the council: "The bridge stays open." Critics doubt that it will.'


def annotated(*statements: dict[str, Any], entities: tuple[dict[str, Any], ...] = ()) -> Annotated:
    line = {"id": "bridge", "text": TEXT, "statements": statements, "entities": entities}
    return load_line(json.dumps(line))


def load_line(line: str) -> Annotated:
    return msgspec.json.decode(line, type=Annotated)


def span(words: str) -> list[list[int]]:
    start = TEXT.index(words)
    return [[start, start + len(words)]]


SAID = {
    "kind": "direct",
    "content": span('"The bridge stays open."'),
    "source": span("Mayor Ines Falk"),
    "cue": span("told"),
    "addressee": span("the council"),
    "speaker": "Ines Falk",
}
FALK = ({"id": "e1", "name": "Ines Falk"},)


def test_a_perfect_reading_scores_a_hundred() -> None:
    figures = evaluate([annotated(SAID)], [annotated({**SAID, "speaker": "e1"}, entities=FALK)])
    everything = figures["all"]
    assert everything["stmt"] == everything["exact"] == everything["addressee"] == [100.0, 100.0, 100.0]
    assert everything["speaker"] == everything["name"] == everything["kind"] == 100.0


def test_a_head_noun_is_source_enough_and_a_wrong_source_is_not_right() -> None:
    head = evaluate([annotated(SAID)], [annotated({**SAID, "source": span("Falk")})])
    wrong = evaluate([annotated(SAID)], [annotated({**SAID, "source": span("Critics")})])
    assert head["all"]["stmt"][2] == 100.0
    assert (wrong["all"]["stmt"][2], wrong["all"]["match"][2]) == (0.0, 100.0)


def test_a_source_invented_where_the_gold_has_none_is_wrong() -> None:
    silent = {key: value for key, value in SAID.items() if key != "source"}
    assert evaluate([annotated(silent)], [annotated(SAID)])["all"]["stmt"][2] == 0.0


def test_attitudes_may_be_found_or_missed() -> None:
    doubt = {
        "kind": "indirect", "content": span("that it will"), "source": span("Critics"), "attitude": True
    }  # fmt: skip
    gold = [annotated(SAID, doubt)]
    for found in (annotated(SAID), annotated(SAID, doubt)):
        assert evaluate(gold, [found])["all"]["stmt"] == [100.0, 100.0, 100.0]


def test_a_document_without_a_prediction_is_named_and_counts_as_empty() -> None:
    figures = evaluate([annotated(SAID)], [])
    assert figures["missing"] == ["bridge"]
    assert figures["all"]["stmt"] == [0.0, 0.0, 0.0]


def test_names_agree_across_accents_titles_and_initials() -> None:
    assert same_name("Łucja Nowak", "Lucja Nowak")
    assert same_name("Ines Falk", "Falk")
    assert same_name("Ines Falk", "I. Falk")
    assert not same_name("Ines Falk", "Peter Falk")
    assert not same_name("Ines Falk", None)


def test_a_broken_line_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "", "statements": []}\n\n{"id": 3, "statements": 1}\n')
    with pytest.raises(GoldError, match="line 3"):
        load(path)
    path.write_text('{"id": "a", "statements": []}\n')
    with pytest.raises(GoldError, match="needs a text"):
        load(path, with_text=True)


# The reference scorer stands beside the evaluation data, outside the repository.


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip(f"no reference scorer at {SCORER} (set ONRECORD_DATA)")
    spec = importlib.util.spec_from_file_location("reference_scorer", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def perturbed(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A gold document made into a plausible bad reading: spans moved, kinds, speakers, flags changed."""
    length, statements = len(document["text"]), []
    for gold in document["statements"]:
        if chance.random() < 0.15:
            continue
        found = {key: gold.get(key) for key in ("kind", "content", "source", "cue", "addressee", "attitude")}
        for key in ("content", "source", "cue", "addressee"):
            spans = [list(piece) for piece in found[key] or []]
            for piece in spans:
                if chance.random() < 0.4:
                    piece[0] += chance.randint(-9, 9)
                    piece[1] += chance.randint(-30, 30)
            if spans and chance.random() < 0.2:
                spans.append([start := chance.randint(-3, length), start + chance.randint(-3, 60)])
            found[key] = spans if spans and chance.random() < 0.95 else None
        if chance.random() < 0.2:
            found["kind"] = chance.choice(["direct", "mixed", "indirect", "spoken"])
        found["speaker"] = chance.choice([gold.get("speaker"), gold.get("speaker"), "e1", "e2", None])
        found["negated"], found["attitude"] = chance.random() < 0.1, chance.random() < 0.1
        found["confidence"] = chance.choice([None, chance.random(), 0.0, 1.0])
        statements += [found] * chance.choice([1, 1, 1, 2])
    entities = [{"id": "e1", "name": "Anna Kowalska"}, {"id": "e2", "name": None}]
    text = document["text"] + chance.choice(["", "", "", "."])
    return {"id": document["id"], "text": text, "statements": statements, "entities": entities}


@pytest.mark.parametrize(
    "name", ["en.polnear.dev", "en.news.dev", "pl.news.train", "de.wikinews.dev", "fa.news.dev"]
)
@pytest.mark.parametrize("min_f1", [0.5, 0.8])
def test_the_reference_scorer_gives_the_same_figures(
    scorer: ModuleType, tmp_path: Path, name: str, min_f1: float
) -> None:
    source = GOLD / f"{name}.jsonl"
    if not source.exists():
        pytest.skip(f"no {source}")
    chance = random.Random(f"{name} {min_f1}")
    gold = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    readings = [perturbed(document, chance) for document in gold if chance.random() < 0.97]
    prediction = tmp_path / "prediction.jsonl"
    prediction.write_text("".join(json.dumps(reading) + "\n" for reading in readings))
    assert evaluate(load(source), load(prediction), min_f1) == scorer.score(gold, readings, min_f1)
