"""The dash as a mark of dialogue: where one stands in a text."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=64)
def dash_pattern(dashes: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of a language's dialogue dashes, longest first."""
    return re.compile("|".join(re.escape(dash) for dash in sorted(dashes, key=len, reverse=True)))
