"""Statements inside statements: contents are nested or apart, never crossing."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.document import Span
from onrecord.statements.found import Found


def uncrossed(found: Sequence[Found]) -> list[Found]:
    """Statements in reading order whose contents are nested or disjoint; a crossing one is cut to what holds it."""
    spans = sorted(
        ((span, number) for number, statement in enumerate(found) for span in statement.content),
        key=lambda item: (item[0][0], -item[0][1], item[1]),
    )
    kept: dict[int, list[Span]] = {}
    stack: list[tuple[int, int]] = []  # (end, number of the statement)
    for (start, end), number in spans:
        while stack and stack[-1][0] <= start:
            stack.pop()
        if stack:
            if stack[-1][1] == number:
                continue
            end = min(end, stack[-1][0])
        if start < end:
            stack.append((end, number))
            kept.setdefault(number, []).append((start, end))
    result = []
    for number, statement in enumerate(found):
        if number in kept:
            statement.content = kept[number]
            result.append(statement)
    return sorted(result, key=lambda s: (s.content[0][0], -s.content[-1][1], s.cue or (0, 0)))


def parents(found: Sequence[Found]) -> list[int | None]:
    """For each statement (sorted by start) the number of the smallest one whose content holds all of it."""
    result: list[int | None] = [None] * len(found)
    spans = sorted(
        ((span, number) for number, statement in enumerate(found) for span in statement.content),
        key=lambda item: (item[0][0], -item[0][1], item[1]),
    )
    stack: list[tuple[int, int]] = []
    holders: dict[int, set[int | None]] = {}
    for (start, end), number in spans:
        while stack and stack[-1][0] <= start:
            stack.pop()
        holders.setdefault(number, set()).add(stack[-1][1] if stack else None)
        stack.append((end, number))
    for number, held in holders.items():
        if len(held) == 1:
            result[number] = next(iter(held))
    return result
