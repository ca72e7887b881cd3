"""The words of a text that tell of an occasion, with what stands round them: when, where, who.

An event word alone is no occasion: somebody who meets, a date or a place must stand with it, in the same clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.document import OccasionKind, Span, Statement
from onrecord.names.lexicon import HUMAN, lexicon_of
from onrecord.occasions.dates import DateMention
from onrecord.occasions.scene import Named, Scene, Sentence, anchor

_PEOPLE = ("person",)
_BODIES = ("organization", "group", "outlet")
_MUTUAL = ("meeting", "call")  # those who are spoken to there take part
_NEAR = 4  # words between an event word and another that must stand near it
_GUEST = 16  # words after "received" in which those who are received are named
_DENIED = 6  # words before an event word in which "not" denies it
_OPENING = 6  # words from a sentence's start in which a place is that of the whole sentence
_PHRASE = 9  # words from "speaking" to the occasion at which somebody speaks
_SETTINGS = 5  # words before an event noun in which "at" tells that it is the setting of something


@dataclass(slots=True)
class Event:
    """One telling of an occasion. ``setting``: something is said or done at it; ``said``: the statements made
    there; ``series``: it is one of several that are told of as a whole."""

    kind: OccasionKind
    start: int
    end: int
    sentence: int
    section: int
    setting: bool
    caption: bool
    lead: bool
    date: DateMention | None = None
    place: Named | None = None
    participants: list[str] = field(default_factory=list)
    said: list[Statement] = field(default_factory=list)
    series: bool = False
    definite: bool = False
    language: str = ""

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words it was read from: the event word, its date and its place."""
        spans = {(self.start, self.end)}
        if self.date:
            spans.add((self.date.start, self.date.end))
        if self.place:
            spans.add((self.place.start, self.place.end))
        return tuple(sorted(spans))


def find_events(scene: Scene) -> Iterator[Event]:
    """All tellings of occasions, in order; those that tell nothing of their own are there to be tied to others."""
    forms, starts = scene.words.forms, scene.words.starts
    last = -2
    for which, (number, at) in enumerate(scene.triggers):
        sentence = scene.sentences[number]
        if at <= last + 1 or scene.is_quoted(number, starts[at]) or _denied(sentence, forms, at):
            continue
        use = _use(sentence, forms, at) if forms[at].lower() in sentence.pack.events else ("meeting", "receive")
        if use == ("speech", "verb") and _has_noun(scene, number, at, which):
            continue
        event = _Reading(scene, number, at, *use).event() if use else None
        if event is not None:
            last = at
            yield event


def _use(sentence: Sentence, forms: Sequence[str], at: int) -> tuple[str, str] | None:
    """Which kind of occasion a word tells of, and as what part of speech."""
    around = [form.lower() for form in forms[max(sentence.first, at - _NEAR) : min(sentence.last, at + _NEAR + 1)]]
    uses = sentence.pack.events[forms[at].lower()]
    if len({part for _, part, _ in uses}) > 1 and at > sentence.first:
        verbal = forms[at - 1].lower() in sentence.pack.occasions.words.get("verbal", ())
        uses = tuple(sorted(uses, key=lambda use: (use[1] == "noun") == verbal))
    for kind, part, need in uses:
        wanted = tuple(word.lower() for word in need.split("|")) if need else ()
        short = all(len(word) < 3 for word in wanted)
        if not need or any(word in wanted if short else word.startswith(wanted) for word in around):
            return kind, part
    return None


def _has_noun(scene: Scene, number: int, at: int, which: int) -> bool:
    """Whether the occasion at which somebody speaks is named after it: "speaking at the opening ceremony"."""
    if which + 1 == len(scene.triggers):
        return False
    sentence, (there, noun) = scene.sentences[number], scene.triggers[which + 1]
    uses = sentence.pack.events.get(scene.words.forms[noun].lower(), ()) if there == number else ()
    named = any(part == "noun" and kind != "visit" for kind, part, _ in uses)
    return named and noun - at <= _PHRASE and "," not in scene.words.forms[at:noun]


def _denied(sentence: Sentence, forms: Sequence[str], at: int) -> bool:
    denials = sentence.pack.occasions.words.get("not", ())
    return any(form.lower() in denials for form in forms[max(sentence.first, at - _DENIED) : at])


class _Reading:
    """An event word in its sentence."""

    def __init__(self, scene: Scene, number: int, at: int, kind: str, part: str):
        self.scene, self.number, self.at, self.kind, self.part = scene, number, at, kind, part
        self.sentence = scene.sentences[number]
        self.forms, self.starts, self.ends = scene.words.forms, scene.words.starts, scene.words.ends
        self.lists = self.sentence.pack.occasions.words
        self.start, self.end = self.starts[at], self.ends[at]
        self.left, self.right = self._clause()
        self.setting = self._setting()
        self.phrase_end = self._phrase_end() if self.setting and part == "noun" else self.right

    def event(self) -> Event | None:
        """What is told of the occasion; ``None`` where the word tells of none."""
        sentence = self.sentence
        setting = bool(self.setting)
        event = Event(
            self.kind,  # type: ignore[arg-type]
            self.start,
            self.end,
            self.number,
            sentence.section,
            setting,
            sentence.block.kind == "caption",
            sentence.lead,
        )
        if self.setting == "at" and self.forms[self.at].lower() in self.lists.get("interviewing", ()):
            event.kind = "interview"
        event.language = sentence.pack.code
        event.date, event.place = self._date(), self._place()
        event.definite = self.setting == "at" or self.forms[self.at - 1].lower() in self.lists.get("definite", ())
        after = self._after()
        before = [] if setting else self._before()
        if self.kind == "visit" and self.part == "noun":
            before = self._visitor()
        event.said = self._said()
        near = self.forms[max(sentence.first, self.at - 3) : self.at]
        event.series = any(form.lower() in self.lists.get("series", ()) for form in near)
        speakers = [s.speaker for s in event.said if s.speaker and self._is_person(s.speaker)]
        if self.kind in _MUTUAL:
            speakers += [one for s in event.said for one in s.addressees if self._is_person(one)]
        if self.part == "verb" and not self._holds(event, before, after):
            return None
        if self.part == "receive":
            before = before[-1:]
            if not (before and after):
                return None
        if setting and not before:
            after = [*after, *self._subject()] if self.kind != "visit" else after
        if event.definite and self._is_attended():
            named = self.scene.names_between(sentence.start, self.right)
            speakers += [one.entity for one in named if one.kind in _PEOPLE]
        event.participants = list(dict.fromkeys([*before, *after, *speakers]))
        return event if self._is_known(event) else None

    def _clause(self) -> Span:
        """The part of the sentence that the event word belongs to."""
        scene, sentence = self.scene, self.sentence
        left, right = sentence.start, scene.inner_end(sentence)
        for start, end in (*scene.contents_in(self.number), *scene.quoted_in(self.number)):
            if start <= self.start < end:
                left, right = max(left, start), min(right, end)
            elif end <= self.start:
                left = max(left, end)
            elif start > self.start:
                right = min(right, start)
        complements, ends = self.lists.get("complement", ()), self.lists.get("ends", ())
        for at in range(self.at - 1, sentence.first - 1, -1):
            if self.forms[at].lower() in complements or self.forms[at] == ";":
                left = max(left, self.ends[at])
                break
        for at in range(self.at + 1, sentence.last):
            if self.forms[at - 1].lower() in self.lists.get("heads", ()):
                continue  # "a delegation at the head of which"
            if (at > self.at + 1 and self._ends(at, ends)) or self.forms[at] == ";":
                right = min(right, self.starts[at])
                break
        for statement in scene.said_in(self.number):
            right = min([right, *(start for start, _ in statement.cue if start > self.start)])
        return left, max(right, self.end)

    def _ends(self, at: int, ends: Sequence[str]) -> bool:
        """Whether the clause ends before a word; "to" ends it before a verb, not before somebody."""
        low = self.forms[at].lower()
        if low not in ends:
            return False
        after = self.forms[at + 1] if at + 1 < self.sentence.last else ""
        whom = after[:1].isupper() or after.lower() in self.lists.get("determiners", ())
        return not (whom and low in self.lists.get("with", ()))

    def _phrase_end(self) -> int:
        """Where the phrase of a noun that is a setting ends: at a comma or a verb ("during the visit there was")."""
        verbs = self.lists.get("verbs", ())
        for at in range(self.at + 1, self.sentence.last):
            if self.starts[at] >= self.right:
                break
            if self.forms[at] in ",:" or self.forms[at].lower() in verbs:
                return self.starts[at]
        return self.right

    def _setting(self) -> str:
        """``at`` where something is said at the occasion, ``around`` where it stands apart, else nothing."""
        if self.part == "verb":
            return "at" if self.at == self.sentence.first and self.kind != "meeting" else ""
        if self.part != "noun":
            return ""
        within = self.lists.get("within", ())
        for before in range(self.at - 1, max(self.sentence.first - 1, self.at - 1 - _SETTINGS), -1):
            form = self.forms[before]
            if not {form.lower(), self.forms[before - 1].lower()}.isdisjoint(within):
                continue  # "at the beginning of the meeting"
            for setting in ("at", "around"):
                if form.lower() in self.lists.get(setting, ()):
                    return setting
            if not form[:1].isalnum() or (before < self.at - 1 and form.lower() in self.sentence.pack.cue_forms):
                return ""
        return ""

    def _date(self) -> DateMention | None:
        """The date of the occasion: the first after the event word, else the last before it, in its clause."""
        if self.sentence.block.kind == "caption":
            dates = [d for d in self.scene.dates_between(self.sentence.start, self.sentence.end) if d.edtf]
            return dates[0] if dates else None
        after = self.scene.dates_between(self.end, max(self.phrase_end, self.end))
        before = self.scene.dates_between(self.left, self.start)
        found = [date for date in (*after, *reversed(before)) if date.edtf and self._is_own(date)]
        return found[0] if found else None

    def _is_own(self, date: DateMention) -> bool:
        """Whether a date is that of the clause, not of a noun it stands with ("the October 7 attack")."""
        first = self.scene.words.between(date.start, date.end)[0]
        last = self.scene.words.between(date.end, self.sentence.end)[0]
        before = self.forms[first - 1].lower() if first > self.sentence.first else ""
        after = self.forms[last] if last < self.sentence.last else ""
        if before in self.lists.get("dated", ()) and not self.at < first <= self.at + 2:
            return False
        attributive = before in self.lists.get("determiners", ()) and after[:1].islower() and last != self.at
        return not attributive or date.start < self.start < date.end + 40

    def _place(self) -> Named | None:
        """The place named after "in", nearest to the event word; or right before it ("the Tehran meeting")."""
        if self.kind == "post":
            return None
        text = self.scene.document.text
        to = self.lists.get("to" if self.kind == "visit" else "place", ())
        found: list[tuple[int, Named]] = []
        for named in self.scene.names_between(self.left, max(self.phrase_end, self.start)):
            if not self.scene.may_be_place(named) or text[named.end : named.end + 1] in ("'", "’"):
                continue
            first = self.scene.words.between(named.start, named.end)[0]
            before = self.forms[first - 1].lower() if first > self.sentence.first else ""
            beside = named.kind == "place" and named.end < self.start <= named.end + 1
            beside = beside or (self.kind == "visit" and named.kind == "place" and first == self.at + 1)
            if beside:
                return named
            if named.end <= self.start and first > self.sentence.first + _OPENING and first < self.at - _NEAR:
                continue
            if before in to:
                away = named.start - self.end if named.start > self.start else 40 + self.start - named.end
                found.append((away, named))
        found.sort(key=lambda pair: pair[0])
        return self._wider(found[0][1], [named for _, named in found]) if found else None

    def _wider(self, place: Named, places: Sequence[Named]) -> Named:
        """Of "in the Old Hall in Kestrel" the town: of a name of several words what it stands in."""
        text = self.scene.document.text
        for named in places:
            between = text[place.end : named.start]
            if 0 < len(between) < 6 and "," not in between and " " in text[place.start : place.end]:
                return named
        return place

    def _before(self) -> list[str]:
        """Who is named in front of the event word, as its subject."""
        found = self._participants(self.scene.names_between(self.left, self.start), None)
        return found if found or self.part == "noun" else self._meant()

    def _meant(self) -> list[str]:
        """Whom a pronoun or a verb without its subject means: the one person whom the sentence before names."""
        before = self.scene.sentences[self.number - 1] if self.number else None
        if before is None or before.block is not self.sentence.block:
            return []
        pronouns = self.sentence.pack.names.pronouns
        forms = [form.lower() for form in self.forms[self.sentence.first : self.at]]
        genders = {gender for gender in HUMAN if not set(pronouns.get(gender, ())).isdisjoint(forms)}
        if not genders and not self.sentence.pack.names.verb_endings:
            return []
        named = self.scene.names_between(before.start, before.end)
        people = list(dict.fromkeys(one.entity for one in named if one.kind in _PEOPLE))
        fitting = [one for one in people if not genders or self.scene.gender(one) in (None, *genders)]
        return fitting if len(fitting) == 1 else []

    def _visitor(self) -> list[str]:
        """Whose visit it is: who is named right in front of it."""
        first = self.starts[max(self.sentence.first, self.at - _SETTINGS)]
        near = self._participants(self.scene.names_between(max(self.left, first), self.start), None)[-1:]
        every = self._participants(self.scene.names_between(self.left, self.start), None)
        return near or (every if len(every) == 1 and self._partner() is None else [])

    def _after(self) -> list[str]:
        """Who is named after "with" or right after the event word."""
        partner = self._partner()
        if partner is None:
            return []
        return self._participants(self.scene.names_between(self.starts[partner], self.right), partner)

    def _partner(self) -> int | None:
        """The word from which on those who are met are named."""
        last = self.scene.words.between(self.start, max(self.right, self.end))[1]
        near = self.scene.names_between(self.end, min(self.end + 60, self.right))
        if self.part == "receive":
            return self._guest()
        direct = self.part == "verb" and self.kind == "meeting"
        for at in range(self.at + 1, min(last, self.sentence.last)):
            low = self.forms[at].lower()
            if low in self.lists.get("with", ()) and low != "to":
                return at
            if low == "to" and self.kind in ("speech", "interview", "call") and low in self.lists.get("with", ()):
                return at
            if direct and near and self.starts[at] == near[0].start and near[0].kind != "place":
                return self.at + 1 if self._is_object(at) else None
            if low in self.lists.get("of", ()) and at <= self.at + 2:
                return at if near and self.scene.words.between(near[0].start, near[0].end)[0] <= at + _OPENING else None
        if near and near[0].kind == "person" and self.scene.words.between(near[0].start, near[0].end)[0] == self.at + 1:
            return self.at + 1
        return None

    def _is_attended(self) -> bool:
        attend = self.lists.get("attend", ())
        return any(form.lower() in attend for form in self.forms[self.sentence.first : self.sentence.last])

    def _guest(self) -> int | None:
        """Where those who are received are named: the first thing after the verb but days and places must be people."""
        lexicon = lexicon_of(self.sentence.pack.code)
        last = self.scene.words.between(self.start, max(self.right, self.end))[1]
        dates = self.scene.dates_between(self.end, self.right)
        dated = {at for date in dates for at in range(*self.scene.words.between(date.start, date.end))}
        guests = {
            self.scene.words.between(named.start, named.end)[0]
            for named in self.scene.names_between(self.end, self.right)
            if named.kind in ("person", "group") and not self._is_located(named)
        }
        passed = {word for name in ("place", "determiners") for word in self.lists.get(name, ())}
        plain = 0
        for at in range(self.at + 1, min(last, self.sentence.last, self.at + _GUEST)):
            form = self.forms[at]
            if at in guests or lexicon.classes[form] in ("r", "g", "o"):
                return at
            if at in dated or form.lower() in passed or form[:1].isupper():
                continue
            plain += 1
            if plain > 1:
                return None
        return None

    def _is_object(self, at: int) -> bool:
        """Whether a name stands right after a verb, with nothing but words like "the mayor" between."""
        apart = {word for name in ("at", "around", "place") for word in self.lists.get(name, ())}
        between = self.forms[self.at + 1 : at]
        return len(between) <= _OPENING and all(form[:1].isalpha() and form.lower() not in apart for form in between)

    def _participants(self, named: Sequence[Named], partner: int | None) -> list[str]:
        """Of the names in a stretch those of people; of bodies where there are no people, or next to "with"."""
        named = [one for one in named if not self._is_located(one)]
        people = [one.entity for one in named if one.kind in _PEOPLE]
        bodies = [one for one in named if one.kind in _BODIES]
        if not people:
            return [one.entity for one in bodies[:2]]
        if partner is not None and bodies and named[0] is bodies[0]:
            first = self.scene.words.between(bodies[0].start, bodies[0].end)[0]
            between = self.forms[partner + 1 : first]
            rest = self.scene.document.text[bodies[0].end : next(n.start for n in named if n.kind in _PEOPLE)]
            if all(form.lower() in self.lists.get("determiners", ()) for form in between) and "," in rest:
                return [bodies[0].entity, *people]
        return people

    def _is_located(self, named: Named) -> bool:
        """Whether a name tells where something is: "the towns near Belgara"."""
        first = self.scene.words.between(named.start, named.end)[0]
        before = self.forms[first - 1].lower() if first > self.sentence.first else ""
        return before in self.sentence.pack.names.locatives or before in self.lists.get("place", ())

    def _subject(self) -> list[str]:
        """Who does something at the occasion: the first person after the comma that ends its mention."""
        if self.scene.said_in(self.number) and self._said():
            return []
        comma = self.scene.document.text.find(",", self.end, self.sentence.end)
        if comma < 0 or self.at - self.sentence.first > 12:
            return []
        named = self.scene.names_between(comma, min(comma + 120, self.sentence.end))
        return [one.entity for one in named if one.kind in _PEOPLE][:1]

    def _said(self) -> list[Statement]:
        """The statements made at the occasion in its own sentence; not those that tell of it."""
        if self.setting == "around" or (self.part == "noun" and not self.setting):
            return []
        return [
            statement
            for statement in self.scene.said_in(self.number)
            if not any(self._tells(span) for span in statement.content)
            and (self._is_setting_of(statement) if self.setting else anchor(statement) > self.start)
        ]

    def _tells(self, content: Span) -> bool:
        """Whether a content tells of the occasion; one that begins with the setting was said there."""
        start, end = content
        if not start <= self.start < end:
            return False
        first, last = self.scene.words.between(start, self.start)
        told = self.forms[first].lower() in self.lists.get("complement", ())
        return told or self.setting != "at" or last - first > _SETTINGS

    def _is_setting_of(self, statement: Statement) -> bool:
        """Whether the phrase of a setting stands by the cue: at the sentence's start, or soon after the cue."""
        cue = statement.cue[-1][1] if statement.cue else statement.content[0][0]
        first, last = self.scene.words.between(cue, self.start)
        return cue > self.start or last - first <= _SETTINGS + 3

    def _is_person(self, entity: str) -> bool:
        return self.scene.kinds.get(entity) in _PEOPLE

    def _holds(self, event: Event, before: list[str], after: list[str]) -> bool:
        """Whether a verb is used of an occasion: "met with", "spoke in", not "met the demand"."""
        if self.kind == "meeting":
            told = bool(event.date or event.place)
            return bool(after) or (told and (len(before) > 1 or (bool(before) and self._partner() is not None)))
        if self.kind == "visit":
            return event.place is not None and self._next_to(event.place) and bool(before or event.date)
        follows = self.forms[self.at + 1].lower() if self.at + 1 < self.sentence.last else ""
        at = {word for name in ("place", "at", "with", "around") for word in self.lists.get(name, ())}
        return follows in at and bool(event.date or event.place)

    def _next_to(self, place: Named) -> bool:
        return 0 < self.scene.words.between(place.start, place.end)[0] - self.at < 4

    def _is_known(self, event: Event) -> bool:
        """Whether enough is told: of a post its author, of a rally or article a date or place as well."""
        told = bool(event.date or event.place)
        if event.definite and not told:
            return True
        if event.kind == "visit":
            return sum(map(bool, (event.date, event.place, event.participants))) > 1
        if (
            event.kind == "meeting"
            and self.setting != "at"
            and not (event.place or (event.date and event.participants))
        ):
            return len(event.participants) > 1 and self._partner() is not None
        if event.kind in ("publication", "other"):
            return told and bool(event.participants) and (event.kind == "other" or bool(event.said))
        if event.kind in ("post", "interview"):
            held = len(event.participants) + bool(event.date) > 1 and bool(event.participants)
            return bool(event.said) or (event.kind == "interview" and held)
        if event.kind == "hearing" and self.part == "noun":
            after = self.forms[self.at + 1].lower() if self.at + 1 < self.sentence.last else ""
            return told and after not in self.lists.get("determiners", ())
        return True
