"""Things known again in a reading: by where they stand, for labels differ from one reader to the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from onrecord.document import Document, Entity, Finding, Occasion, Span, Statement
from onrecord.record.decisions.types import Event, Noticed, Who
from onrecord.record.folding import fold

_SURE, _LEAST = 0.8, 1 / 3
"""Contents that share this much are one statement whatever the cue; the least that those with one cue must share."""

Spans = Sequence[Span]
Anchor = tuple[tuple[Span, ...], tuple[Span, ...]]
"""Where a statement stands: its content and its cue."""


def anchor(statement: Statement) -> Anchor:
    """Where a statement stands."""
    return statement.content, statement.cue


def statements(document: Document, anchors: Iterable[Anchor]) -> dict[Anchor, str]:
    """Which statements of a document some anchors mean, by label: the best fit first, none for two of them."""
    wanted = list(dict.fromkeys(anchors))
    exact = {anchor(one): one.id for one in reversed(document.statements)}
    found = {one: exact[one] for one in wanted if one in exact}
    left = [one for one in wanted if one not in found]
    taken = set(found.values())
    free = sorted((one for one in document.statements if one.id not in taken), key=_first) if left else []
    starts, ends = [_first(one) for one in free], list(accumulate(map(_end, free), max))
    offers = []
    for number, one in enumerate(left):
        content = one[0] or ((0, 0),)
        beside = range(bisect_right(ends, content[0][0]), bisect_left(starts, content[-1][1]))
        for order, statement in ((order, free[order]) for order in beside):
            if score := _likeness(one, statement):
                offers.append((-score, number, order, one, statement.id))
    for *_, one, label in sorted(offers, key=lambda offer: offer[:3]):
        if one not in found and label not in taken:
            found[one] = label
            taken.add(label)
    return found


def somebody(entities: Iterable[Entity], who: Who) -> str | None:
    """The label of whoever is meant: who has most of the spans, else the one of this name."""
    entities = list(entities)
    if who.spans:
        counts = [(overlaps([(m.start, m.end) for m in one.mentions], who.spans), one.id) for one in entities]
        best = max((count for count, _ in counts), default=0)
        if best:
            return next(label for count, label in counts if count == best)
    if who.apart:
        return None
    named = bearers(entities, who.name)
    of_kind = [one for one in named if one.kind == who.kind] or named
    return of_kind[0].id if len(of_kind) == 1 else None


def bearers(entities: Iterable[Entity], name: str) -> list[Entity]:
    """Those with that name, however it is typed; else those who are also called so."""
    wanted, entities = fold(name), list(entities)
    found = [one for one in entities if fold(one.name) == wanted]
    return found or [one for one in entities if any(fold(mention.base) == wanted for mention in one.mentions)]


def occasion(occasions: Iterable[Occasion], event: Event) -> str | None:
    """The label of the occasion that is meant."""
    occasions = list(occasions)
    counts = [(overlaps(one.spans, event.spans), one.date == event.date, one.kind == event.kind) for one in occasions]
    best = max(counts, default=None)
    if best and best[0]:
        return occasions[counts.index(best)].id
    same = [one for one in occasions if (one.kind, one.date) == (event.kind, event.date)]
    return same[0].id if len(same) == 1 and not event.spans else None


def finding(findings: Sequence[Finding], noticed: Noticed) -> int | None:
    """The number of the finding that is meant."""
    same = [number for number, one in enumerate(findings) if one.check == noticed.check]
    scores = {number: share(findings[number].spans, noticed.spans) for number in same}
    told = [number for number in same if findings[number].message == noticed.message]
    best = max(told or same, key=lambda number: (scores[number], -number), default=None)
    if best is None or (not scores[best] and (best not in told or noticed.spans != findings[best].spans)):
        return None
    return best


def overlaps(one: Iterable[Span], other: Iterable[Span]) -> int:
    """How many of the spans of one share a character with spans of the other."""
    others = sorted(other)
    return sum(any(start < end_ and start_ < end for start_, end_ in others) for start, end in one)


def share(one: Iterable[Span], other: Iterable[Span]) -> float:
    """Of the characters in either, the share that is in both, 0 to 1."""
    ones, others = sorted(one), sorted(other)
    common = at = 0
    for start, end in ones:
        while at < len(others) and others[at][1] <= start:
            at += 1
        for start_, end_ in others[at:]:
            if start_ >= end:
                break
            common += max(0, min(end, end_) - max(start, start_))
    whole = sum(end - start for spans in (ones, others) for start, end in spans) - common
    return common / whole if whole else 0.0


def _first(statement: Statement) -> int:
    return statement.content[0][0] if statement.content else 0


def _end(statement: Statement) -> int:
    return statement.content[-1][1] if statement.content else 0


def _likeness(one: Anchor, statement: Statement) -> float:
    content, cue = one
    if not content or not statement.content or content[-1][1] <= statement.content[0][0]:
        return 0.0
    score = share(content, statement.content)
    one_cue = not cue or not statement.cue or overlaps(cue, statement.cue) > 0
    return score + one_cue if score >= _SURE or (one_cue and score >= _LEAST) else 0.0
