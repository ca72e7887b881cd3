"""What a search is narrowed to, and that as facets of the index, a range of ids, and the least confidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from onrecord.jobs import Job, key_of
from onrecord.occasions.edtf import Days, days_of
from onrecord.record import schema, spellings
from onrecord.record.database import RecordError
from onrecord.record.readings import shown
from onrecord.record.rows import facet_word, first_id, language_word

Verdict = Literal["accepted", "open"]
KINDS = ("direct", "mixed", "indirect")
_PEOPLE = {"speaker": "s", "addressee": "a", "about": "m", "via": "v", "place": "p"}
_FLAGS = ("negated", "hedged", "attitude")
_FIRST_DATED, _LAST = 1 << 41, (1 << 63) - 1


class Filters(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What statements are narrowed to; what is not given does not matter.

    ``speaker``, ``addressee``, ``about`` (mentioned in what is said), ``via`` (through whom it came) and ``place``
    (where the occasion was) are an id such as ``p12`` or a name in any spelling. ``since`` and ``until`` are dates
    such as ``2025-02`` (EDTF). ``occasion`` is an id such as ``ab12cd34ef56#o1``, ``document`` a ref or a key.
    ``verdict`` is ``accepted`` by a person, or ``open``.
    """

    speaker: str | None = None
    addressee: str | None = None
    about: str | None = None
    via: str | None = None
    place: str | None = None
    outlet: str | None = None
    language: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    occasion: str | None = None
    document: str | None = None
    negated: bool | None = None
    hedged: bool | None = None
    attitude: bool | None = None
    min_confidence: float = 0.0
    verdict: Verdict | None = None


class Compiled(NamedTuple):
    """Filters as a database sees them: of each group of ``facets`` one, none of ``without``, ids ``first`` to ``last``,
    and a confidence of ``least`` or more.

    Where ``nothing``, no statement can be what is asked for.
    """

    facets: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]
    first: int
    last: int
    least: float = 0.0
    nothing: bool = False


def compiled(connection: Connection, filters: Filters) -> Compiled:
    """The filters, their names looked up. Raises ``RecordError`` where a value is none."""
    if not 0 <= filters.min_confidence <= 1:  # nan is not either
        raise RecordError(f"min_confidence {filters.min_confidence}: write a number from 0 to 1")
    groups = list(_facets(connection, filters))
    without = tuple(f"f{flag}" for flag in _FLAGS if getattr(filters, flag) is False)
    if filters.verdict == "open":
        without += ("faccepted",)
    first, last = id_range(filters.since, filters.until)
    return Compiled(tuple(groups), without, first, last, filters.min_confidence, not all(groups))


def _facets(connection: Connection, filters: Filters) -> Iterator[tuple[str, ...]]:
    for field, letter in _PEOPLE.items():
        if said := getattr(filters, field):
            yield tuple(f"{letter}{id_}" for id_ in spellings.entities(connection, said))
    if filters.outlet:
        yield tuple(f"u{word}" for word in (facet_word(filters.outlet),) if word)
    if filters.language:
        yield tuple(f"l{word}" for word in (language_word(filters.language),) if word)
    if filters.kind:
        if filters.kind not in KINDS:
            raise RecordError(f"kind {filters.kind}: say one of {', '.join(KINDS)}")
        yield (f"k{filters.kind}",)
    if filters.document:
        yield tuple(f"d{id_}" for id_ in document_ids(connection, filters.document))
    if filters.occasion:
        ref, _, label = filters.occasion.rpartition("#")
        word = facet_word(label)
        yield tuple(f"o{id_}x{word}" for id_ in document_ids(connection, ref) if word)
    for flag in _FLAGS:
        if getattr(filters, flag):
            yield (f"f{flag}",)
    if filters.verdict == "accepted":
        yield ("faccepted",)
    elif filters.verdict not in (None, "open"):
        raise RecordError(f"verdict {filters.verdict}: say accepted or open")


def document_ids(connection: Connection, said: str) -> Sequence[int]:
    """The ids of the documents of a ref or a key, all versions; a path may be one from the working folder."""
    table = schema.document
    said = shown(said.encode("utf-8", "replace").decode())
    query = select(table.c.id).where((table.c.ref == said) | table.c.key.in_((said, whole(said))))
    return connection.execute(query.order_by(table.c.id)).scalars().all()


def whole(path: str) -> str:
    """A path as documents are kept under it; an address stays as it is."""
    return path if "://" in path else shown(key_of(Job(path)))


def id_range(since: str | None, until: str | None) -> tuple[int, int]:
    """The lowest and the highest id of statements between two dates; undated ones are only between none."""
    first, last = 0, _LAST
    if since is not None:
        first = first_id(_days("since", since)[0])
    if until is not None:
        first, end = max(first, _FIRST_DATED), _days("until", until)[1]
        last = first_id(end + timedelta(days=1)) - 1 if end.year < 9999 else _LAST
    return first, last


def _days(name: str, said: str) -> Days:
    days = days_of(said)
    if days is None:
        raise RecordError(f"{name} {said}: write a date as 2025, 2025-02 or 2025-02-08")
    return days
