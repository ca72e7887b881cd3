"""How a document, or a statement in it, is cited: in the styles of APA (7th edition) and Chicago (17th, notes)."""

from __future__ import annotations

from onrecord.document import Document, Statement
from onrecord.telling import clean, names, shortened, words

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MARKS = '“”„«»" '
_QUOTED = 200  # characters of a statement's words that a note quotes


def apa(document: Document, address: str, statement: Statement | None = None) -> str:
    """A reference in the style of the APA: outlet, date, title, address; ``n.d.`` where there is no date.

    Where a statement is cited, who said it is named behind, as the style does for a source inside a source.
    """
    outlet, title = clean(document.outlet or ""), _title(document)
    date = _apa_date(document.published)
    parts = [f"{outlet}. ({date}). {title}." if outlet else f"{title}. ({date}).", document.url or address]
    if statement is not None:
        parts.insert(1, f"[{_said(document, statement)}]")
    return " ".join(parts)


def chicago(document: Document, address: str, statement: Statement | None = None) -> str:
    """A note in the style of the Chicago Manual; a statement is quoted with its speaker in front."""
    date = _chicago_date(document.published)
    told = [part for part in (f"“{_title(document)}”", clean(document.outlet or ""), date) if part]
    note = ", ".join([*told, document.url or address]).replace("”,", ",”", 1) + "."
    return f"{_said(document, statement)}, quoted in {note}" if statement is not None else note


def _said(document: Document, statement: Statement) -> str:
    who = names(document).get(statement.speaker or "") or words(document, statement.source)
    said = shortened(words(document, statement.content), _QUOTED).strip(_MARKS)
    return f"{who}, “{said}”" if who else f"“{said}”"


def _title(document: Document) -> str:
    return " ".join(clean(document.title or document.id).split()).rstrip(".")


def _apa_date(published: str | None) -> str:
    year, month, day = _parts(published)
    return ", ".join(part for part in (year, " ".join(p for p in (month, day) if p)) if part) or "n.d."


def _chicago_date(published: str | None) -> str:
    year, month, day = _parts(published)
    if day:
        return f"{month} {day}, {year}"
    return f"{month} {year}" if month else year


def _parts(published: str | None) -> tuple[str, str, str]:
    """Year, month and day of the first day of an EDTF date; empty where it does not say."""
    pieces = [piece for piece in (published or "").partition("/")[0].partition("T")[0].split("-") if piece]
    if not pieces or not pieces[0].isdecimal():
        return "", "", ""
    month = pieces[1] if len(pieces) > 1 and pieces[1].isdecimal() else ""
    named = _MONTHS[int(month) - 1] if month and 1 <= int(month) <= 12 else ""
    day = pieces[2] if named and len(pieces) > 2 and pieces[2].isdecimal() else ""
    return pieces[0], named, str(int(day)) if day else ""
