"""Names by their shape: runs of capitalised words, cut into a title, a person, a body or a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.names.lexicon import (
    ACRONYM,
    BODY,
    GIVEN,
    GROUP,
    INITIAL,
    NAME,
    ORIGIN,
    OUTLET,
    OWNER,
    PLACE,
    ROLE,
    Lexicon,
)
from onrecord.names.line import Line

_RUN = re.compile(
    r"""(?:[HIh]\.?|[XFANLOURG]|P|\[[XFI]{1,3}\.?\](?=[XF]))
    (?:
      (?<=[HIh])\.?(?=[XFIAR])(?:I\.?|[XFAR])     # J. K. Rowling, Mr. Trump
    | (?<=\.)(?:I\.?|[XFAR])
    | [XFANLOURGP]
    | I\.?(?=[XFI])
    | \[[XFI]{1,3}\.?\](?=[XF]) | (?<=[XFH])\[[XFI]{1,3}\]   # Mr [Jan] Kowalski
    | p{1,3}(?=[XFALI])[XFALI]                       # von der Leyen
    | (?<=[FXHR])[WEBTDVSM](?=[^XFI]|$)              # Theresa May, President May
    | (?<=[OR])k[tT]?[XFANLOUG]                      # Department of Justice
    | (?<=[XFANLOURG])K{1,2}[XFANLOURG]              # in Polish too: Fish and Wildlife Commission
    | (?<=[XNL])&(?=[XN]*[OU])[XNOU]
    )*
    Y?|Y""",
    re.VERBOSE,
)
_AND_MORE, _BODY, _OF_BODY = re.compile("&[XNG]*[XG](?![XFIG])"), re.compile("O"), re.compile("Ok")
_NO_NAMES = frozenset("RGNHhIP")
_TITLE = re.compile(r"[XFANLOURGIkt.]*(?:R|[Hh]\.?)")
_TITLE_WITH_GROUP = re.compile(r"[XFANLOURGIkt.]*(?:[RG](?:kt?[OXLN]+(?=[FHI]|\Z))?|[Hh]\.?)")  # Secretary of State
_TITLES = re.compile("[RGHh]")
_TITLE_BEHIND = re.compile(r"(F(?:[XFA]|I\.?)*X)R+\Z")
_BODY_LAST = re.compile(r"[XANLOURGkt]*R(?!k)[XANLOURGkt]*[OU][XANLkt]*Y?\Z")
_INITIALS = re.compile(r"(?:I\.?)+[XF]")
_MARKS = frozenset(".[]")


@dataclass(slots=True)
class Name:
    """A name in the text: words ``[first, last)``; ``kind`` is ``None`` where its shape does not tell.

    An ``owner`` has a possessive ending; a ``complement`` says of what somebody is the head, "lider Zarzecza".

    ``parts`` are its words as they are spelt, without a possessive ending; ``role`` are the words of a title that
    stands before it, ``[a, b)``. ``article`` is one that belongs to it: "The Clarion".
    """

    first: int
    last: int
    kind: str | None
    parts: tuple[str, ...]
    lexicon: Lexicon
    gender: str | None = None
    role: tuple[int, int] | None = None
    owner: bool = False
    complement: bool = False
    article: str | None = None


class Names:
    """The names of a line of classes."""

    def __init__(self, line: Line):
        self.line, self.forms, self.classes = line, line.forms, line.classes

    def all(self) -> Iterator[Name]:
        """The names of the running text; headlines in Title Case have none."""
        for first, last, lexicon, headline in self.line.blocks:
            if headline and title_case(self.classes[first:last]):
                continue
            yield from self.between(first, last, lexicon)

    def between(self, first: int, last: int, lexicon: Lexicon) -> Iterator[Name]:
        """The names among the words ``[first, last)``."""
        start, end = first, last
        for match in _RUN.finditer(self.classes, start, end):
            if match.start() < start:
                continue  # it is the rest of a name before it
            if match.end() - match.start() == 1 and match.group() in _NO_NAMES:
                known = match.group() == ORIGIN and lexicon.known_name(self.forms[match.start() : match.end()])
                if not known:
                    continue
            first, last = match.span()
            more = _AND_MORE.match(self.classes, last, end) if match.group()[-1] == NAME else None
            if more and (_OF_BODY if not lexicon.inflects else _BODY).search(match.group()):
                last = start = more.end()  # "Ministry of Culture and Sport"
            called = self._called(first) if self.classes[last : last + 1] == "q" else None
            if called:
                yield self._name(first, last, called, lexicon)
            elif match.group() == NAME and self._untitled(first):
                yield self._word_alone(first, lexicon)  # most names by far: one word without a title
            else:
                yield from self.cut(first, last, lexicon)

    def _called(self, first: int) -> str | None:
        """What a name alone between marks is by the noun before them: the daily "Evening Lamp"."""
        if self.classes[first - 1 : first] != "q":
            return None
        noun = self.classes[max(0, first - 3) : first - 1].rstrip("w")[-1:]
        return {"u": "outlet", "o": "organization"}.get(noun)

    def cut(self, first: int, last: int, lexicon: Lexicon) -> Iterator[Name]:
        """The names in a run of capitalised words ``[first, last)``: bodies, places and at most one person."""
        if first < last - 1 and self.line.starts_sentence(first) and self.line.begins_only(first, lexicon):
            acts = lexicon.common_given(self.forms[first]) and self.classes[last : last + 1] in ("s", ",")
            first += not acts  # "Will Berg said" is a name, "Will Berg sail?" none
        while lexicon.inflects and first < last - 1 and self.classes[first] == GROUP:
            first += 1  # "Prawnicy Nowaka": whose they are, and no title of his
        if not lexicon.inflects and (behind := _TITLE_BEHIND.match(self.classes, first, last)):
            name_end = behind.end(1)  # "Anna Berg MP"
            yield self._name(first, name_end, "person", lexicon, (name_end, last))
            return
        begin = self._title_end(first, last, lexicon)
        if begin > first:
            yield from self._bodies(first, begin, lexicon)
        if begin >= last:
            return
        role = (first, begin) if {*self.classes[first:begin]} & {ROLE, GROUP} else None
        if begin == first:
            role = self._role_before(first)
        gender = self._gender_of_titles(role if role and begin == first else (first, begin), lexicon)
        split = begin
        if self.classes[begin] != "[":
            split += self._person_at(self.classes[begin:last], begin > first or role is not None)
        if split > begin:
            yield from self._bodies(begin, split, lexicon)
            if role and lexicon.inflects:
                role = role[0], split  # "prezydent Zarzecza Adam Nowak": what he is the head of
        classes = self.classes[split:last].replace("[", "").replace("]", "")
        kind = _kind(classes)
        if role and self._complement(split, last, lexicon):
            yield self._name(split, last, kind, lexicon, complement=True)
            return
        if kind is None and (classes[:1] == GIVEN or begin > first or role or _INITIALS.match(classes)):
            kind = "person"
        if last - first == 1 and classes in (BODY, OUTLET) and self._common(first):
            return
        if last - first == 1 and classes == GIVEN and self._word(first, lexicon):
            return  # a month, or a word that is a name elsewhere
        if {*classes} - {ORIGIN, "."} or classes == OWNER or lexicon.known_name(self.forms[split:last]):
            yield self._name(split, last, kind, lexicon, role if kind == "person" else None, gender)

    def _word(self, word: int, lexicon: Lexicon) -> bool:
        """Whether a given name alone is the word it looks like: "May", "Mark my words"."""
        form = self.forms[word]
        if lexicon.begins_sentence(form):
            return self.classes[word + 1 : word + 2] != "s" or not lexicon.common_given(form)
        return (
            lexicon.common_given(form)
            and self.line.starts_sentence(word)
            and self.classes[word + 1 : word + 2] not in ("s", ",")
        )

    def _gender_of_titles(self, words: tuple[int, int], lexicon: Lexicon) -> str | None:
        genders = {lexicon.gender_of_role(self.forms[word]) for word in range(*words)}
        return next((gender for gender in ("feminine", "masculine") if gender in genders), None)

    def _genitive_in_body(self, first: int, word: int, lexicon: Lexicon) -> bool:
        """Whether a role's form belongs to a body's name before it: "Rada Polityki Pieniężnej"."""
        return word > first and self.classes[word - 1] == BODY and not lexicon.listed(self.forms[word], "r")

    def _title_end(self, first: int, last: int, lexicon: Lexicon) -> int:
        """The word after the title that a run begins with; its first word where it begins with none."""
        if _TITLES.search(self.classes, first, last) is None:
            return first
        if lexicon.inflects:
            title = _TITLE.match(self.classes, first, last)
            if title and self._genitive_in_body(first, title.end() - 1, lexicon):
                title = None
        elif _BODY_LAST.match(self.classes, first, last):
            title = None
        else:
            title = _TITLE_WITH_GROUP.match(self.classes, first, last)
        return title.end() if title else first

    def _common(self, word: int) -> bool:
        """Whether a body's noun is capitalised only by its place, as the text has it in small letters too: "Police"."""
        form = self.forms[word]
        begins = self.line.starts_sentence(word) or self.classes[word - 1] == "q"
        return begins and not form.isupper() and form.lower() in self.line.held

    @staticmethod
    def _person_at(classes: str, titled: bool) -> int:
        """Where in a run without title the person begins: behind the body, place or adjective before the name."""
        given = classes.find(GIVEN)
        body = max(classes.rfind(BODY), classes.rfind(OUTLET))
        if body >= 0:
            return given if given > body else 0
        if given > 0 and (titled or given < len(classes) - 1 or not {*classes[:given]} <= {NAME, INITIAL, ".", "["}):
            return given
        skip = 0
        while skip < len(classes) - 1 and (classes[skip] == ORIGIN or (titled and classes[skip] in PLACE + ACRONYM)):
            skip += 1
        return skip if classes[skip : skip + 1] in (NAME, GIVEN, INITIAL) else 0

    def _bodies(self, first: int, last: int, lexicon: Lexicon) -> Iterator[Name]:
        """A body or place named before a title or person: "Iran" of "Iran Foreign Minister"."""
        held = self.classes[first:last]
        size = len(held) - len(held.lstrip("XALOUNk"))
        if size and (kind := _kind(held[:size].lstrip(ORIGIN))):
            skip = size - len(held[:size].lstrip(ORIGIN))
            yield self._name(first + skip, first + size, kind, lexicon)

    def _name(
        self, first: int, last: int, kind: str | None, lexicon: Lexicon,
        role: tuple[int, int] | None = None, gender: str | None = None, complement: bool = False,
    ) -> Name:  # fmt: skip
        while last > first and self.classes[last - 1] == "." and self.classes[last - 2 : last - 1] not in (INITIAL,):
            last -= 1
        parts = [form for form in self.forms[first:last] if form not in _MARKS]
        owner = lexicon.owner(parts[-1]) if parts else None
        if owner:
            parts[-1] = owner
        if gender is None and kind == "person" and parts:
            gender = lexicon.gender_of_name(parts[0])
        article = None
        if kind != "person" and self.classes[max(0, first - 1) : first] == "T":
            article = self.forms[first - 1]
        return Name(first, last, kind, tuple(parts), lexicon, gender, role, bool(owner), complement, article)

    def _untitled(self, first: int) -> bool:
        """Whether no role stands among the four words before a name."""
        begin = first - 4 if first > 4 else 0
        return self.classes.find("r", begin, first) < 0 and self.classes.find("R", begin, first) < 0

    def _word_alone(self, word: int, lexicon: Lexicon) -> Name:
        article = self.forms[word - 1] if self.classes[max(0, word - 1) : word] == "T" else None
        return Name(word, word + 1, None, (self.forms[word],), lexicon, article=article)

    def _complement(self, first: int, last: int, lexicon: Lexicon) -> bool:
        """Whether a name behind a role stands in another case than the role: "lider Zarzecza".

        So it is where its ending is no person's, or where the role is a base form and the word has one elsewhere.
        """
        if not lexicon.inflects or self.classes[first] != NAME:
            return False
        form = self.forms[first]
        if form.endswith(lexicon.complement_endings):
            return True
        if last - first > 1:
            return False
        listed = lexicon.listed(self.forms[first - 1], "r")
        return listed and form not in lexicon.spelt_bases(form) and self.line.inflected(form, lexicon)

    def _role_before(self, first: int) -> tuple[int, int] | None:
        """The lower-case title right before a name: "prime minister" Tusk, "minister spraw zagranicznych" Sikorski."""
        low = first
        while low > 0 and first - low < 4 and self.classes[low - 1] in "rwouR":
            low -= 1
        at = next((word for word in range(low, first) if self.classes[word] in "rR"), first)
        return (at, first) if at < first else None

    def offsets(self, name: Name) -> tuple[int, int]:
        """Characters of a name, without a possessive ending."""
        start, end = self.line.span(name.first, name.last)
        return start, end - 2 if name.owner else end


def keys(name: Name) -> list[tuple[str, ...]]:
    """For each word of a name the folded base forms it may have."""
    return [name.lexicon.bases(part) for part in name.parts]


def title_case(classes: str) -> bool:
    """Whether most words of a headline are capitalised, so that a capital tells nothing."""
    lettered = [c for c in classes if c.isalpha()]
    return len(lettered) > 2 and sum(c.isupper() for c in lettered) >= 0.6 * len(lettered)


def _kind(classes: str) -> str | None:
    if OUTLET in classes:
        return "outlet"
    if BODY in classes or classes == ACRONYM:
        return "organization"
    if classes[:1] == PLACE and {*classes} <= {PLACE, OWNER}:
        return "place"
    return None


__all__ = ["Name", "Names", "keys", "title_case"]
