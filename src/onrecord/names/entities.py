"""Entities as the document keeps them: numbered, named by their fullest form, with mentions and roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import cast

from onrecord.document import Document, Entity, EntityKind, Mention, Role, Span
from onrecord.names.bases import NAMING, BaseForms
from onrecord.names.register import Draft, Form

_HUMAN = ("masculine", "feminine")


def entities(document: Document, drafts: Sequence[Draft]) -> tuple[tuple[Entity, ...], dict[int, str]]:
    """The entities worth keeping in order of first mention, and the id of each draft by ``id()``."""
    final = [draft for draft in drafts if draft.same is None]
    kept = [draft for draft in final if draft.used or _worth_keeping(draft)]
    kept.sort(key=lambda draft: min(draft.forms, default=(0, 0)))
    ids = {id(draft): f"e{number}" for number, draft in enumerate(kept, 1)}
    main = (document.language or "").split("-")[0]
    return tuple(_entity(document, draft, ids[id(draft)], main) for draft in kept), ids


def _worth_keeping(draft: Draft) -> bool:
    """Whether an entity that nobody speaks for or to is more than a name seen once of which nothing is known."""
    if not draft.forms or draft.kind == "group":
        return False
    return draft.kind is not None or draft.placed or (len(draft.forms) > 1 and len(draft.keys) > 1)


def _entity(document: Document, draft: Draft, identity: str, main: str) -> Entity:
    forms = [draft.forms[span] for span in sorted(draft.forms)]
    base = BaseForms(draft, forms)
    bases = {form.span: base.of(form) for form in forms}
    return Entity(
        id=identity,
        kind=_kind(draft),
        name=known if (known := draft.known.get(main)) and known in document.text else _name(forms, bases, main),
        wikidata=draft.wikidata,
        mentions=tuple(
            Mention(*form.span, base=bases[form.span], language=form.language, why=form.why) for form in forms
        ),
        roles=tuple(
            Role(document.text[start:end], _words(document, seen.organization), start, end, seen.date)
            for (start, end), seen in sorted(draft.roles.items())
        ),
    )


def _kind(draft: Draft) -> EntityKind:
    """What an entity is; where nothing tells, who speaks under several words without an article is a person."""
    human = draft.gender in _HUMAN or (draft.used and draft.personal and len(draft.keys) > 1)
    return cast(EntityKind, draft.kind or ("person" if human else "place" if draft.placed else "organization"))


def _words(document: Document, span: Span | None) -> str | None:
    return document.text[slice(*span)] if span else None


def _name(forms: Sequence[Form], bases: dict[tuple[int, int], str], main: str) -> str:
    """The fullest form, of the main language if it has one; of equal ones the most used, then the first."""
    named = [form for form in forms if form.why in NAMING] or list(forms)
    own = [form for form in named if form.language == main] or named
    if len(own) > 1:
        counts = Counter(bases[form.span] for form in own)
        longest = max(len(form.parts) for form in own)
        candidates = [bases[form.span] for form in own if len(form.parts) == longest]
        name = max(candidates, key=lambda base: counts[base])
    else:
        name = bases[own[0].span] if own else ""
    article = _article([form for form in own if bases[form.span] == name])
    return f"{article} {name}" if article else name


def _article(forms: Sequence[Form]) -> str | None:
    """The article that belongs to a name: capitalised inside a sentence, or before it whenever it is named."""
    inner = next((form.article for form in forms if form.article and not form.begins), None)
    always = len(forms) > 1 and len(forms[0].parts) > 1 and all(form.article for form in forms)
    return inner or (forms[0].article if always else None)


__all__ = ["entities"]
