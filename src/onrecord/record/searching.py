"""Statements by words and filters: one question to the full-text index, its answers in the order of dates.

Ids are in the order of dates, so pages go on behind the id where the last one ended. By relevance, the newest
``RANKED`` answers are compared, by BM25 in SQLite and ``ts_rank`` in PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Text, cast, column, func, literal, literal_column, select
from sqlalchemy import table as any_table
from sqlalchemy import text as as_it_is
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from onrecord.record import queries, schema
from onrecord.record.database import RecordError
from onrecord.record.filters import KINDS, Compiled, Filters, compiled
from onrecord.record.queries import Query
from onrecord.record.results import Result, StatementRow
from onrecord.record.rows import facet_word, language_word
from onrecord.record.words import IN_POSTGRES

Sort = Literal["newest", "oldest", "relevance"]
SORTS = ("newest", "oldest", "relevance")
RANKED = 10_000
"""Answers, newest first, that are compared by relevance."""
_CHUNK = 500
_WALKED, _MOST_WALKED_FOR = 100, 100  # statements that are walked through for each that is wanted
_WALKED_IN_ALL = 20_000  # for a large number of the newest


class Asked(NamedTuple):
    """A question that is ready to be asked: its words and its filters."""

    query: Query
    filters: Compiled

    @property
    def facets(self) -> tuple[tuple[str, ...], ...]:
        """Groups of facets, of each of which one must be there."""
        if self.filters.facets or self.query.needed or not (self.query.excluded or self.filters.without):
            return self.filters.facets
        return (tuple(f"k{kind}" for kind in KINDS),)  # what must not be there is taken out of all there is

    @property
    def is_plain(self) -> bool:
        """Whether neither words nor facets are asked for: the index is not needed."""
        return not self.query.needed and not self.facets


def asked(
    connection: Connection, words: str | None, filters: Filters, documents: Sequence[int] | None = None
) -> Asked:
    """A search string and filters made ready, for documents with these ids alone if given. Raises ``RecordError``."""
    query, narrowed = queries.parse(words), compiled(connection, filters)
    if documents is not None:
        group = tuple(f"d{id_}" for id_ in documents)
        narrowed = narrowed._replace(facets=(*narrowed.facets, group), nothing=narrowed.nothing or not group)
    return Asked(query, narrowed)


def statements(
    connection: Connection,
    words: str | None = None,
    filters: Filters | None = None,
    *,
    sort: Sort = "newest",
    limit: int | None = 50,
    after: str | None = None,
    documents: Sequence[int] | None = None,
) -> Result[StatementRow]:
    """The statements that are asked for; ``after`` is the ``cursor`` of the page before.

    With ``documents`` only those in documents with these ids; they should be a few hundred at most.
    """
    if sort not in SORTS:
        raise RecordError(f"sort {sort}: say one of {', '.join(SORTS)}")
    question = asked(connection, words, filters or Filters(), documents)
    ids = list(_page(connection, question, sort, limit, after))
    more = limit is not None and len(ids) == limit and limit > 0
    cursor = None
    if more:
        cursor = str(offset_of(after) + len(ids)) if sort == "relevance" and not question.is_plain else str(ids[-1])
    return Result(rows(connection, ids, question.query), cursor)


def each_id(connection: Connection, question: Asked, sort: Sort = "newest", chunk: int = 5_000) -> Iterator[int]:
    """The ids of all statements that are asked for, by date, a page at a time."""
    after = None
    while page := _page(connection, question, sort, chunk, after):
        yield from page
        if len(page) < chunk:
            return
        after = str(page[-1])


def newest_ids(connection: Connection, question: Asked, most: int) -> Sequence[int]:
    """The ids of the newest statements that are asked for, at most so many: as quick as they lie close together."""
    if connection.dialect.name == "sqlite" or question.is_plain or question.filters.nothing:
        return _page(connection, question, "newest", most, None)
    first, last = question.filters.first, question.filters.last
    return _by_date_in_postgres(connection, question, True, first, last, most, _WALKED_IN_ALL)


def _page(connection: Connection, question: Asked, sort: Sort, limit: int | None, after: str | None) -> Sequence[int]:
    if question.filters.nothing or limit == 0:
        return []
    if sort == "relevance" and not question.is_plain:
        query = _by_relevance(connection, question).offset(offset_of(after))
        return connection.execute(query.limit(limit)).scalars().all()
    newest, first, last = sort != "oldest", question.filters.first, question.filters.last
    if after is not None:
        first, last = (first, min(last, offset_of(after) - 1)) if newest else (max(first, offset_of(after) + 1), last)
    is_indexed = not question.is_plain
    if is_indexed and limit and limit <= _MOST_WALKED_FOR and connection.dialect.name != "sqlite":
        return _by_date_in_postgres(connection, question, newest, first, last, limit, _WALKED * limit)
    query, id_ = _found(connection, question, first, last)
    return connection.execute(_in_order(query, id_, newest, limit)).scalars().all()


def _by_date_in_postgres(
    connection: Connection, question: Asked, newest: bool, first: int, last: int, limit: int, walking: int
) -> Sequence[int]:
    """A page by date: looked for among the statements next in line, and what is missing then in the index.

    The planner takes words for independent of each other. Where they are not, such as Polish words in English, it
    would walk through all statements to find none; and the index alone would gather all where there are many.
    """
    table = IN_POSTGRES
    plain = select(*table.c["id", "words", "facets", "confidence"]).where(
        table.c.facets.is_not(None), table.c.id.between(first, last)
    )
    walked = _in_order(plain, table.c.id, newest, walking).subquery("near")
    query, id_ = _found(connection, question, first, last, walked)
    found = list(connection.execute(_in_order(query, id_, newest, limit)).scalars())
    if len(found) == limit:
        return found
    end = func.min(walked.c.id) if newest else func.max(walked.c.id)
    number, reached = connection.execute(select(func.count(), end).select_from(walked)).one()
    if number < walking:
        return found
    first, last = (first, reached - 1) if newest else (reached + 1, last)
    query, _ = _found(connection, question, first, last)
    rest = query.cte("rest").prefix_with("MATERIALIZED", dialect="postgresql")
    _scan(connection, False)
    page = _in_order(select(rest.c.id), rest.c.id, newest, limit - len(found))
    found += connection.execute(page).scalars()
    _scan(connection, True)
    return found


def _scan(connection: Connection, allowed: bool) -> None:
    """Allows plans that go through the whole table of statements, or, within this transaction, does not."""
    value = "on" if allowed else "off"
    settings = ", ".join(f"set_config('enable_{scan}', '{value}', true)" for scan in ("seqscan", "indexscan"))
    connection.execute(as_it_is(f"SELECT {settings}"))


def _in_order(query: Select[Any], id_: ColumnElement[int], newest: bool, limit: int | None) -> Select[Any]:
    return query.order_by(id_.desc() if newest else id_).limit(limit)


def _found(
    connection: Connection, question: Asked, first: int, last: int, rows: Any = None
) -> tuple[Select[Any], ColumnElement[int]]:
    """The ids between two of what is asked for, and the column that they are in; ``rows`` are those to look among."""
    statement, least = schema.statement, question.filters.least
    if not question.is_plain and connection.dialect.name == "sqlite":
        index = any_table(schema.SEARCH, column("rowid"))
        match = as_it_is(f"{schema.SEARCH} MATCH :match").bindparams(
            match=queries.fts5(question.query, question.facets, question.filters.without)
        )
        query = select(index.c.rowid).select_from(index).where(match, index.c.rowid.between(first, last))
        if least > 0:
            query = query.join(statement, statement.c.id == index.c.rowid).where(statement.c.confidence >= least)
        return query, index.c.rowid
    columns = (IN_POSTGRES if rows is None else rows).c
    query = select(columns.id).where(columns.facets.is_not(None), columns.id.between(first, last))
    if least > 0:
        query = query.where(columns.confidence >= least)
    if not question.is_plain:
        query = query.where(*_matches(question, columns))
    return query, columns.id


def _matches(question: Asked, columns: Any) -> Iterator[ColumnElement[bool]]:
    """What PostgreSQL has to look for in its index of statements."""
    if query := queries.tsquery(question.query):
        yield columns.words.bool_op("@@")(cast(query, TSQUERY))
    elif query := queries.tsquery_without(question.query):
        yield ~columns.words.bool_op("@@")(cast(query, TSQUERY))
    facets = func.string_to_array(columns.facets, literal_column("' '"), type_=ARRAY(Text))
    if single := [group[0] for group in question.facets if len(group) == 1]:
        yield facets.contains(_facets(single))
    for group in question.facets:
        if len(group) > 1:
            yield facets.overlap(_facets(group))
    if question.filters.without:
        yield ~facets.overlap(_facets(question.filters.without))


def _facets(group: Sequence[str]) -> ColumnElement[Any]:
    return cast(list(group), ARRAY(Text))


def _by_relevance(connection: Connection, question: Asked) -> Select[Any]:
    found, id_ = _found(connection, question, question.filters.first, question.filters.last)
    if connection.dialect.name == "sqlite":
        rank: Any = literal_column(f"-bm25({schema.SEARCH}, 1.0, 0.0)")
    elif query := queries.tsquery(Query(question.query.needed)):
        rank = func.ts_rank(IN_POSTGRES.c.words, cast(query, TSQUERY))
    else:
        rank = literal(0)
    found = found.with_only_columns(id_.label("id"), rank.label("rank")).order_by(id_.desc()).limit(RANKED)
    best = found.subquery("best")
    return select(best.c.id).order_by(best.c.rank.desc(), best.c.id.desc())


def offset_of(cursor: str | None) -> int:
    """The number that a cursor stands for, 0 where there is none. Raises ``RecordError``."""
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 19 and int(cursor) < 1 << 63):
        raise RecordError("after: this is no cursor of a page")
    return int(cursor)


def rows(connection: Connection, ids: Sequence[int], query: Query | None = None) -> list[StatementRow]:
    """The statements with these ids, in the order of the ids, with the places of what the query looks for."""
    found: dict[int, StatementRow] = {}
    for at in range(0, len(ids), _CHUNK):
        found.update(_rows(connection, ids[at : at + _CHUNK], query or Query()))
    return [found[id_] for id_ in ids if id_ in found]


def _rows(connection: Connection, ids: Sequence[int], query: Query) -> Iterator[tuple[int, StatementRow]]:
    statement, document, entity, appearance = schema.statement, schema.document, schema.entity, schema.appearance
    of_document = document.c["ref", "key", "title", "outlet", "published", "url"]
    asked_for = (
        select(statement, *of_document, entity.c.name.label("known_as"), appearance.c.name.label("named"))
        .join(document, document.c.id == statement.c.document_id)
        .outerjoin(entity, entity.c.id == statement.c.speaker_id)
        .outerjoin(
            appearance,
            (appearance.c.document_id == statement.c.document_id) & (appearance.c.label == statement.c.speaker),
        )
        .where(statement.c.id.in_(ids))
    )
    spoken_to = _addressees(connection, ids)
    for row in connection.execute(asked_for):
        names = spoken_to.get(row.id, [])
        yield row.id, StatementRow(
            id=f"{row.ref}#{row.label}", ref=row.ref, label=row.label, kind=row.kind, content=row.content,
            hits=query.hits(row.content), speaker=row.known_as or row.named, speaker_id=person_id(row.speaker_id),
            source=row.source, cue=row.cue, addressees=tuple(name for name, _ in names),
            addressee_ids=tuple(id_ for _, id_ in names if id_), addressee=row.addressee, date=row.date, day=row.day,
            occasion=f"{row.ref}#{row.occasion}" if row.occasion else None, language=row.language, parent=row.parent,
            start=row.start, end=row.end, negated=row.negated, hedged=row.hedged, attitude=row.attitude,
            confidence=row.confidence, why=row.why, verdict=row.verdict, title=row.title, outlet=row.outlet,
            published=row.published, url=row.url, key=row.key,
        )  # fmt: skip


def _addressees(connection: Connection, ids: Sequence[int]) -> dict[int, list[tuple[str, str | None]]]:
    statement, addressee, entity, appearance = schema.statement, schema.addressee, schema.entity, schema.appearance
    query = (
        select(statement.c.id, appearance.c.name, entity.c.name.label("known_as"), entity.c.id.label("entity_id"))
        .join(
            addressee,
            (addressee.c.document_id == statement.c.document_id) & (addressee.c.statement == statement.c.label),
        )
        .join(
            appearance,
            (appearance.c.document_id == addressee.c.document_id) & (appearance.c.label == addressee.c.appearance),
        )
        .outerjoin(entity, entity.c.id == appearance.c.entity_id)
        .where(statement.c.id.in_(ids))
        .order_by(statement.c.id, appearance.c.label)
    )
    found: dict[int, list[tuple[str, str | None]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.id, []).append((row.known_as or row.name, person_id(row.entity_id)))
    return found


def person_id(id_: int | None) -> str | None:
    """The id by which people are named to the outside: ``p12``."""
    return None if id_ is None else f"p{id_}"



def same_words(one: str, other: str | None) -> bool:
    """Whether two names are the same but for case, accents and spaces."""
    return facet_word(one) == facet_word(other or "")


def same_language(one: str, other: str | None) -> bool:
    """Whether two languages are the same but for script and region."""
    return language_word(one) == language_word(other)


def place_of(cursor: str) -> tuple[int, int]:
    """The two numbers that a cursor like ``12.5`` stands for. Raises ``RecordError``."""
    one, _, other = cursor.partition(".")
    return min(offset_of(one), schema.HIGHEST), min(offset_of(other), schema.HIGHEST)
