"""``onrecord export`` and ``import``."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from onrecord.delivery import output, reader_left
from onrecord.exports import FORMATS, ExportError
from onrecord.options import as_json, example, in_record, opened, out
from onrecord.record.commands import listing
from onrecord.telling import counted

if TYPE_CHECKING:
    from onrecord.record import Record

_NOUNS = {
    "document": "document", "decision": "decision", "event": "event", "watch": "watch list",
}  # fmt: skip


@click.command(
    name="export",
    epilog=example(
        "onrecord export json --out record.jsonl",
        "onrecord export csv --speaker 'Ines Falk' --since 2026 --out falk.csv",
        "onrecord export bibtex ferry --outlet 'Vesthavn Post' --out ferry.bib",
    ),
)
@click.argument("form", metavar="FORMAT", type=click.Choice(("json", *FORMATS)))
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@listing.filters
@in_record
@out
def export(form: str, words: tuple[str, ...], filters: dict[str, Any], place: str, out: Path | None) -> None:
    """Write the record, or those of its statements that a search finds, in another form.

    json is the record's own: JSON Lines with everything in it, which ``onrecord import`` reads back; of a search, with
    the documents that it finds something in. WORDS and the filters are those of ``onrecord search``.
    """
    if form != "json" and FORMATS[form].binary and out is None and sys.stdout.isatty():
        raise click.ClickException(f"{form} is nothing to read on a screen; give --out a name")
    try:
        with opened(place) as record:
            if out and any(out.resolve() == file.resolve() for file in record.database.files):
                raise click.ClickException(f"{out}: would be overwritten by its own export; give --out another name")
            pieces = _exported(record, form, " ".join(words) or None, filters)
            with output(out) as stream:
                for piece in pieces:
                    stream.buffer.write(piece)  # type: ignore[attr-defined]
    except ExportError as error:
        raise click.ClickException(str(error)) from error
    except BrokenPipeError:
        reader_left()


def _exported(record: Record, form: str, words: str | None, filters: dict[str, Any]) -> Iterable[bytes]:
    if form != "json":
        return FORMATS[form].write(record.extracts(words, **filters))
    refs = {extract.ref for extract in record.extracts(words, **filters)} if words or filters else None
    return (line + b"\n" for line in record.to_json(refs))


@click.command(
    name="import", epilog=example("onrecord import record.jsonl", "onrecord read --json archive/ | onrecord import -")
)
@click.argument("names", nargs=-1, required=True, metavar="FILE...", type=click.Path(dir_okay=False, allow_dash=True))
@in_record
@as_json
def import_(names: tuple[str, ...], place: str, as_json: bool) -> None:
    """Read back what ``onrecord export json`` or ``onrecord read --json`` wrote.

    FILE is a file with a JSON object a line, or - for standard input. Of one with a line that is wrong nothing is
    imported. Stopped halfway, the same command brings the rest. What the record has already stays as it is.
    """
    for name in names:
        came = _imported(name, place)
        said = "standard input" if name == "-" else name
        if as_json:
            click.echo(json.dumps({"file": said, **came}))
        else:
            click.echo(f"{said}: {_summary(came)}")


def _imported(name: str, place: str) -> Counter[str]:
    try:
        if name == "-":
            return _from(sys.stdin.buffer, "standard input", place)
        with Path(name).open("rb") as stream:
            return _from(stream, name, place)
    except OSError as error:
        raise click.ClickException(f"{name}: {error.strerror or error}") from error


def _from(stream: IO[bytes], name: str, place: str) -> Counter[str]:
    with opened(place, create=True) as record:
        return record.from_json(stream, name)


def _summary(came: Counter[str]) -> str:
    parts = [counted(came[table], noun) for table, noun in _NOUNS.items() if came[table]]
    if came["there already"]:
        parts.append(f"{counted(came['there already'], 'document')} there already")
    return ", ".join(parts) or "nothing new"


COMMANDS = {"export": export, "import": import_}
