"""How right the readings are: the figures of ``onrecord evaluate`` on every gold file at hand.

    python bench/accuracy.py              print a table for each engine
    python bench/accuracy.py --levels     print precision and recall by level of confidence
    python bench/accuracy.py --write      make all these the committed baseline and the documentation's figures

The project's own gold is in tests/gold. Larger gold is looked for in ``$ONRECORD_DATA/gold`` (default
../shared/data); a set whose files are not there is left out, and ``--write`` keeps its old figures.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.evaluation import evaluate, readings
from onrecord.gold import load_gold
from onrecord.precision import LEVELS, keep_confident_predictions
from onrecord.statements.accurate import check_ready
from onrecord.statements.tagger import WeightsError

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
BASELINE = ROOT / "tests" / "baseline.json"
APART = {"accurate": ROOT / "tests" / "accurate" / "baseline.json"}
"""Baselines of engines that not everybody has."""
PAGES = ROOT / "docs" / "figures"

Figures = dict[str, float]
Table = dict[str, Figures]

SETS: dict[str, list[Path]] = {
    "written for the project": sorted((ROOT / "tests" / "gold").glob("*.jsonl")),
    "en.polnear.dev": [DATA / "gold" / "en.polnear.dev.jsonl"],
    "en.news": [DATA / "gold" / f"en.news.{part}.jsonl" for part in ("train", "dev")],
    "pl.news": [DATA / "gold" / f"pl.news.{part}.jsonl" for part in ("train", "dev")],
    "en.news.dev": [DATA / "gold" / "en.news.dev.jsonl"],
    "pl.news.dev": [DATA / "gold" / "pl.news.dev.jsonl"],
}
ENGINES = {
    "rules": ("written for the project", "en.polnear.dev", "en.news", "pl.news"),
    "fast": ("written for the project", "en.polnear.dev", "en.news.dev", "pl.news.dev"),
    "accurate": ("written for the project", "en.polnear.dev", "en.news.dev"),
}
"""The sets that an engine is measured on: not those that its weights were made of."""
LEVELLED = {
    "rules": ("en.polnear.dev", "en.news.dev", "pl.news.dev"),
    "fast": ("en.polnear.dev", "en.news.dev", "pl.news.dev"),
    "accurate": ("en.polnear.dev", "en.news.dev"),
}
FIGURES = (
    "stmt", "direct", "mixed", "indirect", "kind", "source", "speaker", "name", "addressee", "ece"
)  # fmt: skip
SPANS = ("exact", "token", "cue")
"""Figures that are shown of the engine ``accurate`` alone."""
LESS_IS_BETTER = ("ece",)
LEVEL_FIGURES = ("precision", "recall", "F1")


def columns(engine: str) -> tuple[str, ...]:
    """The figures that an engine's table shows."""
    return (*FIGURES[:-1], *SPANS, *FIGURES[-1:]) if engine == "accurate" else FIGURES


def present(engine: str) -> list[str]:
    """The engine's sets all of whose files are there; none for an engine whose weights are not installed."""
    if engine == "accurate":
        try:
            check_ready()
        except WeightsError:
            return []
    return [name for name in ENGINES[engine] if SETS[name] and all(file.exists() for file in SETS[name])]


def measure(name: str, engine: str) -> Figures:
    """The figures of one set, in percent; those with nothing to count are left out."""
    gold = load_gold(SETS[name])
    return chosen(evaluate(gold, readings(gold, engine)), columns(engine))


def chosen(figures: dict[str, Any], wanted: Sequence[str] = FIGURES) -> Figures:
    """The table's figures out of an evaluation's: F1 where there is one."""
    everything = figures["all"]
    row = {"stmt": everything["stmt"][2]}
    row |= {kind: figures[kind]["stmt"][2] for kind in ("direct", "mixed", "indirect")}
    row |= {figure: everything[figure] for figure in ("kind", "source", "speaker", "name")}
    row["addressee"] = everything["addressee"] and everything["addressee"][2]
    row |= {figure: everything[figure] and everything[figure][2] for figure in SPANS}
    row["ece"] = figures["ece"]
    return {figure: row[figure] for figure in wanted if row[figure] is not None}


def by_level(name: str, engine: str) -> Table:
    """Precision, recall and F1 of statements whose confidence is at least a level, by level."""
    gold = load_gold(SETS[name])
    found = readings(gold, engine)
    rows = {}
    for level in LEVELS:
        triple = evaluate(gold, keep_confident_predictions(found, level))["all"]["stmt"]
        rows[f"{level:.1f}"] = dict(zip(LEVEL_FIGURES, triple, strict=True))
    return rows


def baseline() -> dict[str, Table]:
    """The committed figures by engine and set."""
    known: dict[str, Table] = {}
    for file in (BASELINE, *APART.values()):
        known |= json.loads(file.read_text()) if file.exists() else {}
    return known


def markdown(table: Table, columns: Sequence[str], head: str) -> str:
    """A table for the documentation."""
    lines = [f"| {head} | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    lines += [f"| {name} | " + " | ".join(_cells(row, columns)) + " |" for name, row in table.items()]
    return "\n".join(lines) + "\n"


def plain(table: Table, columns: Sequence[str], head: str) -> str:
    """A table for a terminal."""
    width = max(map(len, [head, *SETS]))
    lines = [f"{head:{width}} " + " ".join(f"{figure:>9}" for figure in columns)]
    lines += [f"{name:{width}} " + " ".join(f"{c:>9}" for c in _cells(row, columns)) for name, row in table.items()]
    return "\n".join(lines)


def _cells(row: Figures, columns: Sequence[str]) -> list[str]:
    return [f"{row[figure]:.1f}" if figure in row else "–" for figure in columns]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=tuple(ENGINES), action="append", help="only this one")
    parser.add_argument("--levels", action="store_true", help="precision and recall by level of confidence")
    parser.add_argument("--write", action="store_true", help="keep the figures")
    options = parser.parse_args()
    known = baseline()
    for engine in options.engine or ENGINES:
        if options.levels or options.write:
            pages = []
            for name in LEVELLED[engine] if present(engine) else ():
                if name in SETS and all(file.exists() for file in SETS[name]):
                    levels = by_level(name, engine)
                    print(plain(levels, LEVEL_FIGURES, f"{engine}, {name}"))
                    pages.append(f"{name}:\n\n" + markdown(levels, LEVEL_FIGURES, "least confidence"))
            if options.write and pages:
                (PAGES / f"levels.{engine}.md").write_text("\n".join(pages))
        if options.levels:
            continue
        table = {name: measure(name, engine) for name in present(engine)}
        print(plain(table, columns(engine), f"{engine}, gold"))
        if options.write:
            table = {**known.get(engine, {}), **table}
            known[engine] = {name: table[name] for name in ENGINES[engine] if name in table}
            (PAGES / f"accuracy.{engine}.md").write_text(markdown(known[engine], columns(engine), "gold"))
    if options.write:
        for engine, file in APART.items():
            if engine in known:
                file.write_text(json.dumps({engine: known.pop(engine)}, indent=1) + "\n")
        BASELINE.write_text(json.dumps(known, indent=1) + "\n")


if __name__ == "__main__":
    main()
