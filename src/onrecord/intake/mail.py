"""E-mails, such as newsletters (.eml), and pages saved with their pictures (.mht): one part of them is the text."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

import msgspec

from onrecord.document import Block, Document, Finding
from onrecord.intake.encodings import broken, decode, known_encoding, repair
from onrecord.intake.given import Given, IntakeError
from onrecord.intake.html import declared_encoding
from onrecord.intake.markup import Page, read_markup
from onrecord.intake.parts import Part, document_of
from onrecord.intake.plain import blocks_of

_BETWEEN = "\n\n"
_ANSWERED = re.compile(r"(?:\s*(?:re|fwd?|aw|wg|odp|pd|tr|rv|sv|vs)\s*:)+\s*", re.I)
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})\b")


def read_mail(data: bytes, name: str, given: Given, doc_id: str) -> Document:
    """The document of an e-mail: its HTML part read as a page, else its plain text; the subject is the title.

    Attachments and pictures are left out. The sender's name is the outlet, the day sent (where the sender
    was) the date of publication; a page saved as ``.mht`` says these itself. Raises ``IntakeError`` for an
    e-mail whose text is binary data.
    """
    try:
        mail = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
        page_part, plain_part = _bodies(mail)
    except (ValueError, LookupError, TypeError, RecursionError) as error:  # a thousand parts inside each other
        raise IntakeError(f"{name}: an e-mail that is damaged") from error
    said = _said(mail)
    if page_part is not None:
        page, faults = _page(page_part, name)
        if page.parts and (page.fault is None or plain_part is None):
            return _of_page(page, said, given, doc_id, faults)
    if plain_part is None:
        return document_of([], said, given, doc_id, [broken("the e-mail has no text")])
    text, findings = _text(plain_part, name)
    if not text.strip():
        findings.append(broken("the e-mail has no text"))
    return _of_plain(text, said, given, doc_id, findings)


def _bodies(mail: Message) -> tuple[Message | None, Message | None]:
    """The first part that is a page and the first that is plain text; attachments are neither."""
    page = plain = None
    for part in mail.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind in ("text/html", "application/xhtml+xml"):
            page = page or part
        elif kind == "text/plain":
            plain = plain or part
    return page, plain


def _page(part: Message, name: str) -> tuple[Page, list[Finding]]:
    text, findings = _text(part, name)
    page = read_markup(text)
    if page.fault:
        findings.append(broken(page.fault))
    return page, findings


def _text(part: Message, name: str) -> tuple[str, list[Finding]]:
    """A part's characters: its transfer encoding undone, then its character set, declared or found."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return "", [broken("the e-mail's text could not be read")]
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


def _of_page(page: Page, said: Given, given: Given, doc_id: str, findings: list[Finding]) -> Document:
    """The document of a page that came by mail; without a title of its own it gets the subject."""
    parts = list(page.parts)
    if said.title and parts[0].kind != "title":
        parts.insert(0, Part("title", said.title))
    own = page.said()
    # A newsletter's page has a template's name and date, so the mail's own header is the better witness.
    first, second = (own, said) if said.url else (said, own)
    both = Given(
        title=first.title or second.title,
        outlet=first.outlet or second.outlet,
        published=first.published or second.published,
        url=first.url or second.url,
        language=first.language or second.language,
    )
    return document_of(parts, both, given, doc_id, findings)


def _of_plain(text: str, said: Given, given: Given, doc_id: str, findings: list[Finding]) -> Document:
    """The document of a plain body below its subject, which is its title."""
    head = f"{said.title}{_BETWEEN}" if said.title and not text.lstrip().startswith(said.title) else ""
    blocks = [msgspec.structs.replace(b, start=b.start + len(head), end=b.end + len(head)) for b in blocks_of(text)]
    if head and said.title:
        blocks = [Block("title", 0, len(said.title)), *(_below_title(block) for block in blocks)]
    shifted = [_shifted(finding, len(head)) for finding in findings]
    document = document_of([], said, given, doc_id, shifted)
    return msgspec.structs.replace(document, text=head + text, blocks=tuple(blocks))


def _below_title(block: Block) -> Block:
    return msgspec.structs.replace(block, kind="heading") if block.kind == "title" else block


def _shifted(finding: Finding, by: int) -> Finding:
    return msgspec.structs.replace(finding, spans=tuple((start + by, end + by) for start, end in finding.spans))


def _said(mail: Message) -> Given:
    """What the header says: the subject without "Re:", the sender's name, the day, and where a page was saved from."""
    subject = _ANSWERED.sub("", _header(mail, "Subject") or "", count=1).strip()
    sender, address = parseaddr(_header(mail, "From") or "")
    location = _header(mail, "Snapshot-Content-Location") or _header(mail, "Content-Location")
    language = _LANGUAGE.match(_header(mail, "Content-Language") or "")
    return Given(
        title=subject or None,
        outlet=sender.strip() if sender.strip() and "@" in address else None,
        published=_day(mail),
        url=location if location and location.startswith(("http://", "https://")) else None,
        language=language.group(1).lower() if language else None,
    )


def _header(mail: Message, field: str) -> str | None:
    """A header field in plain characters with single spaces; ``None`` where it is missing or unreadable."""
    raw = mail.get(field)
    if raw is None:
        return None
    try:
        words = str(make_header(decode_header(str(raw))))
    except (MessageError, LookupError, ValueError):  # an unknown character set, broken base64
        words = str(raw)
    return repair(" ".join(words.replace("\0", "").split()))[0]


def _day(mail: Message) -> str | None:
    """The day of the Date field, in the sender's time zone."""
    raw = mail.get("Date")
    try:
        sent = parsedate_to_datetime(str(raw)) if raw is not None else None
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return sent.date().isoformat() if sent and sent.year >= 1970 else None
