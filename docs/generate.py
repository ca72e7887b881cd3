"""Writes the reference pages that come from the program itself.

python docs/generate.py           write docs/reference/{api,checks,commands,python,record}.md, document.schema.json, and
                                  what stands between marks in README.md, docs/how-to/tables-and-pages.md and export.md
python docs/generate.py --check   say what is stale and exit 1, write nothing
"""

from __future__ import annotations

import hashlib
import inspect
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from csv import reader as csv_rows
from pathlib import Path
from typing import Any

import click
import msgspec
from click.testing import CliRunner

import onrecord
from onrecord import cli, document
from onrecord.checks import CHECKS
from onrecord.demo import dispatches
from onrecord.exports import FORMATS, csv
from onrecord.exports.extract import Extract, Known
from onrecord.record import schema
from onrecord.record.described import TABLES as TABLES_OF_RECORD
from onrecord.web import create_app
from onrecord.web.api import described

REFERENCE = Path(__file__).parent / "reference"
README = Path(__file__).parents[1] / "README.md"
TABLES = Path(__file__).parent / "how-to" / "tables-and-pages.md"
EXPORT = Path(__file__).parent / "how-to" / "export.md"
DISPATCH = """\
“We will reopen the crossing in June,” Mayor Ines Falk told reporters on Monday, adding that the
ferries would run hourly. “And this time,” she said, “it is for good.”

Her deputy, Oskar Lind, hopes the town will pay. According to the Vesthavn Post, he denied that the
contract was secret.
"""
SQL = """\
SELECT d.ref || '#' || s.label AS cite, s.day, d.outlet, s.content
FROM statement s JOIN document d ON d.id = s.document_id JOIN entity e ON e.id = s.speaker_id
WHERE e.name = 'Ines Falk' ORDER BY s.id DESC;"""
NOTE = "<!-- Written by docs/generate.py; do not edit. -->\n"


def pages() -> dict[Path, str]:
    """The generated files and what must be in them."""
    return {
        REFERENCE / "api.md": "\n".join(_api()),
        REFERENCE / "checks.md": "\n".join(_checks()),
        REFERENCE / "commands.md": "\n".join(_commands()),
        REFERENCE / "python.md": "\n".join(_python()),
        REFERENCE / "record.md": "\n".join(_record()),
        REFERENCE / "document.schema.json": CliRunner().invoke(cli.main, ["schema"]).stdout,
        README: _filled(README, "transcript", _transcript()),
        TABLES: _filled(TABLES, "columns", _columns()),
        EXPORT: _exports(),
    }


def _filled(page: Path, name: str, text: str) -> str:
    """A page with a text between its marks of that name."""
    return _with(page.read_text(encoding="utf-8"), name, text)


def _with(page: str, name: str, text: str) -> str:
    start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    head, rest = page.split(start)
    return f"{head}{start}\n{text}\n{end}{rest.split(end)[1]}"


def _exports() -> str:
    """The page on exports with its list of formats, and an example and the fields of each."""
    page = EXPORT.read_text(encoding="utf-8")
    rows = (f"| [`{one.name}`](#{one.name}) | {one.meaning} | `{one.media_type}` |" for one in FORMATS.values())
    page = _with(page, "formats", "\n".join(("| format | is | media type |", "|---|---|---|", *rows)))
    for name, format_ in FORMATS.items():
        fields = (f"| `{field}` | {meaning} |" for field, meaning in format_.fields().items())
        table = "\n".join(("| field | holds |", "|---|---|", *fields))
        page = _with(page, name, f"{_example_of(name)}{table}")
    return page


def _example_of(name: str) -> str:
    """One statement of a bundled dispatch in a format, laid out to be read; none where the file is binary."""
    if FORMATS[name].binary:
        return ""
    made = b"".join(FORMATS[name].write([_dispatch()])).decode()
    language = {"tei": "xml", "jsonld": "json", "annotation": "json", "ftm": "json"}.get(name, "text")
    if name == "csv":
        header, row = csv_rows(made.splitlines())
        made = "\n".join(f"{column}: {value}" for column, value in zip(header, row, strict=True) if value)
    elif name == "ftm":
        made = "\n".join(_laid_out(json.loads(line)) for line in made.splitlines()[-3:])
    elif name == "tei":
        made = next(paragraph for paragraph in re.findall(r"<p [^>]*>.*?</p>", made) if "<said" in paragraph)
    elif name == "jsonld":
        made = _laid_out(json.loads(made)["@graph"][-1])
    elif name == "annotation":
        made = _laid_out(json.loads(made)["first"]["items"][-1])
    made = "\n".join(line.rstrip() for line in made.strip().splitlines())
    return f"```{language}\n{made}\n```\n\n"


def _laid_out(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _dispatch() -> Extract:
    """A dispatch as a record would give it, with one statement asked for."""
    path = next(path for path in dispatches() if path.stem == "island-election")
    made = onrecord.read(path)
    chosen = next(one for one in made.statements if one.addressees and one.speaker)
    known = {id_: made.entity(id_) for id_ in (chosen.speaker, *chosen.addressees)}
    numbers = enumerate((one for one in known.values() if one), 101)
    people = {one.id: Known(str(number), one.kind, one.name) for number, one in numbers}
    checksum = hashlib.sha256(made.text.encode()).hexdigest()
    return Extract(made, "k3vq7zm2xa", f"{path.name}", checksum, (chosen.id,), people)


def _api() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, onrecord.open(Path(folder) / "record.db") as record:
        made = create_app(record).openapi()
    yield f"{NOTE}\n# API\n\n{made['info']['summary']}\n\n{made['info']['description']}"
    for group in described.groups(made):
        yield f"## {group.name.capitalize()}\n\n{group.meaning}\n"
        for one in group.operations:
            yield f"### {one.method} {one.path}\n\n{one.meaning}\n"
            if one.parameters:
                yield from _fields(one.parameters)
            if one.takes:
                yield f"Takes `{one.takes}`{', or a form with files' if one.files else ''}.\n"
            if one.example:
                yield f"```json\n{one.example}\n```\n"
            if one.gives:
                yield f"Gives `{one.gives}`{', or JSON Lines' if one.lines else ''}.\n"
    yield "## Models\n"
    for model in described.models(made):
        yield f"### {model.name}\n\n{model.meaning}\n"
        yield from _fields(model.fields)


def _fields(fields: Iterable[described.Field]) -> Iterator[str]:
    yield "| name | type | meaning |\n|---|---|---|"
    for one in fields:
        meaning = "; ".join(part for part in ("needed" if one.needed else "", one.meaning) if part)
        yield f"| `{one.name}` | {one.type} | {meaning.replace('|', '&#124;')} |"
    yield ""


def _columns() -> str:
    """The columns of read --csv as a table."""
    rows = (f"| `{column}` | {meaning} |" for column, meaning in csv.COLUMNS.items())
    return "\n".join(("| column | holds |", "|---|---|", *rows))


def _transcript() -> str:
    """What the program prints now for the text that the README shows."""
    shown = CliRunner(env={"COLUMNS": "100"}).invoke(cli.main, ["read", "-"], input=DISPATCH).stdout
    lines = "\n".join(line.rstrip() for line in shown.strip("\n").splitlines())
    return f"```text\n$ onrecord read - < dispatch.txt\n{lines}\n```"


def _commands() -> Iterator[str]:
    yield f"{NOTE}\n# Commands\n\n{_prose(cli.main.help)}\n"
    yield "`onrecord --version` prints the version, `onrecord COMMAND --help` what stands here.\n"
    for name, command in all_commands():
        yield f"## onrecord {name}\n\n{_prose(command.help)}\n"
        if isinstance(command, click.Group):
            continue
        context = click.Context(command, info_name=name)
        arguments = " ".join(p.make_metavar(context) for p in command.params if isinstance(p, click.Argument))
        yield f"```text\nonrecord {name} [OPTIONS] {arguments}".rstrip() + "\n```\n"
        yield "| option | meaning |\n|---|---|"
        yield from (_option(p) for p in command.params if isinstance(p, click.Option))
        yield "| `-h`, `--help` | Show the help of the command. |\n"
        yield f"```sh\n{_example(command)}\n```\n"


def _checks() -> Iterator[str]:
    yield f"{NOTE}\n# Checks\n\nWhat `onrecord check` reports and `onrecord read` keeps as findings."
    yield "How to leave out a check, change how grave it is or keep what you have judged:"
    yield "[Check a text](../how-to/check-a-text.md).\n"
    yield "| check | severity | says |\n|---|---|---|"
    yield from (f"| [`{c.name}`](#{c.name}) | {c.severity} | {c.summary} |" for _, c in sorted(CHECKS.items()))
    for name, check in sorted(CHECKS.items()):
        yield f"\n## {name}\n\n{check.summary} Severity: {check.severity}. `--skip {name}` leaves it out.\n"
        yield f"Reported:\n\n```text\n{check.example}\n```\n\nLeft alone:\n\n```text\n{check.sound}\n```"
    yield ""


def _record() -> Iterator[str]:
    yield f"{NOTE}\n# Tables of a record\n"
    yield "A record is a SQLite file or a PostgreSQL database that you may ask with tools of your own. Only read it so:"
    yield "what is written goes through the commands, which keep the tables and the search index in step. Spans are in"
    yield "code points of `document.text`, half-open; dates are EDTF; a label such as `s4` or `e2` holds within its"
    yield "document. Search words and facets are in a further table, `search`, which only the program asks.\n"
    yield "All that somebody said, with where it stands:\n"
    yield f"```sql\n{SQL}\n```\n"
    for table in schema.metadata.sorted_tables:
        meaning, columns = TABLES_OF_RECORD.get(table.name, ("", {}))
        yield f"## {table.name}\n\n{meaning}\n\n| column | type | holds |\n|---|---|---|"
        for column in table.columns:
            key = ", key" if column.primary_key else ""
            kind = column.type.__class__.__name__.upper().replace("LARGEBINARY", "BLOB")
            yield f"| `{column.name}` | {kind}{key} | {columns.get(column.name, '')} |"
        yield ""


def all_commands(group: click.Group = cli.main, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command with its whole name, in alphabetical order; a group comes before its own commands."""
    context = click.Context(group)
    for name in sorted(group.list_commands(context)):
        command = group.get_command(context, name)
        assert command
        yield before + name, command
        if isinstance(command, click.Group):
            yield from all_commands(command, f"{before}{name} ")


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    value = ""
    if isinstance(option.type, click.Choice):
        value = " " + " \\| ".join(f"`{choice}`" for choice in option.type.choices)
    elif not option.is_flag:
        value = f" {option.metavar or option.type.name.upper().removesuffix(' RANGE')}".replace("|", "\\|")
    default = f" Default: `{option.default}`." if option.show_default else ""
    return f"| {names}{value} | {option.help}{default} |"


def _example(command: click.Command) -> str:
    return inspect.cleandoc((command.epilog or "").split("Example:\n")[1])


def _prose(text: str | None) -> str:
    return inspect.cleandoc(text or "").replace("``", "`")


def _python() -> Iterator[str]:
    yield f"{NOTE}\n# Python\n\nEverything public is named in `onrecord`; spans are half-open code points of"
    yield "the document's text.\n"
    yield '```python\nimport onrecord\n\ndocument = onrecord.read("article.txt")\n```\n'
    public = [name for name in getattr(onrecord, "__all__", ()) if not name.startswith("__")]
    for name in public:
        yield from _entry(name, getattr(onrecord, name))
    yield "## The parts of a document\n"
    for name, kind in vars(document).items():
        if inspect.isclass(kind) and issubclass(kind, msgspec.Struct) and name not in public:
            yield from _entry(name, kind, level="###")


def _entry(name: str, thing: Any, level: str = "##") -> Iterator[str]:
    yield f"{level} {name}\n"
    if inspect.isclass(thing) and issubclass(thing, msgspec.Struct):
        yield _prose(thing.__doc__) + "\n"
        yield "| field | type |\n|---|---|"
        types = thing.__annotations__
        yield "\n".join(
            f"| `{field}` | `{types[field]}` |".replace(" | None`", " \\| None`") for field in types
        )
        yield ""
        for method, function in vars(thing).items():
            if inspect.isroutine(getattr(thing, method)) and not method.startswith("_") and function.__doc__:
                yield f"**`{method}{_signature(getattr(thing, method))}`**: {_prose(function.__doc__)}\n"
    elif inspect.isclass(thing) or not callable(thing):
        yield (_prose(thing.__doc__) if inspect.isclass(thing) else f"`{thing!r}`") + "\n"
        if inspect.isclass(thing) and not issubclass(thing, Exception):
            for method, function in inspect.getmembers(thing, inspect.isfunction):
                if not method.startswith("_") and function.__doc__:
                    yield f"**`{method}{_signature(function)}`**: {_prose(function.__doc__)}\n"
    else:
        yield f"```python\n{name}{_signature(thing)}\n```\n\n{_prose(thing.__doc__)}\n"


def _signature(function: Any) -> str:
    return str(inspect.signature(function)).replace("'", "")


def main() -> None:
    check = "--check" in sys.argv
    stale = [
        path
        for path, text in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path in stale:
        print(f"{'stale' if check else 'wrote'}: {path.name}")
        if not check:
            path.write_text(pages()[path], encoding="utf-8")
    sys.exit(bool(check and stale))


if __name__ == "__main__":
    main()
