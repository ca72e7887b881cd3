"""The tables of a record, the same in SQLite and PostgreSQL.

A document's text and its reading are what is kept, and people's decisions beside them. Every other table is written
from these, can be written again, and stands there to be asked. Of each ``document.key`` the version that is
``current`` has rows in them.

Spans are half-open and in code points of ``document.text``, dates EDTF, times ISO 8601 in UTC. A ``label`` is the id
of a thing within its document, such as ``s4`` or ``e2``. ``entity`` is somebody or something over all documents,
``appearance`` the same within one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"}
)
_Id = BigInteger().with_variant(Integer, "sqlite")


def _of_document(primary_key: bool = True) -> Column[int]:
    return Column(
        "document_id", _Id, ForeignKey("document.id", ondelete="CASCADE"), primary_key=primary_key, nullable=False
    )


def _label() -> Column[str]:
    return Column("label", Text, primary_key=True)


def _clustered(name: str, *columns: Column[Any]) -> Table:
    """A table whose rows lie beside the others of their document: found without a further index."""
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


document = Table(
    "document",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("ref", Text, nullable=False, unique=True),  # short and the same in every record: see references.py
    Column("key", Text, nullable=False, index=True),  # its URL or path
    Column("sha256", Text, nullable=False),  # of its text in UTF-8
    Column("source", Text),  # SHA-256 of the bytes it was read from and of how: the same need not be read twice
    Column("current", Boolean, nullable=False),
    Column("name", Text, nullable=False),  # the ``id`` in its JSON
    Column("url", Text),
    Column("title", Text),
    Column("outlet", Text),
    Column("published", Text),
    Column("language", Text),
    Column("reader", Text, nullable=False),
    Column("added", Text, nullable=False),
    Column("read", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("reading", LargeBinary, nullable=False),  # its JSON without the text, as read: see readings.py
    UniqueConstraint("key", "sha256"),
    sqlite_autoincrement=True,
)

entity = Table(
    "entity",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("wikidata", Text),
    sqlite_autoincrement=True,
)

appearance = _clustered(
    "appearance",
    _of_document(),
    _label(),
    Column("entity_id", _Id, ForeignKey("entity.id"), index=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("wikidata", Text),
)

mention = _clustered(
    "mention",
    _of_document(),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    _label(),  # of the appearance
    Column("base", Text, nullable=False),
    Column("language", Text),
)

role = _clustered(
    "role",
    _of_document(),
    _label(),  # of the appearance
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("title", Text, primary_key=True),
    Column("organization", Text),
    Column("date", Text),
)

occasion = _clustered(
    "occasion",
    _of_document(),
    _label(),
    Column("kind", Text, nullable=False),
    Column("date", Text),
    Column("place", Text),  # label of the place's appearance
)

participant = _clustered(
    "participant",
    _of_document(),
    Column("occasion", Text, primary_key=True),
    Column("appearance", Text, primary_key=True),
)

citation = _clustered(
    "citation",
    _of_document(),
    _label(),
    Column("kind", Text, nullable=False),
    Column("appearance", Text),
    Column("date", Text),
    Column("canonical", Text),
    Column("target", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

finding = _clustered(
    "finding",
    _of_document(),
    Column("number", Integer, primary_key=True),  # from 0, in the document's order
    Column("check", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("verdict", Text),  # null until a person accepted or rejected it
)

statement = Table(
    "statement",
    metadata,
    # days since 0001-01-01 of ``day`` << 41 | a number that grows: the order of ids is the order of dates
    Column("id", _Id, primary_key=True, autoincrement=False),
    _of_document(primary_key=False),
    Column("label", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("speaker", Text),  # label of the speaker's appearance
    Column("speaker_id", _Id, ForeignKey("entity.id")),
    Column("occasion", Text),  # its label
    Column("date", Text),  # when it was said, where that is known
    Column("day", Text),  # the first day of ``date``, else of the document's publication
    Column("language", Text),  # of the block it stands in
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("content", Text, nullable=False),  # its words, pieces joined by " … "
    Column("source", Text),
    Column("cue", Text),
    Column("addressee", Text),
    Column("parent", Text),
    Column("negated", Boolean, nullable=False),
    Column("hedged", Boolean, nullable=False),
    Column("attitude", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("verdict", Text),  # null until a person accepted or rejected it
    Column("facets", Text),  # as they stand in the search index; null where it is not in it: a person rejected it
    Index(None, "document_id"),
    Index(None, "speaker_id", "id"),
)

addressee = _clustered(
    "addressee",
    _of_document(),
    Column("statement", Text, primary_key=True),
    Column("appearance", Text, primary_key=True),
)

property_ = Table(
    "property",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("made", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("document_id", _Id, ForeignKey("document.id", ondelete="CASCADE"), index=True),  # null: about people
    Column("target", Text, nullable=False),  # JSON: what it is about, by its spans or by who stands where
    Column("value", Text, nullable=False),  # JSON: what it is to be
    Column("why", Text),
    Column("undone", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

event = Table(
    "event",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("time", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),  # made, undone or redone
    Column("decision_id", _Id, ForeignKey("decision.id", ondelete="CASCADE"), nullable=False, index=True),
    sqlite_autoincrement=True,
)

watch = Table(
    "watch",
    metadata,
    Column("name", Text, primary_key=True),
    Column("query", Text, nullable=False),  # JSON of the search
    Column("made", Text, nullable=False),
    Column("ran", Text),
    Column("seen", _Id, nullable=False),  # the newest document.id of the last run
)

account = Table(
    "account",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),  # reader, editor or admin
    Column("password", Text, nullable=False),  # its argon2 hash
    Column("made", Text, nullable=False),
    sqlite_autoincrement=True,
)


def _of_account() -> Column[int]:
    return Column("account_id", _Id, ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True)


session = Table(
    "session",
    metadata,
    Column("sha256", Text, primary_key=True),  # of what the cookie holds
    _of_account(),
    Column("made", Text, nullable=False),
    Column("used", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("agent", Text, nullable=False),
)

token = Table(
    "token",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("sha256", Text, nullable=False, unique=True),  # of the token
    _of_account(),
    Column("purpose", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("ends", Text),  # null: until it is revoked
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("time", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("address", Text, nullable=False),  # network address, or where the command ran
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),
    sqlite_autoincrement=True,
)

OF_A_DOCUMENT = (appearance, mention, role, occasion, participant, citation, finding, statement, addressee)
"""The tables that are written from a document's reading and its decisions."""

SEARCH = "search"
"""The table of words and facets; FTS5 in SQLite, a ``tsvector`` in PostgreSQL: see words.py."""
