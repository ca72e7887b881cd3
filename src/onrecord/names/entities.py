"""Entities as the document keeps them: numbered, named by their fullest form, with mentions and roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import cast

from onrecord.document import Document, Entity, EntityKind, Mention, Role, Span
from onrecord.names.lexicon import Lexicon, folded, lexicon_of
from onrecord.names.register import Draft, Form, spelling

_HUMAN = ("masculine", "feminine")
_NAMING = ("name", "surname", "given-name")


def entities(document: Document, drafts: Sequence[Draft]) -> tuple[tuple[Entity, ...], dict[int, str]]:
    """The entities worth keeping in order of first mention, and the id of each draft by ``id()``."""
    final = [draft for draft in drafts if draft.same is None]
    kept = [d for d in final if d.used or (d.forms and d.kind in ("person", "organization", "outlet"))]
    kept.sort(key=lambda draft: min(draft.forms, default=(0, 0)))
    ids = {id(draft): f"e{number}" for number, draft in enumerate(kept, 1)}
    main = (document.language or "").split("-")[0]
    return tuple(_entity(document, draft, ids[id(draft)], main) for draft in kept), ids


def _entity(document: Document, draft: Draft, identity: str, main: str) -> Entity:
    forms = [draft.forms[span] for span in sorted(draft.forms)]
    bases = {form.span: _base(form, forms, draft) for form in forms}
    return Entity(
        id=identity,
        kind=cast(EntityKind, draft.kind or ("person" if draft.gender in _HUMAN else "organization")),
        name=draft.known if draft.known and draft.known in document.text else _name(forms, bases, main),
        mentions=tuple(
            Mention(*form.span, base=bases[form.span], language=form.language, why=form.why) for form in forms
        ),
        roles=tuple(
            Role(document.text[start:end], _words(document, seen.organization), start, end, seen.date)
            for (start, end), seen in sorted(draft.roles.items())
        ),
    )


def _words(document: Document, span: Span | None) -> str | None:
    return document.text[slice(*span)] if span else None


def _name(forms: Sequence[Form], bases: dict[tuple[int, int], str], main: str) -> str:
    """The fullest form, of the main language if it has one; of equal ones the most used, then the first."""
    named = [form for form in forms if form.why in _NAMING] or list(forms)
    own = [form for form in named if form.language == main] or named
    counts = Counter(bases[form.span] for form in own)
    longest = max((len(form.parts) for form in own), default=0)
    candidates = [bases[form.span] for form in own if len(form.parts) == longest]
    name = max(candidates, key=lambda base: counts[base], default="")
    article = _article([form for form in own if bases[form.span] == name])
    return f"{article} {name}" if article else name


def _article(forms: Sequence[Form]) -> str | None:
    """The article that belongs to a name: capitalised inside a sentence, or before it whenever it is named."""
    inner = next((form.article for form in forms if form.article and not form.begins), None)
    always = len(forms) > 1 and len(forms[0].parts) > 1 and all(form.article for form in forms)
    return inner or (forms[0].article if always else None)


def _base(form: Form, forms: Sequence[Form], draft: Draft) -> str:
    """The form as a heading would print it: as a subject has it, else as the case endings say."""
    if form.why not in _NAMING or form.language is None:
        return spelling(form.parts)
    lexicon = lexicon_of(form.language)
    known = lexicon.known_name(form.parts) if draft.kind != "person" else None
    if known and len(known.name.split()) == len(form.parts) > 1:
        return known.name
    if not lexicon.inflects or form.subject:
        return spelling(form.parts)
    subjects = {folded(part) for other in forms if other.subject for part in other.parts}
    held = {folded(part) for other in forms for part in other.parts}
    words = [_known_base(part, lexicon, subjects, held) for part in form.parts]
    if words[0] not in (None, form.parts[0]) and draft.kind == "person":
        # a given name in an oblique case: the surname stands in it too
        words = [word or _stripped(part, lexicon, draft) for word, part in zip(words, form.parts, strict=True)]
    return spelling([word or part for word, part in zip(words, form.parts, strict=True)])


def _known_base(part: str, lexicon: Lexicon, subjects: set[str], held: set[str]) -> str | None:
    """The base form of a word that is known to be one: a subject's, a given name, a listed noun, another mention's."""
    own, spelt = folded(part), lexicon.spelt_bases(part)
    accented = next((base for base in spelt if base != part and folded(base) == own), None)
    if accented:
        return accented  # "Barbarą" is no base form, though it looks like one without its ogonek
    if own in subjects or own in lexicon.given or lexicon.listed(part, "oul"):
        return part
    tests = (
        lambda base: base in subjects,
        lambda base: base in lexicon.given,
        lambda base: lexicon.listed(base, "oul"),
        lambda base: base in held and base != own,
    )
    return next((base for test in tests for base in spelt if test(folded(base))), None)


def _stripped(part: str, lexicon: Lexicon, draft: Draft) -> str:
    """A surname without its case ending; a woman's keeps its form unless it ends as her given names do."""
    spelt = lexicon.spelt_bases(part)
    if draft.gender == "feminine":
        return next((base for base in spelt if base.endswith("a")), part) if part[-1:] not in "aeo" else part
    return spelt[0] if spelt else part


__all__ = ["entities"]
