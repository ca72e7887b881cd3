"""Documents made of parts, to be kept: what stands in them is known to the test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.document import Block, Document, Entity, Mention, Occasion, Role, Statement


class Said(NamedTuple):
    """Something said: by whom, to whom, mentioning whom; names are among the document's people."""

    content: str
    speaker: str | None = None
    addressee: str | None = None
    about: str | None = None
    kind: str = "direct"
    date: str | None = None
    negated: bool = False
    confidence: float = 0.9


def document(
    said: Sequence[Said],
    *,
    id_: str = "d",
    published: str | None = None,
    outlet: str | None = None,
    language: str | None = "en",
    met: Sequence[str] = (),
    place: str | None = None,
) -> Document:
    """A document in which all that is said stands one after the other, a line each, with the names in front."""
    text, names, mentions = "", {}, {}
    statements = []
    for one in said:
        for name in (one.speaker, one.addressee, one.about, *met, place):
            if name and name not in names:
                names[name] = f"e{len(names) + 1}"
                mentions[name] = []
        start = len(text) + (len(one.speaker) + 2 if one.speaker else 0)
        if one.speaker:
            mentions[one.speaker].append((len(text), len(text) + len(one.speaker)))
            text += f"{one.speaker}: "
        content = one.content
        if one.about:
            mentions[one.about].append((start, start + len(one.about)))
            content = f"{one.about} {content}"
        text += content
        end = len(text)
        if one.addressee:
            mentions[one.addressee].append((len(text) + 2, len(text) + 2 + len(one.addressee)))
            text += f", {one.addressee}"
        text += "\n"
        statements.append(
            Statement(
                f"s{len(statements) + 1}", one.kind, ((start, end),), speaker=names.get(one.speaker or ""),  # type: ignore[arg-type]
                addressees=tuple(names[name] for name in (one.addressee,) if name), date=one.date,
                occasion="o1" if met else None, negated=one.negated, confidence=one.confidence, why="test",
            )
        )  # fmt: skip
    if place:
        mentions[place].append((len(text), len(text) + len(place)))
        text += f"{place}\n"
    entities = tuple(
        Entity(
            label, "place" if name == place else "person", name,
            mentions=tuple(Mention(start, end, name, language, "name") for start, end in sorted(mentions[name])),
            roles=(Role("mayor", "Town", 0, 1, None),) if name == (said[0].speaker if said else None) else (),
        )
        for name, label in names.items()
    )  # fmt: skip
    there = Occasion("o1", "meeting", published, names.get(place or ""), tuple(names[name] for name in met))
    return Document(
        id_, text, "test", outlet=outlet, published=published, language=language, statements=tuple(statements),
        blocks=(Block("paragraph", 0, len(text), language),), entities=entities, occasions=(there,) if met else (),
    )  # fmt: skip
