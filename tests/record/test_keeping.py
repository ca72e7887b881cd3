"""Documents are kept once, versions stay, and what is removed is gone from everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, text

import onrecord
from onrecord import record as records
from onrecord.document import Document
from onrecord.record import keeping, schema

FERRY = "“The ferry will sail on Monday,” Mayor Ines Falk said. Falk added that the pier was safe.\n"
CHANGED = "“The ferry will sail on Tuesday,” Mayor Ines Falk said.\n"


def _count(record: records.Record, table: object) -> int:
    with record.database.asking() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[call-overload]


def _found(record: records.Record, word: str) -> int:
    with record.database.asking() as connection:
        if record.database.is_sqlite:
            query = text(f"SELECT count(*) FROM {schema.SEARCH} WHERE {schema.SEARCH} MATCH :word")
        else:
            query = text("SELECT count(*) FROM statement WHERE words @@ CAST(:word AS tsquery)")
        return connection.execute(query, {"word": word}).scalar_one()


def test_the_same_document_twice_is_there_once(record: records.Record) -> None:
    document = onrecord.read(FERRY)
    first, second = (record.keep([document], ["ferry.txt"])[0] for _ in range(2))
    assert (first.became, second.became) == ("added", "there already")
    assert (_count(record, schema.document), _count(record, schema.statement)) == (1, len(document.statements))
    assert _found(record, "ferry") == 1


def test_a_changed_text_takes_the_place_of_the_older_version_which_is_kept(record: records.Record) -> None:
    record.keep([onrecord.read(FERRY)], ["ferry.txt"])
    changed = record.keep([onrecord.read(CHANGED)], ["ferry.txt"])[0]
    assert changed.became == "changed"
    assert _count(record, schema.document) == 2
    assert (_found(record, "monday"), _found(record, "tuesday")) == (0, 1)
    back = record.keep([onrecord.read(FERRY)], ["ferry.txt"])[0]
    assert (back.became, _count(record, schema.document)) == ("changed", 2)
    assert (_found(record, "monday"), _found(record, "tuesday")) == (1, 0)


def test_what_is_removed_is_gone_from_every_table(record: records.Record) -> None:
    kept = record.keep([onrecord.read(FERRY)], ["ferry.txt"])
    with record.database.writing() as connection:
        keeping.remove(connection, [one.id for one in kept])
    assert {table.name: _count(record, table) for table in (schema.document, *schema.OF_A_DOCUMENT)} == {
        table.name: 0 for table in (schema.document, *schema.OF_A_DOCUMENT)
    }
    assert _found(record, "ferry") == 0


def test_a_text_with_characters_no_table_holds_comes_back_unchanged(record: records.Record) -> None:
    document = onrecord.read("“The\0 ferry \U0001f6a2 sails,” Mayor Ines Falk said.\n")
    kept = record.keep([document], ["a\0b"])
    with record.database.asking() as connection:
        assert next(keeping.load(connection, [kept[0].id]))[1] == document


def test_an_error_in_the_middle_keeps_nothing(record: records.Record) -> None:
    def stopped() -> Iterator[Document]:
        yield onrecord.read(FERRY)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        keep_one_by_one(record, stopped())
    assert _count(record, schema.document) == 0


def keep_one_by_one(record: records.Record, documents: Iterator[Document]) -> None:
    with record.database.writing() as connection:
        for document in documents:
            keeping.keep(connection, [keeping.Arrival("ferry.txt", document)])
