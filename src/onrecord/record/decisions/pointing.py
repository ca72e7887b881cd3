"""What people point at: statements as ``ref#s4``, findings as ``ref#f3``, somebody as ``p12`` or by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from onrecord.document import Document, Finding, Occasion, Span, Statement
from onrecord.record import keeping, schema, spellings
from onrecord.record.database import RecordError
from onrecord.record.decisions import log, matching
from onrecord.record.decisions.applying import apply
from onrecord.record.decisions.people import mentions_of
from onrecord.record.decisions.types import Corrected, Event, Noticed, Said, Who
from onrecord.record.filters import document_ids
from onrecord.record.folding import fold
from onrecord.telling import clean, counted

_APPEARANCE = re.compile(r"[a-z2-7]{4,32}#e\w{0,30}")
_PASSAGE = re.compile(r"(\d{1,12})\s*[-:]\s*(\d{1,12})")
_SHOWN = 10  # candidates that an error lists


class Corrections(NamedTuple):
    """A document that is about to be corrected, as it was read and as it stands."""

    id: int
    ref: str
    read: Document
    stands: Corrected

    @property
    def document(self) -> Document:
        """As it stands."""
        return self.stands.document


def parts(reference: str) -> tuple[str, str]:
    """The document and the label of a reference such as ``ref#s4``; the label is empty where there is none."""
    document, _, label = reference.rpartition("#")
    return (document, label) if document else (label, "")


def document(connection: Connection, said: str) -> Corrections:
    """The document of a ref, URL or path, with what was decided about it. Raises ``RecordError``."""
    table = schema.document
    rows = connection.execute(
        select(table.c.id, table.c.ref, table.c.key, table.c.current).where(
            table.c.id.in_(document_ids(connection, said))
        )
    ).all()
    row = next((row for row in rows if row.current), rows[0] if rows else None)
    if row is None:
        raise RecordError(f"{clean(said)}: there is no such document in the record; name its ref, URL or path")
    if not row.current:
        newer = connection.execute(select(table.c.ref).where(table.c.key == row.key, table.c.current)).scalar()
        raise RecordError(f"{clean(said)}: this is an older version of the text; the current one is {newer}")
    ((id_, read),) = keeping.load(connection, [row.id])
    read = keeping.clean(read)
    return Corrections(id_, row.ref, read, apply(read, log.of_documents(connection, [id_]).get(id_, [])))


def statement(connection: Connection, reference: str) -> tuple[Corrections, Statement]:
    """The statement of a reference. Raises ``RecordError``."""
    said, label = parts(reference)
    if not label:
        raise RecordError(f"{clean(reference)}: name a statement, as in {clean(said)}#s4")
    found = document(connection, said)
    one = next((one for one in found.document.statements if one.id == label), None)
    if one is None:
        raise RecordError(f"{clean(reference)}: {_there_is(found.document.statements, 'statement')}")
    return found, one


def finding(connection: Connection, reference: str) -> tuple[Corrections, Finding]:
    """The finding of a reference, ``ref#f0`` the first. Raises ``RecordError``."""
    said, label = parts(reference)
    found = document(connection, said)
    number = int(label[1:]) if label[1:].isdecimal() else -1
    if not 0 <= number < len(found.document.findings):
        many = len(found.document.findings)
        has = f"it has f0 to f{many - 1}" if many > 1 else "it has f0" if many else "it has none"
        raise RecordError(f"{clean(reference)}: the document has no such finding; {has}")
    return found, found.document.findings[number]


def occasion(found: Corrections, label: str) -> Occasion:
    """The occasion of a label, also one given as a whole reference. Raises ``RecordError``."""
    said, short = parts(label)
    if said != found.ref and "#" in label:
        raise RecordError(f"{clean(label)}: this occasion is of another document than {found.ref}")
    short = short or said
    one = next((one for one in found.document.occasions if one.id == short), None)
    if one is None:
        raise RecordError(f"{found.ref}#{clean(short)}: {_there_is(found.document.occasions, 'occasion')}")
    return one


def passages(found: Corrections, said: str | Sequence[Span | str] | None, part: str) -> tuple[Span, ...] | None:
    """Spans from pairs of offsets, ``120-160``, or words that stand once in the text. Raises ``RecordError``."""
    if said is None:
        return None
    given: Iterable[Any] = [said] if isinstance(said, str) else said
    spans = sorted(_passage(found, one, part) for one in given)
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            raise RecordError(f"{part}: {start} lies within the passage before it; passages may not overlap")
    return tuple(spans)


def _passage(found: Corrections, said: Any, part: str) -> Span:
    text = found.document.text
    if isinstance(said, str):
        match = _PASSAGE.fullmatch(said.strip())
        if match is None:
            return _of_words(text, said, part)
        said = match.groups()
    start, end = int(said[0]), int(said[1])
    if not 0 <= start < end <= len(text):
        raise RecordError(f"{part} {start}-{end}: a passage lies within 0-{len(text)} and ends after it starts")
    return start, end


def _of_words(text: str, said: str, part: str) -> Span:
    times = text.count(said) if said.strip() else 0
    if times != 1:
        how = "do not stand in the text" if not times else f"stand in the text {times} times"
        raise RecordError(f"{part}: the words {clean(said)!r} {how}; give their offsets, as in 120-160")
    return text.index(said), text.index(said) + len(said)


# --- somebody


def entity(connection: Connection, said: str) -> Any:
    """The row of somebody whom the record knows, by id, by where they appear (``ref#e3``), or by a name of one alone.

    Raises ``RecordError``.
    """
    table = schema.entity
    if _APPEARANCE.fullmatch(said) and (row := _appearing(connection, *parts(said))):
        return row
    known = spellings.of_id(connection, said)
    if known is None and spellings.is_id(said):
        raise RecordError(f"{said}: the record knows nobody by this id")
    ids = [known] if known is not None else named(connection, said)
    if not ids:
        raise RecordError(f"{clean(said)}: nobody in the record has this name; name somebody by id, as in p12")
    if len(ids) > 1:
        raise RecordError(f"{clean(said)}: this may be {_listed(connection, ids)}; name one of them by id")
    return connection.execute(select(table).where(table.c.id == ids[0])).one()


def _appearing(connection: Connection, ref: str, label: str) -> Any:
    table, appearance, version = schema.entity, schema.appearance, schema.document
    query = (
        select(table)
        .join(appearance, appearance.c.entity_id == table.c.id)
        .join(version, version.c.id == appearance.c.document_id)
        .where(version.c.ref == ref, appearance.c.label == label)
    )
    return connection.execute(query).first()


def named(connection: Connection, name: str) -> list[int]:
    """Those whom the record knows by a name, spelt so, else spelt so but for case and accents."""
    entity, appearance, spelling = schema.entity, schema.appearance, schema.spelling
    words = sorted(set(fold(name).split()))
    if not words:
        return sorted(connection.execute(select(entity.c.id).where(entity.c.name == name)).scalars())
    alike = (
        select(spelling.c.entity_id)
        .where(spelling.c.word.in_(words))
        .group_by(spelling.c.entity_id)
        .having(func.count() == len(words))
    )
    known = connection.execute(select(entity.c.id, entity.c.name).where(entity.c.id.in_(alike))).all()
    if found := sorted(id_ for id_, one in known if one == name):
        return found
    wanted = fold(name)
    if found := sorted(id_ for id_, one in known if fold(one) == wanted):
        return found
    spelt = select(appearance.c.entity_id, appearance.c.name).where(appearance.c.entity_id.in_(alike)).distinct()
    return sorted({id_ for id_, one in connection.execute(spelt) if fold(one) == wanted})


def _listed(connection: Connection, ids: Sequence[int]) -> str:
    entity, appearance = schema.entity, schema.appearance
    documents = func.count(appearance.c.document_id.distinct())
    query = (
        select(entity.c.id, entity.c.name, entity.c.kind, documents)
        .outerjoin(appearance, appearance.c.entity_id == entity.c.id)
        .where(entity.c.id.in_(ids[:_SHOWN]))
        .group_by(entity.c.id, entity.c.name, entity.c.kind)
        .order_by(entity.c.id)
    )
    found = [
        f"p{id_} {clean(name)} ({kind}, in {counted(many, 'document')})"
        for id_, name, kind, many in connection.execute(query)
    ]
    more = [f"{len(ids) - _SHOWN} more"] if len(ids) > _SHOWN else []
    return " or ".join([*found, *more])


def somebody(connection: Connection, found: Corrections, said: str) -> tuple[Who, int | None]:
    """Whom a label, an id or a name means in a document, and whom the record knows them as, if that must be kept.

    Somebody the record knows is looked for in the document first; somebody whom neither has is new.
    """
    entities = found.document.entities
    label = parts(said)[1] if parts(said)[0] == found.ref else said
    if one := found.document.entity(label):
        return who(found.document, one.id), None
    if spellings.is_id(said):
        return _known(connection, found, entity(connection, said))
    name = " ".join(said.split())
    if not name:
        raise RecordError("a name is needed, an id such as p12, or a label such as e3")
    here = matching.bearers(entities, name)
    if len(here) == 1:
        return who(found.document, here[0].id), None
    if here:
        raise RecordError(
            f"{clean(name)}: in this document this may be "
            f"{' or '.join(f'{one.id} {clean(one.name)} ({one.kind})' for one in here)}; name one of them by label"
        )
    ids = named(connection, name)
    if len(ids) > 1:
        raise RecordError(f"{clean(name)}: this may be {_listed(connection, ids)}; name one of them by id")
    if ids:
        return _known(connection, found, entity(connection, f"p{ids[0]}"))
    return Who(name), None


def _known(connection: Connection, found: Corrections, row: Any) -> tuple[Who, int | None]:
    """Somebody of the record as the document names them, or, where it does not, as the record does."""
    table = schema.appearance
    labels = connection.execute(
        select(table.c.label)
        .where(table.c.document_id == found.id, table.c.entity_id == row.id)
        .order_by(table.c.label)
    ).scalars()
    if label := next((label for label in labels if found.document.entity(label)), None):
        return who(found.document, label), None
    apart = bool(matching.bearers(found.read.entities, row.name))
    return Who(row.name, row.kind, None, (), apart), row.id


def who(document: Document, label: str | None) -> Who:
    """Somebody of a document, so that they are known again."""
    one = document.entity(label)
    if one is None:
        return Who("")
    return Who(one.name, one.kind, one.wikidata, mentions_of(one), not one.mentions and _twice(document, one.name))


def event(document: Document, one: Occasion) -> Event:
    """An occasion of a document, so that it is known again."""
    place = who(document, one.place) if document.entity(one.place) else None
    participants = tuple(who(document, label) for label in one.participants if document.entity(label))
    return Event(one.kind, one.date, place, participants, one.spans)


def held(found: Corrections, label: str) -> Event:
    """An occasion as it was read or brought in, so that it is known again; what was changed of it is not in it."""
    if brought := found.stands.events.get(label):
        return brought
    return event(found.read, next(one for one in found.read.occasions if one.id == label))


def said(found: Corrections, label: str) -> Said:
    """A statement as it was read or added, so that it is known again; what people decided of it since is not in it."""
    adding = found.stands.added.get(label)
    if origin := found.stands.origins.get(label):
        return Said(origin.statement, origin.speaker, origin.addressees, origin.occasion, adding)
    read = found.read
    one = next(one for one in read.statements if one.id == label)
    held = next((occasion for occasion in read.occasions if occasion.id == one.occasion), None)
    return Said(
        one,
        who(read, one.speaker) if read.entity(one.speaker) else None,
        tuple(who(read, other) for other in one.addressees if read.entity(other)),
        event(read, held) if held else None,
        adding,
    )


def noticed(finding: Finding) -> Noticed:
    """A finding, so that it is known again."""
    return Noticed(finding.check, finding.message, finding.spans)


def _twice(document: Document, name: str) -> bool:
    return len(matching.bearers(document.entities, name)) > 1


def _there_is(things: Sequence[Statement | Occasion], noun: str) -> str:
    if not things:
        return f"the document has no {noun}s"
    labels = [one.id for one in things]
    shown = ", ".join(labels) if len(labels) <= _SHOWN else f"{labels[0]} to {labels[-1]}"
    return f"the document has no such {noun}; it has {shown}"
