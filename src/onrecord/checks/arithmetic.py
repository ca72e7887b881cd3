"""``arithmetic``: anniversaries, ages, durations and sums that do not come out."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks import ages, anniversaries, durations, sums
from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading


def find(reading: Reading) -> Iterator[Found]:
    """What each kind of reckoning finds."""
    for kind in (anniversaries, durations, ages, sums):
        yield from kind.find(reading)


CHECK = Check(
    name="arithmetic",
    severity="warning",
    summary="Numbers do not come out: an anniversary and the year of the event, an age and a year of birth, a "
    "duration and its two days, a total and its parts.",
    example="On March 4, 2024 the town marked the 46th anniversary of the flood of 1977. The fire hurt 12 people: 5 "
    "men and 8 women.",
    sound="On March 4, 2024 the town marked the 47th anniversary of the flood of 1977. The fire hurt 13 people: 5 "
    "men and 8 women.",
    find=find,
)
