"""Statements tied to the occasions they were made at, and dated."""

from __future__ import annotations

import re
from bisect import bisect_right

import msgspec

from onrecord.document import Statement
from onrecord.occasions.dates import DateMention
from onrecord.occasions.edtf import compatible, is_day
from onrecord.occasions.gathering import Gathered, Gathering
from onrecord.occasions.scene import Scene, anchor

_BESIDE = 45  # characters between a cue and the date of a statement ("said in a letter to the board on Monday")
_COUNTED = ("weekday", "relative")
_OPENS = re.compile(r"\W*(?:\w{1,3}\s+)?\W*")


class Tying:
    """Ties a document's statements to its occasions."""

    def __init__(self, scene: Scene, gathering: Gathering):
        self._scene, self._gathering = scene, gathering
        self._at: dict[str, Gathered] = {}
        self._starts = [block.start for block in scene.document.blocks]
        self._own = {statement.id: self._said_on(statement) for statement in scene.document.statements}
        self._tie_told()
        self._tie_sections()
        self._tie_following()
        self._tie_paragraphs()
        self._tie_days()
        self._tie_nested()

    def occasion(self, statement: Statement) -> Gathered | None:
        """The occasion a statement was made at."""
        return self._at.get(statement.id)

    def date(self, statement: Statement) -> str | None:
        """When a statement was made: on the day told with its cue, else that of its occasion."""
        own, occasion = self._own[statement.id], self._at.get(statement.id)
        held = occasion.date if occasion else None
        return own.edtf if own and own.edtf and (held is None or not is_day(held)) else held

    def _tie_told(self) -> None:
        """Statements in the sentence that tells of the occasion."""
        for occasion in self._gathering.occasions:
            for event in occasion.events:
                told = list(event.said)
                if not event.setting:
                    told += [
                        statement
                        for statement in self._scene.said_in(event.sentence)
                        if anchor(statement) > event.start
                        and statement.speaker in event.participants
                        and not any(start <= event.start < end for start, end in statement.content)
                    ]
                for statement in told:
                    known = self._at.get(statement.id)
                    if known is None or known.kind == "visit":
                        self._at[statement.id] = occasion

    def _tie_sections(self) -> None:
        """Statements under a heading whose lead tells of an occasion, made by those who were there."""
        for statement in self._scene.document.statements:
            main = self._gathering.main.get(self._section(statement))
            if main is None or statement.id in self._at or statement.parent or statement.speaker is None:
                continue
            own = self._own[statement.id]
            if own and not compatible(own.edtf, main.date):
                continue
            if statement.speaker in main.participants or (
                self._scene.kinds.get(statement.speaker) in ("group", "organization")
                and self._delegated(statement.speaker, main)
            ):
                self._at[statement.id] = main

    def _delegated(self, speaker: str, main: Gathered) -> bool:
        """Whether a body that speaks is one of those who met, or of the same name ("the Lowland delegation")."""
        entity = self._scene.document.entity(speaker)
        words = set(entity.name.lower().split()) if entity else set()
        for participant in main.participants:
            other = self._scene.document.entity(participant)
            if other and other.kind in ("group", "organization") and words & set(other.name.lower().split()):
                return main.kind == "meeting"
        return False

    def _tie_following(self) -> None:
        """What the same person goes on to say, until somebody else speaks or another day or occasion is told of."""
        last: Statement | None = None
        told = {event.sentence for occasion in self._gathering.occasions for event in occasion.events}
        for statement in self._scene.document.statements:
            if statement.parent:
                continue
            if statement.id not in self._at and last and last.speaker and statement.speaker == last.speaker:
                own = self._own[statement.id]
                sentence = self._scene.sentence_at(anchor(statement))
                if self._section(statement) == self._section(last) and own is None and sentence not in told:
                    self._at[statement.id] = self._at[last.id]
            last = statement if statement.id in self._at else None

    def _tie_paragraphs(self) -> None:
        """What somebody says in the paragraph that told of an occasion with them, until it tells of another."""
        told = sorted(
            ((event.sentence, occasion) for occasion in self._gathering.occasions for event in occasion.events),
            key=lambda pair: pair[0],
        )
        numbers = [number for number, _ in told]
        for statement in self._scene.document.statements:
            number = self._scene.sentence_at(anchor(statement))
            if number is None or statement.id in self._at or statement.parent or self._own[statement.id]:
                continue
            at = bisect_right(numbers, number) - 1
            if at < 0 or numbers[at] == number:
                continue
            sentences, occasion = self._scene.sentences, told[at][1]
            same = sentences[numbers[at]].block is sentences[number].block
            if same and occasion.kind != "visit" and statement.speaker in occasion.participants:
                self._at[statement.id] = occasion

    def _tie_days(self) -> None:
        """A statement dated on the day of the one occasion its speaker took part in."""
        for statement in self._scene.document.statements:
            own = self._own[statement.id]
            if own is None or statement.id in self._at or not is_day(own.edtf):
                continue
            fitting = [
                occasion
                for occasion in self._gathering.occasions
                if occasion.date == own.edtf and statement.speaker in occasion.participants
            ]
            if len(fitting) == 1:
                self._at[statement.id] = fitting[0]

    def _tie_nested(self) -> None:
        """A statement inside another one by the same speaker."""
        by_id = {statement.id: statement for statement in self._scene.document.statements}
        for statement in self._scene.document.statements:
            parent = by_id.get(statement.parent or "")
            if parent and parent.speaker == statement.speaker and parent.id in self._at:
                self._at.setdefault(statement.id, self._at[parent.id])

    def _section(self, statement: Statement) -> int:
        at = bisect_right(self._starts, anchor(statement)) - 1
        return self._scene.sections[at][0] if at >= 0 else -1

    def _said_on(self, statement: Statement) -> DateMention | None:
        """The date told with a statement's cue: beside it ("said on Monday"), or at the sentence's start."""
        number = self._scene.sentence_at(anchor(statement))
        if number is None or not statement.cue:
            return None
        sentence = self._scene.sentences[number]
        start, end = statement.cue[0][0], statement.cue[-1][1]
        found: list[tuple[int, DateMention]] = []
        for date in self._scene.dates_between(sentence.start, sentence.end):
            if date.quoted or self._is_content(number, date, statement):
                continue
            opens = bool(_OPENS.fullmatch(self._scene.document.text[sentence.start : date.start]))
            away = date.start - end if date.start >= end else start - date.end
            if (away <= _BESIDE and (is_day(date.edtf) or (date.edtf is None and date.how in _COUNTED))) or (
                opens and date.start < start
            ):
                found.append((away, date))
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def _is_content(self, number: int, date: DateMention, statement: Statement) -> bool:
        spans = (*self._scene.contents_in(number), *statement.content)
        return any(start <= date.start < end for start, end in spans)


def tied(scene: Scene, gathering: Gathering, ids: dict[int, str]) -> tuple[Statement, ...]:
    """The statements of a document with their occasions and dates; ``ids`` are those of the occasions."""
    tying = Tying(scene, gathering)
    found = []
    for statement in scene.document.statements:
        occasion = tying.occasion(statement)
        date = tying.date(statement)
        if occasion is None and date is None:
            found.append(statement)
            continue
        held = ids[id(occasion)] if occasion else None
        found.append(msgspec.structs.replace(statement, occasion=held, date=date))
    return tuple(found)
