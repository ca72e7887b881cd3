"""What an editor should look at follows from the document as people left it."""

from __future__ import annotations

import pytest

import onrecord
from onrecord import record as records
from onrecord.checks import CHECKS

HALL = "The hall was full. “We will not leave this harbour to anybody.” The vote is due in May.\n"
WORDS = "“We will not leave this harbour to anybody.”"


def checks(record: records.Record) -> list[tuple[str, str | None]]:
    """The checks that found something, with people's verdicts; what was rejected is not among them."""
    return [(row.check, row.verdict) for row in record.findings()]


def label(record: records.Record) -> str:
    """The reference of the first statement."""
    return record.statements(sort="oldest")[0].id


@pytest.fixture
def hall(record: records.Record) -> records.Record:
    """A record of a text that does not say who speaks."""
    record.keep([onrecord.read(HALL)], ["hall.txt"])
    assert checks(record) == [("statement-without-speaker", None)]
    return record


def test_a_finding_goes_with_its_cause_and_comes_back_with_it(hall: records.Record) -> None:
    if hall.statements():
        hall.correct.speaker(label(hall), "Ada Berg")
    else:
        hall.correct.add("hall.txt", WORDS, speaker="Ada Berg", kind="direct")
    assert checks(hall) == []
    assert [document.findings for _, document in hall.corrected()] == [()]
    hall.undo()
    assert checks(hall) == [("statement-without-speaker", None)]


def test_a_correction_may_be_the_cause_of_a_finding(record: records.Record) -> None:
    record.keep([onrecord.read(HALL.replace("anybody.”", "anybody,” Ada Berg said."))], ["hall.txt"])
    assert checks(record) == []
    record.correct.spans(label(record), source=[])
    record.correct.clear_speaker(label(record))
    assert checks(record) == [("statement-without-speaker", None)]
    record.undo()
    assert checks(record) == []


def test_a_verdict_stays_with_its_finding(hall: records.Record) -> None:
    (row,) = hall.findings()
    hall.correct.accept(f"{row.ref}#f{row.number}")
    assert checks(hall) == [("statement-without-speaker", "accepted")]
    made = hall.correct.add("hall.txt", "The vote is due in May", speaker="Ada Berg")
    assert checks(hall) == [("statement-without-speaker", "accepted")]
    hall.undo(made.id)
    hall.correct.add("hall.txt", WORDS, speaker="Ada Berg", kind="direct")
    assert checks(hall) == []
    hall.undo()
    assert checks(hall) == [("statement-without-speaker", "accepted")]


def test_a_finding_that_a_person_rejected_stays_away(hall: records.Record) -> None:
    (row,) = hall.findings()
    hall.correct.reject(f"{row.ref}#f{row.number}")
    hall.correct.add("hall.txt", "The vote is due in May", speaker="Ada Berg")
    assert checks(hall) == []
    hall.undo()
    hall.keep([onrecord.read(HALL, engine="rules")], ["hall.txt"])
    assert checks(hall) == []


def test_what_followed_from_a_statement_that_is_none_is_no_finding(record: records.Record) -> None:
    record.keep([onrecord.read(CHECKS["altered-quote"].example)], ["berths.txt"])
    assert ("altered-quote", None) in checks(record)
    record.correct.reject(label(record))
    assert "altered-quote" not in dict(checks(record))
    record.undo()
    assert ("altered-quote", None) in checks(record)
