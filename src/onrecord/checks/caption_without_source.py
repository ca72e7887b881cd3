"""``caption-without-source``: a picture's caption that does not say who took or published it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading
from onrecord.document import Block
from onrecord.intake.labels import PICTURE_LABELS, SOURCE_LABELS

_LABELS = "|".join(re.escape(label) for label in sorted((*PICTURE_LABELS, *SOURCE_LABELS), key=len, reverse=True))
_LABELLED = re.compile(rf"(?:©|\b(?:{_LABELS})\b\s*[:.©]?)\s*(?P<source>[^()\[\]]*)", re.I)
_BRACKETS = re.compile(r"\(([^()]*)\)[.\s]*\Z")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST = 250
"""Characters of a caption that is known by its words alone."""


def find(reading: Reading) -> Iterator[Found]:
    """Captions with an empty label, or none while others have one; lines like a caption where there are captions."""
    captions = [block for block in reading.blocks if block.kind == "caption"]
    sourced = [block for block in captions if _source(reading, block)]
    for block in reading.blocks:
        span = (block.start, block.end)
        if block.kind == "caption" and block not in sourced:
            if _LABELLED.search(reading.text, *span):
                yield Found(f"the caption {reading.said(span)} has a label and no source behind it", (span,))
            elif sourced:
                yield Found(f"the caption {reading.said(span)} has no source; others have one", (span,))
        elif block.kind in ("heading", "paragraph") and sourced and _is_like_caption(reading, block):
            yield Found(f"the caption {reading.said(span)} has no source; others have one", (span,))


def _source(reading: Reading, block: Block) -> bool:
    """Whether a caption names a source: one that is known, or any word behind its label that is no date."""
    if any(
        c.kind in ("caption", "credit") and c.entity and block.start <= c.start < block.end
        for c in reading.document.citations
    ):
        return True
    labelled = list(_LABELLED.finditer(reading.text, block.start, block.end))
    if labelled:
        return any(_words(reading, *match.span("source")) for match in labelled)
    brackets = _BRACKETS.search(reading.text, block.start, block.end)
    return bool(brackets and "/" in brackets[1])


def _words(reading: Reading, start: int, end: int) -> bool:
    """Whether words stand in a span that tell no date."""
    dates = reading.dates_in((start, end))
    return any(
        not any(date.start <= word.start() < date.end for date in dates)
        for word in _WORD.finditer(reading.text, start, end)
    )


def _is_like_caption(reading: Reading, block: Block) -> bool:
    """Whether a short line tells where somebody stands in a picture, or ends with a date in brackets."""
    text = reading.text[block.start : block.end]
    if len(text) > _LONGEST or (text.rstrip()[-1:] in '.!?”"' and not text.rstrip().endswith(").")):
        return False
    pack = reading.packs[block.language]
    sides = pack.checks.picture if pack else []
    if sides and re.search(rf"\((?:{'|'.join(sides)})\b", text, re.I):
        return True
    brackets = _BRACKETS.search(text)
    if not brackets or block.kind == "paragraph":
        return False
    start = block.start + brackets.start(1)
    return bool(reading.dates_in((start, start + len(brackets[1])))) and not _words(
        reading, start, start + len(brackets[1])
    )


CHECK = Check(
    name="caption-without-source",
    severity="warning",
    summary="A picture's caption does not say where the picture is from.",
    example="“We sail,” Ada Berg said.\n\nAda Berg in the harbour (Source: , March 3, 2025)\n\nThe council met.",
    sound="“We sail,” Ada Berg said.\n\nAda Berg in the harbour (Source: Evening Lamp, March 3, 2025)\n\nThe council "
    "met.",
    find=find,
)
