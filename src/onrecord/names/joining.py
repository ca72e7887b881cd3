"""Names of one text that are one entity's though they are not spelt alike: acronyms, other spellings and languages."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.names.register import Draft, Form, Register


def join(register: Register) -> None:
    """Joins what the text shows to be one: the United Nations and the UN, a body and its acronym in brackets."""
    named = [draft for draft in register.drafts if draft.same is None and draft.forms]
    _acronyms(named)


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
            body.final.absorb(draft)
            for form in draft.forms.values():
                form.why = "acronym"


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


__all__ = ["join"]
