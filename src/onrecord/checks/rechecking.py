"""Findings brought up to date with a document that people corrected.

The checks that look at what was corrected go over the document as it was read and as it stands. A finding goes where
only the first gives it, and comes where only the second does; all others stay as the reader left them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from onrecord.checks import CHECKS, found_by
from onrecord.checks.reading import Reading
from onrecord.document import Document, Finding
from onrecord.languages.pack import typography_of
from onrecord.occasions import find_dates
from onrecord.quotes import find_quotations

_CHECKS = [check for check in CHECKS.values() if check.of_statements]


def findings(read: Document, corrected: Document, rejected: Collection[str] = ()) -> tuple[Finding, ...]:
    """The findings of a document that was ``read`` so and ``corrected`` so, in the order of the text.

    ``rejected`` are labels of statements that a person rejected: what follows from one of them is no finding, and that
    it is none is no cause for one.
    """
    if not rejected and (read.statements, read.occasions) == (corrected.statements, corrected.occasions):
        return read.findings
    quotations, dates = find_quotations(read.text, read.blocks, typography_of), find_dates(read)

    def found(document: Document) -> Sequence[Finding]:
        return found_by(_CHECKS, Reading(document, quotations, dates))

    before, after = found(read), found(corrected)
    if rejected:
        left = tuple(one for one in corrected.statements if one.id not in rejected)
        without = set(found(replace(corrected, statements=left)))
        after = [one for one in after if one in without]
    gone = set(before) - set(after)
    stay = [one for one in read.findings if one not in gone]
    new = [one for one in after if one not in before and one not in stay]
    if not new:
        return tuple(stay)
    return tuple(sorted([*stay, *new], key=lambda one: (one.spans[:1], one.check)))
