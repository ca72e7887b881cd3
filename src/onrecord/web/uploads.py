"""What people send to be added, made ready to be read: files under safe names, words under a key of their own."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from onrecord.jobs import Job

_LONGEST = 120  # characters of a file's name that are kept, with its suffix
_PIECE = 1 << 20


def kept(files: Sequence[tuple[str, IO[bytes]]]) -> tuple[Path, list[Job]]:
    """Puts files into a new folder, each in one of its own; a job for each, known by what it holds and its name.

    Two files of one name do not take each other's place in the record: they have different keys unless they are alike.
    """
    folder = Path(tempfile.mkdtemp(prefix="onrecord-add-"))
    jobs = []
    try:
        for number, (said, stream) in enumerate(files):
            name = safe(said)
            path = folder / str(number) / name
            path.parent.mkdir()
            digest = hashlib.sha256()
            with path.open("wb") as target:
                while piece := stream.read(_PIECE):
                    digest.update(piece)
                    target.write(piece)
            jobs.append(Job(str(path), key=f"sent:{digest.hexdigest()[:16]}/{name}"))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder, jobs


def pasted(words: str, url: str | None, name: str) -> Job:
    """Words that were pasted, known by their address where one is given, else by what they are."""
    data = words.replace("\r\n", "\n").encode("utf-8", "replace")
    return Job(name, data=data, key=url or f"pasted:{hashlib.sha256(data).hexdigest()[:16]}")


def safe(said: str) -> str:
    """The name of a file without folders, without what no name may have, and not hidden."""
    last = said.replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter if letter.isprintable() and letter not in '<>:"|?*' else "_" for letter in last)
    plain = plain.encode("utf-8", "replace").decode().strip(" .") or "document"
    stem, dot, suffix = plain.rpartition(".")
    if not stem or len(suffix) > 10:
        stem, dot, suffix = plain, "", ""
    while len(stem.encode()) > _LONGEST:
        stem = stem[:-1]
    return f"{stem}{dot}{suffix}"
