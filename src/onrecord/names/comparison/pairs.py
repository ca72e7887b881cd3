"""A table of name pairs, compared row by row.

The table is lines of cells between tabs, the first line naming the columns: ``name_a`` and ``name_b``, and
``lang_a`` and ``lang_b`` where the languages are known. No cell is quoted. Other columns are kept as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.names.comparison.comparing import similarity

NEEDED = ("name_a", "name_b")
LANGUAGES = ("lang_a", "lang_b")
ADDED = ("score", "verdict")
REASON = "reason"


class PairsError(ValueError):
    """The table cannot be compared; the message names the file, the line and what is wrong there."""


def compared(lines: Iterable[bytes], name: str, reason: bool = False) -> Iterator[str]:
    """The table's lines with columns ``score`` and ``verdict`` added, and ``reason`` if that is asked for.

    ``lines`` are those of a file called ``name`` in messages, as bytes of UTF-8. Columns that are there already
    under an added name are written anew. Empty lines are left out. Raises ``PairsError`` at the line that is wrong,
    after those before it.
    """
    rows = _rows(lines, name)
    first = next(rows, None)
    if first is None:
        raise PairsError(f"{name}: there is nothing in it; the first line names the columns: {', '.join(NEEDED)}")
    number, columns = first
    if missing := [column for column in NEEDED if column not in columns]:
        what = " and no column ".join(missing)
        raise PairsError(f"{name}: line {number}: no column {what}; tabs stand between columns")
    added = (*ADDED, REASON) if reason else ADDED
    kept = [at for at, column in enumerate(columns) if column not in added]
    place = {column: at for at, column in enumerate(columns)}
    yield "\t".join([*(columns[at] for at in kept), *added])
    for number, cells in rows:
        if len(cells) != len(columns):
            raise PairsError(f"{name}: line {number}: {len(cells)} columns, where the first line has {len(columns)}")
        a, b = (cells[place[column]] for column in NEEDED)
        found = similarity(a, b, *((cells[place[column]] or None) if column in place else None for column in LANGUAGES))
        said = (f"{found.score:.3f}", found.verdict, found.reason)
        yield "\t".join([*(cells[at] for at in kept), *said[: len(added)]])


def _rows(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not empty, with their numbers, in cells."""
    for number, line in enumerate(lines, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise PairsError(f"{name}: line {number}: not UTF-8 text ({error.reason})") from error
        if text:
            yield number, text.split("\t")
