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
from onrecord.quotes import lookahead, slips
from onrecord.quotes.carrying import RUNNING, Carrying
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
from onrecord.quotes.sentences import ends_sentence, sentence_end_before, sentence_start_after, trimmed

MAX_DEPTH = 8


class Pairing:
    """Reads the marks of a document block by block; `read` returns the quotations in no special order."""

    def __init__(self, text: str, blocks: Sequence[Block], typographies: Sequence[Typography]) -> None:
        self.text = text
        self.blocks = blocks
        self.typographies = typographies
        commas = ",," in text
        self.marks = [find_marks(text, block.start, block.end, commas) for block in blocks]
        self.done: list[Draft] = []
        self.stack: list[Draft] = []
        self.typography = Typography((), (), frozenset())
        self.carrying = Carrying(text, blocks, self.marks)

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

    def _enter(self, number: int) -> None:
        """Makes block ``number`` the current one."""
        block = self.blocks[number]
        self.number = number
        self.start, self.end = trimmed(self.text, block.start, block.end)
        self.here = self.marks[number]
        typography = self.typographies[number]
        if typography is not self.typography:
            self.typography, self.prior = typography, prior_of(typography)
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
            depth = self.carrying.runs_on(carried, self.number)
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
        keep = self.carrying.beyond(stack, self.number)
        end = self.end if keep else self._cut(self.end)
        for draft in stack:
            draft.pieces.append((draft.start, end))
        for draft in stack[keep:]:
            self._finish(draft)
        return stack[:keep]

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
        elif self.prior[mark.glyph] > 0 or slips.spaced(self.text, self.start, self.here[index : index + 2]):
            self._open(mark)

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
        if left == depth + 1 and self.prior[mark.glyph] < 1 and slips.misplaced(self.text, mark):
            self._close(index, mark)
            return False
        if self._end_unclosed(same, mark.start):
            return True
        self.seen = mark.end
        return left == depth and self._last_reports(index, mark.family)

    def _last_reports(self, index: int, family: int) -> bool:
        """Whether a reporting clause follows the last closing mark of ``family`` ahead: it may close two."""
        ahead = self.here[index + 1 : index + 1 + lookahead.REACH]
        last = next((m for m in reversed(ahead) if m.family == family and m.lean == CLOSES), None)
        return last is not None and clause_follows(
            self.text, last.end, self.end, self.typography.report_words
        )

    def _goes_on(self, draft: Draft) -> bool:
        return self.carrying.beyond([draft], self.number) > 0

    def _take_single(self, index: int, mark: Mark) -> None:
        """Gives a single mark its role; most single marks are apostrophes and have none."""
        depth = sum(draft.family == SINGLE for draft in self.stack)
        inside = any(draft.family != SINGLE for draft in self.stack)
        top = self.stack[-1].family if self.stack else None
        if mark.lean == OPENS or (mark.lean == EITHER and self.prior[mark.glyph] > 0):
            closes = lookahead.single_closes(self.here, index, depth + 1, inside)
            if not closes and mark.glyph != "’":
                closes = self._opens_speech(mark) if not depth else self._shares_close(index, inside)
            if closes:
                self._open(mark)
        elif not depth or (mark.lean == EITHER and not mark.firm):
            return
        elif top == SINGLE:
            if mark.lean != WEAK or not (
                lookahead.closes_better_later(self.here, index, inside)
                or (self.stack[-1].start == self.start and self._goes_on(self.stack[-1]))
            ):
                self._close(index, mark)
        elif mark.lean == CLOSES and mark.firm:
            self._close(index, mark)

    def _shares_close(self, index: int, inside: bool) -> bool:
        """Whether a nested single mark is closed here while the outer quotation goes on in a later block."""
        return lookahead.single_closes(self.here, index, 1, inside) and self._goes_on(self.stack[-1])

    def _opens_speech(self, mark: Mark) -> bool:
        """Whether a single mark never closed in its block opens speech all the same."""
        if not self.text[mark.end : mark.end + 1].isupper():
            return False
        before = self.text[max(self.start, mark.start - 2) : mark.start].strip()
        if mark.start == self.start:
            probe = Draft(mark.start, SINGLE, mark.glyph)
            return mark.glyph != "'" or self._goes_on(probe)
        return before[-1:] == ":"

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
        elif len(places) > 1 and self._ends_all(index, mark, len(places)):
            for inner in reversed(self.stack[places[0] + 1 :]):
                inner.pieces.append((inner.start, mark.end))
                inner.closed = inner.family == mark.family
                self._finish(inner)
            place = places[0]
            del self.stack[place + 1 :]
        for draft in reversed(self.stack[place + 1 :]):
            draft.pieces.append((draft.start, trimmed(self.text, draft.start, mark.start)[1]))
            self._finish(draft)
        draft = self.stack[place]
        del self.stack[place:]
        self.seen = mark.end
        first, last = trimmed(self.text, draft.start + len(draft.glyph), mark.start)
        if draft.pieces or first < last:
            draft.pieces.append((draft.start, mark.end))
            draft.closed = True
            self._finish(draft)

    def _ends_all(self, index: int, mark: Mark, depth: int) -> bool:
        """Whether one mark closes nested quotations: a report follows, and no mark for the outer."""
        left = lookahead.depth_after(self.here, index, mark.family, depth - 1)
        return left >= depth - 1 and clause_follows(
            self.text, mark.end, self.end, self.typography.report_words
        )

    def _end_unclosed(self, draft: Draft, before: int) -> bool:
        """Ends a quotation never closed, before another of its kind opens at ``before``.

        False, and nothing is ended, where no sentence ends between the two: then the second mark is stray.
        """
        place = self.stack.index(draft)
        end = sentence_end_before(self.text, self.seen, self._cut(before))
        if end == trimmed(self.text, self.seen, before)[1] and not ends_sentence(self.text, end):
            return False
        for inner in reversed(self.stack[place:]):
            inner.pieces.append((inner.start, max(end, inner.start + 1)))
            self._finish(inner)
        del self.stack[place:]
        return True

    def _never_opened(self, mark: Mark) -> None:
        """A closing mark without its opening one: a quotation only where a reporting clause follows it."""
        if self.stack or mark.family != DOUBLE:
            return
        if not slips.set_off(self.text, mark, self.typography.dashes) or not clause_follows(
            self.text, mark.end, self.end, self.typography.report_words
        ):
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
