"""Which of the proposed statements stand: the likeliest first, none that contradicts one chosen before it."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.statements.candidates import Range
from onrecord.statements.tagger.proposals import Proposal, shared


def chosen(judged: Iterable[tuple[float, Proposal]], least: float) -> list[tuple[float, Proposal]]:
    """The proposals that stand, of those at least so likely (0 to 1)."""
    taken: list[tuple[float, Proposal]] = []
    cues: dict[int, int] = {}
    owners: dict[int, list[int]] = {}
    likely_ones = [item for item in judged if item[0] >= least]
    likely_ones.sort(key=lambda item: (-item[0], item[1].contents[0], item[1].cue or (-1, -1)))
    for likely, proposal in likely_ones:
        cue = range(*proposal.cue) if proposal.cue else range(0)
        if any(word in cues for word in cue):
            continue
        words = [word for first, last in proposal.contents for word in range(first, last)]
        rivals = {owner for word in words for owner in owners.get(word, ())}
        rivals.update(cues[word] for word in words if word in cues)
        if proposal.cue:
            rivals.update(owners.get(proposal.cue[0], ()))
        if any(contradict(proposal, taken[rival][1]) for rival in rivals):
            continue
        cues.update(dict.fromkeys(cue, len(taken)))
        for word in words:
            owners.setdefault(word, []).append(len(taken))
        taken.append((likely, proposal))
    return taken


def contradict(one: Proposal, other: Proposal) -> bool:
    """Whether two proposals cannot both stand: they read one cue, or share words and none is inside the other."""
    if one.cue and other.cue and shared(one.cue, other.cue):
        return True
    touching = any(shared(a, b) for a in _parts(one) for b in _parts(other))
    return touching and not (_within(one, other) or _within(other, one))


def _parts(proposal: Proposal) -> list[Range]:
    return [*proposal.contents, proposal.cue] if proposal.cue else proposal.contents


def _within(inner: Proposal, outer: Proposal) -> bool:
    """Whether a proposal is a report inside one content of another."""
    return any(all(_holds(content, part) for part in _parts(inner)) for content in outer.contents)


def _holds(outer: Range, inner: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and outer != inner
