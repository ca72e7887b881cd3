"""Whether a quotation left open at a block's end goes on in the blocks that follow.

It does where the next running block is reopened with an opening mark, as print does it, or where a closing
mark with no opening one of its own stands within a few blocks: text that was cut into short paragraphs
without reopening them. Captions, headings, notes and credits in between are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.document import Block
from onrecord.quotes import lookahead
from onrecord.quotes.marks import EITHER, OPENS, Mark
from onrecord.quotes.quotation import Draft

RUNNING = frozenset(("paragraph", "list-item"))
MAX_UNMARKED = 12  # blocks a quotation may run through without being reopened
_LABEL = re.compile(r"\(?[^\W\d_a-z]{3,}[^\na-z:]{0,30}[:)]")  # "WALLACE: another speaker of a transcript


class Carrying:
    """Answers for one document; ``marks`` are the marks of each block."""

    def __init__(self, text: str, blocks: Sequence[Block], marks: Sequence[Sequence[Mark]]) -> None:
        self.text = text
        self.blocks = blocks
        self.marks = marks
        self.running = [number for number, block in enumerate(blocks) if block.kind in RUNNING]
        self.order = {number: place for place, number in enumerate(self.running)}

    def beyond(self, stack: Sequence[Draft], number: int) -> int:
        """How many of the quotations open at the end of block ``number``, outermost first, go on."""
        place = self.order.get(number)
        if place is None or place + 1 >= len(self.running):
            return 0
        following = self.running[place + 1]
        if self.marks[following] and any(self.reopens(following, draft.family) for draft in stack):
            return len(stack)
        return self.runs_on(stack, following)

    def runs_on(self, stack: Sequence[Draft], number: int) -> int:
        """How many open quotations are closed in block ``number`` or soon after, without a reopening mark."""
        place = self.order[number]
        for depth in range(len(stack), 0, -1):
            family = stack[depth - 1].family
            for following in self.running[place : place + MAX_UNMARKED]:
                marks = self.marks[following]
                left = lookahead.balance(marks, family) if marks else 0
                if left < 0:
                    return depth
                if left > 0 or (marks and self.reopens(following, family)):
                    break
        return 0

    def reopens(self, number: int, family: int) -> bool:
        """Whether block ``number`` begins with an opening mark of ``family``, and with no speaker's label."""
        mark, start = self.marks[number][0], self.blocks[number].start
        if mark.family != family or mark.lean not in (OPENS, EITHER) or mark.start - start > 100:
            return False
        return not self.text[start : mark.start].strip() and not _LABEL.match(self.text, mark.end)
