"""Sentences as class strings: one character a word, each quotation one character.

What stands inside a quotation is read as sentences of its own, so that a report inside a quoted summary is found
and an outer cue is never tied to inner words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.document import Block, Span
from onrecord.languages.classes import CLASSES
from onrecord.languages.pack import Pack
from onrecord.languages.words import Words
from onrecord.quotes import Quotation

NAME, END, ABBREVIATION = CLASSES["name"], CLASSES["end"], CLASSES["abbreviation"]
QUOTE, SENTENCE_QUOTE, PHRASE_QUOTE = CLASSES["quote"], CLASSES["sentence_quote"], CLASSES["phrase_quote"]
COMMA, COLON, MARK, NUMBER = CLASSES["comma"], CLASSES["colon"], CLASSES["mark"], CLASSES["number"]
TITLE_QUOTE = CLASSES["title_quote"]
_HOLDS_TITLE = frozenset(
    CLASSES[name]
    for name in (
        "preposition", "of", "genitive", "owner", "possessive", "article", "word", "plural", "title", "name", "body",
        "oblique", "attribute", "occasion",
    )
)  # fmt: skip
"""What can stand right before a title; a quotation after a cue is speech, however it is written."""
_OWNERS = frozenset((CLASSES["genitive"], CLASSES["owner"]))
_QUOTE_EDGES = "“”„\"'‘’‚«»` \u00a0"
_TITLE_WORDS = 12
_ENDS = re.compile(rf"[{re.escape(END)}{SENTENCE_QUOTE}](?:[{re.escape(END)})*])*")
_DASHES = frozenset("–—-")
_ACRONYM = re.compile(r"\.(?<=\b[^\W\d_]\.)[^\W\d_]\.\s+(?=[^\W\d_a-z])")  # a mark first: it is found fastest
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")
_ARTICLE = CLASSES["article"]
_PREDICATES = frozenset(CLASSES[name] for name in ("adverb", "auxiliary", "being", "finite", "finite_or_claim", "verb"))
_NEARBY, _OFTEN = 2000, 2
"""Words before and after in which a name must stand alone, and how often, to count as a subject of its own."""
_NO_START = _DASHES | frozenset(",;:)")
_TITLE_CASE = 0.6
"""Share of capitalised words from which on a title or heading counts as written in Title Case."""


class Units:
    """The units of a layer: words, and quotations as one unit each, with their offsets."""

    __slots__ = ("classes", "ends", "forms", "quotations", "starts")

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.classes: list[str] = []
        self.quotations: dict[int, int] = {}

    def append(self, form: str, start: int, end: int, cls: str) -> None:
        """Adds one unit."""
        self.forms.append(form)
        self.starts.append(start)
        self.ends.append(end)
        self.classes.append(cls)


class Sentence:
    """A sentence: ``classes``, one character a unit, and ``quotations``, numbers by unit.

    ``base`` is its first unit in the layer; everywhere else units are counted from the sentence's start.
    """

    __slots__ = ("_units", "base", "block", "classes", "heading", "inside", "pack", "quotations")

    def __init__(self, pack: Pack, layer: Layer, heading: bool, classes: str, units: Units, base: int, held: list[int]):
        self.pack, self.block, self.inside, self.heading = pack, layer.block, layer.inside, heading
        self.classes = classes
        self._units, self.base = units, base
        self.quotations = {unit - base: units.quotations[unit] for unit in held} if held else {}

    def span(self, first: int, last: int) -> Span:
        """Characters of the units ``[first, last)``."""
        return self._units.starts[self.base + first], self._units.ends[self.base + last - 1]

    def form(self, unit: int) -> str:
        """The lower-case word form of a unit."""
        return self._units.forms[self.base + unit].lower()

    def forms(self, first: int, last: int) -> tuple[str, ...]:
        """Lower-case word forms of the units ``[first, last)`` as far as they are in the sentence."""
        last = min(last, len(self.classes))
        return tuple(map(str.lower, self._units.forms[self.base + max(0, first) : self.base + last]))


class Layer:
    """The text between two offsets of a block, with the quotations that stand right in it."""

    def __init__(self, block: int, inside: int | None, start: int, end: int):
        self.block, self.inside, self.start, self.end = block, inside, start, end
        self.pieces: list[tuple[int, int, int]] = []


def layers(blocks: Sequence[Block], quotations: Sequence[Quotation]) -> list[Layer]:
    """One layer a block, then one for each piece of each quotation, in reading order."""
    found = [Layer(number, None, block.start, block.end) for number, block in enumerate(blocks)]
    inner: dict[tuple[int, int], Layer] = {}
    at = 0
    by_start = sorted(
        (
            (piece, number, place)
            for number, quotation in enumerate(quotations)
            for place, piece in enumerate(quotation.pieces)
        ),
        key=lambda item: (item[0][0], -item[0][1]),
    )
    for (start, end), number, place in by_start:
        while at + 1 < len(blocks) and blocks[at].end <= start:
            at += 1
        parent = quotations[number].parent
        holder = found[at]
        if parent is not None:
            pieces = quotations[parent].pieces
            outer = bisect_left(pieces, (start + 1,)) - 1
            if outer >= 0 and end <= pieces[outer][1]:
                holder = inner.get((parent, outer), holder)
        holder.pieces.append((start, end, number))
        inner[number, place] = Layer(at, number, start + 1, end - 1)
        if quotations[number].form == "dash":
            inner[number, place] = Layer(at, number, start, end)
    return sorted([*found, *inner.values()], key=lambda layer: (layer.start, -layer.end))


def quotation_class(text: str, words: Words, start: int, end: int) -> str:
    """The class of a quotation as a unit: it ends with its own full stop, is a few words, or neither."""
    inner = text[start:end].strip(_QUOTE_EDGES)
    if inner.endswith("."):
        return SENTENCE_QUOTE
    first, last = words.between(start, end)
    if last - first <= 6 and (inner[:1].islower() or last - first <= 4) and inner[-1:] not in ("!", "?", ","):
        return PHRASE_QUOTE
    return QUOTE


def _is_title(text: str, words: Words, start: int, end: int, before: list[str]) -> bool:
    """Whether a quotation is the title of a work: "on the News Hour", "in his book, 'The Long Dam',"."""
    holder = before[-1] if before else ""
    if holder == COMMA:  # an apposition, which ends in a comma too
        holder = before[0] if "," in text[max(start, end - 3) : end + 1] else ""
    inner = text[start:end].strip(_QUOTE_EDGES).rstrip(" ,.")
    if holder not in _HOLDS_TITLE or inner[-1:] in ("!", "?") or not inner[:1].isupper():
        return False
    first, last = words.between(start + 1, end)
    lettered = [form for form in words.forms[first:last] if form[0].isalpha()]
    if not lettered or len(lettered) > _TITLE_WORDS or (len(lettered) == 1 and holder not in _OWNERS):
        return False
    return all(form[0].isupper() or len(form) < 5 for form in lettered) and (
        sum(form[0].isupper() for form in lettered) >= _TITLE_CASE * len(lettered)
    )


def sentences(
    text: str, words: Words, layer: Layer, pack: Pack, headline: bool, announced: tuple[int, int, int] | None = None
) -> Iterator[Sentence]:
    """The sentences of a layer.

    ``announced``: start, end and number of the quotation in the next block that a colon at the end of this one
    announces; it is the last unit here.
    """
    units = Units()
    classes_of = pack.classes.__getitem__
    at = layer.start
    for start, end, number in [*layer.pieces, (layer.end, layer.end, -1)]:
        first, last = words.between(at, start)
        part = words.forms[first:last]
        units.forms += part
        units.starts += words.starts[first:last]
        units.ends += words.ends[first:last]
        units.classes += map(classes_of, part)
        if number >= 0:
            units.quotations[len(units.forms)] = number
            is_title = _is_title(text, words, start, end, units.classes[-2:])
            units.append("", start, end, TITLE_QUOTE if is_title else quotation_class(text, words, start, end))
            last_mark = text[max(start, end - 4) : end].rstrip(_QUOTE_EDGES)[-1:]
            if is_title and last_mark == ".":
                units.append("", end, end, END)
            if last_mark == ",":
                # “...,” he said: the comma belongs to the sentence as much as to the quotation
                units.append("", end, end, COMMA)
        at = max(at, end)
    if announced is not None:
        start, end, number = announced
        units.quotations[len(units.forms)] = number
        units.append("", start, end, quotation_class(text, words, start, end))
    _mark_times(units)
    if headline and _is_title_case(units.forms):
        for i, form in enumerate(units.forms):
            if units.classes[i] == NAME:
                units.classes[i] = pack.starting_classes[form]
    joined = "".join(units.classes)
    held = list(units.quotations)
    begin = 0
    cuts = [*_cuts(joined, units.forms), *_acronym_cuts(text, words, layer, units, pack)]
    for cut in [*sorted(cuts), len(units.forms)]:
        if cut <= begin:
            continue
        sentence = joined[begin:cut]
        if sentence[0] == NAME:
            sentence = pack.starting_classes[units.forms[begin]] + sentence[1:]
        inside = held[bisect_left(held, begin) : bisect_left(held, cut)] if held else held
        yield Sentence(pack, layer, headline, sentence, units, begin, inside)
        begin = cut


def _mark_times(units: Units) -> None:
    """A colon between two digits ("02:30", "3:1") is no colon of the sentence."""
    classes, starts, ends = units.classes, units.starts, units.ends
    for at in range(1, len(classes) - 1) if COLON in classes else ():
        between = classes[at] == COLON and classes[at - 1] == classes[at + 1] == NUMBER
        if between and ends[at - 1] == starts[at] and ends[at] == starts[at + 1]:
            classes[at] = MARK


def _is_title_case(forms: list[str]) -> bool:
    lettered = [form for form in forms if form[:1].isalpha()]
    return len(lettered) > 2 and sum(form[0].isupper() for form in lettered) >= _TITLE_CASE * len(lettered)


def _cuts(classes: str, forms: list[str]) -> Iterator[int]:
    """Unit numbers at which a new sentence begins."""
    for match in _ENDS.finditer(classes):
        at = match.end()
        noted = at + 2 < len(forms) and forms[at] == "[" and forms[at + 2] == "]"
        if noted:  # a footnote marker ends a sentence even after an abbreviation: "in 2024 r. [1]"
            at += 3
        if at >= len(forms):
            return
        following = forms[at]
        opens = classes[match.start()] == END and forms[at + 1 : at + 2] == [""] and following in _DASHES
        if following and (following[0].islower() or following in _NO_START) and not opens:
            continue  # a dash after a full stop goes on with the sentence unless it opens an utterance
        if noted or not _is_abbreviated(classes, forms, match.start()):
            yield at


def _acronym_cuts(text: str, words: Words, layer: Layer, units: Units, pack: Pack) -> Iterator[int]:
    """Units that begin a sentence after one that ends in an acronym with full stops: "... over the U.S. Berg also ..."

    The word after it must look like a subject (a name before an adverb or a verb) that stands alone elsewhere nearby.
    """
    for match in _ACRONYM.finditer(text, layer.start, layer.end):
        at = bisect_left(units.starts, match.end())
        if at + 1 >= len(units.forms) or units.starts[at] != match.end():
            continue
        if units.classes[at] != NAME or units.classes[at + 1] not in _PREDICATES:
            continue
        number = bisect_left(words.starts, match.end())
        first = max(1, number - _NEARBY)
        alone = 0
        for other in range(first, min(len(words.forms), number + _NEARBY)):
            if words.forms[other] == units.forms[at] and other != number:
                before = words.forms[other - 1]
                if pack.classes[before] == _ARTICLE or _DOTTED.fullmatch(before):
                    break
                alone += 1
        else:
            if alone >= _OFTEN:
                yield at


def _is_abbreviated(classes: str, forms: list[str], at: int) -> bool:
    """Whether the full stop at unit ``at`` belongs to an abbreviation or an initial."""
    if at == 0 or forms[at] != ".":
        return False
    return classes[at - 1] == ABBREVIATION or (len(forms[at - 1]) == 1 and forms[at - 1].isupper())
