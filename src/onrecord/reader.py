"""The road of a document, from bytes to a record of who said what. Each step is a plain function."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from onrecord import __version__
from onrecord.checks import find_findings
from onrecord.document import Document
from onrecord.intake import Given, from_bytes, from_path, from_text
from onrecord.languages.detection import languages, main_language
from onrecord.languages.pack import pack_of, typography_of
from onrecord.languages.words import Words
from onrecord.names import resolve
from onrecord.occasions import find_dates, find_occasions
from onrecord.people import Person
from onrecord.precision import checked, keep_confident
from onrecord.provenance import find_provenance
from onrecord.quotes import find_quotations
from onrecord.statements import ENGINES, find_statements

STAGES = ("intake", "languages", "quotes", "statements", "names", "occasions", "provenance", "checks")


def read(
    source: str | Path,
    *,
    engine: str = "fast",
    until: str | None = None,
    given: Given | None = None,
    min_confidence: float = 0.0,
    people: Sequence[Person] = (),
    weights: str | Path | None = None,
    threads: int = 1,
) -> Document:
    """Read a text, or the file at a path.

    A ``Path``, or a string of one line that names an existing file, is a file; any other string is the text.
    ``until`` is the last of STAGES to go through. Statements with a confidence below ``min_confidence``
    (0 to 1) are left out; the others keep their ids. ``people`` are those to know by their names, as ``read_people``
    gives them. ``weights`` is a folder that ``onrecord train`` made, for the engine ``accurate``, and ``threads`` how
    many that engine may use. Raises ``IntakeError`` for a file that cannot be read, and ``WeightsError`` when the
    engine's weights cannot.
    """
    given, least = given or Given(), checked(min_confidence)
    path = source if isinstance(source, Path) else _existing(source)
    document = from_path(path, given) if path is not None else from_text(str(source), given)
    return follow(document, engine, until, given, least, people, _folder(weights), threads)


def read_bytes(
    data: bytes,
    *,
    name: str,
    engine: str = "fast",
    until: str | None = None,
    given: Given | None = None,
    min_confidence: float = 0.0,
    people: Sequence[Person] = (),
    weights: str | Path | None = None,
    threads: int = 1,
) -> Document:
    """Read the bytes of a text, page, PDF or DOCX file or e-mail; ``name`` is what messages call it."""
    given, least = given or Given(), checked(min_confidence)
    document = from_bytes(data, given, name)
    return follow(document, engine, until, given, least, people, _folder(weights), threads)


def follow(
    document: Document,
    engine: str,
    until: str | None,
    given: Given,
    min_confidence: float,
    people: Sequence[Person],
    weights: Path | None = None,
    threads: int = 1,
) -> Document:
    """The document at the end of the road, from what intake made of it; arguments as in ``read``."""
    return keep_confident(_road(document, engine, until, given, people, weights, threads), min_confidence)


def _road(
    document: Document,
    engine: str,
    until: str | None,
    given: Given,
    people: Sequence[Person],
    weights: Path | None,
    threads: int,
) -> Document:
    if engine not in ENGINES:
        raise ValueError(f"unknown engine {engine!r}; there are {', '.join(ENGINES)}")
    last = STAGES.index(until) if until else len(STAGES) - 1
    text = document.text
    document = msgspec.structs.replace(document, reader=f"{engine}/{__version__}")
    if last < STAGES.index("languages"):
        return document
    words = Words(text)
    blocks = languages(text, document.blocks, words, given.language)
    document = msgspec.structs.replace(
        document, blocks=blocks, language=given.language or main_language(blocks)
    )
    if last < STAGES.index("quotes"):
        return document
    quotations = find_quotations(text, blocks, typography_of)
    if last < STAGES.index("statements"):
        return document
    statements = find_statements(text, blocks, quotations, pack_of, words, engine, weights, threads)
    document = msgspec.structs.replace(document, statements=tuple(statements))
    if last < STAGES.index("names"):
        return document
    document = resolve(document, quotations, words, people)
    if last < STAGES.index("occasions"):
        return document
    dates = find_dates(document, words)
    document = find_occasions(document, words, dates)
    if last < STAGES.index("provenance"):
        return document
    document = find_provenance(document, words, dates)
    if last < STAGES.index("checks"):
        return document
    return find_findings(document, quotations, dates)


def _folder(weights: str | Path | None) -> Path | None:
    return Path(weights) if weights is not None else None


def _existing(source: str) -> Path | None:
    if not source or len(source) > 4096 or "\n" in source or "\0" in source:
        return None
    try:
        path = Path(source)
        return path if path.is_file() else None
    except (OSError, ValueError):
        return None
