"""What holds of the checks for every text: nothing is raised, spans lie inside, two readings find the same."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import read
from onrecord.checks import CHECKS

EXAMPLES = int(os.environ.get("ONRECORD_EXAMPLES", "150"))
PIECES = [
    "“", "”", '"', "„", "’", "'", "[1]", "[2]", "¹", "[2:249]", "(Source: , March 3, 2025)", "(Source: Evening Lamp)",
    "\n\n", "\n", " ", ". ", ", ", ": ", " – ", "(", ")", "Ada Berg", "Adą Berg", "Mayor Ada Berg",
    "said", "powiedziała, że",
    "On Monday, March 4, 2024", "4 marca 2024 r.", "two days later", "dwa dni później",
    "the 46th anniversary of the flood",
    "46. rocznica powodzi z 1977 r.", "1977", "12 people", "5 men and 8 women", "12 osób", "w tym pięciu", "aged 46",
    "born in 1950",
    "ma 46 lat", "urodziła się w 1950 r.", "from 200 to 250, by 20 percent", "according to reports", "według doniesień",
    "citing an unnamed source", "Quran 3:299", "Mt 31:2", "[not translated]", "1) ", "[1] Evening Lamp.",
    "\ud800", "\0",
    "東京",
    "999999999999999999999", "0", "hundred thousand million", "chairwoman of the Harbour Board",
    "treasurer of the Harbour Board",
]  # fmt: skip


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=60).map("".join))
def test_findings_have_known_checks_and_spans_inside_the_text(text: str) -> None:
    document = read(text + "\n")
    for finding in document.findings:
        assert finding.check in CHECKS
        assert finding.message
        assert "\n" not in finding.message
        assert all(0 <= start < end <= len(document.text) for start, end in finding.spans)
    assert read(text + "\n").findings == document.findings


def test_long_texts_are_checked_in_time_with_their_length() -> None:
    for piece in (
        "“We sail ",
        "[1] ",
        "Ada Berg said: “We sail on Monday.” ",
        "12 people: 5 men, ",
        "(Source: ",
        "46th anniversary of ",
    ):
        read(piece * (60_000 // len(piece)))
