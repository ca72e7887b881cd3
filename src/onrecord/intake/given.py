"""What a caller says of a text, and the one error that intake raises."""

from __future__ import annotations

import re

import msgspec

_DAY = r"(?:\d{4}|\d{3}X|\d\dXX)(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?[~?%]?"
_END = rf"(?:{_DAY}|\.\.)?"
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_PUBLISHED = re.compile(rf"{_DAY}(?:/{_END})?|{_END}/{_DAY}")


class IntakeError(ValueError):
    """What could not be read, in one line: which file, what is wrong, what to do."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller says of the text; it wins over what the text says of itself.

    ``published`` is an EDTF date (``2025``, ``2025-02``, ``2025-02-08``) or interval
    (``2025-02-08/2025-02-10``); ``language`` a BCP 47 tag.
    """

    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


def is_date(words: str) -> bool:
    """Whether it is an EDTF date or interval as ``Given.published`` takes it."""
    return _PUBLISHED.fullmatch(words) is not None


def is_language(words: str) -> bool:
    """Whether it has the form of a BCP 47 tag: ``en``, ``pt-BR``."""
    return _LANGUAGE.fullmatch(words) is not None


def check_given(given: Given, name: str) -> None:
    """Raise ``IntakeError`` naming ``name`` when what is given cannot be right."""
    if given.published is not None and not is_date(given.published):
        raise IntakeError(
            f"{name}: the publication date {given.published!r} is not a date like 2025, 2025-02, "
            "2025-02-08 or 2025-02-08/2025-02-10"
        )
    if given.language is not None and not is_language(given.language):
        raise IntakeError(f"{name}: the language {given.language!r} is no code like en, pl or pt-BR")
