"""``onrecord watch``: searches that are kept, and what is new to them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from onrecord.delivery import console, output, reader_left
from onrecord.options import as_json, example, in_record, opened
from onrecord.record.commands.asking import show_statements
from onrecord.record.commands.listing import filters, line, write_json
from onrecord.telling import clean, counted

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.record.results import StatementRow
    from onrecord.record.watching import Watch

_ENTRIES = 100  # of a feed, unless more is new


@click.group(epilog=example("onrecord watch add ferries ferry --speaker 'Ines Falk'", "onrecord watch run"))
def watch() -> None:
    """Keep searches, and see what is new to them."""


@watch.command(epilog=example("onrecord watch add ferries 'ferr*' --language en --since 2025"))
@click.argument("name", metavar="NAME")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@filters
@in_record
def add(name: str, words: tuple[str, ...], filters: dict[str, Any], place: str) -> None:
    """Keep a search under a name; words and options are those of ``onrecord search``."""
    from onrecord.record.asking import filters_of

    with opened(place) as record:
        record.watches.add(name, " ".join(words), filters_of(filters))


@watch.command(name="list", epilog=example("onrecord watch list"))
@in_record
@as_json
def list_(place: str, as_json: bool) -> None:
    """Name the searches that are kept."""
    with opened(place) as record:
        watches = record.watches.all()
    with output(None) as stream:
        if as_json:
            write_json(watches, stream)
            return
        for one in watches:
            narrowed = ", ".join(f"{name} {value}" for name, value in _given(one).items())
            ran = f"run {one.ran}" if one.ran else "never run"
            console(stream).print(line(one.name, one.words, narrowed, ran), soft_wrap=True)


def _given(watch: Watch) -> dict[str, Any]:
    import msgspec

    given: dict[str, Any] = msgspec.to_builtins(watch.filters)
    return given


@watch.command(epilog=example("onrecord watch remove ferries"))
@click.argument("name", metavar="NAME")
@in_record
def remove(name: str, place: str) -> None:
    """Forget a search."""
    with opened(place) as record:
        record.watches.remove(name)


@watch.command(epilog=example("onrecord watch run", "onrecord watch run ferries --atom ferries.xml"))
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--atom", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write what is new, and "
              "what was before it, as an Atom feed; for one search.")  # fmt: skip
@in_record
@as_json
def run(name: str | None, atom: Path | None, place: str, as_json: bool) -> None:
    """Print what is new to a search, or to all of them, since it was run last.

    New are the statements of documents that were added or changed since then, or since the search was kept. What was
    printed or written is not new any more; where that fails, it stays new.
    """
    if atom and not name:
        raise click.UsageError("--atom: name the search to write")
    with opened(place) as record:
        for one in [record.watches.get(name)] if name else record.watches.all():
            _run(record, one, atom, as_json)


def _run(record: Record, one: Watch, atom: Path | None, as_json: bool) -> None:
    new, newest = record.watches.new(one)
    try:
        if atom:
            _write(atom, _feed(record, one, new))
        with output(None) as stream:
            if as_json:
                write_json(({"watch": one.name, **_plain(row)} for row in new), stream)
            elif not atom:
                _show(one, new, stream)
            stream.flush()
    except BrokenPipeError:
        reader_left()
    record.watches.seen(one, newest)


def _plain(row: StatementRow) -> dict[str, Any]:
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(row)
    return plain


def _show(one: Watch, new: list[StatementRow], stream: IO[str]) -> None:
    from rich.text import Text

    said = f"{counted(len(new), 'new statement')}" if new else "nothing new"
    console(stream).print(Text(f"{clean(one.name)}: {said}", "bold"))
    if new:
        show_statements(new, stream)


def _feed(record: Record, one: Watch, new: list[StatementRow]) -> bytes:
    from onrecord.exports import atom
    from onrecord.record.keeping import now

    rows = {row.id: row for row in reversed(new)}
    if len(rows) < _ENTRIES:
        rows |= {row.id: row for row in record.watches.latest(one, _ENTRIES) if row.id not in rows}
    shown = list(rows.values())[: max(_ENTRIES, len(new))]
    return atom.feed(one.name, shown, record.added([row.ref for row in shown]), now())


def _write(path: Path, feed: bytes) -> None:
    """Writes a file whole or not at all: a reader may fetch it at any moment."""
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            stream.write(feed)
        os.chmod(stream.name, mode)
        os.replace(stream.name, path)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror or error}") from error


COMMANDS: dict[str, click.Command] = {"watch": watch}
