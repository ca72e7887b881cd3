"""Two documents, or two language parts of one, side by side: which statements are the same, and where words differ.

Statements with the same words come together first, then those that share the rarer words of both sides, the likest
first; what is left of a speaker is laid side by side in the order of the texts where occasion, names and numbers
speak for it: all there is to go by from one language to another. What has no counterpart stands alone. Time grows with
the length of both texts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from math import log
from typing import NamedTuple

from onrecord.document import Document, Statement
from onrecord.record.folding import fold, folded_words
from onrecord.telling import block_of

_RARE = 40  # statements of a side that hold a word which leads from one to another
_RAREST = 6  # words that lead where all are frequent
_LIKE, _LIKE_UNKNOWN, _LIKE_OTHER = 0.3, 0.5, 0.6  # of the same speaker, of one not known, of another one
_CONTAINED = 0.75  # what is wholly contained in the other counts as so like
_LEAST_CONTAINED = 4  # words
_IN_ORDER, _IN_ORDER_ALIKE, _IN_ORDER_NOBODY = 0.45, 0.75, 0.8  # across languages, within one, speaker not known
_BAND = 60  # statements of a speaker to either side that are compared in order
_COMPARED = 250_000  # pairs of words that are compared one by one
_NUMBER = re.compile(r"\d+")


class Side(NamedTuple):
    """What is compared: statements of a document, and who its entities are over all documents, by their labels."""

    document: Document
    statements: tuple[Statement, ...]
    known: Mapping[str, Hashable] = {}


class Row(NamedTuple):
    """Statements that belong together, or one without a counterpart.

    ``words`` says that both are in one language, so that their words may be compared; ``speaker`` and ``occasion``
    that both have the same one.
    """

    one: Statement | None
    other: Statement | None
    words: bool = False
    speaker: bool = False
    occasion: bool = False


class Piece(NamedTuple):
    """Words, and whether the other side has others there."""

    words: str
    differs: bool


def side(document: Document, known: Mapping[str, Hashable] | None = None, language: str | None = None) -> Side:
    """A document as a side, or its part in a language; statements in the order of the text."""
    chosen = (one for one in document.statements if language is None or _language(document, one) == language)
    return Side(document, tuple(sorted(chosen, key=_place)), known or {})


def languages(document: Document) -> dict[str, int]:
    """How many statements there are in each language of a document, without script and region, in their order."""
    found: dict[str, int] = {}
    for statement in sorted(document.statements, key=_place):
        if language := _language(document, statement):
            found[language] = found.get(language, 0) + 1
    return found


def align(one: Side, other: Side) -> list[Row]:
    """The statements of both sides in the order of ``one``, those that belong together in one row."""
    left, right = _facts(one, other)
    partner: dict[int, int] = {}
    _same(left, right, partner)
    _alike(left, right, partner)
    _in_order(left, right, partner)
    return _rows(left, right, partner)


def differences(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Two wordings in pieces; case, accents and punctuation make no difference."""
    words = list(folded_words(one)), list(folded_words(other))
    folded = [word.folded for word in words[0]], [word.folded for word in words[1]]
    differing = _differing(*folded)
    return tuple(  # type: ignore[return-value]  # two of them
        _pieces(text, [(word.start, word.end) for word in within], marked)
        for text, within, marked in zip((one, other), words, differing, strict=True)
    )


class _Said(NamedTuple):
    """A statement with what it is compared by."""

    statement: Statement
    language: str | None
    words: tuple[str, ...]
    speaker: Hashable
    occasion: Hashable
    entities: frozenset[Hashable]
    numbers: frozenset[str]


def _place(statement: Statement) -> tuple[int, str]:
    return (statement.content[0][0] if statement.content else 0), statement.id


def _language(document: Document, statement: Statement) -> str | None:
    block = block_of(document, statement)
    tag = (block.language if block else None) or document.language
    return tag.split("-")[0].lower() if tag else None


def _facts(one: Side, other: Side) -> tuple[list[_Said], list[_Said]]:
    keys = _keys(one, other)
    return tuple(_said(side, known) for side, known in zip((one, other), keys, strict=True))  # type: ignore[return-value]


def _keys(*sides: Side) -> list[dict[str, Hashable]]:
    """Who the entities of each side are, by label: by the record where it knows them, else by their names."""
    named: dict[str, Hashable] = {}
    found: list[dict[str, Hashable]] = [{} for _ in sides]
    for by_record in (True, False):
        for side, keys in zip(sides, found, strict=True):
            for entity in side.document.entities:
                if (entity.id in side.known) is not by_record:
                    continue
                names = {fold(entity.name), *(word for m in entity.mentions if " " in (word := fold(m.base)))}
                key = ("record", side.known[entity.id]) if by_record else _first(named, names)
                keys[entity.id] = key or ("name", fold(entity.name))
                for name in names - {""}:
                    named.setdefault(name, keys[entity.id])
    return found


def _first(named: Mapping[str, Hashable], names: Iterable[str]) -> Hashable:
    return next((named[name] for name in sorted(names, key=lambda name: (-len(name), name)) if name in named), None)


def _said(side: Side, keys: Mapping[str, Hashable]) -> list[_Said]:
    document = side.document
    occasions = {one.id: (one.kind, one.date, keys.get(one.place or "")) for one in document.occasions}
    mentions = sorted((m.start, m.end, keys[entity.id]) for entity in document.entities for m in entity.mentions)
    starts = [start for start, _, _ in mentions]
    found = []
    for statement in side.statements:
        within: set[Hashable] = set()
        for start, end in statement.content:
            at = bisect_left(starts, start)
            while at < len(mentions) and mentions[at][0] < end:
                within.add(mentions[at][2])
                at += 1
        folded = fold(document.words(statement.content))
        found.append(
            _Said(
                statement, _language(document, statement), tuple(folded.split()), keys.get(statement.speaker or ""),
                occasions.get(statement.occasion or ""), frozenset(within), frozenset(_NUMBER.findall(folded)),
            )
        )  # fmt: skip
    return found


def _same(left: list[_Said], right: list[_Said], partner: dict[int, int]) -> None:
    """Puts together what has the same words: of the same speaker first."""
    for by_speaker in (True, False):
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        taken = set(partner.values())
        for at, one in enumerate(right):
            if at not in taken and one.words:
                waiting[one.words, one.speaker if by_speaker else None].append(at)
        for at, one in enumerate(left):
            found = waiting.get((one.words, one.speaker if by_speaker else None))
            if at not in partner and found:
                partner[at] = found.popleft()


def _alike(left: list[_Said], right: list[_Said], partner: dict[int, int]) -> None:
    """Puts together what shares most words, weighed by how rare they are."""
    taken = set(partner.values())
    holding: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(right):
        if at not in taken:
            for word in sorted(set(one.words)):
                holding[word].append(at)
    frequency = Counter(word for one in (*left, *right) for word in set(one.words))
    weight = {word: 1 / (1 + log(number)) for word, number in frequency.items()}
    found = []
    for at, one in enumerate(left):
        if at in partner:
            continue
        leading = sorted((word for word in set(one.words) if word in holding), key=lambda w: (len(holding[w]), w))
        rare = [word for word in leading if len(holding[word]) <= _RARE] or leading[:_RAREST]
        for to in sorted({to for word in rare for to in holding[word][: _RARE * 10]}):
            score = _likeness(one, right[to], weight) if one.language == right[to].language else 0.0
            if score >= _least(one, right[to]):
                found.append((-score - _nearness(one, right[to]), at, to))
    for _, at, to in sorted(found):
        if at not in partner and to not in taken:
            partner[at] = to
            taken.add(to)


def _likeness(one: _Said, other: _Said, weight: Mapping[str, float]) -> float:
    mine, theirs = Counter(one.words), Counter(other.words)
    shared = sum(weight[word] * number for word, number in (mine & theirs).items())
    all_mine, all_theirs = (sum(weight[word] * number for word, number in count.items()) for count in (mine, theirs))
    like = 2 * shared / (all_mine + all_theirs)
    if min(len(one.words), len(other.words)) >= _LEAST_CONTAINED:
        like = max(like, _CONTAINED * shared / min(all_mine, all_theirs))
    return like


def _least(one: _Said, other: _Said) -> float:
    if one.speaker is None or other.speaker is None:
        return _LIKE_UNKNOWN
    return _LIKE if one.speaker == other.speaker else _LIKE_OTHER


def _nearness(one: _Said, other: _Said) -> float:
    return 0.1 * _shared(one.speaker, other.speaker) + 0.05 * _shared(one.occasion, other.occasion)


def _shared(one: Hashable, other: Hashable) -> bool:
    return one is not None and one == other


def _in_order(left: list[_Said], right: list[_Said], partner: dict[int, int]) -> None:
    """Puts together what is left of each speaker, in the order of the texts."""
    taken = set(partner.values())
    groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for at, one in enumerate(left):
        if at not in partner:
            groups[one.speaker][0].append(at)
    for at, one in enumerate(right):
        if at not in taken:
            groups[one.speaker][1].append(at)
    for mine, theirs in groups.values():
        if mine and theirs:
            partner.update(_best_in_order(left, right, mine, theirs))


def _best_in_order(
    left: list[_Said], right: list[_Said], mine: list[int], theirs: list[int]
) -> Iterator[tuple[int, int]]:
    """The pairs, in order on both sides, whose scores come to most; only those near to the diagonal are looked at."""
    best: list[dict[int, float]] = [{}]
    steps: list[dict[int, bool]] = [{}]  # whether a pair ends there
    slope = len(theirs) / len(mine)
    for i, at in enumerate(mine, 1):
        row: dict[int, float] = {}
        step: dict[int, bool] = {}
        middle = int(i * slope)
        for j in range(max(1, middle - _BAND), min(len(theirs), middle + _BAND) + 1):
            score = _together(left[at], right[theirs[j - 1]])
            above, before = _reached(best[-1], j), _reached(row, j - 1)
            paired = _reached(best[-1], j - 1) + score if score else -1.0
            row[j], step[j] = max(paired, above, before), paired > max(above, before)
        best.append(row)
        steps.append(step)
    return _traced(mine, theirs, best, steps)


def _reached(row: Mapping[int, float], at: int) -> float:
    """The best sum up to a place of a row; outside of the band that of its nearer end."""
    if at in row:
        return row[at]
    return row[max(row)] if row and at > max(row) else 0.0


def _traced(
    mine: list[int], theirs: list[int], best: list[dict[int, float]], steps: list[dict[int, bool]]
) -> Iterator[tuple[int, int]]:
    i, j = len(mine), len(theirs)
    while i and j:
        if j not in best[i]:
            j, i = (j - 1, i) if best[i] and j > max(best[i]) else (j, i - 1)
        elif steps[i][j]:
            yield mine[i - 1], theirs[j - 1]
            i, j = i - 1, j - 1
        elif best[i][j] == _reached(best[i - 1], j):
            i -= 1
        else:
            j -= 1


def _together(one: _Said, other: _Said) -> float:
    """How much speaks for two statements of a speaker being the same; 0 where it is too little."""
    proof = 0.5 * _overlap(one.entities, other.entities) + 0.4 * _overlap(one.numbers, other.numbers)
    score = proof + 0.2 * (one.statement.kind == other.statement.kind)
    if one.occasion is not None and other.occasion is not None:
        score += 0.3 if one.occasion == other.occasion else -0.2
    shorter, longer = sorted((len(one.words), len(other.words)))
    score += 0.4 * (shorter + 2) / (longer + 2)
    alike = one.language is not None and one.language == other.language
    if alike and proof <= 0:
        return 0.0
    least = _IN_ORDER_ALIKE if alike else _IN_ORDER if one.speaker is not None else _IN_ORDER_NOBODY
    return score if score >= least else 0.0


def _overlap(one: frozenset[Hashable] | frozenset[str], other: frozenset[Hashable] | frozenset[str]) -> float:
    """The share of what two sets have in common; less than nothing where both have something and share none of it."""
    if not one or not other:
        return 0.0
    return len(one & other) / len(one | other) or -0.4


def _rows(left: list[_Said], right: list[_Said], partner: Mapping[int, int]) -> list[Row]:
    """The rows in the order of the left side; what the right alone has stands before the next row of both."""
    of_right = {to: at for at, to in partner.items()}
    behind: dict[int, list[int]] = defaultdict(list)
    last = -1
    for to in range(len(right)):
        if to in of_right:
            last = of_right[to]
        else:
            behind[last].append(to)
    made: list[Row] = []
    waiting = behind[-1]
    for at, one in enumerate(left):
        if at not in partner:
            made.append(Row(one.statement, None))
            continue
        made += [Row(None, right[to].statement) for to in waiting]
        other, waiting = right[partner[at]], behind[at]
        words = one.language == other.language
        speaker, occasion = _shared(one.speaker, other.speaker), _shared(one.occasion, other.occasion)
        made.append(Row(one.statement, other.statement, words, speaker, occasion))
    return made + [Row(None, right[to].statement) for to in waiting]


def _differing(one: Sequence[str], other: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """Which words of each side are not those of the other at that place."""
    begin = 0
    while begin < min(len(one), len(other)) and one[begin] == other[begin]:
        begin += 1
    end = 0
    while end < min(len(one), len(other)) - begin and one[-1 - end] == other[-1 - end]:
        end += 1
    mine, theirs = one[begin : len(one) - end], other[begin : len(other) - end]
    marked = [False] * len(one), [False] * len(other)
    if len(mine) * len(theirs) > _COMPARED:
        there = set(mine) & set(theirs)
        for words, marks in ((mine, marked[0]), (theirs, marked[1])):
            marks[begin : begin + len(words)] = [word not in there for word in words]
        return marked
    for what, i, to_i, j, to_j in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if what != "equal":
            marked[0][begin + i : begin + to_i] = [True] * (to_i - i)
            marked[1][begin + j : begin + to_j] = [True] * (to_j - j)
    return marked


def _pieces(text: str, spans: Sequence[tuple[int, int]], marked: Sequence[bool]) -> list[Piece]:
    """A text cut where marked words begin and end; what stands between two marked words is marked with them."""
    found: list[Piece] = []
    at = number = 0
    while number < len(spans):
        if not marked[number]:
            number += 1
            continue
        start = spans[number][0]
        while number + 1 < len(spans) and marked[number + 1]:
            number += 1
        found += [Piece(text[at:start], False), Piece(text[start : spans[number][1]], True)]
        at = spans[number][1]
        number += 1
    found.append(Piece(text[at:], False))
    return [piece for piece in found if piece.words]
