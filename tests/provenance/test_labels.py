"""Sources of pictures, credits of texts, markers and notes."""

import pytest
from chains import cited, said, sources, via

from onrecord.reader import read, read_bytes

BODY = "The dam at Belgara held through the night, and the mayors of both banks went home before the morning came.\n\n"


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("The dam at dawn (Source: Ovenna Press, March 12, 2025)", ("Ovenna Press", "2025-03-12")),
        ("The dam at dawn (Source:, March 12, 2025)", (None, "2025-03-12")),
        (
            "Tama, którą widać o świcie z mostu nad rzeką (źródło: Głos Owenny, 12 marca 2025)",
            ("Głos Owenny", "2025-03-12"),
        ),
        ("fot. PAP/Jan Krzelak", ("PAP", None)),
        ("The dam at dawn. Photo: Ines Falk/AP", ("AP", None)),
        ("The dam at dawn (Ines Falk/Ovenna Press)", ("Ovenna Press", None)),
    ],
)
def test_a_caption_tells_its_source_and_date(caption: str, expected: tuple[str | None, str | None]) -> None:
    assert sources(BODY + caption + "\n\n" + BODY, "caption") == [expected]


def test_the_same_source_of_two_pictures_is_one_outlet() -> None:
    text = BODY + "The dam (Source: Ovenna Press, March 12, 2025)\n\n" + BODY + "The gate (Source: Ovenna Press)\n"
    document = read(text)
    assert [len(e.mentions) for e in document.entities if e.name == "Ovenna Press"] == [2]


def test_a_caption_between_the_halves_of_a_quotation_is_no_part_of_its_chain() -> None:
    text = (
        "Below are excerpts of the statement posted on the ministry’s website:\n\n"
        "“Minister Ines Falk said that the gates would stay open.\n\n"
        "The gate (Source: Ovenna Press, March 12, 2025)\n\n"
        "“She added that the farmers had been patient.”\n\n" + BODY
    )
    assert via(text, "that the farmers") == ["ministry’s website"]
    assert via(text, "that the gates would") == ["ministry’s website"]
    assert sources(text, "caption") == [("Ovenna Press", "2025-03-12")]


def test_what_follows_an_announced_text_is_not_from_there() -> None:
    text = (
        "Here is the text of the letter published by the Halmar Courier:\n\n"
        "“Minister Ines Falk said that the gates were open.”[1]\n\n"
        "On Monday Joren Vasht said that the gates were closed.\n"
    )
    assert via(text, "that the gates were open") == ["Halmar Courier"]
    assert via(text, "that the gates were closed") == []
    document, statement = said(text, "that the gates were open")
    assert [c.statements for c in document.citations if c.kind == "marker"] == [(statement.id,)]


def test_a_wire_in_the_dateline_stands_outermost_in_every_chain() -> None:
    text = (
        "HALMAR, March 3 (AP) - Minister Ines Falk told the Halmar Courier that the gates were open.\n\n"
        "Joren Vasht said that the gates were closed.\n"
    )
    assert via(text, "that the gates were open") == ["Halmar Courier", "AP"]
    assert via(text, "that the gates were closed") == ["AP"]


def test_a_wire_at_the_end_is_a_credit() -> None:
    text = BODY + "Minister Jan Krzelak powiedział, że tama jest pełna i że woda wciąż się podnosi. (PAP)"
    assert sources(text, "credit") == [("PAP", None)]
    assert via(text, "że tama jest pełna") == ["PAP"]


def test_a_party_in_brackets_is_no_credit() -> None:
    assert sources(BODY + "Said on Monday the deputy for Halmar, the chairman of the club (PSL)", "credit") == []


NOTED = (
    "Minister Ines Falk said that the gates were open.[1] Joren Vasht said: “The gates[2] were never open.”\n\n"
    + BODY
    + "[1] Halmar Courier, March 3, 2025.\n[2] Ovenna.example.org, March 4, 2025; https://ovenna.example.org/gates.\n"
)


def test_a_block_of_notes_at_the_end_answers_the_markers() -> None:
    document = read(NOTED)
    markers = [c for c in document.citations if c.kind == "marker"]
    notes = {c.id: c for c in document.citations if c.kind == "note"}
    assert [document.text[c.start : c.end] for c in markers] == ["[1]", "[2]"]
    assert [notes[c.target or ""].date for c in markers] == ["2025-03-03", "2025-03-04"]
    assert [note.target for note in notes.values()] == [marker.id for marker in markers]
    assert [note.canonical for note in notes.values()] == [None, "https://ovenna.example.org/gates"]


def test_the_outlet_of_a_note_is_in_the_chain_of_what_its_marker_stands_behind() -> None:
    assert via(NOTED, "that the gates were open") == ["Halmar Courier"]


def test_a_marker_inside_a_quotation_belongs_to_the_quotation() -> None:
    document, statement = said(NOTED, "The gates[2]")
    assert [c.statements for c in document.citations if c.kind == "marker"][1] == (statement.id,)


def test_editors_brackets_years_and_units_are_no_markers() -> None:
    assert cited(BODY + "In [2025] the lake of 30 km² was [for once] full, she said. It was[n't] so.", "marker") == []


def test_notes_of_a_page_that_show_no_numbers_are_counted() -> None:
    page = (
        "<html><body><article><p>" + BODY.strip() + "[1] The gates were open.[2]</p><p>" + BODY.strip() + "</p>"
        "<ol><li id='fn1'>Halmar Courier, March 3, 2025.</li><li id='fn2'>Ovenna Press, March 4, 2025.</li></ol>"
        "</article></body></html>"
    )
    document = read_bytes(page.encode(), name="page.html")
    notes = {c.id: c.date for c in document.citations if c.kind == "note"}
    markers = [c for c in document.citations if c.kind == "marker"]
    assert [notes.get(c.target or "") for c in markers] == ["2025-03-03", "2025-03-04"]
