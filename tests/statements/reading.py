"""Statements as words, for the tests: what was read of a text, without its offsets."""

from __future__ import annotations

from typing import NamedTuple

from onrecord import Given, read


class Told(NamedTuple):
    """A statement in the text's own words; ``parent`` is the content of the statement it stands in."""

    kind: str
    source: str | None
    cue: str | None
    content: list[str]
    addressee: str | None
    parent: list[str] | None
    negated: bool
    hedged: bool
    attitude: bool
    confidence: float
    why: str


def told(text: str, language: str | None = None) -> list[Told]:
    """The statements of a text in reading order, as the rules and the packs' patterns find them."""
    document = read(text, engine="rules", until="statements", given=Given(language=language))
    contents = {s.id: [text[start:end] for start, end in s.content] for s in document.statements}
    return [
        Told(
            s.kind,
            document.words(s.source) or None,
            document.words(s.cue) or None,
            contents[s.id],
            document.words(s.addressee) or None,
            contents[s.parent] if s.parent else None,
            s.negated,
            s.hedged,
            s.attitude,
            s.confidence,
            s.why,
        )
        for s in document.statements
    ]


def one(text: str, language: str | None = None) -> Told:
    """The only statement of a text."""
    (found,) = told(text, language)
    return found


def who_said(text: str, language: str | None = None) -> list[tuple[str | None, str | None, list[str]]]:
    """Source, cue and content of each statement."""
    return [(found.source, found.cue, found.content) for found in told(text, language)]
