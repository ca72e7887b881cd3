"""Bytes to characters: byte order marks, UTF-8, then the encoding that fits best."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from onrecord.document import Finding, Span
from onrecord.intake.given import IntakeError

SAMPLE = 65_536
MAX_SPANS = 100
GUESSED = "the encoding was guessed from a few bytes (windows-1252)"
_REPLACEMENT = re.compile("\ufffd+")
_HIGH = re.compile(rb"[\x80-\xff]")
# Central European: ą ś ž of ISO 8859-2 are signs and ľ in windows-1250, which has its own at 80-9F.
_LATIN_2 = re.compile(rb"[a-z][\xb1\xb6\xbe]")
_C1 = re.compile(rb"[\x80-\x9f]")
_NUL = re.compile("\0+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# UTF-32 before UTF-16: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\0", "an SQLite database"),
)
# The encodings that news is met in; without this list Polish in ISO 8859-2 is taken for ISO 8859-4.
_IN_USE = (
    "ascii", "utf_8", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp1258", "cp874", "cp866", "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_15",
    "koi8_r", "koi8_u", "gb18030", "big5", "euc_jp", "shift_jis", "iso2022_jp", "euc_kr",
)  # fmt: skip
_FEW = 3
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, list[Finding]]:
    """The characters of ``data`` and what could not be read of them; the byte order mark is left out.

    ``declared`` is the encoding that the text itself claims (a page's charset), tried when the bytes are
    no UTF-8. Raises ``IntakeError`` naming ``name`` for bytes that are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    _refuse_binary(data, name)
    sample = data[:SAMPLE]
    wide = _wide(sample)
    if wide:
        return _lenient(data, wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if _mostly_utf8(data, 1 if _is_utf8(declared) else 10):
            return _lenient(data, "utf-8")
    else:
        if _share_of_controls(sample) > 0.3:
            raise IntakeError(f"{name}: binary data, not text")
        return text, []
    if _share_of_controls(sample) > 0.02:
        raise IntakeError(f"{name}: binary data, not text")
    best = known_encoding(declared) or _guess(data)
    if best is not None:
        return _lenient(data, best)
    if len(_HIGH.findall(_telling(data))) > _FEW:
        raise IntakeError(f"{name}: not text in any known encoding; save it as UTF-8")
    text, findings = _lenient(data, "cp1252")
    return text, findings or [broken(GUESSED)]


class StreamEncoding(NamedTuple):
    """The encoding of a file that is read bit by bit, and whether it was guessed from a few bytes."""

    name: str
    guessed: bool = False


def stream_encoding(head: bytes, telling: bytes) -> StreamEncoding:
    """The encoding of a file too large to be read at once; UTF-8 where nothing else is likelier.

    ``head`` is its beginning, ``telling`` a sample that holds its first byte that is no ASCII. A byte order
    mark is left out by the encodings named.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return StreamEncoding("utf-8-sig" if mark == codecs.BOM_UTF8 else encoding[:6])
    wide = _wide(head)
    if wide or not telling:
        return StreamEncoding(wide or "utf-8")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(telling.lstrip(bytes(range(0x80, 0xC0))))
    except UnicodeDecodeError:
        # A row or two in another encoding must not cost the rest: chance makes no UTF-8 of other encodings.
        best = "utf-8" if _mostly_utf8(telling, 1) else _guess(telling)
        return StreamEncoding(best) if best else StreamEncoding("cp1252", guessed=True)
    return StreamEncoding("utf-8")


def repair(text: str) -> tuple[str, list[Finding]]:
    """The text with each lone surrogate replaced by U+FFFD, one for one, and what was found broken.

    NULs stay where they are, and are told.
    """
    findings: list[Finding] = []
    try:
        text.encode()
    except UnicodeEncodeError:
        spans = _runs(_SURROGATE.finditer(text))
        text = _SURROGATE.sub("\ufffd", text)
        findings.append(broken("characters that are half of a pair (lone surrogates) were replaced", spans))
    if "\0" in text:
        findings.append(broken("the text has NUL characters", _runs(_NUL.finditer(text))))
    return text, findings


def broken(message: str, spans: tuple[Span, ...] = ()) -> Finding:
    """A ``broken-input`` finding."""
    return Finding(check="broken-input", severity="error", message=message, spans=spans)


def without_spans(findings: Iterable[Finding]) -> list[Finding]:
    """Findings on a source, for the document of the text taken from it, in which their places do not hold."""
    return [msgspec.structs.replace(finding, spans=()) for finding in findings]


def _runs(matches: Iterable[re.Match[str]]) -> tuple[Span, ...]:
    """The spans of the first ``MAX_SPANS`` matches: more tell an editor nothing new."""
    return tuple(match.span() for match, _ in zip(matches, range(MAX_SPANS), strict=False))


def _lenient(data: bytes, encoding: str) -> tuple[str, list[Finding]]:
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    spans = _runs(_REPLACEMENT.finditer(text))
    return text, [broken(f"some bytes could not be read as {encoding} and were replaced by U+FFFD", spans)]


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise IntakeError(f"{name}: {what}, which is not read; save its text in another format first")


def _share_of_controls(sample: bytes) -> float:
    return (len(sample) - len(sample.translate(None, _CONTROLS))) / max(1, len(sample))


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a NUL in nearly every second byte, and only there."""
    pairs = len(sample) // 2
    if pairs < 8:
        return None
    even, odd = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if odd > 0.5 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.05 else None


def _mostly_utf8(data: bytes, times: int) -> bool:
    """Whether UTF-8 reads so many times more non-ASCII characters than it fails on (a cut or patched text)."""
    text = _telling(data).decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    others = len(text) - len(text.encode("ascii", errors="ignore")) - lost
    return others >= times * lost


def known_encoding(declared: str | None) -> str | None:
    """The character set that a file claims, by Python's name; ``None`` for UTF-8 and for what is none."""
    if not declared:
        return None
    try:
        encoding = codecs.lookup(declared).name
        b"".decode(encoding)  # "hex" and other codecs that are no character sets fail here
    except (LookupError, ValueError):
        return None
    return None if encoding.startswith("utf-8") else encoding


def _is_utf8(declared: str | None) -> bool:
    return declared is not None and declared.lower().replace("_", "-") in ("utf-8", "utf8")


def _guess(data: bytes) -> str | None:
    """The encoding that charset-normalizer finds likeliest; ``None`` when it finds none or has no ground."""
    from charset_normalizer import from_bytes  # 30 ms that a UTF-8 text need not pay

    sample = _telling(data)
    if len(_HIGH.findall(sample)) <= _FEW:
        return None
    match = from_bytes(sample, cp_isolation=list(_IN_USE)).best()
    if match is None:
        return None
    if match.encoding == "cp1250" and _LATIN_2.search(sample) and not _C1.search(sample):
        return "iso8859_2"
    return match.encoding


def _telling(data: bytes) -> bytes:
    """A bounded sample that holds the first byte that is no ASCII."""
    match = _HIGH.search(data)
    begin = max(0, match.start() - SAMPLE // 4) if match else 0
    return data[begin : begin + SAMPLE]
