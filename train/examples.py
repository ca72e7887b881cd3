"""What the tagger learns from: the gold labels of words, and the features of words as a sparse matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from onrecord.gold import Annotated
from onrecord.languages.pack import load, pack_of
from onrecord.statements.tagger.lattice import LONGEST
from onrecord.statements.tagger.streams import Tape, by_language, keys, laid, sizes, streams, templates
from onrecord.statements.tagger.vocabulary import Vocabulary
from onrecord.training.readings import Reading, gold_labels

Array = npt.NDArray[Any]

LEAST_FORM, LEAST_ENDING, LEAST_FEATURE, LEAST_HIDDEN = 4, 8, 3, 5
"""Least number of times a word form, an ending, a feature, and a feature of the hidden layer are met in training."""


@dataclass(frozen=True)
class Examples:
    """All words of the gold documents in one language, a row a word.

    ``columns``: the numbers of a word's features, one for each template, -1 for a rare one; ``keys`` the keys of each
    template's features in the order of their numbers; ``chains`` ranges of rows, with ``document`` the number of the
    document of each.
    """

    vocabulary: Vocabulary
    stored: Mapping[str, Array]
    """The vocabulary as a weights file holds it."""
    columns: Array
    keys: list[Array]
    labels: Array
    chains: list[tuple[int, int]]
    document: list[int]

    @property
    def matrix(self) -> sparse.csr_matrix:
        """Words x features."""
        known = self.columns >= 0
        ends = np.concatenate(([0], np.cumsum(known.sum(axis=1))))
        size = sum(map(len, self.keys))
        ones = np.ones(int(ends[-1]), dtype=np.float32)
        return sparse.csr_matrix((ones, self.columns[known], ends), shape=(len(self.columns), size))

    @property
    def hidden(self) -> Array:
        """The features that the hidden layer sees: those of one symbol that are met often enough."""
        counts = np.bincount(self.columns[self.columns >= 0], minlength=sum(map(len, self.keys)))
        chosen = []
        begin = 0
        for template, own in zip(templates(self.vocabulary), self.keys, strict=True):
            if len(template) == 1:
                numbers = np.arange(begin, begin + len(own))
                chosen.append(numbers[counts[numbers] >= LEAST_HIDDEN])
            begin += len(own)
        return np.concatenate(chosen)


def examples(
    documents: Sequence[Annotated], readings: Sequence[Reading], code: str, clusters: Mapping[str, Mapping[str, int]]
) -> Examples:
    """The examples in the documents' blocks in that language."""
    known, stored = _vocabulary(readings, code, clusters)
    all_templates, all_sizes = templates(known), sizes(known)
    rows: list[list[Array]] = [[] for _ in all_templates]
    labels: list[int] = []
    chains: list[tuple[int, int]] = []
    document: list[int] = []
    for number, (gold, read) in enumerate(zip(documents, readings, strict=True)):
        wanted = gold_labels(gold, read.words)
        for part in by_language(read.blocks, read.words, pack_of):
            if part.pack.code != code:
                continue
            tape = Tape(part.ranges)
            along = laid(tape, streams(read.words, part, read.quotations, read.found, known))
            own = [keys(template, along, all_sizes) for template in all_templates]
            for column, row in zip(rows, own, strict=True):
                column.append(row[tape.places])
            for first, last in part.ranges:
                for begin in range(first, last, LONGEST):
                    end = min(begin + LONGEST, last)
                    chains.append((len(labels), len(labels) + end - begin))
                    labels += wanted[begin:end]
                    document.append(number)
    columns, kept = _numbered(rows)
    return Examples(known, stored, columns, kept, np.array(labels), chains, document)


def _vocabulary(
    readings: Sequence[Reading], code: str, clusters: Mapping[str, Mapping[str, int]]
) -> tuple[Vocabulary, dict[str, Array]]:
    """The word forms and endings that are frequent enough, in alphabetical order, and the clusters."""
    counts = Counter(form.lower() for read in readings for form in read.words.forms)
    often: Counter[str] = Counter()
    for form, count in counts.items():
        often[form[-3:]] += count
    forms = sorted(form for form, count in counts.items() if count >= LEAST_FORM)
    endings = sorted(ending for ending, count in often.items() if count >= LEAST_ENDING)
    words = sorted(next(iter(clusters.values()), {}))
    stored = {
        "forms": _stored(forms),
        "endings": _stored(endings),
        "clustered": _stored(words),
        **{name: np.array([numbers[word] for word in words], dtype=np.int16) for name, numbers in clusters.items()},
    }
    return Vocabulary(forms, endings, clusters, load(code)), stored


def _stored(lines: list[str]) -> Array:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _numbered(rows: list[list[Array]]) -> tuple[Array, list[Array]]:
    """Features by number, template after template, the rare ones -1; and the keys that have a number."""
    columns = np.empty((sum(map(len, rows[0])), len(rows)), dtype=np.int32)
    kept: list[Array] = []
    begin = 0
    for place, column in enumerate(rows):
        found, inverse, counts = np.unique(np.concatenate(column), return_inverse=True, return_counts=True)
        often = counts >= LEAST_FEATURE
        columns[:, place] = np.where(often, begin + np.cumsum(often) - 1, -1)[inverse]
        kept.append(found[often])
        begin += int(often.sum())
        column.clear()
    return columns, kept
