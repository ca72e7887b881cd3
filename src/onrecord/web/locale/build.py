"""Brings the catalogues of the translations up to date and compiles them.

    python -m onrecord.web.locale.build            write the .po and .mo files; new messages are left to be translated
    python -m onrecord.web.locale.build --check    say what is missing or stale and exit 1, write nothing

A page has a catalogue of its own, named after it: ``search.po`` has the messages of ``pages/search.py`` and of the
templates whose names begin with ``search``. What several pages share, and all the rest, is in ``room.po``. Needs Babel.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from onrecord.web.language import NAMES, SOURCE

WEB = Path(__file__).parents[1]
SHARED = "room"
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "say": (2,), "later": None}
_OPTIONS = {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}


class Messages(Catalog):
    """A catalogue whose header has no time and no version of a tool: the same messages are the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header."""
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def messages() -> dict[str, Catalog]:
    """The messages of the pages by catalogue, without a translation."""
    pages = {path.stem for path in (WEB / "pages").glob("*.py")} - {"__init__"}
    found: dict[str, Catalog] = {}
    for path in sorted([*WEB.rglob("*.py"), *WEB.rglob("*.html")]):
        if path == Path(__file__):
            continue
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        name = _catalogue(path, pages)
        for _, message, comments, _ in extract_from_file(
            method, path, keywords=_KEYWORDS, comment_tags=("Translators:",), options=_OPTIONS
        ):
            catalogue = found.setdefault(name, _empty())
            catalogue.add(message, locations=[(path.relative_to(WEB).as_posix(), 0)], auto_comments=comments)
    return found


def files(code: str) -> Iterator[tuple[Path, bytes]]:
    """The files of a translation and what must be in them."""
    folder = WEB / "locale" / code / "LC_MESSAGES"
    for name, wanted in sorted(messages().items()):
        path = folder / f"{name}.po"
        catalogue = _empty(code)
        old = _read(path, code)
        for message in sorted(wanted, key=lambda message: _key(message.id)):
            if message.id:
                known = old.get(message.id)
                string = known.string if known and not known.fuzzy else ""
                locations = sorted({(place, 0) for place, _ in message.locations})
                catalogue.add(message.id, string, locations, auto_comments=message.auto_comments)
        yield path, _written(write_po, catalogue, omit_header=False, include_lineno=False, width=120)
        yield path.with_suffix(".mo"), _written(write_mo, catalogue)


def faults() -> Iterator[str]:
    """What is missing or stale, a line each."""
    for code in NAMES:
        if code == SOURCE:
            continue
        known = set()
        for path, content in files(code):
            known.add(path)
            if not path.exists() or path.read_bytes() != content:
                yield f"{path.name} of {code} is stale: run python -m onrecord.web.locale.build"
            if path.suffix == ".po":
                for message in _read_bytes(content, code):
                    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
                    if message.id and not all(strings):
                        yield f"{path.name} of {code}: not translated: {_key(message.id)!r}"
                    yield from (f"{path.name} of {code}: {error}" for error in message.check())
        for path in (WEB / "locale" / code / "LC_MESSAGES").iterdir():
            if path not in known:
                yield f"{path.name} of {code} belongs to no page"


def _catalogue(path: Path, pages: set[str]) -> str:
    if path.parent.name == "pages":
        return path.stem if path.stem in pages else SHARED
    if path.parent.name == "templates":
        return next((page for page in sorted(pages, key=len, reverse=True) if path.stem.split("_")[0] == page), SHARED)
    return SHARED


def _empty(code: str = SOURCE) -> Catalog:
    return Messages(locale=code, header_comment="#", fuzzy=False)


def _read(path: Path, code: str) -> Catalog:
    return _read_bytes(path.read_bytes(), code) if path.exists() else _empty(code)


def _read_bytes(content: bytes, code: str) -> Catalog:
    return read_po(io.BytesIO(content), locale=code)


def _written(write: object, catalogue: Catalog, **settings: object) -> bytes:
    stream = io.BytesIO()
    write(stream, catalogue, **settings)  # type: ignore[operator]  # one of Babel's two writers
    return stream.getvalue()


def _key(message: object) -> str:
    return str(message[0] if isinstance(message, tuple | list) else message)


def main() -> int:
    """Writes, or checks; the exit code."""
    if "--check" in sys.argv[1:]:
        found = list(faults())
        print("\n".join(found) or "all messages are translated")
        return 1 if found else 0
    for code in NAMES:
        if code != SOURCE:
            for path, content in list(files(code)):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    print("\n".join(faults()) or "all messages are translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
