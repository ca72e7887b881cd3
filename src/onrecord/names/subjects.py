"""Which words name who speaks, where those found as the source are cut short or cannot: read off the sentence.

How statements are found looks at word order alone; here names are known, so that "Peter Marsh, of consultancy
Venn, said" is Marsh's and "Ostrand branded the claims a lie, saying ..." Ostrand's.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.names.gathering import Gathering
from onrecord.names.lexicon import Lexicon

Range = tuple[int, int]
"""Words ``[first, last)``."""

_APPOSITION = re.compile(r",(?:[tTdmvVNkb#rRgGoOXALUYwhHFYy][tTdmNXFALOUYrRgGowkbB&,#()Hh.vpHIy]*)?\Z")
_HEAD_BEFORE = re.compile(r"[tTdmM]?[NXALUOYyrRw]{0,5}[rR][bk]t?\Z")
_OPENING = re.compile(r"[q(]*")
_NOUN_PHRASE = re.compile(r"[tTdmM]?[vNXALUOYyw]{0,4}(?:[rRgGoO]|(?<=[tTN])[rRgGoO])")
_CLAUSE_START = re.compile(r",&?[vV]?(?=[XFALUOHINpRrGgtTeEdm])")
_GROUP_PHRASE = re.compile(r"(?:[#dDmMXWw]k?[tNXALw]{0,3})?[gG]")
_APPOSED = re.compile(r"[wgkbNXALOUm]{0,5},")
_REACH = 60
"""Words before a cue that a subject is looked for in; keeps endless sentences linear."""


class Subjects:
    """Where in a text's sentences their subjects stand."""

    def __init__(self, gathered: Gathering):
        self.gathered, self.line = gathered, gathered.line

    def whole(self, first: int, last: int) -> Range:
        """The words of a source with all of a name of which they hold a part: "Mrs" May, Kim "Jong Un"."""
        classes = self.line.classes
        for name in self.gathered.found(max(0, first - 4), last + 1):
            inside = name.first < last and name.last > first
            titled = name.first == last and (
                (name.role is not None and name.role[1] == last) or classes[last - 1] in "Hh"
            )
            if inside or titled:
                first, last = min(first, name.first), max(last, name.last)
        return first, last

    def head(self, first: int, last: int) -> Range:
        """The words of what a source only describes further: the name before an apposition, the role before "of"."""
        line, classes = self.line, self.line.classes
        start = self._start(first)
        for name in self.gathered.names(start, first):
            begins = name.role[0] if name.role and name.role[0] >= start else name.first
            if _OPENING.fullmatch(classes, start, begins) is None and not self._titled(start, begins):
                break
            if name.owner or name.kind in ("place", "organization") or name.last > first or not self.gathered.has(name):
                continue
            if _APPOSITION.match(classes, name.last, first):
                return begins, last
            break
        if classes[first] in "XFIHh":
            return first, last
        before = _HEAD_BEFORE.search(classes, max(start, first - 8), first)
        if before and before.end() == first and line.sentence(before.start()) == line.sentence(first):
            return before.start(), last
        return first, last

    def with_apposed(self, first: int, last: int) -> Range:
        """The words of a source with a name behind it in the same case: "według prezesa" firmy, Adama Nowaka."""
        line = self.line
        lexicon = line.lexicon(first)
        behind = _APPOSED.match(line.classes, last) if lexicon and lexicon.inflects else None
        made = [] if lexicon is None or self.gathered.found(first, last) else self.gathered.found(last, last + 6)
        for name in made:
            between = line.classes[last : name.first]
            if lexicon and line.before(name.first) in lexicon.agents and not between.strip("wbtTmN#"):
                return first, name.last  # "według raportu" opublikowanego przez ministerstwo
        if lexicon is None or behind is None or line.classes[last - 1] not in "rR":
            return first, last
        for name in self.gathered.found(behind.end(), behind.end() + 1):
            if not any(line.nominative(part, lexicon) for part in name.parts):
                return first, name.last
        return first, last

    def without_manner(self, first: int, last: int) -> Range:
        """The words of a source behind its cue without how it was said: "dodał piłkarz" z uśmiechem."""
        classes = self.line.classes
        plain = not classes[first + 2 : last].strip("wmb")
        return (first, first + 1) if classes[first] in "rR" and classes[first + 1 : first + 2] == "b" and plain else (
            first, last
        )  # fmt: skip

    def governed(self, first: int, cue: int) -> bool:
        """Whether a noun before its verb hangs on a preposition, where a verb needs no subject: "w akcie" napisał."""
        line, classes = self.line, self.line.classes
        start, at = self._start(first), first
        while at > start and classes[at - 1] in "wmNXALOUouFK#q" and first - at < 8:
            at -= 1
        return at > start and classes[at - 1] in "bBP" and line.sentence(cue) == line.sentence(first)

    def follows_clause(self, cue: int) -> bool:
        """Whether a participle has its sentence's subject: behind a comma, or at the sentence's start."""
        return self.line.starts_sentence(cue) or self.line.classes[cue - 1 : cue] in (*",q-(", "")

    def begins_clause(self, first: int) -> bool:
        """Whether a sentence or what follows a comma or a verb begins with a word: "said Berg"."""
        classes = self.line.classes
        while first and classes[first - 1] in "tTNvV":
            first -= 1
        return self.line.starts_sentence(first) or classes[first - 1] in ",q(&-s"

    def right_before(self, cue: int) -> Range | None:
        """The person or role that stands right before a participle: "reported the president" saying."""
        line, classes = self.line, self.line.classes
        for name in self.gathered.found(max(0, cue - 5), cue):
            if name.last == cue and not name.owner and self.gathered.has(name):
                return name.first, cue
        begin = cue - 1
        while begin > 0 and classes[begin - 1] in "wNXAL" and cue - begin < 5:
            begin -= 1
        free = classes[begin - 1 : begin] not in ("b", "k")
        if classes[cue - 1 : cue] in ("r", "R", "g", "G") and free and line.sentence(cue - 1) == line.sentence(cue):
            return (cue - 2, cue) if classes[cue - 2 : cue - 1] in ("t", "T") else (cue - 1, cue)
        return None

    def beside(self, first: int, last: int) -> Range | None:
        """The person named right before or right behind the words of a cue, as a subject is: "Nowak" zeznał."""
        line = self.line
        lexicon = line.lexicon(first)
        if lexicon is None:
            return None
        for name in [*self.gathered.found(max(0, first - 4), first), *self.gathered.found(last, last + 4)]:
            begins = name.role[0] if name.role else name.first
            near = name.last == first or begins == last
            if near and self.gathered.person(name) and line.nominative(name.parts[-1], lexicon):
                return min(begins, name.first), name.last
        return None

    def with_name_behind(self, first: int, last: int, cue: int) -> int:
        """The end of a source with the name that stands between it and its cue: "the team's leader", Dr. Berg, said."""
        classes = self.line.classes
        if classes[last : last + 1] == "," and classes[last - 1] in "rRw":
            for name in self.gathered.found(last + 1, min(cue, last + 6)):
                lead, rest = classes[last + 1 : name.first], classes[name.last : cue]
                if not lead.strip("HhNRr.tT") and rest in ("", ",") and name.kind in ("person", None):
                    return name.last
                break
        return last

    def without_next(self, first: int, last: int) -> Range:
        """The words of a source without a name in the nominative at its end: "według akt Nowak" milczał."""
        line = self.line
        lexicon = line.lexicon(first)
        if lexicon is None or not lexicon.inflects:
            return first, last
        for name in self.gathered.found(first + 1, last):
            ends = name.last == last and line.classes[name.first - 1] == "w"
            if ends and name.role is None and self.gathered.person(name):
                return (first, name.first) if line.nominative(name.parts[-1], lexicon) else (first, last)
        return first, last

    def _titled(self, start: int, begins: int) -> bool:
        return not self.line.classes[start:begins].strip("HhRr.TtNq")

    def of_clause(self, cue: int) -> Range | None:
        """The subject of the sentence whose participle or second verb is a cue, as far as it is plain to see."""
        line, classes = self.line, self.line.classes
        lexicon = line.lexicon(cue)
        start = self._start(cue)
        if lexicon is None:
            return None
        if start == cue:  # "Announcing the change, he wrote ..."
            comma = classes.find(",", cue, cue + _REACH)
            return self._phrase_at(comma + 1, len(classes), lexicon) if comma > 0 else None
        places = [start, *(match.end() for match in _CLAUSE_START.finditer(classes, start, cue))]
        for place in places:
            found = self._phrase_at(place, cue, lexicon)
            if found:
                return found
        inside = line.quoted(cue)  # "In the interview he admitted ..., saying"
        pronouns = (at for at in range(start, cue) if classes[at] == "e" and lexicon.cue_words.subject(line.forms[at]))
        pronoun = next((at for at in pronouns if line.quoted(at) == inside), None)
        return self._phrase_at(pronoun, cue, lexicon) if pronoun is not None else None

    def _phrase_at(self, place: int, cue: int, lexicon: Lexicon) -> Range | None:
        """The name, pronoun or noun phrase with a role that begins right at a word."""
        line, classes = self.line, self.line.classes
        place = _OPENING.match(classes, place).end()  # type: ignore[union-attr]
        if place >= cue:
            return None
        if classes[place] in "eE":
            gender = lexicon.pronouns.get(line.forms[place].lower())
            return (place, place + 1) if gender in ("masculine", "feminine", "plural") else None
        for name in self.gathered.found(place, min(place + 8, cue)):
            begins = name.first == place or self._leads(place, name.first)
            if begins and name.last <= cue and not name.owner and self.gathered.has(name):
                return place, name.last
            if name.kind not in ("place", "organization"):
                break
        found = _NOUN_PHRASE.match(classes, place, cue)
        if found and classes[place] in "tTN" and found.end() < cue:
            return place, found.end()
        group = _GROUP_PHRASE.match(classes, place, cue)
        return (place, group.end()) if group and group.end() < cue else None

    def _leads(self, place: int, first: int) -> bool:
        lead = self.line.classes[place:first]
        return not lead.strip("tTNHhRrXLO.w") and (lead[-1:] in "RrHh." or lead[:1] in "Rr")

    def _start(self, word: int) -> int:
        line = self.line
        number = line.sentence(word)
        return max(line.sentences[number] if number >= 0 else 0, word - _REACH)

    def beside_quotation(self, word: int) -> Range | None:
        """Who is named right behind or before the quotation a word stands in: '"I was there," Anna Berg said'."""
        line, classes = self.line, self.line.classes
        number = line.quoted(word)
        if not number:
            return None
        end = bisect_right(line.words.starts, line.quotation_end(number) - 1)
        lexicon = line.lexicon(word)
        if lexicon is None or end >= len(classes):
            return None
        while end < len(classes) and classes[end] in ",q-":
            end += 1
        for name in self.gathered.names(end, end + 5):
            lead = classes[end : name.first]
            if not lead.strip("stTNHhRr.w") and line.sentence(end) == line.sentence(name.first):
                return name.first, name.last
            break
        begin = bisect_right(line.words.starts, line.quotation_start(number)) - 1
        return self.of_clause(begin) if classes[begin - 1 : begin] in ("q", ",") else None  # 'Anna Berg said: "I ..."'


__all__ = ["Range", "Subjects"]
