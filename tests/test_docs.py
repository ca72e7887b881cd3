"""The documentation knows every command, option and public name, and the site builds."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

import onrecord
from onrecord import files
from onrecord.exports import csv
from onrecord.intake import corpus
from onrecord.record import described, schema
from onrecord.record.filters import Filters

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def _generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_reference", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_pages_are_up_to_date() -> None:
    for path, text in _generate().pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: run python docs/generate.py"


@pytest.mark.parametrize(("name", "command"), sorted(_generate().all_commands()))
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    section = page.split(f"## onrecord {name}\n")[1].split("\n## ")[0]
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert all(f"`{spelling}`" in section for option in options for spelling in option.opts)
    assert all(option.help for option in options)


def test_every_public_name_is_documented() -> None:
    page = (DOCS / "reference" / "python.md").read_text(encoding="utf-8")
    missing = [name for name in onrecord.__all__ if f"## {name}\n" not in page and not name.startswith("__")]
    assert not missing


def test_every_suffix_and_every_column_of_a_corpus_is_documented() -> None:
    page = (DOCS / "how-to" / "input-formats.md").read_text(encoding="utf-8")
    assert not [name for name in (*files.READABLE, *corpus.COLUMNS) if f"`{name}`" not in page]


def test_every_column_of_the_table_is_documented() -> None:
    page = (DOCS / "how-to" / "tables-and-pages.md").read_text(encoding="utf-8")
    assert [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")] == list(csv.COLUMNS)


def test_every_table_of_a_record_and_every_column_is_described() -> None:
    missing = [
        f"{table.name}.{column.name}"
        for table in schema.metadata.sorted_tables
        for column in table.columns
        if not described.TABLES.get(table.name, ("", {}))[1].get(column.name)
    ]
    assert not missing, "describe them in record/described.py"


def test_every_filter_of_a_search_is_documented() -> None:
    page = (DOCS / "how-to" / "search.md").read_text(encoding="utf-8")
    assert not [name for name in Filters.__struct_fields__ if f"`{name}`" not in page]


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(tmp_path / "site"),
    ]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "site" / "reference" / "commands" / "index.html").exists()
