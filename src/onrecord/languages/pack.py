"""A language pack at work: what form belongs to which word class, which cues there are, and the order patterns."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property
from importlib import resources
from typing import NamedTuple

import msgspec

from onrecord.languages.classes import CLASSES, CUE_FORMS, PUNCTUATION
from onrecord.languages.sources import PackedCue, PackedOrder, PackedPack
from onrecord.quotes import Typography

_POSSESSIVE = re.compile(r"(?:['’]s|s['’])$")
_ANY_CUE_ORDER = ("according", "finite", "base", "saying", "told", "passive", "claim")


def _compiled(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


class Order:
    """An order pattern compiled; ``left`` matches the reversed class string before the cue."""

    __slots__ = ("confidence", "forms", "frames", "headings", "left", "name", "need", "passive", "right")

    def __init__(self, packed: PackedOrder):
        self.name, self.confidence = packed.name, packed.confidence
        self.forms, self.frames = frozenset(packed.forms), frozenset(packed.frames)
        self.passive, self.headings = packed.passive, packed.headings
        self.need = frozenset(packed.need) if packed.need else None
        self.left, self.right = re.compile(packed.left), re.compile(packed.right)


class Reading(NamedTuple):
    """A way a word form can be a cue: which cue, in which form, and the order pattern to look for.

    ``need``, ``right`` and ``left`` are the order's, at hand for the innermost loop.
    """

    cue: PackedCue
    form: str
    order: Order
    need: frozenset[str] | None
    right: Callable[[str, int, int], re.Match[str] | None]
    left: re.Pattern[str]


class WordClasses(dict[str, str]):
    """The class character of each word form, worked out when it is first asked for."""

    def __init__(self, class_of: Callable[[str], str]):
        self._class_of = class_of

    def __missing__(self, form: str) -> str:
        if len(self) > 200_000:  # a bound on memory, not a limit on texts
            self.clear()
        found = self[form] = self._class_of(form)
        return found


class Pack:
    """What is known of one language. Word classes are worked out once for each form and remembered."""

    def __init__(self, packed: PackedPack):
        self._packed = packed
        self.code, self.name, self.script = packed.code, packed.name, packed.script
        self.function_words = frozenset(
            form for word in packed.function_words for form in (word, word.capitalize(), word.upper())
        )
        self.letters = frozenset(packed.letters)
        self.names = packed.names
        self.occasions, self.events = packed.occasions, packed.events
        self.provenance = packed.provenance
        self.checks = packed.checks
        self.cues = packed.cues
        self.cue_forms = packed.cue_forms
        self.words = {form: CLASSES[cls] for form, cls in packed.words.items()}
        self._written = {form: CLASSES[cls] for form, cls in packed.written.items()}
        self._suffixes = [(re.compile(suffix + r"\Z"), CLASSES[cls]) for suffix, cls in packed.suffixes]
        self.doubts = packed.doubts
        self.classes = WordClasses(self._class_as_written)
        """The class of each form as it stands."""
        self.starting_classes = WordClasses(self._starting_class)
        """The class of each capitalised form if its capital only marks a sentence's start."""
        self._readings: dict[tuple[str, bool, bool], tuple[Reading, ...]] = {}
        self.typography = Typography(
            packed.quotation_marks,
            packed.dialogue_dashes,
            frozenset(
                form
                for form, uses in packed.cue_forms.items()
                if any(tag in ("finite", "told") and packed.cues[i].cls in ("speech", "writing") for i, tag in uses)
            ),
        )

    # Patterns are compiled when the language is first read by them: a text in one language needs one pack's.

    @cached_property
    def orders(self) -> list[Order]:
        """The order patterns, by priority."""
        return [Order(packed) for packed in self._packed.orders]

    @cached_property
    def content_end(self) -> re.Pattern[str] | None:
        """Where an indirect content stops before its sentence does."""
        return _compiled(self._packed.content_end)

    @cached_property
    def subject(self) -> re.Pattern[str] | None:
        """A sentence's subject at its start."""
        return _compiled(self._packed.subject)

    @cached_property
    def passive(self) -> re.Pattern[str] | None:
        """What stands before a past form that is passive; for the reversed class string."""
        return _compiled(self._packed.passive)

    @cached_property
    def guards(self) -> dict[str, re.Pattern[str]]:
        """What must stand before a cue, by its form; for the reversed class string."""
        return {form: re.compile(pattern) for form, pattern in self._packed.guards.items()}

    def _class_as_written(self, form: str) -> str:
        return self._classify(form, form[:1].isupper())

    def _starting_class(self, form: str) -> str:
        if form in self._written and form.isupper():
            return self._written[form]
        found = self._classify(form.lower(), False)
        return self.classes[form] if found == CLASSES["word"] else found

    def _classify(self, form: str, capital: bool) -> str:
        if form in PUNCTUATION:
            return CLASSES[PUNCTUATION[form]]
        first = form[:1]
        if not first.isalnum():
            return CLASSES["mark"] if first != "%" else CLASSES["word"]
        if first.isdigit():
            return CLASSES["number"]
        if form in self._written:
            return self._written[form]
        low = form.lower().replace("’", "'")
        if low in self.words:
            return self.words[low]
        if not capital and low in self.cue_forms:
            return self._cue_class(low)
        if _POSSESSIVE.search(form):
            return CLASSES["genitive" if capital else "owner"]
        if capital:
            return CLASSES["name"]
        return next((cls for suffix, cls in self._suffixes if suffix.search(low)), CLASSES["word"])

    def _cue_class(self, form: str) -> str:
        tags = frozenset(tag for _, tag in self.cue_forms[form])
        name = CUE_FORMS.get(tags) or next(tag for tag in _ANY_CUE_ORDER if tag in tags)
        return CLASSES[name]

    def readings(self, form: str, passive: bool, heading: bool) -> tuple[Reading, ...]:
        """The ways a lower-case word form can be a cue there, by pattern priority."""
        key = form, passive, heading
        found = self._readings.get(key)
        if found is None:
            if len(self._readings) > 50_000:  # a bound on memory, not a limit on texts
                self._readings.clear()
            uses = self.cue_forms.get(form, ())
            found = self._readings[key] = tuple(
                Reading(self.cues[number], tag, order, order.need, order.right.match, order.left)
                for order in self.orders
                for number, tag in uses
                if tag in order.forms
                and not order.frames.isdisjoint(self.cues[number].frames)
                and order.passive == (passive and tag in ("finite", "told"))
                and (heading or not order.headings)
            )
        return found


def pack_of(language: str | None) -> Pack | None:
    """The pack of a block's language (BCP 47), ``None`` where there is none."""
    code = (language or "").split("-")[0]
    return load(code) if code in available() else None


def typography_of(language: str | None) -> Typography:
    """How a language quotes; that of every pack together where the language is not known."""
    pack = pack_of(language)
    return pack.typography if pack else _any_typography()


@cache
def _any_typography() -> Typography:
    known = [load(code).typography for code in available()]
    pairs = dict.fromkeys(pair for typography in known for pair in typography.pairs)
    return Typography(tuple(pairs), (), frozenset())


@cache
def load(code: str) -> Pack:
    """The pack of a language code; raises KeyError where there is none."""
    if code not in available():
        raise KeyError(code)
    data = (resources.files("onrecord.languages") / "packed" / f"{code}.json").read_bytes()
    return Pack(msgspec.json.decode(data, type=PackedPack))


@cache
def available() -> tuple[str, ...]:
    """Codes of the languages with a pack, in alphabetical order."""
    folder = resources.files("onrecord.languages") / "packed"
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".json")))
