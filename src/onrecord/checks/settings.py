"""Settings of the checks: which are left out, how grave the others are, and from where on the command fails."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, cast, get_args

import msgspec

from onrecord.checks import CHECKS
from onrecord.document import Finding, Severity

FILE = "onrecord.toml"
"""The settings of a folder, read when no other file is named."""
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
FailOn = Literal["note", "warning", "error", "never"]
KEYS = ("skip", "fail-on", "severity")


class SettingsError(ValueError):
    """Settings that cannot be read; the message names the file and the entry."""


class Settings(msgspec.Struct, frozen=True):
    """``skip`` are checks left out, ``severity`` those as grave as said here; ``fail_on`` is the least grave finding
    that makes the command fail."""

    skip: frozenset[str] = frozenset()
    severity: dict[str, Severity] = {}
    fail_on: FailOn = "error"

    def applied(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings of the checks that are not left out, as grave as these settings say."""
        for finding in findings:
            if finding.check not in self.skip:
                severity = self.severity.get(finding.check, finding.severity)
                yield msgspec.structs.replace(finding, severity=severity)

    def fails(self, finding: Finding) -> bool:
        """Whether a finding makes the command fail."""
        return self.fail_on != "never" and SEVERITIES.index(finding.severity) >= SEVERITIES.index(self.fail_on)


def read_settings(path: Path | None, skip: Iterable[str] = (), fail_on: str | None = None) -> Settings:
    """The settings of a file, or of ``onrecord.toml`` in this folder; ``skip`` is added, ``fail_on`` wins.

    In a file named ``pyproject.toml`` they stand in the table ``[tool.onrecord]``, in any other either there or at
    the top. Raises ``SettingsError``."""
    found = path or (Path(FILE) if Path(FILE).is_file() else None)
    table = _table(found) if found else {}
    where = str(found) if found else "settings"
    if unknown := sorted(table.keys() - set(KEYS)):
        raise SettingsError(f"{where}: unknown entry {unknown[0]!r}; there are {', '.join(KEYS)}")
    skipped, severity, fails = table.get("skip", []), table.get("severity", {}), table.get("fail-on", "error")
    if not isinstance(skipped, list) or not isinstance(severity, dict):
        raise SettingsError(f"{where}: skip is a list of checks, severity a table of them")
    _known(where, [*skipped, *severity])
    _known("--skip", skip)
    if wrong := [value for value in severity.values() if value not in SEVERITIES]:
        raise SettingsError(f"{where}: severity {wrong[0]!r}; there are {', '.join(SEVERITIES)}")
    if fails not in get_args(FailOn):
        raise SettingsError(f"{where}: fail-on {fails!r}; there are {', '.join(get_args(FailOn))}")
    return Settings(frozenset((*skipped, *skip)), severity, cast(FailOn, fail_on or fails))


def _table(path: Path) -> dict[str, Any]:
    try:
        loaded = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: no TOML ({error})") from error
    tool = loaded.get("tool")
    own = tool.get("onrecord") if isinstance(tool, dict) else None
    if isinstance(own, dict):
        return own
    return {} if path.name == "pyproject.toml" else loaded


def _known(where: str, names: Iterable[Any]) -> None:
    for name in names:
        if name not in CHECKS:
            raise SettingsError(f"{where}: unknown check {name!r}; there are {', '.join(CHECKS)}")
