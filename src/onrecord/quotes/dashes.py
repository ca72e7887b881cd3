"""The dash as a mark of dialogue: where one stands in a text."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=64)
def dash_pattern(dashes: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of a language's dialogue dashes before white space or the text's end."""
    if all(len(dash) == 1 for dash in dashes):
        return re.compile(f"[{re.escape(''.join(dashes))}](?!\\S)")
    longest_first = sorted(dashes, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})(?!\\S)")


def leading_dash(text: str, at: int, dashes: tuple[str, ...]) -> int:
    """End of the dash at ``at`` that opens a block, whatever follows it; ``at`` itself without one."""
    return max((at + len(dash) for dash in dashes if text.startswith(dash, at)), default=at)
