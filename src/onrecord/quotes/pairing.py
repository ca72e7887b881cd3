"""Pairs quotation marks: which one opens, which one closes what, over how many paragraphs.

A stack machine that works at marks only. Inside a paragraph a mark's neighbours, the quotations open there
and the marks ahead decide its role. A quotation left open goes on in the next paragraph if that one is
reopened with an opening mark, or if the next mark of its family closes and none opens before (text whose
paragraphs were cut at every sentence); otherwise it ends with its paragraph, so that a lost mark costs one
paragraph at most.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.document import Block
from onrecord.quotes import lookahead
from onrecord.quotes.dashes import dash_pattern
from onrecord.quotes.marks import (
    CLOSERS,
    CLOSES,
    DOUBLE,
    EITHER,
    OPENS,
    SINGLE,
    WEAK,
    Mark,
    find_marks,
    prior_of,
)
from onrecord.quotes.quotation import Draft, Typography
from onrecord.quotes.reporting import clause_dash, clause_follows
from onrecord.quotes.sentences import sentence_end_before, sentence_start_after, trimmed

RUNNING = frozenset(("paragraph", "list-item"))
MAX_DEPTH = 8
MAX_UNMARKED = 12  # paragraphs a quotation may run through without any mark of its family


class Pairing:
    """Reads the marks of a document block by block; `read` returns the quotations in no special order."""

    def __init__(self, text: str, blocks: Sequence[Block], typographies: Sequence[Typography]) -> None:
        self.text = text
        self.blocks = blocks
        self.typographies = typographies
        self.marks = [find_marks(text, block.start, block.end) for block in blocks]
        self.done: list[Draft] = []
        self.stack: list[Draft] = []
        self.priors: dict[int, dict[str, int]] = {}
        self.running = [i for i, block in enumerate(blocks) if block.kind in RUNNING]
        self.order = {index: place for place, index in enumerate(self.running)}

    def read(self) -> list[Draft]:
        """All quotations in marks."""
        carried: list[Draft] = []
        for number, block in enumerate(self.blocks):
            marks = self.marks[number]
            if not marks and not (carried and block.kind in RUNNING):
                continue
            self._enter(number)
            first = 0
            if carried and block.kind in RUNNING:
                first = self._resume(carried)
                carried = []
            for index in range(first, len(marks)):
                self._take(index)
            if self.stack:
                carried = self._leave() or carried
        for draft in carried:
            self._finish(draft)
        return self.done

    # -- blocks ---------------------------------------------------------------------------------------

    def _enter(self, number: int) -> None:
        """Makes block ``number`` the current one."""
        block = self.blocks[number]
        self.number = number
        self.start, self.end = trimmed(self.text, block.start, block.end)
        self.here = self.marks[number]
        self.typography = self.typographies[number]
        key = id(self.typography)
        if key not in self.priors:
            self.priors[key] = prior_of(self.typography)
        self.prior = self.priors[key]
        self.stack = []
        self.seen = self.start  # end of the last mark used: a quotation is not cut before it
        self.free = self.start  # end of the last quotation finished here

    def _resume(self, carried: list[Draft]) -> int:
        """Goes on with the quotations carried into this block; returns how many marks reopened them."""
        used = 0
        depth = 0
        at = self.start
        for place, draft in enumerate(carried):
            if used == len(self.here):
                break
            mark = self.here[used]
            if mark.start != at or mark.family != draft.family or mark.lean in (CLOSES, WEAK):
                continue
            for outer in carried[depth : place + 1]:
                outer.start = mark.start
            depth, used, at = place + 1, used + 1, mark.end
        if not used:
            depth = self._runs_on(carried, self.number)
            for draft in carried[:depth]:
                draft.start = self.start
        for draft in carried[depth:]:
            self._finish(draft)
        self.stack = carried[:depth]
        self.seen = at
        return used

    def _leave(self) -> list[Draft]:
        """Ends the current block's pieces; returns the quotations that go on in a later block."""
        stack, self.stack = self.stack, []
        keep = self._carries_on(stack) if self.blocks[self.number].kind in RUNNING else 0
        end = self.end if keep else self._cut(self.end)
        for draft in stack:
            draft.pieces.append((draft.start, end))
        for draft in stack[keep:]:
            self._finish(draft)
        return stack[:keep]

    def _carries_on(self, stack: list[Draft]) -> int:
        """How many of the open quotations, outermost first, go on in the next running block."""
        place = self.order[self.number] + 1
        if place >= len(self.running):
            return 0
        following = self.running[place]
        marks = self.marks[following]
        block = self.blocks[following]
        if marks and marks[0].lean in (OPENS, EITHER) and _stands_first(self.text, block, marks[0]):
            for draft in stack:
                if draft.family == marks[0].family:
                    return len(stack)
        return self._runs_on(stack, following)

    def _runs_on(self, stack: list[Draft], number: int) -> int:
        """How many open quotations are closed in block ``number`` or soon after, without a reopening mark."""
        place = self.order[number]
        for depth, draft in enumerate(stack):
            for following in self.running[place : place + MAX_UNMARKED]:
                role = lookahead.first_role(self.marks[following], draft.family)
                if role == CLOSES:
                    return depth + 1
                if role == OPENS:
                    break
        return 0

    def _cut(self, end: int) -> int:
        """Where a quotation never closed ends before ``end``: at a dash and reporting clause, if any."""
        if self.typography.dashes:
            dashes = dash_pattern(self.typography.dashes)
            dash = clause_dash(self.text, self.seen, end, dashes, self.typography.report_words)
            if dash is not None:
                end = dash
        return trimmed(self.text, self.seen, end)[1]

    def _finish(self, draft: Draft) -> None:
        """Keeps a quotation, unless there is nothing between its marks."""
        if draft.pieces:
            self.done.append(draft)
            self.free = draft.pieces[-1][1]

    # -- marks ----------------------------------------------------------------------------------------

    def _take(self, index: int) -> None:
        """Gives the mark ``index`` of the current block its role."""
        mark = self.here[index]
        if mark.family == SINGLE:
            self._take_single(index, mark)
            return
        is_open = any(draft.family == mark.family for draft in self.stack)
        if mark.lean == OPENS:
            if is_open and not self._may_nest(index, mark):
                return
            self._open(mark)
        elif mark.lean == WEAK:
            if is_open and not lookahead.closes_better_later(self.here, index, False):
                self._close(index, mark)
        elif mark.lean == CLOSES or (is_open and self.prior[mark.glyph] < 2):
            if is_open:
                self._close(index, mark)
            else:
                self._never_opened(mark)
        elif self.prior[mark.glyph] > 0 or self._spaced_pair(index, mark):
            self._open(mark)

    def _spaced_pair(self, index: int, mark: Mark) -> bool:
        """Whether a mark between spaces (or letters) that could be either opens: another one follows."""
        rest = self.here[index + 1 : index + 2]
        spaced = self.text[mark.end : mark.end + 1].isspace()
        glued = self.text[mark.start - 1 : mark.start] in (",", ":", ".") and mark.start > self.start
        return bool(rest) and rest[0].family == mark.family and (spaced or glued)

    def _may_nest(self, index: int, mark: Mark) -> bool:
        """Whether a mark that leans to open may do so while its family is open; ends what it proves unclosed.

        Marks of different shape nest freely. Of the same shape, both must be closed further on; otherwise
        the mark is a misplaced closing one (", "he said") or the first quotation was never closed.
        """
        same = next((d for d in reversed(self.stack) if d.family == mark.family), None)
        if same is None or same.glyph != mark.glyph:
            return True
        depth = sum(draft.family == mark.family for draft in self.stack)
        left = lookahead.depth_after(self.here, index, mark.family, depth + 1)
        if left == 0 or (left < depth + 1 and self._goes_on(same)):
            return True
        if left == depth + 1 and self.prior[mark.glyph] < 1 and self._misplaced(mark):
            self._close(index, mark)
            return False
        self._end_unclosed(same, mark.start)
        return True

    def _goes_on(self, draft: Draft) -> bool:
        return self.blocks[self.number].kind in RUNNING and self._carries_on([draft]) > 0

    def _misplaced(self, mark: Mark) -> bool:
        """Whether the text around a mark reads like the end of a quotation: "no, "he said"."""
        before = self.text[max(0, mark.start - 3) : mark.start].rstrip()[-1:]
        return before in tuple(",.!?…") and self.text[mark.end : mark.end + 1].islower()

    def _take_single(self, index: int, mark: Mark) -> None:
        """Gives a single mark its role; most single marks are apostrophes and have none."""
        depth = sum(draft.family == SINGLE for draft in self.stack)
        inside = any(draft.family != SINGLE for draft in self.stack)
        top = self.stack[-1].family if self.stack else None
        if mark.lean == OPENS or (mark.lean == EITHER and self.prior[mark.glyph] > 0):
            if lookahead.single_closes(self.here, index, depth + 1, inside) or (
                not depth and mark.glyph != "’" and self._opens_speech(mark)
            ):
                self._open(mark)
        elif not depth or (mark.lean == EITHER and not mark.firm):
            return
        elif top == SINGLE:
            if mark.lean != WEAK or not lookahead.closes_better_later(self.here, index, inside):
                self._close(index, mark)
        elif mark.lean == CLOSES and mark.firm:
            self._close(index, mark)

    def _opens_speech(self, mark: Mark) -> bool:
        """Whether a single mark never closed in its block opens speech all the same."""
        if not self.text[mark.end : mark.end + 1].isupper():
            return False
        before = self.text[max(self.start, mark.start - 2) : mark.start].strip()
        if mark.start == self.start:
            probe = Draft(mark.start, SINGLE, mark.glyph)
            return mark.glyph != "'" or self._goes_on(probe)
        return before[-1:] == ":"

    # -- quotations -----------------------------------------------------------------------------------

    def _open(self, mark: Mark) -> None:
        if len(self.stack) < MAX_DEPTH:
            self.stack.append(Draft(mark.start, mark.family, mark.glyph))
            self.seen = mark.end

    def _close(self, index: int, mark: Mark) -> None:
        """Closes the quotation that fits the mark best, and ends those left open inside it."""
        places = [i for i, draft in enumerate(self.stack) if draft.family == mark.family]
        place = places[-1]
        if len(places) > 1 and mark.glyph not in CLOSERS[self.stack[place].glyph]:
            exact = [i for i in places if mark.glyph in CLOSERS[self.stack[i].glyph]]
            left = lookahead.depth_after(self.here, index, mark.family, len(places) - 1)
            if exact and left:
                place = exact[-1]
        for draft in reversed(self.stack[place + 1 :]):
            draft.pieces.append((draft.start, trimmed(self.text, draft.start, mark.start)[1]))
            self._finish(draft)
        draft = self.stack[place]
        del self.stack[place:]
        self.seen = mark.end
        inner = trimmed(self.text, draft.start + len(draft.glyph), mark.start)
        if draft.pieces or inner[0] < inner[1]:
            draft.pieces.append((draft.start, mark.end))
            draft.closed = True
            self._finish(draft)

    def _end_unclosed(self, draft: Draft, before: int) -> None:
        """Ends a quotation never closed, before another of its kind opens at ``before``."""
        place = self.stack.index(draft)
        end = self._cut(before)
        end = sentence_end_before(self.text, self.seen, end)
        for inner in reversed(self.stack[place:]):
            inner.pieces.append((inner.start, max(end, inner.start + 1)))
            self._finish(inner)
        del self.stack[place:]

    def _never_opened(self, mark: Mark) -> None:
        """A closing mark without its opening one: a quotation only where a reporting clause follows it."""
        if self.stack or mark.family != DOUBLE:
            return
        if not clause_follows(self.text, mark.end, self.end, self.typography.report_words):
            return
        start = self.start
        if self.free > start:
            start = sentence_start_after(self.text, self.free, mark.start)
        if start < trimmed(self.text, start, mark.start)[1]:
            draft = Draft(start, mark.family, mark.glyph)
            draft.opened, draft.closed = False, True
            draft.pieces.append((start, mark.end))
            self._finish(draft)
            self.seen = mark.end


def _stands_first(text: str, block: Block, mark: Mark) -> bool:
    """Whether nothing but a little white space stands before the mark in its block."""
    return mark.start - block.start < 100 and not text[block.start : mark.start].strip()
