"""Statements as RIS references (the tags of https://refman.com, as Zotero and EndNote read them), one each.

A reference is to the article; who says what stands in the note and the abstract. The speaker is no author of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.exports.extract import Extract
from onrecord.exports.reference import Reference, references

FIELDS = {
    "TY": "`NEWS` for an article of an outlet, `ELEC` for a page without one",
    "ID": "a key that stays the same: `onrecord-REF-s4`",
    "TI": "the article's title",
    "T2": "the outlet",
    "PY": "the year of publication",
    "DA": "its date, `2025/02/08`, as exact as it is known",
    "LA": "the language of the statement",
    "UR": "the article's address with a text fragment that leads to the words",
    "AB": "the words, pieces joined by ` … `",
    "N1": "who says it, to whom, how, in which role, when, and `REF#s4`",
    "KW": "`direct`, `mixed` or `indirect`, then `negated`, `hedged`, `attitude`, one a line",
    "ER": "the end",
}
"""The tags that are written, and what they hold."""


def write(extracts: Iterable[Extract]) -> Iterator[bytes]:
    """References one after another, lines ended as the format asks (CR LF)."""
    for extract in extracts:
        for reference in references(extract):
            lines = (f"{tag}  - {value}\r\n" for tag, value in _fields(reference))
            yield ("".join(lines) + "\r\n").encode("utf-8")


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    year, _, rest = (reference.date or "").partition("-")
    held = {
        "TY": "NEWS" if reference.outlet or not reference.url else "ELEC",
        "ID": reference.key,
        "TI": reference.title,
        "T2": reference.outlet,
        "PY": year,
        "DA": f"{year}/{rest.replace('-', '/')}".rstrip("/") if year else None,
        "LA": reference.language,
        "UR": reference.url,
        "AB": reference.content,
        "N1": reference.note,
    }
    yield from ((tag, value) for tag, value in held.items() if value)
    yield from (("KW", tag) for tag in reference.tags)
    yield "ER", ""
