"""Whom the phrase of a source or addressee means: by name, by pronoun, by role, by description."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.languages.classes import CLASSES
from onrecord.names.gathering import Gathering
from onrecord.names.lexicon import HUMAN, Lexicon
from onrecord.names.naming import Name
from onrecord.names.phrases import Phrase, read_phrase
from onrecord.names.register import Draft
from onrecord.names.roles import read_role

_TITLE = CLASSES["title"]
_PLURAL = CLASSES["plural"]
_PARTICIPLE = CLASSES["participle"]
_VERBS = (CLASSES["base"], CLASSES["infinitive"])
_DAYS = ({"S", "#"}, {"s", "#"})  # "May 12": the month is an auxiliary too
_PASSED, _OFTEN = 3, 3
"""Sentences after which who was named once is thought of no more; mentions of whom a text is about."""
_KINDS = {"g": "group", "o": "organization", "u": "outlet"}


class Meaning:
    """Phrases to entities, with what was gathered of a text."""

    def __init__(self, gathered: Gathering):
        self.gathered, self.line = gathered, gathered.line
        self.register, self.salience = gathered.register, gathered.salience

    def of(self, phrase: Phrase, verb: str | None, apart_from: Draft | None = None) -> tuple[Draft | None, str]:
        """The entity of a phrase and the rule that says so; ``verb`` is what the cue tells of its subject.

        Who is spoken to is meant ``apart_from`` who speaks."""
        if phrase.pronoun:
            return self._pronoun(phrase, phrase.pronoun, verb, apart_from), "pronoun"
        if phrase.joined:
            return self._together(phrase), "names"
        if phrase.name:
            draft = self._seated(self.gathered.draft(phrase.name), phrase.name)
            if draft:
                self._note_document(draft, phrase)
            return draft, "name"
        return self._described(phrase, verb, apart_from)

    def _note_document(self, draft: Draft, phrase: Phrase) -> None:
        """Lets a document speak for who made it: "a report by the Harbour Board", and later "the report"."""
        name = phrase.name
        before = range(phrase.first, name.first if name and draft.kind != "person" else phrase.first)
        for word in before:
            if phrase.lexicon.writing(self.line.forms[word]):
                self.register.give_role(draft, phrase.lexicon.bases(self.line.forms[word]))

    def _seated(self, draft: Draft | None, name: Name) -> Draft | None:
        """Whom a capital means that speaks: the country, where the text names it."""
        if draft is None or draft.kind not in ("place", None) or len(name.parts) > 1:
            return draft
        seats = name.lexicon.seats
        country = next((seats[base] for base in name.lexicon.bases(name.parts[0]) if base in seats), None)
        found = self.register.described([(word,) for word in country], name.first) if country else None
        if found is None or found.kind == "person":
            return draft
        self.gathered.mention(found, name.first, name.last, name.lexicon, "seat")
        return found

    def _pronoun(self, phrase: Phrase, pronoun: str, verb: str | None, apart_from: Draft | None) -> Draft | None:
        grammatical = phrase.lexicon.drops_subjects
        if pronoun in ("speaker", "addressed", "nobody"):
            return None
        if pronoun == "relative":
            return self.salience.find(phrase.first, verb or "singular", grammatical=True)
        if pronoun == "masculine" and grammatical and verb == "feminine":
            pronoun = "feminine"
        apart = [*([apart_from] if apart_from else []), *self._introduced(phrase)]
        found = self.salience.find(phrase.first, pronoun, grammatical=grammatical, apart_from=apart)
        if pronoun == "plural" and (found is None or found.kind != "group"):
            return self._pair(phrase) or found or self._group_before(phrase, verb)
        return found

    def _introduced(self, phrase: Phrase) -> list[Draft]:
        """Who cannot be meant, as the sentence begins with a preposition before him: "In a message to Berg, he"."""
        line, classes = self.line, self.line.classes
        start = line.sentences[max(0, line.sentence(phrase.first))] if line.sentences else 0
        if classes[phrase.first - 1 : phrase.first] != "," or classes[start] != "B" or phrase.first - start > 20:
            return []
        found: list[Draft] = []
        for name in self.gathered.found(start, phrase.first):
            lead = classes[start : name.first].rstrip("HhRr.wN")
            draft = self.gathered.draft(name) if self.gathered.has(name) else None
            if draft is not None and not name.owner and lead[-1:] in ("b", "B"):
                found.append(draft)
        return found

    def _group_before(self, phrase: Phrase, verb: str | None) -> Draft | None:
        """The group named last in this sentence or the one before: "Berg's lawyers ... they"."""
        line, classes = self.line, self.line.classes
        number = line.sentence(phrase.first)
        start = line.sentences[max(0, number - 1)] if number >= 0 else 0
        noun = max(classes.rfind("g", start, phrase.first), classes.rfind("G", start, phrase.first))
        if noun < max(start, phrase.first - 60):
            return None
        first = noun
        while first > start and noun - first < 4 and classes[first - 1] in "NwXYmLAU#":
            first -= 1
        group = read_phrase(line, first, noun + 1, self.gathered.names(first, noun + 1))
        return self._described(group, verb, None)[0] if group and group.name is None and not group.pronoun else None

    def _pair(self, phrase: Phrase) -> Draft | None:
        """The two persons named together in this sentence or the last one: "they"."""
        pairs = self.gathered.pairs
        at = bisect_left(pairs, (phrase.first, 0)) - 1
        if at < 0 or self.line.sentence(phrase.first) - self.line.sentence(pairs[at][0]) > 1:
            return None
        return self._named_together(*pairs[at], phrase.lexicon)

    def _together(self, phrase: Phrase) -> Draft:
        return self._named_together(*phrase.words, phrase.lexicon)

    def _named_together(self, first: int, last: int, lexicon: Lexicon) -> Draft:
        words = [lexicon.bases(form) for form in self.line.forms[first:last]]
        draft = self.register.described(words, first) or self.register.add("group", words, "plural", first, named=False)
        self.gathered.mention(draft, first, last, lexicon, "names")
        return draft

    def _described(self, phrase: Phrase, verb: str | None, apart_from: Draft | None) -> tuple[Draft | None, str]:
        """The entity of a role, group or body without a name."""
        line, lexicon = self.line, phrase.lexicon
        first, last = phrase.words
        if first >= last:
            return None, ""
        if self._names_nothing(phrase):
            return None, ""
        head = line.classes[phrase.head].lower()
        bases = lexicon.bases(line.forms[phrase.head])
        gender = lexicon.gender_of_role(line.forms[phrase.head]) if head == "r" else None
        words = [lexicon.bases(form) for form in line.forms[first:last]]
        kind = _KINDS.get(head) or self._kind_of_noun(lexicon, phrase.head, verb)
        known = self.register.described(words, first) or self._pointed_at(phrase, head, bases, gender, verb)
        if known is not None and known is apart_from:
            known = None
        if known is not None and head == "r" and known.kind == "person":
            self._note_variant(known, phrase, bases)
            self.register.give_role(known, bases)
            known.role_words.update(base for word in words for base in word)
        if known is not None and (head in "rou" or kind == "group" or lexicon.writing(line.forms[phrase.head])):
            self.gathered.mention(known, first, last, lexicon, "group" if known.kind == "group" else "role")
            return known, "role"
        if known is None:
            known = self.register.add(kind, words, None, first, named=False)
            known.described = True
            if kind == "person":
                known.gender = gender if gender in HUMAN else verb if verb in HUMAN else None
            elif lexicon.drops_subjects:
                known.gender = (
                    verb
                    if verb in ("masculine", "feminine", "thing")
                    else lexicon.gender_of_noun(line.forms[phrase.head])
                )
            if head in "roug":
                self.register.give_role(known, bases)
                known.role_words.update(base for word in words for base in word)
        self.gathered.mention(known, first, last, lexicon, "group" if kind == "group" else "description")
        return known, "group" if kind == "group" else "description"

    def _names_nothing(self, phrase: Phrase) -> bool:
        """Whether there is no noun in the words: a day, "confirm", "behaved like neighbors"."""
        first, last = phrase.words
        if {*self.line.classes[first:last]} in _DAYS:
            return True
        shape = phrase.lexicon.pack.classes[self.line.forms[first]]
        if last - first == 1:
            return shape in _VERBS
        return shape == _PARTICIPLE and self.line.classes[first + 1] == "b"

    def _note_variant(self, draft: Draft, phrase: Phrase, bases: Sequence[str]) -> None:
        """Notes a title by which somebody is meant who bears another one in the text: secretary general, chairman."""
        form = self.line.forms[phrase.head].lower()
        if draft.role_words.isdisjoint(bases) and phrase.lexicon.pack.classes[form] == _TITLE:
            seen = read_role(self.line, phrase.lexicon, phrase.words[0], phrase.head + 1, behind=True)
            if seen:
                draft.roles.setdefault(seen.title, seen)

    def _pointed_at(
        self, phrase: Phrase, head: str, bases: Sequence[str], gender: str | None, verb: str | None
    ) -> Draft | None:
        """Who is meant by a noun that points back (or, in a headline, on): "the minister", "the agency"."""
        first, last = phrase.words
        line, lexicon = self.line, phrase.lexicon
        if not phrase.definite and not phrase.bare and not (head == "r" and line.headline(first)) and head != "g":
            return None
        document = lexicon.writing(line.forms[phrase.head])
        if head not in "roug" and not document:
            return None
        told = next((g for g in (gender, verb) if g in HUMAN), None)
        extra = {
            base
            for word in range(first, last)
            if word != phrase.head and line.classes[word] in "XANLOUYRrow"
            for base in lexicon.bases(line.forms[word])
        }
        bearers = self.register.with_role(bases, set() if document else extra, None if head in "oug" else told)
        if not bearers and head == "r":
            bearers = self._still_speaking(bases, first, told)
        known = self.salience.foremost(bearers, first)
        if known is not None and head == "r" and phrase.short and self._in_passing(known, first):
            known = self._protagonist(first, told) or known
        if known is not None and (known.kind == "group") == (head == "g"):
            return known
        owned = "y" in line.classes[first : phrase.head].lower()  # "the regulator's head" is nobody known
        if head == "r" and phrase.definite and phrase.short and not owned and lexicon.incidental.isdisjoint(bases):
            return self.salience.find(first, told or "person", grammatical=False)
        if head in "ou" and phrase.definite and phrase.short and not lexicon.inflects:
            found = self.salience.find(first, "thing", grammatical=False)
            if found is not None and len(found.keys) == 1 and not lexicon.bodies.isdisjoint(found.keys[0]):
                # Congress is no agency
                found = self.salience.find(first, "thing", grammatical=False, apart_from=[found])
            return found if found and found.kind == _KINDS[head] else None
        return None

    def _still_speaking(self, bases: Sequence[str], word: int, gender: str | None) -> list[Draft]:
        """The only bearer of a role if he spoke just now: more is told of him, "the member for Ostrand added"."""
        bearers = self.register.with_role(bases, set(), gender)
        last = self.salience.find(word, gender or "person", grammatical=False) if len(bearers) == 1 else None
        return bearers if last is not None and last.used and last is bearers[0] else []

    def _in_passing(self, draft: Draft, word: int) -> bool:
        """Whether somebody was named but once, some sentences ago, and said nothing."""
        far = self.line.sentence(word) - self.line.sentence(draft.first) >= _PASSED
        return far and draft.first < word and len(draft.forms) == 1 and draft.kind == "person" and not draft.used

    def _protagonist(self, word: int, gender: str | None) -> Draft | None:
        """The person that is most spoken of and of whom no role is told: "the rapper" may be said of him."""
        found = self.salience.find(word, gender or "person", grammatical=False, without_role=True)
        return found if found and found.kind == "person" and len(found.forms) >= _OFTEN else None

    def _kind_of_noun(self, lexicon: Lexicon, word: int, verb: str | None) -> str:
        form = self.line.forms[word]
        if self.line.classes[word] in "rRhH":
            return "group" if verb == "plural" else "person"
        if verb == "plural" or (not lexicon.drops_subjects and lexicon.pack.classes[form.lower()] == _PLURAL):
            return "group"
        return "organization"
