"""PDF files: words with their places on the page become an article's text again.

One direction: ``glyphs`` takes words from the pages (by PDFium), ``runs`` puts neighbours together, ``margins``
drops running heads and page numbers, ``columns`` finds the reading order, ``paragraphs`` joins lines, and
``kinds`` tells headings, captions and notes.
"""

from onrecord.intake.pdf.article import read_pdf

__all__ = ["read_pdf"]
