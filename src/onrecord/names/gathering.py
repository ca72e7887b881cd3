"""The entities of a text's names: full names first, then the surnames and short forms that point to them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from functools import cached_property

from onrecord.names.comparison import similarity
from onrecord.names.joining import join
from onrecord.names.knowing import recognise
from onrecord.names.lexicon import HUMAN, Lexicon
from onrecord.names.line import Line
from onrecord.names.naming import Name, Names, keys
from onrecord.names.register import Draft, Form, Register
from onrecord.names.roles import read_role
from onrecord.names.salience import Salience
from onrecord.people import Person

_ROLE_LEADING = re.compile(r"((?:\b|(?<=[tTqdm.,b]))[wNXLOUA]{0,4}[rR]+[wkbNXLOUAomgt]{0,6}),\Z")
"""A role before a name in apposition: "the firm's chief, Anna Berg"."""


class Gathering:
    """The names of a text and their entities; what is read later adds to them."""

    def __init__(self, line: Line, people: tuple[Person, ...] = ()):
        self.line = line
        self._people = people
        self.register = Register()
        self.salience = Salience(line)
        self._shapes = Names(line)
        self.offsets = self._shapes.offsets
        self._names = list(self._shapes.all())
        self._at = {name.first: number for number, name in enumerate(self._names)}
        self._firsts: list[int] = []
        self._drafts: dict[int, Draft] = {}
        self.pairs: list[tuple[int, int]] = []
        """Words of two persons named together, "Anna Berg and Adam Rudd"."""
        self._share_surnames()
        self._gather()

    def found(self, first: int, last: int) -> list[Name]:
        """The names of the running text that begin among the words ``[first, last)``."""
        return self._names[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]

    def names(self, first: int, last: int) -> list[Name]:
        """The names that begin among the words ``[first, last)``; in Title Case they are looked for now."""
        found = self.found(first, last)
        lexicon = self.line.lexicon(first) if not found and self.line.headline(first) else None
        return list(self._shapes.between(first, last, lexicon)) if lexicon else found

    def person(self, name: Name) -> bool:
        """Whether a name is known to be a person's."""
        draft = self._drafts.get(name.first)
        return draft is not None and draft.final.kind == "person"

    def has(self, name: Name) -> bool:
        """Whether a name is an entity's already."""
        return name.first in self._drafts

    def draft(self, name: Name) -> Draft | None:
        """The entity of a name; a new one if it is none's yet."""
        found = self._drafts.get(name.first)
        return found.final if found else self._draft(name, create=not self._capital_by_place(name))

    def _acts(self, name: Name) -> bool:
        """Whether the text shows that a lone word is a name: it says something, or stands in two of its cases."""
        line, lexicon = self.line, name.lexicon
        if lexicon.inflects:
            form = name.parts[0]
            alike = line.capitals.get(form[:3], ()) if line.starts_sentence(name.first) else ()
            return any(other != form and form in lexicon.spelt_bases(other) for other in alike)
        articled = line.classes[name.first - 1 : name.first] in ("t", "T")
        return line.classes[name.last : name.last + 1] == "s" and not articled and not self._capital_by_place(name)

    def _capital_by_place(self, name: Name) -> bool:
        """Whether nothing but its place makes a name of a word: "Additional" costs."""
        line = self.line
        if len(name.parts) > 1 or name.kind is not None or not line.starts_sentence(name.first):
            return False
        return name.parts[0] not in line.inner_capitals and line.classes[name.last : name.last + 1] in ("w", "g", "o")

    def mention(self, draft: Draft, first: int, last: int, lexicon: Lexicon, why: str) -> None:
        """Notes that the words ``[first, last)`` mean an entity."""
        span = self.line.words.starts[first], self.line.words.ends[last - 1]
        draft.forms.setdefault(span, Form(span, tuple(self.line.forms[first:last]), why, lexicon.pack.code))

    def _gather(self) -> None:
        """Entities of all names: those of several words first, so that a surname alone finds its person."""
        doubtful: list[Name] = []
        for name in self._names:
            if len(name.parts) > 1:
                if name.kind != "person" and (name.lexicon.inflects or self.line.starts_sentence(name.first)):
                    doubtful.append(name)
                else:
                    self._draft(name, create=True)
        for name in doubtful:
            self._draft(self._without_lead(name), create=True)
        for name in self._names:
            if len(name.parts) == 1:
                self._draft(name, create=name.kind is not None or self._acts(name))
        self._firsts = [name.first for name in self._names]
        join(self.register)
        if self._people:
            recognise(self.register, self._people)
        for name in self._names:
            draft = self._drafts.get(name.first)
            if draft is not None:
                self._note(name, draft.final)

    def _pair(self, name: Name, draft: Draft) -> None:
        before = self._names[max(0, self._at[name.first] - 1)]
        other = self._drafts.get(before.first)
        between = self.line.classes[before.last : name.first]
        if not between or between.strip("&NHh.rR") or other is None or other.final is draft:
            return
        if "person" in (draft.kind, other.final.kind) and draft.personal and other.final.personal:
            self.pairs.append((before.first, name.last))

    @cached_property
    def _alone(self) -> set[str]:
        """The words that stand alone as a name somewhere, in any of their base forms."""
        return {base for name in self._names if len(name.parts) == 1 for base in name.lexicon.bases(name.parts[0])}

    def _share_surnames(self) -> None:
        """Gives the first of two given names their common surname: "Anna and Adam Berg"."""
        classes = self.line.classes
        for one, two in itertools.pairwise(self._names):
            alone = len(one.parts) == 1 and classes[one.first] == "F" and one.lexicon is two.lexicon
            if alone and classes[one.last : two.first] == "&" and len(two.parts) > 1 and classes[two.first] == "F":
                one.parts, one.kind = (*one.parts, *two.parts[1:]), "person"

    def _without_lead(self, name: Name) -> Name:
        """The name without another capitalised word before it: "z Lublina Nowak", where Nowak is known."""
        words = keys(name)
        if self.register.described(words, name.first) or self.register.named(None, words, None, name.first):
            return name
        starts = self.line.starts_sentence(name.first)
        for skip in range(1, len(words)):
            rest, at = words[skip:], name.first
            person = self.register.named("person", rest, None, at) or (
                self.register.by_other_word(rest[0], None, at) if len(rest) == 1 else None
            )
            acronym = name.parts[0].isupper()  # "ONZ Nowak": a body and who speaks next
            sure = person is not None and (person.kind == "person" or starts)
            if person and sure and (name.kind is None or acronym) and (starts or self._apart(name, person)):
                number = self._at.pop(name.first)
                name.parts, name.first = name.parts[skip:], name.last - len(rest)
                name.kind = person.kind
                self._at[name.first] = number
                break
        return name

    def _apart(self, name: Name, person: Draft) -> bool:
        """Whether the first word of a name is another name and no given name: it stands alone too, or like a place."""
        lexicon, first = name.lexicon, name.parts[0]
        if not self._alone.isdisjoint(lexicon.bases(first)) or lexicon.listed(first, "lou"):
            return True
        before = self.line.forms[name.first - 1]
        if self.line.classes[name.first - 1 : name.first] != "b" or lexicon.cue_words.according(before):
            return False
        given = person.keys[0][0]
        return similarity(first, given, lexicon.pack.code, None).verdict == "different"

    def _draft(self, name: Name, *, create: bool) -> Draft | None:
        """The entity of a name, a new one if need be."""
        if not name.parts:
            return None
        words, at = keys(name), name.first
        if not create and len(words) == 1 and not self.register.heard_of(words[0]) and not self.line.quoted(at):
            return None
        known = name.lexicon.known_name(name.parts) if name.kind != "person" else None
        draft, why = self.register.known.get(known.name) if known else None, "name"
        draft = draft or self.register.described(words, at)
        article = len(words) == 1 and not name.role and self.line.classes[at - 1 : at] in ("t", "T")
        if draft is None and name.kind in ("person", None) and not article:
            # a lone given name may be a surname here, and tells no gender then: "Warren"
            titled = name.role or self.line.classes[max(0, at - 2) : at].strip(".")[-1:] in ("H", "h")
            gender = name.gender if len(words) > 1 or titled else None
            draft = self.register.named(name.kind, words, gender, at)
            why = "surname" if len(words) == 1 else "name"
            if draft is None and len(words) == 1:
                draft = self.register.by_other_word(words[0], name.gender, at)
                if draft is None and self.line.quoted(at):
                    draft = self.register.shortened(words[0][0])  # as one speaks of one's own people
                why = "given-name"
        if draft is None:
            if not create:
                return None
            kind = known.kind if known else name.kind
            draft, why = self.register.add(kind, words, name.gender, at, named=True), "name"
            draft.certain = name.gender in HUMAN and name.kind == "person" and len(name.parts) > 1
            if name.kind not in ("person", None):
                draft.gender = name.lexicon.gender_of_noun(name.parts[0])
                for word in range(name.first, name.last):
                    if self.line.classes[word] in "OU":
                        self.register.give_role(draft, name.lexicon.bases(self.line.forms[word]))
                    draft.role_words.update(name.lexicon.bases(self.line.forms[word]))
        if known:
            self.register.known.setdefault(known.name, draft)
            draft.known[name.lexicon.pack.code] = known.name
        self._merge(draft, name, words, why)
        return draft

    def _merge(self, draft: Draft, name: Name, words: list[tuple[str, ...]], why: str) -> None:
        if draft.kind is None:
            # who is called by the last word of a name alone is a person
            acts = why == "given-name" and self.line.classes[name.last : name.last + 1] == "s"
            draft.kind = "person" if (why == "surname" or acts) and name.kind is None else name.kind
        if draft.personal and name.gender and (draft.gender is None or name.role):
            draft.gender, draft.certain = name.gender, len(name.parts) > 1 or bool(name.role)
        draft.first = min(draft.first, name.first)
        draft.articled = draft.articled or self.line.classes[name.first - 1 : name.first] in ("t", "T")
        if len(words) > len(draft.keys) and draft.kind == "person":
            draft.keys = words
        self._drafts[name.first] = draft
        span = self.offsets(name)
        begins = bool(name.article) and self.line.starts_sentence(name.first - 1)
        form = Form(span, name.parts, why, name.lexicon.pack.code, article=name.article, begins=begins)
        draft.forms.setdefault(span, form)
        if name.last in self.line.originals:
            self._take_original(draft, name.last)
        if name.role:
            self._take_role(draft, name, *name.role)

    def _take_original(self, draft: Draft, last: int) -> None:
        """The name in its own script in brackets behind it: "Zoran Zaev (Зоран Заев)"."""
        original = self.line.originals[last]
        span = self.line.span(*original)
        draft.forms.setdefault(span, Form(span, tuple(self.line.forms[slice(*original)]), "original", None))

    def _take_role(self, draft: Draft, name: Name, first: int, last: int) -> None:
        seen = read_role(self.line, name.lexicon, first, last, behind=first >= name.last, fused=last == name.first)
        if seen is None:
            return
        draft.roles.setdefault(seen.title, seen)
        for word in range(*seen.words):
            draft.role_words.update(name.lexicon.bases(self.line.forms[word]))
            if self.line.classes[word] in "rR":
                self.register.give_role(draft, name.lexicon.bases(self.line.forms[word]))
                if draft.gender is None:
                    gender = name.lexicon.gender_of_role(self.line.forms[word])
                    draft.gender = gender if gender != "either" else None

    def _note(self, name: Name, draft: Draft) -> None:
        """The mention for salience; and the role behind a name: "Anna Berg, the minister"."""
        line, classes = self.line, self.line.classes
        before = classes[name.first - 1] if name.first else " "
        weight = 0.0
        sentence = line.sentences[line.sentence(name.first)]
        if name.owner:
            weight = Salience.OWNER
        elif before in "bk" or (name.lexicon.inflects and not line.nominative(name.parts[-1], name.lexicon)):
            weight = Salience.OBLIQUE
        elif classes[name.last : name.last + 1] == "s" or not any(
            n in self._at for n in range(max(sentence, name.first - Salience.SENTENCE), name.first)
        ):
            weight = Salience.SUBJECT
        self.salience.name(name.first, draft, weight)
        draft.placed = draft.placed or (before == "b" and line.forms[name.first - 1].lower() in name.lexicon.locatives)
        if draft.personal and len(name.parts) > 1:
            self._pair(name, draft)
        if before == "," and draft.personal and len(name.parts) > 1 and not name.role:
            led = _ROLE_LEADING.search(classes, max(sentence, name.first - 10), name.first)
            if led:
                self._take_role(draft, name, *led.span(1))
        several = len(name.parts) > 1 and draft.personal
        if (draft.kind == "person" or several) and classes[name.last : name.last + 1] == ",":
            begin = at = name.last + 1
            while at < len(classes) and at < name.last + 5 and classes[at] in "tTdwmN":
                at += 1
            end = at
            while end < len(classes) and classes[end] in "rR":
                end += 1
            listed = end > at and (not name.lexicon.inflects or name.lexicon.listed(line.forms[at], "r"))
            if classes[begin : begin + 1] in ("#", "d") and classes[begin + 1 : begin + 2] in ("b", "k") and several:
                draft.kind = "person"  # "Anna Berg, one of nine leaders"
            if listed and line.sentence(at) == line.sentence(name.first):
                draft.kind = "person"
                self._take_role(draft, name, begin, end)
