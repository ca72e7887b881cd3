"""How far apart two words sound: the least cost of turning the sounds of one into those of the other.

A weighted edit distance. What it costs that a sound stands for another, or for nothing, is learned from pairs of
names by ``train/name_sounds.py`` (expectation maximisation over a stochastic edit distance, after Ristad and
Yianilos, "Learning String-Edit Distance", 1998), apart for each two kinds of script, since Arabic and Hebrew
leave out vowels. A cost is a negative logarithm of a share: 0 for what always happens.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord.names.comparison.spelling import SOUNDS

DEAREST = 5.0
"""The highest cost: of what was never seen."""

_NEAR = 4.0
"""The cost under which two sounds are near."""

Ends = Sequence[tuple[int, float]]
"""Where a word may end, a position in its sounds, and what it costs to cut off the rest; its own end first."""


class CostTable(msgspec.Struct, frozen=True):
    """Costs between two kinds of script as they are kept: what is not listed is ``DEAREST``.

    ``scale`` turns a distance into log-odds of the same name: a constant, and what is added for each unit of
    distance and for each sound."""

    kinds: tuple[str, str]
    substitution: dict[str, dict[str, float]]
    absent: dict[str, float]
    added: dict[str, float]
    scale: tuple[float, float, float]


class Costs:
    """The costs between the sounds of two kinds of script, ready for use."""

    def __init__(self, table: CostTable, formatives: frozenset[str]):
        self._table, self.scale, self._formatives = table, table.scale, formatives
        self._identity = table.kinds[0] == table.kinds[1]
        self._absent = {sound: table.absent.get(sound, DEAREST) for sound in SOUNDS}
        self._added = {sound: table.added.get(sound, DEAREST) for sound in SOUNDS}
        self._substitution = {
            x: {y: table.substitution.get(x, {}).get(y, DEAREST) for y in SOUNDS} for x in SOUNDS
        }

    def turned(self) -> Costs:
        """The costs the other way round."""
        table = self._table
        if table.kinds[0] == table.kinds[1]:
            return self
        rows = {y: {x: row[y] for x, row in table.substitution.items() if y in row} for y in SOUNDS}
        return Costs(CostTable(table.kinds[::-1], rows, table.added, table.absent, table.scale), self._formatives)

    def near(self, a: str, b: str) -> bool:
        """Whether one sound stands for the other now and then, as g does for h."""
        return self._substitution[a][b] < _NEAR

    def distance(self, a: str, b: str, ends_a: Ends, ends_b: Ends) -> tuple[float, int]:
        """The least cost a sound over where ``a`` and ``b`` may end, and the number of sounds of the longer one.

        Formatives of surnames are equal in many names, and so are not counted among the sounds."""
        if self._identity:
            equal = [(i, j, cost_a + cost_b) for i, cost_a in ends_a for j, cost_b in ends_b if a[:i] == b[:j]]
            if equal:
                return self._least(a, b, equal)
        rows = self._rows(a, b)
        return self._least(
            a, b, [(i, j, rows[i][j] + cost_a + cost_b) for i, cost_a in ends_a for j, cost_b in ends_b]
        )

    def _least(self, a: str, b: str, costs: Sequence[tuple[int, int, float]]) -> tuple[float, int]:
        """The least of the costs by the ends that they are for, a sound, with the number of sounds."""
        least, size = DEAREST * 2, 0
        for i, j, cost in costs:
            longer = i if i > j else j
            tail = a[i - 3 : i] if a[i - 3 : i] in self._formatives else a[i - 2 : i]
            if tail in self._formatives and longer > len(tail) + 2 and b.endswith(tail, 0, j):
                longer -= len(tail)
            if cost / (1 + longer) < least:
                least, size = cost / (1 + longer), longer
        return least, size

    def _rows(self, a: str, b: str) -> list[list[float]]:
        """The least cost of turning the beginning of ``a`` into that of ``b``, by the lengths of both."""
        substitutions, absences = self._substitution, self._absent
        added = [self._added[sound] for sound in b]
        row = [0.0]
        for cost in added:
            row.append(row[-1] + cost)
        rows = [row]
        for sound in a:
            substitution, absent = substitutions[sound], absences[sound]
            diagonal = row[0]
            best = diagonal + absent
            new = [best]
            for other, plus, above in zip(b, added, row[1:], strict=True):
                best += plus
                cost = above + absent
                if cost < best:
                    best = cost
                cost = diagonal + substitution[other]
                if cost < best:
                    best = cost
                new.append(best)
                diagonal = above
            rows.append(new)
            row = new
        return rows
