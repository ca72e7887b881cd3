"""The blocks of plain text, told apart by typography and by their neighbours."""

from __future__ import annotations

import re

from onrecord.document import Block, BlockKind
from onrecord.intake.lines import Passage, ends_sentence, passages
from onrecord.intake.shapes import (
    is_bracketed,
    is_caption,
    is_credit,
    is_date_line,
    is_heading,
    is_labelled_name,
    is_parenthesised,
    is_title,
    names_only,
)

EDGE = 3  # so many passages at either end may be credits
_BULLET = re.compile(r"[•‣▪●◦]\s*\S|\*\s+\S")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+\S")
_DASH = re.compile(r"[-–—]\s+\S")
_SECOND_DASH = re.compile(r"\s[-–—]\s")
_NOTE = re.compile(r"\[(?:\d{1,3}|[*†‡])\](?:\s*\S|\Z)|[¹²³⁰⁴-⁹]+\s*\S|[†‡]\s*\S")
_PLAIN_NOTE = re.compile(r"(?:\d{1,3}\)|\*)\s*\S")
# A marker in the body that "1) ..." or "* ..." at the end answers.
_MARKER = re.compile(r"[^\W\d_][.,”\"’]?(?:\d{1,2}\)|\*)(?:[\s.,;]|\Z)")
_LONGEST_ITEM = 200
_LONGEST_NUMBERED = 400


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text in order, white space left out; never raises, linear in its length."""
    found = passages(text)
    return tuple(
        Block(kind=kind, start=passage.start, end=passage.end)
        for passage, kind in zip(found, kinds_of(found), strict=True)
    )


def kinds_of(found: list[Passage]) -> list[BlockKind]:
    """The kind of each passage, first by its own shape, then by what stands around it."""
    kinds: list[BlockKind | None] = [_alone(p.words) if i else None for i, p in enumerate(found)]
    if found and is_bracketed(found[0].words) and not _NOTE.match(found[0].words):
        kinds[0] = "editor-note"
    _mark_items(found, kinds)
    _mark_credits(found, kinds)
    _mark_title(found, kinds)
    _mark_headings(found, kinds)
    _mark_last_notes(found, kinds)
    return [kind or "paragraph" for kind in kinds]


def _alone(words: str) -> BlockKind | None:
    """The kind that the passage's own typography settles, if any."""
    first = words[0]
    if first in "[¹²³⁰⁴⁵⁶⁷⁸⁹†‡":
        if _NOTE.match(words):
            return "footnote"
        if is_bracketed(words):
            return "editor-note"
    return "caption" if is_caption(words) else None


def _mark_items(found: list[Passage], kinds: list[BlockKind | None]) -> None:
    """Runs of at least two neighbours with the same sort of marker are list items."""
    first = 0
    while first < len(found):
        last = first
        sort = _item_sort(found[first].words)
        if sort is None or kinds[first]:
            first += 1
            continue
        while last + 1 < len(found) and not kinds[last + 1] and _item_sort(found[last + 1].words) == sort:
            last += 1
        run = found[first : last + 1]
        if (len(run) > 1 or sort == "bullet") and (sort != "dash" or _is_no_dialogue(run)):
            kinds[first : last + 1] = ["list-item"] * len(run)
        first = last + 1


def _item_sort(words: str) -> str | None:
    if words[0] in "•‣▪●◦*":
        return ("star" if words[0] == "*" else "bullet") if _BULLET.match(words) else None
    if words[0] in "-–—":
        return "dash" if len(words) <= _LONGEST_ITEM and _DASH.match(words) else None
    if words[0].isdigit() and len(words) <= _LONGEST_NUMBERED:
        return "number" if _NUMBER.match(words) else None
    return None


def _is_no_dialogue(items: list[Passage]) -> bool:
    """Utterances end sentences or have a second dash ("– Text – said X."); items of a list do neither."""
    if any(ends_sentence(item.words) for item in items[:-1]):
        return False
    return not any(_SECOND_DASH.search(item.words, 2) for item in items)


def _mark_credits(found: list[Passage], kinds: list[BlockKind | None]) -> None:
    """Credits stand at the edges; a whole line in parentheses elsewhere is an editor's note."""
    body = [index for index, kind in enumerate(kinds) if kind != "footnote"]
    edge = set(body[:EDGE] + body[-EDGE:])
    for index, passage in enumerate(found):
        if kinds[index] or len(passage.words) > 160:
            continue
        if (
            index in edge
            and len(found) > 1
            and (is_credit(passage.words) or (index in body[1:EDGE] and is_date_line(passage.words)))
        ):
            kinds[index] = "credit"
        elif is_parenthesised(passage.words):
            kinds[index] = "editor-note"
    for index in body[-2:] if len(body) > EDGE else []:
        words = found[index].words
        if not kinds[index] and (is_labelled_name(words) or (index == body[-1] and _is_signature(words))):
            kinds[index] = "credit"


def _is_signature(words: str) -> bool:
    """Up to three names alone on the last line."""
    return words[0].isupper() and words[-1].isalnum() and words.count(" ") < 3 and names_only(words)


def _mark_title(found: list[Passage], kinds: list[BlockKind | None]) -> None:
    """The first passage that is no credit, note or caption is the title when text follows it."""
    index = next((i for i, kind in enumerate(kinds[:EDGE]) if kind is None), None)
    if index is None or index + 1 >= len(found) or not is_title(found[index].words):
        return
    words = found[index].words
    rest = found[index + 1 : index + 5]
    if any(len(p.words) > len(words) or ends_sentence(p.words) for p in rest):
        kinds[index] = "title"


def _mark_headings(found: list[Passage], kinds: list[BlockKind | None]) -> None:
    """Headings stand apart and lead a paragraph; three in a row are a list of something, not headings."""
    dense = not any(passage.apart for passage in found[1:])
    candidate = [
        index > 0 and kinds[index] is None and (dense or passage.apart) and is_heading(passage.words)
        for index, passage in enumerate(found)
    ]
    candidate.append(False)
    first = 0
    while first < len(found):
        if not candidate[first]:
            first += 1
            continue
        after = first
        while candidate[after]:
            after += 1
        if after - first <= 2 and after < len(found) and _leads(found[after - 1], found[after], dense):
            kinds[first:after] = ["heading"] * (after - first)
        first = after


def _leads(heading: Passage, below: Passage, dense: bool) -> bool:
    """Whether what stands below is the running text that a heading announces."""
    if below.apart and not dense:
        return len(below.words) > 40 or ends_sentence(below.words)
    length = len(below.words)
    return length >= 2 * len(heading.words) and (length > 150 or ends_sentence(below.words))


def _mark_last_notes(found: list[Passage], kinds: list[BlockKind | None]) -> None:
    """ "1) ..." and "* ..." at the end are footnotes when the body has such a marker."""
    last = len(found)
    while last > 1 and _PLAIN_NOTE.match(found[last - 1].words):
        last -= 1
    if last == len(found) or not any(_MARKER.search(p.words) for p in found[:last]):
        return
    kinds[last:] = ["footnote"] * (len(found) - last)
