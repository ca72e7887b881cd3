"""Makes the gold JSON Lines and the bundled demo texts from the marked-up sources.

    python tests/gold/build.py            write tests/gold/*.jsonl and src/onrecord/demo/*.txt
    python tests/gold/build.py --check    say what is stale and exit 1, write nothing

A source (``sources/*.gold``) holds one or more documents. Each begins with a line

    === ID | LANG | GROUP [| demo]

and goes on with the blocks of the text, parted by blank lines. The text of a document is its blocks joined
by one blank line and closed by a newline. Under a block stand its statements, a line each:

    > KIND | SOURCE | CUE | ADDRESSEE | SPEAKER | CONTENT

- ``KIND`` is ``direct``, ``mixed`` or ``indirect``; an asterisk after it marks an attitude.
- ``>>`` is a statement inside the nearest ``>`` above it (its parent), ``>>>`` inside the nearest ``>>``.
- ``SOURCE``, ``CUE``, ``ADDRESSEE`` and ``CONTENT`` are words of the block, exactly as they stand there,
  ``-`` where there are none. Pieces are joined by `` + ``.
- ``SPEAKER`` is the canonical name of who speaks, ``-`` if unknown.
- ``first words ~ last words`` is everything from the one to the other, ``first words ~`` everything to the
  end of the block, ``*`` the whole block.
- Words found more than once in the block need the number of the one that is meant: ``he @2``.
- ``+1:`` before a piece looks for it in the next block, ``+2:`` in the one after (a quotation carried on).

Words are found as whole words. Words that are absent, or ambiguous and unnumbered, stop the build.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DEMO = HERE.parent.parent / "src" / "onrecord" / "demo"
KINDS = ("direct", "mixed", "indirect")
Span = tuple[int, int]


class GoldError(ValueError):
    """A line of a source that cannot be resolved: names the document, the line and the reason."""


@dataclass
class Source:
    """One marked-up document: its heading, its blocks, and the statement lines under each block."""

    id: str
    lang: str
    group: str
    demo: bool
    blocks: list[str] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(self.blocks) + "\n"

    @property
    def file(self) -> str:
        return f"{self.lang.replace('+', '-')}.{self.group}.jsonl"


def parse(marked: str) -> list[Source]:
    """The documents of one source file, in order."""
    sources: list[Source] = []
    fresh = True
    for line in marked.splitlines():
        if line.startswith("==="):
            heading = [part.strip() for part in line.strip("= ").split("|")]
            sources.append(Source(heading[0], heading[1], heading[2], "demo" in heading[3:]))
            fresh = True
        elif not line.strip():
            fresh = True
        elif line.startswith(">"):
            sources[-1].lines.append((len(sources[-1].blocks) - 1, line))
        elif fresh:
            sources[-1].blocks.append(line)
            fresh = False
        else:
            sources[-1].blocks[-1] += "\n" + line
    return sources


def occurrences(words: str, text: str) -> list[Span]:
    """Where the words stand in the text as whole words."""
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return [match.span() for match in re.finditer(before + re.escape(words) + after, text)]


def find(words: str, text: str) -> Span:
    """The one place of ``words`` (with ``@n``: the nth) in ``text``; raises ``GoldError``."""
    numbered = re.fullmatch(r"(.*\S) @(\d+)", words)
    bare = numbered[1] if numbered else words
    places = occurrences(bare, text)
    if numbered and len(places) >= int(numbered[2]):
        return places[int(numbered[2]) - 1]
    if len(places) == 1 and not numbered:
        return places[0]
    raise GoldError(f"{bare!r} found {len(places)} times")


def piece(marked: str, blocks: list[tuple[int, str]], at: int) -> Span:
    """The span of one piece, in the whole text."""
    ahead = re.match(r"\+(\d+):\s*", marked)
    if ahead:
        at, marked = at + int(ahead[1]), marked[ahead.end() :]
    start, text = blocks[at]
    if marked == "*":
        return start, start + len(text)
    if "~" not in marked:
        a, b = find(marked, text)
        return start + a, start + b
    first, last = (part.strip() for part in marked.split("~"))
    a, b = find(first, text)
    end = b + find(last, text[b:])[1] if last else len(text)
    return start + a, start + end


def pieces(marked: str, blocks: list[tuple[int, str]], at: int) -> list[Span]:
    """The spans of a field, ``-`` being none."""
    if marked == "-":
        return []
    return [piece(part.strip(), blocks, at) for part in re.split(r" \+ ", marked)]


def place(row: dict[str, Any]) -> list[Span]:
    """Where a statement stands in the reading order: an inner one right after the outer one that holds it."""
    first: Span = min(row["content"] + row["cue"] + row["source"])
    return [*(place(row["parent"]) if row["parent"] else []), first]


def statements(source: Source) -> list[dict[str, Any]]:
    """The statements of a document in reading order."""
    blocks, start = [], 0
    for block in source.blocks:
        blocks.append((start, block))
        start += len(block) + 2
    rows: list[dict[str, Any]] = []
    nearest: dict[int, dict[str, Any]] = {}
    for at, line in source.lines:
        try:
            marks, rest = re.match(r"(>+)(.*)", line).groups()  # type: ignore[union-attr]
            kind, said_by, cue, addressee, speaker, content = (part.strip() for part in rest.split("|"))
            row = {
                "id": "",
                "kind": kind.rstrip("*"),
                "content": pieces(content, blocks, at),
                "source": pieces(said_by, blocks, at),
                "cue": pieces(cue, blocks, at),
                "addressee": pieces(addressee, blocks, at),
                "speaker": None if speaker == "-" else speaker,
                "attitude": kind.endswith("*"),
                "parent": nearest[len(marks) - 1] if len(marks) > 1 else None,
            }
            if row["kind"] not in KINDS or not row["content"]:
                raise GoldError("no kind or no content")
        except (GoldError, ValueError, KeyError) as error:
            raise GoldError(f"{source.id}: {error}\n  {line}") from error
        nearest[len(marks)] = row
        rows.append(row)
    rows.sort(key=place)
    for number, row in enumerate(rows, 1):
        row["id"] = f"s{number}"
    for row in rows:
        row["parent"] = row["parent"] and row["parent"]["id"]
    return rows


def build() -> dict[Path, str]:
    """Every generated file with what it should hold."""
    files: dict[Path, str] = {}
    rows: dict[str, list[str]] = defaultdict(list)
    for path in sorted((HERE / "sources").glob("*.gold")):
        for source in parse(path.read_text(encoding="utf-8")):
            entry: dict[str, Any] = {"id": source.id, "lang": source.lang.split("+")[-1], "text": source.text}
            entry["statements"] = statements(source)
            rows[source.file].append(json.dumps(entry, ensure_ascii=False))
            if source.demo:
                files[DEMO / f"{source.id}.txt"] = source.text
    files.update({HERE / name: "\n".join(lines) + "\n" for name, lines in rows.items()})
    return files


def stale(files: dict[Path, str]) -> list[Path]:
    """The generated files that are missing, out of date, or no longer made from any source."""
    old = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    made = {*HERE.glob("*.jsonl"), *DEMO.glob("*.txt")}
    return sorted({*old, *(made - set(files))})


def main() -> None:
    files = build()
    if "--check" in sys.argv:
        for path in stale(files):
            print(f"stale: {path.name}; run python tests/gold/build.py")
        sys.exit(bool(stale(files)))
    for path in set(stale(files)) - set(files):
        path.unlink()
    for path, text in files.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(files)} files")


if __name__ == "__main__":
    try:
        main()
    except GoldError as error:
        sys.exit(str(error))
