"""A page's markup: the parts of its article and what its head says, found by trafilatura.

trafilatura (Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15) drops ``figcaption`` and does not
tell footnotes; both are made marked paragraphs before it runs, and the marks are taken off after it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from onrecord.document import BlockKind
from onrecord.intake.given import Given
from onrecord.intake.lines import INVISIBLE, ends_sentence
from onrecord.intake.parts import Part

# Long enough for any article; a larger page is a list or a fault, and would cost gigabytes as a tree.
LONGEST_PAGE = 20_000_000
DEEPEST = 200
# Printable, in no keyboard layout, and kept by trafilatura.
_CAPTION, _FOOTNOTE = "⸨⸩c", "⸨⸩f"
_OPENS, _CLOSES = "⦃", "⦄"
_LINK = re.compile(rf"{_OPENS}(\d+){_CLOSES}([^{_OPENS}{_CLOSES}]*){_CLOSES}")
_LEFT_OVER = re.compile(rf"{_OPENS}\d+{_CLOSES}|{_CLOSES}")
_LONGEST_ADDRESS = 2_000
_MARKS: dict[str, BlockKind] = {_CAPTION: "caption", _FOOTNOTE: "footnote"}
_NOTES = (
    "//*[@role='doc-footnote' or @role='doc-endnote' or @epub:type='footnote']"
    " | //li[starts-with(@id, 'fn') or starts-with(@id, 'footnote') or starts-with(@id, 'cite_note')"
    " or starts-with(@id, '_ftn')]"
    " | //*[self::p or self::div or self::aside][@class='footnote' or starts-with(@id, 'ftn')]"
)
_EPUB = {"epub": "http://www.idpf.org/2007/ops"}
_BLOCK_TAGS = frozenset(("p", "head", "quote", "list", "item", "table", "row", "div", "code", "body", "main"))
_LANGUAGE = re.compile(r"\s*([a-zA-Z]{2,3})(?:[-_][\w-]*)?\s*")
_WHOLE = re.compile(r"<(?:html|body|!doctype)\b", re.I)
_NO_ARTICLE = "no article was found in the page"
WHOLE_PAGE = "no article was found in the page; all its text was taken"
# Today's date must not decide what is read: the latest date a page may bear is fixed.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}


class Page(NamedTuple):
    """An article's parts in order and its metadata; dates are ISO dates.

    ``fault`` says what an editor should know of the reading: no article found, a page too large.
    """

    parts: tuple[Part, ...] = ()
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    fault: str | None = None

    def said(self) -> Given:
        """What the page says of itself."""
        return Given(
            title=self.title,
            outlet=self.outlet,
            published=self.published,
            url=self.url,
            language=self.language,
        )


def read_markup(text: str) -> Page:
    """The article of a page, without parts where there is none; raises nothing."""
    if len(text) > LONGEST_PAGE:
        return Page(fault=f"the page is longer than {LONGEST_PAGE:,} characters and was not read")
    for name in ("trafilatura", "htmldate"):
        if logging.getLogger(name).level == logging.NOTSET:  # what they would warn of becomes a finding
            logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return _read(text)
    except (Exception, RecursionError):  # any fault of a parser on a broken page is a page without article
        return Page(fault=_NO_ARTICLE)


def _read(text: str) -> Page:
    # Half a second of imports that plain text need not pay.
    from trafilatura import bare_extraction, baseline, load_html
    from trafilatura.settings import Document

    # load_html refuses a lone fragment such as "<p>...</p>".
    tree = load_html(text if _WHOLE.search(text, 0, 4096) else f"<html><body>{text}</body></html>")
    if tree is None:
        return Page(fault=_NO_ARTICLE)
    language = _LANGUAGE.fullmatch(tree.get("lang") or "")
    code = language.group(1).lower() if language else None
    links = _mark_links(tree) if _OPENS not in text and _CLOSES not in text else []
    _mark(tree)
    found = bare_extraction(tree, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
    if not isinstance(found, Document) or found.body is None:
        parts = _linked(_parts(baseline(tree)[0], "paragraph", 0), links)
        return Page(parts, language=code, fault=WHOLE_PAGE if parts else _NO_ARTICLE)
    title = _clean(found.title) if found.title else None
    parts = _linked(_parts(found.body, "paragraph", 0), links)
    return Page(
        parts=tuple(_with_head(parts, title, found.author and _LEFT_OVER.sub("", found.author))) if parts else (),
        title=title,
        outlet=found.sitename,
        published=found.date,
        url=found.url,
        language=code,
        fault=None if _is_article(parts) else WHOLE_PAGE if parts else _NO_ARTICLE,
    )


def _is_article(parts: tuple[Part, ...]) -> bool:
    """Whether anything was found but menus: a sentence, or enough words."""
    return sum(len(part.words) for part in parts) > 250 or any(ends_sentence(part.words) for part in parts)


def _mark(tree: Any) -> None:
    """Captions and footnotes become paragraphs that begin with their mark."""
    for caption in list(tree.iter("figcaption")):
        _become_paragraph(caption, _CAPTION)
        for outer in caption.iterancestors("figure"):
            outer.tag = "div"
            outer.attrib.clear()
    for note in tree.xpath(_NOTES, namespaces=_EPUB):
        _become_paragraph(note, _FOOTNOTE)
        outer = note.getparent()
        if outer is not None and outer.tag in ("ol", "ul"):
            outer.tag = "div"
            outer.attrib.clear()


def _mark_links(tree: Any) -> list[str]:
    """Marks the words of links in paragraphs with the number of their address; the addresses.

    trafilatura keeps the words of a link and drops where it goes to, or changes what it takes for the article.
    """
    addresses: list[str] = []
    for link in tree.xpath("//p//a[@href]"):
        address = link.get("href").strip()
        if not address.startswith(("http://", "https://")) or len(address) > _LONGEST_ADDRESS:
            continue
        if not _clean(link.text_content()) or link.get("rel"):  # "author", "tag": no part of what is told
            continue
        opening, before = f"{_OPENS}{len(addresses)}{_CLOSES}", link.text or ""
        link.text = before[: len(before) - len(before.lstrip())] + opening + before.lstrip()
        last = link.text if not len(link) else link[-1].tail or ""
        closed = last.rstrip() + _CLOSES + last[len(last.rstrip()) :]  # spaces stay outside the marks
        if len(link):
            link[-1].tail = closed
        else:
            link.text = closed
        addresses.append(address)
    return addresses


def _linked(parts: Iterable[Part], addresses: list[str]) -> tuple[Part, ...]:
    """The parts that have words, with the marks of links taken off and the links in their places."""
    found = []
    for part in parts:
        words, links, at = "", [], 0
        for match in _LINK.finditer(part.words) if addresses else ():
            words += _LEFT_OVER.sub("", part.words[at : match.start()])
            inner = match[2].strip()
            begin = len(words) + len(match[2]) - len(match[2].lstrip())
            words += match[2]
            if inner and int(match[1]) < len(addresses):
                links.append((begin, begin + len(inner), addresses[int(match[1])]))
            at = match.end()
        words += _LEFT_OVER.sub("", part.words[at:]) if addresses else part.words
        if words.strip() == words and words:
            found.append(Part(part.kind, words, tuple(links)))
        elif words.strip():  # a mark stood at an edge, beside a space
            shift = len(words) - len(words.lstrip())
            shifted = tuple((start - shift, end - shift, address) for start, end, address in links)
            found.append(Part(part.kind, words.strip(), shifted))
    return tuple(found)


def _become_paragraph(element: Any, mark: str) -> None:
    words = _clean(element.text_content())
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "p", f"{mark} {words}" if words else None, tail


def _parts(element: Any, kind: BlockKind, depth: int) -> Iterator[Part]:
    """The parts of an element: its own words between its block children, and the children's parts."""
    inline = [element.text or ""]
    for child in element if depth < DEEPEST else ():
        if child.tag in _BLOCK_TAGS or _is_layout(child):
            yield from _split(inline, kind)
            yield from _parts(child, _kind_of(child.tag, kind), depth + 1)
            inline = [child.tail or ""]
        elif child.tag == "cell":
            inline += [_words(child), " | ", child.tail or ""]
        else:
            inline += ["\n" if child.tag == "lb" else _words(child), child.tail or ""]
    yield from _split(inline, kind)


def _is_layout(cell: Any) -> bool:
    """Whether it is a cell that holds paragraphs: newsletters set their columns and sections by tables."""
    return bool(cell.tag == "cell" and any(child.tag in _BLOCK_TAGS for child in cell))


def _kind_of(tag: str, outer: BlockKind) -> BlockKind:
    if tag == "head":
        return "heading"
    return "list-item" if tag == "item" or outer == "list-item" else "paragraph"


def _words(element: Any) -> str:
    if not isinstance(element.tag, str):  # a comment
        return ""
    return "".join(element.itertext())


def _split(inline: list[str], kind: BlockKind) -> Iterator[Part]:
    """One part of inline words, or several where a line break follows the end of a sentence."""
    held = ""
    for line in "".join(inline).split("\n") if "\n" in "".join(inline) else ["".join(inline)]:
        words = _clean(line)
        if held and words and ends_sentence(_LEFT_OVER.sub("", held)):
            yield _part(held, kind)
            held = words
        else:
            held = f"{held} {words}".strip()
    if held:
        yield _part(held, kind)


def _part(words: str, kind: BlockKind) -> Part:
    for mark, marked in _MARKS.items():
        if words.startswith(mark):
            return Part(marked, words[len(mark) :].strip())
    return Part(kind, words.removesuffix("|").strip())


def _with_head(parts: tuple[Part, ...], title: str | None, author: str | None) -> Iterator[Part]:
    """The parts with the page's title first and its author as a credit, where the article lacks them."""
    first = next((i for i, part in enumerate(parts[:3]) if title and _same(part.words, title)), None)
    if title:
        yield Part("title", title if first is None else parts[first].words)
    if author and not any(author in part.words for part in parts[:5]):
        yield Part("credit", _clean(author))
    for index, part in enumerate(parts):
        if index != first:
            yield part


def _same(words: str, title: str) -> bool:
    return words.casefold().strip(" .") == title.casefold().strip(" .")


def _clean(words: str) -> str:
    """Single spaces, nothing invisible or half a character at the edges."""
    return " ".join(words.split()).strip(INVISIBLE + " ")
