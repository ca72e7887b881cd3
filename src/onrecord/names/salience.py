"""Whom a pronoun or a verb without subject means: the most salient entity that fits, by a few plain weights."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onrecord.names.line import Line
from onrecord.names.register import Draft, agree

_WINDOW = 40
"""Mentions looked at before a pronoun; keeps long texts linear."""
_FAR = 8
"""Sentences after which a mention counts no more."""


@dataclass(slots=True, order=True)
class Event:
    """An entity comes up at a word, with a weight for how it does."""

    word: int
    weight: float
    number: int
    quoted: int
    told: int


class Salience:
    """The mentions of a text in order, with what they weigh."""

    SENTENCE = 40
    """Words of a sentence that are looked at for a name before another."""
    SUBJECT, SPEAKER, OBLIQUE, OWNER, QUOTED = 1.0, 1.6, -0.6, -0.4, -3.0
    PERSON, LONE = 1.2, 0.6
    """How sure it is that "he" is somebody: who is known for a person, or a name that may be one's."""

    def __init__(self, line: Line):
        self._line = line
        self._named: list[Event] = []
        self._meant: list[Event] = []
        self._drafts: list[Draft] = []

    def name(self, word: int, draft: Draft, weight: float) -> None:
        """Notes a name; names come in the order of the text, before all else."""
        self._named.append(self._event(word, draft, weight))

    def mean(self, word: int, draft: Draft, weight: float) -> None:
        """Notes that an entity is meant, or speaks; nearly in the order of the text."""
        insort(self._meant, self._event(word, draft, weight))

    def _event(self, word: int, draft: Draft, weight: float) -> Event:
        self._drafts.append(draft)
        return Event(word, weight, len(self._drafts) - 1, self._line.quoted(word), self._told(word))

    def find(
        self,
        word: int,
        gender: str | None,
        *,
        grammatical: bool,
        apart_from: Collection[Draft] = (),
        without_role: bool = False,
    ) -> Draft | None:
        """Who is meant at ``word``; ``grammatical`` where bodies have a gender too; not who is ``apart_from``.

        ``without_role`` is for those who speak, and of whom no role is told."""
        here = self._told(word)
        inside, apart = self._line.quoted(word), {id(draft) for draft in apart_from}
        best: tuple[float, int] | None = None
        chosen: Draft | None = None
        for event in [*_before(self._named, word), *_before(self._meant, word)]:
            distance = here - event.told
            if distance > _FAR:
                continue
            draft = self._drafts[event.number].final
            if id(draft) in apart or not fits(draft, gender, grammatical):
                continue
            if without_role and (draft.roles or not draft.used):
                continue
            score = event.weight - 0.8 * distance + self._surety(draft, gender)
            if event.quoted != inside:
                score += self.QUOTED if event.quoted else -0.5
            if best is None or (score, event.word) > best:
                best, chosen = (score, event.word), draft
        return chosen

    def _told(self, word: int) -> int:
        """Sentences up to a word; those of a quotation, during which nobody else comes up, count as one."""
        return self._line.told[self._line.sentence(word)]

    def foremost(self, drafts: Sequence[Draft], word: int) -> Draft | None:
        """The one that is spoken of most and last before ``word``."""
        if len(drafts) < 2:
            return drafts[0] if drafts else None
        here = self._told(word)
        scores = dict.fromkeys(map(id, drafts), 0.0)
        for event in [*_before(self._named, word), *_before(self._meant, word)]:
            draft = id(self._drafts[event.number].final)
            if draft in scores:
                scores[draft] += 0.8 ** (here - event.told)
        return max(drafts, key=lambda draft: (scores[id(draft)], -draft.first), default=None)

    @staticmethod
    def _surety(draft: Draft, gender: str | None) -> float:
        if gender not in ("masculine", "feminine", "singular", "person"):
            return -0.3 if draft.kind is None else -1.0 * (gender == "plural" and not draft.used)
        sure = Salience.PERSON if draft.kind == "person" else Salience.LONE if draft.kind is None else 0.0
        return 0.5 * (draft.gender == gender) + sure


def _before(events: list[Event], word: int) -> list[Event]:
    at = bisect_left(events, word, key=lambda event: event.word)
    return events[max(0, at - _WINDOW) : at]


def fits(draft: Draft, gender: str | None, grammatical: bool) -> bool:
    """Whether an entity can be meant by a pronoun or verb of that gender."""
    if gender == "plural":
        return draft.kind == "group" or (not grammatical and draft.kind in ("organization", "outlet"))
    if draft.kind == "group":
        return False
    if gender == "singular":
        return True
    if gender == "person":
        return draft.kind == "person" or (draft.kind is None and draft.used)
    if gender == "thing":
        return draft.kind != "person" and (not grammatical or draft.gender == "thing")
    if draft.personal:
        return agree(draft.gender, gender)
    return grammatical and draft.kind != "place" and agree(draft.gender, gender)
