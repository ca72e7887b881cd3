"""What the marks further on in a block say about the one at hand.

Every look is bounded by `REACH` marks, so reading stays linear in the text's length.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.quotes.marks import CLOSES, EITHER, OPENS, SINGLE, Mark

REACH = 48


def depth_after(marks: Sequence[Mark], index: int, family: int, depth: int) -> int:
    """Quotations of ``family`` still open at the end of the block, of ``depth`` open after ``marks[index]``.

    0 as soon as all have been closed on the way.
    """
    for mark in marks[index + 1 : index + 1 + REACH]:
        if mark.family != family:
            continue
        depth += 1 if mark.lean == OPENS else -1
        if depth == 0:
            return 0
    return depth


def single_closes(marks: Sequence[Mark], index: int, depth: int, inside: bool) -> bool:
    """Whether a single quotation opened at ``marks[index]`` is closed in its block.

    ``depth``: single quotations then open. ``inside``: it stands in a double quotation, whose closing mark
    ends the search. A possessive s’ counts only where there is nothing better, and never for an opening ’.
    """
    doubles = 0
    weak = False
    for mark in marks[index + 1 : index + 1 + REACH]:
        if mark.family != SINGLE:
            doubles += 1 if mark.lean == OPENS else -1
            if doubles < 0:
                if inside:
                    break
                doubles = 0
        elif mark.lean == OPENS:
            depth += mark.glyph != "’"
        elif mark.lean == CLOSES:
            depth -= 1
            if depth == 0:
                return True
        else:
            weak = True
    return weak and depth == 1 and marks[index].glyph != "’"


def closes_better_later(marks: Sequence[Mark], index: int, inside: bool) -> bool:
    """Whether after the weak closing mark ``marks[index]`` another of its family closes before one opens."""
    family = marks[index].family
    doubles = 0
    for mark in marks[index + 1 : index + 1 + REACH]:
        if mark.family == family:
            return mark.lean != OPENS and (mark.lean != EITHER or mark.firm)
        doubles += 1 if mark.lean == OPENS else -1
        if inside and doubles < 0:
            return False
    return False


def first_role(marks: Sequence[Mark], family: int) -> int | None:
    """The lean of the block's first mark of ``family`` that says something; ``None`` without one."""
    for mark in marks[:REACH]:
        if mark.family != family:
            continue
        if family != SINGLE:
            return CLOSES if mark.lean != OPENS else OPENS
        if mark.lean == OPENS and mark.glyph != "’":
            return OPENS
        if mark.lean == CLOSES and mark.firm:
            return CLOSES
    return None
