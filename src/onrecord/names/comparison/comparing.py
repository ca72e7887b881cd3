"""Whether two names, as they stand in texts, are of one and the same."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import msgspec

from onrecord.names.comparison.alignment import EQUAL, Alignment, align, begin_alike, odds
from onrecord.names.comparison.bodies import bodies
from onrecord.names.comparison.families import families
from onrecord.names.comparison.names import LONGEST, TITLE, Name, is_patronymic, name_of
from onrecord.names.comparison.spelling import look_alike
from onrecord.names.comparison.words import Word

Verdict = Literal["same", "possible", "different"]

SAME, POSSIBLE = 0.7, 0.4
"""Scores from which a pair is called the same, or possible."""
SINGLE, FULL = 0.2, -1.1
"""Log-odds that are scored ``SAME``: of names of one word, and of several. Where F1 is best (``bench/names.py``)."""
HIGHEST, LOWEST = 2.0, -3.0
"""How much one word of several can speak for a name, and against it; a word without an answer does its utmost."""
WORST_OF_TWO, WORST_OF_MORE = 0.7, 0.5
"""Weight of a name's worst word against the mean of all: it keeps Donald Tusk from Donald Trump."""
_EXTRA, _INITIAL, _NUMBER, _CROSSED, _TWO_GENDERS = 0.2, 0.15, 1.0, 0.5, 2.0
"""What takes a name's log-odds down: each word more, each initial, a number on one side, another order of words,
a woman's form of a surname and a man's."""
_SHARP = 2.0
"""How fast the score of a name of several words moves with its log-odds."""
_ACRONYM = 5
"""Letters of the longest acronym. Two of them are compared by their letters, for one sound is much of them."""

_ALIAS, _OFFICE, _NUMBERED, _PATRONYMIC, _INITIALS, _TWO_NUMBERS = 0.95, 0.85, 0.85, 0.5, 0.4, 0.1
"""Scores of what is known without a look at the sounds."""
_ONE_WORD, _TWO_FORMS = 0.65, 0.6
"""The highest scores of one word beside several, and of a woman's form beside a man's."""
_TWO_BODIES = 0.3
"""What the score is multiplied by where the names are known to be those of two bodies."""


class Comparison(msgspec.Struct, frozen=True, gc=False):
    """How alike two names are: ``score`` from 0 to 1, the verdict that follows from it, and the reason in words.

    ``same``: they may stand for each other without another look. ``possible``: nothing speaks against it, but one
    says too little ("Nowak" beside "Anna Nowak"), or they are near. ``different``: anything else."""

    score: float
    verdict: Verdict
    reason: str


class _Finding(NamedTuple):
    score: float
    reason: str


_INITIAL_ALONE = _Finding(0.1, "an initial says little")
_NO_ANSWER = _Finding(0.05, "no word of one answers one of the other")


def similarity(a: str, b: str, language_a: str | None = None, language_b: str | None = None) -> Comparison:
    """Compares two names, in any of their cases, languages (BCP 47) and scripts.

    It does not matter which one comes first. Names that say nothing, as one letter or an emoji does, are not the
    same as anything. Whether a name is of a person or an organisation need not be told. Raises nothing; what is
    longer than a name (300 characters, 12 words) is compared by its beginning.
    """
    a, b = a[:LONGEST], b[:LONGEST]
    if (b, language_b or "") < (a, language_a or ""):
        a, b, language_a, language_b = b, a, language_b, language_a
    found = _compared(name_of(a, language_a), name_of(b, language_b))
    score = round(found.score, 3)
    verdict: Verdict = "same" if score >= SAME else "possible" if score >= POSSIBLE else "different"
    return Comparison(score, verdict, found.reason)


def _compared(a: Name, b: Name) -> _Finding:
    if not a.words or not b.words:
        return _Finding(0.0, "there is nothing to compare")
    if a.number and b.number and a.number != b.number:
        return _Finding(_TWO_NUMBERS, f"{a.number} is not {b.number}")
    if a.number == b.number and [word.text for word in a.words] == [word.text for word in b.words]:
        if all(word.initial for word in a.words):
            return _Finding(_INITIALS, "the same initials, which say little")
        return _Finding(1.0, "the same words")
    first, second = bodies(a), bodies(b)
    if shared := first & second:
        office = max(shared) < 0
        return _Finding(_OFFICE if office else _ALIAS, f"names of one {'kind of office' if office else 'body'}")
    found = _by_words(a, b)
    if first and second:
        return _Finding(found.score * _TWO_BODIES, "names of two bodies")
    return found


def _by_words(a: Name, b: Name) -> _Finding:
    if len(a.words) == len(b.words) == 1:
        return _of_one_word(a.words[0], b.words[0], a.number, b.number)
    alignment = align(a, b)
    if len(alignment.answers) == 1 and not alignment.left_a and not alignment.left_b:
        return _of_one_word(alignment.answers[0].a, alignment.answers[0].b, a.number, b.number)
    if min(_telling(a), _telling(b)) == 1 and not (a.number and b.number):
        return _of_one_and_more(alignment)
    return _of_several(a, b, alignment)


def _telling(name: Name) -> int:
    """The number of words that tell persons apart: a particle does, with the surname behind it, a title does not."""
    return sum(kind != TITLE for kind in name.aside)


def _of_one_word(a: Word, b: Word, number_a: str | None, number_b: str | None) -> _Finding:
    numbered = number_a is not None and number_a == number_b
    if a.initial or b.initial:
        alike = numbered and begin_alike(a, b)
        return _Finding(_NUMBERED, f"{a.form} and {b.form} with {number_a}") if alike else _INITIAL_ALONE
    found = odds(a, b) - _NUMBER * (bool(number_a) != bool(number_b))
    if a.upper and b.upper and not numbered and max(len(a.text), len(b.text)) <= _ACRONYM:
        same = look_alike(a.text) == look_alike(b.text)
        found = EQUAL if same else found - 2 if found < 2 else found
    if _two_genders(a, b):
        return _Finding(min(_score(found - SINGLE), _TWO_FORMS), _genders(a, b))
    return _Finding(_score(found - SINGLE), _how(a, b, found >= SINGLE))


def _of_one_and_more(alignment: Alignment) -> _Finding:
    weighed = [(x.odds, x) for x in alignment.answers if x.odds is not None]
    if not weighed:
        return _NO_ANSWER
    found, best = max(weighed, key=lambda pair: pair[0])
    score = min(_score(found - SINGLE), _ONE_WORD)
    return _Finding(score, f"{_how(best.a, best.b, found >= SINGLE)}; one has no other word")


def _of_several(a: Name, b: Name, alignment: Alignment) -> _Finding:
    answers = [x for x in alignment.answers if not (_stands_aside(a, x.a) and _stands_aside(b, x.b))]
    weighed = [(min(max(x.odds, LOWEST), HIGHEST), x) for x in answers if x.odds is not None]
    if not weighed:
        return _NO_ANSWER
    least, worst = min(weighed, key=lambda pair: pair[0])
    left_a, left_b = _left(a, alignment.left_a), _left(b, alignment.left_b)
    unanswered, extra = sorted((len(left_a), len(left_b)))
    couple = next(((x.a, x.b) for x in answers if _two_genders(x.a, x.b)), None)
    found = _overall([odds for odds, _ in weighed] + [LOWEST] * unanswered)
    found -= _EXTRA * (extra - unanswered) + _INITIAL * (len(answers) - len(weighed)) + _CROSSED * alignment.crossed
    found -= _NUMBER * (bool(a.number) != bool(b.number)) + _TWO_GENDERS * (couple is not None)
    score = _score(_SHARP * (found - FULL))
    if unanswered == 1 and least > 0 and is_patronymic(left_a[0]) != is_patronymic(left_b[0]):
        return _Finding(max(score, _PATRONYMIC), "a patronymic in one and a surname in the other")
    if unanswered:
        return _Finding(score, f"{left_a[0].form} and {left_b[0].form} have nothing in common")
    if couple and score < SAME:
        return _Finding(score, _genders(*couple))
    initials = "; an initial for a name" if len(answers) > len(weighed) else ""
    more = "; " + " ".join(word.form for word in (*left_a, *left_b)) + " in one alone" if extra else ""
    return _Finding(score, _how(worst.a, worst.b, score >= SAME) + initials + more)


def _overall(odds: list[float]) -> float:
    """Log-odds of a name from those of its words: the worst of them weighs most."""
    weight = WORST_OF_TWO if len(odds) < 3 else WORST_OF_MORE
    return (1 - weight) * sum(odds) / len(odds) + weight * min(odds)


def _two_genders(a: Word, b: Word) -> bool:
    return a.gender is not None and b.gender is not None and a.gender != b.gender


def _genders(a: Word, b: Word) -> str:
    return f"{a.form} is a {a.gender}'s surname, {b.form} a {b.gender}'s"


def _left(name: Name, left: tuple[Word, ...]) -> list[Word]:
    """Words without an answer, but for those that stand aside."""
    return [word for word in left if not _stands_aside(name, word)]


def _stands_aside(name: Name, word: Word) -> bool:
    return word in name.words and name.aside[name.words.index(word)] is not None


def _how(a: Word, b: Word, alike: bool) -> str:
    if a.text == b.text:
        return f"{a.form} in both"
    if not families(a).isdisjoint(families(b)):
        return f"{a.form} and {b.form} are forms of one given name"
    return f"{a.form} and {b.form} {'sound alike' if alike else 'sound unlike'}"


def _score(log_odds: float) -> float:
    """A score from log-odds above or under those that are scored ``SAME``."""
    return 1 / (1 + math.exp(-log_odds - math.log(SAME / (1 - SAME))))
