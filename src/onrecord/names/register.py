"""The entities of one text while it is read: found by full name, surname, role or description."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.document import Span
from onrecord.names.lexicon import folded
from onrecord.names.roles import Seen

Keys = Sequence[tuple[str, ...]]
"""For each word of a name the folded base forms it may have."""


@dataclass(slots=True)
class Form:
    """A mention of an entity: its span, its words as spelt, and whether it stands as a subject."""

    span: Span
    parts: tuple[str, ...]
    why: str
    language: str | None
    subject: bool = False
    article: str | None = None
    begins: bool = False


@dataclass(slots=True)
class Draft:
    """An entity on its way. ``gender`` is also the grammatical one of a body; ``kind`` is ``None`` while unknown."""

    kind: str | None
    keys: Keys
    gender: str | None = None
    forms: dict[Span, Form] = field(default_factory=dict)
    roles: dict[Span, Seen] = field(default_factory=dict)
    role_words: set[str] = field(default_factory=set)
    first: int = 0
    used: bool = False
    described: bool = False
    placed: bool = False
    """Whether a preposition of place stands before its name."""
    articled: bool = False
    """Whether an article stands before its name, as before no person's."""
    certain: bool = False
    """Whether the gender is a given name's or a title's."""
    known: dict[str, str] = field(default_factory=dict)
    """The full names of a widely known body or place, by language."""
    wikidata: str | None = None
    same: Draft | None = None
    """The entity it turned out to be."""

    @property
    def final(self) -> Draft:
        """The entity it is in the end."""
        draft = self
        while draft.same is not None:
            draft = draft.same
        return draft

    @property
    def personal(self) -> bool:
        """Whether it can be a single person."""
        return self.kind == "person" or (self.kind is None and not self.articled)

    def absorb(self, other: Draft) -> None:
        """Takes over everything that was noted of another draft: it turned out to be this one."""
        other.same = self
        self.kind, self.gender = self.kind or other.kind, self.gender or other.gender
        for span, form in other.forms.items():
            self.forms.setdefault(span, form)
        self.roles |= {span: role for span, role in other.roles.items() if span not in self.roles}
        self.role_words |= other.role_words
        self.used, self.first = self.used or other.used, min(self.first, other.first)
        self.described = self.described and other.described
        self.wikidata = self.wikidata or other.wikidata
        self.known = {**other.known, **self.known}


class Register:
    """Entities by what they are called by."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._surnames: dict[str, list[Draft]] = {}
        self._others: dict[str, list[Draft]] = {}
        self._beginnings: dict[str, list[Draft]] = {}
        self._described: dict[str, list[Draft]] = {}
        self._roles: dict[str, list[Draft]] = {}
        self.known: dict[str, Draft] = {}
        """Widely known bodies and places by their full names in a pack."""

    def add(self, kind: str | None, keys: Keys, gender: str | None, at: int, *, named: bool) -> Draft:
        """A new entity, found from now on by all its words; a ``named`` one by its surname too."""
        draft = Draft(kind, keys, gender, first=at)
        self.drafts.append(draft)
        for base in keys[0] if keys else ():
            self._described.setdefault(base, []).append(draft)
        if named:
            for base in keys[-1] if keys else ():
                self._surnames.setdefault(base, []).append(draft)
            if len(keys) > 1:
                self._beginnings.setdefault(keys[0][0][:3], []).append(draft)
            for word in keys[:-1]:
                for base in word:
                    self._others.setdefault(base, []).append(draft)
        return draft

    def heard_of(self, word: tuple[str, ...]) -> bool:
        """Whether any entity has a word in its name or description."""
        return any(base in self._surnames or base in self._described or base in self._others for base in word)

    def named(self, kind: str | None, keys: Keys, gender: str | None, at: int) -> Draft | None:
        """Whose name or surname it is; of several the last one named before ``at``."""
        fitting = [
            draft.final
            for draft in _unique(self._surnames, keys[-1])
            if agree(draft.final.gender, gender)
            and (kind is None or draft.final.kind in (None, kind))
            and (draft.final.personal if len(keys) == 1 else _compatible(draft.keys, keys))
        ]
        return _nearest(fitting, at)

    def by_other_word(self, word: tuple[str, ...], gender: str | None, at: int) -> Draft | None:
        """The person of whom one word is the given name, or the family name that stands first."""
        held = [draft.final for draft in _unique(self._others, word) if len(draft.keys) > 1]
        return _nearest([draft for draft in held if draft.personal and agree(draft.gender, gender)], at)

    def shortened(self, word: str) -> Draft | None:
        """The one person whose given name begins like a short form of it: "Nad" of Nadim."""
        if len(word) < 3:
            return None
        held = [d for d in _unique(self._beginnings, [word[:3]]) if d.keys[0][0].startswith(word)]
        found = {id(draft.final): draft.final for draft in held if draft.final.personal}
        return next(iter(found.values())) if len(found) == 1 else None

    def described(self, keys: Keys, at: int) -> Draft | None:
        """The body, place or described entity of the same words."""
        fitting = [
            draft.final
            for draft in _unique(self._described, keys[0])
            if len(draft.keys) == len(keys)
            and all(not set(a).isdisjoint(b) for a, b in zip(draft.keys, keys, strict=True))
        ]
        return _nearest(fitting, at)

    def give_role(self, draft: Draft, bases: Iterable[str]) -> None:
        """From now on the entity may be meant by its role alone."""
        for base in bases:
            held = self._roles.setdefault(base, [])
            if not held or held[-1] is not draft:
                held.append(draft)

    def with_role(self, bases: Iterable[str], extra: set[str], gender: str | None) -> list[Draft]:
        """Who bears a role; of several those whose role has more of the ``extra`` words, and at least one if any."""
        held = {id(draft.final): draft.final for draft in _unique(self._roles, bases)}
        fitting = [draft for draft in held.values() if agree(draft.gender, gender)]
        if extra:
            shared = [len(draft.role_words & extra) for draft in fitting]
            most = max(shared, default=0)
            fitting = [draft for draft, n in zip(fitting, shared, strict=True) if n == most > 0]
        return fitting


def agree(one: str | None, other: str | None) -> bool:
    """Whether two genders can be the same entity's."""
    return one is None or other is None or one == other or "either" in (one, other)


def _unique(index: dict[str, list[Draft]], bases: Iterable[str]) -> list[Draft]:
    """The drafts an index has under any of the bases, each once; a bound keeps long lists of one word linear.

    They are as they were added: with the words by which they were found, though they may be another one now."""
    lists = [index[base] for base in bases if base in index]
    if not lists:
        return []
    if len(lists) == 1 and len(lists[0]) == 1:
        return lists[0]
    return list({id(draft): draft for held in lists for draft in held[-12:]}.values())


def _nearest(drafts: Sequence[Draft], at: int) -> Draft | None:
    """The last that is first named before ``at``, else the first one after."""
    if len(drafts) < 2:
        return drafts[0] if drafts else None
    before = [draft for draft in drafts if draft.first <= at]
    if before:
        return max(before, key=lambda draft: draft.first)
    return min(drafts, key=lambda draft: draft.first)


def _compatible(one: Keys, other: Keys) -> bool:
    """Whether two names with the same surname can be one person's: given names alike, initials or left out."""
    if len(one) == 1 or len(other) == 1:
        return True
    if len(one) > 2 and len(other) > 2 and not set(one[0]).isdisjoint(other[0]):
        return True  # the first given name decides: middle ones are spelt in many ways
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    held = {base for word in long for base in word}
    initials = {base[0] for base in held if base}
    return all(
        not held.isdisjoint(word) or word[0][:1] in held or (len(word[0]) == 1 and word[0] in initials)
        for word in short
    )


def spelling(parts: Sequence[str]) -> str:
    """The words of a name as one string: initials keep their full stops."""
    return " ".join(part + "." if len(part) == 1 and part.isupper() else part for part in parts)


__all__ = ["Draft", "Form", "Keys", "Register", "agree", "folded", "spelling"]
