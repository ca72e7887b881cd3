"""Trains the weights of the engine ``accurate`` for English.

    python train/accurate.py                    into models/en-accurate, with their model card
    python train/accurate.py --folds            and measure them in five folds of the training news
    python train/accurate.py --without polnear --out DIR

Gold files are looked for in ``$ONRECORD_DATA/gold`` (default ../shared/data). The recipe is that of ``onrecord train``
(``onrecord/training/accurate.py``). The folds share the networks of the first stage, which see no news; for each fifth
of the news the rest of the recipe, judge and calibration included, is run on the other four. ``--keep DIR`` keeps the
networks there, or takes them from there where they are: they are most of the work. The same gold files give the
same bytes on one kind of machine.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch

import card
import fast
from fast import DATA
from onrecord.evaluation import evaluate, readings
from onrecord.gold import Annotated, load_gold
from onrecord.statements.tagger.weights import Weights
from onrecord.training.accurate import Recipe, corpus, finish, first_stage, second_stage
from onrecord.training.fitting import State

os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "models" / "en-accurate"
GOLD = ("en.polnear.train", "en.news.train")
FOLDS = 5
HELD_OUT = ("en.polnear.dev", "en.news.dev")
PAGES = ROOT / "docs" / "figures"


def load(name: str) -> list[Annotated]:
    """The documents of a gold file."""
    return load_gold([DATA / "gold" / f"{name}.jsonl"])


def kept(keep: Path | None, name: str, recipe: Recipe, make: Callable[[], list[State]]) -> list[State]:
    """The networks of a stage, from the folder that keeps them where they are there."""
    files = [keep / f"{name}.{part}.pt" for part in range(recipe.networks)] if keep else []
    if files and all(file.exists() for file in files):
        return [torch.load(file) for file in files]
    states = make()
    for file, state in zip(files, states, strict=False):
        file.parent.mkdir(parents=True, exist_ok=True)
        torch.save(state, file)
    return states


def taggers(keep: Path | None, name: str, recipe: Recipe, files: Sequence[Sequence[Annotated]]) -> list[Weights]:
    """The taggers beside the networks, each made without the part that its network did not see; kept like these."""
    paths = [keep / f"{name}.{part}.npz" for part in range(recipe.networks)] if keep else []
    if paths and all(path.exists() for path in paths):
        made = [dict(np.load(path)) for path in paths]
    else:
        documents = fast.Corpus(sorted(files, key=len, reverse=True))
        size = len(documents.documents)
        left_out = [set(range(part, size, recipe.parts)) for part in range(recipe.networks)]
        made = fast.fitted(documents, "en", fast.PLANS["en"], left_out, recipe.workers)
        for path, arrays in zip(paths, made, strict=False):
            np.savez(path, **arrays)  # type: ignore[arg-type]
    return [fast.without_judge(arrays, "en") for arrays in made]


def folds(states: Sequence[State], recipe: Recipe, folder: Path) -> None:
    """Reads each fifth of the training news with weights that never saw it, and writes the figures."""
    politics, news = (load(name) for name in GOLD)
    found: list[Annotated] = []
    gold: list[Annotated] = []
    for fold in range(FOLDS):
        out = folder / f"fold{fold}"
        others = [document for number, document in enumerate(news) if number % FOLDS != fold]
        made_of = corpus([politics, others], "en")
        beside = taggers(folder, f"fold{fold}", recipe, [politics, others])
        stage = partial(second_stage, made_of, states, recipe, told)
        finish(made_of, kept(folder, f"fold{fold}", recipe, stage), recipe, out, told, beside)
        own = news[fold::FOLDS]
        gold += own
        found += readings(own, "accurate", out)
        told(f"fold {fold + 1} of {FOLDS}: {evaluate(own, found[-len(own) :])['all']['stmt']}")
    rows = {f"{GOLD[1]}, {FOLDS} folds": evaluate(gold, found)}
    (PAGES / "folds.accurate.md").write_text(card.folds_table(rows), encoding="utf-8")
    print(card.folds_table(rows))


def told(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--without", default="", metavar="WORD", help="leave out gold files with this in their name")
    parser.add_argument("--out", type=Path, help="the folder (default: that of the package in models/en-accurate)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the first networks are kept, or are")
    parser.add_argument("--folds", action="store_true", help="measure the recipe in five folds of the news")
    parser.add_argument("--only-folds", action="store_true", help="make no weights to ship")
    given = parser.parse_args()
    names = [name for name in GOLD if not given.without or given.without not in name]
    recipe, out = Recipe(), given.out or PACKAGE / "src" / "onrecord_en_accurate"
    files = [load(name) for name in names]
    made_of = corpus(files, "en")
    states = kept(given.keep, "first", recipe, lambda: first_stage(made_of, recipe, told))
    if not given.only_folds:
        tuned = kept(given.keep, "tuned", recipe, lambda: second_stage(made_of, states, recipe, told))
        beside = taggers(given.keep, "beside", recipe, files)
        shares = finish(made_of, tuned, recipe, out, told, beside)
        told(" ".join(f"{name} {100 * share:.1f}" for name, share in zip(names, shares, strict=True)))
        page = PACKAGE / "README.md" if given.out is None else out / "README.md"
        measured = {name: DATA / "gold" / f"{name}.jsonl" for name in HELD_OUT}
        page.write_text(card.accurate(out, names, measured), encoding="utf-8")
    if given.folds or given.only_folds:
        folds(states, recipe, (given.keep or out) / "folds")


if __name__ == "__main__":
    main()
