"""The language of the pages: which one a reader gets, and the words in it.

English is the source. A translation is a folder ``locale/<code>/LC_MESSAGES`` with a catalogue for each page, made by
``python -m onrecord.web.locale.build``.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources

from starlette.requests import Request

SOURCE = "en"
NAMES = {"en": "English", "pl": "Polski"}
"""The languages of the pages, by their own names."""
COOKIE = "onrecord-language"


def chosen(request: Request) -> str:
    """The language to show a page in: what the reader chose, else what the browser asks for, else English."""
    cookie = request.cookies.get(COOKIE)
    if cookie in NAMES:
        return str(cookie)
    wishes = []
    for position, part in enumerate(request.headers.get("accept-language", "")[:500].split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), position, tag.strip().lower().split("-")[0]))
        except ValueError:
            continue
    return next((code for weight, _, code in sorted(wishes) if code in NAMES and weight), SOURCE)


@cache
def translations(code: str) -> NullTranslations:
    """The words of a language: its catalogues, one behind the other."""
    found = NullTranslations()
    if code != SOURCE:
        folder = resources.files("onrecord.web") / "locale" / code / "LC_MESSAGES"
        for path in sorted(folder.iterdir(), key=lambda path: path.name, reverse=True):
            if path.name.endswith(".mo"):
                with path.open("rb") as stream:
                    catalogue = GNUTranslations(stream)
                catalogue.add_fallback(found)
                found = catalogue
    return found


class Said(str):
    """Words that are in the reader's language already."""

    __slots__ = ()


def say(request: Request, message: str, **values: object) -> Said:
    """A message in the reader's language, ``%(name)s`` in it filled in."""
    words = translations(chosen(request)).gettext(message)
    return Said(words % values if values else words)


def later(message: str) -> str:
    """Marks a message that is translated where it is shown."""
    return message
