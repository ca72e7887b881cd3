"""Office files: their paragraphs by style, notes, tracked changes, and archives that are broken or hostile."""

from __future__ import annotations

import pytest

from intake.docx_files import W, archive, docx, notes, paragraph, run
from intake.shown import blocks, messages
from onrecord.document import Document
from onrecord.intake import Given, IntakeError, from_bytes
from onrecord.intake import docx as reader

SAID = "Mayor Ines Falk said on Monday that the crossing would reopen in June."
DENIED = "Her deputy denied that the contract was secret."


def read(data: bytes, **said: str) -> Document:
    return from_bytes(data, Given(**said), "note.docx")


def test_paragraphs_have_the_kinds_of_their_styles_whatever_the_edition_s_language() -> None:
    document = read(
        docx(
            paragraph("Crossing to reopen", style="Tytu"),
            paragraph(SAID),
            paragraph("The deputy", style="Nagwek1"),
            paragraph("  ", "Two   ", run("spaces", "<w:b/>")),
            paragraph("higher pay", style="Lista"),
            paragraph("The mayor at the pier", style="Legenda"),
            paragraph(),
        )
    )
    assert blocks(document) == [
        ("title", "Crossing to reopen"),
        ("paragraph", SAID),
        ("heading", "The deputy"),
        ("paragraph", "Two spaces"),
        ("list-item", "higher pay"),
        ("caption", "The mayor at the pier"),
    ]
    assert (document.title, document.published) == ("Crossing to reopen", None)
    assert not document.findings


def test_insertions_are_read_and_deletions_are_not() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>never</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run("soon")}</w:ins>'
    moved = f"<w:moveFrom>{run(' from here')}</w:moveFrom><w:moveTo>{run(' to here')}</w:moveTo>"
    assert read(docx(paragraph("She will ", deleted, inserted, " come", moved, "."))).text == (
        "She will soon come to here."
    )


def test_paragraphs_whose_break_was_deleted_are_one() -> None:
    body = (paragraph("It will ", mark='<w:del w:id="1"/>'), paragraph("hold.", style="Lista"), paragraph("Yes."))
    assert blocks(read(docx(*body))) == [("list-item", "It will hold."), ("paragraph", "Yes.")]


def test_notes_come_last_with_the_markers_that_stand_in_the_text() -> None:
    marker = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    body = paragraph("She said no", marker.format("endnote", 7), ". He agreed", marker.format("footnote", 2), ".")
    footnotes, endnotes = notes("footnote", n0="separator", n2="Talk in May."), notes("endnote", n7="Diary.")
    assert blocks(read(docx(body, footnotes=footnotes, endnotes=endnotes))) == [
        ("paragraph", "She said no[1]. He agreed[2]."),
        ("footnote", "[1] Diary."),
        ("footnote", "[2] Talk in May."),
    ]


def test_a_broken_notes_part_is_a_finding_and_the_text_is_read() -> None:
    body = paragraph(SAID, '<w:r><w:footnoteReference w:id="2"/></w:r>')
    document = read(docx(body, footnotes="<w:footnotes"))
    assert document.text == f"{SAID}[1]"
    assert messages(document) == ["the document's part word/footnotes.xml could not be read"]


def test_tables_and_text_boxes_are_read_where_they_stand_and_once() -> None:
    cell = "<w:tc>{}</w:tc>"
    table = f"<w:tbl><w:tr>{cell.format(paragraph('Berg: yes'))}{cell.format(paragraph('Lind: no'))}</w:tr></w:tbl>"
    box = f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent>"
    both = f'<AlternateContent xmlns="urn:x"><Choice>{box}</Choice><Fallback>{box}</Fallback></AlternateContent>'
    assert [words for _, words in blocks(read(docx(table, paragraph("Around it.", f"<w:r>{both}</w:r>"))))] == [
        "Berg: yes",
        "Lind: no",
        "Around it.",
        "In a box.",
    ]


def test_hidden_words_field_codes_and_comments_are_left_out() -> None:
    field = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
    link = f"<w:hyperlink>{run('the Post')}</w:hyperlink>"
    comment = '<w:r><w:commentReference w:id="1"/></w:r>'
    hidden = run(" secretly", "<w:vanish/>")
    assert read(docx(paragraph("As ", field, link, " says", hidden, comment, "."))).text == "As the Post says."


def test_the_title_comes_from_the_text_then_from_the_properties() -> None:
    core = '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> A  title </dc:title></c>'
    assert read(docx(paragraph(SAID), core=core)).title == "A title"
    assert read(docx(paragraph("Own", style="Tytu"), paragraph(SAID), core=core)).title == "Own"
    assert read(docx(paragraph(SAID), core=core), title="Mine").title == "Mine"


def test_a_document_without_words_is_told() -> None:
    assert messages(read(docx(paragraph()))) == ["the document has no words"]


def test_a_file_cut_short_is_told_by_name() -> None:
    data = docx(*(paragraph(SAID) for _ in range(50)))
    for size in (5, 30, len(data) // 2, len(data) - 1):
        with pytest.raises(IntakeError, match=r"note\.docx: .*damaged or cut short"):
            read(data[:size])


def test_a_body_that_is_no_xml_is_told() -> None:
    with pytest.raises(IntakeError, match=r"note\.docx: damaged: its part word/document\.xml is no XML"):
        read(archive({"word/document.xml": "<w:document"}))


def test_an_archive_that_unpacks_to_gigabytes_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST_PART", 1_000_000)
    bomb = archive({"word/document.xml": b" " * 1_000_001})
    assert len(bomb) < 2_000
    with pytest.raises(IntakeError, match=r"note\.docx: unpacks to more than 1,000,000 bytes"):
        read(bomb)


def test_a_body_of_nothing_but_tags_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_TAGS", 100)
    with pytest.raises(IntakeError, match=r"note\.docx: has more than 100 tags"):
        read(docx("<w:p></w:p>" * 50))


def test_entities_are_not_expanded_and_no_file_is_fetched() -> None:
    dtd = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    body = f"<w:document {W}><w:body>{paragraph(SAID, run('&b;'), run('&f;'))}</w:body></w:document>"
    assert read(archive({"word/document.xml": dtd + body})).text == SAID


def test_tables_within_tables_without_end_are_refused() -> None:
    def nested(depth: int) -> bytes:
        return docx("<w:tbl><w:tr><w:tc>" * depth + paragraph(SAID) + "</w:tc></w:tr></w:tbl>" * depth)

    assert read(nested(20)).text == SAID
    with pytest.raises(IntakeError, match=r"note\.docx: has more than 300 elements within each other"):
        read(nested(200))


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("xl/workbook.xml", "an Excel workbook"),
        ("ppt/presentation.xml", "a PowerPoint presentation"),
        ("content.xml", "an OpenDocument file"),
        ("META-INF/container.xml", "an EPUB book"),
        ("photo.jpg", "a ZIP archive"),
    ],
)
def test_other_archives_are_refused_by_what_they_are(part: str, what: str) -> None:
    with pytest.raises(IntakeError, match=rf"note\.docx: {what}, which is not read"):
        read(archive({part: "x"}))


def test_strict_files_are_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{paragraph(SAID)}</w:body></w:document>'
    assert read(archive({"word/document.xml": body})).text == SAID


def test_a_docx_is_known_by_its_beginning_whatever_its_name() -> None:
    assert from_bytes(docx(paragraph(SAID), paragraph(DENIED)), name="report.txt").text == f"{SAID}\n\n{DENIED}"
