"""What is asked of a record comes back as these: a row each, in a list that turns into tables."""

from __future__ import annotations

from importlib import import_module
from typing import Any, TypeVar

import msgspec

from onrecord.document import Span
from onrecord.record.database import RecordError

T = TypeVar("T", bound=msgspec.Struct)


class StatementRow(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that was found. ``id`` is what to cite it by, ``content`` its words, ``hits`` the spans in them."""

    id: str
    ref: str
    label: str
    kind: str
    content: str
    hits: tuple[Span, ...] = ()
    speaker: str | None
    speaker_id: str | None
    source: str | None
    cue: str | None
    addressees: tuple[str, ...] = ()
    addressee_ids: tuple[str, ...] = ()
    addressee: str | None
    date: str | None
    day: str | None
    occasion: str | None
    language: str | None
    parent: str | None
    start: int
    end: int
    negated: bool
    hedged: bool
    attitude: bool
    confidence: float
    why: str
    verdict: str | None
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    key: str


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A document that is kept; ``name`` is the ``id`` in its JSON, such as the name of its file."""

    ref: str
    key: str
    name: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    url: str | None
    reader: str
    added: str
    read: str
    statements: int
    findings: int


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something over all documents, with how much was said by them and how many documents name them."""

    id: str
    kind: str
    name: str
    wikidata: str | None
    statements: int
    documents: int


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A name and how often it is there: a spelling, an outlet, or somebody else, who then has an ``id``."""

    name: str
    number: int
    id: str | None = None


class RoleRow(msgspec.Struct, frozen=True, kw_only=True):
    """A role that somebody bears in a document: ``date`` as told, else when the document was published."""

    title: str
    organization: str | None
    date: str | None
    ref: str


class OccasionRow(msgspec.Struct, frozen=True, kw_only=True):
    """When and where people met or spoke; ``id`` is the document's ref and the occasion's label there."""

    id: str
    kind: str
    date: str | None
    place: str | None
    participants: tuple[str, ...]
    participant_ids: tuple[str | None, ...]
    title: str | None
    outlet: str | None


class PlaceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A place, and how many occasions were there."""

    id: str
    name: str
    wikidata: str | None
    occasions: int


class OutletRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who published documents, and how many of them are current."""

    name: str
    documents: int


class FindingRow(msgspec.Struct, frozen=True, kw_only=True):
    """What an editor should look at in a document; ``number`` counts from 0 within it."""

    ref: str
    key: str
    number: int
    check: str
    severity: str
    message: str
    start: int | None
    end: int | None
    verdict: str | None


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person's page. Spellings, roles and occasions are those of the documents named last, newest first."""

    id: str
    kind: str
    name: str
    wikidata: str | None
    documents: int
    number: int
    names: tuple[Told, ...]
    roles: tuple[RoleRow, ...]
    statements: tuple[StatementRow, ...]
    occasions: tuple[OccasionRow, ...]
    met: tuple[Told, ...]
    spoke_to: tuple[Told, ...]
    outlets: tuple[Told, ...]


class Result(list[T]):
    """Rows, and where to go on: ``cursor`` is what to give as ``after`` for the next page, none on the last."""

    def __init__(self, rows: Any = (), cursor: str | None = None):
        super().__init__(rows)
        self.cursor = cursor

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dictionaries of plain values."""
        return [msgspec.to_builtins(row) for row in self]

    def to_pandas(self) -> Any:
        """A pandas data frame, a column a field; raises ``RecordError`` where pandas is not installed."""
        try:
            pandas = import_module("pandas")
        except ModuleNotFoundError as error:
            raise RecordError('a data frame needs pandas: pip install "pandas"') from error
        return pandas.DataFrame(self.to_dicts())

    def to_arrow(self) -> Any:
        """An Arrow table, a column a field; raises ``RecordError`` where pyarrow is not installed."""
        try:
            pyarrow = import_module("pyarrow")
        except ModuleNotFoundError as error:
            raise RecordError('an Arrow table needs the extra "batch": pip install "onrecord[batch]"') from error
        return pyarrow.Table.from_pylist(self.to_dicts())
