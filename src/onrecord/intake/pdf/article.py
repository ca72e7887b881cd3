"""The document of a PDF file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as api  # type: ignore[import-untyped]

from onrecord.document import Document, Finding
from onrecord.intake.encodings import broken, repair
from onrecord.intake.given import Given, IntakeError
from onrecord.intake.parts import Part, assemble, document_of
from onrecord.intake.pdf.columns import Column, columns_of
from onrecord.intake.pdf.glyphs import read_page
from onrecord.intake.pdf.kinds import parts_of
from onrecord.intake.pdf.margins import printed_from, without_margins
from onrecord.intake.pdf.paragraphs import Paragraph, paragraphs_of, style_of
from onrecord.intake.pdf.runs import runs_of
from onrecord.intake.pdf.shapes import Page, Piece

MOST_PAGES = 5_000
MOST_WORDS = 3_000_000
_END = b"%%EOF"
_TAIL = 2_048
_DAMAGED = "a PDF file that is damaged or cut short"
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_OBJECT = re.compile(rb"\b(\d{1,9} \d{1,5}) obj\b")
# What programs write where nobody gave a title.
_NO_TITLE = re.compile(
    r"untitled.*|unknown|title|\(?(?:anonymous|unspecified)\)?|document\d*"
    r"|.*\.(?:docx?|odt|rtf|indd|qxp?d?|pdf|html?|txt|pptx?|tex|dvi|ps)"
    r"|microsoft word - .*|about:blank|https?://\S*|\W*",
    re.I,
)


def read_pdf(data: bytes, name: str, given: Given, doc_id: str) -> Document:
    """The document of a PDF file: its articles' text in reading order, and what the file says of itself.

    Pages that cannot be read or are pictures are told in findings. Raises ``IntakeError`` for a file that is
    encrypted, broken beyond repair, or has no text at all.
    """
    is_cut = _END not in data[-_TAIL:]
    try:
        file = _opened(data, is_cut)
    except pdfium.PdfiumError as error:
        raise IntakeError(f"{name}: {_why_not(error)}") from None
    try:
        pages, findings = _pages(file, name)
        own = _own_title(file)
    finally:
        file.close()
    if is_cut:
        findings.insert(0, broken("the PDF file is cut short; what could be found in it was read"))
    runs, heights = [runs_of(page.words) for page in pages], [page.height for page in pages]
    parts = _parts(without_margins(runs, heights), pages)
    if not parts:
        raise IntakeError(f"{name}: {_DAMAGED if is_cut else _without_text(pages)}")
    said = Given(title=_title(own, parts), url=printed_from(runs, heights))
    return document_of(*assemble(parts), said, given, doc_id, findings)


def _opened(data: bytes, is_cut: bool) -> pdfium.PdfDocument:
    """The file; one that is cut short gets an end, from which PDFium finds the objects that are left."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        if not is_cut:
            raise
    return pdfium.PdfDocument(b"%b\ntrailer\n<<%b>>\n%b\n" % (data, _root(data), _END))


def _root(data: bytes) -> bytes:
    """A trailer's entry for the catalog, the object from which all others are found; empty where there is none."""
    catalog = _CATALOG.search(data)
    before = _OBJECT.findall(data[max(0, catalog.start() - 500) : catalog.start()]) if catalog else []
    return b"/Root %b R" % before[-1] if before else b""


def _why_not(error: pdfium.PdfiumError) -> str:
    match getattr(error, "err_code", None):
        case api.FPDF_ERR_PASSWORD:
            return "a PDF file that is encrypted; save it without a password first"
        case api.FPDF_ERR_SECURITY:
            return "a PDF file with an encryption that is not known; save it without one first"
        case _:
            return _DAMAGED


def _pages(file: pdfium.PdfDocument, name: str) -> tuple[list[Page], list[Finding]]:
    """The pages, and findings on those that could not be read; a page without words has nothing to add."""
    pages: list[Page] = []
    unread: list[int] = []
    pictures: list[int] = []
    words = 0
    count = len(file)
    for number, page in _each(file, min(count, MOST_PAGES)):
        if page is None:
            unread.append(number)
            continue
        pages.append(page)
        words += len(page.words)
        if not page.words and page.pictures:
            pictures.append(number)
        if words > MOST_WORDS:
            raise IntakeError(f"{name}: a PDF file with more than {MOST_WORDS:,} words; split it first")
    findings = []
    if unread:
        findings.append(broken(f"{_listed(unread)} of the PDF file could not be read"))
    if pictures and len(pictures) < len(pages):
        findings.append(broken(f"{_listed(pictures)} of the PDF file: a picture without text"))
    if count > MOST_PAGES:
        findings.append(broken(f"only the first {MOST_PAGES:,} of {count:,} pages were read"))
    return pages, findings


def _each(file: pdfium.PdfDocument, count: int) -> Iterator[tuple[int, Page | None]]:
    """Each page by its number from 1; ``None`` where it is broken."""
    for index in range(count):
        try:
            page = file[index]
        except (pdfium.PdfiumError, IndexError):
            yield index + 1, None
            continue
        try:
            yield index + 1, read_page(page)
        except (pdfium.PdfiumError, ValueError, OverflowError):
            yield index + 1, None
        finally:
            page.close()


def _parts(runs: list[list[Piece]], pages: list[Page]) -> list[Part]:
    columns: list[list[Column]] = [columns_of(found) for found in runs]
    style = style_of(chain.from_iterable(columns))
    found: list[Paragraph] = []
    for number, own in enumerate(columns):
        for column in own:
            found += paragraphs_of(number, column, style)
    parts = parts_of(found, [page.pictures for page in pages], style)
    return [Part(part.kind, repair(part.words)[0]) for part in parts]


def _without_text(pages: list[Page]) -> str:
    if any(page.pictures for page in pages):
        return "a PDF file of pictures without text (a scan?); run text recognition (OCR) over it first"
    return "a PDF file without text"


def _own_title(file: pdfium.PdfDocument) -> str | None:
    """The title that the file gives; its day of creation is none of publication, and left out."""
    try:
        title = file.get_metadata_value("Title")
    except (pdfium.PdfiumError, ValueError):  # half a character
        return None
    title = repair(" ".join(title.replace("\0", "").split()))[0]
    return None if _NO_TITLE.fullmatch(title) else title


def _title(own: str | None, parts: list[Part]) -> str | None:
    """The title that stands in the text where the file's own is none or not the article's."""
    seen = next((part.words for part in parts if part.kind == "title"), None)
    if own and seen and _letters(own) not in _letters(" ".join(part.words for part in parts[:8])):
        return seen
    return own or seen


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}{' and others' if len(numbers) > 10 else ''}"
