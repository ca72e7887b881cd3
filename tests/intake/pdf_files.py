"""PDF files made for the tests by ReportLab: pages of columns with running heads, pictures, passwords."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, alignment=4, firstLineIndent=10)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=20, leading=24, spaceAfter=12)
HEADING = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=12, leading=15, spaceBefore=9, spaceAfter=3)
NOTE = ParagraphStyle("note", fontName="Times-Roman", fontSize=7.5, leading=9)
_EDGE, _GAP = 56.0, 14.0


def story(*paragraphs: str, style: ParagraphStyle = BODY) -> list[Flowable]:
    return [Paragraph(words, style) for words in paragraphs]


def pages(flow: Sequence[Flowable], columns: int = 1, head: str = "", numbers: bool = False, **how: object) -> bytes:
    """A file of A4 pages; ``head`` stands above each, its number below; ``how`` goes to ReportLab."""
    width, height = A4
    room = (width - 2 * _EDGE + _GAP) / columns

    def margins(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(_EDGE, height - 30, head)
        if numbers:
            canvas.drawCentredString(width / 2, 30, str(document.page))

    frames = [
        Frame(_EDGE + number * room, _EDGE, room - _GAP, height - 2 * _EDGE, 0, 0, 0, 0) for number in range(columns)
    ]
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, invariant=True, **how)
    document.addPageTemplates([PageTemplate("all", frames, onPage=margins)])
    document.build(list(flow))
    return out.getvalue()


def canvas_pages(*drawings: Sequence[tuple[float, float, str]], password: str | None = None, owner: str = "o") -> bytes:
    """A file with a page for each sequence of words at places; a lone ``"[picture]"`` there is a grey picture."""
    out = io.BytesIO()
    encryption = StandardEncryption(password, owner) if password is not None else None
    canvas = Canvas(out, pagesize=A4, invariant=True, encrypt=encryption)
    for drawing in drawings:
        canvas.setFont("Times-Roman", 11)
        for left, base, words in drawing:
            if words == "[picture]":
                canvas.drawImage(ImageReader(_grey()), left, base, 400, 500)
            else:
                canvas.drawString(left, base, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _grey() -> io.BytesIO:
    """A scan's stand-in, as a portable grey map."""
    return io.BytesIO(b"P5 8 8 255\n" + bytes(range(0, 256, 4)))
