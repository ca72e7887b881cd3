"""The permanent names of documents, statements and entities outside a record, and addresses on the web.

A document is ``urn:onrecord:REF``, what stands in it ``urn:onrecord:REF#s4``, somebody known over documents
``urn:onrecord:entity:ID``. All of them stay the same from one export to the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from onrecord.document import Span, Statement
from onrecord.exports.extract import Extract

_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_LOOSE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MARKS = frozenset("-._~:/?#@!$&'()*+,;=%")
_EXACT = 80  # characters of a piece that a text fragment gives whole; a longer one by its first and last words
_ENDS = 4  # words at either end of a longer one
_END = 40  # characters at either end at most; one that has no space so far is cut there
_PIECES = 4  # pieces of a statement that a text fragment tells


def document_iri(extract: Extract) -> str:
    """The permanent name of a document as it was read."""
    return f"urn:onrecord:{quote(extract.ref, safe='')}"


def part_iri(extract: Extract, part: str) -> str:
    """The permanent name of something in a document: a statement, an occasion, a citation."""
    return f"{document_iri(extract)}#{quote(part, safe='')}"


def entity_iri(extract: Extract, entity: str) -> str:
    """The permanent name of whoever a document's entity is; over documents where a record knows them."""
    known = extract.known.get(entity)
    return f"urn:onrecord:entity:{quote(known.id, safe='')}" if known else part_iri(extract, entity)


def wikidata_iri(wikidata: str | None) -> str | None:
    """Wikidata's own IRI for an id such as Q42; ``None`` for what is no such id."""
    return f"http://www.wikidata.org/entity/{wikidata}" if wikidata and _WIKIDATA.fullmatch(wikidata) else None


def web_address(extract: Extract) -> str | None:
    """Where the document is on the web, ``None`` where it is not."""
    return address(extract.document.url) or address(extract.key)


def address(url: str | None) -> str | None:
    """An http(s) address with every character that may not stand in one percent-encoded; ``None`` for others."""
    if not url:
        return None
    url = url.strip()
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
    except ValueError:
        return None
    scheme, _, rest = _LOOSE_PERCENT.sub("%25", url).partition("://")
    host, slash, path = rest.partition("/")
    path, _, fragment = path.partition("#")
    tail = f"#{_encoded(fragment).replace('#', '%23')}" if fragment else ""
    return f"{scheme.lower()}://{_encoded(host, '[]')}{slash}{_encoded(path)}{tail}"


def _encoded(part: str, more: str = "") -> str:
    """Letters, figures and the marks of addresses stay; the rest is percent-encoded."""
    return "".join(
        char if char in _MARKS or char in more or char.isalnum() else quote(char, safe="", errors="replace")
        for char in part
    )


def statement_address(extract: Extract, statement: Statement) -> str | None:
    """The document's address with a text fragment that leads a browser to the statement's words."""
    return passage_address(extract, statement.content)


def passage_address(extract: Extract, spans: Sequence[Span]) -> str | None:
    """The document's address with a text fragment that leads a browser to the words of some spans.

    https://wicg.github.io/scroll-to-text-fragment/
    """
    page = web_address(extract)
    if page is None:
        return None
    pieces = (_piece(extract.document.text[start:end]) for start, end in spans[:_PIECES])
    fragment = "&".join(f"text={piece}" for piece in pieces if piece)
    if not fragment:
        return page
    page = page.partition(":~:")[0]
    return f"{page}{'' if '#' in page else '#'}:~:{fragment}"


def _piece(words: str) -> str:
    """A piece as a text directive: whole where it is short and on one line, else its first and last words."""
    words = _bare(words)
    if len(words) <= _EXACT and not any(char in "\n\r\u2028\u2029" for char in words):
        return _directive(words)
    start = _bare(words[: words.find("\n")] if 0 < words.find("\n") < 4 * _END else words[: 4 * _END])
    end = _bare(words[-4 * _END :].rpartition("\n")[2] if "\n" in words[-4 * _END :] else words[-4 * _END :])
    first = " ".join(_whole(start.split()[:_ENDS]))[:_END]
    last = " ".join(reversed(_whole(end.split()[: -_ENDS - 1 : -1])))[-_END:]
    return ",".join(_directive(one) for one in (_bare(first), _bare(last)) if one)


def _whole(words: Sequence[str]) -> list[str]:
    """As many words as have room, one at least: browsers find whole words only."""
    return [word for number, word in enumerate(words) if number == 0 or len(" ".join(words[: number + 1])) <= _END]


def _bare(words: str) -> str:
    """Words without the marks round them: a page may set its quotation marks by other means."""
    start, end = 0, len(words)
    while start < end and not words[start].isalnum():
        start += 1
    while start < end and not (words[end - 1].isalnum() or unicodedata.combining(words[end - 1])):
        end -= 1
    return words[start:end]


def _directive(words: str) -> str:
    """Percent-encoded, the marks that text directives use for themselves too."""
    return quote(" ".join(words.split()), safe="", errors="replace").replace("-", "%2D")
