"""Measures how often each order pattern of a language is right, and writes it into the pack's ``orders.yml``.

    python train/confidence.py CODE GOLD.jsonl [GOLD.jsonl ...]

A confidence is the share of a pattern's findings that the gold files call right (right content and right source),
drawn towards the mean of all patterns where there are few: ten findings at the mean are added to each. Every gold
file weighs as much as the smallest one, so that a large corpus does not speak for all kinds of news. The factors
``doubts`` are the share right among findings of weak cues and inside quotations, over what their patterns promise.
Build the packs afterwards: ``python -m onrecord.languages.build``.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, replace
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


@dataclass(frozen=True)
class Judged:
    """A counted finding: its pattern, what doubts it, whether it is right, and how much it weighs."""

    pattern: str
    weak: bool
    quoted: bool
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
                doubt = round(100 * statement.confidence) - 1
                rows.append(Judged(statement.why.removeprefix("rules:"), doubt > 1, bool(doubt & 1), verdict))
    return rows


def mark_doubts() -> None:
    """Makes what doubts a finding travel in its confidence, 0.01 to 0.04, for this measurement alone."""

    def marked(found: Found, spoken: Container[int]) -> float:
        return 0.01 * (1 + 2 * found.weak + (found.sentence.inside in spoken))

    Found.confidence_within = marked  # type: ignore[method-assign]


def balanced(files: list[list[Judged]]) -> list[Judged]:
    """The findings of all files, each file weighing as much as the smallest."""
    least = min(map(len, files))
    return [replace(row, weight=least / len(rows)) for rows in files for row in rows]


def measured(rows: list[Judged]) -> tuple[dict[str, float], dict[str, float]]:
    """Confidence by pattern, and the two factors."""
    mean = sum(row.right * row.weight for row in rows) / sum(row.weight for row in rows)
    counts: dict[str, list[float]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if not row.weak and not row.quoted:
            counts[row.pattern][0] += row.right * row.weight
            counts[row.pattern][1] += row.weight
    shares = {p: (right + PRIOR * mean) / (n + PRIOR) for p, (right, n) in counts.items()}
    factors = {}
    for name in ("weak", "quoted"):
        chosen = [row for row in rows if getattr(row, name)]
        promised = sum(shares.get(row.pattern, mean) * row.weight for row in chosen)
        factors[name] = min(1.0, sum(row.right * row.weight for row in chosen) / promised) if promised else 1.0
    return shares, factors


def main(arguments: list[str]) -> None:
    code, *paths = arguments
    mark_doubts()
    shares, factors = measured(balanced([judged(Path(path)) for path in paths]))
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
    if len(sys.argv) < 3 or not all(Path(path).exists() for path in sys.argv[2:]):
        raise SystemExit(__doc__)
    main(sys.argv[1:])
