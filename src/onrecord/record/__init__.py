"""The record: documents kept, joined, searched and corrected.

``open`` gives a ``Record``; what it can do is what the commands do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from onrecord.document import Document
from onrecord.intake.given import Given
from onrecord.record import removing
from onrecord.record.asking import Asking
from onrecord.record.database import Database, RecordError, RecordMissingError
from onrecord.record.keeping import Arrival, Kept, keep, remove, text_sha256
from onrecord.record.migrations import migrate

if TYPE_CHECKING:
    from onrecord.jobs import Job
    from onrecord.people import Person
    from onrecord.record.adding import Added
    from onrecord.record.appearing import AppearanceRow
    from onrecord.record.decisions.deciding import Made
    from onrecord.record.decisions.history import Entry
    from onrecord.record.decisions.making import Correct
    from onrecord.record.decisions.recalling import Change
    from onrecord.record.results import Result


class Record(Asking):
    """A record that is open. It may be used by several threads, and by any number of processes at once."""

    def __init__(self, database: Database):
        self.database = database

    def keep(self, documents: Iterable[Document], keys: Iterable[str] | None = None) -> list[Kept]:
        """Keeps documents that were read, all of them or, on an error, none.

        ``keys`` are their URLs or paths; without them a document's URL is its key, or else its id.
        """
        documents = list(documents)
        found = list(keys) if keys is not None else [document.url or document.id for document in documents]
        with self.database.writing() as connection:
            return keep(connection, [Arrival(key, one) for key, one in zip(found, documents, strict=True)])

    def adding(
        self,
        names: Iterable[str | Path | Job],
        *,
        engine: str = "fast",
        given: Given | None = None,
        people: Sequence[Person] = (),
        workers: int | None = None,
        again: bool = False,
        pages: bool = False,
    ) -> Generator[Added]:
        """Reads and keeps files, folders, corpora, feeds, archives and pages of the web, see ``onrecord add``.

        A ``Job`` among the names is read as it is: a file or bytes under a key of its own, after all that is named.
        Yields what became of each document once it is kept; nothing happens before the first is asked for. What was
        read in the same way before is not read again, unless ``again`` says so. ``pages`` fetches the pages of feeds'
        items; the other arguments are those of ``onrecord.read``.
        """
        from onrecord.bundles import with_rows
        from onrecord.jobs import Job, Options
        from onrecord.record import adding
        from onrecord.sources import Sources

        options = Options(engine, given=given or Given(), people=tuple(people))
        there = list(names)
        named = Sources(tuple(str(name) for name in there if not isinstance(name, Job)), pages)
        ready = [name for name in there if isinstance(name, Job)]
        jobs = chain(named.jobs(options.given), with_rows(ready, options.given))
        return adding.add(self.database, jobs, options, workers, again=again)

    def add(self, *names: str | Path | Job, **how: Any) -> list[Added]:
        """Reads and keeps what is named and says what became of each document; ``how`` is as in ``adding``."""
        return list(self.adding(names, **how))

    def named(self, names: Sequence[str]) -> tuple[dict[str, list[int]], list[str]]:
        """The documents that are meant by keys, refs, patterns, folders or corpora, and the names that meant none.

        Of each document its key and the ids of all its versions.
        """
        with self.database.asking() as connection:
            return removing.named(connection, names)

    def remove(self, names: Sequence[str]) -> list[str]:
        """Takes documents out of everything, in all their versions, and returns their keys; names as in ``named``."""
        with self.database.writing() as connection:
            found, _ = removing.named(connection, names)
            remove(connection, [id_ for ids in found.values() for id_ in ids])
        return list(found)

    def remove_document(self, ref: str) -> str | None:
        """Takes the document of a ref out of everything, in all its versions, and returns its key.

        Unlike in ``remove``, nothing but a ref is meant; ``None`` where there is no such document.
        """
        with self.database.writing() as connection:
            key, ids = removing.of_ref(connection, ref)
            remove(connection, ids)
        return key

    def to_json(self, refs: Collection[str] | None = None) -> Iterator[bytes]:
        """The record as JSON Lines that hold everything in it; of documents with these ``refs`` alone, if given."""
        from onrecord.exports import record_json

        with self.database.asking() as connection:
            yield from record_json.lines(connection, refs)

    def from_json(self, lines: Iterable[bytes], name: str = "JSON") -> Counter[str]:
        """Reads back what ``to_json`` or ``onrecord read --json`` wrote, or, where a line is none, nothing of it.

        Documents are kept a few at a time; what was stopped halfway goes on when it is read back again. Returns how
        many rows of which tables came, and how many documents were ``there already``.
        """
        from onrecord.record.importing import import_lines

        return import_lines(self.database, lines, name)

    def copying(self, place: str | Path) -> Generator[tuple[str, int, int]]:
        """Copies the record to a path or URL where there is none, whole or not at all.

        Yields tables with the number of rows that were written of them so far, and of all their rows.
        """
        from onrecord.record.copying import copy

        return copy(self.database, place)

    def copy(self, place: str | Path) -> dict[str, int]:
        """Copies the record to a path or URL where there is none, and returns the number of rows by table."""
        return {table: done for table, done, _ in self.copying(place)}

    @property
    def correct(self) -> Correct:
        """The corrections: ``record.correct.speaker("ref#s4", "Ines Falk", why="...")``."""
        from onrecord.record.decisions.making import Correct

        return Correct(self.database)

    def undo(self, number: int | None = None, *, why: str | None = None, who: str | None = None) -> Made:
        """Undoes the decision of that number, or the last one of ``who`` that stands; the others stay as they are."""
        from onrecord.record.decisions import deciding

        return deciding.turn(self.database, number, undone=True, why=why, who=who)

    def redo(self, number: int | None = None, *, why: str | None = None, who: str | None = None) -> Made:
        """Redoes the decision of that number, or the one that ``who`` undid last."""
        from onrecord.record.decisions import deciding

        return deciding.turn(self.database, number, undone=False, why=why, who=who)

    def history(self, about: str | None = None, *, limit: int | None = None, after: int = 0) -> list[Entry]:
        """All decisions, the first one first, or those about a document, a statement or somebody.

        ``after`` is the number of the last one seen.
        """
        from onrecord.record.decisions.history import history

        with self.database.asking() as connection:
            return history(connection, about, limit, after)

    def changes(self, *, limit: int = 30, after: str | None = None, **about: str | None) -> Result[Change]:
        """Decisions with what was before and after them, a page at a time, those made last first.

        ``document``, ``person`` and ``who`` (decided) narrow it; ``after`` is the ``cursor`` of the page before.
        """
        from onrecord.record.decisions.recalling import changes

        with self.database.asking() as connection:
            return changes(connection, limit=limit, after=after, **about)

    def changed(self, *numbers: int) -> list[Change]:
        """What some decisions changed."""
        from onrecord.record.decisions.recalling import changed

        with self.database.asking() as connection:
            return changed(connection, numbers)

    def appearances(self, person: str, *, limit: int = 100) -> list[AppearanceRow]:
        """Where somebody appears, in the documents added last first."""
        from onrecord.record.appearing import appearances

        with self.database.asking() as connection:
            return appearances(connection, person, limit)

    def close(self) -> None:
        """Closes the record."""
        self.database.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def open(place: str | Path | None = None, *, create: bool = True) -> Record:
    """Opens a record: a path, ``postgresql://...``, or nothing for $ONRECORD_RECORD, else record.db.

    One that is not there is made, unless ``create`` is false. Raises ``RecordError`` with the reason in one line.
    """
    database = Database(place, create=create)
    try:
        migrate(database, create)
    except BaseException:
        database.close()
        raise
    return Record(database)


__all__ = ["Kept", "Record", "RecordError", "RecordMissingError", "open", "text_sha256"]
