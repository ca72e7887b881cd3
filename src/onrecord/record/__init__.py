"""The record: documents kept, joined, searched and corrected.

``open`` gives a ``Record``; what it can do is what the commands do.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from onrecord.document import Document
from onrecord.record.asking import Asking
from onrecord.record.database import Database, RecordError, RecordMissingError
from onrecord.record.keeping import Arrival, Kept, keep, text_sha256
from onrecord.record.migrations import migrate


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
