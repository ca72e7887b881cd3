"""What joining looks at: an entity as one document shows it, and whom it is named beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from onrecord.document import EntityKind

NAMED = frozenset({"name", "names", "original", "acronym", "spelling", "surname", "given-name", "outlet"})
"""Why a mention is an entity's where its words are a name; the others are pronouns, roles and descriptions."""
MOST_PERSONS, MOST_BODIES, MOST_ROLES, MOST_SPELLINGS = 5, 60, 2, 6
"""How many of those that are named beside it, of its roles, and of its further names are looked at."""
MOST_PARTICIPANTS = 20
"""Participants of an occasion that are told from each other."""

Place = tuple[str, str]
"""Where an appearance stands: the document's lasting name, and the entity's label in it."""


class Spelling(msgspec.Struct, frozen=True, order=True):
    """A base form of a name, the language (BCP 47) it stands in, and how often the document has it."""

    text: str
    language: str | None
    count: int = 1


class Beside(msgspec.Struct, frozen=True, order=True):
    """Somebody or some body named in the same document."""

    kind: str
    name: str
    language: str | None


class Appearance(msgspec.Struct, frozen=True):
    """An entity of one document.

    ``named`` is false where it is only described, "the driver". ``spellings`` are its names, as base forms; ``roles``
    pairs of a title and its organisation; ``beside`` who shares its occasions and its document, the nearest first.
    """

    document: str
    label: str
    kind: EntityKind
    name: str
    language: str | None = None
    named: bool = True
    wikidata: str | None = None
    spellings: tuple[Spelling, ...] = ()
    roles: tuple[tuple[str, str | None], ...] = ()
    beside: tuple[Beside, ...] = ()

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.document, self.label


class Seen(msgspec.Struct, frozen=True):
    """An entity as a document has it: ``names`` are the base form and language of each mention that is a name."""

    label: str
    kind: EntityKind
    name: str
    wikidata: str | None
    names: tuple[tuple[str, str | None], ...] = ()
    roles: tuple[tuple[str, str | None], ...] = ()


def appearances(
    ref: str, language: str | None, entities: Sequence[Seen], occasions: Iterable[Sequence[str]]
) -> list[Appearance]:
    """The appearances in a document: its lasting name, language, entities, and the participants of its occasions."""
    main = (language or "").split("-")[0] or None
    shared = _company(occasions)
    besides = {
        seen.label: Beside(seen.kind, _spaced(seen.name), _language(seen, main)) for seen in entities if seen.names
    }
    counts = {seen.label: len(seen.names) for seen in entities}
    order = sorted(besides, key=lambda label: (-counts[label], besides[label], label))
    made = []
    for seen in entities:
        near = sorted(order, key=lambda label: -shared[seen.label, label])  # stable: the most named first
        made.append(
            Appearance(
                document=ref,
                label=seen.label,
                kind=seen.kind,
                name=_spaced(seen.name),
                language=_language(seen, main),
                named=bool(seen.names) or seen.wikidata is not None,
                wikidata=seen.wikidata,
                spellings=_spellings(seen.names),
                roles=tuple(sorted(set(seen.roles), key=str))[:MOST_ROLES],
                beside=tuple(_nearest(besides[label] for label in near if label != seen.label)),
            )
        )
    return made


def _spaced(name: str) -> str:
    return " ".join(name.split())


def _spellings(names: Iterable[tuple[str, str | None]]) -> tuple[Spelling, ...]:
    counts = Counter((_spaced(base), language) for base, language in names)
    ordered = sorted(counts.items(), key=lambda item: (-len(item[0][0].split()), -item[1], item[0][0], str(item[0][1])))
    return tuple(Spelling(text, language, count) for (text, language), count in ordered[:MOST_SPELLINGS])


def _language(seen: Seen, main: str | None) -> str | None:
    spoken = Counter(language for base, language in seen.names if base == seen.name and language)
    return min(spoken, key=lambda language: (-spoken[language], language)) if spoken else main


def _nearest(near: Iterable[Beside]) -> Iterator[Beside]:
    persons = bodies = 0
    for one in near:
        if one.kind == "person" and len(one.name.split()) > 1:
            persons += 1
            if persons <= MOST_PERSONS:
                yield one
        elif one.kind in ("organization", "outlet") or (one.kind == "place" and " " in one.name):
            bodies += 1
            if bodies <= MOST_BODIES:
                yield one


def _company(occasions: Iterable[Sequence[str]]) -> Counter[tuple[str, str]]:
    """How many occasions two entities share."""
    shared: Counter[tuple[str, str]] = Counter()
    for group in (participants[:MOST_PARTICIPANTS] for participants in occasions):
        for one in set(group):
            for other in set(group):
                if one != other:
                    shared[one, other] += 1
    return shared


__all__ = ["Appearance", "Beside", "Place", "Seen", "Spelling", "appearances"]
