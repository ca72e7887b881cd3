"""Who may do at once what takes long: a few, while a few more wait; the others are told to come back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from fastapi import HTTPException

from onrecord.web.language import later as _


class Turns:
    """``at_once`` at a time; ``waiting`` more wait for their turn, so many ``seconds`` at most."""

    def __init__(self, at_once: int, waiting: int = 0, seconds: float = 10.0):
        self._running, self._all = BoundedSemaphore(at_once), BoundedSemaphore(at_once + waiting)
        self._seconds = seconds

    @contextmanager
    def one(self) -> Iterator[None]:
        """A turn; raises 429 where it does not come.

        Taken within a generator that has begun, it is given back with it, also where nobody reads on.
        """
        if not self._all.acquire(blocking=False):
            raise _later()
        try:
            if not self._running.acquire(timeout=self._seconds):
                raise _later()
            try:
                yield
            finally:
                self._running.release()
        finally:
            self._all.release()


def _later() -> HTTPException:
    return HTTPException(429, _("Others do the same at this moment; try again soon."), {"Retry-After": "10"})
