"""Measures how often each order pattern of a language is right, and writes it into the pack's ``orders.yml``.

    python train/confidence.py CODE GOLD.jsonl[*TIMES] [GOLD.jsonl[*TIMES] ...]

A confidence is the share of a pattern's findings that the gold files call right (right content and right source),
drawn towards the mean of all patterns where there are few: ten findings at the mean are added to each. (The mean of
all findings would be too much for it: frequent patterns are the better ones.) Every gold
file weighs as much as the smallest one, so that a large corpus does not speak for all kinds of news; TIMES more where
it is closer to what the product should find (English: news.train*2, which follows the guide). The factors
``doubts`` are the share right among what a weak cue signals, stands inside a quotation, is short, long or mixed, or
has a source without a name, over what their patterns promise.
Build the packs afterwards: ``python -m onrecord.languages.build``.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, replace
from math import prod
from pathlib import Path

import msgspec

from onrecord.evaluation import verdicts
from onrecord.gold import Annotated, load_gold
from onrecord.languages.build import RESOURCES
from onrecord.languages.build import main as build
from onrecord.reader import read
from onrecord.statements.found import Found

PRIOR = 10
"""Findings at the mean that are added to each pattern's own."""


DOUBTS = ("weak", "quoted", "short", "long", "unnamed", "mixed")


@dataclass(frozen=True)
class Judged:
    """A counted finding: its pattern, what doubts it, whether it is right, and how much it weighs."""

    pattern: str
    doubts: frozenset[str]
    right: bool
    weight: float = 1.0


def judged(path: Path) -> list[Judged]:
    """Every counted finding in the documents of a gold file."""
    rows = []
    for gold in load_gold([path]):
        reading = read(gold.text or "", engine="rules", until="statements")
        made = msgspec.convert(reading, Annotated, from_attributes=True)
        for statement, verdict in zip(reading.statements, verdicts(gold, made), strict=True):
            if verdict is not None:
                mask = round(100 * statement.confidence)
                doubts = frozenset(name for place, name in enumerate(DOUBTS) if mask >> place & 1)
                rows.append(Judged(statement.why.removeprefix("rules:"), doubts, verdict))
    return rows


def mark_doubts() -> None:
    """Makes what doubts a finding travel in its confidence, a bit each, for this measurement alone."""

    def marked(found: Found, spoken: Container[int]) -> float:
        return 0.01 * sum(1 << DOUBTS.index(name) for name in found.doubts_within(spoken))

    Found.confidence_within = marked  # type: ignore[method-assign]


def balanced(files: list[tuple[list[Judged], float]]) -> list[Judged]:
    """The findings of all files, each file weighing as much as the smallest, times its own factor."""
    least = min(len(rows) for rows, _ in files)
    return [replace(row, weight=times * least / len(rows)) for rows, times in files for row in rows]


def measured(rows: list[Judged]) -> tuple[dict[str, float], dict[str, float]]:
    """Confidence by pattern, and the factors: of each doubt, the share right over what all before it promise."""
    mean = sum(row.right * row.weight for row in rows) / sum(row.weight for row in rows)
    counts: dict[str, list[float]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if not row.doubts & {"weak", "quoted"}:
            counts[row.pattern][0] += row.right * row.weight
            counts[row.pattern][1] += row.weight
    usual = sum(right / n for right, n in counts.values()) / len(counts)
    shares = {p: (right + PRIOR * usual) / (n + PRIOR) for p, (right, n) in counts.items()}
    factors: dict[str, float] = {}
    for name in DOUBTS:
        chosen = [row for row in rows if name in row.doubts]
        promised = sum(
            shares.get(row.pattern, mean) * prod(factors.get(doubt, 1.0) for doubt in row.doubts) * row.weight
            for row in chosen
        )
        factors[name] = sum(row.right * row.weight for row in chosen) / promised if promised else 1.0
    return shares, factors


def main(arguments: list[str]) -> None:
    code, *paths = arguments
    mark_doubts()
    files = [path.partition("*")[::2] for path in paths]
    shares, factors = measured(balanced([(judged(Path(path)), float(times or 1)) for path, times in files]))
    path = RESOURCES / code / "orders.yml"
    text = path.read_text(encoding="utf-8")
    for pattern, share in shares.items():
        entry = re.compile(rf"(- name: {re.escape(pattern)}(?![\w-])(?:(?!- name:).)*?confidence: )[\d.]+", re.DOTALL)
        text = entry.sub(lambda match, share=share: f"{match[1]}{share:.2f}", text)
    doubts = ", ".join(f"{name}: {factor:.2f}" for name, factor in factors.items())
    text = re.sub(r"doubts: \{[^}]*\}", f"doubts: {{{doubts}}}", text)
    path.write_text(text, encoding="utf-8")
    build([code])
    for pattern, share in sorted(shares.items(), key=lambda item: -item[1]):
        print(f"{share:.2f} {pattern}")
    print(doubts)


if __name__ == "__main__":
    if len(sys.argv) < 3 or not all(Path(path.partition("*")[0]).exists() for path in sys.argv[2:]):
        raise SystemExit(__doc__)
    main(sys.argv[1:])
