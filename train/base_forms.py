"""Learns what names are forms of: writes ``base_forms.json`` into a language's pack.

    python train/base_forms.py [CODE]

CODE is pl, the one language so far. Needs the extra ``[train]``: Morfeusz, whose dictionary SGJP (BSD) has the
paradigms of Polish names, and Faker (MIT), whose lists of names of many countries tell which names there are.

1. Of the listed names Morfeusz knows about one in seven; their forms are generated. A surname in -ski gives the
   woman's in -ska too.
2. The others are inflected as the known names with the same ending mostly are, and count less (``GUESSED``).
3. Words for peoples are inflected likewise; their plural is a base form of its own.
4. Each form is weighed by how often its case, number and gender is used (``base_forms.yml``), and counted under
   its endings of up to ``LONGEST`` letters. What is rare is dropped.

Deterministic with one version of Faker and Morfeusz.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import faker.providers.person
import msgspec
import yaml

from onrecord.languages.build import RESOURCES
from onrecord.names.declension import START, BaseFormsFile, LearnedEndings, Sighting, Tag

LONGEST = 5
GUESSED = 0.15
FREQUENT = 5.0
"""Weight of names in -ski and -ska: there are more people of each than of the other names in a list."""
SURNAME_IN_SKI = re.compile("(?:[sc]|dz)k[iya]$")
RAREST_ENDING, RAREST_SHARE = 2.0, 0.006
LONGEST_CUT = 4
NAME_LABELS = {"nazwisko", "imię"}
ADJECTIVAL = re.compile("(?:(?:[sc]|dz)k[iy]|ny|wy|ty)$")

Rule = tuple[str, str]


class Form(NamedTuple):
    """A form of a name and what it is."""

    form: str
    tag: Tag


class Example(NamedTuple):
    """A form, its base form, what it is, and how much it counts."""

    form: str
    base: str
    tag: Tag
    weight: float


def listed_names() -> list[str]:
    """Given names and surnames in Latin letters from every list of Faker."""
    found: set[str] = set()
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for key, values in vars(provider).items():
            if re.search("first|given|last", key) and "format" not in key and isinstance(values, (list, tuple, dict)):
                names = (name for name in values if isinstance(name, str))
                found.update(
                    name.capitalize() for name in names if re.fullmatch(r"[^\W\d_]{2,}", name) and name < "\u0250"
                )
    return sorted(found)


@cache
def morfeusz() -> Any:
    """Morfeusz as a generator of forms."""
    import morfeusz2

    return morfeusz2.Morfeusz(generate=True)


def forms_of(lemma: str, labels: set[str]) -> dict[str, list[Form]]:
    """The forms that Morfeusz has of a lemma with one of the labels, by gender; none where it does not know it."""
    found: dict[str, set[Form]] = defaultdict(set)
    for form, _, tag, named, _ in morfeusz().generate(lemma):
        parts = tag.split(":")
        if not labels & set(named) or parts[0] not in ("subst", "adj"):
            continue
        if parts[1] == "sg.pl" and (ADJECTIVAL.search(lemma) or labels != NAME_LABELS):
            continue  # a woman called Kowalski; a surname that is spelt like a people
        for number in parts[1].split("."):
            for case in parts[2].split("."):
                for gender in parts[3].split("."):
                    if gender in ("m1", "f"):
                        found[gender[0]].add(Form(form, Tag(gender[0], number, case)))
    return {gender: sorted(forms) for gender, forms in found.items()}


def rule(form: str, base: str) -> Rule:
    """What is cut off a form and put on instead to make another."""
    same = 0
    while same < min(len(form), len(base)) and form[same] == base[same]:
        same += 1
    return form[same:], base[same:]


class Weights:
    """How much a form counts."""

    def __init__(self, written: BaseFormsFile):
        self._written = written

    def of(self, tag: Tag, people: bool = False) -> float:
        """By its case, its number (of a people: three times the plural) and its gender."""
        number = (3.0 if people else self._written.plural) if tag.number == "pl" else 1.0
        return self._written.cases.get(tag.case, 0.0) * number * (self._written.women if tag.gender == "f" else 1.0)


def examples(lemma: str, forms: list[Form], weights: Weights, weight: float, people: bool = False) -> Iterator[Example]:
    """A paradigm as examples; the base form of a plural is its nominative."""
    plural = min((form for form, tag in forms if (tag.number, tag.case) == ("pl", "nom")), default=None)
    for form, tag in forms:
        base = lemma if tag.number == "sg" else plural
        if base and (more := weights.of(tag, people)):
            yield Example(form, base, tag, weight * more)


def guesses(known: dict[str, dict[str, list[Form]]]) -> dict[tuple[str, str], tuple[tuple[Rule, Tag], ...]]:
    """How names with an ending, of a gender, are mostly inflected: rules from the base form to the others."""
    counted: dict[tuple[str, str], Counter[tuple[tuple[Rule, Tag], ...]]] = defaultdict(Counter)
    for lemma, by_gender in known.items():
        for gender, forms in by_gender.items():
            paradigm = tuple(sorted((rule(lemma, form), tag) for form, tag in forms))
            for size in range(1, 5):
                counted[lemma[-size:].lower(), gender][paradigm] += 1
    return {
        key: max(counts.items(), key=lambda item: (item[1], item[0]))[0]
        for key, counts in counted.items()
        if len(key[0]) == 1 or sum(counts.values()) > 2
    }


def guessed(lemma: str, gender: str, known: dict[tuple[str, str], tuple[tuple[Rule, Tag], ...]]) -> list[Form]:
    """The forms of a name that Morfeusz does not know."""
    for size in (4, 3, 2, 1):
        if paradigm := known.get((lemma[-size:].lower(), gender)):
            return [
                Form(lemma[: len(lemma) - len(cut)] + put, tag) for (cut, put), tag in paradigm if lemma.endswith(cut)
            ]
    return []


def all_examples(written: BaseFormsFile) -> Iterator[Example]:
    """Every form of every name that is listed, and of the peoples."""
    weights = Weights(written)
    names = listed_names()
    women = [name[:-1] + "a" for name in names if SURNAME_IN_SKI.search(name)]
    known = {name: forms for name in sorted({*names, *women}) if (forms := forms_of(name, NAME_LABELS))}
    print(f"{len(names)} names, {len(known)} known to Morfeusz", file=sys.stderr)
    for name, by_gender in known.items():
        for forms in by_gender.values():
            yield from examples(name, forms, weights, FREQUENT if SURNAME_IN_SKI.search(name) else 1.0)
    paradigms = guesses(known)
    for name in names:
        if name not in known:
            for gender in "mf":
                yield from examples(name, guessed(name, gender, paradigms), weights, GUESSED)
    for people in written.peoples:
        for forms in forms_of(people, {"nazwa_pospolita"}).values():
            yield from examples(people, forms, weights, 1.0, people=True)


def counted(found: Iterator[Example]) -> dict[str, Counter[tuple[Rule, Tag]]]:
    """The weight of each rule and tag under each ending."""
    endings: dict[str, Counter[tuple[Rule, Tag]]] = defaultdict(Counter)
    for form, base, tag, weight in found:
        change = rule(form.lower(), base.lower())
        marked = START + form.lower()
        if len(change[0]) <= LONGEST_CUT:
            for size in range(min(LONGEST, len(marked)) + 1):
                endings[marked[len(marked) - size :]][change, tag] += weight
    return endings


def learned(written: BaseFormsFile, digest: str) -> LearnedEndings:
    """What is kept of all that was counted."""
    endings = counted(all_examples(written))
    shares: Counter[Tag] = Counter()
    for (_, tag), weight in endings[""].items():
        shares[tag] += weight
    whole = sum(shares.values())
    tags = sorted(shares)
    totals = {ending: sum(counts.values()) for ending, counts in endings.items()}
    kept = {
        ending: {key: weight for key, weight in endings[ending].items() if weight >= RAREST_SHARE * total}
        for ending, total in totals.items()
        if total >= RAREST_ENDING
    }
    rules = sorted({change for counts in kept.values() for change, _ in counts})
    number = {change: at for at, change in enumerate(rules)}
    sightings = {
        ending: [Sighting(number[change], tags.index(tag), round(weight, 2)) for (change, tag), weight in counts]
        for ending, counts in sorted((ending, sorted(counts.items())) for ending, counts in kept.items())
    }
    return LearnedEndings(
        digest,
        written,
        rules,
        tags,
        [round(shares[tag] / whole, 5) for tag in tags],
        sightings,
        {ending: round(totals[ending], 2) for ending in sorted(kept)},
        dict(sorted(peoples(written))),
    )


def peoples(written: BaseFormsFile) -> Iterator[tuple[str, str]]:
    """Words for peoples in both numbers, lower-case, with the number."""
    for people in written.peoples:
        for forms in forms_of(people, {"nazwa_pospolita"}).values():
            yield from ((form.lower(), tag.number) for form, tag in forms if tag.case == "nom")


def main(arguments: list[str]) -> int:
    """Learns and writes."""
    folder = RESOURCES / (arguments[0] if arguments else "pl")
    source = (folder / "base_forms.yml").read_bytes()
    written = msgspec.convert(yaml.load(source, Loader=yaml.BaseLoader), BaseFormsFile, strict=False)
    found = learned(written, hashlib.sha256(source).hexdigest())
    print(f"{len(found.endings)} endings, {sum(map(len, found.endings.values()))} sightings", file=sys.stderr)
    (folder / "base_forms.json").write_bytes(msgspec.json.encode(found) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
