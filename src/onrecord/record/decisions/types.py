"""What a decision is: its verb, what it is about, and what that is to be.

Labels change when a newer reader reads a document anew. A decision therefore names a statement, an occasion, a finding
or somebody by the characters they stand at, in the version of the text that the person saw, and holds a copy of what
it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from onrecord.document import Document, EntityKind, OccasionKind, Span, Statement

Verdict = Literal["accepted", "rejected"]
Verb = Literal[
    "accept", "reject", "add", "spans", "kind", "speaker", "clear-speaker", "addressee", "clear-addressee", "occasion",
    "clear-occasion", "edit-occasion", "merge", "split", "rename", "wikidata", "clear-wikidata", "accept-join",
    "refuse-join",
]  # fmt: skip
ABOUT_PEOPLE = frozenset({"merge", "split", "rename", "wikidata", "clear-wikidata", "accept-join", "refuse-join"})
"""Verbs of decisions about somebody over all documents."""

Place = tuple[int, str]
"""Where somebody appears: a document's id in the record, and their label in it."""


class Who(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody in a document, known again by the spans that name them, else by name.

    ``apart`` says that nobody whom the document names is meant, though one may have the same name.
    """

    name: str
    kind: EntityKind = "person"
    wikidata: str | None = None
    spans: tuple[Span, ...] = ()
    apart: bool = False


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """An occasion, known again by its spans, else by its kind and date."""

    kind: OccasionKind
    date: str | None = None
    place: Who | None = None
    participants: tuple[Who, ...] = ()
    spans: tuple[Span, ...] = ()


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """A statement as it was read, with whom its labels mean; ``added`` is the decision that added it, if one did."""

    statement: Statement
    speaker: Who | None = None
    addressees: tuple[Who, ...] = ()
    occasion: Event | None = None
    added: int | None = None


class Noticed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A finding, known again by its check, message and spans."""

    check: str
    message: str
    spans: tuple[Span, ...] = ()


class Target(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a decision about a document is about: one of these. One about people has its anchors instead."""

    said: Said | None = None
    noticed: Noticed | None = None
    event: Event | None = None


class Value(msgspec.Struct, frozen=True, omit_defaults=True):
    """What it is to be; which fields count follows from the verb. An empty ``date`` clears one."""

    speaker: Who | None = None
    addressees: tuple[Who, ...] = ()
    event: Event | None = None
    kind: str | None = None
    date: str | None = None
    place: Who | None = None
    no_place: bool = False
    participants: tuple[Who, ...] | None = None
    content: tuple[Span, ...] | None = None
    cue: tuple[Span, ...] | None = None
    source: tuple[Span, ...] | None = None
    addressee: tuple[Span, ...] | None = None
    name: str | None = None
    wikidata: str | None = None


class Decision(msgspec.Struct, frozen=True):
    """A decision: its verb, what it is about and what that is to be."""

    id: int
    verb: str
    target: Target
    value: Value


class Corrected(msgspec.Struct, frozen=True):
    """A document as people left it, with their verdicts on its statements (by id) and findings (by number).

    ``found`` says by decision which statement, occasion or finding (``f3``) of the document it turned out to be about;
    decisions that are about nothing in it any more are not there. ``origins`` are the statements that the reading
    lacks, as they were read before or added; ``added`` says which decision added a statement; ``events`` are the
    occasions that the reading lacks.
    """

    document: Document
    statements: Mapping[str, Verdict] = {}
    findings: Mapping[int, Verdict] = {}
    found: Mapping[int, str] = {}
    origins: Mapping[str, Said] = {}
    added: Mapping[str, int] = {}
    events: Mapping[str, Event] = {}


class PeopleDecisions(msgspec.Struct, frozen=True):
    """What people decided of who is who, by where they appear; joining has to follow it.

    ``together`` and ``apart`` are pairs; of one that is apart the first is to leave, the second stays who they are.
    ``names`` and ``wikidata`` tell the decision's number with each: for one entity the last of them counts.
    """

    together: tuple[tuple[Place, Place], ...] = ()
    apart: tuple[tuple[Place, Place], ...] = ()
    names: tuple[tuple[Place, str, int], ...] = ()
    wikidata: tuple[tuple[Place, str | None, int], ...] = ()
