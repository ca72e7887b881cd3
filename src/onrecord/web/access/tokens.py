"""Tokens by which a program uses the API in the name of an account, and those that open a single feed.

A token of a feed stands in an address, where others may see it: it opens that feed and nothing else. Of it too the
record has a digest alone, in which the feed is named.
"""

from __future__ import annotations

import secrets

import msgspec
from sqlalchemy import delete, insert, or_, select

from onrecord.record.database import Database
from onrecord.record.keeping import now
from onrecord.record.schema import account, token
from onrecord.web.access.accounts import Account, AccountError
from onrecord.web.access.sessions import ago, sha256

_PREFIX = "onrecord_"  # of all tokens but those of feeds


class Token(msgspec.Struct, frozen=True):
    """What is known of a token; itself it is shown once, when it is made."""

    id: int
    purpose: str
    made: str
    ends: str | None


class Tokens:
    """The tokens of a record's accounts."""

    def __init__(self, database: Database):
        self._database = database

    def add(self, account_id: int, purpose: str, days: int | None = None) -> str:
        """Makes a token, good for so many days or until it is revoked."""
        value = _PREFIX + secrets.token_urlsafe(32)
        self._keep(account_id, purpose, value, ago(-days * 86400) if days else None)
        return value

    def add_for_feed(self, account_id: int, purpose: str, feed: str) -> str:
        """Makes a token that opens the feed with this id, good until it is revoked."""
        value = secrets.token_urlsafe(32)
        self._keep(account_id, purpose, _of_feed(feed, value), None)
        return value

    def _keep(self, account_id: int, purpose: str, value: str, ends: str | None) -> None:
        with self._database.writing(noted=False) as connection:
            of = {"sha256": sha256(value), "account_id": account_id, "purpose": purpose}
            connection.execute(insert(token).values(of | {"made": now(), "ends": ends}))

    def of(self, account_id: int) -> list[Token]:
        """The tokens of an account, in the order they were made."""
        query = select(*token.c["id", "purpose", "made", "ends"]).where(token.c.account_id == account_id)
        with self._database.asking() as connection:
            return [Token(*row) for row in connection.execute(query.order_by(token.c.id))]

    def account(self, value: str) -> Account | None:
        """Whose token it is, or ``None`` where it is none, revoked or over, or one of a feed."""
        return self._owner(value) if value.startswith(_PREFIX) else None

    def account_of_feed(self, value: str, feed: str) -> Account | None:
        """Whose token for this feed it is; that account may read, whatever else it may elsewhere."""
        owner = self._owner(_of_feed(feed, value))
        return msgspec.structs.replace(owner, role="reader") if owner else None

    def _owner(self, value: str) -> Account | None:
        query = (
            select(*account.c["id", "name", "role", "made"])
            .join(token, token.c.account_id == account.c.id)
            .where(token.c.sha256 == sha256(value), or_(token.c.ends.is_(None), token.c.ends > now()))
        )
        with self._database.asking() as connection:
            row = connection.execute(query).one_or_none()
        return Account(*row) if row else None

    def revoke(self, account_id: int, id_: int) -> None:
        """Takes a token of an account back; raises ``AccountError`` where it has no such token."""
        with self._database.writing(noted=False) as connection:
            done = connection.execute(delete(token).where(token.c.id == id_, token.c.account_id == account_id))
        if not done.rowcount:
            raise AccountError(f"token {id_}: this account has no such token")


def _of_feed(feed: str, value: str) -> str:
    """What is kept of a feed's token: no token that opens anything else is written so."""
    return f"feed {feed} {value}"
