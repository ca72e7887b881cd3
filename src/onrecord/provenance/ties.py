"""Which statements a relay, a marker or an announced text belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.document import Block, Span, Statement
from onrecord.provenance.cited import Cited
from onrecord.provenance.phrases import Phrases

_END = re.compile(r"[.!?…]+[\"”“»’')\]]*(?:[\s\u00a0]?\[\d{1,3}\])?(?=\s+[^\Wa-z_]|\s+[\"„“«–(\[‘']|\s*\Z)")
_CLOSED = re.compile(r"[\s\"”“»«’',.!?…;:()\[\]]*\Z")
_ATTACHED = re.compile(r"[\s\"”“»«’',;:]*\Z")
_LETTER = re.compile(r"(?:\b|\.)\w\Z")
_MOST = 24
"""Statements of one sentence that are looked at; a bound keeps broken texts of one sentence linear."""
_AFTER_CONTENT = 12
"""Characters between a content and its marker: marks, spaces."""


class Ties:
    """The statements of a document by where they stand."""

    def __init__(self, text: str, statements: Sequence[Statement]):
        self._text, self._statements = text, statements
        self.by_id = {statement.id: statement for statement in statements}
        self._anchored = sorted((_anchor(statement), number) for number, statement in enumerate(statements))
        self._by_first = sorted((s.content[0][0], number) for number, s in enumerate(statements))
        self._firsts = [start for start, _ in self._by_first]
        self._anchors = [at for at, _ in self._anchored]
        self._pieces = sorted((start, end, number) for number, s in enumerate(statements) for start, end in s.content)
        self._piece_starts = [start for start, _, _ in self._pieces]
        self._piece_ends = sorted((end, number) for _, end, number in self._pieces)
        self._ends = [end for end, _ in self._piece_ends]
        self._sentences: dict[int, list[int]] = {}

    def _abbreviated(self, block: Block, stop: int, phrases: Phrases) -> bool:
        """Whether a full stop is that of an initial or abbreviation."""
        before = self._text[max(block.start, stop - 12) : stop]
        last = before.split()[-1:]
        initial = _LETTER.search(before) is not None and bool(last) and last[0] not in phrases.letters
        return initial or (bool(last) and last[0] in phrases.abbreviations)

    def sentence(self, block: Block, at: int, phrases: Phrases) -> Span:
        """The sentence of a block that holds a character."""
        ends = self._sentences.get(block.start)
        if ends is None:
            ends = [
                match.end()
                for match in _END.finditer(self._text, block.start, block.end)
                if self._text[match.start()] != "."
                or "[" in match.group()
                or not self._abbreviated(block, match.start(), phrases)
            ]
            self._sentences[block.start] = ends
        number = bisect_right(ends, at)
        start = ends[number - 1] if number else block.start
        return start, ends[number] if number < len(ends) else block.end

    def of_relay(self, cited: Cited, block: Block, phrases: Phrases) -> list[Statement]:
        """The statements of the relay's sentence that it passes on.

        A relay inside a content belongs to the statements in that content alone. One that is itself a cue ("told
        Reuters") belongs to the statement of that cue.
        """
        start, end = self.sentence(block, cited.start, phrases)
        near = [
            self._statements[number]
            for _, number in self._anchored[bisect_left(self._anchors, start) : bisect_left(self._anchors, end)][:_MOST]
        ]
        by_cue = [s for s in near if any(_overlap(span, (cited.start, cited.end)) for span in s.cue)]
        if not by_cue and cited.kind == "interview":
            by_cue = [s for s in near if any(_overlap(span, (cited.start, cited.end)) for span in s.addressee)]
        if by_cue and cited.kind in ("interview", "publication"):
            tied = by_cue
        else:
            holder = self._holder(cited)
            tied = [s for s in near if s.parent == (holder.id if holder else None) or s in by_cue]
            tied = [s for s in tied if not _inside(s, cited)]
        return tied

    def _holder(self, cited: Cited) -> Statement | None:
        """The smallest content that holds a relay."""
        at = bisect_right(self._piece_starts, cited.start)
        for start, end, number in reversed(self._pieces[max(0, at - 12) : at]):
            if start <= cited.start and cited.end <= end:
                return self._statements[number]
        return None

    def going_on(self, statement: Statement, block: Block, phrases: Phrases) -> list[Statement]:
        """The statements after one in its block by which its speaker goes on in the same interview: "she added"."""
        at = bisect_right(self._anchors, _anchor(statement))
        found: list[Statement] = []
        for place, number in self._anchored[at : at + 12]:
            following = self._statements[number]
            cue = self._text[following.cue[0][0] : following.cue[-1][1]].lower() if following.cue else ""
            if following.parent is not None:
                continue
            if place >= block.end or following.speaker != statement.speaker or statement.speaker is None:
                break
            if not set(cue.split()) & phrases.continuing:
                break
            found.append(following)
        return found

    def inside(self, span: Span) -> list[Statement]:
        """The statements whose content begins in a span."""
        first, last = bisect_left(self._firsts, span[0]), bisect_left(self._firsts, span[1])
        return [self._statements[number] for _, number in self._by_first[first:last]]

    def before(self, marker: Cited) -> list[Statement]:
        """The statements that end where a marker or reference stands, or the smallest one it stands in.

        Behind a sentence's end only markers and what stands in brackets belong to it.
        """
        edge = self._text[max(0, marker.start - 1) : marker.start + 1]
        closed = _CLOSED if marker.kind == "marker" or "[" in edge or "(" in edge else _ATTACHED
        at = bisect_right(self._ends, marker.start)
        found = []
        for end, number in reversed(self._piece_ends[max(0, at - 12) : at]):
            if marker.start - end > _AFTER_CONTENT or not closed.fullmatch(self._text, end, marker.start):
                break
            if end == self._statements[number].content[-1][1]:
                found.append(self._statements[number])
        if found:
            return found
        holder = self._holder(marker)
        return [holder] if holder else []


def _anchor(statement: Statement) -> int:
    """Where a statement is said to be made: its cue, else its source, else its content."""
    spans = statement.cue or statement.source or statement.content
    return spans[0][0]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _inside(statement: Statement, cited: Cited) -> bool:
    return any(start <= cited.start and cited.end <= end for start, end in statement.content)
