"""The JSON Schema of a document: printed, kept in the documentation, and held by what is read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

import onrecord.demo
from onrecord import cli, reader
from onrecord.document import Document, json_schema

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "docs" / "reference" / "document.schema.json"
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
CONTRACT = DATA.parent / "document.schema.json"


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    """Every bundled dispatch, read, as its line of JSON says."""
    return [json.loads(reader.read(path).to_json()) for path in onrecord.demo.dispatches()]


def validator(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_in_the_documentation_is_the_printed_one() -> None:
    printed = CliRunner().invoke(cli.main, ["schema"]).stdout
    assert KEPT.read_text(encoding="utf-8") == printed, "stale: run python docs/generate.py"


def test_what_is_read_holds_our_schema(documents: list[dict[str, Any]]) -> None:
    ours = validator(json_schema())
    for document in documents:
        ours.validate(document)


def test_our_schema_refuses_what_is_no_document() -> None:
    ours = validator(json_schema())
    assert not ours.is_valid({"id": "x", "text": "y", "reader": "z", "statements": [{"id": "s1"}]})


def test_what_is_read_holds_the_contract(documents: list[dict[str, Any]]) -> None:
    if not CONTRACT.exists():
        pytest.skip(f"no contract at {CONTRACT} (set ONRECORD_DATA)")
    contract = validator(json.loads(CONTRACT.read_text(encoding="utf-8")))
    for document in documents:
        contract.validate(document)
    example = json.loads((CONTRACT.parent / "document.example.json").read_text(encoding="utf-8"))
    contract.validate(json.loads(Document.from_json(json.dumps(example)).to_json()))
