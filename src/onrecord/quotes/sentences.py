"""Edges of sentences and blocks, where a lost mark lets a quotation begin or end."""

from __future__ import annotations

import re

from onrecord.document import Span

_SENTENCE_END = re.compile(r"[.!?…][\"”’»')\]]*(?=\s)")
_REACH = 2000


def trimmed(text: str, start: int, end: int) -> Span:
    """``text[start:end]`` without the white space around it; the empty span at ``start`` if that is all."""
    first, last = start, end
    while last > first and text[last - 1].isspace():
        last -= 1
    while first < last and text[first].isspace():
        first += 1
    return (first, last) if first < last else (start, start)


def sentence_end_before(text: str, start: int, end: int) -> int:
    """End of the last whole sentence of ``text[start:end]``; ``end`` itself where there is none."""
    stop = min(len(text), end + 1)
    last = end
    for match in _SENTENCE_END.finditer(text, max(start, end - _REACH), stop):
        last = match.end()
    return min(last, end)


def sentence_start_after(text: str, start: int, end: int) -> int:
    """Start of the first sentence after another one ends in ``text[start:end]``; ``end`` without one."""
    match = _SENTENCE_END.search(text, start, min(end, start + _REACH))
    return trimmed(text, match.end(), end)[0] if match else end


def ends_sentence(text: str, at: int) -> bool:
    """Whether the text before ``at`` ends a sentence or a clause that speech may follow."""
    return text[max(0, at - 4) : at].rstrip().rstrip("\"”’»')]")[-1:] in tuple(".!?…:;")
