"""Documents of text, bytes and files: the way in."""

from __future__ import annotations

from pathlib import Path

from onrecord.document import Block, Document, Finding
from onrecord.intake.encodings import broken, decode, repair
from onrecord.intake.given import Given, IntakeError, check_given
from onrecord.intake.plain import blocks_of

_NOTHING_GIVEN = Given()


def from_text(text: str, given: Given = _NOTHING_GIVEN) -> Document:
    """The document of a plain text, which is kept to the last character.

    Only lone surrogates, which no file can hold, become U+FFFD, one for one. Raises ``IntakeError``
    when what is given cannot be right.
    """
    name = given.id or "text"
    check_given(given, name)
    text, findings = repair(text)
    if not text.strip():
        findings.append(broken("the file is empty" if not text else "the text has no words"))
    return _plain(name, text, given, findings)


def from_bytes(data: bytes, given: Given = _NOTHING_GIVEN, name: str = "stdin") -> Document:
    """The document of the bytes of a plain text or an HTML page, told apart by their beginning.

    ``name`` is the file as errors call it, and the id where none is given. Raises ``IntakeError`` for
    bytes that are no text.
    """
    from onrecord.intake.html import declared_encoding, is_html, read_page

    check_given(given, name)
    page = is_html(data, name)
    text, findings = decode(data, name, declared_encoding(data) if page else None)
    text, more = repair(text)
    findings += more
    if page:
        return read_page(text, given, given.id or name, findings)
    if not text.strip():
        findings.append(broken("the file is empty" if not text else "the text has no words"))
    return _plain(given.id or name, text, given, findings)


def from_path(path: Path, given: Given = _NOTHING_GIVEN) -> Document:
    """The document of a file; its id is the file's stem unless one is given."""
    import msgspec

    name = str(path)
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise IntakeError(f"{name}: {reason}") from error
    if given.id is None:
        given = msgspec.structs.replace(given, id=path.stem or name)
    return from_bytes(data, given, name)


def _plain(doc_id: str, text: str, given: Given, findings: list[Finding]) -> Document:
    blocks = blocks_of(text)
    return Document(
        id=doc_id,
        text=text,
        reader="",
        url=given.url,
        outlet=given.outlet,
        title=given.title or _title(text, blocks),
        published=given.published,
        language=given.language,
        blocks=blocks,
        findings=tuple(findings),
    )


def _title(text: str, blocks: tuple[Block, ...]) -> str | None:
    return next((" ".join(text[b.start : b.end].split()) for b in blocks[:5] if b.kind == "title"), None)
