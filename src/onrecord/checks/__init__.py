"""Checks: what a careful editor should look at. One file a check; ``CHECKS`` has them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from onrecord.checks import (
    altered_quote,
    arithmetic,
    broken_input,
    caption_without_source,
    conflicting_dates,
    conflicting_roles,
    marker_without_note,
    no_such_passage,
    note_without_marker,
    omitted_statement,
    quote_never_closed,
    quote_never_opened,
    same_words_two_speakers,
    second_hand_unnamed,
    spelling_variants,
    statement_without_speaker,
    unnamed_source,
    unsupported_claim,
    untranslated_rest,
    weekday_mismatch,
)
from onrecord.checks.check import Check
from onrecord.checks.reading import Reading
from onrecord.document import Document, Finding
from onrecord.occasions.dates import DateMention
from onrecord.quotes import Quotation

CHECKS: dict[str, Check] = {
    module.CHECK.name: module.CHECK
    for module in (
        altered_quote,
        arithmetic,
        broken_input,
        caption_without_source,
        conflicting_dates,
        conflicting_roles,
        marker_without_note,
        no_such_passage,
        note_without_marker,
        omitted_statement,
        quote_never_closed,
        quote_never_opened,
        same_words_two_speakers,
        second_hand_unnamed,
        spelling_variants,
        statement_without_speaker,
        unnamed_source,
        unsupported_claim,
        untranslated_rest,
        weekday_mismatch,
    )
}
"""All checks by name."""


def find_findings(document: Document, quotations: Sequence[Quotation], dates: Sequence[DateMention]) -> Document:
    """The document with what the checks found, behind what intake found, in the order of the text.

    ``quotations`` and ``dates`` are those of its text.
    """
    found = found_by(CHECKS.values(), Reading(document, quotations, dates))
    return msgspec.structs.replace(document, findings=(*document.findings, *found))


def found_by(checks: Iterable[Check], reading: Reading) -> list[Finding]:
    """What some checks find, in the order of the text."""
    found = [
        Finding(check.name, check.severity, said.message, said.spans)
        for check in checks
        for said in check.find(reading)
    ]
    return sorted(found, key=lambda finding: (finding.spans[:1], finding.check))


__all__ = ["CHECKS", "Check", "find_findings", "found_by"]
