"""Statements as BibTeX entries, one each, that cite the article which holds them.

Words are Unicode, as BibLaTeX with biber and today's LaTeX read it; characters with a meaning in TeX are written as
commands, braces too, since BibTeX counts even escaped ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.exports.extract import Extract
from onrecord.exports.reference import Reference, references

FIELDS = {
    "@article": "an article of an outlet; its key stays the same: `onrecord-REF-s4`",
    "@misc": "a page without an outlet",
    "title": "the article's title, in two pairs of braces so that its capitals are kept",
    "journal": "the outlet",
    "year": "the year of publication",
    "month": "the month, as BibTeX's own abbreviation, where it is known",
    "day": "the day, where it is known",
    "url": "the article's address with a text fragment that leads to the words",
    "language": "the language of the statement (BCP 47)",
    "abstract": "the words, pieces joined by ` … `",
    "note": "who says it, to whom, how, in which role, when, and `REF#s4`",
    "keywords": "`direct`, `mixed` or `indirect`, then `negated`, `hedged`, `attitude`",
}
"""The kinds of entry and fields that are written, and what they hold."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COMMANDS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        **{mark: f"\\{mark}" for mark in "$%&#_"},
    }
)


def write(extracts: Iterable[Extract]) -> Iterator[bytes]:
    """Entries one after another, a blank line between."""
    for extract in extracts:
        for reference in references(extract):
            yield ("".join(_entry(reference)) + "\n").encode("utf-8")


def _entry(reference: Reference) -> Iterator[str]:
    kind = "article" if reference.outlet else "misc"
    yield f"@{kind}{{{reference.key},\n"
    year, month, day = [*(reference.date or "").split("-"), "", ""][:3]
    held = {
        "title": f"{{{{{_tex(reference.title)}}}}}",
        "journal": f"{{{_tex(reference.outlet)}}}" if reference.outlet else "",
        "year": f"{{{year}}}" if year else "",
        "month": _MONTHS[int(month) - 1] if month else "",
        "day": f"{{{int(day)}}}" if day else "",
        "url": f"{{{reference.url}}}" if reference.url else "",
        "language": f"{{{_tex(reference.language)}}}" if reference.language else "",
        "abstract": f"{{{_tex(reference.content)}}}" if reference.content else "",
        "note": f"{{{_tex(reference.note)}}}",
        "keywords": f"{{{', '.join(reference.tags)}}}",
    }
    yield from (f"  {name} = {value},\n" for name, value in held.items() if value)
    yield "}\n"


def _tex(words: str) -> str:
    return words.translate(_COMMANDS)
