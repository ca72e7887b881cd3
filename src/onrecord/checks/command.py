"""What ``onrecord check`` does: findings of files, written as text, JSON or SARIF, and the exit code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

import click

from onrecord.checks import sarif
from onrecord.checks.baseline import Baseline, fingerprint, read_baseline, write_baseline
from onrecord.checks.places import Places
from onrecord.checks.settings import SEVERITIES, Settings
from onrecord.delivery import output
from onrecord.document import Document, Finding
from onrecord.files import Outcome
from onrecord.telling import clean, counted

Checked = tuple[str, Document, list[Finding]]
"""A file's name, its document and the findings to tell."""


class Asked(NamedTuple):
    """What the command was asked for."""

    form: str
    settings: Settings
    baseline: Path | None
    write_baseline: Path | None
    out: Path | None


class _Tally:
    """What passed by: findings by severity, those that make the command fail, files that could not be read."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.documents = self.failing = self.unread = self.judged = 0


def report(outcomes: Iterable[Outcome], asked: Asked) -> int:
    """Writes the findings of what was read as asked; returns the exit code. Raises ``SettingsError``."""
    known = read_baseline(asked.baseline) if asked.baseline else Baseline()
    tally = _Tally()
    checked = _checked(outcomes, asked.settings, known, tally)
    if asked.write_baseline:
        return _judge(checked, asked.write_baseline, tally)
    with output(asked.out) as stream:
        _WRITERS[asked.form](checked, stream)
        if asked.form == "text":
            stream.write(_summary(tally))
    return 1 if tally.failing or tally.unread else 0


def _checked(outcomes: Iterable[Outcome], settings: Settings, known: Baseline, tally: _Tally) -> Iterator[Checked]:
    for outcome in outcomes:
        if outcome.error is not None:
            tally.unread += 1
            click.echo(f"onrecord: {outcome.error}", err=True)
            continue
        document = outcome.document
        told: list[Finding] = []
        for finding in settings.applied(document.findings):
            if known.takes(document, finding):
                tally.judged += 1
                continue
            told.append(finding)
            tally.found[finding.severity] += 1
            tally.failing += settings.fails(finding)
        tally.documents += 1
        yield outcome.name, document, told


def _judge(checked: Iterable[Checked], path: Path, tally: _Tally) -> int:
    try:
        number = write_baseline(path, ((document, f) for _, document, findings in checked for f in findings))
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror or error}") from error
    click.echo(f"onrecord: {counted(number, 'finding')} written to {path}", err=True)
    return 1 if tally.unread else 0


def _text(checked: Iterable[Checked], stream: IO[str]) -> None:
    for name, document, findings in checked:
        if not findings:
            continue
        stream.write(f"{clean(name)}\n")
        places = Places(document.text)
        for finding in findings:
            line, column = places.of(finding.spans[0][0]) if finding.spans else (0, 0)
            where = f"{line}:{column}" if line else "-"
            stream.write(f"  {where}  {finding.severity}  {clean(finding.message)}  [{finding.check}]\n")
            for span in finding.spans[:4]:
                excerpt, carets = places.excerpt(span)
                stream.write(f"      {excerpt}\n      {carets}\n")
        stream.write("\n")


def _json(checked: Iterable[Checked], stream: IO[str]) -> None:
    for name, document, findings in checked:
        places = Places(document.text)
        for finding in findings:
            line = json.dumps(_told(name, document, places, finding), ensure_ascii=False)
            stream.write(line + "\n")


def _told(name: str, document: Document, places: Places, finding: Finding) -> dict[str, Any]:
    return {
        "file": name,
        "document": document.id,
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "fingerprint": fingerprint(document, finding),
        "spans": [
            {"start": a, "end": b, "line": places.of(a)[0], "column": places.of(a)[1], "words": document.text[a:b]}
            for a, b in finding.spans
        ],
    }


def _sarif(checked: Iterable[Checked], stream: IO[str]) -> None:
    stream.write(json.dumps(sarif.log(checked), ensure_ascii=False, indent=1) + "\n")


_WRITERS = {"text": _text, "json": _json, "sarif": _sarif}


def _summary(tally: _Tally) -> str:
    told = [counted(tally.found[severity], severity) for severity in reversed(SEVERITIES) if tally.found[severity]]
    judged = f"; {counted(tally.judged, 'finding')} of the baseline left out" if tally.judged else ""
    return f"{counted(tally.documents, 'document')}: {', '.join(told) or 'no findings'}{judged}\n"
