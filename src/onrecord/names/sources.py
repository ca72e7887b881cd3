"""The phrase that names who speaks: a statement's source, or the subject of its sentence where that tells more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.document import Span, Statement
from onrecord.names.gathering import Gathering
from onrecord.names.lexicon import Lexicon
from onrecord.names.phrases import Phrase, read_phrase
from onrecord.names.subjects import Range, Subjects


@dataclass(slots=True)
class Cue:
    """A cue's words and what they tell: of their subject (``verb``), that they are a participle, "according to"."""

    first: int
    last: int
    lexicon: Lexicon
    verb: str | None
    participle: bool
    according: bool


class Sources:
    """Statements to the phrases that name their speakers."""

    def __init__(self, gathered: Gathering):
        self.gathered, self.line = gathered, gathered.line
        self.subjects = Subjects(gathered)

    def words(self, span: Span) -> Range:
        """The words of a span."""
        return self.line.words.between(*span)

    def cue(self, statement: Statement) -> Cue | None:
        """What a statement's cue tells."""
        if not statement.cue:
            return None
        first, last = self.words(statement.cue[0])
        lexicon = self.line.lexicon(first) if first < last else None
        if lexicon is None:
            return None
        forms = [form.lower() for form in self.line.forms[first:last]]
        if lexicon.drops_subjects:
            forms += [form for form in self.line.forms[last : last + 1] if lexicon.cue_words.reflexive(form)]
        return Cue(first, last, lexicon, *lexicon.cue_words.tells(tuple(forms)))

    def phrase(self, words: Range) -> Phrase | None:
        """What the words say; ``None`` where that is nothing."""
        first, last = words
        return read_phrase(self.line, first, last, self.gathered.names(first, last)) if first < last else None

    def speaks_of_itself(self, statement: Statement, cue: Cue | None) -> bool:
        """Whether the source is whoever is speaking at that place: "I", "powiedziałem"."""
        if statement.source:
            first, last = self.words(statement.source[0])
            lexicon = self.line.lexicon(first) if last - first == 1 else None
            if lexicon is None or lexicon.pronouns.get(self.line.forms[first].lower()) != "speaker":
                return False
            # '"I was there," said Berg. "I ...": a cue outside of the quotation has another subject
            return cue is None or not self.line.quoted(first) or bool(self.line.quoted(cue.first))
        return cue is not None and cue.verb == "speaker"

    def of(self, statement: Statement, cue: Cue | None) -> Phrase | None:
        """The phrase that names who speaks."""
        if not statement.source:
            subject = self._without_source(cue) if cue else None
            return self.phrase(subject) if subject else None
        first, last = self.words(statement.source[0])
        if first >= last:
            return None
        first, last = self.subjects.whole(first, last)
        behind = False
        if cue is not None:
            if last <= cue.first:
                first, last = self.subjects.head(first, self.subjects.with_name_behind(first, last, cue.first))
            elif cue.according:
                first, last = self.subjects.without_next(*self.subjects.with_apposed(first, last))
            elif cue.last <= first:
                behind = True
                first, last = self.subjects.without_manner(first, last)
        phrase = self.phrase((first, last))
        if cue is None or cue.according:
            return phrase
        subject = self._subject_instead(cue, phrase, first, behind=behind)
        return (self.phrase(subject) if subject else None) or phrase

    def _without_source(self, cue: Cue) -> Range | None:
        """The subject of a cue that was found without one, in languages that do not leave it out."""
        if cue.participle:
            return self.subjects.of_clause(cue.first)
        if cue.lexicon.drops_subjects or self.line.classes[cue.first - 1 : cue.first] not in ("&", ","):
            return None
        return self.subjects.of_clause(cue.first)

    def _subject_instead(self, cue: Cue, phrase: Phrase | None, first: int, *, behind: bool) -> Range | None:
        """The subject that tells more than the source: of a participle, of a source that names nobody."""
        if phrase is not None and phrase.pronoun == "speaker" and not self.line.quoted(cue.first):
            return self.subjects.beside(cue.first, cue.last)
        if phrase is not None and phrase.empty:
            return self.subjects.of_clause(cue.first)
        if not cue.participle and not behind and not cue.lexicon.drops_subjects and phrase is not None:
            nobody = phrase.name is None and not phrase.pronoun and not phrase.joined
            thing = nobody and self.line.classes[phrase.head] in "wXN"
            if thing and phrase.first >= cue.first:
                return self.subjects.of_clause(cue.first)
            return self.subjects.right_before(cue.first) if thing and phrase.last < cue.first else None
        if not cue.participle or (phrase is not None and phrase.pronoun):
            return None
        if not self.subjects.follows_clause(cue.first):
            hanging = phrase is not None and self.line.classes[first - 1 : first] in ("b", "k")
            return self.subjects.right_before(cue.first) or (self.subjects.of_clause(cue.first) if hanging else None)
        if phrase is not None and phrase.surely_speaks and not behind and self.subjects.begins_clause(first):
            return None
        return self.subjects.of_clause(cue.first)

    def impersonal(self, phrase: Phrase, cue: Cue) -> bool:
        """Whether a pronoun stands for nothing: "it was reported that ..."."""
        between = self.line.forms[phrase.last : cue.first]
        held = phrase.lexicon.cue_words.passive(between)
        return phrase.pronoun == "thing" and held

    def hangs(self, phrase: Phrase, cue: Cue) -> bool:
        """Whether the words found as the source are no subject: a thing that hangs on a preposition."""
        if not cue.verb or not phrase.lexicon.drops_subjects or cue.according:
            return False
        if phrase.pronoun or phrase.joined or phrase.lexicon.listed(self.line.forms[phrase.first], "ou"):
            return False  # "W piątek agencja Nord podała": a noun in the nominative
        thing = phrase.name is None or phrase.name.kind in ("outlet", "organization", "place")
        noun = self.line.classes[phrase.head] if phrase.name is None and phrase.head >= 0 else "w"
        if noun in "ou" and self.line.classes[phrase.first] == "w":
            noun = "w"  # "W programie stacji": the station's programme
        if phrase.first >= cue.first:
            return thing and self.line.classes[phrase.first - 1] == "b"
        return thing and noun in "wXANL" and self.subjects.governed(phrase.first, cue.first)

    def beside_quotation(self, statement: Statement) -> Phrase | None:
        """The phrase beside a quotation in which somebody speaks of himself."""
        at = place(statement)
        subject = self.subjects.beside_quotation(self.words((at, at + 1))[0])
        return self.phrase(subject) if subject else None


def place(statement: Statement) -> int:
    """The character at which a statement is told of: that of its source, else of its cue or content."""
    spans: Iterable[Span] = statement.source or statement.cue or statement.content
    return min(start for start, _ in spans)


__all__ = ["Cue", "Sources", "place"]
