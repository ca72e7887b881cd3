"""The first schema."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes all tables. What they hold is told in schema.py, as they are now."""
    _documents_and_entities()
    _of_documents()
    _statements()
    _decisions()
    _joining()
    _room()


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _text(name: str, null: bool = False, **how: Any) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null, **how)


def _number(name: str, null: bool = False, **how: Any) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null, **how)


def _flag(name: str, **how: Any) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, **how)


def _long(name: str, null: bool = False, **how: Any) -> sa.Column[int]:
    return sa.Column(name, _LONG, nullable=null, **how)


def _counted() -> sa.Column[int]:
    """An id that the database gives."""
    return _long("id", primary_key=True, autoincrement=True)


def _counted_short() -> sa.Column[int]:
    return _number("id", primary_key=True, autoincrement=True)


def _of(table: str, null: bool = False, **how: Any) -> sa.Column[int]:
    """The id of what it goes with."""
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    kind = sa.Integer() if table in ("document", "entity") else _LONG
    return sa.Column(f"{table}_id", kind, key, nullable=null, **how)


def _entity(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey("entity.id"))


def _table(name: str, *columns: Any, index: tuple[tuple[str, ...], ...] = (), **how: Any) -> None:
    op.create_table(name, *columns, **how)
    for one in index:
        op.create_index(f"ix_{name}_{'_'.join(one)}", name, list(one))


def _index(name: str, table: str, *columns: str, where: str) -> None:
    """An index of those rows alone of which something holds."""
    condition = sa.text(where)
    op.create_index(name, table, list(columns), sqlite_where=condition, postgresql_where=condition)


def _clustered(name: str, *columns: Any, index: tuple[tuple[str, ...], ...] = ()) -> None:
    """A table whose rows lie in the order of its key in SQLite."""
    _table(name, *columns, index=index, sqlite_with_rowid=False)


def _beside(name: str, *columns: Any, key: tuple[str, ...]) -> None:
    """Rows of a document: in SQLite in the order of their key, in PostgreSQL with an index of documents."""
    if _is_sqlite():
        _clustered(name, _of("document"), *columns, sa.PrimaryKeyConstraint("document_id", *key))
    else:
        _table(name, _of("document"), *columns, index=(("document_id",),))


def _documents_and_entities() -> None:
    _table(
        "document",
        _counted_short(), _text("ref"), _text("key"), _text("sha256"), _text("source", null=True), _flag("current"),
        _text("name"), _text("url", null=True), _text("title", null=True),
        _text("outlet", null=True), _text("published", null=True), _text("language", null=True), _text("reader"),
        _text("added"), _text("read"), _text("former", null=True), _text("text"),
        sa.Column("reading", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("ref", name="uq_document_ref"),
        index=(("key",),), sqlite_autoincrement=True,
    )  # fmt: skip
    _index("ix_document_outlet", "document", "outlet", "id", where="current")
    if not _is_sqlite():  # it is deflated already
        op.execute("ALTER TABLE document ALTER COLUMN reading SET STORAGE EXTERNAL")
    _table(
        "entity",
        _counted_short(), _text("kind"), _text("name"), _text("wikidata", null=True),
        sqlite_autoincrement=True,
    )  # fmt: skip
    _clustered(
        "spelling",
        _text("word", primary_key=True), _of("entity", primary_key=True),
        index=(("entity_id",),),
    )  # fmt: skip
    _table("property", _text("name", primary_key=True), _text("value"))


def _of_documents() -> None:
    _clustered(
        "appearance",
        _of("document", primary_key=True), _entity("entity_id"),
        _text("label", primary_key=True), _text("kind"), _text("name"), _text("wikidata", null=True),
        index=(("entity_id",),),
    )  # fmt: skip
    _beside(
        "mention",
        _number("start"), _number("end"), _flag("named"), _text("label"), _text("base"), _text("language", null=True),
        key=("start", "end", "label"),
    )  # fmt: skip
    _beside(
        "role",
        _text("label"), _number("start"), _number("end"), _text("title"), _text("organization", null=True),
        _text("date", null=True),
        key=("label", "start", "end", "title"),
    )  # fmt: skip
    _beside(
        "occasion",
        _text("label"), _text("kind"), _text("date", null=True), _text("place", null=True),
        key=("label",),
    )  # fmt: skip
    _beside("participant", _text("occasion"), _text("appearance"), key=("occasion", "appearance"))
    _beside(
        "citation",
        _text("label"), _text("kind"), _text("appearance", null=True), _text("date", null=True),
        _text("canonical", null=True), _text("target", null=True), _number("start"), _number("end"),
        key=("label",),
    )  # fmt: skip
    _beside(
        "finding",
        _number("number"), _text("check"), _text("severity"), _text("message"), _number("start", null=True),
        _number("end", null=True), _text("verdict", null=True),
        key=("number",),
    )  # fmt: skip
    _index("ix_finding_waiting", "finding", "document_id", "number", where="verdict IS NULL")
    _beside("addressee", _text("statement"), _text("appearance"), key=("statement", "appearance"))


def _statements() -> None:
    """The statements, and the index of words and facets that they are found by."""
    _table(
        "statement",
        _long("id", primary_key=True, autoincrement=False), _of("document"),
        _entity("speaker_id"), sa.Column("confidence", sa.Float(), nullable=False),
        _number("start"), _number("end"), _flag("negated"), _flag("hedged"), _flag("attitude"), _text("label"),
        _text("kind"), _text("speaker", null=True), _text("occasion", null=True), _text("date", null=True),
        _text("day", null=True), _text("language", null=True), _text("content"), _text("source", null=True),
        _text("cue", null=True), _text("addressee", null=True), _text("parent", null=True), _text("why"),
        _text("verdict", null=True), _text("facets", null=True),
        index=(("document_id",), ("speaker_id", "id")),
    )  # fmt: skip
    if _is_sqlite():
        # ascii: all that is no ASCII character counts as a letter; folding left only letters and digits
        op.execute("CREATE VIRTUAL TABLE search USING fts5(words, facets, content='', tokenize='ascii')")
        return
    op.execute("ALTER TABLE statement ADD COLUMN words TSVECTOR")
    op.execute("CREATE INDEX ix_statement_words ON statement USING gin (words, string_to_array(facets, ' '))")
    op.execute("ALTER TABLE statement ALTER COLUMN words SET STATISTICS 1000")
    op.execute("ALTER INDEX ix_statement_words ALTER COLUMN 2 SET STATISTICS 1000")


def _decisions() -> None:
    _table(
        "decision",
        _counted(), _text("made"), _text("who"), _text("verb"), _of("document", null=True), _text("target"),
        _text("value"), _text("why", null=True), _flag("undone"),
        index=(("document_id",),), sqlite_autoincrement=True,
    )  # fmt: skip
    _table(
        "event",
        _counted(), _text("time"), _text("who"), _text("what"), _of("decision"), _text("why", null=True),
        index=(("decision_id",),), sqlite_autoincrement=True,
    )  # fmt: skip
    _clustered(
        "anchor",
        _of("decision", primary_key=True), _number("number", primary_key=True), _number("side"), _of("document"),
        _text("name"), _text("kind"), _text("spans"),
        index=(("document_id",),),
    )  # fmt: skip
    _table(
        "watch",
        _text("name", primary_key=True), _text("query"), _text("made"), _text("ran", null=True), _number("seen"),
    )  # fmt: skip


def _joining() -> None:
    _table(
        "namesake",
        _long("id", primary_key=True, autoincrement=False), _text("kind"), _text("text"), _text("language", null=True),
        _text("wikidata", null=True), _flag("described"), _flag("firm"), _number("appearances"), _number("borne"),
        _number("entity_id", null=True), _long("host", null=True),
        index=(("entity_id",),),
    )  # fmt: skip
    _index("ix_namesake_host", "namesake", "host", where="host IS NOT NULL")
    _clustered(
        "bearing",
        _number("document_id", primary_key=True), _text("label", primary_key=True),
        _long("namesake_id", primary_key=True), _flag("own"), sa.Column("context", sa.LargeBinary(), nullable=False),
        index=(("namesake_id", "document_id"),),
    )  # fmt: skip
    _clustered(
        "block",
        _long("key", primary_key=True), _flag("lone", primary_key=True), _long("namesake_id", primary_key=True),
        _number("count"),
    )  # fmt: skip
    _clustered("also_called", _long("one", primary_key=True), _long("other", primary_key=True), _number("count"))
    _clustered(
        "judgement",
        _long("one", primary_key=True), _long("other", primary_key=True), _flag("lone"), _text("verdict"),
        sa.Column("score", sa.Float(), nullable=False), _text("why"),
        index=(("other",),),
    )  # fmt: skip
    _index("ix_judgement_waiting", "judgement", "score", "one", "other", where="verdict = 'proposed'")
    _clustered(
        "bond",
        _number("document_id", primary_key=True), _text("label", primary_key=True),
        _number("other_document_id", primary_key=True), _text("other_label", primary_key=True), _flag("together"),
        index=(("other_document_id",),),
    )  # fmt: skip
    _clustered(
        "chosen",
        _number("document_id", primary_key=True), _text("label", primary_key=True), _text("what", primary_key=True),
        _text("value", null=True), _long("decision_id"),
    )  # fmt: skip
    _clustered("merged", _number("id", primary_key=True), _long("namesake_id"))


def _room() -> None:
    """What the reading room keeps of those who use it."""
    _table(
        "account",
        _counted(), _text("name"), _text("role"), _text("password"), _text("made"),
        sa.UniqueConstraint("name", name="uq_account_name"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    _table(
        "session",
        _text("sha256", primary_key=True), _of("account"), _text("made"), _text("used"), _text("address"),
        _text("agent"),
        index=(("account_id",),),
    )  # fmt: skip
    _table(
        "token",
        _counted(), _text("sha256"), _of("account"), _text("purpose"), _text("made"), _text("ends", null=True),
        sa.UniqueConstraint("sha256", name="uq_token_sha256"),
        index=(("account_id",),), sqlite_autoincrement=True,
    )  # fmt: skip
    _table(
        "audit",
        _counted(), _text("time"), _text("who"), _text("address"), _text("what"), _text("about"),
        sqlite_autoincrement=True,
    )  # fmt: skip
