"""Statements as an Atom feed (RFC 4287), for feed readers.

The ids of feed and entries are UUIDs made from the names of search and statement: the same statement has the same id
in every file, and no reader shows it twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5

from onrecord.exports.iris import address
from onrecord.exports.xmltext import attributes, escaped
from onrecord.record.results import StatementRow
from onrecord.telling import shortened

_TITLE = 100  # characters of a content shown in an entry's title


def feed(
    name: str,
    rows: Sequence[StatementRow],
    added: Mapping[str, str],
    updated: str,
    links: Mapping[str, str] | None = None,
    room: str | None = None,
) -> bytes:
    """The feed of a search, an entry a statement in their order.

    ``added`` is when each document, by its ref, was added; ``updated`` when the feed was made (ISO 8601, UTC).
    ``links`` are addresses by what they are to the feed, such as ``self``. With the address of a reading ``room``
    entries lead to their place there, and to the original as what they are from (``via``).
    """
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        _part("id", _id(f"watch:{name}")),
        _part("title", f"onrecord: {name}"),
        _part("updated", updated),
        *(f"<link{attributes({'rel': rel, 'href': href})}/>" for rel, href in (links or {}).items()),
        "<author><name>onrecord</name></author>",
    ]
    for row in rows:
        lines += ["<entry>", *_entry(row, added.get(row.ref, updated), room), "</entry>"]
    return "\n".join([*lines, "</feed>\n"]).encode("utf-8", "replace")


def _entry(row: StatementRow, updated: str, room: str | None) -> Iterator[str]:
    said = shortened(" ".join(row.content.split()), _TITLE)
    yield _part("id", _id(row.id))
    yield _part("title", f"{row.speaker or row.source or '—'}: {said}")
    yield _part("updated", updated)
    original = address(row.url) or address(row.key)
    if room:
        yield f"<link{attributes({'href': f'{room}/d/{row.ref}#{row.label}'})}/>"
    if original:
        yield f"<link{attributes({'rel': 'via', 'href': original} if room else {'href': original})}/>"
    yield _part("summary", " · ".join(fact for fact in (row.outlet, row.date or row.day, row.id) if fact))
    yield _part("content", row.content)


def _part(name: str, words: str) -> str:
    return f"<{name}>{escaped(words)}</{name}>"


def _id(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:onrecord:{name}')}"
