"""Who signs a quotation: ``“...” – Ada Berg, fisherwoman`` at the end of its line, or on a line below it.

Pull quotes, epigraphs, letters and surveys are written so. A dash and an outlet at the end of a paragraph without
quotation marks, or a dash and somebody who speaks elsewhere in the text at the end of a heading, sign all of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Sequence

from onrecord.document import Block, Span, StatementKind
from onrecord.quotes import Quotation
from onrecord.statements.found import Found

WHY = "rules:signed"
CONFIDENCE = 0.85
"""How sure a signed quotation is; set by hand, below the share that was right where such were read."""
_GAP = r"[ \t\u00a0]*"
_WORD = r"[^\W\d_a-z][\w'’.-]*"
_PARTICLE = r"(?:al|and|bin|da|de|del|den|der|di|el|i|la|le|of|van|von|y|&)"
_NAME = rf"{_WORD}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0])?{_WORD}){{0,5}}"
_SIGNED = rf"(?:[–—―]|--?){_GAP}(?P<source>{_NAME}(?:,[^\n“”„\"]{{2,80}})?){_GAP}[.)]*{_GAP}(?=\n|\Z)"
_BESIDE = re.compile(rf"{_GAP}\(?{_GAP}{_SIGNED}")
_BELOW = re.compile(rf"{_GAP}\s{{1,4}}{_SIGNED}")
_WHOLE = re.compile(rf"[ \t\u00a0](?:[–—―]|--?)[ \t\u00a0](?P<source>{_NAME}){_GAP}\.?\s*\Z")
_LINE_START = re.compile(r"(?:\A|\n)[ \t\u00a0•*(–—-]*\Z")
_LOOK = 200
"""Characters in which a signature must end."""


def signed(text: str, quotations: Sequence[Quotation], speakers: Container[str]) -> Iterator[Found]:
    """A statement for each quotation that fills its line but for the name that signs it.

    ``speakers``: lower-case words of the sources found in the text; a single name on the line below must be of them.
    """
    for number, quotation in enumerate(quotations):
        start, end = quotation.pieces[0][0], quotation.pieces[-1][1]
        if quotation.parent is not None or quotation.form == "dash" or not quotation.closed:
            continue
        if not _LINE_START.search(text, max(0, start - 8), start):
            continue
        match = _BESIDE.match(text, end, end + _LOOK)
        if match is None:
            match = _BELOW.match(text, end, end + _LOOK)
            if match is None or not (" " in match["source"] or match["source"].rstrip(".").lower() in speakers):
                continue
        if match.end() < min(len(text), end + _LOOK) or match.end() == len(text):
            yield _found(list(quotation.pieces), "direct", [number], _name(match))


def signed_blocks(
    text: str,
    blocks: Sequence[Block],
    quotations: Sequence[Quotation],
    outlets: Callable[[str | None], Container[str]],
    speakers: Container[str],
) -> Iterator[Found]:
    """A statement for each paragraph that an outlet signs, and each heading that somebody signs who speaks elsewhere.

    ``outlets`` gives lower-case words for outlets in a language.
    """
    starts = [quotation.pieces[0][0] for quotation in quotations]
    for block in blocks:
        match = _WHOLE.search(text, max(block.start, block.end - _LOOK), block.end)
        if match is None or not text[block.start : match.start()].strip():
            continue
        words = match["source"].rstrip(".").lower().split()
        known = outlets(block.language)
        heading = block.kind in ("title", "heading")
        if heading and not all(word in speakers for word in words):
            continue
        if not heading and not any(word in known for word in words):
            continue
        held = range(bisect_left(starts, block.start), bisect_left(starts, match.start()))
        whole = [n for n in held if quotations[n].pieces == ((block.start, match.start()),)]
        kind: StatementKind = "direct" if whole else "mixed" if held else "indirect"
        yield _found([(block.start, match.start())], kind, whole, _name(match))


def _name(match: re.Match[str]) -> Span:
    start, end = match.span("source")
    return start, end - match["source"].endswith(".")


def _found(content: list[Span], kind: StatementKind, quotations: list[int], source: Span) -> Found:
    return Found(None, WHY, CONFIDENCE, content, kind, quotations, source)
