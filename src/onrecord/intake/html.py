"""HTML pages: the article's text, its blocks and what the page says of itself."""

from __future__ import annotations

import re

from onrecord.document import Document, Finding
from onrecord.intake.encodings import broken
from onrecord.intake.given import Given
from onrecord.intake.markup import read_markup
from onrecord.intake.parts import assemble, document_of, links_of

_BEGINS = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|/?(?:html|head|body|title|meta|link|"
    rb"script|style|article|section|main|header|nav|div|span|p|h[1-6]|table|ul|ol|figure|img|a|br)[\s/>])",
    re.I | re.S,
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w-]{2,40})", re.I
)
_SUFFIXES = (".html", ".htm", ".xhtml")
_HEAD = 4096


def is_html(data: bytes, name: str = "") -> bool:
    """Whether the bytes begin like a page, or the file is named like one and has a tag."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf").replace(b"\0", b"")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:]
    if _BEGINS.match(head):
        return True
    return name.lower().endswith(_SUFFIXES) and re.search(rb"<[a-zA-Z!/]", head) is not None


def declared_encoding(data: bytes) -> str | None:
    """The character set that the page's head names, if any."""
    match = _CHARSET.search(data[:_HEAD])
    return (match.group(1) or match.group(2)).decode("ascii") if match else None


def read_page(text: str, given: Given, doc_id: str, findings: list[Finding]) -> Document:
    """The document of a page: the text of its article, which we keep, and what its head says of it.

    The text is the blocks joined by an empty line. A page in which no article is found gives a document
    with a ``broken-input`` finding; no page raises.
    """
    page = read_markup(text)
    if page.fault:
        findings = [*findings, broken(page.fault)]
    return document_of(
        *assemble(page.parts), page.said(), given, doc_id, findings, links_of(page.parts)
    )
