"""How rows of a record are listed: as tables to read, as JSON a row a line, as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import IO, Any

import click
import msgspec

from onrecord.delivery import output, reader_left
from onrecord.telling import clean

Show = Callable[[Sequence[Any], IO[str]], None]


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that narrow a search; the command gets those that were given as ``filters``."""
    names = [option for option, _, _ in FILTERS] + [flag for flag, _ in FLAGS] + ["verdict", "min_confidence"]

    @wraps(command)
    def narrowed(**arguments: Any) -> Any:
        given = {name: arguments.pop("where" if name == "place" else name) for name in names}
        return command(filters={name: value for name, value in given.items() if value is not None}, **arguments)

    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), metavar="SHARE", help="Leave out statements less sure than "
        "this, 0 to 1.",
    )(narrowed)  # fmt: skip
    click.option("--verdict", type=click.Choice(("accepted", "open")), help="Accepted by a person, or not judged yet.")(
        narrowed
    )
    for flag, meaning in reversed(FLAGS):
        click.option(f"--{flag}/--not-{flag}", default=None, help=meaning)(narrowed)
    for option, metavar, meaning in reversed(FILTERS):
        if option == "kind":
            choice = click.Choice(("direct", "mixed", "indirect"))
            click.option("--kind", type=choice, help=meaning)(narrowed)
        else:
            name = "where" if option == "place" else option  # "place" is where the record lies
            click.option(f"--{option}", name, metavar=metavar, help=meaning)(narrowed)
    return narrowed


FILTERS = (
    ("speaker", "NAME|ID", "Said by: a name in any spelling, or an id such as p12."),
    ("addressee", "NAME|ID", "Said to."),
    ("about", "NAME|ID", "Mentioned in what is said."),
    ("via", "NAME|ID", "Reported through this outlet or person."),
    ("outlet", "NAME", "Published by."),
    ("language", "CODE", "In this language (BCP 47, like en or pl)."),
    ("kind", "", "Verbatim, in part, or in the reporter's words."),
    ("since", "DATE", "Said on this day or later: 2025, 2025-02, 2025-02-08."),
    ("until", "DATE", "Said on this day or before."),
    ("occasion", "ID", "Said on this occasion, such as mzxw6ytboi5a#o1."),
    ("place", "NAME|ID", "Said on an occasion at this place."),
    ("document", "REF|KEY", "In this document: its short name, its URL or its path."),
)
FLAGS = (
    ("negated", "What was not said, or leave that out."),
    ("hedged", "What the reporter keeps a distance to, or leave that out."),
    ("attitude", "Beliefs, hopes and intentions, or leave them out."),
)

limit = click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, metavar="NUMBER",
    help="At most so many; 0 for all.",
)  # fmt: skip
as_csv = click.option("--csv", "as_csv", is_flag=True, help="Write a table, a row each.")


def deliver(rows: Sequence[Any], as_json: bool, as_csv: bool, show: Show) -> None:
    """Writes rows as asked: structs as JSON or CSV, or on the screen by ``show``."""
    if as_json and as_csv:
        raise click.UsageError("--json and --csv: give one of them")
    try:
        with output(None) as stream:
            if as_json:
                write_json(rows, stream)
            elif as_csv:
                _write_csv(rows, stream)
            else:
                show(rows, stream)
    except BrokenPipeError:
        reader_left()


def write_json(rows: Iterable[Any], stream: IO[str]) -> None:
    """Writes an object a line."""
    for row in rows:
        stream.buffer.write(msgspec.json.encode(_valid(msgspec.to_builtins(row))) + b"\n")  # type: ignore[attr-defined]


def _write_csv(rows: Sequence[Any], stream: IO[str]) -> None:
    from onrecord.exports import csv

    write = stream.buffer.write  # type: ignore[attr-defined]
    for number, row in enumerate(rows):
        columns = row.__struct_fields__
        if not number:
            write(csv.line(columns).encode())
        write(csv.line(csv.cell(_plain(getattr(row, column))) for column in columns).encode("utf-8", "replace"))


def _plain(value: Any) -> Any:
    """A value of a cell: several are joined by semicolons, spans are ``start-end``."""
    if not isinstance(value, tuple):
        return value
    return "; ".join(f"{one[0]}-{one[1]}" if isinstance(one, tuple) else str(one or "") for one in value)


def _valid(value: Any) -> Any:
    """A value without lone surrogates, which UTF-8 has not."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _valid(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_valid(one) for one in value]
    return value


def line(*facts: object) -> str:
    """What is known of something, on one line."""
    return clean(" · ".join(" ".join(str(fact).split()) for fact in facts if fact not in (None, "")))
