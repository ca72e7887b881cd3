"""Findings as SARIF 2.1.0 (OASIS), the format that editors and build servers show beside the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from onrecord import __version__
from onrecord.checks import CHECKS
from onrecord.checks.baseline import fingerprint
from onrecord.checks.places import Places
from onrecord.document import Document, Finding, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def log(read: Iterable[tuple[str, Document, list[Finding]]]) -> dict[str, Any]:
    """The SARIF log of files: each with its name, its document and its findings."""
    names = list(CHECKS)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "onrecord", "version": __version__, "rules": [_rule(n) for n in names]}},
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(name, document, places, finding, names)
                    for name, document, findings in read
                    for places in (Places(document.text),)
                    for finding in findings
                ],
            }
        ],
    }


def _rule(name: str) -> dict[str, Any]:
    check = CHECKS[name]
    return {
        "id": name,
        "shortDescription": {"text": check.summary},
        "defaultConfiguration": {"level": check.severity},
    }


def _result(name: str, document: Document, places: Places, finding: Finding, names: list[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "level": finding.severity,
        "message": {"text": finding.message},
        "partialFingerprints": {"words/v1": fingerprint(document, finding)},
    }
    if finding.check in names:
        result["ruleIndex"] = names.index(finding.check)
    artifact = {"artifactLocation": {"uri": quote(name.replace("\\", "/"))}}
    result["locations"] = [{"physicalLocation": artifact}]
    if finding.spans:
        first, *rest = ({"physicalLocation": artifact | {"region": _region(places, s)}} for s in finding.spans)
        result["locations"] = [first]
        if rest:
            result["relatedLocations"] = rest
    return result


def _region(places: Places, span: Span) -> dict[str, int]:
    (line, column), (end_line, end_column) = places.of(span[0]), places.of(span[1])
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span[0],
        "charLength": span[1] - span[0],
    }
