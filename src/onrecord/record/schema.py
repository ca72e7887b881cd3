"""The tables of a record, the same in SQLite and PostgreSQL; what makes them are the migrations.

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
    text,
)

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"}
)
_Long = BigInteger().with_variant(Integer, "sqlite")
HIGHEST = (1 << 31) - 1
"""The highest id of a document or an entity."""


def _of_document(primary_key: bool = True) -> Column[int]:
    return Column(
        "document_id", Integer, ForeignKey("document.id", ondelete="CASCADE"), primary_key=primary_key, nullable=False
    )


def _label() -> Column[str]:
    return Column("label", Text, primary_key=True)


def _clustered(name: str, *columns: Column[Any] | Index) -> Table:
    """A table whose rows lie in the order of its key in SQLite."""
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


def _beside(name: str, *columns: Column[Any] | Index) -> Table:
    """A table whose rows are asked for with the others of their document.

    In PostgreSQL they have an index of documents in place of the key, which would be as large as the rows.
    """
    return _clustered(name, *columns, Index(None, "document_id").ddl_if(dialect="postgresql"))


document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("ref", Text, nullable=False, unique=True),  # short and the same in every record: see references.py
    Column("key", Text, nullable=False, index=True),  # its URL or path; a version of it is known by ref
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
    Column("former", Text),  # JSON: labels of statements that earlier readings had and this one lacks: see labels.py
    Column("text", Text, nullable=False),
    Column("reading", LargeBinary, nullable=False),  # its JSON without the text, as read: see readings.py
    sqlite_autoincrement=True,
)
Index("ix_document_outlet", document.c.outlet, document.c.id,
      sqlite_where=document.c.current, postgresql_where=document.c.current)  # fmt: skip

entity = Table(
    "entity",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("wikidata", Text),
    sqlite_autoincrement=True,
)

appearance = _clustered(
    "appearance",
    _of_document(),
    Column("entity_id", Integer, ForeignKey("entity.id"), index=True),
    _label(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("wikidata", Text),
)

spelling = _clustered(
    "spelling",
    Column("word", Text, primary_key=True),  # a word of a name, folded
    Column("entity_id", Integer, ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True, index=True),
)

mention = _beside(
    "mention",
    _of_document(),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("named", Boolean, nullable=False),  # by a name, not by a pronoun or a description
    _label(),  # of the appearance
    Column("base", Text, nullable=False),
    Column("language", Text),
)

role = _beside(
    "role",
    _of_document(),
    _label(),  # of the appearance
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("title", Text, primary_key=True),
    Column("organization", Text),
    Column("date", Text),
)

occasion = _beside(
    "occasion",
    _of_document(),
    _label(),
    Column("kind", Text, nullable=False),
    Column("date", Text),
    Column("place", Text),  # label of the place's appearance
)

participant = _beside(
    "participant",
    _of_document(),
    Column("occasion", Text, primary_key=True),
    Column("appearance", Text, primary_key=True),
)

citation = _beside(
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

finding = _beside(
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
Index("ix_finding_waiting", finding.c.document_id, finding.c.number,
      sqlite_where=finding.c.verdict.is_(None), postgresql_where=finding.c.verdict.is_(None))  # fmt: skip

statement = Table(
    "statement",
    metadata,
    # Values of fixed width come first: PostgreSQL leaves gaps before those that follow words.
    # days since 0001-01-01 of ``day`` << 41 | a number that grows: the order of ids is the order of dates
    Column("id", _Long, primary_key=True, autoincrement=False),
    _of_document(primary_key=False),
    Column("speaker_id", Integer, ForeignKey("entity.id")),
    Column("confidence", Float, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("hedged", Boolean, nullable=False),
    Column("attitude", Boolean, nullable=False),
    Column("label", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("speaker", Text),  # label of the speaker's appearance
    Column("occasion", Text),  # its label
    Column("date", Text),  # when it was said, where that is known
    Column("day", Text),  # the first day of ``date``, else of the document's publication
    Column("language", Text),  # of the block it stands in
    Column("content", Text, nullable=False),  # its words, pieces joined by " … "
    Column("source", Text),
    Column("cue", Text),
    Column("addressee", Text),
    Column("parent", Text),
    Column("why", Text, nullable=False),
    Column("verdict", Text),  # null until a person accepted or rejected it
    Column("facets", Text),  # what it is found by beside its words; null where it is not: a person rejected it
    Index(None, "document_id"),
    Index(None, "speaker_id", "id"),
)

addressee = _beside(
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
    Column("id", _Long, primary_key=True, autoincrement=True),
    Column("made", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("document_id", Integer, ForeignKey("document.id", ondelete="CASCADE"), index=True),  # null: about people
    Column("target", Text, nullable=False),  # JSON: what it is about, by its spans or by who stands where
    Column("value", Text, nullable=False),  # JSON: what it is to be
    Column("why", Text),
    Column("undone", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

event = Table(
    "event",
    metadata,
    Column("id", _Long, primary_key=True, autoincrement=True),
    Column("time", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),  # made, undone or redone
    Column("decision_id", _Long, ForeignKey("decision.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("why", Text),
    sqlite_autoincrement=True,
)

anchor = _clustered(
    "anchor",
    Column("decision_id", _Long, ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("side", Integer, nullable=False),  # 0 leaves, 1 stays; 2 and 3 of a further person
    Column("document_id", Integer, ForeignKey("document.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("spans", Text, nullable=False),  # JSON: where the document names them
)
"""Where somebody stands whom a decision is about."""

watch = Table(
    "watch",
    metadata,
    Column("name", Text, primary_key=True),
    Column("query", Text, nullable=False),  # JSON of the search
    Column("made", Text, nullable=False),
    Column("ran", Text),
    Column("seen", Integer, nullable=False),  # the newest document.id of the last run
)

namesake = Table(
    "namesake",
    metadata,
    Column("id", _Long, primary_key=True, autoincrement=False),  # a hash of what makes it one: see namesakes.py
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text),
    Column("wikidata", Text),
    Column("described", Boolean, nullable=False),
    Column("firm", Boolean, nullable=False),  # joined by its name, or by a person; not by its context
    Column("appearances", Integer, nullable=False),
    Column("borne", Integer, nullable=False),  # as their name or as a further one
    Column("entity_id", Integer, index=True),
    Column("host", _Long),  # the full name that a single word was joined with
)
Index(None, namesake.c.host, sqlite_where=namesake.c.host.is_not(None), postgresql_where=namesake.c.host.is_not(None))

bearing = _clustered(
    "bearing",
    Column("document_id", Integer, primary_key=True),
    Column("label", Text, primary_key=True),
    Column("namesake_id", _Long, primary_key=True),
    Column("own", Boolean, nullable=False),  # false where the document has this name for it too
    Column("context", LargeBinary, nullable=False),  # keys of context, 6 bytes each
    Index(None, "namesake_id", "document_id"),
)

block = _clustered(
    "block",
    Column("key", _Long, primary_key=True),
    Column("lone", Boolean, primary_key=True),
    Column("namesake_id", _Long, primary_key=True),
    Column("count", Integer, nullable=False),
)

also_called = _clustered(
    "also_called",
    Column("one", _Long, primary_key=True),
    Column("other", _Long, primary_key=True),
    Column("count", Integer, nullable=False),
)

judgement = _clustered(
    "judgement",
    Column("one", _Long, primary_key=True),  # the single word, of a word and a full name; else the lower id
    Column("other", _Long, primary_key=True),
    Column("lone", Boolean, nullable=False),  # whether "one" is a single word
    Column("verdict", Text, nullable=False),  # joined, proposed
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False),
    Index(None, "other"),
)
Index("ix_judgement_waiting", judgement.c.score, judgement.c.one, judgement.c.other,
      sqlite_where=text("verdict = 'proposed'"), postgresql_where=text("verdict = 'proposed'"))  # fmt: skip

bond = _clustered(
    "bond",
    Column("document_id", Integer, primary_key=True),
    Column("label", Text, primary_key=True),
    Column("other_document_id", Integer, primary_key=True),
    Column("other_label", Text, primary_key=True),
    Column("together", Boolean, nullable=False),  # false: a person keeps them apart
    Index(None, "other_document_id"),
)

chosen = _clustered(
    "chosen",
    Column("document_id", Integer, primary_key=True),
    Column("label", Text, primary_key=True),
    Column("what", Text, primary_key=True),  # name or wikidata
    Column("value", Text),  # null: a person said that there is none
    Column("decision_id", _Long, nullable=False),  # of several for one entity the last counts
)

merged = _clustered(
    "merged",
    Column("id", Integer, primary_key=True),
    Column("namesake_id", _Long, nullable=False),
)
"""Ids of entities that are no more, and their most frequent namesake: whoever kept an id finds whose it is now."""

account = Table(
    "account",
    metadata,
    Column("id", _Long, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),  # reader, editor or admin
    Column("password", Text, nullable=False),  # its argon2 hash
    Column("made", Text, nullable=False),
    sqlite_autoincrement=True,
)


def _of_account() -> Column[int]:
    return Column("account_id", _Long, ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True)


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
    Column("id", _Long, primary_key=True, autoincrement=True),
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
    Column("id", _Long, primary_key=True, autoincrement=True),
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
"""The table of words and facets in SQLite (FTS5): see words.py for it and for what PostgreSQL has."""
