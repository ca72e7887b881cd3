"""What holds of the occasions and dates of every text."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import Given, read
from onrecord.occasions import find_dates
from onrecord.occasions.edtf import days_of

EXAMPLES = int(os.environ.get("ONRECORD_EXAMPLES", "150"))
WORDS = [
    "Mayor Ada Berg", "Tom Reed", "she", "met", "met with", "meeting", "at the meeting", "talks",
    "speaking at", "ceremony", "press conference", "interview", "visited", "in Kestrel", "on Monday",
    "yesterday", "February", "8", "8-10", "2031", "2031-02-08", "February 30, 2031", "9999", "two days later",
    "in the following days", "last week", "next year", "20 Bahman 1403", "Sha'ban", "Rabi al-Awwal",
    "1446 AH", "will", "said that", "not", ",", ". ", "\n\n", "(", ")", "„", "”", ":", "Burmistrz Ada Berg",
    "spotkała się", "z", "Tomem Reedem", "w Belgarze", "8 lutego", "w lutym 2031 r.", "dwa dni później",
    "w kolejnych dniach", "w poniedziałek", "wczoraj", "wizyta", "konferencji prasowej", "powiedziała, że",
    "(Source: Evening Lamp, March 3, 2031)", "\ud800", "İ", "٣", "²",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
PUBLISHED = st.sampled_from([None, "2031-01-02", "2031-02", "2031", "0001-01-01", "9999-12-31"])


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, PUBLISHED, st.sampled_from(["en", "pl", None]))
def test_occasions_of_any_text(text: str, published: str | None, language: str | None) -> None:
    document = read(text, engine="rules", given=Given(published=published, language=language))
    size, ids = len(document.text), {entity.id for entity in document.entities}
    assert len(ids) == len(document.entities)
    for occasion in document.occasions:
        assert occasion.date or occasion.place or occasion.participants
        assert occasion.spans
        assert list(occasion.spans) == sorted(set(occasion.spans))
        assert all(0 <= start < end <= size for start, end in occasion.spans)
        assert {*occasion.participants, *([occasion.place] if occasion.place else [])} <= ids
        assert len(set(occasion.participants)) == len(occasion.participants)
    known = {occasion.id for occasion in document.occasions}
    assert {statement.occasion for statement in document.statements} <= known | {None}
    last = 0
    for date in find_dates(document):
        assert last <= date.start < date.end <= size
        last = date.end
        assert date.edtf is None or date.edtf.startswith("XXXX-") or days_of(date.edtf)
        if published is None and date.how in ("weekday", "relative") and len(document.text) == date.end - date.start:
            assert date.edtf is None
