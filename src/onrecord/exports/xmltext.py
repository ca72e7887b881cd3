"""Words, attributes and ids as they may stand in XML 1.0."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_QUOTED = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def escaped(words: str) -> str:
    """Words as an element's text: read back they are the same, but for characters that XML has not.

    Those become U+FFFD, one for one. A carriage return is written as a reference, since a reader would turn it into a
    line feed.
    """
    return _ILLEGAL.sub("\ufffd", words).translate(_MARKS)


def attributes(named: Mapping[str, str | None]) -> str:
    """Attributes with a space before each; those that hold nothing are left out."""
    return "".join(
        f' {name}="{escaped(value).translate(_QUOTED)}"' for name, value in named.items() if value is not None
    )


def xml_id(id_: str) -> str:
    """An id as a part of an XML name; different ids stay different."""
    return re.sub(r"[^A-Za-z0-9-]", lambda found: f"_{ord(found[0]):x}_", id_)
