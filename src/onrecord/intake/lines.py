"""Text cut into passages: what stands between line breaks, hard-wrapped lines joined again."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

# U+FEFF and the zero-width space and joiner are invisible, but str.isspace() does not count them.
INVISIBLE = "\ufeff\u200b\u2060"
_BREAKS = "\n\r\v\f\x85\u2028\u2029"
_LINE = re.compile(rf"[^\s{INVISIBLE}][^{_BREAKS}]*")
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
# A line of dashes or stars parts two passages. Dots are kept: they may be an omission.
_RULE = re.compile(r"[\s\-–—*_=~#•·+]+")
_STRIP = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000" + INVISIBLE
)
_OPENS_ITEM = re.compile(r"(?:[-–—*•‣▪●◦]|\d{1,3}[.)]|\[\d{1,3}\])\s")

SENTENCE_ENDS = ".!?…。！？؟۔।։"
_CLOSERS = "\"”’'»)]“›* \xa0\u202f"  # French sets a space before its closing mark


class Passage(NamedTuple):
    """Characters ``start:end`` of the text, these characters, and whether a blank line stands before."""

    start: int
    end: int
    words: str
    apart: bool


def ends_sentence(words: str) -> bool:
    """Whether it ends a sentence, closing marks, note markers and a final "(Agency)" left aside."""
    core = words.rstrip(_CLOSERS)
    if core and core[-1] in SENTENCE_ENDS:
        return True
    last = words[-1]
    if last not in ")]":
        return False
    opener = words.rfind("(" if last == ")" else "[", max(0, len(words) - 60))
    if opener <= 0:
        return False
    core = words[:opener].rstrip().rstrip(_CLOSERS)
    return bool(core) and core[-1] in SENTENCE_ENDS


def passages(text: str) -> list[Passage]:
    """The passages of a text in order, without surrounding white space; linear in its length."""
    lines = _lines(text)
    width = _wrap_width(lines)
    joined: list[Passage] = []
    first = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and _goes_on(lines[index - 1], lines[index], width):
            continue
        joined.append(_join(text, lines[first:index]))
        first = index
    return joined


def _join(text: str, lines: list[Passage]) -> Passage:
    if len(lines) == 1:
        return lines[0]
    start, end = lines[0].start, lines[-1].end
    return Passage(start, end, text[start:end], lines[0].apart)


def _lines(text: str) -> list[Passage]:
    found: list[Passage] = []
    previous = 0
    ruled = False
    for match in _LINE.finditer(text):
        start = match.start()
        words = match.group().rstrip()
        if words[-1] in INVISIBLE:
            words = words.rstrip(_STRIP)
        end = start + len(words)
        if not words[0].isalnum() and _RULE.fullmatch(words):
            ruled = True
            continue
        gap = text[previous:start]
        apart = not found or ruled or (gap != "\n" and _is_blank_line(gap))
        found.append(Passage(start, end, words, apart))
        previous, ruled = end, False
    return found


def _is_blank_line(gap: str) -> bool:
    return gap == "\n\n" or "\f" in gap or "\u2029" in gap or len(_BREAK.findall(gap)) > 1


def _wrap_width(lines: list[Passage]) -> int:
    """The column at which the text is hard-wrapped, 0 when it is not.

    It is when lines that another follows directly mostly stop inside a sentence, at a place where the
    next line's first word would not have fitted.
    """
    followed = [
        (above, below)
        for above, below in pairwise(lines)
        if not below.apart and not ends_sentence(above.words)
    ]
    pairs = sum(not line.apart for line in lines)
    if pairs < 3 or len(followed) * 2 < pairs:
        return 0
    lengths = sorted(len(line.words) for line in lines)
    width = lengths[-1 - len(lengths) // 20]
    if not 40 <= width <= 120:
        return 0
    full = sum(not _fits(above, below, width) for above, below in followed)
    return width if full * 10 >= len(followed) * 7 else 0


def _fits(above: Passage, below: Passage, width: int) -> bool:
    word = below.words[:40].split(None, 1)[0]
    return len(above.words) + 1 + len(word) <= width * 0.85


def _goes_on(above: Passage, below: Passage, width: int) -> bool:
    """Whether the line ``below`` belongs to the same passage as the line ``above``."""
    if below.apart:
        return False
    if not width:
        # A single line broken inside its sentence, as copying from a page leaves it.
        return below.words[0].islower() and len(above.words) >= 40 and above.words[-1].isalnum()
    if _fits(above, below, width):
        return False
    return not (ends_sentence(above.words) and _OPENS_ITEM.match(below.words))
