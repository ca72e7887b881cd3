"""A word of a name, made ready for comparison: how it may sound and where its ending may begin."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec
from anyascii import anyascii
from rapidfuzz.distance.Indel import normalized_similarity as similar

from onrecord.names.comparison.knowledge import knowledge
from onrecord.names.comparison.sounds import Costs, Ends
from onrecord.names.comparison.spelling import Endings, folded

CUT, VOWEL_CUT = 0.4, 0.8
"""What it costs to cut off a case ending, and a vowel that may be the ending of a base form: "Dud-y", "Dud-a"."""
LONGEST = 40
"""Sounds of a word that are looked at; no name has more."""
MOST_READINGS = 3
_SHORTEST_STEM, _SHORT = 2, 4
_PAIRS, _CLEAR, _UNLIKELY = 2, 0.2, 0.5
"""Pairs of readings that are looked at closely; no second one is where the first is clear, or unlikely to be right."""
_CLASSES = str.maketrans("bBPvfwdTDzSZCJcXgxqGKhH", "ppppppttt" + "sssssss" + "kkkkkkk", "aeiouyAWYEOV")
_SCRIPTS = (
    (0x0000, "latin"), (0x0250, "other"), (0x0370, "greek"), (0x0400, "cyrillic"), (0x0530, "other"),
    (0x0590, "hebrew"), (0x0600, "arabic"), (0x0700, "other"), (0x0750, "arabic"), (0x0780, "other"),
    (0x08A0, "arabic"), (0x0900, "other"), (0x1E00, "latin"), (0x1F00, "greek"), (0x2000, "other"),
    (0xFB1D, "hebrew"), (0xFB50, "arabic"), (0xFE00, "other"), (0xFE70, "arabic"), (0xFF00, "other"),
)  # fmt: skip
"""The first code point of each range, and its script."""
_STARTS = [start for start, _ in _SCRIPTS]


class Reading(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One way a word may sound; ``ends`` and ``key``, its consonants by class, are for comparing it."""

    sounds: str
    ends: Ends
    key: str
    inflects: bool


class Word(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A word of a name; equal to itself alone, which makes it a cheap key.

    ``form`` is how it is written, ``text`` the same folded, ``kind`` that of its script, ``keys`` the consonants of
    its readings, ``gender`` what its ending tells for certain of who bears it as a surname; ``upper`` whether it is
    in capitals throughout."""

    form: str
    text: str
    kind: str
    readings: tuple[Reading, ...]
    keys: tuple[str, ...]
    gender: Literal["woman", "man"] | None
    initial: bool
    upper: bool
    language: str | None


def script_of(text: str) -> str:
    """The script of the first letter of a word: latin, greek, cyrillic, hebrew, arabic, other."""
    for letter in text:
        if letter.isalpha():
            point = ord(letter)
            return "latin" if point < 0x0250 else _SCRIPTS[bisect_right(_STARTS, point) - 1][1]
    return "other"


@lru_cache(maxsize=100_000)
def word_of(form: str, language: str | None) -> Word:
    """A word as it is written, read as its language, its letters, and everybody else would."""
    text = folded(form)
    script = script_of(text)
    if script == "other":
        text, script = folded(anyascii(text)), "latin"
    spellings, endings = knowledge().spellings_for(text, script, language)
    readings: dict[str, Reading] = {}
    for spelling in spellings[:MOST_READINGS]:
        _add_reading(readings, spelling.sounds(text)[:LONGEST], endings, 1)
        if "'" in text and endings:
            _add_reading(readings, spelling.sounds(text[: text.rindex("'")])[:LONGEST], endings, _SHORTEST_STEM + 1)
        if spelling.articles and (bare := spelling.without_article(text)):
            _add_reading(readings, spelling.sounds(bare)[:LONGEST], endings, 1)
    own = spellings[0]
    first = next(iter(readings), "")
    return Word(
        form,
        text.replace("\u200c", ""),
        own.kind,
        tuple(readings.values()),
        tuple({reading.key: None for reading in readings.values()}),
        "woman" if first.endswith(own.women) else "man" if first.endswith(own.men) else None,
        len(text) == 1,
        form.isupper() and len(form) > 1,
        language,
    )


class Nearest(NamedTuple):
    """The readings of two words that are nearest; ``distance`` is a cost a sound, ``length`` the sounds compared."""

    distance: float
    length: int
    a: Reading
    b: Reading


def nearest(a: Word, b: Word, costs: Costs, least: float = 0.0) -> Nearest | None:
    """How near two words sound, by the readings that fit best.

    Those are looked for among the pairs of readings with most sounds in common. ``None`` where the words are not
    short and no readings have more in common than ``least``, a share."""
    pairs = sorted(
        [(-similar(x.sounds, y.sounds), i, j) for i, x in enumerate(a.readings) for j, y in enumerate(b.readings)]
    )
    best: Nearest | None = None
    for common, i, j in pairs[:_PAIRS]:
        first, second = a.readings[i], b.readings[j]
        if -common < least and max(len(first.sounds), len(second.sounds)) > _SHORT:
            break
        distance, length = costs.distance(first.sounds, second.sounds, first.ends, second.ends)
        if best is None or distance < best.distance:
            best = Nearest(distance, length, first, second)
        if distance < _CLEAR or -common < _UNLIKELY:
            break
    return best


def _add_reading(readings: dict[str, Reading], sounds: str, endings: Endings, shortest: int) -> None:
    size = len(sounds)
    if size < shortest or sounds in readings:
        return
    cuts = [(at, CUT) for at in endings.of(sounds, _SHORTEST_STEM)]
    if not cuts and size > _SHORTEST_STEM and sounds[-1] in "aeio":
        cuts = [(size - 1, VOWEL_CUT)]
    readings[sounds] = Reading(sounds, ((size, 0.0), *cuts), consonants(sounds), bool(endings))


def consonants(sounds: str) -> str:
    """The consonants of a word by class: labials p, dentals t, sibilants s, velars k, and each of the others."""
    return sounds.translate(_CLASSES)
