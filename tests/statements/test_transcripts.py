"""Turns of a transcript: a name and a colon at the beginning of each line."""

from __future__ import annotations

from reading import told, who_said

TEXT = (
    "Here is a part of the transcript.\n\n"
    "VARRAN: Will the dam hold?\n\n"
    "BERG: It will. I think that it is ours.\n\n"
    "We built it ourselves.\n\n"
    "VARRAN: And what of the gate?\n\n"
    "The council met again in the evening.\n"
)


def test_each_turn_is_a_statement_of_whoever_its_label_names() -> None:
    assert who_said(TEXT, "en") == [
        ("VARRAN", None, ["Will the dam hold?"]),
        ("BERG", None, ["It will. I think that it is ours.", "We built it ourselves."]),
        ("VARRAN", None, ["And what of the gate?"]),
    ]
    assert {found.kind for found in told(TEXT, "en")} == {"direct"}


def test_turns_may_each_open_a_quotation_that_is_never_closed() -> None:
    text = TEXT.replace("VARRAN:", '"VARRAN:').replace("BERG:", '"BERG:')
    assert [found.source for found in told(text, "en")] == ["VARRAN", "BERG", "VARRAN"]


def test_report_inside_a_turn_stands_in_it() -> None:
    text = TEXT.replace("We built it ourselves.", "The mayor said that it was new.")
    inner = next(found for found in told(text, "en") if found.cue == "said")
    assert inner.source == "The mayor"
    assert inner.parent is not None


def test_results_and_notes_are_no_turns() -> None:
    assert told("The votes came in late.\n\nBerg: 547.\n\nVarran: 46.\n\nBerg: 12.\n", "en") == []
    assert told("The council met.\n\nNote: the dam is closed.\n\nPhoto: the dam at night.\n", "en") == []
