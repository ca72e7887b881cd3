"""What the tagger sees: a text as streams of symbols, one symbol a word.

A stream is an array of small integers over the words; 0 stands for "outside the paragraph". The streams are the word
form, its ending, its class in the language pack, whether it stands in a quotation, what the rules found there, and
how far the next cue and the sentence's ends are. Everything the tagger knows is a symbol at an offset, or a few of
them together (``TEMPLATES``), so that tagging is looking up rows of weights and adding them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.document import Block
from onrecord.languages.classes import CLASSES
from onrecord.languages.pack import Pack
from onrecord.languages.words import Words
from onrecord.quotes import Quotation
from onrecord.statements.found import Found
from onrecord.statements.tagger.vocabulary import CLUSTERINGS, Vocabulary

Array = npt.NDArray[Any]

PAD = 4
"""Places between two paragraphs on the tape: no offset of a template reaches over them."""

CLASS_IDS = {char: number for number, char in enumerate(dict.fromkeys(CLASSES.values()), 1)}
_CUE_IDS = [CLASS_IDS[CLASSES[name]] for name in (
    "finite", "saying", "base", "told", "claim", "base_or_claim", "finite_or_claim", "according", "hedge",
)]  # fmt: skip
_IS_CUE: Array = np.isin(np.arange(len(CLASS_IDS) + 1), _CUE_IDS)
_END_ID, _NAME, _MARKS = CLASS_IDS[CLASSES["end"]], CLASSES["name"], CLASSES["end"] + CLASSES["mark"]
_KINDS = {"direct": 0, "mixed": 1, "indirect": 2}
_BUCKETS = np.array([1, 2, 3, 4, 5, 5, 6, 6, 6, 6] + [7] * 6 + [8], dtype=np.int32)
"""Distance in words, 0 to 16 and more, to one of eight sizes."""

SIZES = {
    "class": len(CLASS_IDS) + 1,
    "quotation": 18,
    "quoting": 9,
    "content": 10,
    "source": 4,
    "cue": 4,
    "before": 9,
    "after": 9,
    "begun": 9,
    "left": 9,
    "kind": 9,
}
"""Number of symbols of each stream, 0 included; those of words are the vocabulary's."""

Template = tuple[tuple[str, int], ...]
_C, _T, _S, _U, _Q, _F, _K = "class", "content", "source", "cue", "quotation", "form", "sort"
TEMPLATES: tuple[Template, ...] = (
    *(((_F, at),) for at in range(-3, 4)),
    ((_F, -1), (_F, 0)),
    (("ending", 0),),
    *(((name, at),) for name in CLUSTERINGS for at in range(-2, 3)),
    *(((name, 0), (_C, at)) for name in CLUSTERINGS[:2] for at in (-1, 1)),
    *(((CLUSTERINGS[0], at), (CLUSTERINGS[0], at + 1)) for at in (-1, 0)),
    *(((_C, at),) for at in range(-4, 5)),
    *(((_C, at), (_C, at + 1)) for at in range(-2, 2)),
    ((_C, -1), (_C, 0), (_C, 1)),
    ((_C, 0), (_C, 1), (_C, 2)),
    ((_C, -2), (_C, -1), (_C, 0)),
    *(((_K, at),) for at in range(-2, 3)),
    ((_K, -1), (_C, 0)),
    ((_K, 0), (_C, 1)),
    (("last", 0),),
    (("last", 0), ("before", 0)),
    (("next", 0),),
    (("next", 0), ("after", 0)),
    *(((_Q, at),) for at in range(-1, 2)),
    (("quoting", 0), (_Q, 0)),
    *(((_T, at),) for at in range(-2, 3)),
    *(((_S, at),) for at in range(-2, 3)),
    *(((_U, at),) for at in range(-2, 3)),
    ((_T, -1), (_T, 0), (_Q, 0)),
    ((_T, 0), (_U, 0), (_S, 0)),
    ((_T, 0), (_U, 0), (_C, 0)),
    (("before", 0), (_C, 0)),
    (("after", 0), (_C, 0)),
    (("before", 0), ("after", 0), (_Q, 0)),
    (("begun", 0),),
    (("left", 0),),
    (("kind", 0),),
)
"""What the tagger looks at, at once: symbols of streams at offsets from the word."""


def sizes(vocabulary: Vocabulary) -> dict[str, int]:
    """Number of symbols of every stream."""
    forms = vocabulary.forms.size
    return {
        **SIZES,
        "form": forms,
        "last": forms,
        "next": forms,
        "ending": vocabulary.endings.size,
        "sort": vocabulary.sorts.size,
        **{name: numbers.size for name, numbers in vocabulary.clusters.items()},
    }


def templates(vocabulary: Vocabulary) -> list[Template]:
    """The templates that a language's vocabulary has symbols for."""
    known = sizes(vocabulary)
    return [template for template in TEMPLATES if all(name in known for name, _ in template)]


_BLOCK_KINDS = ("title", "heading", "paragraph", "caption", "list-item", "editor-note", "footnote", "credit")


class Tape:
    """The paragraphs of one language laid out one after the other, ``PAD`` places apart.

    ``word`` is the number of the word at each place, -1 between paragraphs; ``paragraphs`` are ranges of places.
    """

    def __init__(self, ranges: Sequence[tuple[int, int]]):
        length = PAD + sum(last - first + PAD for first, last in ranges)
        self.word = np.full(length, -1, dtype=np.int64)
        self.paragraphs: list[tuple[int, int]] = []
        at = PAD
        for first, last in ranges:
            size = last - first
            self.word[at : at + size] = np.arange(first, last)
            self.paragraphs.append((at, at + size))
            at += size + PAD
        self.places = np.flatnonzero(self.word >= 0) - PAD
        """The places that hold words, counted without the padding at the start."""


@dataclass
class Part:
    """The blocks of a text in one language, and the range of words of each."""

    pack: Pack
    blocks: list[Block]
    ranges: list[tuple[int, int]]


def by_language(
    blocks: Sequence[Block], words: Words, pack_of: Callable[[str | None], Pack | None]
) -> list[Part]:
    """The blocks of a text by language, those without a pack left out."""
    parts: dict[str, Part] = {}
    for block in blocks:
        pack = pack_of(block.language)
        first, last = words.between(block.start, block.end)
        if pack is not None and first < last:
            part = parts.setdefault(pack.code, Part(pack, [], []))
            part.blocks.append(block)
            part.ranges.append((first, last))
    return list(parts.values())


def word_classes(words: Words, blocks: Sequence[tuple[int, int]], pack: Pack) -> list[str]:
    """The class of every word of some ranges; a capital that a sentence's start explains is set aside."""
    classes = list(map(pack.classes.__getitem__, words.forms))
    for first, last in blocks:
        start = True
        for number in range(first, last):
            cls = classes[number]
            if start and cls == _NAME:
                classes[number] = pack.starting_classes[words.forms[number]]
            if cls not in _MARKS or cls == CLASSES["end"]:
                start = cls == CLASSES["end"]
    return classes


def streams(
    words: Words, part: Part, quotations: Sequence[Quotation], found: Sequence[Found], vocabulary: Vocabulary
) -> dict[str, Array]:
    """The streams over all words of a text, with a 0 at the end for places that hold no word."""
    known = vocabulary.streams(words.forms)
    seen = rule_streams(words, part, quotations, found)
    return {**known, **seen, **_surroundings(seen["class"], known["form"])}


def rule_streams(
    words: Words, part: Part, quotations: Sequence[Quotation], found: Sequence[Found]
) -> dict[str, Array]:
    """The streams that need no trained vocabulary: word classes, quotations and what the rules found."""
    size = len(words.forms) + 1
    classes = np.zeros(size, dtype=np.int32)
    classes[:-1] = [CLASS_IDS[cls] for cls in word_classes(words, part.ranges, part.pack)]
    kind = np.zeros(size, dtype=np.int32)
    for block, (first, last) in zip(part.blocks, part.ranges, strict=True):
        kind[first:last] = 1 + _BLOCK_KINDS.index(block.kind)
    content, source, cue = _rules(words, found, size)
    quotation = _quotations(words, quotations, size)
    return {
        "class": classes,
        "quotation": quotation,
        "quoting": _quoting(part, quotation),
        "content": content,
        "source": source,
        "cue": cue,
        "kind": kind,
    }


def _quoting(part: Part, quotation: Array) -> Array:
    """How much of each paragraph is quoted (none, all, a few words, more), and whether it is short."""
    found = np.zeros(len(quotation), dtype=np.int32)
    for first, last in part.ranges:
        quoted = int((quotation[first:last] > 1).sum())
        share = 0 if not quoted else 1 if quoted == last - first else 2 if quoted <= 6 else 3
        found[first:last] = 1 + share + (4 if last - first < 15 else 0)
    return found


def _quotations(words: Words, quotations: Sequence[Quotation], size: int) -> Array:
    """1 outside any quotation, else by depth (1, 2), length (short, long) and place (first, inside, last)."""
    state = np.ones(size, dtype=np.int32)
    state[-1] = 0
    for quotation in quotations:
        deep = 0 if quotation.parent is None else 6
        for start, end in quotation.pieces:
            first, last = words.between(start, end)
            if first < last:
                base = 2 + deep + (0 if last - first <= 6 else 3)
                state[first:last] = base
                state[last - 1] = base + 2
                state[first] = base + 1
    return state


def _rules(words: Words, found: Sequence[Found], size: int) -> tuple[Array, Array, Array]:
    """What the rules found at each word: begin and inside of contents by kind, of sources, and cues."""
    content = np.ones(size, dtype=np.int32)
    source = np.ones(size, dtype=np.int32)
    cue = np.ones(size, dtype=np.int32)
    content[-1] = source[-1] = cue[-1] = 0
    for statement in sorted(found, key=lambda s: (s.content[0][0] - s.content[-1][1], s.content[0])):
        base = 2 + 2 * _KINDS[statement.kind]
        for start, end in statement.content:
            first, last = words.between(start, end)
            fresh = content[first:last] == 1
            content[first:last][fresh] = base + 1
            if first < last:
                content[first] = base
                if content[last] == 1 and last < size - 1:
                    content[last] = 8
        if statement.source:
            first, last = words.between(*statement.source)
            source[first:last] = 3
            source[first : first + 1] = 2
        if statement.cue:
            first, last = words.between(*statement.cue)
            cue[first:last] = 3 if statement.attitude else 2
    return content, source, cue


def _surroundings(classes: Array, form: Array) -> dict[str, Array]:
    """The nearest cue words of the sentence before and after each word (their forms), and distances in eight sizes.

    The distances are the words to the cue before and after, since the sentence's start and to its end.
    """
    marks = _IS_CUE.take(classes), classes == _END_ID
    cue_before, end_before = map(_since, marks)
    # read backwards, what comes after is what came before; the place at the end holds no word
    cue_after, end_after = (_since(marked[:-1][::-1]) for marked in marks)
    last = np.where(cue_before <= end_before, _latest(marks[0], form), 0)
    following = np.where(cue_after <= end_after, _latest(marks[0][:-1][::-1], form[:-1][::-1]), 0)
    return {
        "last": np.append(last[:-1], 0),
        "next": np.append(following[::-1], 0),
        "before": _bucketed(cue_before[:-1]),
        "after": _bucketed(cue_after[::-1]),
        "begun": _bucketed(end_before[:-1]),
        "left": _bucketed(end_after[::-1]),
    }


def _since(marked: Array) -> Array:
    """For each place the number of places since the last marked one before it."""
    places = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, places, -100))
    since: Array = places - np.concatenate(([-100], last[:-1])) - 1
    return since


def _latest(marked: Array, values: Array) -> Array:
    """For each place the value of the last marked one before it, 0 where there is none."""
    last = np.maximum.accumulate(np.where(marked, np.arange(len(marked)), -1))
    last = np.concatenate(([-1], last[:-1]))
    found: Array = np.where(last >= 0, values[last], 0)
    return found


def _bucketed(distance: Array) -> Array:
    found: Array = np.append(_BUCKETS[np.clip(distance, 0, len(_BUCKETS) - 1)], 0)
    return found


def laid(tape: Tape, streams: dict[str, Array], stretch: slice = slice(None)) -> dict[str, Array]:
    """The streams along the tape, or a stretch of it, padding included."""
    word = tape.word[stretch]
    return {name: stream.take(word).astype(np.int64) for name, stream in streams.items()}


def keys(template: Template, laid: dict[str, Array], sizes: dict[str, int]) -> Array:
    """The symbols of a template at every place of a tape (without the padding at both ends) as one number each."""
    combined: Array | None = None
    for name, offset in template:
        stream = laid[name]
        symbols = stream[PAD + offset : len(stream) - PAD + offset]
        combined = symbols if combined is None else combined * sizes[name] + symbols
    assert combined is not None
    return combined
