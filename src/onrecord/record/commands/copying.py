"""``onrecord copy``."""

from __future__ import annotations

import sys

import click

from onrecord.options import example, opened
from onrecord.telling import counted


@click.command(
    epilog=example("onrecord copy record.db backup.db", "onrecord copy record.db postgresql://localhost/news")
)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy a record, whole or not at all, to where there is none yet.

    FROM and TO are files or URLs: sqlite:///record.db, postgresql://... The record may be used meanwhile; the copy is
    what it was at one moment.
    """
    with opened(source) as record:
        steps = record.copying(target)
        if sys.stderr.isatty():
            from onrecord.progress import stepped

            with stepped(steps, "copying") as shown:
                rows = {table: done for table, done, _ in shown}
        else:
            rows = {table: done for table, done, _ in steps}
        documents = rows.get("document", 0)
    click.echo(f"{counted(documents, 'document')} copied")


COMMANDS = {"copy": copy}
