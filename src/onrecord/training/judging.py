"""What the judge learns from: proposals on texts that the tagger was not trained on, and whether each is right."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from onrecord.gold import Annotated, Words
from onrecord.languages.pack import pack_of
from onrecord.statements.fast import proposed
from onrecord.statements.tagger.choice import chosen, contradict
from onrecord.statements.tagger.evidence import features
from onrecord.statements.tagger.judge import Feature, Judge, name_of
from onrecord.statements.tagger.proposals import Proposal
from onrecord.statements.tagger.streams import by_language
from onrecord.statements.tagger.tagging import Tagger
from onrecord.training.readings import Reading

Array = npt.NDArray[Any]

LEAST_MET = 6
"""Least number of times a feature is met in training to be known."""
STRICTNESS = 10.0
"""Weight of the squares of the weights in what is minimised."""
LEAST = 0.35
"""A least likelihood to begin with. The best is half the F1 that it leads to (Lipton et al. 2014), and F1 changes
little with it: a maximum that is looked for on few documents would be where chance puts it."""


class Example(NamedTuple):
    """A proposal as the judge sees it; ``right`` is None where the gold does not tell; the document it stands in."""

    features: tuple[Feature, ...]
    right: bool | None
    proposal: Proposal
    document: int


def examples(
    documents: Sequence[Annotated], readings: Sequence[Reading], numbers: Iterable[int], code: str, tagger: Tagger
) -> Iterator[Example]:
    """All proposals in the documents of those numbers."""
    for number in numbers:
        gold, read = documents[number], readings[number]
        right = Right(gold)
        for part in by_language(read.blocks, read.words, pack_of):
            if part.pack.code != code:
                continue
            spans = [(block.start, block.end) for block in part.blocks]
            own = [s for s in read.found if any(a <= s.content[0][0] < b for a, b in spans)]
            made = list(proposed(part, read.quotations, own, read.words, tagger))
            for (tagging, proposal), verdict in zip(made, right.of([proposal for _, proposal in made]), strict=True):
                yield Example(tuple(features(tagging, proposal)), verdict, proposal, number)


class Right:
    """Tells which proposals are right by a gold document, as the scorer does: content and source."""

    def __init__(self, gold: Annotated):
        self._words = Words(gold.text or "")
        inside = self._words.inside
        self._gold = [(inside(s.content), inside(s.source), bool(s.attitude)) for s in gold.statements]
        self._nested = _tells_nested(gold)

    def of(self, proposals: Sequence[Proposal]) -> list[bool | None]:
        """For each proposal; None where it does not count: an attitude, or a report inside one where none is marked.

        Of two that can stand beside each other and tell the same gold statement only the better one is right.
        """
        fits = [self._fits(proposal) for proposal in proposals]
        tellers: dict[int, list[tuple[float, int]]] = {}
        for number, own in enumerate(fits):
            for gold, (overlap, source) in own.items():
                if source:
                    tellers.setdefault(gold, []).append((overlap, number))
        verdicts: list[bool | None] = []
        for number, own in enumerate(fits):
            told = [
                gold
                for gold, (overlap, source) in own.items()
                if source
                and not any(
                    better > overlap and not contradict(proposals[number], proposals[other])
                    for better, other in tellers[gold]
                )
            ]
            verdicts.append(self._verdict(proposals[number], own, told))
        return verdicts

    def _fits(self, proposal: Proposal) -> dict[int, tuple[float, bool]]:
        """The gold statements whose content it has, how well, and whether it has the source."""
        content = self._words.inside(tuple(proposal.found.content))
        source = self._words.inside((proposal.found.source,) if proposal.found.source else ())
        fits = {}
        for number, (own, own_source, _) in enumerate(self._gold):
            common = len(content & own)
            if common and 4 * common >= len(content) + len(own):
                right = 2 * len(source & own_source) >= len(source) > 0 if own_source else not source
                fits[number] = (2 * common / (len(content) + len(own)), right)
        return fits

    def _verdict(self, proposal: Proposal, fits: dict[int, tuple[float, bool]], told: list[int]) -> bool | None:
        attitude = [self._gold[number][2] for number in told]
        if attitude and not all(attitude):
            return True
        found = proposal.found
        if any(self._gold[number][2] for number in fits) or (not fits and (found.attitude or found.negated)):
            return None
        return None if proposal.nested and not self._nested else False


def _tells_nested(gold: Annotated) -> bool:
    """Whether the gold has attitudes marked, as the news gold does, which marks reports inside reports too."""
    return any(s.attitude is not None for s in gold.statements)


class Made(NamedTuple):
    """A judge's weights and calibration (``judge.py``), and the statement F1, 0 to 1, by file, that it leads to."""

    weights: dict[str, float]
    calibration: tuple[float, float, float]
    shares: list[float]


def judge(seen: Sequence[Sequence[Example]], documents: Sequence[Annotated], groups: Sequence[Collection[int]]) -> Made:
    """A judge that learned from the examples of all parts; ``groups`` are the numbers of the judged documents by file.

    It is calibrated, and measured, by judges that did not learn from the part they judge.
    """
    times = _times(groups)
    judged: list[tuple[float, Example]] = []
    for part in seen:
        others = [example for other in seen if other is not part for example in other]
        judged += scored(part, learned(others, times))
    calibration, shares = calibrated(judged, documents, groups)
    return Made(learned([example for part in seen for example in part], times), calibration, shares)


def _times(groups: Sequence[Collection[int]]) -> dict[int, float]:
    """How much each document counts: one of a small file more, by the root of how much smaller that file is."""
    largest = max(map(len, groups))
    return {number: (largest / len(group)) ** 0.5 for group in groups for number in group}


def learned(examples: Sequence[Example], times: Mapping[int, float]) -> dict[str, float]:
    """The judge's weights by logistic regression; ``times`` says how much an example of each document counts."""
    counted = [(example, times[example.document]) for example in examples if example.right is not None]
    met = Counter(feature for example, _ in counted for feature in example.features)
    often = {name_of(feature): feature for feature, count in met.items() if count >= LEAST_MET}
    names = ["", *sorted(often)]
    number = {often[name]: column for column, name in enumerate(names) if name}
    rows = [sorted({0, *(number[f] for f in example.features if f in number)}) for example, _ in counted]
    ends = np.concatenate(([0], np.cumsum([len(row) for row in rows])))
    columns = np.concatenate([np.array(row, dtype=np.int32) for row in rows])
    matrix = sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(names)))
    sign = np.array([1.0 if example.right else -1.0 for example, _ in counted])
    weight = np.array([own for _, own in counted])

    def loss(weights: Array) -> tuple[float, Array]:
        margin = sign * (matrix @ weights)
        slope = -sign * weight / (1 + np.exp(np.clip(margin, -500, 500)))
        kept = weights.copy()
        kept[0] = 0  # the constant is free
        value = float(weight @ np.logaddexp(0, -margin)) + 0.5 * STRICTNESS * float(kept @ kept)
        return value, matrix.T @ slope + STRICTNESS * kept

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {name: round(float(w), 4) for name, w in zip(names, found.x, strict=True) if abs(w) >= 0.005 or not name}


def calibrated(
    judged: Sequence[tuple[float, Example]], documents: Sequence[Annotated], groups: Sequence[Collection[int]]
) -> tuple[tuple[float, float, float], list[float]]:
    """Slope, offset and least likelihood, from examples with the scores of a judge that did not learn from them.

    The second answer is the statement F1, 0 to 1, of what stands then, by group.

    ``groups`` are the documents' numbers by corpus; each counts alike, so that a large one does not speak for all.
    """
    plain = 1.0, 0.0
    for _ in range(2):
        stand = _standing(judged, plain, 0.25)
        group_of = {number: n for n, group in enumerate(groups) for number in group}
        size = Counter(group_of[example.document] for _, example in stand)
        rows = [
            (score, example.right, 1 / size[group_of[example.document]])
            for score, example in stand
            if example.right is not None
        ]
        plain = _line(*map(np.array, zip(*rows, strict=True)))
    numbers = [frozenset(group) for group in groups]
    sizes = [sum(1 for n in group for s in documents[n].statements if s.content and not s.attitude) for group in groups]

    def f1(least: float) -> list[float]:
        stand = _standing(judged, plain, least)
        shares = []
        for group, size in zip(numbers, sizes, strict=True):
            right = [example.right for _, example in stand if example.document in group and example.right is not None]
            shares.append(2 * sum(right) / max(1, len(right) + size))
        return shares

    shares = f1(LEAST)
    least = round(sum(shares) / len(shares) / 2, 3)
    return (*plain, least), f1(least)


def _standing(
    judged: Sequence[tuple[float, Example]], line: tuple[float, float], least: float
) -> list[tuple[float, Example]]:
    """The examples whose proposals stand, with their scores."""
    by_document: dict[int, list[tuple[float, Example]]] = {}
    for item in judged:
        by_document.setdefault(item[1].document, []).append(item)
    result = []
    for items in by_document.values():
        own = {id(example.proposal): (score, example) for score, example in items}
        likely = [(1 / (1 + math.exp(-line[0] * score - line[1])), example.proposal) for score, example in items]
        result += [own[id(proposal)] for _, proposal in chosen(likely, least)]
    return result


def _line(scores: Array, right: Array, weight: Array) -> tuple[float, float]:
    """Slope and offset of a logistic curve (Platt 1999)."""
    sign = np.where(right, 1.0, -1.0)

    def loss(line: Array) -> float:
        return float(weight @ np.logaddexp(0, -sign * (line[0] * scores + line[1])))

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead", options={"xatol": 1e-4}).x
    return round(float(slope), 4), round(float(offset), 4)


def scored(examples: Iterable[Example], weights: dict[str, float]) -> Iterator[tuple[float, Example]]:
    """The examples with a judge's scores."""
    judge = Judge(weights, (1.0, 0.0, 0.0))
    for example in examples:
        yield judge.score(example.features), example
