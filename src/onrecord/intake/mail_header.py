"""What an e-mail's header says of it."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from onrecord.intake.encodings import repair
from onrecord.intake.given import Given

_ANSWERED = re.compile(r"(?:\s*(?:re|fwd?|aw|wg|odp|pd|tr|rv|sv|vs)\s*:)+\s*", re.I)
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})\b")


def said_by(mail: Message) -> Given:
    """What the header says: the subject without "Re:", the sender's name, the day, and where a page was saved from."""
    subject = _ANSWERED.sub("", _header(mail, "Subject") or "", count=1).strip()
    sender, address = parseaddr(_header(mail, "From") or "")
    location = _header(mail, "Snapshot-Content-Location") or _header(mail, "Content-Location")
    language = _LANGUAGE.match(_header(mail, "Content-Language") or "")
    return Given(
        title=subject or None,
        outlet=sender.strip() if sender.strip() and "@" in address else None,
        published=_day(mail),
        url=location if location and location.startswith(("http://", "https://")) else None,
        language=language.group(1).lower() if language else None,
    )


def _header(mail: Message, field: str) -> str | None:
    """A header field in plain characters with single spaces; ``None`` where it is missing."""
    raw = next((str(value) for name, value in mail.raw_items() if name.lower() == field.lower()), None)
    if raw is None:
        return None
    raw = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # RFC 6532: headers may be UTF-8
    try:
        words = str(make_header(decode_header(raw)))
    except (MessageError, LookupError, ValueError):  # an unknown character set, broken base64
        words = raw
    return repair(" ".join(words.replace("\0", "").split()))[0]


def _day(mail: Message) -> str | None:
    """The day of the Date field, in the sender's time zone."""
    raw = mail.get("Date")
    try:
        sent = parsedate_to_datetime(str(raw)) if raw is not None else None
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return sent.date().isoformat() if sent and sent.year >= 1970 else None
