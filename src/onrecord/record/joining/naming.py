"""What somebody is called over all documents: the fullest base form of the language that names them most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.document import EntityKind
from onrecord.record.joining.namesakes import Namesake, words_of

_SHARE = 4
"""A fuller form counts if it has a quarter of the appearances of the commonest, so that no slip names anybody."""


class Shown(NamedTuple):
    """The kind, name and Wikidata id of an entity."""

    kind: EntityKind
    name: str
    wikidata: str | None


def shown(names: Iterable[tuple[Namesake, int]], chosen: str | None = None) -> Shown:
    """What to show for namesakes that are one, with their appearances; ``chosen`` is the name that a person gave."""
    listed = list(names)
    full = [(one, count) for one, count in listed if one.full] or listed
    kinds: Counter[EntityKind] = Counter()
    for one, count in full:
        kinds[one.kind] += count
    kind = min(kinds, key=lambda kind: (-kinds[kind], kind != "person", kind))
    wikidata = min((one.wikidata for one, _ in listed if one.wikidata), default=None)
    name = chosen or _fullest([(one, count) for one, count in full if one.kind == kind])
    return Shown(kind, name, wikidata)


def _fullest(names: Sequence[tuple[Namesake, int]]) -> str:
    languages: Counter[str] = Counter()
    for one, count in names:
        languages[one.language or ""] += count
    language = min(languages, key=lambda code: (-languages[code], code))
    counts: Counter[str] = Counter()
    for one, count in names:
        if (one.language or "") == language:
            counts[one.text] += count
    least = max(counts.values()) / _SHARE
    usual = [text for text, count in counts.items() if count >= least]
    return min(usual, key=lambda text: (-len(words_of(text, language or None)), text.isupper(), -counts[text], text))


__all__ = ["Shown", "shown"]
