"""Documents as addresses name them, and their titles as pages write them."""

from __future__ import annotations

import re

from fastapi import HTTPException
from starlette.requests import Request

from onrecord.document import Document
from onrecord.record.volumes import Volume
from onrecord.telling import clean
from onrecord.web.language import later as _
from onrecord.web.room import room_of

REF = "[a-z2-7]{4,32}"
"""What a ref looks like: nothing else is looked for in the record."""


def volume_of(request: Request, ref: str) -> Volume:
    """The document of a ref, in the version that it names. Raises 404 where there is none."""
    found = room_of(request).record.volume(ref) if re.fullmatch(REF, ref) else None
    if found is None:
        raise HTTPException(404, _("There is no such document, or it was taken out of the record."))
    return found


def title_of(document: Document) -> str:
    """A document's title in one line, else its id."""
    return " ".join(clean(document.title or document.id).split())
