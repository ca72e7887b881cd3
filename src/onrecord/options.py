"""The options that several commands share, and how commands show an example."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.delivery import Form

if TYPE_CHECKING:
    from onrecord.people import Person
    from onrecord.record import Record

ENGINES = ("rules", "fast", "accurate")
STAGES = ("intake", "languages", "quotes", "statements", "names", "occasions", "provenance", "checks")


def example(*lines: str) -> str:
    """An epilog that shows a command at work, its lines kept apart."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
engine = click.option(
    "--engine", type=click.Choice(ENGINES), default="fast", show_default=True,
    help="What finds statements: rules alone; fast, with learned weights where a language has them; "
    "accurate, slower, with a transformer where a language has one installed.",
)  # fmt: skip
own_weights = click.option(
    "--weights", type=click.Path(path_type=Path), metavar="DIR",
    help="Weights of your own for the engine accurate: a folder that onrecord train made.",
)  # fmt: skip
threads = click.option(
    "--threads", type=click.IntRange(min=1), default=1, show_default=True,
    help="Threads that the engine accurate may use in each process.",
)  # fmt: skip
published = click.option("--published", metavar="DATE", help="When the text was published: 2025, 2025-02, 2025-02-08.")
language = click.option("--language", metavar="CODE", help="Its language (BCP 47, like en or pl).")
known_people = click.option(
    "--people", type=EXISTING_FILE, metavar="FILE",
    help="A table or JSON of people to know: name, aliases, wikidata, role.",
)  # fmt: skip
workers = click.option(
    "--workers", type=click.IntRange(min=1),
    help="Processes to read with; by default all cores when there are more than a handful of files.",
)  # fmt: skip
out = click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
min_confidence = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="SHARE",
    help="Leave out statements less sure than this, 0 to 1.",
)  # fmt: skip
_FORMS: dict[Form, str] = {
    "json": "Write each document as one line of JSON.",
    "csv": "Write a table, a row a statement.",
    "html": "Write a page to open in a browser: one file, whatever the number of texts.",
}


def forms(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose a form of output; the command gets the one that was asked for as ``form``."""

    @wraps(command)
    def with_form(**arguments: Any) -> Any:
        asked: list[Form] = [form for form in _FORMS if arguments.pop(f"as_{form}")]
        if len(asked) > 1:
            raise click.UsageError(f"--{asked[0]} and --{asked[1]}: give one of them")
        return command(form=asked[0] if asked else "screen", **arguments)

    for form, meaning in reversed(_FORMS.items()):
        click.option(f"--{form}", f"as_{form}", is_flag=True, help=meaning)(with_form)
    return with_form


in_record = click.option(
    "--record", "place", metavar="FILE|URL", envvar="ONRECORD_RECORD", default="record.db", show_default=True,
    show_envvar=True, help="The record: a file, or postgresql://...",
)  # fmt: skip
as_json = click.option("--json", "as_json", is_flag=True, help="Write one JSON object a line.")


@contextmanager
def opened(place: str, *, create: bool = False) -> Iterator[Record]:
    """A record, open for a command: what is wrong with it is told in a line, and the exit code is 1."""
    from onrecord import record

    try:
        with record.open(place, create=create) as found:
            yield found
    except record.RecordError as error:
        raise click.ClickException(str(error)) from error


def people_of(path: Path) -> tuple[Person, ...]:
    """The people of a file that was named with --people; what is wrong with it is told in a line."""
    from onrecord.intake import IntakeError
    from onrecord.people import read_people

    try:
        return read_people(path)
    except IntakeError as error:
        raise click.ClickException(str(error)) from error


def check_engine(engine: str, weights: Path | None, threads: int = 1) -> None:
    """Ends the command with one line when its engine cannot read: an extra or weights that are not there."""
    if engine != "accurate":
        if weights:
            raise click.UsageError("--weights are weights of the engine accurate; give --engine accurate with them")
        return
    from onrecord.statements.accurate import tagger_of
    from onrecord.statements.tagger import WeightsError

    try:
        tagger_of(weights, threads)("en")
    except WeightsError as error:
        raise click.ClickException(str(error)) from error
