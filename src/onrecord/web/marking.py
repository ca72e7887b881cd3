"""How the words of a document are marked on its page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from onrecord.document import Span, Statement
from onrecord.exports.marked import UNSURE, Look, Marking, text
from onrecord.passages import Passage


class RoomMarking(Marking):
    """Marks the statements that are shown in the colour of their speaker and the others faintly.

    A statement's number leads to its card, of which there are ``cards`` on a page. Words that a finding is about are
    marked, and those of the ``passage`` that an address names. So are ``hits``, words that were searched for: each is
    a link to the next one.
    """

    def __init__(
        self,
        look: Look,
        path: str,
        shows: Callable[[Statement], bool],
        cards: int,
        passage: Span | None,
        hits: Sequence[Span] = (),
    ):
        super().__init__(look)
        self._hits, self._hit = hits, -1
        self._path, self._shows, self._passage = path, shows, passage
        self._page = {one.id: at // cards + 1 for at, one in enumerate(look.document.statements)}
        self._whole = all(shows(one) for one in look.document.statements) and len(self._page) <= cards
        self._found = _joined(span for finding in look.document.findings for span in finding.spans)
        self._anchored = False

    def begin(self, start: int) -> str:
        """Where a block begins in the text: what a selection is counted from."""
        return f' data-start="{start}"'

    def mark(self, statement: Statement) -> str:
        """The tag that opens a statement's content."""
        faint = "" if self._shows(statement) else " faint"
        return f'<mark class="{self.look.classes(statement.speaker)}{faint}">'

    def number(self, statement: Statement) -> str:
        """A statement's number, a link to its card."""
        id_, unsure = text(statement.id), "?" if statement.confidence < UNSURE else ""
        faint = "" if self._shows(statement) else " faint"
        where = "" if self._whole else f"{self._path}?cards={self._page[statement.id]}"
        return (
            f'<a class="number {self.look.classes(statement.speaker)}{faint}" id="{id_}" href="{where}#{id_}-card" '
            f'dir="ltr">{id_}{unsure}</a>'
        )

    def part(self, passage: Passage, html: str) -> str:
        """The words of a passage as what they are of a statement."""
        if not passage.part or not passage.owner:
            return html
        return f'<span class="{passage.part} {self.look.classes(passage.owner.speaker)}">{html}</span>'

    def words(self, passage: Passage) -> str:
        """The words of a passage, marked where a finding is about them or the address names them."""
        html = super().words(passage)
        at = bisect_right(self._found, (passage.start, float("inf"))) - 1
        if at >= 0 and passage.start < self._found[at][1]:
            html = f'<span class="found">{html}</span>'
        at = bisect_right(self._hits, (passage.start, float("inf"))) - 1
        if at >= 0 and passage.start < self._hits[at][1]:
            anchor, self._hit = ("" if at == self._hit else f' id="h{at + 1}"'), at
            html = f'<a class="hit"{anchor} href="#h{(at + 1) % len(self._hits) + 1}">{html}</a>'
        if self._passage and self._passage[0] <= passage.start < self._passage[1]:
            anchor = "" if self._anchored else ' id="p"'
            self._anchored = True
            html = f'<span class="passage"{anchor}>{html}</span>'
        return html


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
