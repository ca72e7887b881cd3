"""What all pages of a room share."""

from __future__ import annotations

from starlette.requests import Request

from onrecord.record import Record
from onrecord.web.access.accounts import Accounts
from onrecord.web.access.audit import Audit
from onrecord.web.access.sessions import Sessions
from onrecord.web.access.tokens import Tokens
from onrecord.web.access.tries import Tries
from onrecord.web.settings import Settings


class Room:
    """A record with the settings under which it is shown, and who may come in."""

    def __init__(self, record: Record, settings: Settings):
        self.record, self.settings = record, settings
        self.accounts, self.tokens = Accounts(record.database), Tokens(record.database)
        self.sessions = Sessions(record.database, settings.idle_seconds, settings.session_seconds)
        self.audit = Audit(record.database)
        self.tries = Tries(settings.signin_window, settings.signin_tries)


def room_of(request: Request) -> Room:
    """The room that a request is made to."""
    room: Room = request.app.state.room
    return room
