"""Accounts and their passwords, kept in the record."""

from __future__ import annotations

import unicodedata
from threading import BoundedSemaphore
from typing import Literal, get_args

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, insert, select, update

from onrecord.record.database import Database, RecordError
from onrecord.record.keeping import now
from onrecord.record.schema import account as table
from onrecord.record.schema import session as sessions

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From the one who may least to the one who may most; each may what those before it may."""
SHORTEST, LONGEST = 10, 1000  # characters of a password
_HASHER = PasswordHasher()  # argon2id with the parameters of RFC 9106, section 4, second choice
_AT_ONCE = BoundedSemaphore(2)  # a hash takes 64 MiB of memory
_NOBODY = _HASHER.hash("nobody has this password")


class AccountError(RecordError):
    """What is wrong with an account that was asked for, in one line."""


class Account(msgspec.Struct, frozen=True):
    """Someone who may use the room; ``id`` is 0 where there are no accounts."""

    id: int
    name: str
    role: Role
    made: str = ""

    def may(self, role: Role) -> bool:
        """Whether this account may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Accounts:
    """The accounts of a record."""

    def __init__(self, database: Database):
        self._database = database

    def all(self) -> list[Account]:
        """Everyone, by name."""
        with self._database.asking() as connection:
            rows = connection.execute(select(table).order_by(table.c.name)).all()
        return [Account(row.id, row.name, row.role, row.made) for row in rows]

    def add(self, name: str, role: Role, password: str) -> Account:
        """Makes an account; raises ``AccountError``."""
        name, hashed = checked_name(name), hash_of(password)
        with self._database.writing(noted=False) as connection:
            taken = connection.execute(select(table.c.name)).scalars()
            if name.casefold() in {one.casefold() for one in taken}:
                raise AccountError(f"{name}: there is an account of this name")
            values = {"name": name, "role": role, "password": hashed, "made": now()}
            key = connection.execute(insert(table).values(values)).inserted_primary_key
        return Account(int(key[0]) if key else 0, name, role, values["made"])

    def named(self, name: str) -> Account:
        """The account of a name; raises ``AccountError``."""
        found = next((one for one in self.all() if one.name.casefold() == name.casefold()), None)
        if found is None:
            raise AccountError(f"{name}: there is no account of this name; `onrecord users list` names them")
        return found

    def set_role(self, name: str, role: Role) -> Account:
        """Gives an account another role."""
        account = self.named(name)
        with self._database.writing(noted=False) as connection:
            connection.execute(update(table).where(table.c.id == account.id).values(role=role))
        return msgspec.structs.replace(account, role=role)

    def set_password(self, name: str, password: str) -> Account:
        """Gives an account another password and ends its sessions."""
        account, hashed = self.named(name), hash_of(password)
        with self._database.writing(noted=False) as connection:
            connection.execute(update(table).where(table.c.id == account.id).values(password=hashed))
            connection.execute(delete(sessions).where(sessions.c.account_id == account.id))
        return account

    def remove(self, name: str) -> Account:
        """Takes an account away, with its sessions and tokens; what it corrected stays."""
        account = self.named(name)
        with self._database.writing(noted=False) as connection:
            connection.execute(delete(table).where(table.c.id == account.id))
        return account

    def verified(self, name: str, password: str) -> Account | None:
        """The account of a name and its password, or ``None``; takes as long where there is no such account."""
        with self._database.asking() as connection:
            rows = connection.execute(select(table)).all()
        row = next((row for row in rows if row.name.casefold() == name.casefold()), None)
        right = _is_right(row.password if row else _NOBODY, password)
        return Account(row.id, row.name, row.role, row.made) if row and right else None


def checked_name(name: str) -> str:
    """A name as it is kept; raises ``AccountError`` where it cannot be one."""
    name = unicodedata.normalize("NFKC", name).strip()
    if not 1 <= len(name) <= 64 or not name.isprintable() or " " in name:
        raise AccountError("the name of an account is 1 to 64 characters without a space")
    return name


def hash_of(password: str) -> str:
    """The argon2 hash of a password; raises ``AccountError`` where it is too short."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(f"a password has {SHORTEST} to {LONGEST} characters")
    with _AT_ONCE:
        return _HASHER.hash(password.encode("utf-8", "surrogatepass"))


def _is_right(hashed: str, password: str) -> bool:
    if len(password) > LONGEST:
        return False
    try:
        with _AT_ONCE:
            return _HASHER.verify(hashed, password.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False
