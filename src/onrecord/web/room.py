"""What all pages of a room share."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import TypeVar, cast

from starlette.requests import Request

from onrecord.record import Record
from onrecord.web.access.accounts import Accounts
from onrecord.web.access.audit import Audit
from onrecord.web.access.sessions import Sessions
from onrecord.web.access.tokens import Tokens
from onrecord.web.access.tries import Tries
from onrecord.web.additions import Additions
from onrecord.web.changes import Changes
from onrecord.web.settings import Settings

Figures = TypeVar("Figures")


class Room:
    """A record with the settings under which it is shown, and who may come in."""

    def __init__(self, record: Record, settings: Settings):
        self.record, self.settings = record, settings
        self.accounts, self.tokens = Accounts(record.database), Tokens(record.database)
        self.sessions = Sessions(record.database, settings.idle_seconds, settings.session_seconds)
        self.audit = Audit(record.database)
        self.tries = Tries(settings.signin_window, settings.signin_tries)
        self.additions = Additions(record)
        self.remembered, self.refused, self.drawn = Remembered(), Remembered(60), Remembered(20)
        self.changes = Changes()


class Remembered:
    """Figures that take long to count, remembered for a while: the same for all who ask."""

    def __init__(self, seconds: float = 30.0):
        self._seconds = seconds
        self._known: dict[object, tuple[float, object]] = {}
        self._lock = Lock()

    def get(self, key: object, count: Callable[[], Figures]) -> Figures:
        """What was counted under ``key`` lately, or else what ``count`` gives; counted once at a time."""
        with self._lock:
            known = self._known.get(key)
            if known and known[0] > time.monotonic():
                return cast(Figures, known[1])
            figures = count()
            now = time.monotonic()
            self._known = {one: kept for one, kept in self._known.items() if kept[0] > now}
            self._known[key] = now + self._seconds, figures
            return figures


def room_of(request: Request) -> Room:
    """The room that a request is made to."""
    room: Room = request.app.state.room
    return room
