"""JSON of an export: UTF-8 that any program can read and that may stand in a page's script element."""

from __future__ import annotations

import json
from typing import Any

import msgspec

_ESCAPES = tuple((char.encode(), f"\\u{ord(char):04x}".encode()) for char in "<\x85\u2028\u2029")
_ENCODER = msgspec.json.Encoder()


def encoded(value: Any) -> bytes:
    """A value on one line, whatever a program takes for a line's end.

    ``<`` is written as its escape, so that no element can end; half a surrogate pair, which UTF-8 has not, as ``?``.
    """
    try:
        line = _ENCODER.encode(value)
    except UnicodeEncodeError:
        line = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    for raw, escape in _ESCAPES:
        line = line.replace(raw, escape)
    return line


def without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that hold something; a list of one is that one."""
    held = {name: value for name, value in fields.items() if value not in (None, "", [], ())}
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in held.items()
    }
