"""``note-without-marker``: note 3 stands at the end and nothing in the text points at it."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.check import Check, Found
from onrecord.checks.notes import numbered
from onrecord.checks.reading import Reading

_SIGNS = "[¹²³⁴⁵⁶⁷⁸⁹"
"""What a note begins with whose marker would look the same; that of a note "1 ..." may have been lost in reading."""


def find(reading: Reading) -> Iterator[Found]:
    """One finding for each note without a marker; one for all where the text has no markers."""
    markers, notes = numbered(reading)
    if not markers:
        if notes and all(reading.text[span[0]] in _SIGNS for found in notes.values() for span in found):
            every = tuple(span for found in notes.values() for span in found)
            numbers = ", ".join(map(str, notes))
            yield Found(f"no marker in the text points at {'note' if len(notes) == 1 else 'notes'} {numbers}", every)
        return
    there = ", ".join(map(str, sorted(markers)))
    for number, spans in notes.items():
        if number not in markers:
            words = reading.said(spans[0])
            yield Found(f"no marker points at note {number}, {words}; there are markers {there}", tuple(spans))


CHECK = Check(
    name="note-without-marker",
    severity="warning",
    summary="A note stands below the text and no marker in the text points at it.",
    example="The mill closed in May.[1]\n\n[1] Vesthavn Post, May 3, 2024.\n\n[2] Evening Lamp, May 4, 2024.",
    sound="The mill closed in May.[1] The owner left.[2]\n\n[1] Vesthavn Post, May 3, 2024.\n\n"
    "[2] Evening Lamp, May 4, 2024.",
    find=find,
)
