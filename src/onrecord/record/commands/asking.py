"""``onrecord search``, ``people``, ``person``, ``occasions`` and ``stats``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Any

import click

from onrecord.delivery import console, output, reader_left
from onrecord.document import EntityKind, OccasionKind
from onrecord.options import as_json, example, in_record, opened
from onrecord.record.commands.listing import as_csv, deliver, filters, limit, line, write_json
from onrecord.snippets import snippet
from onrecord.telling import clean, counted

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record.results import OccasionRow, Person, PersonRow, StatementRow, Told

_SORTS = ("newest", "oldest", "relevance")
_TOLD = 12  # names shown of a list of them


@click.command(
    epilog=example(
        "onrecord search ferry --speaker 'Ines Falk' --since 2025-02",
        "onrecord search '\"ferry contract\"' 'harbour*' -- -strike",
        "onrecord search tram OR bus --language pl --sort relevance --json",
    )
)
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@filters
@click.option("--sort", type=click.Choice(_SORTS), default="newest", show_default=True, help="By date, or by how well "
              "the words fit.")  # fmt: skip
@limit
@in_record
@as_json
@as_csv
def search(
    words: tuple[str, ...],
    filters: dict[str, Any],
    sort: Any,
    limit: int,
    place: str,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Find statements by their words, by who said them to whom, when, where and in which outlet.

    All WORDS must be in a statement, in any case form, with or without accents. "Words in quotes" stand side by
    side as they are; begin* finds what begins so; -word must not be there (put -- before it); one OR other takes
    either.
    """
    with opened(place) as record:
        found = record.statements(" ".join(words), sort=sort, limit=limit or None, **filters)
        deliver(found, as_json, as_csv, show_statements)


def show_statements(rows: Sequence[StatementRow], stream: IO[str]) -> None:
    """Prints statements: who said it when, the words with the hits marked, and what to cite it by."""
    screen = console(stream)
    for row in rows:
        _show_statement(row, screen)
    if not rows:
        screen.print("Nothing found.", style="dim")


def _show_statement(row: StatementRow, screen: Console) -> None:
    from rich.text import Text

    who = clean(row.speaker or row.source or "—")
    to = ", ".join(row.addressees) or row.addressee
    head = Text.assemble((who, "bold"), f" → {clean(to)}" if to else "", ("  " + line(row.date or row.day), "dim"))
    screen.print(head)
    shown = snippet(row.content, row.hits)
    text = Text("  ")
    text.append("…" if shown.cut_before else "")
    for piece in shown.pieces:
        text.append(_flat(piece.words), "bold reverse" if piece.hit else None)
    text.append("…" if shown.cut_behind else "")
    screen.print(text)
    manner = [flag for flag in ("negated", "hedged", "attitude") if getattr(row, flag)]
    screen.print(Text("  " + line(row.id, row.kind, *manner, row.outlet, row.title), "dim"))
    screen.print()


def _flat(words: str) -> str:
    return clean(words).replace("\n", " ").replace("\t", " ")


@click.command(epilog=example("onrecord people", "onrecord people Falk", "onrecord people --kind organization --csv"))
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--kind", type=click.Choice((*EntityKind.__args__, "any")), default="person", show_default=True,  # type: ignore[attr-defined]
              help="What they are.")  # fmt: skip
@limit
@in_record
@as_json
@as_csv
def people(name: str | None, kind: str, limit: int, place: str, as_json: bool, as_csv: bool) -> None:
    """List people over all documents, who said most first; with a NAME those whom it may mean."""
    with opened(place) as record:
        found = record.people(name, kind=None if kind == "any" else kind, limit=limit or None)
        deliver(found, as_json, as_csv, _show_people)


def _show_people(rows: Sequence[PersonRow], stream: IO[str]) -> None:
    table = _table("id", "name", "kind", "statements", "documents", "Wikidata")
    for row in rows:
        numbers = f"{row.statements:,}", f"{row.documents:,}"
        table.add_row(row.id, clean(row.name), row.kind, *numbers, row.wikidata or "")
    console(stream).print(table if rows else "Nobody found.")


@click.command(epilog=example("onrecord person 'Ines Falk'", "onrecord person p12 --json"))
@click.argument("name", metavar="NAME|ID")
@click.option("--limit", type=click.IntRange(min=0), default=10, show_default=True, metavar="NUMBER",
              help="So many statements, the newest.")  # fmt: skip
@in_record
@as_json
def person(name: str, limit: int, place: str, as_json: bool) -> None:
    """Tell all about one person: spellings, roles, statements, occasions, whom they met and who reported them."""
    with opened(place) as record:
        found = record.person(name, statements=limit)
    try:
        with output(None) as stream:
            if as_json:
                write_json([found], stream)
            else:
                _show_person(found, stream)
    except BrokenPipeError:
        reader_left()


def _show_person(person: Person, stream: IO[str]) -> None:
    from rich.text import Text

    screen = console(stream)
    numbers = counted(person.number, "statement"), counted(person.documents, "document")
    screen.print(Text.assemble((clean(person.name), "bold"), "  ", (line(person.id, *numbers, person.wikidata), "dim")))
    for heading, told in (
        ("names", person.names), ("met", person.met), ("spoke to", person.spoke_to), ("reported by", person.outlets),
    ):  # fmt: skip
        if told:
            screen.print(Text.assemble((f"{heading}: ", "dim"), _names(told)))
    if person.roles:
        screen.print()
        for role in person.roles[:_TOLD]:
            screen.print(Text(line(role.date or "—", role.title, role.organization, role.ref)))
    screen.print()
    if person.occasions:
        _show_occasions(person.occasions[:_TOLD], stream)
        screen.print()
    for row in person.statements:
        _show_statement(row, screen)


def _names(told: Sequence[Told]) -> str:
    names = ", ".join(f"{clean(one.name)} ({one.number:,})" for one in told[:_TOLD])
    return names + (f", and {len(told) - _TOLD:,} more" if len(told) > _TOLD else "")


@click.command(
    epilog=example("onrecord occasions --person 'Ines Falk' --since 2025", "onrecord occasions --kind interview --csv")
)
@click.option("--person", metavar="NAME|ID", help="Somebody who took part.")
@click.option("--place", "where", metavar="NAME|ID", help="Where it was.")
@click.option("--kind", type=click.Choice(OccasionKind.__args__), help="What it was.")  # type: ignore[attr-defined]
@click.option("--since", metavar="DATE", help="On this day or later: 2025, 2025-02, 2025-02-08.")
@click.option("--until", metavar="DATE", help="On this day or before.")
@limit
@in_record
@as_json
@as_csv
def occasions(
    limit: int, place: str, where: str | None, as_json: bool, as_csv: bool, **narrowed: str | None
) -> None:
    """List when and where people met or spoke, of the documents added last first."""
    with opened(place) as record:
        deliver(record.occasions(place=where, limit=limit or None, **narrowed), as_json, as_csv, _show_occasions)


def _show_occasions(rows: Sequence[OccasionRow], stream: IO[str]) -> None:
    table = _table("when", "where", "what", "who", "id")
    for row in rows:
        who = clean(", ".join(row.participants))
        table.add_row(clean(row.date or "—"), clean(row.place or "—"), row.kind.replace("-", " "), who, row.id)
    console(stream).print(table if rows else "Nothing found.")


@click.command(epilog=example("onrecord stats", "onrecord stats --record archive.db --json"))
@in_record
@as_json
def stats(place: str, as_json: bool) -> None:
    """Say how many documents, statements, people and other things a record holds."""
    with opened(place) as record:
        found = record.stats()
    if as_json:
        click.echo(json.dumps(found))
        return
    table = _table("", "")
    for name, number in found.items():
        table.add_row(name, f"{number:,}")
    with output(None) as stream:
        console(stream).print(table)


def _table(*headings: str) -> Any:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim", show_header=any(headings))
    for heading in headings:
        right = heading in ("statements", "documents")
        table.add_column(heading, justify="right" if right else "left", no_wrap=heading in ("id", "when"))
    return table


COMMANDS: dict[str, click.Command] = {
    "occasions": occasions, "people": people, "person": person, "search": search, "stats": stats,
}  # fmt: skip
