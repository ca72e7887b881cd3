"""FollowTheMoney: schemata, properties and references that the model has, with its library where it is installed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from extracts import demo, extract, extracts, of, written
from hypothesis import given, settings

from onrecord.exports.extract import Extract
from onrecord.exports.ftm import FIELDS

# What followthemoney 4.11 says of the schemata that are used: their properties, for references what they may lead to,
# the properties that must be there, and what they are a kind of.
NAMED = {"name": "", "alias": "", "wikidataId": "", "keywords": "", "publisher": "", "sourceUrl": ""}
PROPERTIES: dict[str, dict[str, str]] = {
    "Article": {**NAMED, "title": "", "publishedAt": "", "language": ""},
    "Person": NAMED,
    "Organization": NAMED,
    "LegalEntity": NAMED,
    "Address": {**NAMED, "full": ""},
    "Event": {
        **NAMED,
        "involved": "LegalEntity",
        "addressEntity": "Address",
        "location": "",
        "startDate": "",
        "endDate": "",
        "proof": "Document",
    },
    "Message": {
        **NAMED,
        "sender": "LegalEntity",
        "recipients": "LegalEntity",
        "bodyText": "",
        "language": "",
        "date": "",
        "startDate": "",
        "endDate": "",
        "proof": "Document",
    },
    "Note": {**NAMED, "entity": "Thing", "description": "", "detectedLanguage": "", "proof": "Document"},
    "Mention": {"name": "", "document": "Document", "resolved": "LegalEntity", "detectedSchema": ""},
    "Documentation": {"document": "Document", "entity": "Thing", "role": ""},
}
REQUIRED = {
    "Person": ["name"],
    "Event": ["name"],
    "Message": ["bodyText", "sender"],
    "Mention": ["document", "name"],
    "Documentation": ["document", "entity"],
}
KINDS = {
    "Article": {"Document", "Thing"},
    "Person": {"LegalEntity", "Thing"},
    "Organization": {"LegalEntity", "Thing"},
    "LegalEntity": {"LegalEntity", "Thing"},
    "Address": {"Address", "Thing"},
}
MOST = {"name": 384, "alias": 384, "bodyText": 65_000, "description": 65_000, "location": 250, "full": 250}
ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")


def rows(*given: Extract) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written("ftm", list(given)).decode().splitlines()]


def row(id_: str, *given: Extract) -> dict[str, Any]:
    return next(one for one in rows(*(given or (extract(),))) if one["id"].endswith(id_))


def wrong(found: list[dict[str, Any]]) -> Iterator[str]:
    """What the model does not allow, by the table above."""
    schemata = {one["id"]: one["schema"] for one in found}
    for one in found:
        schema, held = one["schema"], one["properties"]
        if not ID.fullmatch(one["id"]):
            yield f"id {one['id']}"
        for name, values in held.items():
            leads_to = PROPERTIES[schema].get(name)
            if leads_to is None or not values:
                yield f"{schema}.{name}"
            for value in values:
                if not isinstance(value, str) or len(value) > MOST.get(name, 4096):
                    yield f"{schema}.{name}: {value!r}"
                if leads_to and leads_to not in KINDS.get(schemata.get(value, ""), ()):
                    yield f"{schema}.{name} leads to {value}"


def lacking(found: list[dict[str, Any]]) -> Iterator[str]:
    for one in found:
        yield from (f"{one['id']}: {name}" for name in REQUIRED.get(one["schema"], ()) if name not in one["properties"])


def test_entities_are_what_the_model_knows() -> None:
    found = rows(extract(), *demo(), of(extract().document))
    assert not list(wrong(found))
    assert not list(lacking(found))


@settings(max_examples=100, deadline=None)
@given(extracts())
def test_entities_of_any_document_are_too(given: Extract) -> None:
    assert not list(wrong(rows(given)))


def test_the_library_agrees() -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    for one in rows(extract(), *demo()):
        schema = model.get(one["schema"])
        schema.validate(one)
        proxy = model.get_proxy(one, cleaned=False)
        for name, values in one["properties"].items():
            assert [schema.get(name).type.clean(value, proxy=proxy) for value in values] == values


def test_a_statement_is_a_message_from_speaker_to_addressees() -> None:
    message = row("-s1")
    assert message["schema"] == "Message"
    assert message["properties"] == {
        "name": ["Ida Berg to fishermen: mixed"],
        "keywords": ["mixed"],
        "publisher": ["Harbour Post"],
        "sourceUrl": message["properties"]["sourceUrl"],
        "proof": [f"onrecord-{extract().ref}"],
        "sender": ["onrecord-entity-17"],
        "recipients": [f"onrecord-{extract().ref}-e2"],
        "bodyText": ["that “the harbour,” … “will open in May. … “And it will stay open,”"],
        "language": ["eng"],
        "date": ["2025-02-10"],
    }


@pytest.mark.parametrize("statement", ["s4", "s5", "s6", "s7"])
def test_what_nobody_is_known_to_have_said_is_a_note(statement: str) -> None:
    assert row(f"-{statement}")["schema"] == "Note"


def test_somebody_of_the_record_is_written_once() -> None:
    found = rows(extract(), extract(ref="other"))
    assert [one["id"] for one in found].count("onrecord-entity-17") == 1
    assert row("entity-17")["properties"] == {
        "name": ["Ida Berg"],
        "alias": ["Ida Bergowa"],
        "wikidataId": ["Q99999901"],
    }


def test_ids_are_not_given_twice() -> None:
    ids = [one["id"] for one in rows(extract(), *demo())]
    assert len(set(ids)) == len(ids)


def test_everything_written_is_documented() -> None:
    found = rows(extract(), *demo())
    used = {name for one in found for name in (*one, one["schema"], *one["properties"])}
    assert used <= set(FIELDS)
