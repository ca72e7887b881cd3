"""Labels of statements: what was cited as ``ref#s4`` goes on meaning that statement, whatever reads the text anew.

A reader numbers what it finds. Of a text that was read before, the statements that were known keep their labels, also
those that only earlier readings had, and the others get numbers that none of its statements ever had.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from onrecord.document import Document
from onrecord.record.database import RecordError
from onrecord.record.decisions import matching
from onrecord.record.decisions.matching import Anchor, anchor

_NUMBERED = re.compile(r"s([0-9]{1,18})")
_FORMER = msgspec.json.Decoder(dict[str, Anchor])


def lasting(document: Document, earlier: Document, former: str | None) -> tuple[Document, str | None]:
    """A text read anew, with the labels of the ``earlier`` reading, and those that it has no statement for any more.

    ``former`` are such labels of readings before that: JSON of where the statements stood, as it is returned.
    """
    places = {one.id: anchor(one) for one in earlier.statements} | former_of(former)
    names = _known(document, places)
    number = _highest(places)
    for one in document.statements:
        if one.id not in names:
            number += 1
            names[one.id] = f"s{number}"
    taken = set(names.values())
    gone = {label: place for label, place in places.items() if label not in taken}
    told = msgspec.json.encode(gone).decode() if gone else None
    return document if all(a == b for a, b in names.items()) else _named(document, names), told


def former_of(said: str | None) -> dict[str, Anchor]:
    """The labels that a document has no statement for any more, and where these stood. Raises ``RecordError``."""
    try:
        return _FORMER.decode(said) if said else {}
    except msgspec.MsgspecError as error:
        raise RecordError("the record is damaged: former labels cannot be read; restore it from a backup") from error


def _known(document: Document, places: Mapping[str, Anchor]) -> dict[str, str]:
    """By their new labels the earlier ones of statements: of the very same first, then of those that are most alike."""
    waiting: dict[Anchor, deque[str]] = defaultdict(deque)
    for label, place in places.items():
        waiting[place].append(label)
    names: dict[str, str] = {}
    for one in document.statements:
        if one.id not in names and (same := waiting.get(anchor(one))):
            names[one.id] = same.popleft()
    left = replace(document, statements=tuple(one for one in document.statements if one.id not in names))
    missed = {place: labels[0] for place, labels in waiting.items() if labels}
    return names | {label: missed[place] for place, label in matching.statements(left, missed).items()}


def _highest(labels: Iterable[str]) -> int:
    found = (_NUMBERED.fullmatch(label) for label in labels)
    return max((int(match[1]) for match in found if match), default=0)


def _named(document: Document, names: Mapping[str, str]) -> Document:
    statements = tuple(
        replace(one, id=names[one.id], parent=names.get(one.parent, one.parent) if one.parent else None)
        for one in document.statements
    )
    citations = tuple(
        replace(one, statements=tuple(names.get(label, label) for label in one.statements))
        for one in document.citations
    )
    return replace(document, statements=statements, citations=citations)
