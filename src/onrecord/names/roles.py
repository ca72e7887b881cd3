"""Roles as the text gives them: the title's words, the organisation it is held in, the years it is held."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.document import Span
from onrecord.names.lexicon import Lexicon
from onrecord.names.line import Line

_CAPITALS = re.compile(r"[XANLOUFGI][XANLOUFGIkKtT&]*(?<![ktT&K])")
_COMPLEMENT = re.compile(r"[kbXANLOUYwogtTrRmFK]{1,10}")
_BODY_BEFORE = re.compile(r"(?:[RXANL]*O[XANLO]*|(?<=[a-z])A)\Z")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"((?:19|20)\d\d)[-–/]((?:19|20)\d\d)")
_LEADING = "tTdmM#,"
_REACH = 7
"""Words behind a role in which its years are looked for."""


class Seen(NamedTuple):
    """A role in the text: the characters of its title and organisation, its EDTF date, and all of its words."""

    title: Span
    organization: Span | None
    date: str | None
    words: tuple[int, int]


def read_role(
    line: Line, lexicon: Lexicon, first: int, last: int, *, behind: bool, fused: bool = False
) -> Seen | None:
    """The role in the words ``[first, last)``; ``behind`` a name its complement follows: "minister of the interior".

    ``fused`` with the name behind it, a title is whole with its complement: Secretary of State Anna Berg."""
    classes = line.classes
    while first < last and classes[first] in _LEADING:
        first += 1
    heads = [at for at in range(first, last) if classes[at] in "rRgGhH"]
    if not heads:
        return None
    head = heads[-1] + 1
    end = last
    if behind:
        found = _COMPLEMENT.match(classes, head)
        end = found.end() if found and _complements(classes[head], lexicon) else head
        times = lexicon.since | lexicon.until
        end = next((at for at in range(head + 1, end) if line.forms[at].lower() in times), end)
        while end > head and classes[end - 1] in "kbtTm":
            end -= 1
    body = None if fused and classes[head : head + 1] == "k" else _CAPITALS.search(classes, head, end)
    title, begin = head if body else end, first
    ahead = max(classes.rfind(cls, first, heads[-1]) for cls in "OU")
    if ahead >= first and not body:  # Harbour Board Chairman Anna Berg
        begin = ahead + 1
    organization = body.span() if body else (first, begin) if begin > first else None
    if organization is None and not behind and (before := _BODY_BEFORE.search(classes, max(0, first - 8), first)):
        organization = before.span()  # "Harbour Board" chairman Anna Berg
    return Seen(
        line.span(begin, max(title, head)),
        line.span(*organization) if organization else None,
        years(line, lexicon, end) if behind else None,
        (first, end),
    )


def _complements(cls: str, lexicon: Lexicon) -> bool:
    """Whether a word right behind a title can begin what it is held in: "of", or a genitive where there are cases."""
    return cls in "kb" if not lexicon.inflects else cls in "wXANLOUomgrb"


def years(line: Line, lexicon: Lexicon, at: int) -> str | None:
    """The years given right behind a role, as EDTF: "(2010-2014)", "since 2019", "od 2019 do 2021"."""
    classes, forms = line.classes, line.forms
    sides: list[str] = []
    found: list[str] = []
    for word in range(at, min(at + _REACH, len(forms))):
        form, low = forms[word], forms[word].lower()
        if whole := _YEARS.fullmatch(form):
            return f"{whole[1]}/{whole[2]}"
        if _YEAR.fullmatch(form):
            if word == at or classes[word - 1] not in "bkqw(":
                break
            found.append(form)
        elif low in lexicon.since:
            sides.append("since")
        elif low in lexicon.until:
            sides.append("until")
        elif classes[word] not in "bk(qw#" or (found and classes[word] == "w"):
            break
    if len(found) > 1:
        return f"{found[0]}/{found[1]}"
    if not found:
        return None
    return f"{found[0]}/.." if sides[:1] == ["since"] else f"../{found[0]}" if sides[:1] == ["until"] else found[0]


__all__ = ["Seen", "read_role", "years"]
