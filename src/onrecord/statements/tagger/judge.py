"""How likely a proposed statement is right: a logistic regression over what is seen of it (``evidence.py``).

Its weights are learned on texts that the tagger was not trained on, so that its answer is the measured share of such
proposals that are right: the confidence of the statement.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

Feature = tuple[object, ...]
"""A form and what fills it: ``("cueclass=%s|%s", 7, "tagger")``. Its name is written out for the file alone: most are
met again and again, and a name costs more than to look it up."""
_MOST = 50_000
"""Features remembered at once: a bound on memory, not a limit on texts."""


def name_of(feature: Feature) -> str:
    """The name of a feature, as the judge's weights are filed under."""
    form, *filled = feature
    return str(form) % tuple(filled)


class Remembered(dict[Feature, float]):
    """The weight of each feature, found by its name when it is first met."""

    def __init__(self, weights: Mapping[str, float]):
        self._weights = weights

    def __missing__(self, feature: Feature) -> float:
        if len(self) > _MOST:
            self.clear()
        found = self[feature] = self._weights.get(name_of(feature), 0.0)
        return found


class Judge:
    """The weights by the names of features, and a calibration: slope and offset of the score that make it a likelihood.

    ``least`` is the likelihood from which on a proposal is worth telling.
    """

    def __init__(self, weights: Mapping[str, float], calibration: Sequence[float]):
        self._constant, self._known = weights.get("", 0.0), Remembered(weights)
        self._slope, self._offset, self.least = calibration

    def score(self, features: Iterable[Feature]) -> float:
        """The sum of the weights, in nats."""
        return sum(map(self._known.__getitem__, features), self._constant)

    def likelihood(self, features: Iterable[Feature]) -> float:
        """How likely a proposal with these features is right, 0 to 1."""
        score = self._slope * self.score(features) + self._offset
        return 1 / (1 + math.exp(-min(30.0, max(-30.0, score))))
