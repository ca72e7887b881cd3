"""Packs ``resources``: ``python -m onrecord.names.comparison.build``. Needs PyYAML, of the extra ``[dev]``.

The given names of the language packs go in too, so it is run after ``onrecord.languages.build``. ``--check`` changes
nothing and exits 1 when the packed form is stale.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from onrecord.languages.pack import available, load
from onrecord.names.comparison.bodies import by_name
from onrecord.names.comparison.families import by_sound
from onrecord.names.comparison.knowledge import Packed
from onrecord.names.comparison.sounds import CostTable
from onrecord.names.comparison.spelling import Spelling, SpellingFile, folded, plain

HERE = Path(__file__).parent
RESOURCES, PACKED = HERE / "resources", HERE / "packed.json"
COSTS = RESOURCES / "costs.json"

_File = TypeVar("_File")


class ResourceError(ValueError):
    """A resource cannot be packed; the message names the file and what is wrong in it."""


class GivenNamesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``given_names.yml``; explained there."""

    families: list[list[str]]


class OrganizationsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``organizations.yml``; explained there."""

    bodies: list[list[str]]
    offices: list[list[str]]


class AsidesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``asides.yml``; explained there."""

    particles: list[str]
    titles: list[str]
    formatives: tuple[str, ...]
    patronymics: tuple[str, ...]


def read(path: Path, kind: type[_File]) -> _File:
    """A validated YAML file."""
    import yaml

    try:
        # BaseLoader: every scalar is a string, so that "no" stays a language code
        loaded: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        return msgspec.convert(loaded, kind, strict=False)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise ResourceError(f"{path}: {error}") from error


def digest() -> str:
    """SHA-256 over the resources, and the given names of the language packs."""
    hashed = hashlib.sha256()
    for gender, names in sorted(given_name_genders().items()):
        hashed.update(" ".join([gender, *sorted(names)]).encode())
    for path in sorted(RESOURCES.rglob("*.*")):
        hashed.update(path.name.encode() + path.read_bytes())
    return hashed.hexdigest()


def packed() -> Packed:
    """The resources in their packed form."""
    files = tuple(read(path, SpellingFile) for path in sorted((RESOURCES / "spellings").glob("*.yml")))
    spellings = [Spelling(file) for file in files]
    costs = msgspec.json.decode(COSTS.read_bytes(), type=tuple[CostTable, ...]) if COSTS.exists() else ()
    families = read(RESOURCES / "given_names.yml", GivenNamesFile).families
    listed = {form for family in families for form in family}
    genders = given_name_genders()
    lone = sorted({name for names in genders.values() for name in names})
    given_names = [*enumerate(families), *((-1 - n, [name]) for n, name in enumerate(lone) if name not in listed)]
    organizations = read(RESOURCES / "organizations.yml", OrganizationsFile)
    besides = read(RESOURCES / "asides.yml", AsidesFile)
    asides = dict.fromkeys(besides.titles, "title") | dict.fromkeys(besides.particles, "particle")
    groups = [*enumerate(organizations.bodies), *((-1 - n, names) for n, names in enumerate(organizations.offices))]
    return Packed(
        digest(), files, costs, by_sound(given_names, spellings), by_name(groups, spellings, frozenset(asides)),
        asides, besides.formatives, besides.patronymics, by_gender(genders),
    )  # fmt: skip


def given_name_genders() -> dict[str, set[str]]:
    """Given names in the language packs, by gender."""
    found: dict[str, set[str]] = {}
    for code in available():
        for gender, names in load(code).names.given_names.items():
            found.setdefault(gender, set()).update(names)
    return found


def by_gender(names: dict[str, set[str]]) -> dict[str, str]:
    """The gender of given names as they are written, in ASCII; those that women and men bear are left out."""
    women, men = ({plain(folded(name)) for name in names.get(gender, ())} for gender in ("feminine", "masculine"))
    return dict.fromkeys(sorted(women - men), "feminine") | dict.fromkeys(sorted(men - women), "masculine")


def main(arguments: list[str]) -> int:
    """Packs the resources, or says whether they are packed."""
    if "--check" in arguments:
        fresh = PACKED.exists() and msgspec.json.decode(PACKED.read_bytes())["digest"] == digest()
        print(f"{PACKED.name}: {'fresh' if fresh else 'stale'}")
        return 0 if fresh else 1
    PACKED.write_bytes(msgspec.json.encode(packed()) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
