"""What kind of file some bytes are: told by how they begin, and by the file's name only where that is not enough."""

from __future__ import annotations

import re
from typing import Literal

from onrecord.intake.feeds import is_feed
from onrecord.intake.html import is_html
from onrecord.intake.warc import is_archive

Format = Literal["text", "html", "pdf", "docx", "email", "json", "feed", "archive"]

_HEAD = 4096
_MAIL_SUFFIXES = (".eml", ".mht", ".mhtml")
_MARK = b"\xef\xbb\xbf"
# RFC 5322, 2.2 and 3.6: fields, each perhaps folded over several lines, up to the first empty line.
_FIELD = re.compile(rb"([!-9;-~]{2,60}):[^\r\n]*(?:\r\n|\n|\r|\Z)(?:[ \t]+[^\s][^\r\n]*(?:\r\n|\n|\r|\Z))*")
_ENVELOPE = re.compile(rb"From \S+[^\r\n]*(?:\r\n|\n|\r)")
# A press release may begin with "From:" and "Subject:"; only a mail program writes these.
_TECHNICAL = frozenset(
    (b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to", b"dkim-signature")
)
_ORDINARY = frozenset((b"from", b"to", b"date", b"subject", b"content-type", b"sender", b"reply-to"))


# An object's first key; no article begins like this.
_JSON = re.compile(rb"\s*\{\s*\"[^\"\r\n]{1,80}\"\s*:")


def format_of(data: bytes, name: str = "") -> Format:
    """How to read the bytes of the file ``name``; whatever looks like nothing else is text."""
    head = data[:_HEAD]
    if _is_pdf(head, name):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"  # or another archive, which its reader refuses by name
    if is_archive(head):
        return "archive"
    if is_feed(head):
        return "feed"
    if is_html(data, name):
        return "html"
    if _JSON.match(head.removeprefix(_MARK)):
        return "json"
    return "email" if _is_mail(head, name) else "text"


def _is_pdf(head: bytes, name: str) -> bool:
    """Adobe's readers take a PDF header that is not first, so a file named like one may begin with other bytes."""
    if head.removeprefix(_MARK).lstrip().startswith(b"%PDF-"):
        return True
    return name.lower().endswith(".pdf") and b"%PDF-" in head[:1024]


def _is_mail(head: bytes, name: str) -> bool:
    """Whether it begins with an e-mail's header, or is named like one and has an ordinary field in it."""
    head = head.removeprefix(_MARK).lstrip(b"\r\n")
    envelope = _ENVELOPE.match(head)
    position = envelope.end() if envelope else 0
    fields = set()
    while match := _FIELD.match(head, position):
        fields.add(match.group(1).lower())
        position = match.end()
    if name.lower().endswith(_MAIL_SUFFIXES):
        return bool(fields & (_TECHNICAL | _ORDINARY))
    return bool(fields & _TECHNICAL) and bool(fields & _ORDINARY)
