"""Which entities of a text are people the user knows of: by a name or alias that is theirs alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.names.bases import NAMING
from onrecord.names.comparison import similarity
from onrecord.names.lexicon import folded, lexicon_of
from onrecord.names.register import Draft, Form, Register
from onrecord.people import Person

_MOST = 100
"""Listed names that one name of the text is compared with, where none is the same letter by letter."""
_SOUNDS = str.maketrans("cqghxszjywvuodtbp", "kkkkkssiivvvvttpp")
"""First letters that different spellings of one name may begin with, as one."""


class Known:
    """The listed people by the words of their names. A name that several people bear tells none of them."""

    def __init__(self, people: Sequence[Person]):
        self._exact: dict[tuple[str, ...], Person | None] = {}
        self._near: dict[str, list[tuple[str, Person]]] = {}
        for person in people:
            for name in dict.fromkeys((person.name, *person.aliases)):
                words = tuple(map(folded, name.split()))
                same = self._exact.get(words, person)
                self._exact[words] = person if same is person else None
                if len(words) > 1:
                    self._near.setdefault(_sound(words[-1]), []).append((name, person))

    def find(self, form: Form) -> Person | None:
        """Whom a mention names: letter by letter in any of its cases, else by how its full name sounds."""
        lexicon = lexicon_of(form.language) if form.language else None
        bases = [lexicon.bases(part) if lexicon else (folded(part),) for part in form.parts]
        for words in _combined(bases):
            if words in self._exact:
                return self._exact[words]
        if len(form.parts) < 2:
            return None
        name, spelt = " ".join(form.parts), self._near.get(_sound(bases[-1][0]), ())[:_MOST]
        found = {id(p): p for known, p in spelt if similarity(name, known, form.language, None).verdict == "same"}
        return next(iter(found.values())) if len(found) == 1 else None


def recognise(register: Register, people: tuple[Person, ...]) -> None:
    """Gives the people of the list their ids, and joins the names of each: with them resolution goes on."""
    known, held = _known(people), dict[int, Draft]()
    for draft in register.drafts:
        if draft.same is not None or draft.kind == "group":
            continue
        forms = [form for form in draft.forms.values() if form.why in NAMING]
        person = next((found for form in forms if (found := known.find(form))), None)
        if person is None:
            continue
        first = held.setdefault(id(person), draft)
        if first is not draft:
            for form in draft.forms.values():
                form.why = "given"
            first.absorb(draft)
        first.wikidata = person.wikidata
        _give_role(register, first, person, forms[0])


def _give_role(register: Register, draft: Draft, person: Person, form: Form) -> None:
    """Lets the person be meant by the listed role alone: "the harbour master"."""
    lexicon = lexicon_of(form.language) if person.role and form.language else None
    for word in (person.role or "").split() if lexicon else ():
        bases = lexicon.bases(word) if lexicon else ()
        draft.role_words.update(bases)
        if lexicon and lexicon.classes[word].lower() == "r":
            register.give_role(draft, bases)


@lru_cache(maxsize=4)
def _known(people: tuple[Person, ...]) -> Known:
    return Known(people)


def _sound(word: str) -> str:
    return word[:1].translate(_SOUNDS)


def _combined(bases: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The words of a name in each case, all of them in one: as spelt, then the first bases, the second ..."""
    for number in range(max(map(len, bases), default=0)):
        yield tuple(word[min(number, len(word) - 1)] for word in bases)


__all__ = ["Known", "recognise"]
