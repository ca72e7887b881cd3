"""Learns what it costs that one sound of a name stands for another: ``names/comparison/resources/costs.json``.

    python train/name_sounds.py [PAIRS.tsv]

PAIRS.tsv has columns name_a, lang_a, name_b, lang_b and same (1 or 0); by default it is
``names/pairs_translit.tsv`` in ``$ONRECORD_DATA``: name parts in Arabic, Hebrew and Russian with English ones, from
NETransliteration (CC0). Pairs whose second name falls into the ``held_out`` third are left for measuring.

1. The costs: a stochastic edit distance, learned by expectation maximisation from the pairs that are the same
   (Ristad and Yianilos, "Learning String-Edit Distance", 1998). Pairs that hardly fit, such as translated names,
   count little. A cost is the negative logarithm of how often the sound is so written, seen from both sides.
2. The scale: a logistic regression, from a pair's distance and length to whether it is the same.

Two alphabets are symmetric; Arabic and Hebrew with themselves and each other are composed by way of the alphabet.
Deterministic: the same file gives the same costs.
"""

from __future__ import annotations

import csv
import hashlib
import math
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from onrecord.names.comparison.build import COSTS
from onrecord.names.comparison.build import main as build
from onrecord.names.comparison.knowledge import knowledge
from onrecord.names.comparison.sounds import DEAREST, Costs, CostTable
from onrecord.names.comparison.spelling import ALPHABETIC, ARABIC, HEBREW, SOUNDS
from onrecord.names.comparison.words import Nearest, Word, nearest, word_of

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
ROUNDS = 8
SMOOTHING = 0.05
OUTLIER = (-2.6, 6.0)
"""Mean logarithmic probability a sound at which a pair counts half, and how fast that falls off."""
NEUTRAL, NEUTRAL_COST = "V", 0.8
"""The neutral vowel, which no pair for learning has, and what it costs for any vowel or none."""

Probabilities = dict[tuple[str, str], float]
"""Of a sound for a sound; the empty string is no sound."""
Pair = tuple[Word, Word, bool]


def held_out(name: str) -> bool:
    """Whether pairs with this name as their second are for measuring, not for learning."""
    return hashlib.sha256(name.encode()).digest()[0] % 3 == 0


def load(path: Path, held: bool) -> Iterator[Pair]:
    """The pairs for learning, or those for measuring."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if held_out(row["name_b"]) == held:
                a, b = word_of(row["name_a"], row["lang_a"]), word_of(row["name_b"], row["lang_b"])
                yield a, b, row["same"] == "1"


def likely(first: Sequence[str], second: Sequence[str]) -> Probabilities:
    """Where learning starts: a sound stands for itself."""
    start = {(x, y): 0.02 if x == y else 0.002 for x in first for y in second}
    return normal(start | {(x, ""): 0.004 for x in first} | {("", y): 0.004 for y in second})


def normal(counts: Probabilities) -> Probabilities:
    """Counts as probabilities."""
    total = sum(counts.values())
    return {key: count / total for key, count in counts.items()}


def expected(a: str, b: str, chances: Probabilities) -> tuple[Counter[tuple[str, str]], float]:
    """How often each sound stands for which in a pair, over all alignments, weighed by how well the pair fits."""
    n, m = len(a), len(b)
    ahead, behind = np.zeros((n + 1, m + 1)), np.zeros((n + 1, m + 1))
    ahead[0, 0] = behind[n, m] = 1.0
    for i in range(n + 1):
        for j in range(m + 1):
            if i:
                ahead[i, j] += ahead[i - 1, j] * chances[a[i - 1], ""]
            if j:
                ahead[i, j] += ahead[i, j - 1] * chances["", b[j - 1]]
            if i and j:
                ahead[i, j] += ahead[i - 1, j - 1] * chances[a[i - 1], b[j - 1]]
    counts: Counter[tuple[str, str]] = Counter()
    fit = math.log(ahead[n, m])
    weight = 1 / (1 + math.exp(-(fit / (n + m) - OUTLIER[0]) * OUTLIER[1])) / ahead[n, m]
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            for step_i, step_j in ((1, 0), (0, 1), (1, 1)):
                if i + step_i <= n and j + step_j <= m:
                    key = a[i : i + step_i], b[j : j + step_j]
                    share = chances[key] * behind[i + step_i, j + step_j]
                    behind[i, j] += share
                    counts[key] += float(weight * ahead[i, j] * share)
    return counts, fit


def learned(pairs: Sequence[tuple[str, str]], symmetric: bool) -> Probabilities:
    """The probabilities after some rounds of expectation maximisation."""
    if symmetric:
        pairs = [*pairs, *((b, a) for a, b in pairs)]
    chances = likely(sorted({x for a, _ in pairs for x in a}), sorted({y for _, b in pairs for y in b}))
    for number in range(ROUNDS):
        counts: Counter[tuple[str, str]] = Counter(dict.fromkeys(chances, SMOOTHING))
        total = 0.0
        for a, b in pairs:
            found, fit = expected(a, b, chances)
            counts.update(found)
            total += fit
        chances = normal(counts)
        print(f"  round {number + 1}: {total / len(pairs):.3f}", file=sys.stderr)
    return chances


def table(kinds: tuple[str, str], chances: Probabilities) -> CostTable:
    """Costs from probabilities: 0 for what always stands for each other."""
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (x, y), chance in chances.items():
        first[x] += chance
        second[y] += chance

    def cost(x: str, y: str) -> float:
        if NEUTRAL in (x, y):
            return 0.0 if x == y else NEUTRAL_COST if {x, y} & {*"aeiouAWYE", ""} else DEAREST
        if x == y and kinds[0] == kinds[1]:
            return 0.0
        if (x, y) not in chances:
            return 0.0 if x == y else DEAREST
        whole = math.sqrt(first[x] * second[y]) if x and y else first[x] if x else second[y]
        return round(min(-math.log(chances[x, y] / whole), DEAREST), 3)

    rows = {x: cheap({y: cost(x, y) for y in SOUNDS}) for x in SOUNDS}
    absent, added = cheap({x: cost(x, "") for x in SOUNDS}), cheap({y: cost("", y) for y in SOUNDS})
    return CostTable(kinds, rows, absent, added, (0.0, 0.0, 0.0))


def cheap(costs: dict[str, float]) -> dict[str, float]:
    """The costs that are worth keeping."""
    return {sound: cost for sound, cost in costs.items() if cost < DEAREST}


def composed(first: CostTable, second: CostTable) -> CostTable:
    """Costs between two kinds of script, each by way of the alphabet."""
    def cost(x: str, y: str) -> float:
        if x == y and first.kinds == second.kinds:
            return 0.0
        there, back = first.substitution[x], second.substitution[y]
        return round(min((there[z] + back[z] for z in there if z in back), default=DEAREST), 3)

    rows = {x: cheap({y: cost(x, y) for y in SOUNDS}) for x in SOUNDS}
    return CostTable((first.kinds[0], second.kinds[0]), rows, first.absent, second.absent, first.scale)


def nearer(pairs: Sequence[Pair], costs: Costs) -> list[Nearest]:
    """How near the words of each pair sound."""
    return [near for a, b, _ in pairs if (near := nearest(a, b, costs)) is not None]


def scaled(costs: CostTable, pairs: Sequence[Pair]) -> CostTable:
    """The table with the logistic regression from distance and length to the same name."""
    reckoner = Costs(costs, knowledge().formatives)
    found = nearer(pairs, reckoner)
    features = np.array([[1.0, near.distance, near.length] for near in found])
    same = np.array([float(same) for *_, same in pairs])
    weights = np.zeros(3)
    for _ in range(50):  # Newton's method with a light ridge
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (same - chance) - 1e-3 * weights
        curve = (features * (chance * (1 - chance))[:, None]).T @ features + 1e-3 * np.eye(3)
        weights = weights + np.linalg.solve(curve, slope)
    a, b, c = (round(float(w), 4) for w in weights)
    return msgspec.structs.replace(costs, scale=(a, b, c))


def main(arguments: list[str]) -> int:
    """Learns, writes and packs."""
    path = Path(arguments[0]) if arguments else DATA / "names" / "pairs_translit.tsv"
    if not path.exists():
        print(f"{path}: no such file; name the folder that holds names/ by ONRECORD_DATA", file=sys.stderr)
        return 1
    build([])  # words are read by the packed spellings
    pairs = list(load(path, held=False))
    tables: dict[str, CostTable] = {}
    for kind in (ALPHABETIC, ARABIC, HEBREW):
        own = [(a, b, same) for a, b, same in pairs if a.kind == kind]
        print(f"{kind}: {len(own)} pairs", file=sys.stderr)
        sounds = [(a.readings[0].sounds, b.readings[0].sounds) for a, b, same in own if same]
        symmetric = kind == ALPHABETIC
        costs = table((kind, ALPHABETIC), learned(sounds, symmetric))
        reckoner = Costs(costs, knowledge().formatives)
        sounds = [(n.a.sounds, n.b.sounds) for n in nearer([pair for pair in own if pair[2]], reckoner)]
        costs = table((kind, ALPHABETIC), learned(sounds, symmetric))
        tables[kind] = scaled(costs, own)
        print(f"  scale {tables[kind].scale}", file=sys.stderr)
    arabic, hebrew = tables[ARABIC], tables[HEBREW]
    written = (*tables.values(), composed(arabic, arabic), composed(hebrew, hebrew), composed(arabic, hebrew))
    COSTS.write_bytes(msgspec.json.format(msgspec.json.encode(written), indent=0) + b"\n")
    return build([])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
