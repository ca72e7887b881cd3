"""Full names grouped into one for each person: the surest pairs first, and none against what keeps two apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from onrecord.record.joining.verdicts import Verdict

Pair = tuple[int, int]

_LOOKED_AT = 12
"""Names of a group that are held against those of another; keeps large groups linear."""


class Grouped(NamedTuple):
    """The groups, the pairs they were joined by, and those left for a person to decide, one for each two groups."""

    groups: list[frozenset[int]]
    joined: dict[Pair, Verdict]
    proposed: dict[Pair, Verdict]


def pair(a: int, b: int) -> Pair:
    """Two namesakes in their order."""
    return (a, b) if a < b else (b, a)


def grouped(
    ids: Iterable[int],
    verdicts: Mapping[Pair, Verdict],
    apart: frozenset[Pair],
    contradict: Callable[[int, int], bool],
    others: Mapping[int, int] | None = None,
) -> Grouped:
    """Groups namesakes by their ``verdicts``; ``apart`` are pairs that people keep so.

    ``others`` are namesakes whose groups stay as they are, by the number of that group: they are only proposed.
    The result does not depend on the order of anything: pairs are taken by score, then by id.
    """
    group = {id_: frozenset({id_}) for id_ in ids}
    joined: dict[Pair, Verdict] = {}
    left: list[tuple[Pair, Verdict]] = []
    against = {number for both in apart for number in both}
    for (a, b), verdict in sorted(verdicts.items(), key=_by_score):
        if others and (a in others or b in others):
            if verdict.kind == "proposed":
                left.append(((a, b), verdict))
            continue
        if verdict.kind == "apart" or a not in group or b not in group or group[a] is group[b]:
            continue
        if verdict.kind == "proposed":
            left.append(((a, b), verdict))
        elif not _may_join(group[a], group[b], apart, against, contradict):
            left.append(
                ((a, b), Verdict("proposed", verdict.score, f"{verdict.why}; but other names speak against it"))
            )
        else:
            both = group[a] | group[b]
            group.update(dict.fromkeys(both, both))
            joined[a, b] = verdict
    numbers = dict(others or {}) | {id_: min(one) for id_, one in group.items()}
    groups = sorted({min(one): one for one in group.values()}.items())
    return Grouped([one for _, one in groups], joined, _one_for_each(left, numbers, apart))


def _by_score(item: tuple[Pair, Verdict]) -> tuple[float, Pair]:
    return -item[1].score, item[0]


def _may_join(
    one: frozenset[int],
    other: frozenset[int],
    apart: frozenset[Pair],
    against: set[int],
    contradict: Callable[[int, int], bool],
) -> bool:
    if against and any(pair(a, b) in apart for a in one & against for b in other & against):
        return False
    return not any(contradict(a, b) for a in sorted(one)[:_LOOKED_AT] for b in sorted(other)[:_LOOKED_AT])


def _one_for_each(
    left: Sequence[tuple[Pair, Verdict]], numbers: Mapping[int, int], apart: frozenset[Pair]
) -> dict[Pair, Verdict]:
    """The surest proposal for each two groups, by their numbers; none where a person keeps them apart."""
    decided = {pair(numbers[a], numbers[b]) for a, b in apart if a in numbers and b in numbers}
    found: dict[Pair, tuple[Pair, Verdict]] = {}
    for (a, b), verdict in left:
        groups = pair(numbers[a], numbers[b])
        if numbers[a] != numbers[b] and groups not in decided:
            found.setdefault(groups, ((a, b), verdict))
    return dict(sorted(found.values()))


__all__ = ["Grouped", "Pair", "grouped", "pair"]
