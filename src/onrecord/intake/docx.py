"""Office documents (DOCX): paragraphs with their styles, notes and what the file says of itself.

A DOCX file is a ZIP archive of XML (ECMA-376). It is read here without python-docx, which knows neither
footnotes nor tracked changes.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from onrecord.document import BlockKind, Document, Finding
from onrecord.intake.encodings import broken
from onrecord.intake.given import Given, IntakeError
from onrecord.intake.parts import Part, assemble, document_of

LARGEST_PART = 50_000_000  # bytes of XML: a book of 5,000 pages has about 20 million
MOST_TAGS = 2_000_000  # the same book has under a million
DEEPEST = 300  # a table within a table takes three
_BODY = "word/document.xml"
_NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
# What is no text of the document: deletions, where moved words came from, field codes, comments' anchors.
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr", "tcPr", "trPr", "Fallback")
)
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_HEADING = re.compile(r"heading\s*\d|subtitle", re.I)
_BODY_LEVEL = "9"
_KINDS: dict[str, BlockKind] = {"title": "title", "caption": "caption"}
# What zipfile raises on broken archives.
_DAMAGED = (
    zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError, OSError, zlib.error, lzma.LZMAError,
    struct.error, MemoryError,
)  # fmt: skip
_ARCHIVES = (("xl/workbook.xml", "an Excel workbook"), ("ppt/presentation.xml", "a PowerPoint presentation"),
             ("content.xml", "an OpenDocument file"), ("META-INF/container.xml", "an EPUB book"))  # fmt: skip


def read_docx(data: bytes, name: str, given: Given, doc_id: str) -> Document:
    """The document of an office file: its blocks joined by empty lines, notes last.

    Insertions are taken, deletions and comments left out. Raises ``IntakeError`` for an archive that is no
    DOCX, is damaged, encrypted or unreasonably large; a damaged note or property costs only itself.
    """
    findings: list[Finding] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _xml(archive, _BODY)
            marks = _Marks(_style_names(archive, findings), {})
            parts = list(_parts(body, marks, 0))
            parts += _notes(archive, marks, findings)
            own = _own_title(archive, findings)
    except KeyError:
        what = _what_else(data)
        raise IntakeError(f"{name}: {what}, which is not read; save its text in another format first") from None
    except _UnreadableError as error:
        raise IntakeError(f"{name}: {error}") from None
    except _DAMAGED:
        raise IntakeError(f"{name}: a ZIP archive or office document that is damaged or cut short") from None
    if not parts:
        findings.append(broken("the document has no words"))
    title = next((part.words for part in parts[:5] if part.kind == "title"), own)
    return document_of(*assemble(parts), Given(title=title), given, doc_id, findings)


class _UnreadableError(Exception):
    """Why the file cannot be read, without its name."""


class _Marks(NamedTuple):
    """What the body's marks refer to: style ids to names, and notes (tag, id) to numbers, given as they are met."""

    styles: dict[str, str]
    numbers: dict[tuple[str, str], int]


def _xml(archive: zipfile.ZipFile, part: str) -> Any:
    """The root of an XML part. Raises ``KeyError`` when there is none, ``_UnreadableError`` and zipfile's errors."""
    from lxml import etree  # type: ignore[import-untyped]

    info = archive.getinfo(part)
    if info.flag_bits & 1:
        raise _UnreadableError("encrypted; save it without a password first")
    with archive.open(info) as stream:
        data = stream.read(LARGEST_PART + 1)  # the size that the archive claims may be wrong
    if len(data) > LARGEST_PART:
        raise _UnreadableError(f"unpacks to more than {LARGEST_PART:,} bytes, which no document does")
    if data.count(b"<") > MOST_TAGS:
        raise _UnreadableError(f"has more than {MOST_TAGS:,} tags of XML, which no document does")
    data = data.replace(_STRICT, _WORD[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise _UnreadableError(f"damaged: its part {part} is no XML") from None


def _optional(archive: zipfile.ZipFile, part: str, findings: list[Finding]) -> Any | None:
    """The root of a part that need not be there; when it is broken that is told."""
    try:
        return _xml(archive, part)
    except KeyError:
        return None
    except (_UnreadableError, *_DAMAGED):
        findings.append(broken(f"the document's part {part} could not be read"))
        return None


def _style_names(archive: zipfile.ZipFile, findings: list[Finding]) -> dict[str, str]:
    """Style ids and their names, which are English in every edition of Word ("heading 1", "caption")."""
    root = _optional(archive, "word/styles.xml", findings)
    names: dict[str, str] = {}
    for style in root.iter(f"{_WORD}style") if root is not None else ():
        name = style.find(f"{_WORD}name")
        if name is not None:
            names[style.get(f"{_WORD}styleId", "")] = name.get(f"{_WORD}val", "")
    return names


def _parts(element: Any, marks: _Marks, depth: int) -> Iterator[Part]:
    """The parts of the paragraphs in an element, table cells and text boxes included, in their order."""
    if depth > DEEPEST:
        raise _UnreadableError(f"has more than {DEEPEST} elements within each other, which no document does")
    pending = ""
    for child in element:
        tag = _local(child)
        if tag == "p":
            text, boxes = _words(child, marks)
            pending += text
            if child.find(f"{_WORD}pPr/{_WORD}rPr/{_WORD}del") is None:  # else it goes on in the next one
                yield from _part(pending, _kind(child, marks))
                pending = ""
            for box in boxes:
                yield from _parts(box, marks, depth + 1)
        elif tag not in _LEFT_OUT:
            yield from _parts(child, marks, depth + 1)
    yield from _part(pending, "paragraph")


def _part(text: str, kind: BlockKind) -> Iterator[Part]:
    words = " ".join(text.split())
    if words:
        yield Part(kind, words)


def _kind(paragraph: Any, marks: _Marks) -> BlockKind:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    named = style.get(f"{_WORD}val", "") if style is not None else ""
    name = marks.styles.get(named, named).lower()
    if name in _KINDS:
        return _KINDS[name]
    level = paragraph.find(f"{_WORD}pPr/{_WORD}outlineLvl")
    if _HEADING.match(name) or (level is not None and level.get(f"{_WORD}val") != _BODY_LEVEL):
        return "heading"
    listed = paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None or name.startswith("list ")
    return "list-item" if listed else "paragraph"


def _words(paragraph: Any, marks: _Marks) -> tuple[str, list[Any]]:
    """A paragraph's text, and the text boxes anchored in it (once: an older copy of each stands beside it)."""
    text: list[str] = []
    boxes: list[Any] = []
    waiting = [iter(paragraph)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
            continue
        tag = _local(child)
        if tag == "t":
            text.append(child.text or "")
        elif tag in _SIGNS:
            text.append(_SIGNS[tag])
        elif tag in ("footnoteReference", "endnoteReference"):
            note = tag.removesuffix("Reference"), child.get(f"{_WORD}id", "")
            text.append(f"[{marks.numbers.setdefault(note, len(marks.numbers) + 1)}]")
        elif tag == "txbxContent":
            boxes.append(child)
        elif tag not in _LEFT_OUT and not _is_hidden(child):
            waiting.append(iter(child))
    return "".join(text), boxes


def _is_hidden(run: Any) -> bool:
    """Whether a run is there for those who edit the document, and shown to no reader."""
    vanish = run.find(f"{_WORD}rPr/{_WORD}vanish")
    return vanish is not None and vanish.get(f"{_WORD}val", "1") not in ("0", "false", "off")


def _notes(archive: zipfile.ZipFile, marks: _Marks, findings: list[Finding]) -> list[Part]:
    """The notes that the text refers to, each with the marker that stands for it there."""
    found: dict[int, str] = {}
    numbers = dict(marks.numbers)
    for tag, part in _NOTES.items():
        root = _optional(archive, part, findings) if any(note[0] == tag for note in numbers) else None
        for note in root if root is not None else ():
            number = numbers.get((_local(note), note.get(f"{_WORD}id", "")))
            words = " ".join(" ".join(_words(p, marks)[0] for p in note.iter(f"{_WORD}p")).split())
            if number and words:
                found[number] = words
    return [Part("footnote", f"[{number}] {found[number]}") for number in sorted(found)]


def _own_title(archive: zipfile.ZipFile, findings: list[Finding]) -> str | None:
    """The title among the file's properties; its day of creation is none of publication, and left out."""
    root = _optional(archive, "docProps/core.xml", findings)
    title = root.findtext(f"{_DUBLIN}title") if root is not None else None
    return " ".join((title or "").split()) or None


def _local(element: Any) -> str:
    """The tag without its namespace; comments and processing instructions have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _what_else(data: bytes) -> str:
    """What an archive without a Word document in it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = set(archive.namelist())
    return next((what for part, what in _ARCHIVES if part in inside), "a ZIP archive")
