"""Bytes that a web server sent, with the type it gave them, as bytes that are read without it."""

from __future__ import annotations

import re

from onrecord.intake.encodings import known_encoding
from onrecord.intake.html import is_html

_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_PAGES = ("text/html", "application/xhtml+xml")
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml")
_FILES = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/octet-stream",
    "binary/octet-stream",
)
_MARK = b"\xef\xbb\xbf"


def is_address(words: str) -> bool:
    """Whether words are an address on the web rather than the name of a file."""
    return words[:8].lower().startswith(("http://", "https://"))


def kind_of(content_type: str) -> str:
    """The type in small letters without its parameters, empty where there is none."""
    return content_type.partition(";")[0].strip().lower()


def may_be_read(content_type: str) -> bool:
    """Whether something of this type may be a text, page, feed or file that is read; told nothing, it may."""
    kind = kind_of(content_type)
    return not kind or kind.startswith("text/") or kind in (*_PAGES, *_FEEDS, *_FILES)


def as_served(data: bytes, content_type: str) -> bytes:
    """The same text in UTF-8 where the server names another character set; a page that begins like one."""
    kind = kind_of(content_type)
    charset = _CHARSET.search(content_type)
    encoding = known_encoding(charset.group(1)) if charset and kind not in _FILES else None
    if encoding and not _is_utf8(data):
        data = data.decode(encoding, errors="replace").encode()
    if kind in _PAGES and data.strip() and not data.lstrip().startswith(b"%PDF-") and not is_html(data):
        data = b"<!doctype html>\n" + data.removeprefix(_MARK)
    return data


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
