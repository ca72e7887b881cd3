"""A citation while the text is read, and the numbering of citations at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.document import Citation, CitationKind, Span


@dataclass(slots=True, eq=False)
class Cited:
    """A citation on its way: what ``Citation`` says, its ``target`` not yet by id, statements by their ids.

    ``near`` marks a source that is nearer to the speaker than the outlet that cites it. ``site`` is a website whose
    owner is still to be found: where it stands and what it is called. ``only_frames`` marks what is
    nothing unless a quoted text follows, ``framed`` is that text that a citation
    announces, ``announcing`` the statements that are but its announcement.
    """

    kind: CitationKind
    start: int
    end: int
    entity: str | None = None
    date: str | None = None
    canonical: str | None = None
    target: Cited | None = None
    near: bool = False
    site: tuple[int, str] | None = None
    only_frames: bool = False
    framed: Span | None = None
    announcing: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)


def numbered(found: Sequence[Cited], order: dict[str, int]) -> tuple[tuple[Citation, ...], dict[int, str]]:
    """The citations in the order of the text, and the id of each by ``id()``; ``order`` is that of statements."""
    kept = sorted(found, key=lambda cited: (cited.start, -cited.end, cited.kind))
    ids = {id(cited): f"c{number}" for number, cited in enumerate(kept, 1)}
    citations = tuple(
        Citation(
            id=ids[id(cited)],
            kind=cited.kind,
            entity=cited.entity,
            date=cited.date,
            canonical=cited.canonical,
            target=ids.get(id(cited.target)) if cited.target else None,
            start=cited.start,
            end=cited.end,
            statements=tuple(sorted(cited.statements, key=order.__getitem__)),
        )
        for cited in kept
    )
    return citations, ids
