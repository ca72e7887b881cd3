"""The speaker and the addressees of every statement."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from onrecord.document import Statement
from onrecord.names.gathering import Gathering
from onrecord.names.lexicon import HUMAN
from onrecord.names.line import Line
from onrecord.names.meaning import Meaning
from onrecord.names.phrases import Phrase
from onrecord.names.register import Draft, agree
from onrecord.names.salience import Salience
from onrecord.names.sources import Cue, Sources, place
from onrecord.people import Person

_LEAD = 2
"""The last sentence of a lead, counted from 0 with the title."""


class Speakers:
    """Who speaks, and who is spoken to, by the statements' ids."""

    def __init__(self, line: Line, people: tuple[Person, ...] = ()):
        self.line = line
        self.gathered = Gathering(line, people)
        self._meaning = Meaning(self.gathered)
        self._sources = Sources(self.gathered)
        self._last: Draft | None = None
        self._quoting: dict[int, Draft] = {}
        self._speakers: dict[str, Draft] = {}
        self._addressees: dict[str, tuple[Draft, ...]] = {}

    def speaker(self, statement: Statement) -> Draft | None:
        """The speaker of a statement that was resolved."""
        found = self._speakers.get(statement.id)
        return found.final if found else None

    def addressees(self, statement: Statement) -> tuple[Draft, ...]:
        """Whom a statement that was resolved is said to."""
        return tuple(draft.final for draft in self._addressees.get(statement.id, ()))

    def resolve(self, statements: Sequence[Statement]) -> None:
        """Speakers of all statements, in the order of the text; then of those who speak of themselves."""
        waiting: list[Statement] = []
        nested: list[tuple[Statement, Cue | None]] = []
        for statement in sorted(statements, key=lambda s: (place(s), s.id)):
            cue = self._sources.cue(statement)
            if self._sources.speaks_of_itself(statement, cue):
                waiting.append(statement)
            elif self.line.quoted(self._sources.words((place(statement), place(statement) + 1))[0]):
                nested.append((statement, cue))
            else:
                self._speaker(statement, cue)
                self._note_quotations(statement)
        for statement, cue in nested:
            self._speaker(statement, cue)
        enclosing = _enclosing(statements)
        direct = sorted((s for s in statements if s.kind == "direct"), key=lambda s: (s.content[-1][1], s.id))
        for statement in waiting:
            holder = enclosing.get(statement.id)
            draft = self._speakers.get(holder) if holder else self._beside_quotation(statement)
            draft = draft or self._carried_on(statement, direct) or self._author
            if draft is not None:
                self._speakers[statement.id] = draft
        for statement in statements:
            if statement.addressee:
                self._addressee(statement)
        self._name_the_unnamed()

    def _note_quotations(self, statement: Statement) -> None:
        """Notes who speaks in the quotations of a statement, and of those that follow without anybody named."""
        draft = self._speakers.get(statement.id)
        for start, end in statement.content if draft and draft.kind == "person" else ():
            number = self.line.quoted(self._sources.words((start, end))[0])
            if number and draft and (number not in self._quoting or statement.kind == "direct"):
                self._quoting[number] = draft

    def _speaker(self, statement: Statement, cue: Cue | None) -> None:
        verb = cue.verb if cue else None
        phrase = self._sources.of(statement, cue)
        if phrase is not None and cue and self._sources.impersonal(phrase, cue):
            return
        if phrase is not None and cue and self._sources.hangs(phrase, cue):
            thing = self._meaning.of(phrase, verb)[0] if phrase.name else None
            phrase, draft = None, self._dropped(cue, [thing] if thing else [])
        elif phrase is not None:
            draft = self._meant(phrase, cue, verb)
        else:
            draft = self._dropped(cue) if cue and not statement.source else None
        if draft is None:
            return
        told = phrase.pronoun if phrase and phrase.pronoun in HUMAN else verb
        if draft.kind is None and draft.gender is None and draft.personal and told in HUMAN:
            draft.gender = told  # whom "he" means, or a verb of men's
        self._introduce(draft)
        draft.used = True
        self._last = draft
        self._speakers[statement.id] = draft
        at = phrase.first if phrase else cue.first if cue else 0
        self.gathered.salience.mean(at, draft, Salience.SPEAKER)
        form = draft.forms.get(self.gathered.offsets(phrase.name)) if phrase and phrase.name else None
        if form and phrase and statement.source and cue and verb in (*HUMAN, "singular", "plural"):
            # "..., Alimem Berkiem, który powiedział": the subject is the relative, the name may be in any case
            form.subject = "z" not in self.line.classes[phrase.last : cue.first].lower()

    def _meant(self, phrase: Phrase, cue: Cue | None, verb: str | None) -> Draft | None:
        """Whom the phrase of a source means."""
        speaking = self._speaking(phrase) if phrase.pronoun in (*HUMAN, "plural") else None
        draft, why = self._meaning.of(phrase, verb, speaking)
        if draft is None:
            return None
        if why == "pronoun":
            self.gathered.mention(draft, phrase.first, phrase.first + 1, phrase.lexicon, why)
        elif why == "name" and cue and self._contradicts(phrase, cue, draft):
            return self.gathered.salience.find(phrase.first, verb, grammatical=False) or draft
        elif why == "name" and draft.personal and verb in HUMAN:
            draft.gender = verb
        return draft

    def _speaking(self, phrase: Phrase) -> Draft | None:
        """Who speaks where a pronoun stands inside a quotation: "he" there is somebody else."""
        number = self.line.quoted(phrase.first)
        return self._quoting.get(number) or self._quoting.get(number - 1) if number else None

    def _contradicts(self, phrase: Phrase, cue: Cue, draft: Draft) -> bool:
        """Whether a cue is not the verb of the name before it: "Nowakowa twierdzi, że Adam upadł i powiedział ..."."""
        if cue.verb not in HUMAN or not draft.certain or draft.gender == cue.verb:
            return False
        return "s" in self.line.classes[phrase.last : cue.first]

    def _introduce(self, draft: Draft) -> None:
        """Joins a person whom the lead speaks of without a name ("A lawmaker said ...") with the name that follows.

        Only if the name is the next speaker's, is new, is nobody else's and bears no other role.
        """
        lead, line = self._last, self.line
        if lead is None or not lead.described or lead.kind != "person" or line.sentence(lead.first) > _LEAD:
            return
        new = not draft.used and not draft.described and line.sentence(draft.first) > line.sentence(lead.first)
        if not new or not draft.personal or not agree(lead.gender, draft.gender):
            return
        near = line.sentence(draft.first) - line.sentence(lead.first) <= _LEAD
        if draft.roles and not near and draft.role_words.isdisjoint(base for word in lead.keys for base in word):
            return
        if not any(d.kind == "person" and lead.first < d.first < draft.first for d in self.gathered.register.drafts):
            lead.same = draft
            draft.kind, draft.used = "person", True
            draft.gender = draft.gender or lead.gender
            draft.forms.update(lead.forms)
            draft.role_words |= lead.role_words

    def _name_the_unnamed(self) -> None:
        """Joins whom the lead gives a role and no name with the one person who bears it later on."""
        drafts = self.gathered.register.drafts
        bearers = [d for d in drafts if d.same is None and d.roles and d.kind == "person" and not d.described]
        for draft in drafts:
            if draft.same or not draft.described or draft.kind != "person" or not draft.role_words:
                continue
            if self.line.sentence(draft.first) > _LEAD:
                continue
            classes = self.line.classes[draft.first :]
            telling = "RrOogG" if self.line.headline(draft.first) else "XANLOUYRrowgG"
            words = [word for word, cls in zip(draft.keys, classes, strict=False) if cls in telling]
            fitting = [
                bearer
                for bearer in bearers
                if agree(draft.gender, bearer.gender)
                and bearer.first > draft.first
                and words
                and all(not bearer.role_words.isdisjoint(word) for word in words)
            ]
            if len(fitting) == 1:
                fitting[0].absorb(draft)

    def _dropped(self, cue: Cue, apart_from: Sequence[Draft] = ()) -> Draft | None:
        """The speaker of a verb without subject, where the language leaves subjects out."""
        if cue.verb in (None, "nobody", "speaker"):
            return None
        subject = self._sources.subjects.beside(cue.first, cue.last)
        phrase = self._sources.phrase(subject) if subject else None
        draft = self._meaning.of(phrase, cue.verb)[0] if phrase else None
        if draft is not None and agree(draft.gender, cue.verb if cue.verb in HUMAN else None):
            return draft
        return self.gathered.salience.find(cue.first, cue.verb, grammatical=True, apart_from=apart_from)

    def _beside_quotation(self, statement: Statement) -> Draft | None:
        phrase = self._sources.beside_quotation(statement)
        return self._meaning.of(phrase, None)[0] if phrase else None

    def _carried_on(self, statement: Statement, direct: Sequence[Statement]) -> Draft | None:
        """Who was quoted right before, where a quotation lost its marks and somebody speaks of himself."""
        here = self.line.sentence(self._sources.words((place(statement), place(statement) + 1))[0])
        at = bisect_left(direct, place(statement), key=lambda s: s.content[-1][1]) - 1
        last = direct[at] if at >= 0 else None
        if last is None or here - self.line.sentence(self._sources.words(last.content[-1])[1] - 1) > 1:
            return None
        return self._speakers.get(last.id)

    @cached_property
    def _author(self) -> Draft | None:
        """Who wrote a text that says "I": named in a line of its own, "By Anna Berg", or told of at its end."""
        line, gathered = self.line, self.gathered
        for first, last, lexicon, _ in line.blocks:
            credit = last - first < 8 and line.forms[first].lower() in lexicon.agents
            at = first + 1 if credit else first
            final = last == line.blocks[-1][1] and last - first < 60
            for name in gathered.found(at, at + 1) if credit or final else ():
                told = line.classes[name.last : name.last + 1] in ("s", ",")
                if len(name.parts) > 1 and (credit or told) and gathered.person(name):
                    return gathered.draft(name)
        return None

    def _addressee(self, statement: Statement) -> None:
        words = self._sources.words(statement.addressee[0])
        phrase = self._sources.phrase(self._sources.subjects.whole(*words))
        if phrase is None:
            return
        if phrase.joined:
            drafts = [draft for name in phrase.joined if (draft := self.gathered.draft(name))]
        else:
            draft, why = self._meaning.of(phrase, None, self.speaker(statement))
            drafts = [draft] if draft else []
            if draft and why == "pronoun":
                self.gathered.mention(draft, phrase.first, phrase.first + 1, phrase.lexicon, why)
        for draft in drafts:
            draft.used = True
        self._addressees[statement.id] = tuple({id(draft.final): draft for draft in drafts}.values())


def _enclosing(statements: Sequence[Statement]) -> dict[str, str]:
    """For each statement the smallest other one in whose content its source or cue stands."""
    spans = sorted((start, -end, statement.id) for statement in statements for start, end in statement.content)
    places = sorted((place(statement), statement.id) for statement in statements)
    found: dict[str, str] = {}
    stack: list[tuple[int, str]] = []
    at = 0
    for at_place, own in places:
        while at < len(spans) and spans[at][0] <= at_place:
            start, end, identity = spans[at]
            while stack and stack[-1][0] <= start:
                stack.pop()
            stack.append((-end, identity))
            at += 1
        while stack and stack[-1][0] <= at_place:
            stack.pop()
        holder = next((identity for _, identity in reversed(stack[-8:]) if identity != own), None)
        if holder is not None:
            found[own] = holder
    return found
