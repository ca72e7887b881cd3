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


def balance(marks: Sequence[Mark], family: int) -> int:
    """What a block's marks of ``family`` leave over.

    -1: one closes a quotation of an earlier block; 1: one is left open; 0: there are none, or all pair up.
    """
    depth = 0
    for mark in marks[:REACH]:
        if mark.family != family:
            continue
        if mark.lean == OPENS:
            depth += mark.glyph != "’"
        elif family != SINGLE or (mark.lean == CLOSES and (mark.firm or depth)):
            depth -= 1
        if depth < 0:
            return -1
    return min(depth, 1)
