"""Feeds (RSS, RDF, Atom): an item is a document, its text what the feed itself carries of it.

feedparser reads them. Before it does, the document type declaration is taken off, so that no entity but those of
XML and HTML means anything: nothing expands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import escape
from io import BytesIO
from typing import Any

from onrecord.intake.encodings import decode, repair
from onrecord.intake.given import Given, IntakeError
from onrecord.intake.items import BadItem, Item, filled

LARGEST_FEED = 10_000_000
"""Bytes of a feed that is read; a longer one has no end, or is no feed."""

MOST_ITEMS = 20_000
"""Items of a feed that is read; feedparser keeps them all in memory."""

HEAD = 4096
"""Bytes at the beginning that tell whether it is a feed."""

_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|feed|rdf)[\s/>]", re.I)
_ITEM = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s/>]", re.I)
# feedparser compares each of these with all others of its item; they are not needed.
_PASSED_OVER = re.compile(r"<(/?)(?:[\w.-]{1,40}:)?(?:category|subject|keywords)\b", re.I)
_SPACE = re.compile(r"[\s\ufeff]+")
_DOCTYPE = re.compile(r"<!doctype\s", re.I)
_IN_DOCTYPE = re.compile(r"[\"'\[\]>]|<!--|<\?")
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{2,40})")
_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)")
_BLOCKS = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|table|blockquote|article|section|figure)\b", re.I)
_PLAIN = "text/plain"


def is_feed(head: bytes) -> bool:
    """Whether bytes begin like a feed, whatever the file is called."""
    text = head[:HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").decode("latin-1")
    if not text.lstrip().startswith("<"):
        return False
    try:
        start = _prolog(text)
    except IntakeError:  # a declaration that goes on beyond what was looked at
        start = text.find("<!")
        return _DOCTYPE.match(text, start) is not None and _names_feed(text[start : start + 60])
    return _ROOT.match(text, start) is not None


def _names_feed(doctype: str) -> bool:
    return re.match(r"<!doctype\s+(?:rss|feed|rdf:rdf)\b", doctype, re.I) is not None


def items(data: bytes, name: str, key: str, given: Given, stem: str) -> Iterator[Item | BadItem]:
    """The items of a feed in its order; ``given`` fills what an item and its feed do not say.

    ``key`` is what the feed is known by: its address, against which links are read, or its path. An item's key is
    its link; its guid where it has none of its own, else the feed's key and a digest. Its id is ``stem`` and its
    number. Raises ``IntakeError`` naming the feed when nothing of it can be read.
    """
    if len(data) > LARGEST_FEED:
        raise IntakeError(f"{name}: a feed of more than {LARGEST_FEED:,} bytes, which is not read")
    found, lines = _parsed(data, name, key)
    feed = found.get("feed") or {}
    entries = found.get("entries") or []
    fault = found.get("bozo_exception") if found.get("bozo") else None
    if not entries:
        raise IntakeError(f"{name}: {'a broken feed, in which no item was found' if fault else 'a feed without items'}")
    shared = _shared_links(entries, feed)
    for number, entry in enumerate(entries, start=1):
        item = _item(entry, feed, number, key, given, stem, shared)
        yield item or BadItem(number, "the item has no text")
    if fault is not None and not _is_harmless(fault):
        line = getattr(fault, "getLineNumber", lambda: None)()
        where = f"line {line + lines}: " if line else ""
        yield BadItem(None, f"{where}the feed is no well-formed XML; what could be read of it was")


def _parsed(data: bytes, name: str, key: str) -> tuple[Any, int]:
    """What feedparser makes of a feed, and how many lines its lines fall short of the file's."""
    import feedparser  # type: ignore[import-untyped]  # a tenth of a second that other files need not pay

    declared = _DECLARED.search(data[:HEAD])
    text, _ = decode(data, name, declared.group(1).decode("ascii") if declared else None)
    text, _ = repair(text.replace("\0", ""))
    try:
        start = _prolog(text)
    except IntakeError as error:
        raise IntakeError(f"{name}: {error}") from error
    if sum(1 for _ in _ITEM.finditer(text)) > MOST_ITEMS:
        raise IntakeError(f"{name}: a feed of more than {MOST_ITEMS:,} items, which is not read")
    before = text.count("\n", 0, start)
    text = _PASSED_OVER.sub(r"<\1passed-over", text[start:])
    headers = {"content-type": "application/xml; charset=utf-8"}
    if key.startswith(("http://", "https://")):
        headers["content-location"] = key
    try:
        found = feedparser.parse(BytesIO(text.encode()), response_headers=headers)
    except Exception as error:  # whatever a parser makes of a broken feed
        raise IntakeError(f"{name}: a broken feed ({type(error).__name__})") from error
    return found, before - 1  # it puts a line of its own at the beginning


def _prolog(text: str) -> int:
    """Where the first element begins, behind declarations, comments and the document type."""
    at = 0
    while True:
        if space := _SPACE.match(text, at):
            at = space.end()
        if text.startswith("<?", at):
            end = text.find("?>", at)
            after = end + 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at + 4)
            after = end + 3
        elif _DOCTYPE.match(text, at):
            end = after = _end_of_doctype(text, at)
        else:
            return at
        if end < 0:
            raise IntakeError("a broken feed, which never begins")
        at = after


def _end_of_doctype(text: str, at: int) -> int:
    """Behind the document type that begins here, its entities left aside; -1 where it has no end."""
    inside = False
    at += 2
    while match := _IN_DOCTYPE.search(text, at):
        sign, at = match.group(), match.end()
        if sign in ('"', "'"):
            at = text.find(sign, at) + 1
        elif sign in ("<!--", "<?"):
            at = text.find("-->" if sign == "<!--" else "?>", at) + 2
        elif sign == "[":
            inside = True
        elif sign == "]":
            inside = False
        elif not inside:
            return at
        if at < 2:  # what was opened is never closed
            return -1
    return -1


def _is_harmless(fault: Exception) -> bool:
    """Whether nothing was lost by it: another encoding than declared, an entity that only HTML has."""
    import feedparser

    mild = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    return isinstance(fault, mild) or "undefined entity" in str(fault)


def _item(
    entry: Any, feed: Any, number: int, key: str, given: Given, stem: str, shared: AbstractSet[str]
) -> Item | None:
    words, kind, language = _text(entry)
    title = _plain(entry.get("title"))
    if not words.strip() and not title:
        return None
    link = str(entry.get("link") or "").strip()
    url = link if link.startswith(("http://", "https://")) else None
    origin = entry.get("source") or {}
    said = Given(
        title=title,
        outlet=_plain(origin.get("title")) or _plain(feed.get("title")),
        published=_day(entry),
        url=url,
    )
    page = _page(title, _plain(entry.get("author")), language or feed.get("language"), words, kind)
    item_key = url if url and url not in shared else _named(str(entry.get("id") or "").strip(), link, key, page)
    known = Given(id=f"{stem}-{number}", outlet=given.outlet, published=given.published, language=given.language)
    return Item(number, item_key, page, filled(said, known), whole=True)


def _shared_links(entries: Iterable[Any], feed: Any) -> AbstractSet[str]:
    """The links that name no item: those of several items, and the one of the feed itself."""
    guids: dict[str, str] = {}
    shared = {str(feed.get("link") or "").strip()}
    for entry in entries:
        link, guid = str(entry.get("link") or "").strip(), str(entry.get("id") or entry.get("title") or "")
        if guids.setdefault(link, guid) != guid:
            shared.add(link)
    return shared


def _named(guid: str, link: str, key: str, page: bytes) -> str:
    """The key of an item without an address: its guid is unique by itself only where it has a scheme."""
    if re.match(r"[A-Za-z][\w+.-]{1,20}:\S", guid):
        return guid
    return f"{key}#{guid or link or hashlib.sha256(page).hexdigest()[:16]}"


def _text(entry: Any) -> tuple[str, str, str | None]:
    """The fullest text of an item, its media type and language: the content, else the summary."""
    pieces = [piece for piece in entry.get("content") or () if str(piece.get("value") or "").strip()]
    detail = entry.get("summary_detail") or {}
    best = max(pieces, key=lambda piece: len(piece["value"]), default=detail)
    return str(best.get("value") or ""), str(best.get("type") or "text/html"), best.get("language")


def _plain(words: Any) -> str | None:
    """Words in single spaces, tags and character references of a title taken off."""
    if not isinstance(words, str):
        return None
    if "<" in words or "&" in words:
        from lxml import html  # type: ignore[import-untyped]

        with suppress(Exception):  # a title that is no markup after all
            words = html.fromstring(f"<p>{words}</p>").text_content()
    return " ".join(words.split()) or None


def _day(entry: Any) -> str | None:
    """The day of an item where it was published; that of its last change where nothing else is told."""
    for field in ("published", "created", "updated"):
        raw = str(dict.get(entry, field) or "")  # feedparser's own get gives one date for another
        if match := _DAY.match(raw):
            day = match.group(1)
        else:
            try:
                day = parsedate_to_datetime(raw).date().isoformat()
            except (TypeError, ValueError, IndexError, OverflowError):
                parsed = dict.get(entry, f"{field}_parsed")
                day = "{:04}-{:02}-{:02}".format(*parsed[:3]) if parsed else ""
        try:
            if datetime.strptime(day, "%Y-%m-%d").year >= 1970:
                return day
        except ValueError:
            continue
    return None


def _page(title: str | None, author: str | None, language: Any, words: str, kind: str) -> bytes:
    """The item as a page, which is read like any other."""
    if kind == _PLAIN:
        body = "".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n\s*\n", words))
    else:
        body = words if _BLOCKS.search(words) else f"<p>{words}</p>"
    head = "<meta charset='utf-8'>"
    if title:
        head += f"<title>{escape(title)}</title>"
    if author:
        head += f"<meta name='author' content='{escape(author)}'>"
    code = f" lang='{escape(language)}'" if isinstance(language, str) and len(language) < 20 else ""
    heading = f"<h1>{escape(title)}</h1>" if title else ""
    page = f"<!DOCTYPE html><html{code}><head>{head}</head><body><article>{heading}{body}</article></body></html>"
    return page.encode("utf-8", errors="replace")
