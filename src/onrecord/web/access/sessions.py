"""Sessions of people who signed in, and the cookie that holds one.

The cookie has a random value; the record has its SHA-256 alone, so that a copy of the record opens no session.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from threading import Lock

from sqlalchemy import bindparam, delete, insert, or_, select, update

from onrecord.record.database import Database, RecordError
from onrecord.record.keeping import now
from onrecord.record.schema import account, session
from onrecord.web.access.accounts import Account


def sha256(value: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


def ago(seconds: int) -> str:
    """The time so many seconds ago, as the record writes times."""
    then = datetime.now(UTC) - timedelta(seconds=seconds)
    return then.isoformat(timespec="seconds").replace("+00:00", "Z")


class Sessions:
    """The open sessions of a record; one ends after ``idle`` seconds without a page, and ``longest`` after it began.

    When a session was last used is noted in memory, and written now and then: a page never waits for a writer.
    """

    def __init__(self, database: Database, idle: int, longest: int):
        self._database, self._idle, self._longest = database, idle, longest
        self._used: dict[str, str] = {}
        self._lock = Lock()

    def begin(self, account_id: int, address: str, agent: str) -> str:
        """Begins a session and gives the value for its cookie."""
        value, time = secrets.token_urlsafe(32), now()
        over = or_(session.c.made < ago(self._longest), session.c.used < ago(self._idle + 3600))
        with self._database.writing(noted=False) as connection:
            connection.execute(delete(session).where(over))
            begun = {"sha256": sha256(value), "account_id": account_id, "made": time, "used": time}
            connection.execute(insert(session).values(begun | {"address": address, "agent": agent[:200]}))
        return value

    def account(self, value: str) -> Account | None:
        """Whose session it is, or ``None`` where it is none or over."""
        key = sha256(value)
        query = (
            select(*account.c["id", "name", "role", "made"], session.c.made.label("begun"), session.c.used)
            .join(session, session.c.account_id == account.c.id)
            .where(session.c.sha256 == key)
        )
        with self._database.asking() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        used = max(row.used, self._used.get(key, ""))
        if row.begun < ago(self._longest) or used < ago(self._idle):
            return None
        with self._lock:
            self._used[key] = now()
        return Account(row.id, row.name, row.role, row.made)

    def end(self, value: str) -> None:
        """Ends a session."""
        with self._database.writing(noted=False) as connection:
            connection.execute(delete(session).where(session.c.sha256 == sha256(value)))

    def note(self) -> None:
        """Writes when sessions were last used."""
        with self._lock:
            used, self._used = self._used, {}
        if not used or self._database.read_only:
            return
        change = update(session).where(session.c.sha256 == bindparam("key")).values(used=bindparam("time"))
        try:
            with self._database.writing(noted=False) as connection:
                connection.execute(change, [{"key": key, "time": time} for key, time in used.items()])
        except RecordError:
            with self._lock:
                self._used = used | self._used
