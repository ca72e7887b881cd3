"""JSON-LD: every type and property is schema.org's own, with the domain and range that it gives them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from extracts import demo, extract, extracts, of, written
from hypothesis import given, settings
from rdflib import RDF, RDFS, BNode, Graph, Literal, URIRef

from onrecord.exports.extract import Extract
from onrecord.exports.jsonld import FIELDS

DATA = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[3] / "shared" / "data"))
VOCABULARY = DATA / "standards" / "schemaorg-30.0-https.ttl"
SCHEMA = "https://schema.org/"


def nodes(*given: Extract) -> dict[str, dict[str, Any]]:
    """The nodes by id, what is told of one in several places joined."""
    joined: dict[str, dict[str, Any]] = {}
    for node in json.loads(written("jsonld", list(given)))["@graph"]:
        joined.setdefault(node["@id"], {}).update(node)
    return joined


def act(statement: str, *given: Extract) -> dict[str, Any]:
    made = given[0] if given else extract()
    return nodes(made)[f"urn:onrecord:{made.ref}#{statement}-act"]


@cache
def vocabulary() -> Graph:
    if not VOCABULARY.exists():
        pytest.skip(f"no vocabulary at {VOCABULARY} (set ONRECORD_DATA)")
    return Graph().parse(VOCABULARY)


@cache
def above(kind: str) -> frozenset[str]:
    """A type and all it is a kind of."""
    direct = vocabulary().objects(URIRef(SCHEMA + kind), RDFS.subClassOf)
    return frozenset({kind}).union(*(above(str(one).removeprefix(SCHEMA)) for one in direct))


@cache
def told(name: str, of_: str) -> frozenset[str]:
    found = vocabulary().objects(URIRef(SCHEMA + name), URIRef(SCHEMA + of_))
    return frozenset(str(one).removeprefix(SCHEMA) for one in found)


def wrong(graph: Graph) -> Iterator[str]:
    """What schema.org does not allow."""
    kinds: dict[Any, set[str]] = {}
    for subject, kind in graph.subject_objects(RDF.type):
        kinds.setdefault(subject, set()).update(above(str(kind).removeprefix(SCHEMA)))
        if (kind, RDF.type, RDFS.Class) not in vocabulary():
            yield f"no such type: {kind}"
    for subject, property_, value in graph:
        if property_ == RDF.type:
            continue
        name = str(property_).removeprefix(SCHEMA)
        if told(name, "supersededBy") or not told(name, "domainIncludes") & kinds.get(subject, set()):
            yield f"{name} of {sorted(kinds.get(subject, set()))}"
        ranges = told(name, "rangeIncludes")
        if isinstance(value, Literal):
            if value.datatype == URIRef(SCHEMA + "Date"):
                held = "Date" if is_iso(str(value)) else "no date"
            else:
                held = "Text"
            if held not in ranges:
                yield f"{name} is {held}: {value!r}"
        elif value in kinds:
            if not kinds[value] & ranges:
                yield f"{name} is {sorted(kinds[value])}"
        elif isinstance(value, BNode) or (
            "URL" not in ranges and not any((value, RDF.type, URIRef(SCHEMA + one)) in vocabulary() for one in ranges)
        ):
            yield f"{name} leads nowhere: {value}"


def is_iso(words: str) -> bool:
    """A year, month or day of ISO 8601 that the calendar has."""
    try:
        date.fromisoformat(words + "-01-01"[(len(words) - 4) :])
    except ValueError:
        return False
    return len(words) in (4, 7, 10)


def graph_of(given: list[Extract]) -> Graph:
    return Graph().parse(data=written("jsonld", given), format="json-ld")


def test_types_properties_domains_and_ranges_are_those_of_schema_org() -> None:
    vocabulary()
    assert not list(wrong(graph_of([extract(), *demo()])))


def test_the_check_itself_finds_what_is_wrong() -> None:
    vocabulary()
    told_wrongly = """{"@context": {"@vocab": "https://schema.org/"}, "@graph": [
        {"@id": "urn:a", "@type": "Quotation", "agent": {"@id": "urn:b"}, "text": {"@id": "urn:b"}},
        {"@id": "urn:b", "@type": "Persons"}]}"""
    assert len(list(wrong(Graph().parse(data=told_wrongly, format="json-ld")))) >= 3


@settings(max_examples=25, deadline=None)
@given(extracts())
def test_any_document_keeps_to_schema_org(given: Extract) -> None:
    assert not list(wrong(graph_of([given])))


def test_a_statement_is_a_quotation_in_an_act_of_speaker_to_addressee() -> None:
    made, all_ = extract(), nodes(extract())
    told = act("s1")
    assert told["@type"] == "CommunicateAction"
    assert all_[told["agent"]["@id"]]["name"] == "Ida Berg"
    assert all_[told["recipient"]["@id"]]["name"] == "fishermen"
    assert all_[told["location"]["@id"]] == {
        "@id": "urn:onrecord:entity:19",
        "@type": "Place",
        "name": "Vesthavn",
        "alternateName": "Westhaven",
    }
    quotation = told["result"]
    assert quotation["@id"] == f"urn:onrecord:{made.ref}#s1"
    assert quotation["text"] == "that “the harbour,” … “will open in May. … “And it will stay open,”"
    assert quotation["dateCreated"] == "2025-02-10"
    assert all_[quotation["isPartOf"]["@id"]]["@type"] == "NewsArticle"
    assert all_[quotation["recordedAt"]["@id"]]["startDate"] == "2025-02-10"


def test_somebody_of_the_record_has_its_id_names_and_wikidata() -> None:
    ida = nodes(extract())["urn:onrecord:entity:17"]
    assert ida["sameAs"] == "http://www.wikidata.org/entity/Q99999901"
    assert (ida["alternateName"], ida["jobTitle"]) == ("Ida Bergowa", "mayor")


def test_somebody_in_two_documents_is_told_once() -> None:
    twice = [extract(), extract(ref="other")]
    told = [node for node in json.loads(written("jsonld", twice))["@graph"] if node["@id"] == "urn:onrecord:entity:18"]
    assert len(told) == 1


def test_a_report_in_a_report_is_part_of_it_and_has_its_sources() -> None:
    made = extract()
    inner = act("s3")["result"]
    assert {"@id": f"urn:onrecord:{made.ref}#s2"} in inner["isPartOf"]
    source = nodes(made)[act("s2")["result"]["isBasedOn"][0]["@id"]]
    assert (source["name"], source["datePublished"]) == ("citing the port office", "2025-02-09")


def test_what_was_not_said_is_an_act_that_failed_and_a_hope_no_communication() -> None:
    assert act("s4")["actionStatus"] == "FailedActionStatus"
    assert "spokenByCharacter" not in act("s4")["result"]
    assert act("s5")["@type"] == "AssessAction"


def test_a_place_that_speaks_is_an_organization_too() -> None:
    assert nodes(extract())["urn:onrecord:entity:20"]["@type"] == ["Place", "Organization"]


def test_dates_that_are_not_exact_are_left_out() -> None:
    assert "dateCreated" not in act("s4")["result"]
    post = nodes(extract())[f"urn:onrecord:{extract().ref}#o2"]
    assert "startDate" not in post
    assert post["endDate"] == "2025-02-10"


def test_a_statement_not_asked_for_is_not_told() -> None:
    made = extract(chosen=("s3",))
    assert [id_ for id_ in nodes(made) if id_.endswith("-act")] == [f"urn:onrecord:{made.ref}#s3-act"]
    assert act("s3", made)["result"]["isPartOf"] == {"@id": f"urn:onrecord:{made.ref}"}


def test_nothing_gives_an_empty_graph() -> None:
    assert json.loads(written("jsonld", []))["@graph"] == []


def test_every_type_and_property_written_is_documented() -> None:
    graph = graph_of([extract(), *demo(), of(extract().document)])
    used = {str(p).removeprefix(SCHEMA) for p in graph.predicates() if p != RDF.type}
    used |= {str(kind).removeprefix(SCHEMA) for kind in graph.objects(None, RDF.type)}
    assert used <= set(FIELDS)
