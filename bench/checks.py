"""How many planted faults the checks find, and how many look-alikes they report: ``python bench/checks.py``.

The dispatches stand in ``tests/checks/planted``: each has a text, the faults planted in it and places that only look
like faults, each with the words it stands at. A fault is found when a finding of its check has a span that touches
the words.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from onrecord import read
from onrecord.document import Document, Finding

FOLDER = Path(__file__).parents[1] / "tests" / "checks" / "planted"


@dataclass
class Planted:
    """A fault or look-alike: its check, its words, and whether a finding of the check touches them."""

    check: str
    words: str
    reported: bool


@dataclass
class Dispatch:
    """A dispatch with what was planted in it; ``unplanted`` are other findings of severity warning or above."""

    name: str
    faults: list[Planted] = field(default_factory=list)
    lookalikes: list[Planted] = field(default_factory=list)
    unplanted: list[tuple[str, str]] = field(default_factory=list)


def dispatches(folder: Path = FOLDER, engine: str = "fast") -> list[Dispatch]:
    """The dispatches of a folder, read."""
    return [_dispatch(path, engine) for path in sorted(folder.glob("*.yml"))]


def _dispatch(path: Path, engine: str) -> Dispatch:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    document = read(loaded["text"], engine=engine)
    found = Dispatch(path.stem)
    claimed: list[Finding] = []
    for planted in loaded["faults"]:
        touching = _touching(document, planted, path)
        claimed += touching
        found.faults.append(Planted(planted["check"], planted["words"], bool(touching)))
    for planted in loaded["lookalikes"]:
        reported = bool(_touching(document, planted, path))
        found.lookalikes.append(Planted(planted["check"], planted["words"], reported))
    found.unplanted = [(f.check, f.message) for f in document.findings if f not in claimed and f.severity != "note"]
    return found


def _touching(document: Document, planted: dict[str, Any], path: Path) -> list[Finding]:
    start = document.text.find(planted["words"])
    if start < 0:
        raise ValueError(f"{path}: the text has no {planted['words']!r}")
    end = start + len(planted["words"])
    return [
        finding
        for finding in document.findings
        if finding.check == planted["check"] and any(a < end and start < b for a, b in finding.spans)
    ]


def main() -> None:
    """Prints the table, and what was missed or reported wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="fast", choices=("rules", "fast"))
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    asked = parser.parse_args()
    read_ = dispatches(asked.folder, asked.engine)
    rows: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for dispatch in read_:
        for at, planted in ((0, dispatch.faults), (2, dispatch.lookalikes)):
            for one in planted:
                rows[one.check][at] += 1
                rows[one.check][at + 1] += one.reported
    print("| check | faults | found | look-alikes | reported |\n|---|---:|---:|---:|---:|")
    for check in sorted(rows):
        print(f"| `{check}` | " + " | ".join(map(str, rows[check])) + " |")
    print("| **all** | " + " | ".join(str(sum(row[at] for row in rows.values())) for at in range(4)) + " |")
    print(f"\n{len(read_)} dispatches; {sum(len(d.unplanted) for d in read_)} other warnings")
    for dispatch in read_:
        for one in dispatch.faults:
            if not one.reported:
                print(f"missed: {dispatch.name}: {one.check}: {one.words}")
        for one in dispatch.lookalikes:
            if one.reported:
                print(f"wrong: {dispatch.name}: {one.check}: {one.words}")
        for check, message in dispatch.unplanted:
            print(f"not planted: {dispatch.name}: {check}: {message}")


if __name__ == "__main__":
    main()
