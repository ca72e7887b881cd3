"""Names of one text that are one entity's though they are not spelt alike: acronyms, other spellings and languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.names.comparison import similarity
from onrecord.names.lexicon import folded, lexicon_of
from onrecord.names.register import Draft, Form, Register, agree

_MOST = 64
"""Entities of a language that are compared with those of the others; keeps long texts linear."""
_SURNAME = 0.6
"""Score from which a single word may be the surname of a full name in another language, if of one person only."""


def join(register: Register) -> None:
    """Joins what the text shows to be one: the United Nations and the UN, Ali Khamenei and "Alim Chameneim"."""
    named = [draft for draft in register.drafts if draft.same is None and draft.forms]
    _acronyms(named)
    _variants(named)
    languages = sorted({form.language for draft in named for form in draft.forms.values() if form.language})
    for number, language in enumerate(languages):
        for other in languages[number + 1 :]:
            _across(_of(named, language), _of(named, other), language, other)


def _of(drafts: Iterable[Draft], language: str) -> list[Draft]:
    """The entities named in a language, the first of them."""
    held = (d for d in drafts if d.same is None and any(form.language == language for form in d.forms.values()))
    return [draft for draft, _ in zip(held, range(_MOST), strict=False)]


def _acronyms(drafts: Sequence[Draft]) -> None:
    """Joins acronyms with the first body whose initials they are."""
    full: dict[str, Draft] = {}
    for draft in drafts:
        if draft.kind not in ("person", "place"):
            for form in draft.forms.values():
                for letters in _initials(form):
                    full.setdefault(letters, draft)
    for draft in drafts:
        if draft.kind in ("person", "place") or len(draft.keys) != 1:
            continue
        own = next((acronym for form in draft.forms.values() if (acronym := _acronym(form))), "")
        body = full.get(own)
        if body is not None and body.final is not draft:
            _one(body.final, draft, "acronym")


def _acronym(form: Form) -> str | None:
    (word, *more) = form.parts
    letters = word.replace(".", "")
    return letters if not more and len(letters) > 1 and letters.isupper() else None


def _initials(form: Form) -> tuple[str, ...]:
    """The acronyms a name of several words may have: of all its capitals, and without the place it may begin with."""
    capitals = "".join(part[0] for part in form.parts if part[0].isupper())
    if len(capitals) < 2:
        return ()
    return (capitals, capitals[1:]) if len(capitals) > 3 else (capitals,)


def _variants(drafts: Sequence[Draft]) -> None:
    """Joins full names of persons in one language that differ in spelling alone."""
    held: dict[tuple[str | None, str], list[Draft]] = {}
    for draft in drafts:
        if draft.same is not None or draft.kind != "person" or len(draft.keys) < 2:
            continue
        form = _fullest(draft, None)
        alike = held.setdefault((form.language, folded(form.parts[-1])[:2]), [])
        for other in alike[-_MOST:]:
            if agree(other.gender, draft.gender) and _same(_fullest(other, None), form):
                _one(other.final, draft, "spelling")
                break
        else:
            alike.append(draft)


def _across(ones: Sequence[Draft], others: Sequence[Draft], language: str, second: str) -> None:
    """Joins the entities of two languages whose names are the same, or whose surname can be one person's only."""
    for one in ones:
        candidates = [other for other in others if one.final is not other.final and _may_be_one(one.final, other.final)]
        form = _fullest(one, language)
        found = next((other for other in candidates if _same(form, _fullest(other, second))), None)
        if found is None and "person" in {one.final.kind, *(other.final.kind for other in candidates)}:
            near = [other for other in candidates if _surname(form, _fullest(other, second))]
            found = near[0] if len(near) == 1 else None
        if found is not None:
            first, later = sorted((one.final, found.final), key=lambda draft: draft.first)
            _one(first, later, "spelling")


def _may_be_one(one: Draft, other: Draft) -> bool:
    kinds = one.kind is None or other.kind is None or one.kind == other.kind
    return kinds and "group" not in (one.kind, other.kind) and agree(one.gender, other.gender)


def _same(one: Form, other: Form) -> bool:
    """Whether two names are of one: as the comparison of names says, or by an alias both packs list."""
    known = [lexicon_of(form.language).known_name(form.parts) for form in (one, other) if form.language]
    if len(known) == 2 and known[0] and known[1] and not known[0].aliases.isdisjoint(known[1].aliases):
        return True
    return similarity(" ".join(one.parts), " ".join(other.parts), one.language, other.language).verdict == "same"


def _surname(one: Form, other: Form) -> bool:
    """Whether one of two names is a single word and may be the other's surname."""
    if min(len(one.parts), len(other.parts)) > 1 or max(len(one.parts), len(other.parts)) < 2:
        return False
    return similarity(" ".join(one.parts), " ".join(other.parts), one.language, other.language).score >= _SURNAME


def _fullest(draft: Draft, language: str | None) -> Form:
    """The mention with most words, of a language if one is asked for; the first of several."""
    forms = [form for form in draft.forms.values() if language is None or form.language == language]
    return max(forms, key=lambda form: (len(form.parts), -form.span[0]))


def _one(draft: Draft, other: Draft, why: str) -> None:
    for form in other.forms.values():
        form.why = why
    draft.absorb(other)


__all__ = ["join"]
