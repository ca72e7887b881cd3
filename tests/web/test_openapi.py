"""The API keeps to its own description, whatever is sent: schemathesis makes the calls up."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from onrecord.document import Document
from onrecord.intake.addresses import FetchError
from onrecord.intake.fetching import Fetcher
from onrecord.record import Record
from onrecord.record.decisions.making import Correct
from onrecord.record.filters import Filters
from onrecord.web import create_app
from onrecord.web.settings import Settings

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
HOST = {"Host": "localhost"}
EXAMPLES = 6
"""Calls of each operation, made up with and without what is really there."""


def _no_web(self: Fetcher, url: str) -> Any:
    raise FetchError(f"{url}: there is no web here")


def test_no_call_breaks_and_every_answer_is_as_described(
    record: Record, refs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Fetcher, "get", _no_web)
    app = create_app(record, Settings())
    described = schemathesis.openapi.from_asgi("/openapi.json", app, headers=HOST)
    statement = record.statements(document=refs["harbour"], limit=1)[0].id
    there = {"ref": refs["harbour"], "label": "s1", "id": "p1", "form": "json", "statement": statement,
             "reference": statement, "document": refs["harbour"], "person": "p1", "one": "p1",
             "other": "p2"}  # fmt: skip
    statuses: dict[str, set[int]] = {}
    for found in described.get_all_operations():
        operation = found.ok()
        if operation.method.upper() == "DELETE" and "documents" in operation.path:
            continue  # the others need the documents; tests/web/test_api.py takes some out
        seen = statuses.setdefault(f"{operation.method.upper()} {operation.path}", set())
        try:
            _try(operation, there, seen)
        except Unsatisfiable as error:
            raise AssertionError(f"{operation.label}: nothing can be sent") from error
    assert len(statuses) > 30
    never = sorted(name for name, seen in statuses.items() if not seen & {200, 304})
    assert not [name for name in never if name.startswith("GET") and "{" not in name], never


def _try(operation: Any, there: dict[str, Any], seen: set[int]) -> None:
    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(), really=st.booleans())
    def calls(case: Any, really: bool) -> None:
        if really:
            case.path_parameters = {name: there.get(name, one) for name, one in (case.path_parameters or {}).items()}
            if isinstance(case.body, dict):
                case.body |= {name: there[name] for name in case.body if name in there}
        response = case.call(headers=HOST)
        seen.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    calls()


def test_the_description_has_every_verb_and_field(client: Any) -> None:
    made = client.get("/openapi.json").json()
    assert made["openapi"].startswith("3.1")
    for verb in vars(Correct):
        if not verb.startswith("_"):
            assert f"/api/v1/corrections/{verb.replace('_', '-')}" in made["paths"]
    asked = {one["name"] for one in made["paths"]["/api/v1/search"]["get"]["parameters"]}
    assert set(Filters.__struct_fields__) | {"q", "sort", "limit", "after"} <= asked
    fields = made["components"]["schemas"]["Document"]["properties"]
    assert list(fields) == [field.name for field in msgspec.structs.fields(Document)]
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            assert all(operation[told] for told in ("tags", "summary", "description")), path
            assert operation["responses"]["422"] == {"$ref": "#/components/responses/Problem"}, (method, path)
    assert made["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def test_every_reference_leads_somewhere(client: Any) -> None:
    text = client.get("/openapi.json").text
    made = client.get("/openapi.json").json()
    for where in set(re.findall(r'"\$ref":"#/([^"]+)"', text)):
        at = made
        for part in where.split("/"):
            at = at[part]
