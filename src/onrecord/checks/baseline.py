"""A baseline: findings that a person has judged and that are not told again.

A finding is known again by its check, its document and the words at its spans, so that it stays judged when the
text before it changes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from onrecord.checks.settings import SettingsError
from onrecord.document import Document, Finding

_VERSION = 1


def fingerprint(document: Document, finding: Finding) -> str:
    """What a finding is known by: 16 hexadecimal digits of SHA-256 over check, document id and words."""
    words = [" ".join(document.text[start:end].split()).casefold() for start, end in finding.spans]
    key = "\0".join((finding.check, document.id, *(words or [finding.message])))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Baseline:
    """Findings judged; of several with the same words each is judged for itself."""

    def __init__(self, fingerprints: Iterable[str] = ()) -> None:
        self._left = Counter(fingerprints)

    def takes(self, document: Document, finding: Finding) -> bool:
        """Whether a finding is judged already; each entry takes one."""
        known = fingerprint(document, finding)
        if not self._left[known]:
            return False
        self._left[known] -= 1
        return True


def read_baseline(path: Path) -> Baseline:
    """The baseline of a file; raises ``SettingsError``."""
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
        if loaded["baseline"] != _VERSION:
            raise SettingsError(f"{path}: a baseline of version {loaded['baseline']}, which is not known here")
        return Baseline([str(entry["fingerprint"]) for entry in loaded["findings"]])
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, SettingsError):
            raise
        raise SettingsError(f"{path}: no baseline as --write-baseline writes it") from error


def write_baseline(path: Path, judged: Iterable[tuple[Document, Finding]]) -> int:
    """Writes findings to a file, an entry a line, and says how many; raises ``OSError``."""
    entries = [
        {"fingerprint": fingerprint(document, f), "document": document.id, "check": f.check, "message": f.message}
        for document, f in judged
    ]
    entries.sort(key=lambda entry: (entry["document"], entry["check"], entry["fingerprint"]))
    lines = ",\n  ".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    text = (
        f'{{"baseline": {_VERSION}, "findings": [\n  {lines}\n]}}\n'
        if entries
        else (f'{{"baseline": {_VERSION}, "findings": []}}\n')
    )
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    return len(entries)
