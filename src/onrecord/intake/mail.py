"""E-mails, such as newsletters (.eml), and pages saved with their pictures (.mht)."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.errors import InvalidBase64LengthDefect
from email.message import Message
from typing import NamedTuple

import msgspec

from onrecord.document import Block, Document, Finding
from onrecord.intake.encodings import broken, decode, known_encoding, repair, without_spans
from onrecord.intake.given import Given, IntakeError
from onrecord.intake.html import declared_encoding
from onrecord.intake.mail_header import said_by
from onrecord.intake.markup import Page, read_markup
from onrecord.intake.parts import BETWEEN, assemble, document_of
from onrecord.intake.plain import blocks_of

DEEPEST = 30
"""Parts within parts that are looked into."""

_ADDRESS = re.compile(r"https?://\S+")
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_PAGES = ("text/html", "application/xhtml+xml")


class _Body(NamedTuple):
    """One text of an e-mail: a page, plain text, or the same words as both."""

    page: Message | None = None
    plain: Message | None = None


class _Letter(NamedTuple):
    """A message and its texts; one that was forwarded as a part of another is a letter of its own."""

    mail: Message
    bodies: list[_Body]


class _Piece(NamedTuple):
    """A text with its blocks, and what could not be read of it."""

    text: str
    blocks: Sequence[Block] = ()
    findings: Sequence[Finding] = ()


def read_mail(data: bytes, name: str, given: Given, doc_id: str) -> Document:
    """The document of an e-mail: its texts in order, each below its subject, forwarded messages last.

    A text sent as page and as plain text is read once, as a page unless that has lost half of it. Attachments and
    pictures are left out. The first message with words says title (the subject), outlet (the sender's name) and
    publication (the day sent, in the sender's time zone); a page saved as ``.mht`` says these itself. Raises
    ``IntakeError`` for an e-mail whose text is binary data.
    """
    try:
        mail = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
        letters = list(_letters(mail, 0))
    except (ValueError, LookupError, TypeError, RecursionError) as error:  # a thousand parts inside each other
        raise IntakeError(f"{name}: an e-mail that is damaged") from error
    said: Given | None = None
    pieces: list[_Piece] = []
    for letter in letters:
        found, own = _read(letter, name)
        pieces += found
        if said is None and any(piece.blocks for piece in found):
            said = own
    whole = _joined(pieces)
    findings = [*whole.findings, *_damage(mail)]
    if not whole.blocks:
        findings.append(broken("the e-mail has no text (attachments are not read)"))
    return document_of(whole.text, whole.blocks, said or said_by(mail), given, doc_id, findings)


def _letters(mail: Message, depth: int) -> Iterator[_Letter]:
    """The message, then those that were forwarded as parts of it."""
    bodies: list[_Body] = []
    forwarded: list[Message] = []
    _collect(mail, bodies, forwarded, depth)
    yield _Letter(mail, bodies)
    for message in forwarded:
        yield from _letters(message, depth + 1)


def _collect(part: Message, bodies: list[_Body], forwarded: list[Message], depth: int) -> None:
    """Adds a part's texts and the messages inside it (RFC 2046: the kinds of multipart, message/rfc822)."""
    kind = part.get_content_type()
    if not part.is_multipart():
        bodies += _own_body(part, kind)
        return
    inside = [child for child in part.get_payload() if isinstance(child, Message)] if depth < DEEPEST else []
    if kind == "message/rfc822":
        forwarded += inside
    elif kind == "multipart/alternative":
        ways: list[list[_Body]] = [[] for _ in inside]
        for child, way in zip(inside, ways, strict=True):
            _collect(child, way, forwarded, depth + 1)
        bodies += _one_way(ways)
    else:
        for child in inside[:1] if kind == "multipart/related" else inside:
            _collect(child, bodies, forwarded, depth + 1)


def _one_way(ways: list[list[_Body]]) -> list[_Body]:
    """The texts of one of several ways to say the same: the last that has pages, with the first plain one beside it."""
    pages = next((way for way in reversed(ways) if any(body.page for body in way)), [])
    plain = next((way for way in ways if way and not any(body.page for body in way)), [])
    if len(pages) == len(plain) == 1:
        return [_Body(pages[0].page, plain[0].plain)]
    return pages or plain


def _own_body(part: Message, kind: str) -> list[_Body]:
    """The text of a part that has no parts; one that says it has some, but not where they end, is read as it is."""
    if part.get_content_disposition() == "attachment":
        return []
    if kind in _PAGES:
        return [_Body(page=part)]
    return [_Body(plain=part)] if kind == "text/plain" or kind.startswith("multipart/") else []


def _read(letter: _Letter, name: str) -> tuple[list[_Piece], Given]:
    """A letter's texts, its subject first where they do not begin with a title, and what it says of itself."""
    said = said_by(letter.mail)
    pieces: list[_Piece] = []
    for body in letter.bodies:
        plain = _plain(body.plain, name) if body.plain is not None else None
        page, findings = _page(body.page, name) if body.page is not None else (Page(), [])
        if page.parts and (plain is None or not _is_better(plain, page)):
            pieces.append(_Piece(*assemble(page.parts), findings))
            said = _together(said, page.said())
        elif plain is not None:
            pieces.append(plain)
        elif findings:
            pieces.append(_Piece("", (), findings))
    first = next((piece for piece in pieces if piece.blocks), None)
    if first and said.title and not _begins_with(first, said.title):
        pieces.insert(0, _Piece(said.title, (Block("title", 0, len(said.title)),)))
    return pieces, said


def _begins_with(piece: _Piece, title: str) -> bool:
    return piece.blocks[0].kind == "title" or piece.text.lstrip().startswith(title)


def _is_better(plain: _Piece, page: Page) -> bool:
    """Whether a page that is no article, or half of one, has a plain text beside it."""
    if not plain.blocks:
        return False
    found = sum(len(part.words) for part in page.parts)
    return page.fault is not None or 2 * found < len(" ".join(_ADDRESS.sub("", plain.text).split()))


def _page(part: Message, name: str) -> tuple[Page, list[Finding]]:
    text, findings = _text(part, name)
    page = read_markup(text)
    findings = without_spans(findings)
    return page, [*findings, broken(page.fault)] if page.fault else findings


def _plain(part: Message, name: str) -> _Piece:
    text, findings = _text(part, name)
    return _Piece(text, blocks_of(text), findings)


def _text(part: Message, name: str) -> tuple[str, list[Finding]]:
    """A part's characters: its transfer encoding undone, then its character set, declared or found."""
    data = _payload(part)
    try:
        declared = part.get_content_charset() or declared_encoding(data)
    except (LookupError, ValueError):
        declared = declared_encoding(data)
    encoding = known_encoding(declared)
    if encoding and data.isascii():  # ISO-2022-JP and UTF-7 write other letters with ASCII bytes
        try:
            return repair(data.decode(encoding))
        except (UnicodeError, ValueError):
            pass
    text, findings = decode(data, name, declared)
    text, more = repair(text)
    return text, findings + more


def _payload(part: Message) -> bytes:
    """A part's bytes; of base64 that is cut short, those before the cut."""
    data = part.get_payload(decode=True)
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        letters = _NO_BASE64.sub("", str(part.get_payload()))
        return b64decode(letters[: len(letters) // 4 * 4])
    return data if isinstance(data, bytes) else b""


def _joined(pieces: Sequence[_Piece]) -> _Piece:
    """The pieces as one text; only the first block of all may be its title, further subjects are headings."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    start = 0
    kept = [piece for piece in pieces if piece.blocks]
    for piece in kept:
        for block in piece.blocks:
            kind = "heading" if block.kind == "title" and blocks else block.kind
            moved = {"start": block.start + start, "end": block.end + start}
            blocks.append(msgspec.structs.replace(block, kind=kind, **moved))
        for finding in piece.findings:
            spans = tuple((begin + start, end + start) for begin, end in finding.spans)
            findings.append(msgspec.structs.replace(finding, spans=spans))
        start += len(piece.text) + len(BETWEEN)
    for piece in pieces:
        if not piece.blocks:
            findings += without_spans(piece.findings)
    return _Piece(BETWEEN.join(piece.text for piece in kept), blocks, findings)


def _damage(mail: Message) -> Iterator[Finding]:
    """What is broken in the e-mail's build: a part cut short, letters that its transfer encoding does not have."""
    found = {type(defect).__name__ for part in mail.walk() for defect in part.defects}
    if "CloseBoundaryNotFoundDefect" in found or "StartBoundaryNotFoundDefect" in found:
        yield broken("the e-mail is cut short; what could be found in it was read")
    if "NoBoundaryInMultipartDefect" in found:
        yield broken("the e-mail's parts could not be told apart; it was read as one")
    if any(name.startswith("InvalidBase64") for name in found):
        yield broken("a part of the e-mail is damaged (base64); what could be found in it was read")


def _together(mail: Given, page: Given) -> Given:
    """What header and page say. A newsletter's page has its template's name and date, a saved page its own."""
    first, second = (page, mail) if mail.url else (mail, page)
    return Given(
        title=first.title or second.title,
        outlet=first.outlet or second.outlet,
        published=first.published or second.published,
        url=first.url or second.url,
        language=first.language or second.language,
    )
