"""A search as an address carries it, as the record is asked it, and as a page tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from onrecord.record.database import RecordError
from onrecord.record.filters import Filters
from onrecord.record.searching import SORTS
from onrecord.web.rendering import query

FIELDS = tuple(field.name for field in msgspec.structs.fields(Filters))
FLAGS = ("negated", "hedged", "attitude")
YES, NO = "yes", "no"
WORDS = "q"
LONGEST = 1000  # characters of a value that are read
_FLAG = {YES: True, NO: False}


class Search(NamedTuple):
    """Words, filters as they stand in the address, by name, and the order; empty values are none."""

    words: str = ""
    values: Mapping[str, str] = {}
    sort: str = "newest"

    def href(self, path: str = "/search", without: Iterable[str] = (), **more: object) -> str:
        """The address of this search, or of it changed; the way to its first page."""
        left = {name: value for name, value in self.values.items() if name not in without}
        words = None if WORDS in without else self.words
        sort = self.sort if self.sort != "newest" else None
        return query(path, **{WORDS: words, **left, "sort": sort, **more})

    def given(self) -> dict[str, Any]:
        """The filters as the record takes them. Raises ``RecordError`` where a value is none."""
        given: dict[str, Any] = dict(self.values)
        for flag in FLAGS:
            if flag in given:
                if given[flag] not in _FLAG:
                    raise RecordError(f"{flag} {given[flag]}: say {YES} or {NO}")
                given[flag] = _FLAG[given[flag]]
        if "min_confidence" in given:
            try:
                given["min_confidence"] = float(given["min_confidence"])
            except ValueError:
                raise RecordError(f"min_confidence {given['min_confidence']}: write a number from 0 to 1") from None
        return given

    def filters(self) -> Filters:
        """The same, checked. Raises ``RecordError``."""
        try:
            return msgspec.convert(self.given(), Filters)
        except msgspec.ValidationError as error:
            raise RecordError(f"filters: {error}") from error

    @property
    def asks(self) -> bool:
        """Whether anything is asked for at all."""
        return bool(self.words or self.values)


def asked(values: Mapping[str, Any]) -> Search:
    """The search of an address or a form; what is none of its fields is left out."""

    def value(name: str) -> str:
        said = values.get(name)
        return said.strip()[:LONGEST].replace("\0", " ") if isinstance(said, str) else ""

    sort = value("sort")
    filters = {name: said for name in FIELDS if (said := value(name))}
    return Search(value(WORDS), filters, sort if sort in SORTS else "newest")


def kept(words: str, filters: Filters) -> Search:
    """The search that was kept with these."""
    values = msgspec.to_builtins(filters)
    return Search(words, {name: _told(value) for name, value in values.items()})


def _told(value: object) -> str:
    return {True: YES, False: NO}[value] if isinstance(value, bool) else str(value)
