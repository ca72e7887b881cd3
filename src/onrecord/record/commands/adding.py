"""``onrecord add`` and ``remove``."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.options import as_json, engine, example, in_record, known_people, language, opened, people_of, published
from onrecord.options import workers as workers_option
from onrecord.telling import clean, counted, shortened

if TYPE_CHECKING:
    from onrecord.record.adding import Added
    from onrecord.record.difference import Said

_LONGEST = 300  # characters of a statement that are shown


@click.command(
    epilog=example(
        "onrecord add archive/ wire.jsonl",
        "onrecord add --record 2026.db --workers 4 'archive/**/*.html'",
        "onrecord add --record postgresql://localhost/news archive/",
        "onrecord add --fetch https://example.org/feed.xml",
        "cat wire.txt | onrecord add - --published 2026-03-02",
    )
)
@click.argument("names", nargs=-1, required=True, metavar="PATH...")
@in_record
@as_json
@engine
@published
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option("--title", metavar="TEXT", help="Its title.")
@click.option("--url", metavar="URL", help="Where it was published.")
@language
@known_people
@workers_option
@click.option(
    "--fetch", "pages", is_flag=True, help="Fetch the pages of feeds' items, in place of the feed's own text."
)
@click.option("--again", is_flag=True, help="Read anew also what is there already and did not change.")
def add(
    names: tuple[str, ...],
    place: str,
    as_json: bool,
    engine: str,
    people: Path | None,
    workers: int | None,
    pages: bool,
    again: bool,
    **given: str | None,
) -> None:
    """Read documents and keep them in the record, which is made where there is none.

    PATH is a file that ``onrecord read`` reads, a folder, a pattern with * or **, a corpus, a feed, a web archive, the
    address of a feed or page on the web, or - for standard input. What is there already and did not change is passed
    over; a text that changed becomes the current version, the one before is kept, and the difference in their
    statements is shown. What cannot be read is told on standard error; the rest is added, and the exit code is 1 at
    the end.
    """
    from onrecord.intake import Given, IntakeError
    from onrecord.intake.given import check_given

    try:
        for name, value in given.items():
            check_given(Given(**{name: value}), f"--{name}")
        known = people_of(people) if people else ()
        how: dict[str, Any] = {"engine": engine, "given": Given(**given), "people": known, "workers": workers}
        with (
            opened(place, create=True) as record,
            closing(record.adding(names, again=again, pages=pages, **how)) as added,
            _progress(added, names) as watched,
        ):
            tally = _told(watched, as_json)
    except IntakeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(_summary(tally), err=as_json)
    if tally["not read"]:
        sys.exit(1)


def _told(added: Iterable[Added], as_json: bool) -> Counter[str]:
    """Tells of each document as it is kept, and counts what became of them."""
    tally: Counter[str] = Counter()
    for one in added:
        tally[one.became] += 1
        for note in one.notes:
            click.echo(f"onrecord: {clean(note)}", err=True)
        if one.error is not None:
            click.echo(f"onrecord: {clean(one.error)}", err=True)
        elif as_json:
            click.echo(json.dumps(_object(one), ensure_ascii=False).encode("utf-8", "replace"))
        elif one.difference is not None:
            click.echo("\n".join(_changed(one)).encode("utf-8", "replace"))
    return tally


def _object(one: Added) -> dict[str, Any]:
    told: dict[str, Any] = {"key": one.key, "ref": one.ref, "became": one.became, "statements": one.statements}
    if one.difference is not None:
        told |= {
            "new": [said._asdict() for said in one.difference.new],
            "gone": [said._asdict() for said in one.difference.gone],
        }
    return told


def _changed(one: Added) -> Iterator[str]:
    yield f"{clean(one.name)}: changed"
    for sign, statements in zip("-+", (one.difference.gone, one.difference.new), strict=True):  # type: ignore[union-attr]
        yield from (f"  {sign} {_said(said)}" for said in statements)


def _said(said: Said) -> str:
    return shortened(clean(f"{said.speaker or '?'}: {said.content}"), _LONGEST)


def _summary(tally: Counter[str]) -> str:
    kept = ("added", "changed", "read again", "there already")
    parts = [f"{tally[became]:,} {became}" for became in kept if tally[became]]
    if tally["not read"]:
        parts.append(f"{tally['not read']:,} could not be read")
    return f"{counted(tally.total(), 'document')}: {', '.join(parts)}"


@contextmanager
def _progress(added: Iterable[Added], names: Sequence[str]) -> Iterator[Iterable[Added]]:
    """Shows how many documents have been dealt with, the rate and the time left, where a person can see it."""
    if not sys.stderr.isatty():
        yield added
        return
    from onrecord.progress import watched
    from onrecord.sources import Sources

    with watched(added, Sources(tuple(names)).count(), "documents", "adding") as seen:
        yield seen


@click.command(
    epilog=example("onrecord remove archive/draft.txt", "onrecord remove --yes 'https://example.org/blog/*' wire.jsonl")
)
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@in_record
@as_json
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(names: tuple[str, ...], place: str, as_json: bool, yes: bool) -> None:
    """Take documents out of the record, out of everything: texts, statements, decisions about them, search.

    NAME is a document's URL or path, its ref, a pattern of URLs or paths with * and ?, a folder or a corpus. All
    versions of a document go.
    """
    with opened(place) as record:
        found, unknown = record.named(names)
        if unknown:
            raise click.ClickException(f"{clean(unknown[0])}: no document of the record is called this")
        if not yes:
            if not sys.stdin.isatty():
                raise click.ClickException(f"{counted(len(found), 'document')} would be removed; say so with --yes")
            click.confirm(f"Remove {counted(len(found), 'document')}?", abort=True, err=True)
        keys = record.remove(names)
    if as_json:
        for key in keys:
            click.echo(json.dumps({"key": key}, ensure_ascii=False).encode("utf-8", "replace"))
    else:
        click.echo(f"{counted(len(keys), 'document')} removed")


COMMANDS = {"add": add, "remove": remove}
