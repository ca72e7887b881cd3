"""The base form of a mention: the name as a heading would print it, by what the text itself shows of it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.names.lexicon import Lexicon, folded, lexicon_of
from onrecord.names.register import Draft, Form, spelling

NAMING = ("name", "surname", "given-name")
"""Why-s of the mentions whose words are a name."""


class BaseForms:
    """Base forms of an entity's mentions: as a subject has it, else as the case endings say."""

    def __init__(self, draft: Draft, forms: Sequence[Form]):
        self._draft = draft
        self._subjects = {folded(part) for form in forms if form.subject for part in form.parts}
        self._held = {folded(part) for form in forms for part in form.parts}
        self._known: dict[tuple[object, ...], str] = {}

    def of(self, form: Form) -> str:
        """The base form of one of the mentions."""
        key = form.parts, form.why, form.language, form.subject
        if key not in self._known:
            self._known[key] = self._of(form)
        return self._known[key]

    def _of(self, form: Form) -> str:
        if form.why not in NAMING or form.language is None:
            return spelling(form.parts)
        lexicon = lexicon_of(form.language)
        known = lexicon.known_name(form.parts) if self._draft.kind != "person" else None
        if known and len(known.name.split()) == len(form.parts) > 1:
            return known.name
        if not lexicon.inflects or form.subject:
            return spelling(form.parts)
        words = [self._shown(part, lexicon) for part in form.parts]
        if words[0] not in (None, form.parts[0]) and self._draft.kind == "person":
            # a given name in an oblique case: the surname stands in it too
            words = [word or self._stripped(part, lexicon) for word, part in zip(words, form.parts, strict=True)]
        return spelling([word or part for word, part in zip(words, form.parts, strict=True)])

    def _shown(self, part: str, lexicon: Lexicon) -> str | None:
        """A word's base form where it is known to be one: a subject's, a given name, a noun, another mention's."""
        own, spelt = folded(part), lexicon.spelt_bases(part)
        accented = next((base for base in spelt if base != part and folded(base) == own), None)
        if accented:
            return accented  # "Barbarą" is no base form, though it looks like one without its ogonek
        if own in self._subjects or own in lexicon.given or lexicon.listed(part, "oul"):
            return part
        tests = (
            lambda base: base in self._subjects,
            lambda base: base in lexicon.given,
            lambda base: lexicon.listed(base, "oul"),
            lambda base: base in self._held and base != own,
        )
        return next((base for test in tests for base in spelt if test(folded(base))), None)

    def _stripped(self, part: str, lexicon: Lexicon) -> str:
        """A surname without its case ending; a woman's keeps its form unless it ends as her given names do."""
        spelt = lexicon.spelt_bases(part)
        if self._draft.gender == "feminine":
            return next((base for base in spelt if base.endswith("a")), part) if part[-1:] not in "aeo" else part
        return spelt[0] if spelt else part


__all__ = ["NAMING", "BaseForms"]
