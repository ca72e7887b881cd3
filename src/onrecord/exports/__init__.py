"""Documents in other formats, one module each, and the list of those that a record is exported to.

Each module listed has ``write(extracts)``, which yields the file in pieces as it is made, so that a record of any
size takes a bounded amount of memory, and ``FIELDS``, which says what each field of the format holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onrecord.exports.extract import Extract


class ExportError(Exception):
    """Why an export cannot be made, in one line."""


class Format(NamedTuple):
    """A format: its file's suffix, its media type, what it is for, and its module, which is loaded when needed.

    ``binary`` files are not for a terminal.
    """

    name: str
    suffix: str
    media_type: str
    meaning: str
    module: str
    binary: bool = False

    def write(self, extracts: Iterable[Extract]) -> Iterator[bytes]:
        """The file in pieces. Raises ``ExportError`` where a library of an extra is not installed."""
        pieces: Iterator[bytes] = import_module(self.module).write(extracts)
        return pieces

    def fields(self) -> Mapping[str, str]:
        """What each field of the format holds."""
        fields: Mapping[str, str] = import_module(self.module).FIELDS
        return fields


FORMATS = {
    format_.name: format_
    for format_ in (
        Format("csv", ".csv", "text/csv", "a row a statement, for spreadsheets", f"{__name__}.csv"),
        Format(
            "parquet",
            ".parquet",
            "application/vnd.apache.parquet",
            "a row a statement with typed columns, for data frames and databases (extra `batch`)",
            f"{__name__}.parquet",
            binary=True,
        ),
        Format(
            "jsonld",
            ".jsonld",
            "application/ld+json",
            "schema.org as one JSON-LD graph, for the web of data",
            f"{__name__}.jsonld",
        ),
        Format(
            "annotation",
            ".jsonld",
            'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
            "W3C Web Annotations of the texts, for annotation tools",
            f"{__name__}.annotation",
        ),
        Format(
            "tei",
            ".xml",
            "application/tei+xml",
            "the whole texts as a TEI P5 corpus with their statements marked, for editions and corpora",
            f"{__name__}.tei",
        ),
        Format(
            "ftm",
            ".jsonl",
            "application/x-ndjson",
            "FollowTheMoney entities, one a line, for investigative tools such as Aleph",
            f"{__name__}.ftm",
        ),
        Format(
            "ris",
            ".ris",
            "application/x-research-info-systems",
            "references that cite a statement, for Zotero, EndNote and the like",
            f"{__name__}.ris",
        ),
        Format(
            "bibtex",
            ".bib",
            "application/x-bibtex",
            "references that cite a statement, for LaTeX",
            f"{__name__}.bibtex",
        ),
    )
}
"""The formats by name, in the order in which to show them."""
