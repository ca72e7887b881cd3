"""The base form of a mention: the name as a heading would print it, by what the text itself shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from onrecord.names.base_forms import Gender, base_forms
from onrecord.names.lexicon import Lexicon, folded, lexicon_of
from onrecord.names.register import Draft, Form, spelling

NAMING = ("name", "surname", "given-name", "spelling")
"""Why-s of the mentions whose words are a name."""


_OTHERS = 5
"""Other mentions that decide between base forms."""
_BEGIN = 4
"""Letters in which two forms of one word agree, and by fewer than which their lengths differ."""


class BaseForms:
    """Base forms of an entity's mentions: as a subject has it, else as the case endings say."""

    def __init__(self, draft: Draft, forms: Sequence[Form]):
        self._draft, self._forms = draft, forms
        self._known: dict[tuple[object, ...], str] = {}

    @cached_property
    def _subjects(self) -> set[str]:
        return {folded(part) for form in self._forms if form.subject for part in form.parts}

    @cached_property
    def _held(self) -> set[str]:
        return {folded(part) for form in self._forms for part in form.parts}

    @cached_property
    def _others(self) -> dict[str, dict[tuple[str, ...], None]]:
        """For each language the words of the mentions by name, each once."""
        others: dict[str, dict[tuple[str, ...], None]] = {}
        for form in self._forms:
            if form.why in NAMING:
                others.setdefault(form.language or "", {})[form.parts] = None
        return others

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
        known = lexicon.known_name(form.parts) if self._draft.known else None
        if known and len(known.name.split()) == len(form.parts) > 1:
            return known.name
        if not lexicon.inflects or form.subject or not any(map(lexicon.spelt_bases, form.parts)):
            return spelling(form.parts)
        if self._draft.kind == "person":
            if len(form.parts) > 1 and lexicon.nominative_given(form.parts[0]):
                return spelling(form.parts)
            return self._decided(form.parts, form.language)
        return spelling(self._of_body(form.parts, lexicon))

    def _of_body(self, parts: tuple[str, ...], lexicon: Lexicon) -> list[str]:
        """The words of a body or place: its noun as a subject has it, and the adjectives beside it likewise."""
        words = list(parts)
        nouns = (at for at, part in enumerate(parts) if lexicon.adjective(part) is None)
        head = next(nouns, 0)
        base = self._shown(parts[head], lexicon)
        if base is None or base == parts[head]:
            return words  # in the nominative already, or a foreign name: South China Post
        words[head] = base
        gender = lexicon.gender_of_noun(base)
        for at in [*range(head), head + 1]:
            adjective = lexicon.adjective(parts[at]) if at < len(parts) else None
            if adjective:
                words[at] = adjective.get(gender or "", parts[at])
        return words

    def _decided(self, parts: tuple[str, ...], language: str) -> str:
        """The base form of a person's name; its words are those of the fullest one where it has them too."""
        fullest = max((o for o in self._others.get(language, ()) if len(o) > len(parts)), key=len, default=None)
        if fullest is not None:
            whole = self._known.get((fullest, language)) or self._likeliest(fullest, language)
            self._known[fullest, language] = whole
            words = [_answer(part, whole.split(" ")) for part in parts]
            if all(words):
                return spelling([word or "" for word in words])
        return self._likeliest(parts, language)

    def _likeliest(self, parts: tuple[str, ...], language: str) -> str:
        """The likeliest base form that the other mentions allow; what a subject has comes first."""
        gender: Gender | None = "feminine" if self._draft.gender == "feminine" else None
        gender = "masculine" if self._draft.gender == "masculine" else gender
        lexicon = lexicon_of(language)
        held = (o for o in self._others.get(language, ()) if o != parts and any(map(lexicon.spelt_bases, o)))
        others = [other for other, _ in zip(held, range(_OTHERS), strict=False)]
        candidates = [candidate.name.split(" ") for candidate in base_forms(parts, language, gender, others)]
        shown = (words for words in candidates if self._subjects.issuperset(map(folded, words[-1:])))
        return spelling(next(shown, candidates[0] if candidates else parts))

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


def _answer(part: str, words: Sequence[str]) -> str | None:
    """The word of a base form that a word of another mention is a case of; ``None`` where none is sure to be."""
    low = folded(part)
    fitting = [word for word in words if folded(word)[:_BEGIN] == low[:_BEGIN] and abs(len(word) - len(part)) < _BEGIN]
    return fitting[0] if len(fitting) == 1 else None


__all__ = ["NAMING", "BaseForms"]
