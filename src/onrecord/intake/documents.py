"""Documents of text, bytes and files: the way in."""

from __future__ import annotations

from pathlib import Path

import msgspec

from onrecord.document import Block, Document, Finding
from onrecord.intake.encodings import broken, decode, repair, without_spans
from onrecord.intake.formats import format_of
from onrecord.intake.given import Given, IntakeError, check_given
from onrecord.intake.html import declared_encoding, read_page
from onrecord.intake.parts import document_of
from onrecord.intake.plain import blocks_of

_NOTHING_GIVEN = Given()


def from_text(text: str, given: Given = _NOTHING_GIVEN) -> Document:
    """The document of a plain text, which is kept to the last character.

    Only lone surrogates, which no file can hold, become U+FFFD, one for one. Raises ``IntakeError``
    when what is given cannot be right.
    """
    name = given.id or "text"
    check_given(given, name)
    return _plain(text, given, name, [])


def from_bytes(data: bytes, given: Given = _NOTHING_GIVEN, name: str = "stdin") -> Document:
    """The document of the bytes of a text, an HTML page, a PDF or DOCX file or an e-mail.

    They are told apart by their beginning, then by ``name``: the file as errors call it, and the id where
    none is given. Raises ``IntakeError`` for bytes that are none of these, and for JSON, feeds and web archives.
    """
    check_given(given, name)
    doc_id = given.id or name
    match format_of(data, name):
        case "pdf":
            from onrecord.intake.pdf import read_pdf

            return read_pdf(data, name, given, doc_id)
        case "docx":
            from onrecord.intake.docx import read_docx

            return read_docx(data, name, given, doc_id)
        case "email":
            from onrecord.intake.mail import read_mail

            return read_mail(data, name, given, doc_id)
        case "html":
            text, findings = decode(data, name, declared_encoding(data))
            text, more = repair(text)
            return read_page(text, given, doc_id, without_spans([*findings, *more]))
        case "json":
            raise IntakeError(f"{name}: JSON; a corpus is read from a file whose name ends in .jsonl")
        case "feed":
            raise IntakeError(f"{name}: a feed, with a document an item; read it with onrecord.files.read_files")
        case "archive":
            raise IntakeError(f"{name}: a web archive, with many documents; read it with onrecord.files.read_files")
        case "text":
            text, findings = decode(data, name)
            return _plain(text, given, doc_id, findings)


def from_path(path: Path, given: Given = _NOTHING_GIVEN) -> Document:
    """The document of a file; its id is the file's stem unless one is given."""
    from onrecord.intake.corpus import is_corpus

    name = str(path)
    if is_corpus(path):
        raise IntakeError(f"{name}: a corpus, with a document a row; read it with onrecord.files.read_files")
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise IntakeError(f"{name}: {reason}") from error
    if given.id is None:
        # a name that is no Unicode keeps its odd bytes as backslashes and numbers
        stem = (path.stem or name).encode("utf-8", errors="backslashreplace").decode()
        given = msgspec.structs.replace(given, id=stem)
    return from_bytes(data, given, name)


def _plain(text: str, given: Given, doc_id: str, findings: list[Finding]) -> Document:
    text, more = repair(text)
    findings = [*findings, *more]
    if not text.strip():
        findings.append(broken("the file is empty" if not text else "the text has no words"))
    blocks = blocks_of(text)
    return document_of(text, blocks, Given(title=_title(text, blocks)), given, doc_id, findings)


def _title(text: str, blocks: tuple[Block, ...]) -> str | None:
    return next((" ".join(text[b.start : b.end].split()) for b in blocks[:5] if b.kind == "title"), None)
