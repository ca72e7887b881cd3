"""``broken-input``: what could not be read of the input. Intake finds it while reading; nothing is left to find."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading


def find(reading: Reading) -> Iterator[Found]:
    """Nothing: the findings of this name stand in the document already."""
    return iter(())


CHECK = Check(
    name="broken-input",
    severity="error",
    summary="A part of the input could not be read.",
    example="A file whose bytes are UTF-8 but for two, or a text with NUL characters in it.",
    sound="A file in any encoding that is read to its last character.",
    find=find,
)
