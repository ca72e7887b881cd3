"""The outlets of a document: those that names found, and those that only a caption, credit or relay tells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from onrecord.document import Document, Entity, EntityKind, Mention, Span
from onrecord.languages.words import Words
from onrecord.names.base_forms import base_forms
from onrecord.names.lexicon import folded, lexicon_of
from onrecord.provenance.phrases import Phrases

_DOMAIN = re.compile(r"(?:\w[\w-]*\.)+[a-z]{2,6}\Z")
_OPENING = frozenset("\"“„«'‘")
_CLOSING = "\"”“»'’"
_INNER = frozenset(("of", "de", "the", "and", "&", "for", "al", "el", "der", "die", "le", "la", "i", "und", "et"))
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])\Z")
_DESCRIBING = 3
"""A noun for outlets stands at most so many words before the name: "dziennika internetowego X"."""
_ARTICLE = 6
"""Characters of an article that a mention may have before the name."""
_REACH = 1500
"""Characters between "the paper" and its name."""
_WINDOW = 6
"""So many words may stand before an outlet's name: "the Arab internet daily ..."."""


class Outlets:
    """Entities by their mentions and names; new ones of kind outlet are numbered after those there are."""

    def __init__(self, document: Document, words: Words):
        self._text, self._words = document.text, words
        self._entities = {entity.id: entity for entity in document.entities}
        self._added: dict[str, list[Mention]] = {}
        self._noted: set[tuple[str, Span]] = set()
        mentions = sorted(
            (mention.start, mention.end, entity.id) for entity in document.entities for mention in entity.mentions
        )
        self._mentions, self._starts = mentions, [start for start, _, _ in mentions]
        self.heads: frozenset[str] = frozenset()
        self._passages: Sequence[tuple[int, int, Phrases]] = ()
        self._firsts: Sequence[int] = ()
        self._by_name: dict[str, str] = {}
        for entity in document.entities:
            for name in dict.fromkeys((entity.name, *(m.base for m in entity.mentions if m.why != "pronoun"))):
                self._by_name.setdefault(_key(name), entity.id)

    def promote(self, passages: Sequence[tuple[int, int, Phrases]]) -> None:
        """Makes outlets of bodies whose names say that they are, and of names behind a word such as "daily"."""
        firsts = [first for first, _, _ in passages]
        self._passages, self._firsts = passages, firsts
        self.heads = frozenset().union(*(phrases.heads for _, _, phrases in passages))
        for start, end, identity in self._mentions:
            if self._entities[identity].kind not in ("organization", "person"):
                continue
            begin, stop = self._words.between(start, end)
            at = bisect_right(firsts, begin) - 1
            if at < 0 or begin >= passages[at][1] or begin == stop:
                continue
            phrases = passages[at][2]
            before = self._words.forms[begin - 1] if begin > passages[at][0] else ""
            person = self._entities[identity].kind == "person"
            if self._apposed(begin, phrases, before) or (not person and self._built(begin, stop, phrases)):
                self._entities[identity] = msgspec.structs.replace(self._entities[identity], kind="outlet")

    def _apposed(self, begin: int, phrases: Phrases, before: str) -> bool:
        """Whether a name stands behind a noun for outlets, or one word after it: "dziennik internetowy X"."""
        forms = self._words.forms
        if not forms[begin][0].isupper():
            return False
        if before in _OPENING:
            begin, before = begin - 1, forms[begin - 2] if begin > 1 else ""
        earlier = forms[begin - 2] if begin > 1 else ""
        if before in phrases.heads:
            return True
        adjective = phrases.heads_first and before.islower() and lexicon_of(phrases.code).adjective(before)
        return bool(adjective) and earlier in phrases.heads

    def _built(self, begin: int, end: int, phrases: Phrases) -> bool:
        forms = self._words.forms[begin:end]
        if folded(" ".join(forms)) in phrases.agencies or _DOMAIN.match(forms[-1]):
            return True
        return 1 < len(forms) < 5 and not phrases.outlet_words.isdisjoint((forms[0], forms[-1]))

    def entities(self) -> tuple[Entity, ...]:
        """All entities, with what was added to them."""
        return tuple(
            msgspec.structs.replace(
                entity,
                mentions=tuple(sorted((*entity.mentions, *self._added[key]), key=lambda m: (m.start, m.end))),
            )
            if key in self._added
            else entity
            for key, entity in self._entities.items()
        )

    def entity(self, identity: str | None) -> Entity | None:
        """The entity with that id."""
        return self._entities.get(identity) if identity else None

    def is_outlet(self, identity: str | None) -> bool:
        """Whether an entity publishes."""
        entity = self._entities.get(identity) if identity else None
        return entity is not None and entity.kind == "outlet"

    def names(self, identity: str | None, spans: Sequence[Span]) -> bool:
        """Whether words name an outlet or call it one ("the paper"): others may mean somebody else."""
        name = set(self._entities[identity].name.split()) if identity else set()
        words = [form for span in spans for form in self._words.forms[slice(*self._words.between(*span))]]
        return any(form in self.heads or form in name or form[:1].isupper() for form in words[1:]) or any(
            form in self.heads or form in name for form in words[:1]
        )

    def mention(self, start: int, end: int) -> tuple[int, int, str] | None:
        """The mention that begins in ``text[start:end]`` or covers its start."""
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and self._mentions[at][1] > start:
            return self._mentions[at]
        if at + 1 < len(self._mentions) and self._mentions[at + 1][0] < end:
            return self._mentions[at + 1]
        return None

    def outlet_mentions(self) -> Iterator[tuple[int, int, str]]:
        """The mentions of outlets, in order."""
        return (found for found in self._mentions if self.is_outlet(found[2]))

    def meant(self, identity: str | None, start: int) -> str | None:
        """The outlet that one called by a noun alone is: for "the paper" the one named last before ``start``."""
        entity = self.entity(identity)
        if entity is None or self._has_name(entity):
            return identity
        first = self._words.between(start, start + 1)[0]
        place = bisect_right(self._firsts, first) - 1
        if place >= 0 and first < self._passages[place][1]:
            named = self._quoted_name(first, self._passages[place][1], self._passages[place][2])
            if named is not None:
                return named
        at = bisect_right(self._starts, start - 1) - 1
        while at >= 0 and self._starts[at] >= start - _REACH:
            found = self._mentions[at][2]
            if found != identity and self.is_outlet(found) and self._has_name(self._entities[found]):
                return found
            at -= 1
        return identity

    def _has_name(self, entity: Entity) -> bool:
        """Whether an outlet is called by more than nouns: "TV" and "the local paper" are no names."""
        words = entity.name.split()
        bare = len(words) == 1 and (entity.name in self.heads or entity.name.lower() in self.heads)
        return entity.name[:1].isupper() and not bare

    def _quoted_name(self, first: int, last: int, phrases: Phrases) -> str | None:
        """The outlet in quotation marks behind a noun that begins at a word: Dziennik „X”."""
        forms = self._words.forms
        if first + 1 < last and forms[first].lower() in phrases.heads and forms[first + 1] in _OPENING:
            found = self._run(first + 2, last, phrases)
            if found > first + 2 and _at(forms, found) in _CLOSING:
                span = self._words.starts[first + 2], self._words.ends[found - 1]
                return self.named(span, self._text[slice(*span)], phrases.code, sure=True)
        return None

    def last_named(self, begin: int, start: int) -> Entity | None:
        """Who or what body is named last in ``text[begin:start]``."""
        at = bisect_right(self._starts, start - 1) - 1
        while at >= 0 and self._starts[at] >= begin:
            entity = self._entities[self._mentions[at][2]]
            if entity.kind in ("person", "organization") and entity.name[:1].isupper():
                return entity
            at -= 1
        return None

    def last_before(self, start: int, reach: int) -> str | None:
        """The outlet named last before ``start``, at most ``reach`` characters away."""
        at = bisect_right(self._starts, start) - 1
        while at >= 0 and self._starts[at] >= start - reach:
            found = self._mentions[at][2]
            if self.is_outlet(found) and self._has_name(self._entities[found]):
                return found
            at -= 1
        return None

    def named(
        self,
        span: Span,
        name: str,
        language: str | None,
        kind: EntityKind = "outlet",
        *,
        sure: bool = False,
        inflected: bool = False,
        described: bool = False,
    ) -> str:
        """The entity that bears a name at a span: one there is, or a new one.

        It is made an outlet where that is ``sure``. ``inflected`` names get a base form. ``described`` are those with
        somebody's name inside: "Berg’s website".
        """
        held = None if described else self.mention(*span)
        same = held is not None and (held[0] == span[0] or (held[1] == span[1] and span[0] - held[0] < _ARTICLE))
        identity = held[2] if held is not None and same else None
        base = self._base(name, language) if inflected else name
        identity = identity or self._by_name.get(_key(name)) or self._by_name.get(_key(base))
        if identity is None:
            identity = f"e{len(self._entities) + 1}"
            self._entities[identity] = Entity(id=identity, kind=kind, name=base)
            self._by_name[_key(base)] = self._by_name[_key(name)] = identity
        elif sure and self._entities[identity].kind != "outlet":
            self._entities[identity] = msgspec.structs.replace(self._entities[identity], kind="outlet")
        if held is None or held[2] != identity:
            mention = Mention(*span, base=base, language=language, why=kind)
            if (identity, span) not in self._noted:
                self._noted.add((identity, span))
                self._added.setdefault(identity, []).append(mention)
        return identity

    def _base(self, name: str, language: str | None) -> str:
        if language is None or name.isupper() or _DOMAIN.search(name) or not lexicon_of(language).inflects:
            return name
        found = base_forms(name, language)
        return found[0].name if found else name

    def follows(self, at: int, last: int, phrases: Phrases) -> tuple[str, int] | None:
        """The outlet whose name begins at word ``at`` or after the nouns that tell of it, and the word after it."""
        person = self._person(at, last)
        if person is not None and self._words.forms[person : person + 1] == ["of"]:
            at = person + 1
        found = self._read(at, last, phrases)
        if found is None:
            return None
        first, end = found
        start, stop = self._words.starts[first], self._words.ends[end - 1]
        name = _POSSESSIVE.sub("", self._text[start:stop])
        closed = end + (_at(self._words.forms, first - 1) in _OPENING and _at(self._words.forms, end) in _CLOSING)
        inflected = folded(name) not in phrases.agencies
        return self.named((start, start + len(name)), name, phrases.code, sure=True, inflected=inflected), closed

    def _person(self, at: int, last: int) -> int | None:
        """The word after the person named from word ``at`` on: "Ines Falk of the Halmar Courier"."""
        held = self.mention(self._words.starts[at], self._words.ends[at]) if at < last else None
        if held is None or self._entities[held[2]].kind != "person" or held[0] != self._words.starts[at]:
            return None
        return self._words.between(held[0], held[1])[1]

    def _read(self, at: int, last: int, phrases: Phrases) -> Span | None:
        """Words of an outlet's name after up to some words that describe it; ``None`` where it may be no outlet."""
        forms = self._words.forms
        head, begin = -1, at
        for place in range(at, min(last, at + _WINDOW)):
            form = forms[place]
            named = form[0].isupper() or form in _OPENING or _DOMAIN.match(form)
            if form in phrases.heads and (form.islower() or place == at):
                head = place
            elif named and head >= 0:
                begin, head = place, head if place - head <= _DESCRIBING else -1
                break
            elif not (form[0].isalpha() or form in _OPENING):
                break
            elif named and not (_POSSESSIVE.search(form) or _is_noun(_at(forms, place + 1), phrases)):
                break  # a name of somebody else, unless it tells whose the outlet is: "Russia’s network X"
        else:
            head = -1
        if begin == at:
            head = -1
        if head < 0 and begin < last and forms[begin] in ("the", "The", "a", "an"):
            begin += 1
        quoted = begin < last and forms[begin] in _OPENING
        begin += quoted
        end = self._run(begin, last, phrases)
        if end == begin:
            return None
        after = forms[end + (end < last and forms[end] in _CLOSING)] if end < last - 1 else ""
        described = head >= 0 or (after in phrases.heads and not phrases.heads_first)
        if described or self.tells_outlet(begin, end, phrases):
            return begin, end
        return None

    def _run(self, begin: int, last: int, phrases: Phrases) -> int:
        """The word after a run of capitalised words from ``begin`` on."""
        forms, end, place = self._words.forms, begin, begin
        while place < last and place < begin + 8:
            form = forms[place]
            if _DOMAIN.match(form) or (form[0].isupper() and form not in phrases.no_names):
                end = place = place + 1
                if _POSSESSIVE.search(form):
                    break
            elif form in _INNER and end > begin:
                place += 1
            else:
                break
        return end

    def tells_outlet(self, begin: int, end: int, phrases: Phrases) -> bool:
        """Whether the words of a name are known, or built, as an outlet's."""
        forms = [_POSSESSIVE.sub("", form) for form in self._words.forms[begin:end]]
        start = self._words.starts[begin]
        held = self.mention(start, start + 1)
        if held and held[0] == start and self.is_outlet(held[2]):
            return True
        if self.is_outlet(self._by_name.get(_key(" ".join(forms)))):
            return True
        if _DOMAIN.match(forms[-1]) or folded(" ".join(forms)) in phrases.agencies:
            return True
        if len(forms) == 1:
            return lexicon_of(phrases.code).listed(forms[0], "u") and (forms[0].isupper() or len(forms[0]) > 5)
        return not phrases.outlet_words.isdisjoint(forms)

    def read_name(self, words: str, start: int, phrases: Phrases, byline: bool = False) -> str | None:
        """The outlet or person that a label names; ``start`` is the offset of ``words``.

        Two or three words of a ``byline`` are a person's name."""
        name = words.strip(_CLOSING + " \u00a0.,;")
        if not name or not any(char.isalpha() for char in name):
            return None
        begin = start + words.index(name)
        author = byline and 2 <= len(name.split()) <= 3
        kind: EntityKind = "person" if author or self._is_person(name, phrases) else "outlet"
        return self.named((begin, begin + len(name)), name, phrases.code, kind)

    def _is_person(self, name: str, phrases: Phrases) -> bool:
        parts = name.split()
        if not 2 <= len(parts) <= 3 or not phrases.outlet_words.isdisjoint(parts) or folded(name) in phrases.agencies:
            return False
        held = self._by_name.get(_key(name))
        if held:
            return self._entities[held].kind == "person"
        return lexicon_of(phrases.code).gender_of_name(parts[0]) is not None


def _is_noun(form: str, phrases: Phrases) -> bool:
    """Whether a word is a noun for outlets and no part of a name: "daily", not "TV"."""
    return form.islower() and form in phrases.heads


def _at(forms: Sequence[str], at: int) -> str:
    return forms[at] if at < len(forms) else ""


def _key(name: str) -> str:
    words = folded(name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a") else words)
