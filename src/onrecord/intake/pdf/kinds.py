"""What the paragraphs of a PDF file are: title, headings, captions, notes; and their order in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.document import BlockKind
from onrecord.intake.lines import Passage, ends_sentence
from onrecord.intake.parts import Part
from onrecord.intake.pdf.paragraphs import NOTE, SMALL, Paragraph, Style, goes_on
from onrecord.intake.pdf.shapes import Box
from onrecord.intake.pdf.words import Spelling
from onrecord.intake.plain import kinds_of
from onrecord.intake.shapes import is_caption

_LARGE = 1.12  # of the body's letters
_TITLE = 1.25
_LONGEST_HEADING = 300
_NEAR = 3.0  # letter heights between a picture and its caption
_FLOATS: tuple[BlockKind, ...] = ("caption", "footnote")
_LETTER = re.compile(r"[^\W\d_]")


def parts_of(found: list[Paragraph], pictures: Sequence[Sequence[Box]], style: Style) -> list[Part]:
    """The parts of the text: paragraphs that columns, pages, pictures or notes cut are whole again.

    What cut them comes after them. ``found`` is in reading order; ``pictures`` has those of each page.
    """
    kinds = _kinds(found, pictures, style)
    spelling = Spelling(line for paragraph in found for line in paragraph.lines)
    parts = [
        Part(kind, _text(paragraph, spelling))
        for paragraph, kind in _whole(found, kinds, style)
        if _LETTER.search("".join(line.text for line in paragraph.lines))
    ]
    return _by_shape(parts)


def _kinds(found: list[Paragraph], pictures: Sequence[Sequence[Box]], style: Style) -> list[BlockKind]:
    title = _title(found, style)
    kinds: list[BlockKind] = []
    for index, paragraph in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        if index == title:
            kinds.append("title")
        elif _is_heading(paragraph, after, style):
            kinds.append("heading")
        elif _is_note(found, index, style):
            kinds.append("footnote")
        elif _is_caption(paragraph, pictures[paragraph.page], style):
            kinds.append("caption")
        else:
            kinds.append("paragraph")
    return kinds


def _title(found: list[Paragraph], style: Style) -> int | None:
    """The first of the largest paragraphs on the first page with words, if larger than running text."""
    first = [i for i, p in enumerate(found) if p.page == found[0].page and _is_short(p)]
    large = [i for i in first if found[i].size > _TITLE * style.body]
    large = [i for i in large if sum(len(line.text) for line in found[i].lines) > 3]
    return max(large, key=lambda i: (found[i].size, -i), default=None)


def _is_short(paragraph: Paragraph) -> bool:
    return sum(len(line.text) for line in paragraph.lines) <= _LONGEST_HEADING


def _is_heading(paragraph: Paragraph, after: Paragraph | None, style: Style) -> bool:
    if not _is_short(paragraph):
        return False
    if paragraph.size > _LARGE * style.body:
        return len(paragraph.lines) <= 4
    if not paragraph.bold or paragraph.size < SMALL * style.body or len(paragraph.lines) > 2:
        return False
    return after is not None and not after.bold and not ends_sentence(paragraph.lines[-1].text)


def _is_note(found: list[Paragraph], index: int, style: Style) -> bool:
    """Small letters at the foot of a column, below all of its running text, with a marker at their head."""
    paragraph = found[index]
    if paragraph.size >= SMALL * style.body:
        return False
    first = index
    while first > 0 and found[first - 1].column is paragraph.column and found[first].size < SMALL * style.body:
        if NOTE.match(found[first].lines[0].text):
            break
        first -= 1
    if not NOTE.match(found[first].lines[0].text) or found[first].size >= SMALL * style.body:
        return False
    foot = min(line.bottom for line in paragraph.lines)
    return not any(line.size >= SMALL * style.body and line.top <= foot for line in paragraph.column.lines)


def _is_caption(paragraph: Paragraph, pictures: Sequence[Box], style: Style) -> bool:
    """Small letters next to a picture, or words that show themselves to be a caption."""
    if is_caption(" ".join(line.text for line in paragraph.lines)):
        return True
    if paragraph.size >= SMALL * style.body or len(paragraph.lines) > 12:
        return False
    top, bottom = paragraph.lines[0].top, paragraph.lines[-1].bottom
    near = _NEAR * paragraph.size
    return any(
        min(picture.right, paragraph.column.right) > max(picture.left, paragraph.column.left)
        and (-near < picture.bottom - top < near or -near < bottom - picture.top < near)
        for picture in pictures
    )


def _whole(found: list[Paragraph], kinds: list[BlockKind], style: Style) -> list[tuple[Paragraph, BlockKind]]:
    """Paragraphs in order, each joined with its rest; captions and notes between the two come after them."""
    whole: list[tuple[Paragraph, BlockKind]] = []
    last: int | None = None  # where the last one that is no caption or note stands in ``whole``
    for index, (paragraph, kind) in enumerate(zip(found, kinds, strict=True)):
        if kind in _FLOATS or (last is not None and _is_box(whole[last][0], found, index, style)):
            whole.append((paragraph, kind))
            continue
        if last is not None and kind == "paragraph" and _is_rest(whole, last, paragraph, style):
            above = whole[last][0]
            whole[last] = (Paragraph(above.lines + paragraph.lines, above.page, paragraph.column), "paragraph")
            continue
        whole.append((paragraph, kind))
        last = len(whole) - 1
    return whole


def _is_box(above: Paragraph, found: list[Paragraph], index: int, style: Style) -> bool:
    """Whether a paragraph stands alone in its column, between the halves of a sentence in those round it."""
    box, after = found[index], found[index + 1] if index + 1 < len(found) else None
    if after is None or not (box.opens_column and box.closes_column and after.opens_column):
        return False
    if box.column is above.column or box.column is after.column or ends_sentence(above.lines[-1].text):
        return False
    begins = not box.lines[0].text[0].islower() and ends_sentence(box.lines[-1].text)
    return begins and after.lines[0].text[0].islower() and goes_on(above, after, style)


def _is_rest(whole: list[tuple[Paragraph, BlockKind]], last: int, paragraph: Paragraph, style: Style) -> bool:
    above, kind = whole[last]
    if kind != "paragraph":
        return False
    if above.column is paragraph.column:  # something stands between them in their own column
        first = paragraph.lines[0].text[0]
        return last < len(whole) - 1 and first.islower() and goes_on(above, paragraph, style)
    return paragraph.opens_column and goes_on(above, paragraph, style)


def _text(paragraph: Paragraph, spelling: Spelling) -> str:
    text: list[str] = []
    for line in paragraph.lines:
        text[-1:] = [spelling.join(text[-1], line.text)] if text else [line.text]
    return text[0]


def _by_shape(parts: list[Part]) -> list[Part]:
    """Paragraphs that their typography shows to be something else; headings only where no letters are large."""
    passages: list[Passage] = []
    start = 0
    for part in parts:
        passages.append(Passage(start, start + len(part.words), part.words, True))
        start += len(part.words) + 2
    has_title = any(part.kind == "title" for part in parts)
    shaped: list[Part] = []
    for part, shape in zip(parts, kinds_of(passages), strict=True):
        if part.kind != "paragraph" or (shape == "title" and has_title):
            shaped.append(part)
        else:
            shaped.append(Part(shape, part.words))
    return shaped
