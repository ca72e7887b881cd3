"""Web Annotations: the standard's model and terms, and selectors that find the words."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from extracts import TEXT, demo, extract, extracts, written
from hypothesis import given, settings
from rdflib import RDF, Graph, Namespace

from onrecord.exports.annotation import CONTEXT, FIELDS
from onrecord.exports.extract import Extract

DATA = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[3] / "shared" / "data"))
TERMS = DATA / "standards" / "anno.jsonld"
OA = Namespace("http://www.w3.org/ns/oa#")


def collection(*given: Extract) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(written("annotation", list(given)))
    return made


def annotations(*given: Extract) -> dict[str, dict[str, Any]]:
    return {item["id"].rpartition("#")[2]: item for item in collection(*given)["first"]["items"]}


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for held in value.values():
            yield from keys(held)
    elif isinstance(value, list):
        for held in value:
            yield from keys(held)


def test_one_collection_with_one_page_counts_its_annotations() -> None:
    made = collection(extract(), *demo())
    assert (made["@context"], made["type"], made["first"]["type"]) == (
        CONTEXT,
        "AnnotationCollection",
        "AnnotationPage",
    )
    assert made["total"] == len(made["first"]["items"]) == sum(len(one.chosen) for one in (extract(), *demo()))
    assert collection() == {**made, "total": 0, "first": {**made["first"], "items": []}}


def test_each_piece_is_a_target_found_by_position_and_by_quotation() -> None:
    targets = annotations(extract())["s1"]["target"]
    assert len(targets) == 3
    assert {target["source"]["id"] for target in targets} == {"https://post.example/harbour?id=7&x=1"}
    (quote, position) = targets[1]["selector"]
    assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    assert quote["exact"] == "“will open in May."
    assert (quote["prefix"], quote["suffix"]) == (
        TEXT[position["start"] - 32 : position["start"]],
        TEXT[position["end"] : position["end"] + 32],
    )


@settings(max_examples=50, deadline=None)
@given(extracts())
def test_selectors_of_any_text_find_the_words_in_code_points(given: Extract) -> None:
    text = given.document.text.encode("utf-8", "replace").decode()
    for annotation in annotations(given).values():
        for target in annotation["target"]:
            quote, position = target["selector"]
            start, end = position["start"], position["end"]
            assert quote["exact"] == text[start:end]
            around = text[max(0, start - 32) : end + 32]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] == around


def test_the_body_says_who_spoke_to_whom_and_how() -> None:
    told, *tags, act = annotations(extract())["s1"]["body"]
    assert told["value"] == "Ida Berg to fishermen: mixed"
    assert [tag["value"] for tag in tags] == ["mixed"]
    assert act["schema:agent"] == {"id": "urn:onrecord:entity:17", "type": "Person", "name": "Ida Berg"}
    assert act["schema:recipient"]["name"] == "fishermen"
    assert "negated" in [body.get("value") for body in annotations(extract())["s4"]["body"]]


def test_a_text_that_is_not_on_the_web_has_its_permanent_name() -> None:
    made = demo()[0]
    source = annotations(made)["s1"]["target"][0]["source"]
    assert (source["id"], source["format"]) == (f"urn:onrecord:{made.ref}", "text/plain")
    assert "format" not in annotations(extract())["s1"]["target"][0]["source"]


def test_every_key_is_a_term_of_the_standard_and_says_something_as_rdf() -> None:
    if not TERMS.exists():
        pytest.skip(f"no context at {TERMS} (set ONRECORD_DATA)")
    context = json.loads(TERMS.read_text(encoding="utf-8"))["@context"]
    made = collection(extract(), *demo())
    plain = {key for key in keys(made) if ":" not in key and not key.startswith("@")}
    assert plain <= set(context)
    graph = Graph().parse(data=json.dumps({**made, "@context": context}), format="json-ld")
    found = list(graph.subjects(RDF.type, OA.Annotation))
    assert len(found) == made["total"]
    for annotation in found:
        assert (annotation, OA.motivatedBy, OA.describing) in graph
        for target in graph.objects(annotation, OA.hasTarget):
            kinds = {kind for one in graph.objects(target, OA.hasSelector) for kind in graph.objects(one, RDF.type)}
            assert kinds == {OA.TextQuoteSelector, OA.TextPositionSelector}


def test_every_key_written_is_documented() -> None:
    assert set(keys(collection(extract(), *demo()))) <= set(FIELDS)
