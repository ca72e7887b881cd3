"""Which of the proposed statements stand: the likeliest first, none that contradicts one chosen before it."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.statements.candidates import Range
from onrecord.statements.tagger.proposals import Proposal, shared

_STRETCH = 32
"""Words of a text within which proposals are compared with each other."""


def chosen(judged: Iterable[tuple[float, Proposal]], least: float) -> list[tuple[float, Proposal]]:
    """The proposals that stand, of those at least so likely (0 to 1)."""
    taken: list[tuple[float, Proposal]] = []
    near: dict[int, list[Proposal]] = {}
    likely_ones = [item for item in judged if item[0] >= least]
    likely_ones.sort(key=lambda item: (-item[0], item[1].contents[0], item[1].cue or (-1, -1)))
    for likely, proposal in likely_ones:
        parts = _parts(proposal)
        reached = {place for first, last in parts for place in range(first // _STRETCH, last // _STRETCH + 1)}
        if any(contradict(proposal, rival) for place in reached for rival in near.get(place, ())):
            continue
        for place in reached:
            near.setdefault(place, []).append(proposal)
        taken.append((likely, proposal))
    return taken


def contradict(one: Proposal, other: Proposal) -> bool:
    """Whether two proposals cannot both stand: they read one cue, or share words and none is inside the other."""
    if one.cue and other.cue and shared(one.cue, other.cue):
        return True
    return _touching(one, other) and not (_within(one, other) or _within(other, one))


def _touching(one: Proposal, other: Proposal) -> bool:
    others = _parts(other)
    for first, last in _parts(one):
        for begin, end in others:
            if first < end and begin < last and first < last and begin < end:
                return True
    return False


def _parts(proposal: Proposal) -> list[Range]:
    return [*proposal.contents, proposal.cue] if proposal.cue else proposal.contents


def _within(inner: Proposal, outer: Proposal) -> bool:
    """Whether a proposal is a report inside one content of another."""
    return any(all(_holds(content, part) for part in _parts(inner)) for content in outer.contents)


def _holds(outer: Range, inner: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and outer != inner
