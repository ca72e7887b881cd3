"""How well names are compared and brought to their base forms, and how fast.

    python bench/names.py             print the figures
    python bench/names.py --write     also put them into the documentation
    python bench/names.py --errors ORIGIN   print the wrong verdicts of one origin

The names are looked for in ``$ONRECORD_DATA/names`` (default ../shared/data/names); without them there is nothing to
measure. A pair counts as found when its verdict is "same". Pairs of one origin are counted together; the columns
"half" are every other pair, as a check that no threshold fits but the pairs it was chosen on. Of
``pairs_translit.tsv`` only the third is measured that ``train/name_sounds.py`` did not learn from.

Different people who share a given name or a surname are put together from the full person names of ``pairs.dev.tsv``
by their ids. Ids that may be of one person are left out: those whose other names begin with the same four letters.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "train"))

import name_sounds
from onrecord.names.base_forms import base_forms
from onrecord.names.comparison import similarity

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data")) / "names"
PAGE = ROOT / "docs" / "figures" / "names.md"
MOST_ALARMS = 4000
ROUNDS = 3


class Pair(NamedTuple):
    """A row of a file of pairs: names with their languages, whether they are the same, and of whom they are."""

    a: str
    lang_a: str
    b: str
    lang_b: str
    same: bool
    origin: str
    ids: tuple[str, str]

    @property
    def verdict(self) -> str:
        """What the pair is called."""
        return similarity(self.a, self.b, self.lang_a, self.lang_b).verdict

    @property
    def found(self) -> bool:
        """Whether the pair is called the same."""
        return self.verdict == "same"


def rows(name: str) -> list[dict[str, str]]:
    """A file of tab-separated cells without quotes."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def pairs(name: str) -> list[Pair]:
    """The pairs of a file; transliterated ones only as far as nothing was learned from them."""
    return [
        Pair(
            row["name_a"], row["lang_a"], row["name_b"], row["lang_b"], row["same"] == "1",
            row["origin"].removesuffix(":dev") + (f":{row['lang_a']}" if "id_a" not in row else ""),
            (row.get("id_a", ""), row.get("id_b", "")),
        )
        for row in rows(name)
        if "id_a" in row or name_sounds.held_out(row["name_b"])
    ]  # fmt: skip


def scores(measured: Sequence[Pair]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the verdict "same"."""
    verdicts = [(pair.found, pair.same) for pair in measured]
    right = sum(found and same for found, same in verdicts)
    called, there = sum(found for found, _ in verdicts), sum(same for _, same in verdicts)
    precision, recall = right / called if called else 0.0, right / there if there else 0.0
    return precision, recall, 2 * right / (called + there) if called + there else 0.0


def lost(measured: Sequence[Pair]) -> float:
    """The share of pairs that are the same but called different, so that nobody would look at them again."""
    same = [pair for pair in measured if pair.same]
    return sum(pair.verdict == "different" for pair in same) / len(same) if same else 0.0


def alarms(known: Sequence[Pair], surname: bool) -> list[Pair]:
    """Names of different people who share their surname, or their given name; a sample, always the same."""
    forms: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for pair in known:
        if ":PER:full" in pair.origin:
            forms[pair.ids[0]].add((pair.a, pair.lang_a))
            forms[pair.ids[1]].add((pair.b, pair.lang_b))
    people = sorted((tuple(name.split("-")[1:]), name) for name in forms if name.count("-") > 1)
    found = [
        Pair(*a, *b, False, "surname" if surname else "given name", (one, two))
        for (first, one), (second, two) in combinations(people, 2)
        if _share(first, second, surname)
        for a in sorted(forms[one])
        for b in sorted(forms[two])
    ]
    random.Random(0).shuffle(found)
    return found[:MOST_ALARMS]


def _share(first: Sequence[str], second: Sequence[str], surname: bool) -> bool:
    shared, other = (-1, 0) if surname else (0, -1)
    if first[shared] != second[shared] or set(first) <= set(second) or set(second) <= set(first):
        return False
    return first[other][:4].casefold() != second[other][:4].casefold()


def speed(measured: Sequence[Pair]) -> tuple[float, float]:
    """Pairs a second, cold (each name seen for the first time) and warm (all again), the best of some rounds."""
    cold, warm = [], []
    for _ in range(ROUNDS):
        for name in [name for name in sys.modules if name.startswith("onrecord.names.comparison")]:
            del sys.modules[name]
        compare = importlib.import_module("onrecord.names.comparison").similarity
        compare("Anna Nowak", "Анна Новак", "pl", "ru")  # loads what is known
        for times in (cold, warm):
            start = time.process_time()
            for pair in measured:
                compare(pair.a, pair.b, pair.lang_a, pair.lang_b)
            times.append(len(measured) / (time.process_time() - start))
    return max(cold), max(warm)


def base_form_figures() -> Iterator[str]:
    """Rows for base forms of Polish names of persons."""
    polish = [row for row in rows("base_forms.dev.tsv") if (row["lang"], row["type"]) == ("pl", "PER")]
    inflected = [row for row in polish if row["mention"] != row["base"]]
    offered = [[form.name for form in base_forms(row["mention"], "pl")] for row in inflected]
    first = sum(names[0] == row["base"] for names, row in zip(offered, inflected, strict=True))
    among = sum(row["base"] in names for names, row in zip(offered, inflected, strict=True))
    bases = [row for row in polish if row["mention"] == row["base"]]
    kept = sum(base_forms(row["mention"], "pl")[0].name == row["base"] for row in bases)
    yield f"| {len(inflected)} inflected mentions: the first candidate is right | {first / len(inflected):.1%} |"
    yield f"| the right one is among five | {among / len(inflected):.1%} |"
    yield f"| {len(bases)} mentions that are base forms: left as they are | {kept / len(bases):.1%} |"


def report() -> Iterator[str]:
    """The figures as lines of Markdown, as they are measured."""
    known, parts = pairs("pairs.dev.tsv"), pairs("pairs_translit.tsv")
    yield '| pairs of names | number | precision | recall | F1 of "same" | half | other half | lost |'
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    origins: dict[str, list[Pair]] = defaultdict(list)
    for pair in (*known, *parts):
        origins[pair.origin].append(pair)
    for origin, measured in sorted(origins.items()):
        figures = [*scores(measured), *(scores(measured[half::2])[2] for half in (0, 1)), lost(measured)]
        yield f"| {origin} | {len(measured)} | " + " | ".join(f"{figure:.1%}" for figure in figures) + " |"
    yield '\n| different people called "same" | pairs | false alarms |\n|---|---:|---:|'
    for surname in (False, True):
        measured = alarms(known, surname)
        share = sum(pair.found for pair in measured) / len(measured)
        yield f"| sharing a {measured[0].origin} | {len(measured)} | {share:.2%} |"
    yield "\n| base forms of Polish names | share |\n|---|---:|"
    yield from base_form_figures()
    yield "\n| pairs a second on one core | |\n|---|---:|"
    cold, warm = speed(known)
    yield f"| each name seen for the first time | {cold:,.0f} |"
    yield f"| names seen before | {warm:,.0f} |"


def errors(origin: str) -> Iterator[str]:
    """The wrong verdicts of the origins with these words in their name."""
    known = pairs("pairs.dev.tsv")
    for pair in (*known, *pairs("pairs_translit.tsv"), *alarms(known, False), *alarms(known, True)):
        if origin in pair.origin and pair.found != pair.same:
            found = similarity(pair.a, pair.b, pair.lang_a, pair.lang_b)
            what = "missed" if pair.same else "false"
            yield f"{what} {found.score:.3f} {pair.a} ({pair.lang_a}) | {pair.b} ({pair.lang_b}): {found.reason}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--errors", metavar="ORIGIN")
    options = parser.parse_args()
    if not (DATA / "pairs.dev.tsv").exists():
        print(f"{DATA}: no pairs.dev.tsv; ONRECORD_DATA names the folder that holds names/", file=sys.stderr)
        return
    lines = []
    for line in errors(options.errors) if options.errors else report():
        print(line, flush=True)
        lines.append(line)
    if options.write and not options.errors:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
