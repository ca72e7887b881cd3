"""Web archives (WARC, ISO 28500): each page that a server answered with is a document.

fastwarc, of the extra ``[batch]``, parts the records. One record at a time is in memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import IO, Any

from onrecord.intake.given import Given, IntakeError
from onrecord.intake.items import BadItem, Item, filled
from onrecord.intake.served import as_served

SUFFIXES = (".warc", ".warc.gz")
LARGEST_RECORD = 20_000_000
"""Bytes of a record that is read, packed and unpacked."""

_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_BEGINS = b"WARC/"


def is_archive(head: bytes) -> bool:
    """Whether bytes begin like a WARC file, packed with gzip or not."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head[:4096], len(_BEGINS))
        except zlib.error:
            return False
    return head.startswith(_BEGINS)


def stem_of(name: str) -> str:
    """The name of an archive without folder and suffixes."""
    stem = name.replace("\\", "/").rpartition("/")[2]
    lower = stem.lower()
    suffix = next((suffix for suffix in reversed(SUFFIXES) if lower.endswith(suffix)), "")
    return stem[: len(stem) - len(suffix)] or name


def items(stream: IO[bytes], name: str, given: Given) -> Iterator[Item | BadItem]:
    """The pages, texts and PDF files of an archive in its order, numbered among all its responses.

    A page's key is its address; ``given`` says what the caller knows of all of them. Other answers (errors,
    redirects, pictures) are passed over. Raises ``IntakeError`` naming the archive where nothing can be read.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise IntakeError(f"{name}: reading web archives needs an extra: pip install 'onrecord[batch]'") from error
    number = 0
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False):
            number += 1
            item = _item(record, number, given, stem_of(name))
            if item is not None:
                yield item
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        if not number:
            raise IntakeError(f"{name}: a damaged web archive ({reason})") from error
        yield BadItem(None, f"damaged after record {number} ({reason}); the rest of it was not read")


def _item(record: Any, number: int, given: Given, stem: str) -> Item | BadItem | None:
    """A record that holds something to read, ``None`` for any other; its bytes are always read to their end."""
    url = "".join(str(record.headers.get("WARC-Target-URI") or "").split()).strip("<>")
    told = f"{url[:200]}: " if url else ""
    length = record.content_length
    if length > LARGEST_RECORD:
        return BadItem(number, f"{told}a record of more than {LARGEST_RECORD:,} bytes, which is not read")
    block = record.reader.read(length)
    if not length or len(block) < length:
        return BadItem(number, f"{told}the record ends in the middle")
    try:
        record.set_bytes_content(block)
        record.parse_http(auto_decode="all")
        headers = record.http_headers
        if headers is None or headers.status_code is None:
            return BadItem(number, f"{told}the record holds no answer of a server")
        content_type = str(headers.get("Content-Type") or "")
        kind = str(record.http_content_type or "").lower()
        if headers.status_code != 200 or kind not in _TYPES:
            return None
        data = record.reader.read(LARGEST_RECORD + 1)
    except (OSError, ValueError) as error:
        return BadItem(number, f"{told}the record cannot be unpacked ({' '.join(str(error).split())[:100]})")
    if len(data) > LARGEST_RECORD:
        return BadItem(number, f"{told}a page of more than {LARGEST_RECORD:,} bytes, which is not read")
    if not url:
        return BadItem(number, "the record names no address")
    said = filled(Given(id=f"{stem}-{number}", url=url), given)
    return Item(number, url, as_served(data, content_type), said)
