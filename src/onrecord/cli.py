"""The commands. Each is a call of the library and prints what comes of it.

What a command needs is imported when it runs, so that ``onrecord read`` starts fast.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from onrecord import __version__
from onrecord.delivery import Form, console, deliver, deliver_lines, output, reader_left
from onrecord.options import (
    EXISTING_FILE,
    STAGES,
    check_engine,
    engine,
    example,
    forms,
    in_record,
    known_people,
    language,
    min_confidence,
    opened,
    out,
    own_weights,
    people_of,
    published,
    threads,
    workers,
)
from onrecord.web import command as web

_OF_THE_RECORD = {
    "add": "adding", "remove": "adding", "export": "exporting", "import": "exporting", "copy": "copying",
    "correct": "correcting", "history": "correcting", "redo": "correcting", "undo": "correcting",
    "occasions": "asking", "people": "asking", "person": "asking", "search": "asking", "stats": "asking",
    "watch": "watching",
}  # fmt: skip
"""Commands that are imported when they are called, with their modules in ``onrecord.record.commands``."""


class _Commands(click.Group):
    """Commands whose errors are one line."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of all commands, in alphabetical order."""
        return sorted({*super().list_commands(context), *_OF_THE_RECORD})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        if name not in _OF_THE_RECORD:
            return super().get_command(context, name)
        from importlib import import_module

        module = import_module(f"onrecord.record.commands.{_OF_THE_RECORD[name]}")
        found: click.Command = module.COMMANDS[name]
        return found

    def main(  # type: ignore[override]  # click overloads it by the one setting that is taken out here
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **settings: Any
    ) -> Any:
        """Runs as a program does: ends the process with the exit code, after one line if that is not 0."""
        if not settings.pop("standalone_mode", True):
            return super().main(args, prog_name, standalone_mode=False, **settings)
        try:
            code = super().main(args, prog_name, standalone_mode=False, **settings)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.ClickException as error:
            click.echo(f"onrecord: {error.format_message()}", err=True)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo("onrecord: stopped", err=True)
            sys.exit(130)
        sys.exit(code if isinstance(code, int) else 0)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=example("onrecord demo", "onrecord read article.txt"),
)
@click.version_option(__version__, package_name="onrecord", message="%(prog)s %(version)s")
def main() -> None:
    """Puts on record who said what, to whom, when, where, and according to whom."""


@main.command(
    epilog=example(
        "onrecord read article.html",
        "onrecord read --json --workers 4 archive/*.txt --out archive.jsonl",
        "onrecord read --csv --min-confidence 0.8 archive/ --out statements.csv",
        "onrecord read --html article.html --out read.html",
        "cat wire.txt | onrecord read - --published 2026-03-02",
    )
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@forms
@engine
@min_confidence
@click.option("--until", type=click.Choice(STAGES), help="Stop after this stage.")
@published
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option("--title", metavar="TEXT", help="Its title.")
@click.option("--url", metavar="URL", help="Where it was published.")
@language
@known_people
@own_weights
@threads
@workers
@out
def read(
    files: tuple[str, ...],
    form: Form,
    engine: str,
    min_confidence: float,
    until: str | None,
    people: Path | None,
    weights: Path | None,
    threads: int,
    workers: int | None,
    out: Path | None,
    **given: str | None,
) -> None:
    """Read files and show who said what to whom.

    FILE is a text, HTML, PDF or DOCX file, an e-mail (.eml), a corpus with a document a row (.csv, .jsonl), a
    feed (RSS, Atom), a web archive (.warc), a folder of such files, or - for standard input. What cannot be
    read is told on standard error with its file and row; the rest is read, and the exit code is 1 at the end.
    """
    from onrecord.files import FolderError, Job, Options, expand, read_files
    from onrecord.intake import Given, IntakeError
    from onrecord.intake.given import check_given

    check_engine(engine, weights, threads)
    options = Options(engine, until, Given(**given), min_confidence, (), weights, threads)
    try:
        for name, value in given.items():
            check_given(Given(**{name: value}), f"--{name}")
        jobs = expand(files)
    except (FolderError, IntakeError) as error:
        raise click.ClickException(str(error)) from error
    if out and out.exists() and any(Path(job.name).exists() and out.samefile(job.name) for job in jobs):
        raise click.ClickException(f"{out}: would be overwritten by its own reading; give --out another name")
    jobs = [Job("stdin", sys.stdin.buffer.read()) if job.name == "-" else job for job in jobs]
    if people:
        options = replace(options, people=people_of(people))
    deliver(read_files(jobs, options, workers), jobs, form, out)


@main.command(
    epilog=example(
        "onrecord check dispatch.txt",
        "onrecord check --format sarif --fail-on warning drafts/ --out findings.sarif",
        "onrecord check dispatch.txt --write-baseline judged.json",
        "onrecord check dispatch.txt --baseline judged.json --skip unnamed-source",
        "onrecord check --record record.db",
    )
)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--json", "as_json", is_flag=True, help="Write each finding as one line of JSON.")
@click.option("--format", "form", type=click.Choice(("text", "json", "sarif")), help="How findings are written; text "
              "where nothing is said.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(("note", "warning", "error", "never")), help="Exit with 1 when a finding "
              "is at least this grave; error where neither this nor the settings say.")  # fmt: skip
@click.option("--skip", multiple=True, metavar="NAME", help="Leave out this check; may be given again.")
@click.option("--settings", type=EXISTING_FILE, metavar="FILE", help="Settings in TOML; onrecord.toml in "
              "this folder where there is one.")  # fmt: skip
@click.option("--baseline", type=EXISTING_FILE, metavar="FILE", help="Leave out the findings that stand in this file.")
@click.option("--write-baseline", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the findings as judged to this file; exit with 0.")  # fmt: skip
@engine
@published
@language
@known_people
@own_weights
@threads
@workers
@in_record
@out
def check(
    files: tuple[str, ...],
    as_json: bool,
    form: str | None,
    fail_on: str | None,
    skip: tuple[str, ...],
    settings: Path | None,
    baseline: Path | None,
    write_baseline: Path | None,
    engine: str,
    people: Path | None,
    weights: Path | None,
    threads: int,
    workers: int | None,
    place: str,
    out: Path | None,
    **given: str | None,
) -> None:
    """Read files, or take the documents of a record, and report what a careful editor should look at.

    FILE is whatever ``onrecord read`` reads; without one the record's findings are told. The exit code is 1 when a
    finding is as grave as --fail-on says or a file cannot be read, 2 when the command is used wrongly.
    """
    from onrecord.checks.command import Asked, report
    from onrecord.checks.settings import SettingsError, read_settings
    from onrecord.files import FolderError, Job, Options, expand, read_files
    from onrecord.intake import Given, IntakeError
    from onrecord.intake.given import check_given
    from onrecord.jobs import Outcome

    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form}: give one of them")
    check_engine(engine, weights, threads)
    try:
        chosen = read_settings(settings, skip, fail_on)
        known = people_of(people) if people else ()
        options = Options(engine, None, Given(**given), 0.0, known, weights, threads)
        check_given(options.given, "--published")
        asked = Asked("json" if as_json else form or "text", chosen, baseline, write_baseline, out)
        if not files:
            with opened(place) as record:
                sys.exit(report((Outcome(key, one.to_json()) for key, one in record.corrected()), asked))
        jobs = expand(files)
        jobs = [Job("stdin", sys.stdin.buffer.read()) if job.name == "-" else job for job in jobs]
        sys.exit(report(read_files(jobs, options, workers), asked))
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    except (FolderError, IntakeError) as error:
        raise click.ClickException(str(error)) from error


@main.command(epilog=example("onrecord demo", "onrecord demo --list", "onrecord demo tram-strike"))
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--list", "listed", is_flag=True, help="Name the dispatches and what each of them shows.")
@forms
@engine
@own_weights
@min_confidence
def demo(
    names: tuple[str, ...],
    listed: bool,
    form: Form,
    engine: str,
    weights: Path | None,
    min_confidence: float,
) -> None:
    """Read the bundled dispatches and show what there is.

    Name those you want to see, or see all. They were written for the project: everybody and everything
    in them is invented.
    """
    from onrecord.demo import DISPATCHES
    from onrecord.files import Job, Options, read_files

    if listed:
        from onrecord.terminal import dispatch_list

        with output(None) as stream:
            console(stream).print(dispatch_list(DISPATCHES))
        return
    known = {dispatch.name: dispatch for dispatch in DISPATCHES}
    if unknown := [name for name in names if name not in known]:
        raise click.ClickException(f"no dispatch {', '.join(unknown)}; there are: {', '.join(known)}")
    jobs = [Job(str(known[name].path)) for name in names or known]
    check_engine(engine, weights)
    options = Options(engine, min_confidence=min_confidence, weights=weights)
    deliver(read_files(jobs, options, workers=1), jobs, form, None)


@main.command(
    epilog=example("onrecord evaluate gold.jsonl", "onrecord evaluate gold.jsonl --prediction read.jsonl --json")
)
@click.argument("gold", nargs=-1, required=True, metavar="GOLD.jsonl...", type=EXISTING_FILE)
@click.option("--prediction", type=EXISTING_FILE, help="A file from read --json, in place of a reading.")
@engine
@own_weights
@threads
@min_confidence
@click.option("--min-f1", type=click.FloatRange(0, 1), default=0.5, show_default=True,
              help="Least word F1 of two contents that may be paired.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Write the figures as JSON.")
def evaluate(
    gold: tuple[Path, ...],
    prediction: Path | None,
    engine: str,
    weights: Path | None,
    threads: int,
    min_confidence: float,
    min_f1: float,
    as_json: bool,
) -> None:
    """Read the texts of gold files and print how much was found.

    A gold file has a document a line: id, text and statements. Several files count as one. What the
    figures mean is told in the documentation under "Evaluate on your own gold".
    """
    import json

    from onrecord import evaluation
    from onrecord.gold import GoldError, load, load_gold
    from onrecord.precision import keep_confident_predictions
    from onrecord.statements.tagger import WeightsError

    if not prediction:
        check_engine(engine, weights, threads)
    try:
        documents = load_gold(gold)
        found = load(prediction) if prediction else evaluation.readings(documents, engine, weights, threads)
    except (GoldError, OSError, WeightsError) as error:
        raise click.ClickException(str(error)) from error
    found = keep_confident_predictions(found, min_confidence)
    figures = evaluation.evaluate(documents, found, min_f1)
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    from onrecord.terminal import figures_table

    with output(None) as stream:
        console(stream).print(figures_table(figures))


@main.command(
    epilog=example(
        "onrecord train gold.jsonl --out weights", "onrecord read --engine accurate --weights weights article.txt"
    )
)
@click.argument("gold", nargs=-1, required=True, metavar="GOLD.jsonl...", type=EXISTING_FILE)
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="The folder to write: a new one, or one of weights, which are replaced.")  # fmt: skip
@click.option("--language", default="en", show_default=True, metavar="CODE", help="The language to learn.")
@click.option("--workers", type=click.IntRange(min=1), default=2, show_default=True,
              help="Networks that are trained side by side, each in one thread.")  # fmt: skip
def train(gold: tuple[Path, ...], out: Path, language: str, workers: int) -> None:
    """Train the engine accurate on gold documents of your own.

    A gold file is told of in the documentation under "Evaluate on your own gold". Of several files the largest is
    learned first. The weights that training starts from know English. A hundred articles take some minutes.
    """
    from onrecord.gold import GoldError, load_gold
    from onrecord.training.command import TrainingError, train_on

    try:
        train_on({path.stem: load_gold([path]) for path in gold}, language, out, workers, click.echo)
    except (GoldError, TrainingError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or out}: {error.strerror or error}") from error


@main.command(epilog=example("onrecord schema > document.schema.json"))
def schema() -> None:
    """Print the JSON Schema of a document, as read --json writes it."""
    import json

    from onrecord.document import json_schema

    click.echo(json.dumps(json_schema(), indent=2))


@main.group(epilog=example("onrecord names compare pairs.tsv"))
def names() -> None:
    """Names: whether two of them are of one and the same."""


@names.command(
    epilog=example(
        "onrecord names compare pairs.tsv > compared.tsv",
        "printf 'name_a\\tlang_a\\tname_b\\tlang_b\\nAnną Nowak\\tpl\\tАнна Новак\\tru\\n' | onrecord names compare -",
    )
)
@click.argument("file", metavar="FILE.tsv", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--reason", is_flag=True, help="Add a column that says why.")
@out
def compare(file: str, reason: bool, out: Path | None) -> None:
    """Compare pairs of names over cases, spellings, languages and scripts.

    FILE.tsv is a table with tabs between its columns, or - for standard input. Its first line names the columns:
    name_a and name_b, and lang_a and lang_b with the languages (BCP 47, like en or pl) where they are known.
    It is printed with two columns more: score, from 0 to 1, and verdict: same, possible or different.
    """
    from onrecord.names.comparison.pairs import PairsError, compared

    name = "standard input" if file == "-" else file
    if out and file != "-" and out.exists() and out.samefile(file):
        raise click.ClickException(f"{out}: would be overwritten by its own comparison; give --out another name")
    try:
        with click.open_file(file, "rb") as lines, output(out) as stream:
            deliver_lines(compared(lines, name, reason), stream)
    except PairsError as error:
        raise click.ClickException(str(error)) from error
    except BrokenPipeError:
        reader_left()
    except OSError as error:
        raise click.ClickException(f"{name}: {error.strerror or error}") from error


main.add_command(web.serve)
main.add_command(web.users)
