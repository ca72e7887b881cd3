"""What a pack knows of names, ready for use: the name class of every word form, base forms, genders.

A name class is one character: what a word can be in or around a name. Capital letters are for capitalised
words, small letters for the others; a text's classes, one character a word, are what names are found in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from onrecord.languages.classes import CLASSES, PUNCTUATION
from onrecord.languages.pack import Pack, available, load
from onrecord.languages.sources import NamesFile
from onrecord.names.cue_words import CueWords

Gender = Literal["masculine", "feminine", "thing", "plural", "singular", "speaker", "addressed", "relative", "nobody"]

GIVEN, NAME, ACRONYM, INITIAL, HONORIFIC, ORIGIN, PLACE = "F", "X", "A", "I", "H", "N", "L"
ROLE, GROUP, BODY, OUTLET, OWNER, PRONOUN, OTHER, PARTICLE, BORROWED = "R", "G", "O", "U", "Y", "E", "W", "p", "K"
ARTICLE, DETERMINER, POSSESSIVE, PREPOSITION, LINKER, AND, ADVERB, VERB = "t", "d", "m", "b", "k", "&", "v", "s"
NUMBER, WORD, MARK, END, COMMA, OPEN, CLOSE = "#", "w", "q", ".", ",", "(", ")"

HUMAN = ("masculine", "feminine")
"""The genders that tell persons apart."""

_OF_WORDS = {
    "article": ARTICLE,
    "determiner": DETERMINER,
    "possessive": POSSESSIVE,
    "preposition": PREPOSITION,
    "of": PREPOSITION,
    "to": PREPOSITION,
    "according": PREPOSITION,
    "conjunction": AND,
    "number": NUMBER,
    "title": "r",
    "body": "o",
    "adverb": ADVERB,
    "auxiliary": VERB,
    "being": VERB,
    "verb": VERB,
    "finite": VERB,
    "relative": "z",
}
_MARKS = {"end": END, "comma": COMMA, "open": OPEN, "close": CLOSE}
_JOINED = re.compile(r"([^\W\d_]+)[-'’ʼ](?=[^\W\d_])")
_NOUNS = {CLASSES[name] for name in ("claim", "occasion", "plural", "base_or_claim", "finite_or_claim")}
_FOLDED = {
    ord(c): unicodedata.normalize("NFKD", c)[0] for c in map(chr, range(0xC0, 0x250)) if unicodedata.decomposition(c)
}
_FOLDED |= {ord(c): plain for c, plain in zip("łđøıŁĐØ", "ldoiLDO", strict=True)}
_FOLDED |= dict.fromkeys(map(ord, "'’ʼ`‘´"), "")


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """A word without case, apostrophes and marks over letters; for comparing within a text."""
    if word.isascii():
        return word.replace("'", "").replace("`", "").lower()
    low = word.translate(_FOLDED).casefold()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


class KnownName(NamedTuple):
    """A country or body everybody knows, by its kind and full name in the pack's language."""

    kind: str
    name: str
    aliases: frozenset[str]


class Lexicon:
    """The names part of a pack, with memories by word form."""

    def __init__(self, pack: Pack):
        self.pack, self.names = pack, pack.names
        self.given = _given_names()
        self.roles = _by_gender(pack.names.roles)
        self.honorifics = _by_gender(pack.names.honorifics)
        self.pronouns: dict[str, Gender] = _by_gender(pack.names.pronouns)  # type: ignore[assignment]
        self.unnamed, self.definite = frozenset(pack.names.unnamed), frozenset(pack.names.definite)
        self._sets = {
            "g": _folded(pack.names.groups),
            "r": _folded([*self.roles, *pack.names.role_words]),
            "o": _folded(pack.names.organizations),
            "u": _folded(pack.names.outlets),
            "l": _folded(pack.names.places),
            "n": _folded(pack.names.origins),
        }
        # of a word in several lists the first of these counts: place, group, role, outlet, body, origin
        self._known = {word: kind for kind in reversed("lgruon") for word in self._sets[kind]}
        words = {word for listed in self._sets.values() for word in listed}
        self._kinds = {word: frozenset(k for k, listed in self._sets.items() if word in listed) for word in words}
        self._acronyms = {
            word: kind
            for kind, listed in (("u", pack.names.outlets), ("o", pack.names.organizations))
            for word in listed
            if not word[1:].islower()
        }
        self.known = _known_names(pack.names.known)
        self.seats = {folded(seat): tuple(map(folded, of.split())) for seat, of in pack.names.seats.items()}
        self._beginnings: dict[str, list[tuple[str, ...]]] = {}
        for name in self.known:
            if len(name) > 1:
                self._beginnings.setdefault(name[0], []).append(name)
        self._role_genders = {folded(word): gender for word, gender in self.roles.items()}
        self._endings = dict(pack.names.case_endings)
        self.cue_words = CueWords(pack)
        self.inflects = bool(self._endings)
        """Whether names have cases."""
        self.drops_subjects = self.cue_words.drops_subjects
        """Whether a verb may stand without its subject and tell its gender or number all the same."""
        self._longest = max(map(len, self._endings), default=0)
        self._role_endings = tuple(pack.names.role_endings)
        self.complement_endings = tuple(pack.names.complement_endings)
        self._identifying = tuple(pack.names.identifying_endings)
        self.since, self.until = frozenset(pack.names.since), frozenset(pack.names.until)
        self.incidental = _folded(pack.names.incidental)
        self._common_given = _folded(pack.names.common_given_names)
        self.surnames = _folded(pack.names.surnames)
        self.bodies = self._sets["o"]
        self.locatives = frozenset(pack.names.locatives)
        self.documents = _folded(pack.names.documents)
        self.agents = frozenset(pack.names.agents)
        self._borrowed = frozenset(pack.names.borrowed_linkers)
        self._particles, self._linkers = frozenset(pack.names.particles), frozenset(pack.names.linkers)
        self._possessives = tuple(p for e in pack.names.possessives for p in (e, e.replace("'", "’")))
        self._of_words = {CLASSES[name]: char for name, char in _OF_WORDS.items()}
        self._bases: dict[str, tuple[str, ...]] = {}
        self._spelt: dict[str, list[str]] = {}
        self.classes = NameClasses(self)

    def listed(self, form: str, kinds: str) -> bool:
        """Whether a form is listed as a body "o", outlet "u", place "l", role "r" or group "g" of these kinds."""
        held = self._kinds.get(folded(form))
        return held is not None and not held.isdisjoint(kinds)

    def bases(self, form: str) -> tuple[str, ...]:
        """Folded forms that ``form`` may be an inflected form of, itself first."""
        found = self._bases.get(form)
        if found is None:
            if len(self._bases) > 200_000:
                self._bases.clear()
            found = self._bases[form] = tuple(dict.fromkeys(map(folded, (form, *self.spelt_bases(form)))))
        return found

    def spelt_bases(self, form: str) -> list[str]:
        """The base forms ``form`` may have by its case ending, as they are spelt; the likeliest first."""
        found = self._spelt.get(form)
        if found is None:
            if len(self._spelt) > 200_000:
                self._spelt.clear()
            found = self._spelt[form] = self._by_ending(form)
        return found

    def _by_ending(self, form: str) -> list[str]:
        low = form.lower()
        for size in range(min(self._longest, len(form) - 1), 0, -1):
            bases = self._endings.get(low[-size:])
            if bases is not None:
                stem = form[:-size]
                stem = stem.rstrip("'’ʼ")  # Kavanaugh'a
                return [stem + base for base in bases if len(stem) + len(base) > 1]
        return []

    def known_name(self, parts: Sequence[str]) -> KnownName | None:
        """The widely known bearer of a name, abbreviation or other name, in whatever case it stands."""
        if len(parts) == 1:
            return next((self.known[key] for base in self.bases(parts[0]) if (key := (base,)) in self.known), None)
        return next((self.known[words] for words in self._begun(parts[0]) if self._spells(words, parts)), None)

    def known_at(self, forms: Sequence[str], at: int) -> tuple[int, KnownName] | None:
        """The longest known name of several words that begins at a word: how many words, and whose it is."""
        begun = self._begun(forms[at])
        fitting = [words for words in begun if self._spells(words, forms[at : at + len(words)])] if begun else ()
        longest = max(fitting, key=len, default=None)
        return (len(longest), self.known[longest]) if longest else None

    def _begun(self, form: str) -> list[tuple[str, ...]]:
        """The known names of several words that may begin with a word form."""
        found = [self._beginnings[base] for base in self.bases(form) if base in self._beginnings]
        return [words for listed in found for words in listed] if found else []

    def _spells(self, words: Sequence[str], forms: Sequence[str]) -> bool:
        return len(words) == len(forms) and all(w in self.bases(form) for w, form in zip(words, forms, strict=True))

    def owner(self, form: str) -> str | None:
        """A form without its possessive ending; ``None`` where it has none."""
        return form[:-2] if form.endswith(self._possessives) and len(form) > 2 else None

    def gender_of_name(self, form: str) -> str | None:
        """The gender a given name tells, in whatever case it stands."""
        form = form.partition("-")[0] if self._double(form) else form
        found = next((self.given[base] for base in self.bases(form) if base in self.given), None)
        return None if found == "either" else found

    def _double(self, form: str) -> bool:
        """Whether it is two given names in one: Jean-Luc."""
        return "-" in form and all(any(base in self.given for base in self.bases(part)) for part in form.split("-"))

    def gender_of_role(self, form: str) -> str | None:
        """The gender a role noun or honorific tells."""
        low = form.lower()
        if low in self.honorifics:
            return self.honorifics[low]
        return next((self._role_genders[base] for base in self.bases(form) if base in self._role_genders), None)

    def gender_of_noun(self, form: str) -> str | None:
        """The grammatical gender of a body's noun by its ending; ``None`` for an acronym or where there is none."""
        if form.isupper():
            return None
        return next((gender for ending, gender in self.names.noun_endings if form.endswith(ending)), None)

    def adjective(self, form: str) -> dict[str, str] | None:
        """The base forms of an adjective in another case, by gender; ``None`` for what is none."""
        for ending, masculine, feminine, thing in self.names.adjective_endings:
            if form.endswith(ending):
                stem = form[: -len(ending)]
                return {"masculine": stem + masculine, "feminine": stem + feminine, "thing": stem + thing}
        return None

    def identifies(self, form: str) -> bool:
        """Whether a word before a role shows that somebody is meant who is known already: "31-letni" aktor."""
        return bool(self._identifying) and form.lower().endswith(self._identifying)

    def nominative_given(self, form: str) -> bool:
        """Whether a word is a given name in the nominative and can be no other one's case: "Adam", not "Daniela"."""
        return folded(form) in self.given and not any(
            base != form and folded(base) in self.given for base in self.spelt_bases(form)
        )

    def common_given(self, form: str) -> bool:
        """Whether a given name is a common word as well: Mark, Rose."""
        return folded(form) in self._common_given

    def writing(self, form: str) -> bool:
        """Whether a noun is for what somebody writes and that speaks for him: "report"."""
        return not self.documents.isdisjoint(self.bases(form))

    def classify(self, form: str) -> str:
        """The name class of a word form."""
        if form in PUNCTUATION:
            return form if form in "[]" else _MARKS.get(PUNCTUATION[form], MARK)
        first = form[0]
        if not first.isalnum():
            return AND if form == "&" else MARK
        low = form.lower()
        if self._role_endings and low.endswith(self._role_endings):
            return "r"
        if first.isdigit():
            return NUMBER
        capital = first.isupper()
        char = self._listed(form, low, capital)
        return char.upper() if capital and char.isalpha() else char

    def _listed(self, form: str, low: str, capital: bool) -> str:
        if form in self._acronyms:
            return self._acronyms[form]
        shouted = len(form) > 1 and form.isupper()  # "US" and "WHO" are no pronouns
        if low in self.pronouns and low not in self._linkers and not shouted:
            return "z" if self.pronouns[low] == "relative" else "e"
        if low in self.honorifics and (capital or low not in self._particles):
            return "h" if not capital else HONORIFIC
        if form in ("A", "I") and low in self.pack.words:
            return ARTICLE
        joined = _JOINED.match(form) if not capital else None
        if joined and joined[1] in self._particles:
            return NAME  # al-Tariq, d'Arc
        if capital and (len(form) == 1 or (len(form) <= 6 and form[1] == ".")):
            # "U.S.", a known abbreviation, stands before a name as an adjective does, "J.K." as a part of it
            return ORIGIN if len(form) > 1 and low.rstrip(".") in self.pack.words else INITIAL
        if capital and form[1] == "-" and form[2:3].isupper():
            return ORIGIN  # (R-Utah)
        if low in self._particles and not capital:
            return PARTICLE
        owner = self.owner(form)
        if owner is not None:
            return "y" if self.classify(owner) not in "XFANLOUGRI" else OWNER
        bases = self.bases(form)
        known = next((self._known[base] for base in bases if base in self._known), "")
        if shouted and len(form) < 4 and known not in "r":
            return ACRONYM  # one that is known is listed in capitals
        if capital and (any(base in self.given for base in bases) or self._double(form)):
            return GIVEN
        if known and (capital or known not in "ln"):
            return known
        return self._of_shape(form, low, capital)

    def _of_shape(self, form: str, low: str, capital: bool) -> str:
        shouted = len(form) > 1 and form.isupper()
        if low in self._linkers:
            return LINKER
        if form in self._borrowed:
            return BORROWED
        if capital and (shouted or (low not in self.pack.words and low not in self.pack.cue_forms)):
            return ACRONYM if shouted and len(form) <= 6 else NAME
        cls = self.pack.classes[low]
        char = self._of_words.get(cls)
        if char is not None:
            return char
        return NAME if capital and cls in _NOUNS else OTHER if capital else WORD

    def letter(self, form: str) -> str:
        """The class of a capital letter that is no initial: of the word it is, if the language has one."""
        found = self._of_words.get(self.pack.classes[form.lower()]) if form.lower() in self.pack.words else None
        return found.upper() if found and found.isalpha() else found or INITIAL

    def begins_sentence(self, form: str) -> bool:
        """Whether a capitalised word is likelier to begin a sentence than a name."""
        low = form.lower()
        return low in self.pack.words or low in self.pack.cue_forms


class NameClasses(dict[str, str]):
    """The name class of each word form, worked out when it is first asked for."""

    def __init__(self, lexicon: Lexicon):
        self._lexicon = lexicon

    def __missing__(self, form: str) -> str:
        if len(self) > 200_000:
            self.clear()
        found = self[form] = self._lexicon.classify(form)
        return found


@cache
def lexicon_of(code: str) -> Lexicon:
    """The lexicon of a pack's language code."""
    return Lexicon(load(code))


@cache
def _given_names() -> dict[str, str]:
    """Gender by folded given name, from every pack: names cross borders."""
    found: dict[str, str] = {}
    for code in available():
        names: NamesFile = load(code).names
        for gender, listed in names.given_names.items():
            for name in listed:
                word = folded(name)
                found[word] = gender if found.get(word, gender) == gender else "either"
    return found


def _by_gender(listed: dict[str, list[str]]) -> dict[str, str]:
    return {word.lower(): gender for gender, words in listed.items() for word in words}


def _folded(words: list[str]) -> frozenset[str]:
    """Listed words, folded; acronyms, which are matched as they are spelt, left out."""
    return frozenset(folded(word) for word in words if word[1:].islower() or len(word) == 1 or not word.isalpha())


def _known_names(listed: dict[str, list[list[str]]]) -> dict[tuple[str, ...], KnownName]:
    found: dict[tuple[str, ...], KnownName] = {}
    for kind, names in listed.items():
        for full, *others in names:
            known = KnownName(kind, full, frozenset(map(folded, others)))
            found |= {tuple(map(folded, name.split())): known for name in (full, *others)}
    return found
