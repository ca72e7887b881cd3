"""Markers of footnotes and the notes they point at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.document import Block, Citation, Span
from onrecord.provenance.captions import Dated
from onrecord.provenance.cited import Cited
from onrecord.provenance.outlets import Outlets
from onrecord.provenance.phrases import Phrases

_MARKER = re.compile(r"\[(\d{1,3}|[*†‡])\](?![(\w])")
_RAISED = re.compile(r"[¹²³⁰⁴-⁹]+(?!\w)")
_BEFORE_RAISED = re.compile(r"[^\W\d_][.,”\"’)]*\Z")
_NOTE = re.compile(r"(?:\A|(?<=\n))[ \t]*(?:\[(\d{1,3}|[*†‡])\]|([¹²³⁰⁴-⁹]+)|(\d{1,3})[).]|([*†‡]))[ \t\u00a0]*")
_SIGN = re.compile(r"(?<=[^\W\d_])[.,”\"’]?([*†‡]|\d{1,2}\))(?=[\s.,;]|\Z)")
_ADDRESS = re.compile(r"https?://[^\s<>\"”)\]]+|\bwww\.[^\s<>\"”)\]]+", re.I)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DOMAIN = re.compile(r"(?:\w[\w-]*\.)+[a-z]{2,6}\b")
_UNITS = re.compile(r"\b(?:[kcm]?m|ft|km|mi|in)\Z")


def notes(
    text: str, blocks: Sequence[tuple[Block, Phrases]], outlets: Outlets, dated: Dated
) -> Iterator[tuple[str, Cited]]:
    """Each note with its label; the entity is the outlet named first in it.

    Notes of a web page may stand there without their numbers: those are counted.
    """
    unlabelled = 0
    for block, phrases in blocks:
        if block.kind != "footnote":
            continue
        matches = list(_NOTE.finditer(text[block.start : block.end]))
        places = [(block.start + match.start(), block.start + match.end()) for match in matches]
        labels = [next(group for group in match.groups() if group) for match in matches]
        if not matches or matches[0].start() > 0:
            unlabelled += 1
            places, labels = [(block.start, block.start)], [str(unlabelled)]
        stops = [*(start for start, _ in places[1:]), block.end]
        for (start, inner), label, stop in zip(places, labels, stops, strict=True):
            first = start + len(text[start:stop]) - len(text[start:stop].lstrip())
            end = start + len(text[start:stop].rstrip())
            if first >= end:
                continue
            address = _ADDRESS.search(text, inner, end)
            canonical = address.group().rstrip(".,;") if address else None
            author = _author(text, (inner, end), phrases, outlets)
            yield (
                label.translate(_SUPERSCRIPTS),
                Cited("note", first, end, author, dated((inner, end)), canonical),
            )


def _author(text: str, span: Span, phrases: Phrases, outlets: Outlets) -> str | None:
    """The outlet that a note begins with: a domain, or a name before the first comma."""
    start, end = span
    words = re.split(r"[,;\n(]|\.\s|\.\Z", text[start:end], maxsplit=1)[0].strip()
    if not words or len(words) > 60:
        return None
    at = text.index(words, start)
    domain = _DOMAIN.match(words)
    if domain:
        return outlets.read_name(domain.group(), at, phrases)
    if "/" in words:
        return None
    held = outlets.mention(at, at + 1)
    if held and held[0] == at and outlets.is_outlet(held[2]):
        return held[2]
    forms = words.split()
    capital = all(form[0].isupper() or len(form) < 4 for form in forms)
    return outlets.read_name(words, at, phrases) if capital and len(forms) <= 4 else None


def markers(text: str, blocks: Sequence[Block], labels: dict[str, Cited]) -> Iterator[Cited]:
    """Each marker in the running text, with its note as target where there is one.

    Superscripts, signs and "1)" count only where a note answers them, and "km²" never does.
    """
    for block in blocks:
        if block.kind == "footnote":
            continue
        for match in _MARKER.finditer(text, block.start, block.end):
            if match.start() > block.start:  # at a block's start it is a note's own label
                yield _pointing(Cited("marker", *match.span()), labels.get(match.group(1)))
        if not labels:
            continue
        for match in _RAISED.finditer(text, block.start, block.end):
            before = text[max(block.start, match.start() - 4) : match.start()]
            note = labels.get(match.group().translate(_SUPERSCRIPTS))
            if note is not None and _BEFORE_RAISED.search(before) and not _UNITS.search(before):
                yield _pointing(Cited("marker", *match.span()), note)
        for match in _SIGN.finditer(text, block.start, block.end):
            note = labels.get(match.group(1).rstrip(")"))
            if note is not None and text[note.start] != "[":
                yield _pointing(Cited("marker", *match.span(1)), note)


def _pointing(marker: Cited, note: Cited | None) -> Cited:
    marker.target = note
    if note is not None:
        note.target = note.target or marker
    return marker


def links(text: str, blocks: Sequence[Block], given: Sequence[Citation]) -> Iterator[Cited]:
    """The links of a page, as intake ``given`` them, and other addresses that stand in the text itself."""
    yield from (Cited("link", link.start, link.end, canonical=link.canonical) for link in given)
    if "://" not in text and "www." not in text:
        return
    linked = [(link.start, link.end) for link in given]
    for block in blocks:
        if block.kind != "footnote":
            for match in _ADDRESS.finditer(text, block.start, block.end):
                address = match.group().rstrip(".,;:!?'’")
                at = bisect_right(linked, (match.start(), len(text))) - 1
                if at >= 0 and match.start() < linked[at][1]:
                    continue
                yield Cited("link", match.start(), match.start() + len(address), canonical=address)
