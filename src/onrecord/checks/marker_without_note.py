"""``marker-without-note``: "[3]" in the text and no note 3 below it."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.check import Check, Found
from onrecord.checks.notes import numbered
from onrecord.checks.reading import Reading


def find(reading: Reading) -> Iterator[Found]:
    """One finding where no marker has a note, else one for each marker that has none."""
    markers, notes = numbered(reading)
    missing = [number for number in markers if number not in notes]
    if len(missing) > 1 and not notes:
        spans = tuple(span for number in missing for span in markers[number])
        numbers = ", ".join(f"[{number}]" for number in missing)
        yield Found(f"the text has the markers {numbers} and no notes", spans)
        return
    there = f"; there are notes {', '.join(map(str, sorted(notes)))}" if notes else ""
    for number in missing:
        yield Found(f"marker {reading.text[slice(*markers[number][0])]} has no note{there}", tuple(markers[number]))


CHECK = Check(
    name="marker-without-note",
    severity="warning",
    summary="A note marker stands in the text and the note it points at is missing.",
    example="The mill closed in May.[1] The owner left the town.[2]\n\n[1] Vesthavn Post, May 3, 2024.",
    sound="The mill closed in May.[1] All [12] members voted.\n\n[1] Vesthavn Post, May 3, 2024.",
    find=find,
)
