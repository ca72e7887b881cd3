"""Several tellings of one occasion made one: same kind, a date that fits, the same people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.document import EntityKind, OccasionKind, Span
from onrecord.occasions.edtf import compatible, days_of, is_day, narrower
from onrecord.occasions.events import Event
from onrecord.occasions.scene import Scene

_FAMILIES: dict[OccasionKind, OccasionKind] = {"ceremony": "speech", "other": "speech"}
_RANKS: dict[OccasionKind, int] = {"ceremony": 2, "speech": 1}
_ALONE = ("interview", "press-conference", "speech", "post", "call")
"""Kinds of which it is enough to know who spoke."""


@dataclass(slots=True)
class Gathered:
    """An occasion as far as it is known; ``sections`` are those it is told of in."""

    kind: OccasionKind
    date: str | None
    place: str | None
    participants: list[str]
    section: int
    events: list[Event] = field(default_factory=list)
    spans: set[Span] = field(default_factory=set)

    def take(self, event: Event) -> None:
        """Adds what one more telling says; a caption's date does not change the text's."""
        self.events.append(event)
        self.spans.update(event.spans)
        if _RANKS.get(event.kind, 0) > _RANKS.get(self.kind, 0):
            self.kind = event.kind
        told = event.date.edtf if event.date else None
        if not (event.caption and self.date) and compatible(self.date, told):
            self.date = narrower(self.date, told)
        self.place = self.place or (event.place.entity if event.place else None)
        self.join(event.participants)

    def join(self, participants: Iterable[str]) -> None:
        """Adds participants that are not known yet."""
        self.participants += [one for one in dict.fromkeys(participants) if one not in self.participants]


class Gathering:
    """The occasions of a document."""

    def __init__(self, scene: Scene, events: list[Event]):
        self._kinds = scene.kinds
        self.occasions: list[Gathered] = []
        self.main: dict[int, Gathered] = {}
        self.of: dict[int, Gathered] = {}
        for event in events:
            if not event.caption:
                self._place(event)
        for event in events:
            if event.caption:
                self._place_caption(event)
        self._read_captions(scene, {event.sentence for event in events})
        self._share_places()

    def _place(self, event: Event) -> None:
        if event.date is None and event.place is None and (event.definite or len(event.participants) < 2):
            known = (self._referred(event) if event.definite else None) or self._same(event)
            if known is None and len(event.participants) < 2 and not (event.kind in _ALONE and event.said):
                return
        else:
            known = self._same(event)
        self._add(event, known)

    def _add(self, event: Event, known: Gathered | None) -> None:
        if known is None:
            date = event.date.edtf if event.date else None
            known = Gathered(event.kind, date, None, [], event.section)
            before = self.occasions[-1].events[-1] if self.occasions else None
            if before and event.setting and date is None and self._goes_on(before, event):
                known.date, known.place = self.occasions[-1].date, self.occasions[-1].place
            self.occasions.append(known)
        known.take(event)
        self.of[id(event)] = known
        if event.lead and event.date and event.kind != "visit":
            self.main.setdefault(event.section, known)

    def _goes_on(self, before: Event, event: Event) -> bool:
        """Whether an occasion follows at once on one of a known day, with somebody who was there."""
        last = self.occasions[-1]
        next_to = 0 <= event.sentence - before.sentence <= 1 and event.section == before.section
        return next_to and is_day(last.date) and not set(event.participants).isdisjoint(last.participants)

    def _referred(self, event: Event) -> Gathered | None:
        """The occasion that "the meeting" means: the section's own, else the last of its kind in the section."""
        main = self.main.get(event.section)
        there = set(event.participants)
        if main is not None and family(main.kind) == family(event.kind):
            return main if main.kind == "meeting" or not there or there & set(main.participants) else None
        fitting = (o for o in reversed(self.occasions) if o.section == event.section)
        alike = (o for o in fitting if family(o.kind) == family(event.kind))
        return next((o for o in alike if not there or not o.participants or there & set(o.participants)), None)

    def _same(self, event: Event) -> Gathered | None:
        """The occasion that an event tells of again; of several the one with most participants in common."""
        if not event.participants and event.date is None:
            return None
        fitting = [occasion for occasion in self.occasions if self._fits(event, occasion)]
        shared = set(event.participants)
        return max(fitting, key=lambda o: len(shared.intersection(o.participants)), default=None)

    def _fits(self, event: Event, occasion: Gathered) -> bool:
        if family(event.kind) != family(occasion.kind):
            return False
        told = event.date.edtf if event.date else None
        here = event.place.entity if event.place else None
        if not _one_date(told, occasion.date):
            return False
        people, others = self._people(event.participants), self._people(occasion.participants)
        near = any(event.section == other.section for other in occasion.events)
        same_sentence = any(event.sentence == other.sentence for other in occasion.events)
        if here and occasion.place and here != occasion.place and people != others:
            return False
        if not people or not others:
            return (bool(told) and told == occasion.date) or same_sentence
        if not (people <= others or others <= people):
            return False
        if told and occasion.date:
            return True
        abroad = all(event.language != other.language for other in occasion.events)
        return near or len(people & others) > 1 or (abroad and people == others)

    def _people(self, participants: Iterable[str]) -> set[str]:
        return people_of(participants, self._kinds)

    def _place_caption(self, event: Event) -> None:
        """A picture's occasion is one of its section with the same people; else one of its own."""
        people = self._people(event.participants)
        for occasion in self.occasions:
            shared = people & set(occasion.participants)
            near = any(event.section == other.section for other in occasion.events)
            if near and family(occasion.kind) == family(event.kind) and shared:
                self._add(event, occasion)
                return
        if event.date and event.participants:
            self._add(event, self._same(event))

    def _read_captions(self, scene: Scene, told: set[int]) -> None:
        """A picture of those who met, without a word of the meeting, still tells where ("X and Y in Tehran")."""
        for number, sentence in enumerate(scene.sentences):
            main = self.main.get(sentence.section)
            if sentence.block.kind != "caption" or number in told or main is None or main.place:
                continue
            named = scene.names_between(sentence.start, scene.inner_end(sentence))
            people = {one.entity for one in named if one.kind == "person"}
            places = [one for one in named if one.kind == "place" and scene.is_placed(sentence, one)]
            if people and places and people <= set(main.participants):
                main.place = places[0].entity
                main.spans.add((places[0].start, places[0].end))

    def _share_places(self) -> None:
        """A meeting without a place has that of the series it belongs to ("a series of meetings in ... in May")."""
        series = [
            (days, o.place)
            for o in self.occasions
            if o.place and any(event.series for event in o.events) and (days := days_of(o.date))
        ]
        if len({place for _, place in series}) != 1:
            return
        for occasion in self.occasions:
            days = days_of(occasion.date)
            if occasion.place or occasion.kind != "meeting" or days is None:
                continue
            if any(first <= days[0] <= last for (first, last), _ in series):
                occasion.place = series[0][1]


def family(kind: OccasionKind) -> OccasionKind:
    """The kind under which tellings are compared: a speech at a ceremony is one occasion."""
    return _FAMILIES.get(kind, kind)


def people_of(participants: Iterable[str], kinds: dict[str, EntityKind]) -> set[str]:
    """The persons among participants; all of them where there are none."""
    every = set(participants)
    return {one for one in every if kinds.get(one) == "person"} or every


def _one_date(one: str | None, other: str | None) -> bool:
    """Whether two dates are told of one occasion: a day does not meet a series of days."""
    if one is None or other is None or one == other:
        return True
    if "/" in one or "/" in other:
        approximate = "~" in one or "~" in other
        return approximate and compatible(one, other)
    return compatible(one, other)
