"""Documents looked up by what a person calls them, to be taken out of a record."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from onrecord.record import schema
from onrecord.record.filters import whole
from onrecord.record.readings import shown

_MAGIC = frozenset("*?[")


def named(connection: Connection, names: Sequence[str]) -> tuple[dict[str, list[int]], list[str]]:
    """The documents that are meant: by key the ids of all their versions. The second are the names that meant none.

    A name is a key (a URL or path), a ref, a pattern of keys with ``*`` and ``?``, a folder or a corpus, which stands
    for all that was read from it.
    """
    by_key: dict[str, list[int]] = {}
    by_ref: dict[str, str] = {}
    for id_, key, ref in connection.execute(select(*schema.document.c["id", "key", "ref"]).order_by("id")):
        by_key.setdefault(key, []).append(id_)
        by_ref[ref] = key
    found: dict[str, list[int]] = {}
    unknown = []
    for name in names:
        keys = [by_ref[name]] if name in by_ref else _keys(name, by_key)
        if not keys:
            unknown.append(name)
        found |= {key: by_key[key] for key in keys}
    return found, unknown


def of_ref(connection: Connection, ref: str) -> tuple[str | None, list[int]]:
    """The key of a ref's document and the ids of all its versions."""
    table = schema.document.c
    key: str | None = connection.execute(select(table.key).where(table.ref == shown(ref))).scalar()
    ids = connection.execute(select(table.id).where(table.key == key).order_by(table.id)).scalars()
    return key, list(ids) if key is not None else []


def _keys(name: str, keys: Iterable[str]) -> list[str]:
    meant = (shown(name), whole(name))
    found = [key for key in keys if key in meant or key.startswith((f"{meant[1]}/", f"{meant[1]}#"))]
    if found or not _MAGIC.intersection(name):
        return found
    match = re.compile("|".join(map(fnmatch.translate, meant))).match
    return [key for key in keys if match(key)]
