"""The dialogue dash: "– Tekst – powiedział X. – Dalej" in a block, read from dash to dash.

An utterance begins at a dash at the block's start, or at one after a sentence's end inside it; a dash before
a reporting clause ends a piece, the next dash resumes it. Without any reporting clause a block is an
utterance only among such blocks or after an announcing colon; a list item is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.document import Block, Span
from onrecord.quotes.dashes import dash_pattern, leading_dash
from onrecord.quotes.marks import DOUBLE, FAMILIES
from onrecord.quotes.quotation import Draft, Typography
from onrecord.quotes.reporting import starts_clause
from onrecord.quotes.sentences import trimmed

_SENTENCE_END = frozenset(".!?…:")
_NEW_SENTENCE = re.compile(r"\w{5}[.!?…][\"”»’]?\s+(?=[^\W\d_a-z])")
_SHORT_CLAUSE = 7  # words of a reporting clause after which a bare dash resumes speech
_ANNOUNCED = 120  # characters before a colon in which the verb that announces speech may stand


class _Utterance:
    """The pieces of one dash utterance in a block, and what speaks for it."""

    def __init__(self, leads: bool) -> None:
        self.pieces: list[Span] = []
        self.leads = leads  # it opens the block
        self.reported = False


class Dialogue:
    """Reads the dash utterances of one block."""

    def __init__(self, text: str, block: Block, typography: Typography, quoted: Sequence[Span]) -> None:
        self.text = text
        self.start, self.end = trimmed(text, block.start, block.end)
        self.words = typography.report_words
        self.dashes = _outside(self._spaced(typography.dashes), quoted)
        self.quoted = {piece[0]: piece[1] for piece in quoted}

    def _spaced(self, dashes: tuple[str, ...]) -> list[Span]:
        """Dashes with white space on both sides, or at the block's start."""
        text, start = self.text, self.start
        found = []
        lead = leading_dash(text, start, dashes)
        if lead > start and (text[lead : lead + 1].isspace() or text[lead : lead + 1].isalpha()):
            found.append((start, lead))
        for match in dash_pattern(dashes).finditer(text, max(start + 1, lead), self.end):
            if text[match.start() - 1].isspace():
                found.append(match.span())
        return found

    def read(self) -> list[_Utterance]:
        """The block's utterances in order, reported or not."""
        self.found: list[_Utterance] = []
        self.current: _Utterance | None = None
        self.speech: int | None = None  # where the running piece of speech began
        self.clause: int | None = None  # where the running reporting clause began
        self.aside: int | None = None  # a dash inside speech that may open an unknown reporting clause
        for at, stop in self.dashes:
            self._take(at, trimmed(self.text, stop, self.end)[0])
        if self.speech is not None and self.current is not None:
            self._end_piece(self.end)
        return [u for u in self.found if u.pieces]

    def _take(self, at: int, after: int) -> None:
        """One dash at ``at``; ``after`` is where the next word begins."""
        reports = starts_clause(self.text, after, self.end, self.words)
        ends_sentence = at == self.start or self._ends_sentence(at)
        if self.speech is not None:
            if reports:
                self._end_piece(at)
                self.clause, self.speech = after, None
                self._reported()
            elif ends_sentence and self.aside is not None and self._starts_speech(after):
                self._end_piece(self.aside)
                self._reported()
                self.speech, self.aside = after, None
            elif self.aside is None and self.text[after : after + 1].islower():
                self.aside = at
        elif self.clause is not None:
            if reports or self.text[after : after + 1] in FAMILIES:
                return
            if ends_sentence and self._narrates(self.clause, at) and self._starts_speech(after):
                self._begin(after, leads=False)
            elif ends_sentence or len(self.text[self.clause : at].split()) <= _SHORT_CLAUSE:
                self.speech, self.aside, self.clause = after, None, None
        elif at == self.start or (ends_sentence and self._starts_speech(after)):
            self._begin(after, leads=at == self.start)

    def _begin(self, after: int, leads: bool) -> None:
        self.current = _Utterance(leads)
        self.found.append(self.current)
        self.speech, self.clause, self.aside = after, None, None

    def _reported(self) -> None:
        if self.current is not None:
            self.current.reported = True

    def _end_piece(self, end: int) -> None:
        """Ends the running piece of speech, unless it is a quotation in marks already."""
        if self.current is None or self.speech is None:
            return
        piece = trimmed(self.text, self.speech, end)
        marked_until = self.quoted.get(piece[0])
        if piece[0] < piece[1] and (marked_until is None or piece[1] - marked_until > 2):
            self.current.pieces.append(piece)

    def _ends_sentence(self, at: int) -> bool:
        """Whether a sentence, or an announcing colon, ends before the dash at ``at``."""
        before = self.text[max(self.start, at - 8) : at].rstrip()
        return before.rstrip("\"”»’')")[-1:] in _SENTENCE_END and bool(before)

    def _starts_speech(self, at: int) -> bool:
        first = self.text[at : at + 1]
        return first.isupper() or first in ("…", "(", "¿", "¡") or self.text.startswith("...", at)

    def _narrates(self, start: int, end: int) -> bool:
        """Whether a whole sentence of narrative follows the reporting clause before ``end``."""
        return _NEW_SENTENCE.search(self.text, start, min(end, start + 600)) is not None


def find_utterances(
    text: str, blocks: Sequence[Block], typographies: Sequence[Typography], marked: Sequence[Draft]
) -> list[Draft]:
    """Dash utterances of all blocks whose language has them; ``marked``: the quotations in marks."""
    quoted: list[Span] = sorted(piece for draft in marked for piece in draft.pieces)
    read: list[list[_Utterance]] = []
    place = 0
    for block, typography in zip(blocks, typographies, strict=True):
        inside: list[Span] = []
        while place < len(quoted) and quoted[place][0] < block.end:
            inside.append(quoted[place])
            place += 1
        holds = bool(typography.dashes) and (
            dash_pattern(typography.dashes).search(text, block.start, block.end) is not None
            or leading_dash(text, block.start, typography.dashes) > block.start
        )
        read.append(Dialogue(text, block, typography, inside).read() if holds else [])
    return [
        _draft(utterance)
        for number, utterances in enumerate(read)
        for utterance in utterances
        if utterance.reported or (utterance.leads and _belongs(text, blocks, typographies, read, number))
    ]


def _belongs(
    text: str,
    blocks: Sequence[Block],
    typographies: Sequence[Typography],
    read: Sequence[Sequence[_Utterance]],
    number: int,
) -> bool:
    """Whether a block that opens with a dash, but reports nobody, stands in a dialogue."""
    for neighbour in (number - 1, number + 1):
        if 0 <= neighbour < len(read) and any(u.leads and u.reported for u in read[neighbour]):
            return True
    if number == 0 or blocks[number].kind == "list-item":
        return False
    before = text[max(blocks[number - 1].start, blocks[number - 1].end - _ANNOUNCED) : blocks[number - 1].end]
    words = typographies[number].report_words
    return before.rstrip().endswith(":") and any(
        w.strip('.,:;"”') in words for w in before.lower().split()[-8:]
    )


def _draft(utterance: _Utterance) -> Draft:
    draft = Draft(utterance.pieces[0][0], DOUBLE, "–", "dash")
    draft.pieces = utterance.pieces
    draft.closed = True
    return draft


def _outside(dashes: list[Span], quoted: Sequence[Span]) -> list[Span]:
    """The dashes that stand in none of the quoted pieces; both in order."""
    free: list[Span] = []
    place = 0
    covered = 0
    for at, stop in dashes:
        while place < len(quoted) and quoted[place][0] <= at:
            covered = max(covered, quoted[place][1])
            place += 1
        if at >= covered:
            free.append((at, stop))
    return free
