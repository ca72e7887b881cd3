"""How likely a proposed statement is right: a logistic regression over what is seen of it (``evidence.py``).

Its weights are learned on texts that the tagger was not trained on, so that its answer is the measured share of such
proposals that are right: the confidence of the statement.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence


class Judge:
    """The weights by feature, and a calibration: the slope and offset of the score that make it a likelihood.

    ``least`` is the likelihood from which on a proposal is worth telling.
    """

    def __init__(self, weights: Mapping[str, float], calibration: Sequence[float]):
        self._weights = weights
        self._slope, self._offset, self.least = calibration

    def score(self, features: Iterable[str]) -> float:
        """The sum of the weights, in nats."""
        known = self._weights.get
        return sum([known(feature, 0.0) for feature in features], known("", 0.0))

    def likelihood(self, features: Iterable[str]) -> float:
        """How likely a proposal with these features is right, 0 to 1."""
        score = self._slope * self.score(features) + self._offset
        return 1 / (1 + math.exp(-min(30.0, max(-30.0, score))))
