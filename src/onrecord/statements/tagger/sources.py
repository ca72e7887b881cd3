"""Where a source ends: before the clause that tells more of it, after its titles and appositions."""

from __future__ import annotations

from onrecord.languages.classes import CLASSES
from onrecord.statements.candidates import Range
from onrecord.statements.tagger.streams import CLASS_IDS
from onrecord.statements.tagger.tagging import Tagging


def _numbers(*names: str) -> frozenset[int]:
    return frozenset(CLASS_IDS[CLASSES[name]] for name in names)


_COMMA = CLASS_IDS[CLASSES["comma"]]
_RELATIVES = _numbers("relative")
_PARTICIPLES = _numbers("gerund", "participle", "saying")
_NOUNS = _numbers("name", "word", "plural", "title", "body", "pronoun", "abbreviation")
_GOES_ON = _numbers(
    "preposition", "of", "article", "determiner", "possessive", "name", "genitive", "number", "time", "to", "object"
)
"""What follows a participle that begins a clause: "workers striking in Lund", but not "a working group"."""


def without_clause(tagging: Tagging, source: Range) -> Range:
    """A source without the relative or participle clause at its end: "a poll published by the institute"."""
    classes = tagging.classes
    first, last = source
    for word in range(first + 1, last):
        before = word - 1
        if classes[before] == _COMMA and before > first:
            before -= 1
        if classes[before] not in _NOUNS:
            continue
        cls = classes[word]
        if cls in _RELATIVES or (cls in _PARTICIPLES and word + 1 < last and classes[word + 1] in _GOES_ON):
            return first, before + 1
    return source
