"""Documents that stand inside another thing, a feed or an archive, before they are read."""

from __future__ import annotations

import msgspec

from onrecord.intake.given import Given


class Item(msgspec.Struct, frozen=True):
    """One of them: its number (from 1), the key it is known by, its bytes, and what is said of it.

    ``faults`` says what else should be known of it; each becomes a finding of its document. ``whole`` says that all
    of its words are its text, as in a feed, so that no article has to be looked for.
    """

    number: int
    key: str
    data: bytes
    given: Given
    faults: tuple[str, ...] = ()
    whole: bool = False


class BadItem(msgspec.Struct, frozen=True):
    """One that cannot be read, and why; without a number where it is the rest that cannot."""

    number: int | None
    reason: str


def filled(said: Given, given: Given) -> Given:
    """What an item says of itself; ``given`` fills what it does not say."""
    return Given(**{name: getattr(said, name) or getattr(given, name) for name in Given.__struct_fields__})
