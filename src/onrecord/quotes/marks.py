"""Quotation marks in running text: which characters they are, and which way each one leans.

A mark's lean comes from the characters beside it alone: after a space and before a letter it opens, after a
letter or punctuation and before a space or punctuation it closes. Which quotation it opens or closes is
decided in `pairing`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from onrecord.quotes.quotation import Typography

# Families: marks of one family can close each other, whatever language they come from.
DOUBLE: Final = 0
SINGLE: Final = 1
GUILLEMET: Final = 2
SMALL_GUILLEMET: Final = 3

# Leans.
OPENS: Final = 2
EITHER: Final = 0
WEAK: Final = -1  # closes, unless a better closing mark follows: "the fighters’ duty", 'a 12" gun'
CLOSES: Final = -2

FAMILIES: Final = {
    **dict.fromkeys(("„", "“", "”", "‟", '"', "＂", "``", "''", ",,", "‘‘", "’’", "‚‚"), DOUBLE),
    **dict.fromkeys(("‘", "’", "‚", "‛", "'", "`"), SINGLE),
    **dict.fromkeys(("«", "»"), GUILLEMET),
    **dict.fromkeys(("‹", "›"), SMALL_GUILLEMET),
}

# What a mark is where neither its neighbours nor the language decide: 2 opens, 1 rather opens, 0 either.
GLYPH_PRIOR: Final = {
    **dict.fromkeys(FAMILIES, 0),
    **dict.fromkeys(("„", "``", ",,", "‚", "‚‚", "`"), 2),
    **dict.fromkeys(("“", "‟", "«", "‹", "‘", "‘‘", "‛"), 1),
    **dict.fromkeys(("”", "»", "›", "’", "’’"), -1),
}

# Unicode 16 chapter 6.2, "Language-Based Usage of Quotation Marks", and plain typing.
CLOSERS: Final = {
    "„": "”“",
    "“": "”",
    "”": "”",
    "‟": "”",
    '"': '"',
    "＂": "＂",
    "``": "''",
    "''": "''",
    ",,": "''\"”",
    "‚‚": "‘‘’’",
    "‘‘": "’’",
    "’’": "’’",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "’": "’",
    "‚": "’‘",
    "‛": "’",
    "'": "'’",
    "`": "'`",
}

# A single mark between two letters or digits is an apostrophe and not even looked at.
_MARK = re.compile(r"""["„“”‟«»‹›‚‘’‛'`＂](?!(?<=\w[‚‘’‛'`])\w)""")
_MARK_OR_COMMAS = re.compile(_MARK.pattern + r"|,,(?=\w)")
_MARKS = frozenset("\"„“”‟«»‹›‚‘’‛'`＂")
_SINGLES = frozenset("‘’‚‛'`")
_DOUBLED = frozenset("'`‘’‚")
_BEFORE_OPENING = frozenset("([{<—–-/:=|•*")
_AFTER_CLOSING = frozenset(".,;:!?)]}>—–-/…|*。，")
_PUNCTUATION = frozenset(".,;:!?…")
_DECADE = re.compile(r"\d0s\b")
_YEAR = re.compile(r"\d\d(?!\w)")
_FEET = re.compile(r"\d['’′]\s?\d{1,2}$")


class Mark(NamedTuple):
    """One quotation mark: its span, the characters it is written with, its family and its lean.

    ``firm`` says that punctuation stands beside it, so that it is hardly an apostrophe.
    """

    start: int
    end: int
    glyph: str
    family: int
    lean: int
    firm: bool


def find_marks(text: str, start: int, end: int, commas: bool) -> list[Mark]:
    """The quotation marks of ``text[start:end]``, in order, without apostrophes and units of measure.

    ``commas``: two commas before a word are a mark too, ",,so''.
    """
    found: list[Mark] = []
    pattern = _MARK_OR_COMMAS if commas else _MARK
    skip_to = start
    for match in pattern.finditer(text, start, end):
        at = match.start()
        if at < skip_to:
            continue
        glyph = match[0]
        after = text[at + 1] if at + 1 < end else " "
        if glyph in _SINGLES:
            before = text[at - 1] if at > start else " "
            if after == glyph and glyph in _DOUBLED:
                glyph += after
            elif _is_apostrophe(text, at, before, after):
                continue
        skip_to = at + len(glyph)
        mark = _read(text, at, glyph, start, end)
        if mark is not None:
            found.append(mark)
    return found


def _is_apostrophe(text: str, at: int, before: str, after: str) -> bool:
    """Whether a single mark at ``at`` surely is none: ’90s, rock 'n' roll, 5' 11."""
    if after == "n" and text[at + 2 : at + 3] in _SINGLES and text[at + 2 : at + 3]:
        return True
    if text[at - 1 : at] in ("n", "N") and at > 1 and text[at - 2] in _SINGLES:
        return True
    if before.isdigit():
        return text[at + 1 : at + 3].strip()[:1].isdigit()
    if after.isdigit() and not before.isalnum():
        return bool(_DECADE.match(text, at + 1)) or (text[at] == "’" and bool(_YEAR.match(text, at + 1)))
    return False


def _read(text: str, at: int, glyph: str, start: int, end: int) -> Mark | None:
    """The mark at ``at`` with its lean; ``None`` where it is a unit of measure or a comma."""
    stop = at + len(glyph)
    left, right = at - 1, stop
    while left >= start and text[left] in _MARKS and at - left < 5:
        left -= 1
    while right < end and text[right] in _MARKS and right - stop < 5:
        right += 1
    before = text[left] if left >= start else " "
    after = text[right] if right < end else " "
    family = FAMILIES[glyph]
    opening = before == " " or before in _BEFORE_OPENING or not before.isprintable()
    closing = after == " " or after in _AFTER_CLOSING or not after.isprintable()
    if opening and closing and after in ".…" and text[right : right + 2] != ". ":
        closing = False  # "...and so on" opens with its ellipsis
    firm = before in _PUNCTUATION or after in _PUNCTUATION
    lean = EITHER if opening == closing else OPENS if opening else CLOSES
    if lean == CLOSES:
        if family == SINGLE:
            if after in ")]" or (before in "sSxXzZ" and not firm):
                lean = WEAK
            elif glyph == "‚":
                return None
        elif before.isdigit() and glyph in ('"', "''", "”"):
            if _FEET.search(text[max(start, at - 6) : at]):
                return None
            if not firm:
                lean = WEAK
    elif lean == EITHER and not opening and before.isdigit() and family in (DOUBLE, SINGLE):
        return None
    return Mark(at, stop, glyph, family, lean, firm)


@lru_cache(maxsize=64)
def prior_of(typography: Typography) -> dict[str, int]:
    """For each mark what the language makes of it: above 0 rather opening, below 0 rather closing."""
    opening = {pair[0] for pair in typography.pairs}
    closing = {pair[1] for pair in typography.pairs}
    prior = dict(GLYPH_PRIOR)
    for glyph in opening ^ closing:
        if glyph in prior and abs(prior[glyph]) < 2:
            prior[glyph] = 1 if glyph in opening else -1
    return prior
