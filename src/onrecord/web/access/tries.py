"""How often someone may try to sign in."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from threading import Lock

_MOST_KEYS = 10_000
_ALL_OF_AN_ADDRESS, _ALL_OF_AN_ACCOUNT = 4, 10  # times what one address may try on one account


class Tries:
    """Counts tries to sign in over a sliding ``window`` of seconds: ``most`` for an account from one address.

    From an address in all there may be four times as many, and ten times as many at an account from everywhere: slow
    enough for guessing, and nobody is locked out by a stranger who types their name a few times.
    """

    def __init__(self, window: int, most: int):
        self._window, self._most = window, most
        self._times: OrderedDict[tuple[str, ...], list[float]] = OrderedDict()
        self._lock = Lock()

    def take(self, address: str, name: str) -> int:
        """Takes a try: 0 when there was one left, or else the seconds until there is."""
        clock, wait = time.monotonic(), 0.0
        with self._lock:
            limits = self._limits(address, name)
            for key, most in limits.items():
                times = [one for one in self._times.get(key, []) if one > clock - self._window]
                self._times[key] = times
                self._times.move_to_end(key)
                if len(times) >= most:
                    wait = max(wait, times[-most] + self._window - clock)
            if not wait:
                for key in limits:
                    self._times[key].append(clock)
            while len(self._times) > _MOST_KEYS:
                self._times.popitem(last=False)
        return int(wait) + 1 if wait else 0

    def forget(self, address: str, name: str) -> None:
        """Gives the tries at their account back to one who signed in; those of the address stay counted."""
        with self._lock:
            self._times.pop(("both", _network(address), name.casefold()[:64]), None)

    def _limits(self, address: str, name: str) -> dict[tuple[str, ...], int]:
        address, name = _network(address), name.casefold()[:64]
        return {
            ("both", address, name): self._most,
            ("address", address): self._most * _ALL_OF_AN_ADDRESS,
            ("account", name): self._most * _ALL_OF_AN_ACCOUNT,
        }


def _network(address: str) -> str:
    """An address as it is counted: of IPv6 the network, whose other addresses are the same customer's."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if known.version == 4 else str(ipaddress.ip_network((known, 64), strict=False))
