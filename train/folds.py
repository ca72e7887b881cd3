"""Five-fold figures of the engine ``fast``: each fifth of a news gold file is read by weights that never saw it.

    python train/folds.py                 every language
    python train/folds.py pl --write      and put its figures into the documentation

For each fifth the whole training (``fast.py``: tagger, judge and calibration) is run on the other four fifths of every
gold file of the plan. Prints the figures of ``onrecord evaluate`` for the fifths together; for the file's ``dev`` part,
read by the shipped weights; and for both.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from card import folds_table
from fast import DATA, PLANS, load_corpus, train
from onrecord.evaluation import evaluate, readings
from onrecord.gold import Annotated, load_gold
from onrecord.terminal import figures_table
from swapped import reading_with

FOLDS = 5
PAGES = Path(__file__).parents[1] / "docs" / "figures"


def read_by_others(code: str, gold: list[Annotated], folder: Path | None) -> Iterator[Annotated]:
    """The gold documents read by weights trained without them, fold by fold."""
    for fold in range(FOLDS):
        file = folder / f"{code}.{fold}.npz" if folder else None
        if file and file.exists():
            data = file.read_bytes()
        else:
            corpus = load_corpus(PLANS[code], keep=lambda number, fold=fold: number % FOLDS != fold)  # type: ignore[misc]
            data = train(corpus, code, PLANS[code])
            if file:
                file.write_bytes(data)
        with reading_with(code, data):
            yield from readings(gold[fold::FOLDS], "fast")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("codes", nargs="*", metavar="CODE", help=f"languages (default: {', '.join(PLANS)})")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the folds' weights are kept, or are")
    parser.add_argument("--write", action="store_true", help="keep the figures in docs/figures")
    given = parser.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
    for code in given.codes or PLANS:
        for name in PLANS[code].gold:
            if ".news." in name:
                rows = {}
                for part, gold, found in parts(code, name, given.keep):
                    figures = evaluate(gold, found)
                    print(part)
                    Console(highlight=False).print(figures_table(figures))
                    rows[part] = figures
                if given.write:
                    (PAGES / f"folds.{code}.md").write_text(folds_table(rows), encoding="utf-8")


def parts(code: str, name: str, keep: Path | None) -> Iterator[tuple[str, list[Annotated], list[Annotated]]]:
    """What is measured: its name, gold and readings."""
    train_gold = load_gold([DATA / "gold" / f"{name}.jsonl"])
    dev_gold = load_gold([DATA / "gold" / f"{name.replace('train', 'dev')}.jsonl"])
    dev_found = readings(dev_gold, "fast")
    train_found = list(read_by_others(code, train_gold, keep))
    yield f"{name}, {FOLDS} folds", train_gold, train_found
    yield name.replace("train", "dev"), dev_gold, dev_found
    yield "both together", [*train_gold, *dev_gold], [*train_found, *dev_found]


if __name__ == "__main__":
    main()
