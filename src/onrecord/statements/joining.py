"""Quotations without a cue of their own: pieces of the statement before them, or statements nobody introduces."""

from __future__ import annotations

from collections.abc import Container, Sequence

from onrecord.document import Block
from onrecord.languages.classes import CLASSES
from onrecord.quotes import Quotation
from onrecord.statements.found import Found
from onrecord.statements.sentences import Sentence

_SPEECH = frozenset({CLASSES["quote"], CLASSES["sentence_quote"]})
_QUOTATIONS = _SPEECH | {CLASSES["phrase_quote"]}
_MARKS = frozenset(CLASSES[name] for name in ("comma", "colon", "semicolon", "end", "dash", "mark"))
COLON = CLASSES["colon"]
HEADING_CONFIDENCE = 0.7
"""How sure a quotation in a heading is that nobody speaks: three of three in the news gold, too few to say 1."""
_TAIL = 6
"""Units that may follow a reporting clause which ends its sentence: a time, a place, the full stop."""
_PASSED = frozenset({"caption", "heading", "editor-note", "footnote", "credit"})


def join(
    sentences: Sequence[Sentence], found: list[Found], quotations: Sequence[Quotation], blocks: Sequence[Block]
) -> list[Found]:
    """``found`` with quotations that no cue claims joined to the statement they go on with, or added alone.

    ``sentences`` of one depth of quotation, in reading order; ``found`` are theirs.
    """
    _carry_on(found, quotations)
    claimed = {number for statement in found for number in statement.quotations}
    by_sentence: dict[int, list[Found]] = {}
    for statement in found:
        by_sentence.setdefault(id(statement.sentence), []).append(statement)
    added: list[Found] = []
    last: Found | None = None
    previous: Sentence | None = None
    for sentence in sentences:
        own = by_sentence.get(id(sentence), [])
        for unit, number in sentence.quotations.items():
            if number in claimed:
                continue
            before = _before(sentence, unit, own) or (last if _goes_on(previous, sentence, unit, blocks) else None)
            if before is not None and sentence.classes[unit] in _QUOTATIONS:
                claimed.add(number)
                before.quotations.append(number)
                before.content += quotations[number].pieces
                if before.kind == "indirect":
                    before.kind = "mixed"
        if sentence.heading:
            alone = _of_heading(sentence, claimed)
            added += [alone] if alone else []
        direct = [statement for statement in own if statement.quotations and statement.kind != "indirect"]
        if direct:
            last = direct[-1]
        elif own and _ends_in_report(sentence, own[-1]):
            last = own[-1]
        elif own or not _only_quotations(sentence):
            last = None
        previous = sentence
    return [*found, *added]


def _ends_in_report(sentence: Sentence, statement: Found) -> bool:
    """Whether a sentence ends in the reporting clause of what stands before it: "A, he said." """
    return (
        statement.cue is not None
        and statement.content[-1][1] <= statement.cue[0]
        and len(sentence.classes) - statement.last_unit <= _TAIL
    )


def _of_heading(sentence: Sentence, claimed: Container[int]) -> Found | None:
    """The quotation of a heading that nobody speaks: before a colon, or a sentence of its own after another one.

    Other quotations of headings are mostly words held at a distance, and one that fills it is a column's title.
    """
    unit, number = next(iter(sentence.quotations.items()), (-1, -1))
    if number < 0 or number in claimed or sentence.classes[unit] not in _QUOTATIONS:
        return None
    before_colon = unit == 0 and sentence.classes[1:2] == COLON
    if not before_colon and not (_only_quotations(sentence) and sentence.base > 0):
        return None
    return Found(
        sentence, "rules:heading-quote", HEADING_CONFIDENCE, [sentence.span(unit, unit + 1)], "direct", [number]
    )


def _carry_on(found: Sequence[Found], quotations: Sequence[Quotation]) -> None:
    """Adds the pieces of a quotation that no cue claims to the statement that has the piece before them.

    A dash utterance can change its cue on the way: "– A – said X. – B – he added" is two statements.
    """
    owners: dict[int, list[Found]] = {}
    for statement in found:
        for number in statement.quotations:
            if len(quotations[number].pieces) > 1:
                owners.setdefault(number, []).append(statement)
    for number, statements in owners.items():
        pieces = sorted(quotations[number].pieces)
        held = {piece: statement for statement in statements for piece in statement.content}
        owner = next((held[piece] for piece in pieces if piece in held), None)
        for piece in pieces if owner else ():
            owner = held.get(piece, owner)
            if owner is not None and piece not in held:
                owner.content.append(piece)


def _before(sentence: Sentence, unit: int, own: Sequence[Found]) -> Found | None:
    """The direct statement of the same sentence that this quotation goes on with: ``"A," he said, "B"``."""
    for statement in own:
        if statement.quotations and statement.kind == "direct" and statement.last_unit <= unit:
            between = sentence.classes[statement.last_unit : unit]
            if len(between) <= 12 and not any(c in between for c in "VTWM"):
                return statement
    return None


def _only_quotations(sentence: Sentence) -> bool:
    return bool(sentence.quotations) and all(c in _QUOTATIONS or c in _MARKS for c in sentence.classes)


def _goes_on(previous: Sentence | None, sentence: Sentence, unit: int, blocks: Sequence[Block]) -> bool:
    """Whether a quotation stands alone right after the sentence before: in its block, or in the next paragraph."""
    if previous is None or not _only_quotations(sentence):
        return False
    if sentence.classes[unit] not in _SPEECH:
        return False
    return sentence.block == previous.block or all(
        block.kind in _PASSED for block in blocks[previous.block + 1 : sentence.block]
    )
