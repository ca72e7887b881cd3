"""What a site asks of programs that fetch its pages: its robots.txt (RFC 9309), read by protego.

protego knows wildcards and takes the longest rule, as RFC 9309 wants it; the standard library's reader takes the first
and no wildcards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onrecord.intake.addresses import FetchError, Target

PRODUCT = "onrecord"
"""The name that a robots.txt may address us by."""

LARGEST_ROBOTS = 512_000
"""Bytes that are read of a robots.txt; RFC 9309, 2.5 asks for at least these."""

_LONGEST_DELAY = 30.0  # seconds; a longer crawl delay is meant to keep programs out, but for that there are rules
_KEPT = 2_000  # sites whose rules are remembered


class RobotsUnknownError(ValueError):
    """A site's robots.txt could not be had, so that everything counts as forbidden (RFC 9309, 2.3.1.4)."""


class Robots:
    """The rules of sites; ``ask`` fetches a robots.txt and gives status and bytes, or raises ``FetchError``."""

    def __init__(self, ask: Callable[[Target], tuple[int, bytes]]) -> None:
        self._ask = ask
        self._known: dict[str, Any] = {}

    def allow(self, target: Target) -> bool:
        """Whether the site lets us fetch an address; raises ``RobotsUnknownError`` where it cannot be known."""
        rules = self._rules(target)
        if isinstance(rules, str):
            raise RobotsUnknownError(rules)
        return rules is None or bool(rules.can_fetch(target.url, PRODUCT))

    def delay(self, target: Target) -> float:
        """Seconds that the site wants between two requests, 0 where it says nothing or was not asked yet."""
        rules = self._known.get(target.origin)
        if rules is None or isinstance(rules, str):
            return 0.0
        wanted = rules.crawl_delay(PRODUCT)
        return min(max(float(wanted or 0), 0.0), _LONGEST_DELAY)

    def _rules(self, target: Target) -> Any:
        """The rules, ``None`` for no rules, or words that say why they are not known."""
        if target.origin not in self._known:
            rules = self._asked(target)
            if len(self._known) >= _KEPT:
                del self._known[next(iter(self._known))]
            self._known[target.origin] = rules
        return self._known[target.origin]

    def _asked(self, target: Target) -> Any:
        from protego import Protego

        place = target._replace(url=f"{target.origin}/robots.txt", path="/robots.txt")
        try:
            status, data = self._ask(place)
        except FetchError as error:
            return str(error).removeprefix(f"{place.url}: ")
        if 400 <= status < 500:
            return None
        if status != 200:
            return f"the server answers {status}"
        try:
            return Protego.parse(data.decode("utf-8-sig", errors="replace"))
        except Exception:  # whatever a parser makes of broken rules: better left alone than fetched against a wish
            return "it is broken"
