"""What the words of a source or addressee name: a name, a role, a group, a pronoun."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.languages.classes import CLASSES
from onrecord.names.lexicon import Lexicon
from onrecord.names.line import Line
from onrecord.names.naming import Name

_ATTRIBUTE = CLASSES["attribute"]
_BREAKS = ",(q["
_NOUNS = "rgouwyRGOU"
_LEADING = "tTdDmMeEvV#"


@dataclass(slots=True)
class Phrase:
    """What a span of words says of whom it means.

    ``name`` is the name at its head, ``names`` the joined ones; else ``words`` are those of the noun phrase without
    article, ``head`` its noun. ``pronoun`` is what a pronoun stands for.
    """

    first: int
    last: int
    lexicon: Lexicon
    name: Name | None = None
    joined: tuple[Name, ...] = ()
    pronoun: str | None = None
    words: tuple[int, int] = (0, 0)
    head: int = -1
    definite: bool = False
    short: bool = False
    bare: bool = False
    """Whether it is a body's noun without an article: "police"."""
    empty: bool = False
    """Whether there is no noun and no name in it: "this", "more"."""
    surely_speaks: bool = False
    """Whether it is a name or a role where a subject can be: behind no preposition."""


def read_phrase(line: Line, first: int, last: int, names: Sequence[Name]) -> Phrase | None:
    """The phrase of the words ``[first, last)``, of which ``names`` are the names; ``None`` where it says nothing."""
    lexicon = line.lexicon(first)
    if lexicon is None or first >= last:
        return None
    classes = line.classes
    phrase = Phrase(first, last, lexicon)
    while first < last - 1 and classes[first] in "bk":
        first += 1
    if classes[first] == "q" and classes[last - 1] == "q" and "q" not in classes[first + 1 : last - 1]:
        first, last = first + 1, last - 1  # "Gazeta" reports
    elif classes[first] == "q" and "q" in classes[first + 1 : last - 1]:
        first = classes.index("q", first + 1) + 1  # what is quoted before a name: the programme "60 minut" Adam Nowak
    cut = _segment_end(classes, first, last)
    according = lexicon.cue_words.according
    cut = next((at for at in range(first + 1, cut) if classes[at] == "b" and according(line.forms[at])), cut)
    if cut == first:
        return None
    if cut == first + 1 and classes[first] == "w" and lexicon.pack.classes[line.forms[first]] == _ATTRIBUTE:
        return None
    if {*classes[first:cut]} <= {"e", "E", "z", "Z"}:
        phrase.pronoun = lexicon.pronouns.get(line.forms[first].lower())
        return phrase
    joined = _joined(classes, first, last, names)
    if joined:
        phrase.joined = joined
        phrase.words = (joined[0].first, joined[-1].last)
        return phrase
    phrase.name = _head_name(line, first, cut, names, lexicon)
    _describe(line, phrase, first, cut)
    if phrase.name is None and phrase.head >= 0 and lexicon.writing(line.forms[phrase.head]):
        made = (name for name in names if line.before(name.first) in lexicon.agents)
        phrase.name = next(made, None)  # a report by the ministry: it speaks
    phrase.empty = phrase.name is None and not classes[first:cut].strip("tTdDvV#B&")
    free = not first or classes[first - 1] not in "bk"
    phrase.surely_speaks = free and (phrase.name is not None or (phrase.head >= 0 and classes[phrase.head] in "rRgG"))
    if phrase.name is None and (phrase.head < 0 or classes[phrase.head] not in "gG"):
        body = phrase.head >= 0 and classes[phrase.head] in "oOuU"
        quoted = classes[cut : cut + 1] == "q" and cut + 1 < last
        called = (name for name in names if quoted and name.first == cut + 1 and name.kind != "person")
        apposed = next(called, None) or _apposed(classes, cut, last, names)  # the daily "Gazeta"
        person = apposed is not None and (apposed.kind == "person" or (apposed.kind is None and not quoted))
        phrase.name = None if body and person else apposed
    elif phrase.name and phrase.name.role and len(phrase.name.parts) == 1:
        # "lidera Zarzecza, Adama Nowaka": the full name says who he is, the word before what he is the head of
        full = _apposed(classes, cut, last, names)
        phrase.name = full if full and len(full.parts) > 1 else phrase.name
    return phrase


def _segment_end(classes: str, first: int, last: int) -> int:
    at = first
    while at < last and classes[at] not in _BREAKS:
        at += 1
    return at


def _joined(classes: str, first: int, last: int, names: Sequence[Name]) -> tuple[Name, ...]:
    """Names that only commas and "and" hold apart, where there is an "and": "Trump and Kim"."""
    if len(names) < 2 or classes[first : names[0].first].strip("tTdDNHh.rRn"):
        return ()
    if classes[names[-1].last : last].strip("."):
        return ()
    gaps = [classes[one.last : two.first] for one, two in itertools.pairwise(names)]
    if "&" not in gaps[-1] or any(gap.strip(",&tTdHh.rRn") for gap in gaps):
        return ()
    return tuple(names)


def _head_name(line: Line, first: int, cut: int, names: Sequence[Name], lexicon: Lexicon) -> Name | None:
    """The name that is the head of the words up to the first comma."""
    classes = line.classes
    if lexicon.inflects and (subject := _subject(line, cut, names, lexicon)):
        return subject
    for name in reversed(names):
        if not first <= name.first < cut or (name.owner and name.last < cut):
            continue
        if name.complement and name.first > first:
            continue
        after = classes[name.last : name.last + 1] if name.last < cut else ""
        origin = after == "k" and name.kind == "person" and classes[name.last + 1 : name.last + 2] in ("L", "X")
        if after and after in _NOUNS + "NXFAk" and not origin:
            continue  # but "Anna Berg of Maryland" is
        lead_from = name.role[0] if name.role and name.role[0] >= first else name.first
        lead = classes[first:lead_from]
        if "b" in lead or ("k" in lead and name.kind != "person"):
            continue
        if (
            name.role
            and name.kind == "person"
            and "g" not in classes[slice(*name.role)].lower()
            and (len(name.parts) > 1 or classes[name.first - 1] not in "wr" or not lexicon.drops_subjects)
        ):
            return name
        led = bool({"r", "g"} & {*classes[max(first, name.first - 4) : name.first].lower()})
        held = [c for c in reversed(classes[max(first, name.first - 4) : name.first]) if c in "rgouwRGOU"]
        noun = next((c for c in held if c != "w"), held[0] if held else "")
        if not noun or _apposition(noun, name, lexicon, led):
            return name
    return None


def _subject(line: Line, cut: int, names: Sequence[Name], lexicon: Lexicon) -> Name | None:
    """The name of a person in the nominative at the end of the words: "w akcie oskarżenia Nowak"."""
    for name in names:
        lead = line.classes[max(0, name.first - 1) : name.first]
        personal = name.kind == "person" or (name.kind is None and lead == "w")
        if name.last == cut and personal and lead in ("w", "r", "R", "", "&", "o", "O", "A") and not name.owner:
            return name if line.nominative(name.parts[-1], lexicon) else None
    return None


def _apposition(noun: str, name: Name, lexicon: Lexicon, led: bool) -> bool:
    """Whether a name right behind a noun is what the noun is called, and not whose it is."""
    low = noun.lower()
    if low in "ou":
        if led and lexicon.drops_subjects:
            return False  # "prezes stowarzyszenia Zarzecze, Adam Nowak"
        return name.kind != "place" and (name.kind != "person" or not lexicon.drops_subjects)
    if low == "g":
        return False
    if low == "r":
        return name.kind in ("person", None)
    return (name.kind == "person" and len(name.parts) > 1) or (name.kind != "place" and not lexicon.drops_subjects)


def _apposed(classes: str, cut: int, last: int, names: Sequence[Name]) -> Name | None:
    """The name behind a comma that says who is meant: "his mother, Anna Berg"."""
    for name in names:
        if name.first < cut or name.owner or name.kind == "place":
            continue
        lead = classes[cut : name.first]
        if lead.lstrip(",").strip("NHh.tTrRw") or lead.count(",") > 1:
            return None
        after = classes[name.last : name.last + 1] if name.last < last else ""
        return None if after and after in _NOUNS else name
    return None


def _describe(line: Line, phrase: Phrase, first: int, cut: int) -> None:
    """Notes the noun phrase, its head noun, and whether it points back to something known."""
    classes, lexicon = line.classes, phrase.lexicon
    if classes[first] in "dD#" and classes[first + 1 : first + 2] in ("b", "k") and first + 1 < cut:
        phrase.words, phrase.head = (first, cut), first  # "one of his sons"
        return
    start = first
    while start < cut - 1 and classes[start] in _LEADING:
        start += 1
    lead = [form.lower() for form in line.forms[first:start]]
    phrase.definite = any(form in lexicon.definite for form in lead) or (
        lexicon.inflects and not classes[first:start].strip("#")
    )
    phrase.bare = start == first and not lexicon.inflects and classes[start] in "oO"
    end = start
    while end < cut and classes[end] not in "bzBk":
        end += 1
    if end == start:
        end = cut
    heads = [at for at in range(start, end) if classes[at] in "rgouRGOU" or lexicon.writing(line.forms[at])]
    if not heads:
        phrase.head = end - 1
    else:
        written = lexicon.writing(line.forms[heads[0]]) and len(heads) == 1  # "a report released on Monday"
        last = heads[-1] if heads[-1] == end - 1 else end - 1
        phrase.head = heads[0] if lexicon.drops_subjects or written else last
    phrase.words = (start, cut)
    role = classes[phrase.head] in "rR"
    phrase.short = (end == cut and (end - start == 1 or (role and not lexicon.inflects))) or (
        role and lexicon.identifies(line.forms[first])
    )
