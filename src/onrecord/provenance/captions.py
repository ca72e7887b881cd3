"""Sources of pictures and credits of texts: "(Source: Tasnim, February 9, 2025)", "fot. PAP", "HALMAR (AP) -"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from onrecord.document import Block, Span
from onrecord.intake.labels import CREDIT_LABELS, PICTURE_LABELS, SOURCE_LABELS
from onrecord.languages.words import Words
from onrecord.provenance.cited import Cited
from onrecord.provenance.outlets import Outlets
from onrecord.provenance.phrases import Phrases

Dated = Callable[[Span], str | None]
"""The EDTF date that stands in a span of the text."""


def _any(labels: tuple[str, ...]) -> str:
    return "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in sorted(labels, key=len, reverse=True))


_LABEL = rf"(?:©|(?:{_any(PICTURE_LABELS)}|{_any(SOURCE_LABELS)})(?:\s*[:.：]|\s*©|(?<=by)(?=\s)|(?<=of)(?=\s)))"
_SOURCED = re.compile(rf"[(\[]\s*{_LABEL}(?P<words>[^\[\]]{{0,150}}?)[)\]]\.?\s*\Z", re.I)
_SLASHED = re.compile(r"\((?P<words>[^\W\d_][^()]{0,80}?\s?/\s?[^()]{1,80})\)\.?\s*\Z")
_PICTURED = re.compile(rf"(?:\A|[.|/–—•]\s*){_LABEL}\s*(?P<words>[^\n:]{{1,90}})\s*\Z", re.I)
_CREDIT = re.compile(
    rf"\(?\s*(?P<label>(?:{_any(SOURCE_LABELS)})\s*[:：]|(?:{_any(CREDIT_LABELS)})(?:\s*[:.：]|(?=\s)))?\s*"
    r"(?P<words>[^\n;]{1,90}?)\)?\.?\s*\Z",
    re.I,
)
_SOURCE = re.compile(rf"(?:{_any(SOURCE_LABELS)})\s*[:：]", re.I)
_LEAD = re.compile(r"(?P<place>[^\W\d_][^()\n:\"„“]{1,60}?)\s*\((?P<words>[^()\n]{2,40})\)\s*[-–—]{1,2}\s")
_TAIL = re.compile(r"\((?P<words>[^()\n]{2,40})\)\s*\Z")
_DOMAIN = re.compile(r"(?:\w[\w-]*\.)+[a-z]{2,6}\b")
_SEPARATOR = re.compile(r"[,;|•]")
_NUMBER_WORDS = re.compile(r"(?<![^\W\d_])\d")
_INITIALS = re.compile(r"(?:\w{1,4}\s*/\s*)*\w{1,4}/?")
_LOOK = 260
"""Characters at a block's end among which a source may stand."""


def captions(text: str, block: Block, phrases: Phrases, outlets: Outlets, dated: Dated) -> Iterator[Cited]:
    """The source of a caption, with its date; without an entity where the label stands there empty."""
    base = max(block.start, block.end - _LOOK)
    words = text[base : block.end]
    match = _SOURCED.search(words) or _SLASHED.search(words) or _PICTURED.search(words)
    if match is None:
        return
    start, end = base + match.start("words"), base + match.end("words")
    first = base + match.start() + (words[match.start()] in ".|/–—•")
    while text[first].isspace():
        first += 1
    entity = _source(text, (start, end), phrases, outlets)
    yield Cited("caption", first, base + len(words[: match.end()].rstrip()), entity, dated((start, end)))


def _source(text: str, span: Span, phrases: Phrases, outlets: Outlets) -> str | None:
    """Who a label names: of several the one known as an outlet, else the agency that stands last after a slash."""
    start = span[0]
    words = _SEPARATOR.split(text[start : span[1]], maxsplit=1)[0]
    if not words.strip() or _NUMBER_WORDS.search(words):
        return None
    domain = _DOMAIN.match(words.strip())
    if domain:
        return outlets.read_name(domain.group(), start + words.index(domain.group()), phrases)
    pieces = [(piece.group(), start + piece.start()) for piece in re.finditer(r"[^/]+", words) if piece.group().strip()]
    if not pieces:
        return None
    known = [piece for piece in pieces if piece[0].strip(" ).").isupper() and len(piece[0].strip()) > 1]
    words, start = (known or pieces)[-1]
    shown = words.split("(")[0].rstrip()
    if not shown.strip() or (shown.strip()[0].islower() and "." not in shown):
        return None
    return outlets.read_name(shown, start, phrases)


def credits(text: str, block: Block, words: Words, phrases: Phrases, outlets: Outlets, dated: Dated) -> Iterator[Cited]:
    """The outlet that a credit block names, else its author; initials name nobody."""
    shown = text[block.start : block.end]
    match = _CREDIT.match(shown)
    if match is None or len(shown) > 160:
        return
    start = block.start + match.start("words")
    label, names = match.group("label"), []
    for part in re.finditer(r"[^,]+", match.group("words")):
        name = part.group().split("/")[-1].strip()
        if name and name[0].isalpha() and not name.islower() and not (_INITIALS.fullmatch(name) and not name.isupper()):
            at = start + part.start() + part.group().rindex(name)
            first, last = words.between(at, at + len(name))
            names.append((name, at, outlets.tells_outlet(first, max(first + 1, last), phrases)))
        if not label:
            break  # without a label only its first name is looked at
    told = next((one for one in names if one[2]), names[0] if label and names else None)
    if told:
        name, at, is_outlet = told
        byline = bool(label) and not is_outlet and not _SOURCE.match(label)
        entity = outlets.read_name(name, at, phrases, byline)
        yield Cited("credit", block.start, block.end, entity, dated((at, block.end)))


def wires(
    text: str, block: Block, words: Words, phrases: Phrases, outlets: Outlets, *, leads: bool, ends: bool
) -> Iterator[Cited]:
    """The agency in a dateline, "HALMAR, March 3 (AP) -", or in brackets at the end of the last paragraph."""
    found = []
    if leads and (match := _LEAD.match(text, block.start, min(block.end, block.start + 140))):
        found.append((match, match.group("place")[0].isupper()))
    if ends and (match := _TAIL.search(text, max(block.start, block.end - 60), block.end)):
        found.append((match, True))
    for match, fits in found:
        start, end = match.span("words")
        start += len(text[start:end]) - len(text[start:end].rpartition("/")[2].lstrip())
        first, last = words.between(start, end)
        if fits and first < last and outlets.tells_outlet(first, last, phrases):
            entity = outlets.read_name(text[start:end], start, phrases)
            yield Cited("credit", match.start("words") - 1, match.end("words") + 1, entity)


__all__ = ["Dated", "captions", "credits", "wires"]
