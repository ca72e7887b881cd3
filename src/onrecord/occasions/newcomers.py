"""People and places named only where an occasion is told.

A name seen once, of which nothing else is known, is no entity to the names step. Beside "met with" it is somebody,
and after "in" a place: those become entities of their own if an occasion has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.document import Document, Entity, EntityKind, Mention
from onrecord.languages.words import Words
from onrecord.names.base_forms import base_forms
from onrecord.names.lexicon import AND, COMMA, GIVEN, NAME, PLACE, Lexicon, folded, lexicon_of

_MOST = 4  # words of a name
_WHY = "occasion"


class Stretch(NamedTuple):
    """Words ``[first, last)`` of one language in which an occasion is told, and the words that come before places."""

    first: int
    last: int
    language: str
    places: Sequence[str]
    events: Mapping[str, tuple[tuple[str, str, str], ...]]


@dataclass(slots=True)
class Newcomer:
    """Somebody or some place with its mentions, as ``(start, end, words, language)``."""

    key: str
    kind: EntityKind
    mentions: list[tuple[int, int, str, str]] = field(default_factory=list)


class Newcomers:
    """The newcomers of a document; ``taken`` are spans of mentions and dates, in order."""

    def __init__(self, words: Words, stretches: Iterable[Stretch], taken: Iterable[tuple[int, int]]):
        self._words = words
        self._taken = {at for start, end in taken for at in range(*words.between(start, end))}
        self.found: list[Newcomer] = []
        self._by_base: dict[tuple[EntityKind, str], Newcomer] = {}
        seen = [(stretch, *one) for stretch in stretches for one in self._names(stretch)]
        for stretch, first, last, kind in sorted(
            seen, key=lambda item: (lexicon_of(item[0].language).inflects, item[1])
        ):
            self._add(stretch, first, last, kind)

    def _names(self, stretch: Stretch) -> Iterator[tuple[int, int, EntityKind]]:
        lexicon = lexicon_of(stretch.language)
        at = stretch.first
        while at < stretch.last:
            end = at
            while end < stretch.last and end - at < _MOST and self._is_name(lexicon, end):
                end += 1
            kind = self._kind(stretch, lexicon, at, end) if end > at else None
            if kind:
                yield at, end, kind
            at = max(end, at + 1)

    def _is_name(self, lexicon: Lexicon, at: int) -> bool:
        form = self._words.forms[at]
        return at not in self._taken and len(form) > 1 and lexicon.classes[form] in (NAME, GIVEN, PLACE)

    def _kind(self, stretch: Stretch, lexicon: Lexicon, at: int, end: int) -> EntityKind | None:
        forms = self._words.forms
        before = forms[at - 1].lower() if at > stretch.first else ""
        after = forms[end].lower() if end < stretch.last else ""
        if at - 1 in self._taken or (end in self._taken and after[:1].isalpha()):
            return None
        given = lexicon.classes[forms[at]] == GIVEN
        if before in stretch.places and end - at < 4 and not (given and end - at > 1) and after not in ("'", "’"):
            return "place"
        if after in stretch.events and end - at == 1 and before and not given and after[:1].islower():
            return "place" if before in ("the", "a") else None
        if any(kind == "visit" and part == "verb" for kind, part, _ in stretch.events.get(before, ())) and not given:
            return "place" if end - at < 3 else None
        if after[:1].isalpha() and forms[end][:1].isupper():
            return None
        introduced = at > stretch.first and lexicon.classes[forms[at - 1]] in (COMMA, AND, "r")
        return "person" if end - at > 1 and (given or introduced) else None

    def _add(self, stretch: Stretch, first: int, last: int, kind: EntityKind) -> None:
        words = " ".join(self._words.forms[first:last])
        span = self._words.starts[first], self._words.ends[last - 1]
        bases = self._bases(words, stretch.language)
        known = next((self._by_base[kind, base] for base in bases if (kind, base) in self._by_base), None)
        if known is None:
            known = Newcomer(f"new{len(self.found)}", kind)
            self.found.append(known)
            self._by_base[kind, bases[0]] = known
        known.mentions.append((*span, words, stretch.language))

    def _bases(self, words: str, language: str) -> list[str]:
        """What a name may be in its base form, folded, likeliest first."""
        lexicon = lexicon_of(language)
        if not lexicon.inflects:
            return [folded(words)]
        spelt = list(lexicon.spelt_bases(words)) if " " not in words else []
        return list(dict.fromkeys(map(folded, [*(form.name for form in base_forms(words, language)), *spelt, words])))


def entities_of(document: Document, newcomers: Iterable[Newcomer], used: set[str]) -> dict[str, Entity]:
    """The newcomers that some occasion has, as entities numbered after those of the document, by their key."""
    number = len(document.entities)
    made: dict[str, Entity] = {}
    for newcomer in sorted((n for n in newcomers if n.key in used), key=lambda n: min(n.mentions)):
        number += 1
        mentions = sorted(newcomer.mentions)
        sure = [words for _, _, words, language in mentions if not lexicon_of(language).inflects]
        others = [words for _, _, words, _ in mentions]
        base = {
            words: words if words in sure else base_forms(words, language, None, [*others, *sure])[0].name
            for _, _, words, language in mentions
        }
        name = sure[0] if sure else base[mentions[0][2]]
        told = tuple(Mention(start, end, base[words], language, _WHY) for start, end, words, language in mentions)
        made[newcomer.key] = Entity(f"e{number}", newcomer.kind, name, None, told, ())
    return made
