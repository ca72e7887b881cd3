"""When, where and on what occasion people speak: dates, meetings, speeches; and which statement belongs to which."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord.document import Document, Occasion
from onrecord.languages.words import Words
from onrecord.occasions.dates import DateMention, find_dates
from onrecord.occasions.events import find_events
from onrecord.occasions.gathering import Gathering
from onrecord.occasions.newcomers import entities_of
from onrecord.occasions.scene import Scene
from onrecord.occasions.tying import tied

__all__ = ["DateMention", "find_dates", "find_occasions"]


def find_occasions(document: Document, words: Words, dates: Sequence[DateMention]) -> Document:
    """The document with its occasions, and the occasion and date of each statement.

    ``words`` and ``dates`` are those of its text; statements and entities must have been found before.
    """
    scene = Scene(document, words, dates)
    gathering = Gathering(scene, list(find_events(scene)))
    gathered = sorted(gathering.occasions, key=lambda occasion: min(occasion.spans))
    ids = {id(occasion): f"o{number}" for number, occasion in enumerate(gathered, 1)}
    used = {one for o in gathered for one in (o.place, *o.participants) if one}
    new = entities_of(document, scene.newcomers, used)
    entity = {key: made.id for key, made in new.items()}
    occasions = tuple(
        Occasion(
            id=ids[id(o)],
            kind=o.kind,
            date=o.date,
            place=entity.get(o.place, o.place) if o.place else None,
            participants=tuple(entity.get(one, one) for one in o.participants),
            spans=tuple(sorted(o.spans)),
        )
        for o in gathered
    )
    return msgspec.structs.replace(
        document,
        statements=tied(scene, gathering, ids),
        entities=(*document.entities, *new.values()),
        occasions=occasions,
    )
