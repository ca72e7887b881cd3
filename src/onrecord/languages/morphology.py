"""Inflected forms from Morfeusz 2 (Woliński 2014; SGJP), for packs whose ``language.yml`` has ``morphology``.

Used when packs are built; reading needs no Morfeusz. Tags are those of Morfeusz with its composite past tense:
``praet:sg:m1.m2.m3:pri:imperf`` is "mówiłem".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any


@cache
def _generator() -> Any:
    return import_module("morfeusz2").Morfeusz(praet="composite", analyse=False)


@cache
def tagged_forms(lemma: str) -> tuple[tuple[str, str], ...]:
    """``(form, tag)`` of every form of a lemma, in lower case; empty when Morfeusz does not know it."""
    return tuple(sorted({(form.lower(), tag) for form, _, tag, *_ in _generator().generate(lemma)}))


def forms_by_tag(lemma: str, tags: Sequence[str]) -> set[str]:
    """The forms of a lemma whose whole tag matches one of the regular expressions; the lemma if it is unknown."""
    forms = tagged_forms(lemma)
    if not forms:
        return {lemma}
    return {form for form, tag in forms if any(re.fullmatch(pattern, tag) for pattern in tags)}


def morfeusz_inflector(morphology: Mapping[str, Sequence[str]]) -> Callable[[str], dict[str, set[str]]]:
    """A function from a lemma to its forms by cue form, given the tags that make each cue form."""

    def inflect(lemma: str) -> dict[str, set[str]]:
        return {form: words for form, tags in morphology.items() if (words := forms_by_tag(lemma, tags))}

    return inflect
