"""The speaker and the addressees of every statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.document import Document, Span, Statement
from onrecord.languages.classes import CLASSES
from onrecord.names.lexicon import Lexicon
from onrecord.names.naming import Line, Name, keys
from onrecord.names.register import Draft, Form, Register
from onrecord.names.salience import Salience
from onrecord.names.sources import Phrase, read_phrase

_PLURAL = CLASSES["plural"]
_GROUP = {"g": "group", "o": "organization", "u": "outlet"}


@dataclass
class Reading:
    """A text being resolved: its names, its entities, and who is meant by what."""

    document: Document
    line: Line
    register: Register = field(default_factory=Register)

    def __post_init__(self) -> None:
        self.salience = Salience(self.line)
        self.names: list[Name] = list(self.line.names())
        self._at = {name.first: number for number, name in enumerate(self.names)}
        self._draft_of: dict[int, Draft] = {}
        self._firsts = [name.first for name in self.names]
        self.speakers: dict[str, Draft] = {}
        self.addressees: dict[str, list[Draft]] = {}

    # names

    def gather(self) -> None:
        """Entities of all names: those of several words first, so that a surname alone finds its person."""
        for name in self.names:
            if len(name.parts) > 1:
                self._draft(name, create=True)
        for name in self.names:
            if len(name.parts) == 1:
                self._draft(name, create=name.kind is not None)
        for name in self.names:
            draft = self._draft_of.get(name.first)
            if draft is not None:
                self._note(name, draft)

    def _draft(self, name: Name, *, create: bool) -> Draft | None:
        """The entity of a name, a new one if need be."""
        if not name.parts:
            return None
        words, at = keys(name), name.first
        draft, why = self.register.described(words, at), "name"
        article = len(words) == 1 and not name.role and self.line.classes[at - 1 : at] in ("t", "T")
        if draft is None and name.kind in ("person", None) and not article:
            draft = self.register.named(name.kind, words, name.gender, at)
            why = "surname" if len(words) == 1 else "name"
            if draft is None and len(words) == 1:
                draft, why = self.register.by_other_word(words[0], name.gender, at), "given-name"
        if draft is None:
            if not create:
                return None
            draft, why = self.register.add(name.kind, words, name.gender, at, named=True), "name"
            if name.kind not in ("person", None):
                draft.gender = self._gender_of_noun(name.lexicon, name.parts[0])
                for word in range(name.first, name.last):
                    if self.line.classes[word] in "OU":
                        self.register.give_role(draft, name.lexicon.bases(self.line.forms[word]))
                    draft.role_words.update(name.lexicon.bases(self.line.forms[word]))
        self._merge(draft, name, words, why)
        return draft

    def _merge(self, draft: Draft, name: Name, words: list[tuple[str, ...]], why: str) -> None:
        if draft.kind is None:
            draft.kind = name.kind
        if draft.gender is None and draft.kind in ("person", None):
            draft.gender = name.gender
        draft.first = min(draft.first, name.first)
        if len(words) > len(draft.keys) and draft.kind == "person":
            draft.keys = words
        self._draft_of[name.first] = draft
        span = self.line.offsets(name)
        draft.forms.setdefault(span, Form(span, name.parts, why, name.lexicon.pack.code))
        if name.role:
            self._take_role(draft, name, *name.role)

    def _take_role(self, draft: Draft, name: Name, first: int, last: int) -> None:
        while last > first + 1 and self.line.classes[last - 1] not in "rRgG":
            last -= 1
        span = self.line.words.starts[first], self.line.words.ends[last - 1]
        draft.roles.setdefault(span, None)
        for word in range(first, self._role_end(last)):
            draft.role_words.update(name.lexicon.bases(self.line.forms[word]))
            if self.line.classes[word] in "rR":
                self.register.give_role(draft, name.lexicon.bases(self.line.forms[word]))
                if draft.gender is None:
                    gender = name.lexicon.gender_of_role(self.line.forms[word])
                    draft.gender = gender if gender != "either" else None

    def _role_end(self, last: int) -> int:
        """The word after a role's complement: "minister of the interior"."""
        end = last
        while end < len(self.line.classes) and end < last + 8 and self.line.classes[end] in "kbXANLOUYwotTr":
            end += 1
        return end

    def _note(self, name: Name, draft: Draft) -> None:
        """The mention for salience; and the role behind a name: "Anna Berg, the minister"."""
        line, classes = self.line, self.line.classes
        before = classes[name.first - 1] if name.first else " "
        weight = 0.0
        sentence = line.sentences[line.sentence(name.first)]
        if name.owner:
            weight = Salience.OWNER
        elif before in "bk":
            weight = Salience.OBLIQUE
        elif not any(n in self._at for n in range(max(sentence, name.first - 8), name.first)):
            weight = Salience.SUBJECT
        self.salience.name(name.first, draft, weight)
        if draft.kind == "person" and classes[name.last : name.last + 1] == ",":
            at = name.last + 1
            while at < len(classes) and at < name.last + 5 and classes[at] in "tTdwmN":
                at += 1
            end = at
            while end < len(classes) and classes[end] in "rR":
                end += 1
            listed = end > at and (not name.lexicon.inflects or name.lexicon.listed(line.forms[at], "r"))
            if listed and line.sentence(at) == line.sentence(name.first):
                self._take_role(draft, name, at, end)

    # who is meant

    def meant(self, phrase: Phrase, verb: str | None) -> tuple[Draft | None, str]:
        """The entity of a phrase and the rule that says so; ``verb`` is what the cue tells of its subject."""
        if phrase.pronoun:
            return self._pronoun(phrase, phrase.pronoun, verb), "pronoun"
        if phrase.joined:
            return self._together(phrase), "names"
        if phrase.name:
            draft = self._draft_of.get(phrase.name.first) or self._draft(phrase.name, create=True)
            if draft and draft.gender is None and verb in ("masculine", "feminine"):
                draft.gender = verb
            return draft, "name"
        return self._described(phrase, verb)

    def _pronoun(self, phrase: Phrase, pronoun: str, verb: str | None) -> Draft | None:
        grammatical = phrase.lexicon.drops_subjects
        if pronoun == "speaker":
            return None
        if pronoun == "relative":
            return self.salience.find(phrase.first, verb or "singular", grammatical=True)
        if pronoun == "masculine" and grammatical and verb == "feminine":
            pronoun = "feminine"
        return self.salience.find(phrase.first, pronoun, grammatical=grammatical)

    def _together(self, phrase: Phrase) -> Draft:
        first, last = phrase.words
        words = [phrase.lexicon.bases(form) for form in self.line.forms[first:last]]
        draft = self.register.described(words, first) or self.register.add("group", words, "plural", first, named=False)
        self._mention(draft, first, last, phrase.lexicon, "names")
        return draft

    def _described(self, phrase: Phrase, verb: str | None) -> tuple[Draft | None, str]:
        """The entity of a role, group or body without a name."""
        line, lexicon = self.line, phrase.lexicon
        first, last = phrase.words
        if first >= last:
            return None, ""
        head = line.classes[phrase.head].lower()
        bases = lexicon.bases(line.forms[phrase.head])
        gender = lexicon.gender_of_role(line.forms[phrase.head]) if head == "r" else None
        words = [lexicon.bases(form) for form in line.forms[first:last]]
        kind = _GROUP.get(head) or self._kind_of_noun(lexicon, phrase.head, verb)
        known = self.register.described(words, first) or self._pointed_at(phrase, head, bases, gender, verb)
        if known is not None and (head in "rou" or kind == "group"):
            self._mention(known, first, last, lexicon, "group" if known.kind == "group" else "role")
            return known, "role"
        if known is None:
            known = self.register.add(kind, words, None, first, named=False)
            if kind == "person":
                known.gender = (
                    gender
                    if gender in ("masculine", "feminine")
                    else verb
                    if verb in ("masculine", "feminine")
                    else None
                )
            elif lexicon.drops_subjects:
                known.gender = (
                    verb
                    if verb in ("masculine", "feminine", "thing")
                    else self._gender_of_noun(lexicon, line.forms[phrase.head])
                )
            if head in "roug":
                self.register.give_role(known, bases)
                known.role_words.update(base for word in words for base in word)
        self._mention(known, first, last, lexicon, "group" if kind == "group" else "description")
        return known, "group" if kind == "group" else "description"

    def _pointed_at(
        self, phrase: Phrase, head: str, bases: Sequence[str], gender: str | None, verb: str | None
    ) -> Draft | None:
        """Who is meant by a noun that points back (or, in a headline, on): "the minister", "the agency"."""
        first, last = phrase.words
        line, lexicon = self.line, phrase.lexicon
        if not phrase.definite and not (head == "r" and line.headline(first)) and head != "g":
            return None
        if head not in "roug":
            return None
        told = next((g for g in (gender, verb) if g in ("masculine", "feminine")), None)
        extra = {
            base
            for word in range(first, last)
            if word != phrase.head and line.classes[word] in "XANLOUYRrow"
            for base in lexicon.bases(line.forms[word])
        }
        known = self.register.with_role(bases, extra, None if head in "oug" else told, first)
        if known is not None and (known.kind == "group") == (head == "g"):
            return known
        if head == "r" and phrase.definite and phrase.short:
            known = self.salience.find(first, told or "singular", grammatical=False)
            return known if known and known.personal else None
        if head in "ou" and phrase.definite and phrase.short and not lexicon.inflects:
            return self.salience.find(first, "thing", grammatical=False)
        return None

    def _kind_of_noun(self, lexicon: Lexicon, word: int, verb: str | None) -> str:
        form = self.line.forms[word]
        if self.line.classes[word] in "rR":
            return "group" if verb == "plural" else "person"
        if verb == "plural" or (not lexicon.drops_subjects and lexicon.pack.classes[form.lower()] == _PLURAL):
            return "group"
        return "organization"

    @staticmethod
    def _gender_of_noun(lexicon: Lexicon, form: str) -> str | None:
        if not lexicon.drops_subjects:
            return None
        if form.isupper():
            return None
        return {"a": "feminine", "o": "thing", "e": "thing", "m": "thing"}.get(form[-1:], "masculine")

    def _mention(self, draft: Draft, first: int, last: int, lexicon: Lexicon, why: str) -> None:
        span = self.line.words.starts[first], self.line.words.ends[last - 1]
        draft.forms.setdefault(span, Form(span, tuple(self.line.forms[first:last]), why, lexicon.pack.code))

    # statements

    def resolve(self, statements: Sequence[Statement]) -> None:
        """Speakers of all statements, in the order of the text; then of those who speak of themselves."""
        waiting: list[Statement] = []
        for statement in sorted(statements, key=lambda s: (_place(s), s.id)):
            if self._first_person(statement):
                waiting.append(statement)
                continue
            self._speaker(statement)
        enclosing = _enclosing(statements)
        for statement in waiting:
            holder = enclosing.get(statement.id)
            draft = self.speakers.get(holder) if holder else None
            if draft is not None:
                self.speakers[statement.id] = draft
        for statement in statements:
            if statement.addressee:
                self._addressee(statement)

    def _first_person(self, statement: Statement) -> bool:
        if statement.source:
            first, last = self._words(statement.source[0])
            lexicon = self.line.lexicon(first) if last - first == 1 else None
            return lexicon is not None and lexicon.pronouns.get(self.line.forms[first].lower()) == "speaker"
        return self._verb(statement) == "speaker"

    def _verb(self, statement: Statement) -> str | None:
        """What the cue tells of its subject, in languages whose verbs do."""
        if not statement.cue:
            return None
        first, last = self._words(statement.cue[0])
        lexicon = self.line.lexicon(first) if first < last else None
        if lexicon is None or not lexicon.drops_subjects:
            return None
        forms = [form.lower() for form in self.line.forms[first:last]]
        return next((g for form in forms if (g := lexicon.verb_tells(form, forms))), None)

    def _speaker(self, statement: Statement) -> None:
        verb = self._verb(statement)
        if statement.source:
            phrase = self._phrase(statement.source)
            if phrase is None:
                return
            draft, why = self.meant(phrase, verb)
            at = phrase.first
            if draft is not None and why == "pronoun":
                self._mention(draft, phrase.first, phrase.first + 1, phrase.lexicon, why)
        else:
            at, draft = self._dropped(statement, verb)
        if draft is None:
            return
        draft.used = True
        self.speakers[statement.id] = draft
        self.salience.mean(at, draft, Salience.SPEAKER)
        if statement.source and verb in ("masculine", "feminine", "singular", "plural"):
            form = draft.forms.get(self.line.offsets(phrase.name)) if phrase and phrase.name else None
            if form:
                form.subject = True

    def _dropped(self, statement: Statement, verb: str | None) -> tuple[int, Draft | None]:
        """The speaker of a verb without subject, where the language leaves subjects out."""
        if not statement.cue or verb in (None, "nobody", "speaker"):
            return 0, None
        first, _ = self._words(statement.cue[0])
        return first, self.salience.find(first, verb, grammatical=True)

    def _addressee(self, statement: Statement) -> None:
        phrase = self._phrase(statement.addressee)
        if phrase is None:
            return
        draft, why = self.meant(phrase, None)
        if draft is not None:
            draft.used = True
            if why == "pronoun":
                self._mention(draft, phrase.first, phrase.first + 1, phrase.lexicon, why)
            self.addressees[statement.id] = [draft]

    def _phrase(self, spans: Sequence[Span]) -> Phrase | None:
        first, last = self._words(spans[0])
        if first >= last:
            return None
        names = [self.names[n] for w in range(first, last) if (n := self._at.get(w)) is not None]
        if not names:
            lexicon = self.line.lexicon(first)
            names = list(self.line.names_between(first, last, lexicon)) if lexicon else []
        return read_phrase(self.line, first, last, names)

    def _words(self, span: Span) -> tuple[int, int]:
        return self.line.words.between(*span)


def _place(statement: Statement) -> int:
    spans: Iterable[Span] = statement.source or statement.cue or statement.content
    return min(start for start, _ in spans)


def _enclosing(statements: Sequence[Statement]) -> dict[str, str]:
    """For each statement the smallest other one in whose content its source or cue stands."""
    spans = sorted((start, -end, statement.id) for statement in statements for start, end in statement.content)
    places = sorted((_place(statement), statement.id) for statement in statements)
    found: dict[str, str] = {}
    stack: list[tuple[int, str]] = []
    at = 0
    for place, own in places:
        while at < len(spans) and spans[at][0] <= place:
            start, end, identity = spans[at]
            while stack and stack[-1][0] <= start:
                stack.pop()
            stack.append((-end, identity))
            at += 1
        while stack and stack[-1][0] <= place:
            stack.pop()
        holder = next((identity for _, identity in reversed(stack[-8:]) if identity != own), None)
        if holder is not None:
            found[own] = holder
    return found
