"""Decisions carried over to another version of a text, where the passage that they are about did not change.

Offsets are mapped by what the two texts have in common: lines that both have once, in the same order (as in patience
diff), then words between them. Nothing is searched for by its words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from rapidfuzz.distance import LCSseq

from onrecord.document import Span
from onrecord.record.decisions.types import Decision, Event, Said, Target, Value, Who

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 50_000_000
"""Pairs of words that are compared in one gap; of more the gap counts as changed."""

Run = tuple[int, int, int]
"""A run of characters that both texts have: where it starts in the one and in the other, and its length."""


class Alignment:
    """What two texts have in common."""

    def __init__(self, one: str, other: str):
        self._runs = _joined(_runs(one, other))
        self._starts = [start for start, _, _ in self._runs]

    def span(self, span: Span) -> Span | None:
        """Where a span of the one text stands in the other, or ``None`` if it is not there unchanged."""
        at = bisect_right(self._starts, span[0]) - 1
        if at < 0:
            return None
        start, there, length = self._runs[at]
        if span[1] > start + length:
            return None
        return span[0] - start + there, span[1] - start + there

    def spans(self, spans: Sequence[Span]) -> tuple[Span, ...] | None:
        """Where spans stand in the other text, or ``None`` if one of them is not there."""
        found = [self.span(span) for span in spans]
        return None if None in found else tuple(span for span in found if span)

    def some(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Those of the spans that are there, in their places."""
        return tuple(there for span in spans if (there := self.span(span)))


class _ChangedError(Exception):
    """The passage is not the same any more."""


def carried(decision: Decision, alignment: Alignment) -> Decision | None:
    """The decision as it is of the other version, or ``None`` where what it is about changed."""
    try:
        return Decision(
            decision.id, decision.verb, _target(decision.target, alignment), _value(decision.value, alignment)
        )
    except _ChangedError:
        return None


def _target(target: Target, to: Alignment) -> Target:
    noticed = target.noticed
    if noticed:
        noticed = msgspec.structs.replace(noticed, spans=_all(noticed.spans, to))
    event = target.event
    if event:
        _all(event.spans, to)
    return Target(_said(target.said, to) if target.said else None, noticed, _event(event, to))


def _said(said: Said, to: Alignment) -> Said:
    one = said.statement
    statement = msgspec.structs.replace(
        one,
        id="",  # its label is one of the other version
        content=_all(one.content, to),
        cue=_all(one.cue, to),
        source=to.some(one.source),
        addressee=to.some(one.addressee),
        insertions=to.some(one.insertions),
        omissions=to.some(one.omissions),
    )
    addressees = tuple(_who(who, to) for who in said.addressees)
    speaker = _who(said.speaker, to) if said.speaker else None
    return Said(statement, speaker, addressees, _event(said.occasion, to), said.added)


def _value(value: Value, to: Alignment) -> Value:
    changes: dict[str, Any] = {
        part: _all(spans, to)
        for part in ("content", "cue", "source", "addressee")
        if (spans := getattr(value, part)) is not None
    }
    people = {part: _who(who, to) for part in ("speaker", "place") if (who := getattr(value, part)) is not None}
    if value.participants is not None:
        changes["participants"] = tuple(_who(who, to) for who in value.participants)
    changes["addressees"] = tuple(_who(who, to) for who in value.addressees)
    return msgspec.structs.replace(value, event=_event(value.event, to), **changes, **people)


def _who(who: Who, to: Alignment) -> Who:
    return msgspec.structs.replace(who, spans=to.some(who.spans))


def _event(event: Event | None, to: Alignment) -> Event | None:
    if event is None:
        return None
    place = _who(event.place, to) if event.place else None
    participants = tuple(_who(who, to) for who in event.participants)
    return Event(event.kind, event.date, place, participants, to.some(event.spans))


def _all(spans: Sequence[Span], to: Alignment) -> tuple[Span, ...]:
    found = to.spans(spans)
    if found is None:
        raise _ChangedError
    return found


# --- what two texts have in common


def _runs(one: str, other: str) -> Iterator[Run]:
    ones, others = one.splitlines(keepends=True), other.splitlines(keepends=True)
    starts, theirs = _places(ones), _places(others)
    here = there = 0
    for a, b in [*_anchors(ones, others), (len(ones), len(others))]:
        yield from _gap(ones[here:a], others[there:b], starts[here], theirs[there])
        if a < len(ones):
            yield starts[a], theirs[b], len(ones[a])
        here, there = a + 1, b + 1


def _anchors(ones: Sequence[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that both have once, as many as stand in the same order in both."""
    count, counts = Counter(ones), Counter(others)
    places = {line: at for at, line in enumerate(others) if counts[line] == 1}
    pairs = [(at, places[line]) for at, line in enumerate(ones) if count[line] == 1 and line in places]
    ends: list[int] = []
    chains: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        at = bisect_left(ends, there)
        ends[at : at + 1], chains[at : at + 1] = [there], [number]
        before.append(chains[at - 1] if at else -1)
    found, number = [], chains[-1] if chains else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _gap(ones: Sequence[str], others: Sequence[str], start: int, there: int) -> Iterator[Run]:
    """What is common to the lines between two anchors, piece by piece."""
    pieces, theirs = _PIECE.findall("".join(ones)), _PIECE.findall("".join(others))
    head = _same(pieces, theirs)
    tail = _same(pieces[head:][::-1], theirs[head:][::-1])
    places, there_places = _places(pieces, start), _places(theirs, there)
    for at in range(head):
        yield places[at], there_places[at], len(pieces[at])
    middle, their_middle = pieces[head : len(pieces) - tail], theirs[head : len(theirs) - tail]
    if len(middle) * len(their_middle) <= _MOST:
        numbers: dict[str, int] = {}
        a, b = ([numbers.setdefault(piece, len(numbers)) for piece in some] for some in (middle, their_middle))
        for block in LCSseq.opcodes(a, b):
            if block.tag == "equal":
                for at in range(block.src_end - block.src_start):
                    mine = head + block.src_start + at
                    yield places[mine], there_places[head + block.dest_start + at], len(pieces[mine])
    for at in range(tail, 0, -1):
        yield places[len(pieces) - at], there_places[len(theirs) - at], len(pieces[-at])


def _same(ones: Sequence[str], others: Sequence[str]) -> int:
    """How many pieces are the same from the start on."""
    return next(
        (at for at, (a, b) in enumerate(zip(ones, others, strict=False)) if a != b), min(len(ones), len(others))
    )


def _places(pieces: Sequence[str], start: int = 0) -> list[int]:
    """Where pieces start, and where the last one ends."""
    found = [start]
    for piece in pieces:
        found.append(found[-1] + len(piece))
    return found


def _joined(runs: Iterator[Run]) -> list[Run]:
    """Runs that go on in both texts are one."""
    found: list[Run] = []
    for start, there, length in runs:
        if found and (found[-1][0] + found[-1][2], found[-1][1] + found[-1][2]) == (start, there):
            found[-1] = (*found[-1][:2], found[-1][2] + length)
        else:
            found.append((start, there, length))
    return found
