"""``altered-quote``: one quotation worded one way here and another way there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import Match, SequenceMatcher
from itertools import groupby, pairwise
from typing import NamedTuple

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading
from onrecord.checks.wording import Wording
from onrecord.document import Statement

FEWEST_WORDS = 6
"""Words that both must share; fewer are common to sentences that have nothing to do with each other."""
SHARED = 0.7
"""Share of the shorter sentence's words, in order, from which two sentences are taken for one that was altered."""
_RUN = 3
"""Words in a row by which two sentences are found to be compared."""
_MOST = 40
"""Sentences with the same run of words that are compared; a refrain has more and tells nothing."""


class _Difference(NamedTuple):
    """The places of the words that differ, in one sentence and in the other."""

    a: tuple[int, int]
    b: tuple[int, int]


def find(reading: Reading) -> Iterator[Found]:
    """Sentences of two statements by one speaker, of which one repeats the other with words changed."""
    runs: dict[tuple[str, ...], list[Wording]] = defaultdict(list)
    told: set[tuple[int, int]] = set()
    for _, group in groupby(reading.wordings, key=lambda wording: wording.statement.id):
        own = [wording for wording in group if len(wording.words) >= FEWEST_WORDS]
        for wording in own:
            for other in _candidates(runs, wording):
                key = (other.span[0], wording.span[0])
                if key in told or not _comparable(reading, other.statement, wording.statement):
                    continue
                told.add(key)
                if difference := _altered(other.words, wording.words):
                    yield _found(reading, other, wording, difference)
        for wording in own:
            for run in _runs(wording.words):
                runs[run].append(wording)


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (words[at : at + _RUN] for at in range(len(words) - _RUN + 1))


def _candidates(runs: dict[tuple[str, ...], list[Wording]], wording: Wording) -> list[Wording]:
    """Earlier sentences that share a run of words, of other statements, none twice."""
    seen: dict[int, Wording] = {}
    for run in _runs(wording.words):
        found = runs.get(run, ())
        if len(found) <= _MOST:
            seen.update((other.span[0], other) for other in found)
    return list(seen.values())


def _comparable(reading: Reading, a: Statement, b: Statement) -> bool:
    """Whether two statements can be one quotation given twice: of one speaker, and not one speech going on.

    Statements in one block, or in blocks that follow each other, are a speech with a refrain in it, unless one of
    them is a heading."""
    if a.speaker != b.speaker or a.parent == b.id or b.parent == a.id:
        return False
    one, other = reading.number_at(a.content[0][0]), reading.number_at(b.content[0][0])
    headings = [reading.blocks[at].kind in ("title", "heading", "caption") for at in (one, other) if at >= 0]
    return one != other and (any(headings) or reading.number_at(a.content[-1][0]) + 1 < other)


def _altered(a: tuple[str, ...], b: tuple[str, ...]) -> _Difference | None:
    """The first words that differ, where one sentence repeats the other; ``None`` where it does not, or exactly."""
    blocks = [m for m in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks() if m.size]
    shared = sum(m.size for m in blocks)
    if shared < FEWEST_WORDS or shared < SHARED * min(len(a), len(b)) or _in_runs(blocks) < shared * 0.6:
        return None
    for left, right in pairwise(blocks):
        difference = _Difference((left.a + left.size, right.a), (left.b + left.size, right.b))
        if _differs(a, b, difference):
            return difference
    last = blocks[-1]
    rest = _Difference((last.a + last.size, len(a)), (last.b + last.size, len(b)))
    short = min(rest.a[1] - rest.a[0], rest.b[1] - rest.b[0])
    return rest if 0 < short <= 2 and _differs(a, b, rest) else None


def _in_runs(blocks: list[Match]) -> int:
    return sum(m.size for m in blocks if m.size >= _RUN)


def _differs(a: tuple[str, ...], b: tuple[str, ...], at: _Difference) -> bool:
    """Whether the words differ, and not only in how they are joined or spelt with a hyphen or apostrophe."""
    left, right = ("".join(words[slice(*span)]) for words, span in ((a, at.a), (b, at.b)))
    return left.replace("-", "").replace("'", "") != right.replace("-", "").replace("'", "")


def _found(reading: Reading, a: Wording, b: Wording, at: _Difference) -> Found:
    one, other = _shown(reading, a, at.a), _shown(reading, b, at.b)
    return Found(
        f"words of {reading.name(b.statement.speaker)} are given in two ways: {one} and {other}", (b.span, a.span)
    )


def _shown(reading: Reading, wording: Wording, at: tuple[int, int]) -> str:
    """The words that differ, with a word on either side."""
    first, last = max(0, at[0] - 2), min(len(wording.spans), at[1] + 1)
    return reading.said((wording.spans[first][0], wording.spans[last - 1][1]))


CHECK = Check(
    name="altered-quote",
    severity="warning",
    summary="One quotation is worded in two ways.",
    example="Ada Berg: “We Shall Reopen The Old Harbour In June”\n\nThe council met on Monday.\n\nAda Berg said: “We "
    "shall reopen the old harbour in July.”",
    sound="Ada Berg: “We Shall Reopen The Old Harbour… In June”\n\nThe council met on Monday.\n\nAda Berg said: “We "
    "shall reopen the old harbour, with God's help, in June.”",
    find=find,
    of_statements=True,
)
