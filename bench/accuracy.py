"""How right the readings are: the figures of ``onrecord evaluate`` on every gold file at hand.

    python bench/accuracy.py              print one table
    python bench/accuracy.py --markdown   print it for the documentation
    python bench/accuracy.py --write      make these figures the committed baseline and the documentation's

The project's own gold is in tests/gold. Larger gold is looked for in ``$ONRECORD_DATA/gold`` (default
../shared/data); a set whose files are not there is left out, and ``--write`` keeps its old figures.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

from onrecord.evaluation import evaluate, readings
from onrecord.gold import load_gold

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
BASELINE = ROOT / "tests" / "baseline.json"
PAGE = ROOT / "docs" / "figures" / "accuracy.md"

Figures = dict[str, float]

SETS: dict[str, list[Path]] = {
    "written for the project": sorted((ROOT / "tests" / "gold").glob("*.jsonl")),
    "en.polnear.dev": [DATA / "gold" / "en.polnear.dev.jsonl"],
    "en.news": [DATA / "gold" / f"en.news.{part}.jsonl" for part in ("train", "dev")],
    "pl.news": [DATA / "gold" / f"pl.news.{part}.jsonl" for part in ("train", "dev")],
}
FIGURES = (
    "stmt", "direct", "mixed", "indirect", "kind", "source", "speaker", "name", "addressee", "ece"
)  # fmt: skip
LESS_IS_BETTER = ("ece",)


def present() -> list[str]:
    """The sets all of whose files are there."""
    return [name for name, files in SETS.items() if files and all(file.exists() for file in files)]


def measure(name: str, engine: str = "fast") -> Figures:
    """The figures of one set, in percent; those with nothing to count are left out."""
    gold = load_gold(SETS[name])
    return chosen(evaluate(gold, readings(gold, engine)))


def chosen(figures: dict[str, Any]) -> Figures:
    """The table's figures out of an evaluation's: F1 where there is one."""
    everything = figures["all"]
    row = {"stmt": everything["stmt"][2]}
    row |= {kind: figures[kind]["stmt"][2] for kind in ("direct", "mixed", "indirect")}
    row |= {figure: everything[figure] for figure in ("kind", "source", "speaker", "name")}
    row["addressee"] = everything["addressee"] and everything["addressee"][2]
    row["ece"] = figures["ece"]
    return {figure: value for figure, value in row.items() if value is not None}


def baseline() -> dict[str, Figures]:
    """The committed figures by set."""
    known: dict[str, Figures] = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    return known


def markdown(table: dict[str, Figures]) -> str:
    """The table for the documentation."""
    lines = ["| gold | " + " | ".join(FIGURES) + " |", "|---|" + "---:|" * len(FIGURES)]
    lines += [f"| {name} | " + " | ".join(_cells(row)) + " |" for name, row in table.items()]
    return "\n".join(lines) + "\n"


def plain(table: dict[str, Figures]) -> str:
    """The table for a terminal."""
    width = max(map(len, SETS))
    lines = [f"{'gold':{width}} " + " ".join(f"{figure:>9}" for figure in FIGURES)]
    lines += [f"{name:{width}} " + " ".join(f"{c:>9}" for c in _cells(row)) for name, row in table.items()]
    return "\n".join(lines)


def _cells(row: Figures) -> list[str]:
    return [f"{row[figure]:.1f}" if figure in row else "–" for figure in FIGURES]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", default="fast")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    table = {name: measure(name, options.engine) for name in present()}
    if options.write:
        known = {**baseline(), **table}
        table = {name: known[name] for name in SETS if name in known}
        BASELINE.write_text(json.dumps(table, indent=1) + "\n")
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(markdown(table))
    print(markdown(table) if options.markdown else plain(table))


if __name__ == "__main__":
    main()
