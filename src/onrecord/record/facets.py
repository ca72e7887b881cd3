"""How what was found falls to speakers, outlets, languages, kinds and years: counted over the newest of it.

A search of a million answers is not counted to its end: the newest ``MOST`` say what there is to narrow it by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, select

from onrecord.record import schema
from onrecord.record.filters import Filters
from onrecord.record.rows import facet_word, language_word
from onrecord.record.searching import asked, newest_ids, person_id

MOST = 2_000
"""Statements that are counted."""
_VALUES = 12  # of a facet
_CHUNK = 500
Key = TypeVar("Key", int, str)


class Value(msgspec.Struct, frozen=True):
    """What a search may be narrowed to: ``value`` is what the filter takes, ``number`` the statements it leaves."""

    value: str
    name: str
    number: int


class Facets(msgspec.Struct, frozen=True):
    """The values of each filter, the most frequent first, years from the latest.

    ``counted`` statements were looked at; ``whole`` says that these are all there are. The value of a year is one for
    ``since`` and ``until``.
    """

    counted: int
    whole: bool
    speaker: tuple[Value, ...] = ()
    outlet: tuple[Value, ...] = ()
    language: tuple[Value, ...] = ()
    kind: tuple[Value, ...] = ()
    year: tuple[Value, ...] = ()


def facets(connection: Connection, words: str | None, filters: Filters, most: int = MOST) -> Facets:
    """The facets of the newest ``most`` statements that are found. Raises ``RecordError``."""
    found = newest_ids(connection, asked(connection, words, filters), most + 1)
    statement = schema.statement
    speakers: Counter[int] = Counter()
    documents: Counter[int] = Counter()
    languages: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    years: Counter[str] = Counter()
    for chunk in _chunks(found[:most]):
        columns = statement.c["speaker_id", "document_id", "language", "kind", "day"]
        for row in connection.execute(select(*columns).where(statement.c.id.in_(chunk))):
            documents[row.document_id] += 1
            kinds[row.kind] += 1
            if row.speaker_id is not None:
                speakers[row.speaker_id] += 1
            if language := language_word(row.language):
                languages[language] += 1
            if row.day:
                years[row.day[:4]] += 1
    return Facets(
        counted=min(len(found), most),
        whole=len(found) <= most,
        speaker=tuple(_speakers(connection, speakers)),
        outlet=tuple(_outlets(connection, documents)),
        language=tuple(_plain(languages)),
        kind=tuple(_plain(kinds)),
        year=tuple(sorted(_plain(years), key=lambda one: one.value, reverse=True)),
    )


def _plain(counts: Counter[str]) -> Iterable[Value]:
    return (Value(value, value, number) for value, number in _first(counts))


def _speakers(connection: Connection, counts: Counter[int]) -> Iterable[Value]:
    first, entity = _first(counts), schema.entity
    query = select(entity.c.id, entity.c.name).where(entity.c.id.in_([id_ for id_, _ in first]))
    names = dict(connection.execute(query).all())
    return (Value(str(person_id(id_)), names[id_], number) for id_, number in first if id_ in names)


def _outlets(connection: Connection, documents: Counter[int]) -> Iterable[Value]:
    """The outlets of the documents; those that differ in case, accents or spaces alone are one, as in a search."""
    document = schema.document
    names: dict[str, Counter[str]] = {}
    for chunk in _chunks(sorted(documents)):
        query = select(document.c.id, document.c.outlet).where(document.c.id.in_(chunk), document.c.outlet.is_not(None))
        for id_, name in connection.execute(query):
            names.setdefault(facet_word(name), Counter())[name] += documents[id_]
    counts = Counter({word: spelt.total() for word, spelt in names.items() if word})
    shown = {word: min(names[word].items(), key=lambda one: (-one[1], one[0]))[0] for word, _ in _first(counts)}
    return (Value(shown[word], shown[word], number) for word, number in _first(counts))


def _first(counts: Counter[Key]) -> list[tuple[Key, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_VALUES]


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK))
