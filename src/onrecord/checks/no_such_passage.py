"""``no-such-passage``: a place in scripture that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading
from onrecord.checks.scripture import CHAPTERS, SURAS

_PLACE = re.compile(r"(?P<book>(?:[1-3] )?[^\W\d_]+) (?P<chapter>\d+)(?::(?P<verse>\d+)(?:-(?P<last>\d+))?)?")
_QURAN = "Quran"


def find(reading: Reading) -> Iterator[Found]:
    """Citations of scripture whose sura, verse or chapter is beyond the last one."""
    for citation in reading.document.citations:
        if citation.kind != "scripture" or not citation.canonical:
            continue
        place = _PLACE.fullmatch(citation.canonical.removeprefix("Bible ").replace("–", "-"))
        reason = _missing(place) if place else None
        if reason:
            span = (citation.start, citation.end)
            yield Found(f"{reading.said(span)} does not exist: {reason}", (span,))


def _missing(place: re.Match[str]) -> str | None:
    """What does not exist of a place, in words; ``None`` where it does, or the book is not known."""
    book, chapter = place["book"], int(place["chapter"])
    verse = max(int(place["verse"] or 1), int(place["last"] or 1))
    if book == _QURAN:
        if not 0 < chapter <= len(SURAS):
            return f"the Quran has {len(SURAS)} suras"
        return f"sura {chapter} has {SURAS[chapter - 1]} verses" if verse > SURAS[chapter - 1] else None
    known = CHAPTERS.get(book)
    if known is None or 0 < chapter <= known or (known == 1 and place["verse"] is None):
        return None
    return f"{book} has {known} chapter{'s' if known > 1 else ''}"


CHECK = Check(
    name="no-such-passage",
    severity="warning",
    summary="A place in scripture is given that does not exist: verses of the Quran by the Kufan count, the Bible by "
    "books and chapters.",
    example="“God is with the patient,” the imam Salim Haddad said, quoting the Quran [2:299].",
    sound="“God is with the patient,” the imam Salim Haddad said, quoting the Quran [2:249].",
    find=find,
)
