"""A row a statement, for spreadsheets and data frames.

``rows`` gives values as they are, ``record_rows`` with what a record knows besides. ``header`` and ``lines`` and, for
an export, ``write`` give CSV (RFC 4180 with ``\\n``) that is safe to open in a spreadsheet: a cell that could be
taken for a formula gets an apostrophe before it, as OWASP advises (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

import msgspec

from onrecord.document import Document, Entity, Statement
from onrecord.exports.extract import Extract
from onrecord.exports.iris import statement_address
from onrecord.exports.reach import Reach
from onrecord.telling import block_of, clean, names, role, to_whom, words

COLUMNS = {
    "document_id": "the document's id: the file's name without suffix, or what a corpus calls it",
    "title": "its title",
    "outlet": "who published it",
    "published": "when, as a date as exact as it is known: `2025`, `2025-02`, `2025-02-08`",
    "url": "where",
    "statement_id": "the statement's id, such as `s4`; it holds within the document",
    "kind": "`direct`, `mixed` or `indirect`",
    "speaker": "the name of whoever speaks; empty where the text does not say",
    "speaker_id": "the speaker's id, such as `e2`; it holds within the document",
    "role": "the speaker's role: the last one given before the statement's end, else the first one after it",
    "source": "the words that name who speaks: she, the minister",
    "cue": "the words that say so: said, according to",
    "content": "what is said, pieces joined by ` … `",
    "addressee": "whoever is spoken to, by name where known, else in the text's words",
    "addressee_ids": "their ids, spaces between",
    "start": "where the content begins, in code points of the text from 0",
    "end": "where it ends: the code point after its last",
    "pieces": "where each piece begins and ends, when there is more than one: `120-180 200-230`",
    "parent": "the statement inside whose content this one stands",
    "negated": "`true` for what was *not* said",
    "hedged": "`true` where the reporter keeps a distance: reportedly, allegedly",
    "attitude": "`true` for a belief, hope or intention, which is no utterance",
    "confidence": "the share of such findings that are right, 0 to 1",
    "why": "the rule or model that found it",
    "date": "when it was said, where that is known",
    "block": "the part of the text it begins in: `title`, `heading`, `paragraph`, `caption` ...",
    "language": "the language of that part",
    "speaker_wikidata": "the speaker's Wikidata id, where the people file of the reading gave one",
}
"""The columns in their order, and what each holds; new ones are added at the end."""

RECORD_COLUMNS = {
    "ref": "the document's permanent name in the record",
    "key": "its URL or path",
    "statement_ref": "the statement's permanent name: `REF#s4`",
    "speaker_entity": "who the speaker is over all documents: the id in the record",
    "speaker_entity_name": "the name the record knows them by",
    "speaker_entity_wikidata": "their Wikidata id in the record",
    "addressee_entities": "the ids in the record of those spoken to, spaces between",
    "addressee_entity_names": "their names, semicolons between",
    "about_entities": "the ids in the record of those whom the content mentions, spaces between",
    "about_entity_names": "their names, semicolons between",
    "occasion": "the kind of occasion: `meeting`, `speech` ...",
    "occasion_date": "its date",
    "occasion_place": "its place, by the name the record knows",
    "link": "the document's address with a text fragment that leads a browser to the words",
}
"""The columns that the export of a record has after those of ``COLUMNS``."""

FIELDS = COLUMNS | RECORD_COLUMNS
"""All columns of an export, and what each holds."""

Value = str | int | float | bool | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def rows(document: Document) -> Iterator[dict[str, Value]]:
    """The document's statements in order, each a dictionary with the keys of ``COLUMNS``.

    What is missing is ``None``; positions are ``int``, ``confidence`` is ``float``, the marks are ``bool``.
    White space inside words is one space, so that a row can be one line.
    """
    known = names(document)
    entities = {entity.id: entity for entity in document.entities}
    for statement in document.statements:
        yield _row(document, statement, known, entities.get(statement.speaker or ""))


def write(extracts: Iterable[Extract]) -> Iterator[bytes]:
    """The table of an export: a line of columns, then a line a statement."""
    yield _line(FIELDS).encode()
    for extract in extracts:
        for row in record_rows(extract):
            yield _line(_cell(value) for value in row.values()).encode("utf-8", "replace")


def record_rows(extract: Extract) -> Iterator[dict[str, Value]]:
    """The statements asked for in order, each a dictionary with the keys of ``FIELDS``; see ``rows``."""
    reach = Reach(extract)
    chosen = msgspec.structs.replace(extract.document, statements=tuple(reach.statements))
    for statement, row in zip(reach.statements, rows(chosen), strict=True):
        yield row | _recorded(extract, reach, statement)


def _recorded(extract: Extract, reach: Reach, statement: Statement) -> dict[str, Value]:
    """What a record adds to a statement; whoever it does not know stays empty."""
    speaker = extract.known.get(statement.speaker or "")
    addressees = [extract.known[id_] for id_ in statement.addressees if id_ in extract.known]
    about = [extract.known[id_] for id_ in reach.about(statement) if id_ in extract.known]
    occasion = reach.occasion(statement)
    place = reach.known(occasion.place) if occasion else None
    return {
        "ref": extract.ref,
        "key": extract.key,
        "statement_ref": f"{extract.ref}#{statement.id}",
        "speaker_entity": speaker.id if speaker else None,
        "speaker_entity_name": speaker.name if speaker else None,
        "speaker_entity_wikidata": speaker.wikidata if speaker else None,
        "addressee_entities": " ".join(known.id for known in addressees) or None,
        "addressee_entity_names": "; ".join(known.name for known in addressees) or None,
        "about_entities": " ".join(known.id for known in about) or None,
        "about_entity_names": "; ".join(known.name for known in about) or None,
        "occasion": occasion.kind if occasion else None,
        "occasion_date": occasion.date if occasion else None,
        "occasion_place": place.name if place else None,
        "link": statement_address(extract, statement),
    }


def _row(
    document: Document, statement: Statement, known: dict[str, str], speaker: Entity | None
) -> dict[str, Value]:
    start = min((start for start, _ in statement.content), default=None)
    end = max((end for _, end in statement.content), default=None)
    block = block_of(document, statement)
    pieces = " ".join(f"{start}-{end}" for start, end in statement.content)
    return {
        "document_id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published,
        "url": document.url,
        "statement_id": statement.id,
        "kind": statement.kind,
        "speaker": speaker.name if speaker else None,
        "speaker_id": statement.speaker,
        "role": role(speaker, end or 0) if speaker else None,
        "source": words(document, statement.source) or None,
        "cue": words(document, statement.cue) or None,
        "content": words(document, statement.content) or None,
        "addressee": to_whom(document, statement, known) or None,
        "addressee_ids": " ".join(statement.addressees) or None,
        "start": start,
        "end": end,
        "pieces": pieces if len(statement.content) > 1 else None,
        "parent": statement.parent,
        "negated": statement.negated,
        "hedged": statement.hedged,
        "attitude": statement.attitude,
        "confidence": statement.confidence,
        "why": statement.why or None,
        "date": statement.date,
        "block": block.kind if block else None,
        "language": block.language if block else None,
        "speaker_wikidata": speaker.wikidata if speaker else None,
    }


def header() -> str:
    """The first line: the columns' names."""
    return _line(COLUMNS)


def lines(document: Document) -> Iterator[str]:
    """The rows as lines of CSV, each with its newline."""
    return (_line(_cell(value) for value in row.values()) for row in rows(document))


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _cell(value: Value) -> str:
    """A value as it stands in the file; words that a spreadsheet would take for a formula are made plain."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    shown = " ".join(clean(value).split())
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
