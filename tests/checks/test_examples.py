"""Every check reports its own example, leaves its counterpart alone, and has an entry in the documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import read
from onrecord.checks import CHECKS, Check

DOCS = Path(__file__).parents[2] / "docs"
TEXTUAL = [check for check in CHECKS.values() if check.name != "broken-input"]
NOTES = {"unnamed-source", "untranslated-rest", "omitted-statement", "spelling-variants", "statement-without-speaker"}


def checks_of(text: str) -> set[str]:
    return {finding.check for finding in read(text).findings}


@pytest.mark.parametrize("check", TEXTUAL, ids=lambda check: check.name)
def test_the_example_of_a_check_is_reported(check: Check) -> None:
    assert check.name in checks_of(check.example)


@pytest.mark.parametrize("check", TEXTUAL, ids=lambda check: check.name)
def test_the_sound_text_of_a_check_is_left_alone(check: Check) -> None:
    assert check.name not in checks_of(check.sound)


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda check: check.name)
def test_a_check_has_an_entry_in_the_documentation(check: Check) -> None:
    page = (DOCS / "reference" / "checks.md").read_text(encoding="utf-8")
    assert f"\n## {check.name}\n\n{check.summary}" in page


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda check: check.name)
def test_a_check_is_as_grave_as_the_design_says(check: Check) -> None:
    expected = "error" if check.name == "broken-input" else "note" if check.name in NOTES else "warning"
    assert check.severity == expected
