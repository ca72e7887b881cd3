"""``onrecord correct``, ``undo``, ``redo`` and ``history``."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, get_args

import click

from onrecord.document import OccasionKind, StatementKind
from onrecord.options import as_json, example, in_record, opened
from onrecord.telling import clean

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.record.decisions.deciding import Made
    from onrecord.record.decisions.history import Entry

_WHO = click.option(
    "--who", metavar="NAME", envvar="ONRECORD_USER", show_envvar=True, help="Who decides; by default the system's user."
)
_WHY = click.option("--why", metavar="TEXT", help="Why; it is kept in the history.")
_CONTENT = "Its words: offsets like 120-160, or words that stand once in the text. May be given again."
_STATEMENT = click.argument("statement", metavar="STATEMENT")


def _decides(command: Callable[..., Made]) -> Callable[..., None]:
    """A command that makes a decision: it gets the record, who and why, and what came of it is told."""

    @wraps(command)
    def told(place: str, as_json: bool, **arguments: Any) -> None:
        with opened(place) as record:
            made = command(record, **arguments)
        if as_json:
            _print(json.dumps(made._asdict(), ensure_ascii=False))
            return
        where = f"{made.ref}: " if made.ref else f"p{made.entity}: " if made.entity else ""
        verb = {"undo": "undone", "redo": "redone"}.get(made.verb, "made")
        _print(f"Decision {made.id} {verb}: {where}{made.said}")
        turn = "redo" if made.verb == "undo" else "undo"
        _print(f"To {turn} it: onrecord {turn} {made.id}")

    for option in (as_json, in_record, _WHO, _WHY):
        told = option(told)
    return told


@click.group(
    epilog=example(
        "onrecord correct speaker mzxw6ytboi5a#s4 'Ines Falk' --why 'she signed the letter'",
        "onrecord correct reject mzxw6ytboi5a#s7",
        "onrecord correct merge p12 p40",
        "onrecord undo",
    )
)
def correct() -> None:
    """Decide what is right: it wins over every later reading, and can be undone.

    A STATEMENT is named by its document and label, like mzxw6ytboi5a#s4; a finding like mzxw6ytboi5a#f0, an occasion
    like mzxw6ytboi5a#o1. Instead of the document's ref its URL or path can be given. Somebody (WHOM, PERSON) is named
    by a name that fits one alone, by the record's id, like p12, or within a document by label, like e3.
    """


@correct.command(epilog=example("onrecord correct accept mzxw6ytboi5a#s4"))
@click.argument("reference", metavar="STATEMENT|FINDING")
@_decides
def accept(record: Record, reference: str, **by: Any) -> Made:
    """Say that a statement or a finding is right."""
    return record.correct.accept(reference, **by)


@correct.command(
    epilog=example("onrecord correct reject mzxw6ytboi5a#f0 --why 'the date is right, the weekday was moved'")
)
@click.argument("reference", metavar="STATEMENT|FINDING")
@_decides
def reject(record: Record, reference: str, **by: Any) -> Made:
    """Say that a statement or a finding is none. A rejected statement is not found by a search any more."""
    return record.correct.reject(reference, **by)


@correct.command(epilog=example("onrecord correct speaker mzxw6ytboi5a#s4 'Ines Falk' --why 'she signed the letter'"))
@_STATEMENT
@click.argument("whom", metavar="WHOM")
@_decides
def speaker(record: Record, statement: str, whom: str, **by: Any) -> Made:
    """Say who said it. A name that neither the document nor the record knows is somebody new."""
    return record.correct.speaker(statement, whom, **by)


@correct.command("clear-speaker", epilog=example("onrecord correct clear-speaker mzxw6ytboi5a#s4"))
@_STATEMENT
@_decides
def clear_speaker(record: Record, statement: str, **by: Any) -> Made:
    """Say that nobody is known to have said it."""
    return record.correct.clear_speaker(statement, **by)


@correct.command(epilog=example("onrecord correct addressee mzxw6ytboi5a#s4 e3 'Oskar Lind'"))
@_STATEMENT
@click.argument("whom", nargs=-1, required=True, metavar="WHOM...")
@_decides
def addressee(record: Record, statement: str, whom: tuple[str, ...], **by: Any) -> Made:
    """Say whom it was said to: these and nobody else."""
    return record.correct.addressee(statement, *whom, **by)


@correct.command("clear-addressee", epilog=example("onrecord correct clear-addressee mzxw6ytboi5a#s4"))
@_STATEMENT
@_decides
def clear_addressee(record: Record, statement: str, **by: Any) -> Made:
    """Say that it was said to nobody who is known."""
    return record.correct.clear_addressee(statement, **by)


@correct.command(
    epilog=example(
        "onrecord correct occasion mzxw6ytboi5a#s4 o2",
        "onrecord correct occasion mzxw6ytboi5a#s4 --kind speech --date 2025-02-08 --place Ostrow",
        "onrecord correct occasion mzxw6ytboi5a#o1 --date 2025-02 --participant 'Ines Falk' --participant e3",
    )
)
@click.argument("reference", metavar="STATEMENT|OCCASION")
@click.argument("occasion", required=False, metavar="[LABEL]")
@click.option("--kind", type=click.Choice(get_args(OccasionKind)), help="Its kind.")
@click.option("--date", metavar="DATE", help="When it was: 2025, 2025-02, 2025-02-08; '' clears it.")
@click.option("--place", "where", metavar="WHOM", help="Where it was; '' clears it.")
@click.option(
    "--participant",
    "participants",
    multiple=True,
    metavar="WHOM",
    help="Who took part; '' clears them. May be given again.",
)
@_decides
def occasion(
    record: Record, reference: str, occasion: str | None, where: str | None, participants: tuple[str, ...], **given: Any
) -> Made:
    """Say on which occasion a statement was made, or change an occasion.

    For a STATEMENT, LABEL is one of the document's occasions; without it the statement gets a new one, with the kind,
    date, place and participants that are given. For an OCCASION what is given is changed.
    """
    taking_part = [one for one in participants if one] if participants else None
    return record.correct.occasion(reference, occasion, place=where, participants=taking_part, **given)


@correct.command("clear-occasion", epilog=example("onrecord correct clear-occasion mzxw6ytboi5a#s4"))
@_STATEMENT
@_decides
def clear_occasion(record: Record, statement: str, **by: Any) -> Made:
    """Say that no occasion is known on which it was said."""
    return record.correct.clear_occasion(statement, **by)


def _parts(command: Callable[..., Any]) -> Callable[..., Any]:
    for part, meaning in (
        ("addressee", "Words naming whom it was said to."),
        ("source", "Words naming who speaks."),
        ("cue", "Words that say it was said."),
    ):
        command = click.option(f"--{part}", multiple=True, metavar="WORDS", help=meaning)(command)
    return click.option("--content", multiple=True, metavar="WORDS", help=_CONTENT)(command)


@correct.command(
    epilog=example(
        "onrecord correct spans mzxw6ytboi5a#s4 --content 120-160 --cue 110-114",
        "onrecord correct spans mzxw6ytboi5a#s4 --content 'the ferries would run hourly'",
    )
)
@_STATEMENT
@_parts
@_decides
def spans(record: Record, statement: str, **given: Any) -> Made:
    """Say which characters a statement stands at. Parts that are not given stay; '' clears one."""
    parts: dict[str, Any] = {part: given.pop(part) for part in ("content", "cue", "source", "addressee")}
    given |= {part: _words(said) for part, said in parts.items() if said}
    return record.correct.spans(statement, **given)


@correct.command(epilog=example("onrecord correct kind mzxw6ytboi5a#s4 direct"))
@_STATEMENT
@click.argument("kind", type=click.Choice(get_args(StatementKind)))
@_decides
def kind(record: Record, statement: str, kind: str, **by: Any) -> Made:
    """Say how a statement is told: word for word, partly so, or not."""
    return record.correct.kind(statement, kind, **by)


@correct.command(
    epilog=example(
        "onrecord correct add mzxw6ytboi5a --content 'the ferries would run hourly' --speaker 'Ines Falk'",
        "onrecord correct add letters/may.txt --content 120-160 --cue 110-114 --kind direct --speaker e3 --to e5",
    )
)
@click.argument("document", metavar="DOCUMENT")
@_parts
@click.option(
    "--kind", type=click.Choice(get_args(StatementKind)), default="indirect", show_default=True, help="How it is told."
)
@click.option("--speaker", metavar="WHOM", help="Who said it.")
@click.option("--to", "addressees", multiple=True, metavar="WHOM", help="Whom it was said to. May be given again.")
@click.option("--occasion", metavar="LABEL", help="On which of the document's occasions.")
@click.option("--date", metavar="DATE", help="When it was said.")
@_decides
def add(record: Record, document: str, content: tuple[str, ...], **given: Any) -> Made:
    """Add a statement that was not found. DOCUMENT is its ref, URL or path."""
    given |= {part: _words(given[part]) for part in ("cue", "source", "addressee")}
    return record.correct.add(document, _words(content), **given)


@correct.command(epilog=example("onrecord correct merge p12 p40 --why 'she married in May'"))
@click.argument("people", nargs=-1, required=True, metavar="PERSON PERSON...")
@_decides
def merge(record: Record, people: tuple[str, ...], **by: Any) -> Made:
    """Say that two or more people of the record are one. Places and organisations too."""
    return record.correct.merge(*people, **by)


@correct.command(epilog=example("onrecord correct split p12 mzxw6ytboi5a onswo5bam52g#e3 --why 'the father'"))
@click.argument("person", metavar="PERSON")
@click.argument("off", nargs=-1, required=True, metavar="DOCUMENT[#LABEL]...")
@_decides
def split(record: Record, person: str, off: tuple[str, ...], **by: Any) -> Made:
    """Say that somebody is another in some documents, or there under a label."""
    return record.correct.split(person, *off, **by)


@correct.command(epilog=example("onrecord correct rename p12 'Ines Falk-Lind'"))
@click.argument("person", metavar="PERSON")
@click.argument("name", metavar="NAME")
@_decides
def rename(record: Record, person: str, name: str, **by: Any) -> Made:
    """Say what somebody is called in the record."""
    return record.correct.rename(person, name, **by)


@correct.command(epilog=example("onrecord correct wikidata p12 Q42", "onrecord correct wikidata p12 ''"))
@click.argument("person", metavar="PERSON")
@click.argument("id", metavar="ID")
@_decides
def wikidata(record: Record, person: str, id: str, **by: Any) -> Made:
    """Say which entry of Wikidata somebody is; '' says that there is none."""
    return record.correct.wikidata(person, id, **by)


@correct.command("accept-join", epilog=example("onrecord correct accept-join p12 p40"))
@click.argument("one", metavar="PERSON")
@click.argument("other", metavar="PERSON")
@_decides
def accept_join(record: Record, one: str, other: str, **by: Any) -> Made:
    """Say that two whom the record proposes to join are one."""
    return record.correct.accept_join(one, other, **by)


@correct.command("refuse-join", epilog=example("onrecord correct refuse-join p12 p40 --why 'father and son'"))
@click.argument("one", metavar="PERSON")
@click.argument("other", metavar="PERSON")
@_decides
def refuse_join(record: Record, one: str, other: str, **by: Any) -> Made:
    """Say that two are not one, however alike."""
    return record.correct.refuse_join(one, other, **by)


@click.command(epilog=example("onrecord undo", "onrecord undo 12 --why 'a slip'"))
@click.argument("number", required=False, type=click.IntRange(min=1), metavar="[NUMBER]")
@_decides
def undo(record: Record, number: int | None, **by: Any) -> Made:
    """Undo a decision: everything is as if it had not been made, and it stays in the history.

    NUMBER is the decision's; without it the last one of yours that stands is undone.
    """
    return record.undo(number, **by)


@click.command(epilog=example("onrecord redo", "onrecord redo 12"))
@click.argument("number", required=False, type=click.IntRange(min=1), metavar="[NUMBER]")
@_decides
def redo(record: Record, number: int | None, **by: Any) -> Made:
    """Redo a decision that was undone: the one of that NUMBER, or the one that you undid last."""
    return record.redo(number, **by)


@click.command(
    epilog=example("onrecord history", "onrecord history mzxw6ytboi5a#s4", "onrecord history 'Ines Falk' --json")
)
@click.argument("about", required=False, metavar="[ABOUT]")
@in_record
@as_json
def history(about: str | None, place: str, as_json: bool) -> None:
    """Show what was decided, when, by whom and why, the first one first.

    ABOUT is a document or a statement, or somebody of the record; without it all decisions are shown.
    """
    with opened(place) as record:
        entries = record.history(about)
    for entry in entries:
        _print(_object(entry) if as_json else _told(entry))
    if not entries and not as_json:
        _print("No decisions.")


def _object(entry: Entry) -> str:
    return json.dumps({**entry._asdict(), "events": [one._asdict() for one in entry.events]}, ensure_ascii=False)


def _told(entry: Entry) -> str:
    where = f"{entry.ref}: " if entry.ref else f"p{entry.entity}: " if entry.entity else ""
    lines = [f"{entry.id}  {'' if entry.stands else '(undone) '}{where}{entry.said}"]
    for one in entry.events:
        why = f": {clean(one.why)}" if one.why else ""
        lines.append(f"    {one.what} {one.time} by {clean(one.who)}{why}")
    return "\n".join(lines)


def _words(said: tuple[str, ...]) -> list[str]:
    return [one for one in said if one]


def _print(line: str) -> None:
    click.echo(line.encode("utf-8", "replace"))


COMMANDS = {"correct": correct, "history": history, "redo": redo, "undo": undo}
