"""The page that tells of the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.web.api import described

from .conftest import Served, faults_of


def test_every_call_and_model_is_told(client: TestClient) -> None:
    page = client.get("/api").text
    document = client.get("/openapi.json").json()
    for path in document["paths"]:
        assert f"<code>{path}</code>" in page
    for model in described.models(document):
        assert f"<code>{model.name}</code>" in page
    assert "StatementRow" in page
    assert 'href="#model-' in page
    anchors = {part.split('"')[0] for part in page.split('href="#model-')[1:]}
    ids = {part.split('"')[0] for part in page.split('id="model-')[1:]}
    assert anchors <= ids


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "text"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "text or null"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Watch"}}, "list of Watch"),
        ({"$ref": "#/components/schemas/Page_Watch_"}, "Page of Watch"),
        ({"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}, "[number, number]"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "object of number"),
        ({}, "anything"),
    ],
)  # fmt: skip
def test_types_in_words(schema: dict[str, Any], words: str) -> None:
    assert described.said(schema) == words


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_everybody_can_read_it(room: Served, open_page: Callable[..., Any], width: int, colours: str) -> None:
    page = open_page(f"{room.url}/api", width=width, color_scheme=colours)
    for one in page.locator("summary").all()[:12]:
        one.click()
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
