"""Names by their shape: runs of capitalised words, cut into a title, a person, a body or a place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.document import Block
from onrecord.languages.pack import pack_of
from onrecord.languages.words import Words
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
    folded,
    lexicon_of,
)  # fmt: skip
from onrecord.quotes import Quotation

_HEADLINES = ("title", "heading")
_RUN = re.compile(
    r"""(?:[HIh]\.?|[XFANLOURG]|P)
    (?:
      (?<=[HIh])\.?(?=[XFIAR])(?:I\.?|[XFAR])     # J. K. Rowling, Mr. Trump
    | (?<=\.)(?:I\.?|[XFAR])
    | [XFANLOURGP]
    | I\.?(?=[XFI])
    | p{1,3}(?=[XFALI])[XFALI]                       # von der Leyen
    | (?<=[FXH])[WEBTDVSM](?=[^XFI]|$)               # Theresa May
    | (?<=[OR])k[tT]?[XFANLOUG]                      # Department of Justice
    | (?<=[XNL])&(?=[XN]*[OU])[XNOU]
    )*
    Y?|Y""",
    re.VERBOSE,
)
_SENTENCE_END = re.compile(r"(?<![HIh])\.[.)q]*(?=[A-Z#q(])")
_NO_NAMES = frozenset("RGNHhIP")
_CAPITAL = re.compile("[XF]")
_TITLE = re.compile(r"[XFANLOURGIkt.]*(?:R|[Hh]\.?)")
_TITLE_WITH_GROUP = re.compile(r"[XFANLOURGIkt.]*(?:[RG]|[Hh]\.?)")
_TITLE_BEHIND = re.compile(r"(F(?:[XFA]|I\.?)*X)R+\Z")
_BODY_LAST = re.compile(r"[XANLOURGkt]*R[XANLOURGkt]*[OU][XANLkt]*Y?\Z")


@dataclass(slots=True)
class Name:
    """A name in the text: words ``[first, last)``; ``kind`` is ``None`` where its shape does not tell.

    An ``owner`` has a possessive ending; a ``complement`` says of what somebody is the head, "lider Zarzecza".

    ``parts`` are its words as they are spelt, without a possessive ending; ``role`` are the words of a title that
    stands before it, ``[a, b)``.
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


class Line:
    """A text as a line of name classes, one a word; where its sentences begin, what is quoted, which lexicon rules."""

    def __init__(self, words: Words, blocks: Sequence[Block], quotations: Sequence[Quotation]):
        self.words, self.forms = words, words.forms
        self.blocks: list[tuple[int, int, Lexicon, bool]] = []
        classes: list[str] = []
        starts: list[int] = []
        for block in blocks:
            pack = pack_of(block.language)
            first, last = words.between(block.start, block.end)
            classes += " " * (first - len(classes))
            starts.append(first)
            if pack is None or first < len(classes):
                continue
            lexicon = lexicon_of(pack.code)
            self.blocks.append((first, last, lexicon, block.kind in _HEADLINES))
            classes += map(lexicon.classes.__getitem__, self.forms[first:last])
        classes += " " * (len(self.forms) - len(classes))
        self.classes = "".join(classes)
        starts += (match.end() for match in _SENTENCE_END.finditer(self.classes))
        self.sentences = sorted(set(starts))
        self._block_firsts = [first for first, *_ in self.blocks]
        pieces = sorted(piece for quotation in quotations for piece in quotation.pieces)
        self._quoted_starts, self._quoted_ends = _merged(pieces)

    def sentence(self, word: int) -> int:
        """The number of the sentence a word stands in."""
        return bisect_right(self.sentences, word) - 1

    def lexicon(self, word: int) -> Lexicon | None:
        """The lexicon of the block a word stands in."""
        at = bisect_right(self._block_firsts, word) - 1
        if at < 0 or word >= self.blocks[at][1]:
            return None
        return self.blocks[at][2]

    def headline(self, word: int) -> bool:
        """Whether a word stands in a title or heading."""
        at = bisect_right(self._block_firsts, word) - 1
        return at >= 0 and word < self.blocks[at][1] and self.blocks[at][3]

    def quoted(self, word: int) -> int:
        """The number of the outermost quotation a word stands in, counted from 1; 0 where in none."""
        start = self.words.starts[word]
        at = bisect_right(self._quoted_starts, start) - 1
        return at + 1 if at >= 0 and start < self._quoted_ends[at] else 0

    def names(self) -> Iterator[Name]:
        """The names of the running text; headlines in Title Case have none."""
        for first, last, lexicon, headline in self.blocks:
            if headline and _title_case(self.classes[first:last]):
                continue
            yield from self.names_between(first, last, lexicon)

    def names_between(self, first: int, last: int, lexicon: Lexicon) -> Iterator[Name]:
        """The names among the words ``[first, last)``."""
        for match in _RUN.finditer(self.classes, first, last):
            if match.end() - match.start() == 1 and match.group() in _NO_NAMES:
                continue
            yield from self.cut(match.start(), match.end(), lexicon)

    def cut(self, first: int, last: int, lexicon: Lexicon) -> Iterator[Name]:
        """The names in a run of capitalised words ``[first, last)``: bodies, places and at most one person."""
        if first < last - 1 and self.starts_sentence(first) and self._begins_only(first, lexicon):
            first += 1
        while lexicon.inflects and first < last - 1 and self.classes[first] == GROUP:
            first += 1  # "Prawnicy Nowaka": whose they are, and no title of his
        begin, title = first, None
        if not lexicon.inflects and (behind := _TITLE_BEHIND.match(self.classes, first, last)):
            name_end = behind.end(1)  # "Anna Berg MP"
            yield self._name(first, name_end, "person", lexicon, (name_end, last))
            return
        if lexicon.inflects or not _BODY_LAST.match(self.classes, first, last):
            title = (_TITLE_WITH_GROUP if not lexicon.inflects else _TITLE).match(self.classes, first, last)
        if title:
            begin = title.end()
            yield from self._bodies(first, begin, lexicon)
        if begin >= last:
            return
        role = (first, begin) if {*self.classes[first:begin]} & {ROLE, GROUP} else None
        if begin == first:
            role = self._role_before(first)
        titles = range(first, begin) if role is None or begin > first else range(*role)
        genders = {lexicon.gender_of_role(self.forms[word]) for word in titles}
        gender = next((g for g in ("feminine", "masculine") if g in genders), None)
        split = begin + self._person_at(self.classes[begin:last], begin > first)
        if split > begin:
            yield from self._bodies(begin, split, lexicon)
        classes = self.classes[split:last]
        kind = _kind(classes)
        if role and self._complement(split, last, lexicon):
            yield self._name(split, last, kind, lexicon, complement=True)
            return
        if kind is None and (classes[:1] == GIVEN or begin > first or role):
            kind = "person"
        if last - first == 1 and classes == GIVEN and lexicon.begins_sentence(self.forms[first]):
            return  # a month, or a word that is a name elsewhere
        if {*classes} - {ORIGIN, "."} or classes == OWNER:
            yield self._name(split, last, kind, lexicon, role if kind == "person" else None, gender)

    def _begins_only(self, word: int, lexicon: Lexicon) -> bool:
        """Whether the word is capitalised only because a sentence begins with it, as far as the text shows."""
        form = self.forms[word]
        return self.classes[word] in GIVEN + NAME and lexicon.begins_sentence(form) and form not in self._inner_capitals

    @cached_property
    def _inner_capitals(self) -> set[str]:
        """Words that are capitalised somewhere inside a sentence."""
        starts = set(self.sentences)
        return {self.forms[m.start()] for m in _CAPITAL.finditer(self.classes) if m.start() not in starts}

    @staticmethod
    def _person_at(classes: str, titled: bool) -> int:
        """Where in a run without title the person begins: behind the body, place or adjective before the name."""
        given = classes.find(GIVEN)
        body = max(classes.rfind(BODY), classes.rfind(OUTLET))
        if body >= 0:
            return given if given > body else 0
        if given > 0 and (titled or given < len(classes) - 1 or not {*classes[:given]} <= {NAME, INITIAL, "."}):
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

    def starts_sentence(self, word: int) -> bool:
        """Whether a sentence begins with this word."""
        at = self.sentence(word)
        return at >= 0 and self.sentences[at] == word

    def _name(
        self, first: int, last: int, kind: str | None, lexicon: Lexicon,
        role: tuple[int, int] | None = None, gender: str | None = None, complement: bool = False,
    ) -> Name:  # fmt: skip
        while last > first and self.classes[last - 1] == "." and self.classes[last - 2 : last - 1] not in (INITIAL,):
            last -= 1
        parts = [form for form in self.forms[first:last] if form != "."]
        owner = lexicon.owner(parts[-1]) if parts else None
        if owner:
            parts[-1] = owner
        if gender is None and kind == "person" and parts:
            gender = lexicon.gender_of_name(parts[0])
        return Name(first, last, kind, tuple(parts), lexicon, gender, role, bool(owner), complement)

    def _complement(self, first: int, last: int, lexicon: Lexicon) -> bool:
        """Whether a single word behind a role stands in another case than the role: "lider Zarzecza".

        So it is where its ending is no person's, or where the role is a base form and the word has one elsewhere.
        """
        if not lexicon.inflects or last - first > 1 or self.classes[first] != NAME:
            return False
        form = self.forms[first]
        if form.endswith(lexicon.complement_endings):
            return True
        bases = lexicon.spelt_bases(form)
        return form not in bases and lexicon.listed(self.forms[first - 1], "r") and any(b in self._forms for b in bases)

    @cached_property
    def _forms(self) -> frozenset[str]:
        return frozenset(self.forms)

    def _role_before(self, first: int) -> tuple[int, int] | None:
        """The lower-case title right before a name: "prime minister" Tusk, "minister spraw zagranicznych" Sikorski."""
        low = first
        while low > 0 and first - low < 4 and self.classes[low - 1] in "rwouR":
            low -= 1
        at = next((word for word in range(low, first) if self.classes[word] in "rR"), first)
        return (at, first) if at < first else None

    def offsets(self, name: Name) -> tuple[int, int]:
        """Characters of a name, without a possessive ending."""
        end = self.words.ends[name.last - 1]
        return self.words.starts[name.first], end - 2 if name.owner else end


def keys(name: Name) -> list[tuple[str, ...]]:
    """For each word of a name the folded base forms it may have."""
    return [name.lexicon.bases(part) for part in name.parts]


def _kind(classes: str) -> str | None:
    if OUTLET in classes:
        return "outlet"
    if BODY in classes or classes == ACRONYM:
        return "organization"
    if classes[:1] == PLACE and {*classes} <= {PLACE, OWNER, NAME}:
        return "place"
    return None


def _title_case(classes: str) -> bool:
    lettered = [c for c in classes if c.isalpha()]
    return len(lettered) > 2 and sum(c.isupper() for c in lettered) >= 0.6 * len(lettered)


def _merged(pieces: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in pieces:
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


__all__ = ["Line", "Name", "folded", "keys"]
