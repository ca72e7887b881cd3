"""Documents kept: their text and reading, and all the rows that are written from them."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from onrecord.document import Document
from onrecord.record import decisions, joining, labels, rows, schema, spellings, words
from onrecord.record.readings import packed, shown, unpacked
from onrecord.record.rows import Row

Became = Literal["added", "changed", "read again", "there already"]

_REF_LETTERS = 12
_CHUNK = 500  # ids in one query
_PROJECTED = 100  # documents whose rows are made before they are written


class Arrival(NamedTuple):
    """A document that is to be kept: under which key (its URL or path), and a digest of what it was read from."""

    key: str
    document: Document
    source: str | None = None


class Kept(NamedTuple):
    """What became of an arrival; ``previous`` is the id of the version that it takes the place of."""

    id: int
    ref: str
    key: str
    became: Became
    previous: int | None = None


def now() -> str:
    """The time, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def reference(key: str, sha256: str) -> str:
    """The short name of a version of a document, the same in every record: 60 bits of a hash, base32."""
    digest = hashlib.sha256(f"{key}\0{sha256}".encode("utf-8", "surrogatepass")).digest()
    return b32encode(digest)[:_REF_LETTERS].decode().lower()


def text_sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def keep(connection: Connection, arrivals: Iterable[Arrival]) -> list[Kept]:
    """Keeps documents, within a transaction for writing. The same twice is there once.

    A text that is known under its key is only replaced when another reader read it; a new text under a known key
    becomes the current version, and the older one is kept but no longer asked.
    """
    kept = [_keep(connection, arrival) for arrival in arrivals]
    written = [one for one in kept if one.became != "there already"]
    current = {one.key: one.id for one in written}  # of several versions of a key the last
    previous = {one.previous for one in written if one.previous is not None} - set(current.values())
    project(connection, list(current.values()))
    retire(connection, sorted(previous))
    return kept


def _keep(connection: Connection, arrival: Arrival) -> Kept:
    key, document = shown(arrival.key), arrival.document
    sha256 = text_sha256(document.text)
    ref = reference(key, sha256)
    table = schema.document
    known = connection.execute(
        select(*table.c["id", "sha256", "current", "former", "reading"]).where(table.c.key == key)
    ).all()
    current = next((row for row in known if row.current), None)
    same = next((row for row in known if row.sha256 == sha256), None)
    row: Row = {"source": arrival.source, "current": True, "read": now(), **told(document)}
    if same is not None and same.reading != row["reading"]:
        earlier = unpacked(same.reading, document.text)
        document, former = labels.lasting(document, earlier, same.former)
        row |= {"former": former, "reading": packed(document)}
    if same is None:
        row |= {"ref": ref, "key": key, "sha256": sha256, "added": row["read"], "text": shown(document.text)}
        id_ = connection.execute(insert(table).values(row)).inserted_primary_key[0]  # type: ignore[index]
        became: Became = "changed" if current else "added"
    elif same.current and same.reading == row["reading"]:
        if arrival.source:
            connection.execute(update(table).where(table.c.id == same.id).values(source=arrival.source))
        return Kept(same.id, ref, key, "there already")
    else:
        id_, became = same.id, "read again" if same.current else "changed"
        connection.execute(update(table).where(table.c.id == id_).values(row))
    previous = current.id if current and current.id != id_ else None
    if previous is not None:
        connection.execute(update(table).where(table.c.id == previous).values(current=False))
    return Kept(id_, ref, key, became, previous)


def told(document: Document) -> Row:
    """What a document says of itself, and its reading."""
    said = {
        "name": document.id, "url": document.url, "title": document.title, "outlet": document.outlet,
        "published": document.published, "language": document.language, "reader": document.reader,
    }  # fmt: skip
    return {column: shown(value) if value else value for column, value in said.items()} | {"reading": packed(document)}


def load(connection: Connection, ids: Iterable[int]) -> Iterator[tuple[int, Document]]:
    """The documents with these ids as they were read, in the order of the ids."""
    table = schema.document
    for chunk in _chunks(sorted(set(ids))):
        query = select(table.c.id, table.c.reading, table.c.text).where(table.c.id.in_(chunk)).order_by(table.c.id)
        for row in connection.execute(query):
            yield row.id, unpacked(row.reading, row.text)


def project(connection: Connection, ids: Sequence[int]) -> None:
    """Writes the rows of documents anew, from their readings and the decisions of people.

    Who is who over all documents is settled on the way; documents in which someone has become another are brought
    up to date too.
    """
    for chunk in _chunks(ids, _PROJECTED):
        _project(connection, chunk)


def _project(connection: Connection, ids: Sequence[int]) -> None:
    erase(connection, ids)
    made = decisions.of_documents(connection, ids)
    corrected = {id_: decisions.apply(clean(document), made.get(id_, [])) for id_, document in load(connection, ids)}
    _write(connection, corrected)
    coming = {id_: list(rows.appearances(one.document)) for id_, one in corrected.items()}
    others = joining.update(connection, list(ids), coming)
    spellings.write(connection, ids)
    _write_statements(connection, corrected, _entities(connection, ids))
    if again := sorted(set(others) - set(ids)):
        refresh(connection, again)


def refresh(connection: Connection, ids: Sequence[int]) -> None:
    """Writes speakers and facets anew in documents in which someone has become another."""
    table = schema.statement
    spellings.write(connection, ids)
    entities = _entities(connection, ids)
    made = decisions.of_documents(connection, ids)
    for id_, document in load(connection, ids):
        corrected = decisions.apply(clean(document), made.get(id_, []), findings=False)
        known = entities.get(id_, {})
        statements = [statement.id for statement in corrected.document.statements]
        found = rows.facets(corrected.document, id_, known, corrected.statements)
        facets = dict(zip(statements, found, strict=True))
        before = connection.execute(select(table).where(table.c.document_id == id_)).mappings().all()
        after = [
            {**row, "speaker_id": known.get(row["speaker"] or ""), "facets": facets[row["label"]]}
            for row in before
        ]
        words.rewrite(connection, [(old, new) for old, new in zip(before, after, strict=True) if dict(old) != new])


def erase(connection: Connection, ids: Sequence[int]) -> None:
    """Deletes the rows that are written from documents; the documents themselves stay."""
    for chunk in _chunks(ids):
        words.forget(connection, chunk)
        for table in schema.OF_A_DOCUMENT:
            connection.execute(delete(table).where(table.c.document_id.in_(chunk)))


def retire(connection: Connection, ids: Sequence[int]) -> None:
    """Takes versions that are current no more out of all that is asked; they themselves stay."""
    erase(connection, ids)
    _leave(connection, ids)


def remove(connection: Connection, ids: Sequence[int]) -> None:
    """Takes documents out of everything: text, reading, rows, decisions, search."""
    erase(connection, ids)
    for chunk in _chunks(ids):
        connection.execute(delete(schema.document).where(schema.document.c.id.in_(chunk)))
    decisions.forget(connection)
    _leave(connection, ids)


def _leave(connection: Connection, ids: Sequence[int]) -> None:
    """Settles who is who without those who appeared in some documents."""
    if others := joining.update(connection, list(ids)):
        refresh(connection, sorted(set(others) - set(ids)))


def _write(connection: Connection, corrected: Mapping[int, decisions.Corrected]) -> None:
    """Writes all rows of documents but those of appearances and statements, a table at a time."""
    written: dict[Any, list[Row]] = {}
    for id_, one in corrected.items():
        for table, made in _rows(one).items():
            written.setdefault(table, []).extend({"document_id": id_, **row} for row in made)
    for table, made_rows in written.items():
        if made_rows:
            connection.execute(insert(table), made_rows)


def _rows(one: decisions.Corrected) -> dict[Any, Iterator[Row]]:
    document = one.document
    return {
        schema.mention: rows.mentions(document),
        schema.role: rows.roles(document),
        schema.occasion: rows.occasions(document),
        schema.participant: rows.participants(document),
        schema.citation: rows.citations(document),
        schema.finding: rows.findings(document, one.findings),
        schema.addressee: rows.addressees(document),
    }


def _write_statements(
    connection: Connection, corrected: Mapping[int, decisions.Corrected], known: Mapping[int, Mapping[str, int]]
) -> None:
    number = _numbers(connection, sum(len(one.document.statements) for one in corrected.values()))
    made: list[Row] = []
    for id_, one in corrected.items():
        found = rows.statements(one.document, id_, known.get(id_, {}), one.statements, number + len(made))
        made.extend(found)
    words.write(connection, made)


def _entities(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Whom the record knows the appearances of documents as: entity ids by document id and label."""
    table = schema.appearance
    found: dict[int, dict[str, int]] = {}
    for chunk in _chunks(ids):
        query = select(table.c.document_id, table.c.label, table.c.entity_id).where(
            table.c.document_id.in_(chunk), table.c.entity_id.is_not(None)
        )
        for document_id, label, entity_id in connection.execute(query):
            found.setdefault(document_id, {})[label] = entity_id
    return found


def _numbers(connection: Connection, count: int) -> int:
    """The first of so many numbers that no statement has had."""
    table, name = schema.property_, "statements numbered"
    last = connection.execute(select(table.c.value).where(table.c.name == name)).scalar()
    if last is None:
        connection.execute(insert(table).values(name=name, value=str(count)))
        return 0
    connection.execute(update(table).where(table.c.name == name).values(value=str(int(last) + count)))
    return int(last)


def clean(document: Document) -> Document:
    """The document as tables can hold it, U+0000 in any of its words shown as a picture."""
    if "\\u0000" not in document.to_json().decode():
        return document
    return msgspec.convert(_without_nul(msgspec.to_builtins(document)), Document)


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {key: _without_nul(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nul(one) for one in value]
    return value


def _chunks(ids: Sequence[int], size: int = _CHUNK) -> Iterator[Sequence[int]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))
