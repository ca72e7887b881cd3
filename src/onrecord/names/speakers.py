"""The speaker and the addressees of every statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.document import Span, Statement
from onrecord.names.gathering import Gathering
from onrecord.names.lexicon import HUMAN
from onrecord.names.line import Line
from onrecord.names.meaning import Meaning
from onrecord.names.register import Draft, agree
from onrecord.names.salience import Salience
from onrecord.names.sources import Phrase, read_phrase
from onrecord.names.subjects import Range, Subjects

_LEAD = 2
"""The last sentence of a lead, counted from 0 with the title."""


class Speakers:
    """Who speaks, and who is spoken to, by the statements' ids."""

    def __init__(self, line: Line):
        self.line = line
        self.gathered = Gathering(line)
        self._meaning = Meaning(self.gathered)
        self._subjects = Subjects(self.gathered)
        self._last: Draft | None = None
        self._speakers: dict[str, Draft] = {}
        self._addressees: dict[str, Draft] = {}

    def speaker(self, statement: Statement) -> Draft | None:
        """The speaker of a statement that was resolved."""
        found = self._speakers.get(statement.id)
        return found.final if found else None

    def addressees(self, statement: Statement) -> tuple[Draft, ...]:
        """Whom a statement that was resolved is said to."""
        found = self._addressees.get(statement.id)
        return (found.final,) if found else ()

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
            draft = self._speakers.get(holder) if holder else self._beside_quotation(statement)
            if draft is not None:
                self._speakers[statement.id] = draft
        for statement in statements:
            if statement.addressee:
                self._addressee(statement)
        self._name_the_unnamed()

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
        phrase = self._source(statement)
        if phrase is not None and statement.cue and verb and self._hangs(phrase, statement.cue[0]):
            at, draft = self._dropped(statement, verb)
        elif phrase is not None:
            draft, why = self._meaning.of(phrase, verb)
            at = phrase.first
            if draft is not None and why == "name" and self._contradicts(statement, phrase, draft, verb):
                draft = self.gathered.salience.find(at, verb, grammatical=False) or draft
            elif draft is not None and why == "name" and draft.personal and verb in HUMAN:
                draft.gender = verb
            if draft is not None and why == "pronoun":
                self.gathered.mention(draft, phrase.first, phrase.first + 1, phrase.lexicon, why)
        elif statement.source:
            return
        else:
            at, draft = self._dropped(statement, verb)
        if draft is None:
            return
        self._introduce(draft)
        draft.used = True
        self._last = draft
        self._speakers[statement.id] = draft
        self.gathered.salience.mean(at, draft, Salience.SPEAKER)
        form = draft.forms.get(self.gathered.offsets(phrase.name)) if phrase and phrase.name else None
        if form and statement.source and statement.cue and verb in ("masculine", "feminine", "singular", "plural"):
            # "..., Alimem Berkiem, który powiedział": the subject is the relative, the name may be in any case
            between = self._words((statement.source[0][1], statement.cue[0][0]))
            form.subject = "z" not in self.line.classes[slice(*between)].lower()

    def _contradicts(self, statement: Statement, phrase: Phrase, draft: Draft, verb: str | None) -> bool:
        """Whether a cue is not the verb of the name before it: "Nowakowa twierdzi, że Adam upadł i powiedział ..."."""
        if verb not in HUMAN or not draft.certain or draft.gender == verb:
            return False
        return "s" in self.line.classes[phrase.last : self._words(statement.cue[0])[0]]

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
        if draft.roles and draft.role_words.isdisjoint(base for word in lead.keys for base in word):
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
            words = [word for word, cls in zip(draft.keys, classes, strict=False) if cls in "XANLOUYRrowgG"]
            fitting = [
                bearer
                for bearer in bearers
                if agree(draft.gender, bearer.gender)
                and bearer.first > draft.first
                and all(not bearer.role_words.isdisjoint(word) for word in words)
            ]
            if len(fitting) == 1:
                fitting[0].absorb(draft)

    def _dropped(self, statement: Statement, verb: str | None) -> tuple[int, Draft | None]:
        """The speaker of a verb without subject, where the language leaves subjects out."""
        if not statement.cue or verb in (None, "nobody", "speaker"):
            return 0, None
        first, last = self._words(statement.cue[0])
        phrase = self._phrase(subject) if (subject := self._subjects.beside(first, last)) else None
        draft = self._meaning.of(phrase, verb)[0] if phrase else None
        if draft is not None and agree(draft.gender, verb if verb in HUMAN else None):
            return first, draft
        return first, self.gathered.salience.find(first, verb, grammatical=True)

    def _addressee(self, statement: Statement) -> None:
        phrase = self._phrase(self._subjects.whole(*self._words(statement.addressee[0])))
        if phrase is None:
            return
        draft, why = self._meaning.of(phrase, None, self.speaker(statement))
        if draft is not None:
            draft.used = True
            if why == "pronoun":
                self.gathered.mention(draft, phrase.first, phrase.first + 1, phrase.lexicon, why)
            self._addressees[statement.id] = draft

    def _source(self, statement: Statement) -> Phrase | None:
        """The phrase that names who speaks: the source, or the sentence's subject where that tells more."""
        phrase = None
        if statement.source:
            first, last = self._subjects.whole(*self._words(statement.source[0]))
            before = bool(statement.cue) and statement.source[0][1] <= statement.cue[0][0]
            if before:
                first, last = self._subjects.head(first, last)
            elif statement.cue and self._according(statement):
                first, last = self._subjects.without_next(*self._subjects.with_apposed(first, last))
            elif statement.cue and statement.cue[0][1] <= statement.source[0][0]:
                first, last = self._subjects.without_manner(first, last)
            phrase = self._phrase((first, last))
        if statement.cue and self._participle(statement) and not (phrase and (phrase.pronoun or phrase.surely_speaks)):
            subject = self._subjects.of_clause(self._words(statement.cue[0])[0])
            if subject is not None:
                return self._phrase(subject) or phrase
        return phrase

    def _according(self, statement: Statement) -> bool:
        first, last = self._words(statement.cue[0])
        lexicon = self.line.lexicon(first) if first < last else None
        return lexicon is not None and any(lexicon.according(form) for form in self.line.forms[first:last])

    def _hangs(self, phrase: Phrase, cue: Span) -> bool:
        """Whether the words found as the source are no subject: a thing that hangs on a preposition."""
        at = self._words(cue)[0]
        if not phrase.lexicon.drops_subjects or phrase.first >= at or phrase.pronoun or phrase.joined:
            return False
        thing = phrase.name is None or phrase.name.kind in ("outlet", "organization", "place")
        noun = self.line.classes[phrase.head] if phrase.name is None and phrase.head >= 0 else "w"
        return thing and noun in "wXANL" and self._subjects.governed(phrase.first, at)

    def _participle(self, statement: Statement) -> bool:
        """Whether the cue is a participle, whose subject is that of the sentence: "saying"."""
        first, last = self._words(statement.cue[0])
        lexicon = self.line.lexicon(first) if first < last else None
        if lexicon is None or not first or self.line.classes[first - 1] not in ",q.-":
            return False  # "a letter from Berg accusing him" has a subject of its own
        return any(lexicon.participle(form) for form in self.line.forms[first:last])

    def _beside_quotation(self, statement: Statement) -> Draft | None:
        subject = self._subjects.beside_quotation(self.line.words.between(_place(statement), _place(statement) + 1)[0])
        phrase = self._phrase(subject) if subject else None
        return self._meaning.of(phrase, None)[0] if phrase else None

    def _phrase(self, words: Range) -> Phrase | None:
        first, last = words
        return read_phrase(self.line, first, last, self.gathered.names(first, last)) if first < last else None

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
